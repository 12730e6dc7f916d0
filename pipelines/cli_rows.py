"""How a review reads on a terminal: a row as it will print, its sources with the cited words, how far one is.

The page's own words are printed with the lines around them, so that what is decided is read in its place; the
file to open stands beside them for those who want to see the page itself.
"""

from __future__ import annotations

from pipelines.cli_words import near, say
from pipelines.matter import Matter
from pipelines.matter_reading import readers
from pipelines.review.desk import Desk
from pipelines.review_rows import ReviewRow
from pipelines.rows import SourceCitation
from pipelines.source_links import readable_name
from pipelines.store import Store

_AROUND = 3
"""Lines of the page printed before and after the cited ones."""


def say_row(matter: Matter, row: ReviewRow) -> None:
    """The row with everything that its reviewer must see."""
    say(f"{row.id}  {row.section}: {row.heading}")
    width = max((len(column) for column, _ in row.fields), default=0)
    for column, text in row.fields:
        for line, words in enumerate(text.splitlines() or [""]):
            say(f"  {'' if line else column:{width}}  {words}".rstrip())
    for flag in row.flags:
        say(f"  look: {flag}")
    for rule in row.because:
        say(f"  found by: {rule}")
    for other in row.related:
        say(f"  see also: {other}")
    with Store.open(matter) as store:
        by = readers()
        for cited in row.citations:
            _say_source(matter, store, by, cited)


def say_progress(desk: Desk) -> None:
    """How much is decided, and what still stands against approval."""
    needed = {*desk.required, *desk.sampled}
    done = f"{len(needed) - len(desk.left)} of {len(needed)} rows to decide are decided"
    say(f"{desk.item}: {desk.state}, {desk.tier} tier; {done}, of {len(desk.rows)} rows.")
    if desk.carried and not desk.reconfirmed:
        say(f"  {desk.carried} decisions carried over from the revision before wait to be confirmed.")
    for question in desk.questions:
        if question.open:
            say(f"  open question {question.id}: for {question.owner} to answer by {question.due}")
    for refusal in desk.blocking():
        say(f"  before approval: {refusal.problem} {refusal.remedy}")


def _say_source(matter: Matter, store: Store, by: str, cited: SourceCitation) -> None:
    citation = cited.citation
    say()
    say(f"  {cited.label}")
    copy = matter.folder / "readable" / readable_name(cited.source, citation.sha256)
    if copy.is_file():
        say(f"  {near(copy)}, page {citation.page}")
    found = store.page(citation.sha256, citation.page, by)
    if found is None:
        say("    (this page was not read on this machine: open the file)")
        return
    lines = found[0].lines()
    marked = [i for i, line in enumerate(lines) if line.start < citation.end and line.end > citation.start]
    first, last = (marked[0], marked[-1]) if marked else (0, -1)
    for i, line in enumerate(lines[max(0, first - _AROUND) : last + 1 + _AROUND], max(0, first - _AROUND)):
        say(f"    {'>' if i in marked else ' '} {line.text}")
