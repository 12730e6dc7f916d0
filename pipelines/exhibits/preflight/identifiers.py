"""Numbers and names that rules of privacy keep out of court papers, as far as their print shows them.

Answers: places in a text with their kind; which of them stand in a finished file. Refuses to call a text
free of them: birth dates without a word beside them and names of minors look like all others, so a person
has to have looked. Nothing found is ever printed: the report gives the kind and the last two characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipelines.exhibits.preflight.faults import Fault, PageRule, SetRule
from pipelines.exhibits.preflight.identifier_shapes import (
    ACCOUNT_CUE,
    ACCOUNT_VALUE,
    BIRTH_CUE,
    CARD,
    FULL_DATE,
    ITIN,
    LICENCE,
    MINORS,
    OF_CARE,
    OF_MONEY,
    PASSPORT,
    SSN,
    SSN_CUE,
    SSN_LOOSE,
    TAX_CUE,
    TAX_VALUE,
    UNTIL_BIRTH,
)
from pipelines.exhibits.preflight.opened import SeenPage, Whole

NAMES = {
    "ssn": "Social Security number",
    "taxpayer": "taxpayer number",
    "birth_date": "full birth date",
    "account": "account or card number",
    "minor": "name of a minor",
    "licence": "driver's license number",
    "passport": "passport number",
}
_PAGES = re.compile(
    r"\b(?:pp?|pages?)\b\.?\s*((?:\d+(?:\s*[-–]\s*\d+)?(?:\s*(?:,|and|&)\s*)?)+)", re.IGNORECASE
)
_SPAN = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_AROUND = 120
"""Characters around an account number that tell what kind it is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An identifier in a text: its kind (`NAMES`), its place, its last two characters."""

    kind: str
    start: int
    end: int
    ending: str


def find_identifiers(text: str) -> tuple[Hit, ...]:
    """Every identifier that a text shows, in order, each place once."""
    hits: list[Hit] = []
    taken: list[tuple[int, int]] = []
    for kind, look in _LOOKS:
        for start, end in look(text):
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                hits.append(Hit(kind, start, end, text[start:end].strip()[-2:]))
    return tuple(sorted(hits, key=lambda h: (h.start, h.kind)))


def _ssn(text: str) -> Iterator[tuple[int, int]]:
    yield from (m.span() for m in SSN.finditer(text))
    for cue in SSN_CUE.finditer(text):
        if value := SSN_LOOSE.match(text, cue.end()):
            yield value.span(1)


def _taxpayer(text: str) -> Iterator[tuple[int, int]]:
    yield from (m.span() for m in ITIN.finditer(text))
    for cue in TAX_CUE.finditer(text):
        if value := TAX_VALUE.match(text, cue.end()):
            yield value.span(1)


def _birth_date(text: str) -> Iterator[tuple[int, int]]:
    for cue in BIRTH_CUE.finditer(text):
        if (date := FULL_DATE.search(text, cue.end(), cue.end() + 80)) and UNTIL_BIRTH.fullmatch(
            text, cue.end(), date.start()
        ):
            yield date.span()


def _account(text: str) -> Iterator[tuple[int, int]]:
    for card in CARD.finditer(text):
        digits = [int(c) for c in card[0] if c.isdigit()]
        if passes_luhn(digits):
            yield card.span()
    for cue in ACCOUNT_CUE.finditer(text):
        around = text[max(0, cue.start() - _AROUND) : cue.end() + _AROUND]
        if OF_CARE.search(around) and not OF_MONEY.search(around):
            continue
        value = ACCOUNT_VALUE.match(text, cue.end())
        if value and sum(c.isdigit() for c in value[1]) >= 5:
            yield value.span(1)


def passes_luhn(digits: list[int]) -> bool:
    """Whether the last digit is the check digit of those before it."""
    doubled = [d * 2 - 9 * (d > 4) for d in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0 and len(set(digits)) > 1


def _by_group(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    return lambda text: (m.span(1) for m in pattern.finditer(text))


def _minor(text: str) -> Iterator[tuple[int, int]]:
    for pattern in MINORS:
        yield from (m.span("name") for m in pattern.finditer(text))


_LOOKS: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("ssn", _ssn),
    ("taxpayer", _taxpayer),
    ("birth_date", _birth_date),
    ("account", _account),
    ("licence", _by_group(LICENCE)),
    ("passport", _by_group(PASSPORT)),
    ("minor", _minor),
)


@lru_cache(maxsize=4096)
def _cached(text: str) -> tuple[Hit, ...]:
    """The same page stands in an exhibit's file and in its volume."""
    return find_identifiers(text)


def told(hit: Hit) -> str:
    """How a report speaks of an identifier."""
    return f"{NAMES[hit.kind]} ending “{hit.ending}”" if hit.kind != "minor" else NAMES[hit.kind]


def _let_stand(tick: str) -> frozenset[int]:
    """Exhibit pages that a person named when ticking."""
    found: set[int] = set()
    for named in _PAGES.finditer(tick):
        for first, last in _SPAN.findall(named[1]):
            found.update(range(int(first), min(int(last or first), int(first) + 10_000) + 1))
    return frozenset(found)


def _identifiers(seen: SeenPage) -> Iterator[Fault]:
    reviewed = seen.whole.known.reviewed.get(seen.row.id if seen.row else "")
    tick = reviewed.pii if reviewed else ""
    place = seen.facts.exhibit_page if seen.facts else 0
    if place and place in _let_stand(tick):
        return
    for hit in _cached(seen.text):
        if hit.kind in seen.whole.profile.identifiers:
            yield Fault(told(hit), seen.number, seen.designation)


def _looked_at(whole: Whole) -> Iterator[Fault]:
    for row in whole.rows:
        reviewed = whole.known.reviewed.get(row.id)
        if any(p.source_page for p in row.pages) and not (reviewed and reviewed.pii.strip()):
            yield Fault("nobody is named in pii_reviewed", designation=row.designation, unchecked=True)


PAGE_RULES = (
    PageRule(
        "identifiers",
        "Shows no birth date, Social Security number or the like that privacy rules keep out",
        "Redact it. Where the rule lets it stand, name the exhibit's page in pii_reviewed, as in"
        " “A. Ruiz, pp. 3, 7”; a slip sheet does not count as a page.",
        _identifiers,
    ),
)
SET_RULES = (
    SetRule(
        "pii_reviewed",
        "Was looked through by a person for what privacy rules keep out",
        "Look through the exhibit for birth dates, names of minors and numbers, and put who did into"
        " pii_reviewed.",
        _looked_at,
    ),
)
