"""Statements of one contract that cannot both hold: two chosen laws, two dates of it, "thirty (60) days".

Answers: where two clauses of a type name different places or dates, where words and figures of one number
differ, and which printed dates no calendar has. Refuses to compare across exhibits (another paper's clauses
may stand there), the dates of other papers, and clauses that give no value.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.own_days import is_own_day
from extractors.contracts.sections import Outline
from extractors.contracts.values.dates import dates_in
from extractors.contracts.values.places import chosen_laws
from extractors.contracts.values.written_numbers import NUMBER, words_value

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_NO_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?,\s{{0,3}}(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:day\sof\s)?(?P<month2>{_MONTH})\s?,?\s(?P<year2>(?:19|20)\d\d)\b"
)
# The number began before: "one-hundred-and-|eighty (180)", "eighty-three and one |half (50)".
_PART_OF_LONGER = re.compile(
    r"(?i)(?:[-–]\s?|\band\s|hundred|thousand|million|(?:ty|teen|one|two|three|four|five|six|seven|eight|nine|ten)\s)\s*$"
)
_SCALE = re.compile(r"(?i)(?:hundred|thousand|million|billion)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_START = re.compile(
    r"(?:\b(?:[Tt]his|[Tt]he)\s+(?:[A-Z][a-z]+\s){0,3}(?:Agreement|Contract|Term|Initial\sTerm|term|agreement)|\bIt)\s+"
    r"(?:(?:of\sthis\sAgreement|shall|will|is|be|become|becomes|has)\s+){0,3}"
    r"(?:starts?|commences?|begins?|takes?\seffect|(?:made\s)?effective|dated)(?:\s(?:on|as\sof|from))?(?:\sand\sas\sof)?\s+"
)
_IF = re.compile(
    r"(?i)\b(?:if|where|when|once|unless|until|before|after|provided(?:\sthat)?|in\scase|that|of)\s+$"
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values that differ, each with the span it is read from; ``subject`` is the clause type or ""."""

    subject: str
    values: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def differing_clauses(text: str, outline: Outline, hits: Sequence[Hit]) -> tuple[Conflict, ...]:
    """Clauses of one type that choose different laws.

    Args:
        text: the flow of the contract.
        outline: its sections.
        hits: the clauses sure enough to be compared.
    """

    def places(hit: Hit) -> tuple[str, ...]:
        return tuple(sorted({place.name for place in chosen_laws(text[hit.start : hit.end])}))

    laws = _compared(outline, hits, ClauseType.GOVERNING_LAW, places)
    return (laws,) if laws else ()


def differing_dates(text: str, outline: Outline, hits: Sequence[Hit]) -> tuple[Conflict, ...]:
    """Days on which the paper says it was made that differ, and days on which it says it begins."""

    def days(hit: Hit) -> tuple[str, ...]:
        found = dates_in(text[hit.start : hit.end])
        return tuple(sorted({d.iso for d in found if d.whole and is_own_day(text, hit.start + d.start)}))

    made = _compared(outline, hits, ClauseType.AGREEMENT_DATE, days)
    return tuple(conflict for conflict in (made, _starts(text, outline)) if conflict)


def _starts(text: str, outline: Outline) -> Conflict | None:
    """The days on which the body says that "this Agreement is effective" or "the Term commences"."""
    found: list[tuple[str, tuple[int, int]]] = []
    for match in _START.finditer(text):
        if _IF.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        days = dates_in(text[match.end() : match.end() + 60])
        if (
            outline.part_at(match.start()) == outline.part_at(0)
            and days
            and not days[0].start
            and days[0].whole
        ):
            found.append((days[0].iso, (match.start(), match.end() + days[0].end)))
    values = tuple(dict.fromkeys(iso for iso, _ in found))
    return Conflict("", values, tuple(span for _, span in found)) if len(values) > 1 else None


def impossible_dates(text: str) -> tuple[Conflict, ...]:
    """Dates that no calendar has: "February 30, 2019"."""
    found: list[Conflict] = []
    for match in _NO_DAY.finditer(text):
        month = _MONTHS[match["month"] or match["month2"]]
        day, year = int(match["day"] or match["day2"]), int(match["year"] or match["year2"])
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            found.append(Conflict("", (" ".join(match[0].split()),), (match.span(),)))
    return tuple(found)


def words_and_figures(text: str) -> tuple[Conflict, ...]:
    """Numbers whose words and bracketed figures differ: "thirty (60)"."""
    found: list[Conflict] = []
    for match in NUMBER.finditer(text):
        words, figures = match["words"], match["figures"]
        if not words or not figures or not figures[0].isdigit() or _SCALE.match(words):
            continue
        if _SCALE.match(text[match.end() : match.end() + 12].lstrip()) or _PART_OF_LONGER.search(
            text[max(0, match.start() - 24) : match.start()]
        ):
            continue
        if not _YEAR.fullmatch(figures) and words_value(words) != int(figures.replace(",", "")):
            found.append(Conflict("", (" ".join(words.split()), figures), (match.span(),)))
    return tuple(found)


def _compared(
    outline: Outline, hits: Sequence[Hit], kind: ClauseType, values_of: Callable[[Hit], tuple[str, ...]]
) -> Conflict | None:
    """The clauses of a type in one part of the paper, if no value is common to all that give any."""
    by_part: dict[int, list[tuple[tuple[str, ...], Hit]]] = {}
    for hit in sorted((h for h in hits if h.type == kind), key=lambda h: (h.start, h.end)):
        if values := values_of(hit):
            by_part.setdefault(outline.part_at(hit.start), []).append((values, hit))
    for valued in by_part.values():
        if set.intersection(*(set(values) for values, _ in valued)):
            continue
        printed = tuple(dict.fromkeys(" and ".join(values) for values, _ in valued))
        return Conflict(kind.value, printed, tuple((hit.start, hit.end) for _, hit in valued))
    return None
