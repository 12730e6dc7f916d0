"""What a date's own value says against its role, and what keeps it from being sure.

The matter's birth and incident dates are known by their value; a date of service before the client was born,
decades after the incident is a misprint, and dates nothing. A day printed
"on or about" keeps that as its precision, and days that could be read in either order are flagged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.date_cues import label_in
from extractors.date_place import Verdict
from extractors.dates import FoundDate
from extractors.facts import DateMention, DateRole, Doubt, Precision


@dataclass(frozen=True, slots=True)
class MatterDates:
    """What the matter already knows: used to settle centuries and to recognise the incident date."""

    born: date | None
    incident: date | None


_ROWS = frozenset({DateRole.SERVICE, DateRole.ADMISSION, DateRole.COLLECTED})
_FAR = 25
"""Years after the incident in which no record of the matter can have been made."""
_EARLIER_EVENT = timedelta(days=183)


def role_by_value(role: DateRole, rule: str, day: date, matter: MatterDates) -> Verdict:
    """A date equal to the matter's birth date or, unlabelled, its incident date says which it is."""
    born, incident = matter.born, matter.incident
    if born and day == born:
        return DateRole.BIRTH, "equals the client's birth date"
    if role is DateRole.BIRTH and incident and day >= incident:
        return DateRole.UNKNOWN, "called a birth date, but after the incident"
    if role in _ROWS and born and day < born:
        return DateRole.UNKNOWN, f"{role.value}, but before the client was born"
    if role in _ROWS and incident and day.year > incident.year + _FAR:
        return DateRole.UNKNOWN, f"{role.value}, but decades after the incident"
    weak = role in (DateRole.UNKNOWN, DateRole.HISTORY, DateRole.REFERENCE)
    if weak and incident and day == incident:
        return DateRole.INCIDENT, "equals the date of incident"
    if role is DateRole.INCIDENT and incident and day < incident - _EARLIER_EVENT and not _names_it(rule):
        return DateRole.HISTORY, "an accident or injury before the incident"
    return role, rule


def _names_it(rule: str) -> bool:
    """Whether a label asks for the date of the incident itself ("Date of injury"), whatever is filled in."""
    return bool(re.search(r"\b(?:date|doi|dol|doa)\b|^[a-z] [a-z]$", label_in(rule)))


_ABOUT = re.compile(
    r"(?:\b(?:on\s+(?:or|and)\s+about|on\s?/\s?about|on\s+or\s+around|o/a|or\s+about|about|around|approx(?:imately|\.)?"
    r"|roughly|circa)|~)\s*$",
    re.IGNORECASE,
)


def printed_precision(text: str, item: FoundDate) -> Precision:
    """The precision as printed: a day behind "on or about" is approximate."""
    near = text[max(0, item.span_start - 24) : item.span_start]
    return Precision.ABOUT if item.precision is Precision.DAY and _ABOUT.search(near) else item.precision


def doubts(found: Sequence[FoundDate]) -> tuple[Doubt | None, ...]:
    """Why each date of a page may be another day, parallel to ``found``.

    A page that prints one numeric date day first, and none surely month first, may print them all so.
    """
    numeric = [f for f in found if f.form == "mdy"]
    day_first = any(f.ambiguous for f in numeric)
    month_first = any(not f.ambiguous and f.day > 12 for f in numeric)
    return tuple(_doubt(f, day_first and not month_first) for f in found)


def _doubt(item: FoundDate, either: bool) -> Doubt | None:
    if item.turned:
        return Doubt.TURN_OF_YEAR
    if item.ambiguous:
        return Doubt.DAY_FIRST
    if either and item.form == "mdy" and item.day <= 12 and item.day != item.month:
        return Doubt.EITHER_ORDER
    return None


def settled(mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The mentions of one page, judged beside each other.

    The day of the first evaluation, printed in the header of a later visit, is that other visit's; a
    "hospital stay" beside a date of admission is the stay before.
    """
    rows = [m for m in mentions if m.role in _ROWS]
    return tuple(_beside(m, rows) for m in mentions)


def _beside(mention: DateMention, rows: Sequence[DateMention]) -> DateMention:
    if (
        mention.role in _ROWS
        and "initial" in label_in(mention.rule).split()
        and any(
            m.start > mention.start
            and "initial" not in label_in(m.rule)
            and abs(m.citation.start - mention.citation.start) < _HEADER
            for m in rows
        )
    ):
        return replace(mention, role=DateRole.REFERENCE, rule=f"{mention.rule} beside a later visit")
    if mention.role in _STAYS and "hospital stay" in mention.rule and any(_admits(m) for m in rows):
        return replace(mention, role=DateRole.REFERENCE, rule=f"{mention.rule} beside an admission date")
    return mention


_STAYS = frozenset({DateRole.ADMISSION, DateRole.DISCHARGE})


def _admits(mention: DateMention) -> bool:
    """Whether a mention is labelled as the day of admission itself."""
    words = label_in(mention.rule).split()
    return mention.role is DateRole.ADMISSION and "date" in words and words[:1] != ["dates"]


_HEADER = 400
"""Characters within which two dates stand in one header."""
