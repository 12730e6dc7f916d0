"""How a review reads on a terminal: a row as it will print, its sources with the cited words, how far one is.

The page's own words are printed with the lines around them, so that what is decided is read in its place; the
file to open stands beside them for those who want to see the page itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pages import Page
from pipelines.commands.words import near, say
from pipelines.matter import Matter
from pipelines.matter_reading import readers
from pipelines.review.desk import Desk
from pipelines.review_rows import ReviewRow
from pipelines.rows import SourceCitation
from pipelines.source_links import readable_name
from pipelines.store import Store

_AROUND = 3
"""Lines of the page printed before and after the cited ones."""
_TOP = 8
"""Lines printed of a page that is cited as a whole."""


def say_row(matter: Matter, row: ReviewRow) -> None:
    """The row with everything that its reviewer must see."""
    say(f"{row.id}  {row.section}: {row.heading}")
    width = max((len(column) for column, _ in row.fields), default=0)
    for column, text in row.fields:
        for line, words in enumerate(text.splitlines() or [""]):
            say(f"  {'' if line else column:{width}}  {words}".rstrip())
    for flag in row.flags:
        say(f"  look: {flag}")
    for reason in row.because:
        say(f"  {reason}")
    for other in row.related:
        say(f"  see also: {other}")
    pages: dict[tuple[str, int], list[SourceCitation]] = {}
    for cited in row.citations:
        pages.setdefault((cited.citation.sha256, cited.citation.page), []).append(cited)
    with Store.open(matter) as store:
        by = readers()
        for (sha256, number), found in pages.items():
            _say_page(matter, found, store.page(sha256, number, by))


def say_progress(desk: Desk) -> None:
    """How much is decided, and what still stands against approval."""
    needed = {*desk.required, *desk.sampled}
    done = f"{len(needed) - len(desk.left)} of {len(needed)} rows decided"
    more = (
        f"; the other {len(desk.rows) - len(needed)} need no decision" if len(needed) < len(desk.rows) else ""
    )
    say(f"{desk.item}: {desk.state}, {desk.tier} tier; {done}{more}.")
    for question in desk.questions:
        if question.open:
            say(f"  open question {question.id}: for {question.owner} to answer by {question.due}")
    for refusal in desk.blocking():
        say(f"  before approval: {refusal.problem} {refusal.remedy}")


def _say_page(matter: Matter, cited: Sequence[SourceCitation], read: tuple[Page, int] | None) -> None:
    """One page with every line that the row cites marked, and what stands around them."""
    first = cited[0]
    say()
    say(f"  {first.label}")
    copy = matter.folder / "readable" / readable_name(first.source, first.citation.sha256)
    if copy.is_file():
        say(f"  {near(copy)}, page {first.citation.page}")
    if read is None:
        say("    (this page was not read on this machine: open the file)")
        return
    lines = read[0].lines()
    spans = [(c.citation.start, c.citation.end) for c in cited]
    marked = [i for i, line in enumerate(lines) if any(line.start < end and line.end > s for s, end in spans)]
    near_marks = {n for m in marked for n in range(m - _AROUND, m + _AROUND + 1)}
    before = -1
    for i in sorted(near_marks or range(_TOP)):  # an exhibit cites whole pages
        if 0 <= i < len(lines):
            if i > before + 1:
                say("      …")
            say(f"    {'>' if i in marked else ' '} {lines[i].text}")
            before = i
