"""Records that a note says somebody else made: which facility, which date, in which sentence.

Whether such a record is in the file is settled in `pipelines`; here only what is said is read.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.citations import cite
from extractors.facility_shapes import names_a_facility, only_generic
from extractors.facts import DateRole, PageFacts, Printed, Reference
from extractors.lexicon import normal
from extractors.orders import only_orders
from extractors.pages import Page

_NAME = (
    r"(?P<name>(?:St\. |Dr\. )?[A-Z][A-Za-z0-9&.'’/-]*(?:,?[ \n](?:(?:of|and|&|the|at|-"
    r"|–)\s)*[A-Z&][A-Za-z0-9&.'’/-]*|,? (?:LLC|PLLC|Inc\.?|P\.A\.|P\.C\.)| - [A-Z][A-Za-z' -]+?)*)"
)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:at|from|by|to|with|through|of)\s+(?:the\s+)?{_NAME}")


def references_of(page: Page, facts: PageFacts) -> tuple[Reference, ...]:
    """Facilities named in sentences beside a date of another record; the page's own facility is not one."""
    found: dict[tuple[str, str], Reference] = {}
    for mention in facts.dates:
        if mention.role not in (DateRole.REFERENCE, DateRole.HISTORY, DateRole.INCIDENT):
            continue
        start, end = sentence_around(page.text, mention.citation.start, mention.citation.end)
        # A sentence only: label rows and letterheads name facilities without saying that a record exists.
        if not re.search(r"[a-z]{3,} [a-z]", page.text[start:end]):
            continue
        if only_orders(page.text[start:end]):
            continue  # what is ordered or referred is not yet a record that somebody could send
        for match in _pattern().finditer(page.text, start, end):
            name = _on_its_line(page, match["name"], match.start("name")).strip(" ,.-\n")
            if len(name.split()) < 2 or not names_a_facility(name) or only_generic(name):
                continue  # "seen at Family Practice" names no house
            key = (normal(name), mention.iso)
            at = match.start("name")
            found.setdefault(
                key,
                Reference(
                    Printed(" ".join(name.split()), cite(page, at, at + len(name))),
                    mention,
                    cite(page, start, end),
                ),
            )
    return tuple(found.values())


_LABEL = re.compile(r"[A-Z][A-Za-z' ]{1,30}:")


def _on_its_line(page: Page, name: str, at: int) -> str:
    """A name without the label of a field that begins the next line."""
    for match in re.finditer("\n", name):
        if _LABEL.match(page.text, at + match.end()):
            return name[: match.start()]
    return name


_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Co|[A-Z]))\.$"
)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds a span, over line ends, stopping at headings and blank lines."""
    left = start
    floor = max(0, start - 400)
    while left > floor:
        ch = text[left - 1]
        if ch == "\n" and (
            left < 2
            or text[left - 2] in ".:\n"
            or re.match(r"[A-Z][A-Z /]{3,}:|\d+\. ", text[left : left + 24])
        ):
            break
        if (
            ch in " \n"
            and left >= 2
            and text[left - 2] in ".!?"
            and not _ABBREVIATION.search(text[max(0, left - 8) : left - 1])
        ):
            break
        left -= 1
    right, ceiling = end, min(len(text), end + 400)
    while right < ceiling:
        if (
            text[right] in ".!?"
            and (right + 1 >= len(text) or text[right + 1] in " \n")
            and not _ABBREVIATION.search(text[max(0, right - 7) : right + 1])
        ):
            right += 1
            break
        if text[right] == "\n" and re.match(
            r"\n(?:\s*\n|[A-Z][A-Z /&]{3,}:?(?:\s|$)|\d+\. )", text[right : right + 26]
        ):
            break
        right += 1
    return left, right
