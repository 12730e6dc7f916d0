"""How a contract renews and what notice stops it: "successive one-year terms", "ninety (90) days' notice".

Answers the length of the first renewal and how many the clause names, and the lengths of notice in it. All
texts are read with single blanks. Refuses lengths that are those of the first term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.contracts.values.durations import Duration, Unit, durations_in
from extractors.contracts.values.terms import is_notice, is_renewal
from extractors.contracts.values.written_numbers import NUMBER, number_of


@dataclass(frozen=True, slots=True)
class Renewal:
    """The ``length`` of a renewal; ``times`` is how many are named, 0 for "successive", 1 for one."""

    length: Duration
    times: int

    @property
    def normal(self) -> str:
        """Such as "1 year", "successive periods of 1 year", "2 periods of 5 years"; "" without a count."""
        if not self.length.normal or self.times == 1:
            return self.length.normal
        number = self.times or "successive"
        return f"{number} periods of {self.length.normal}"


_RHYTHM = re.compile(
    r"(?<![a-z])(?:(?P<year>annual(?:ly)?|year[ -]{1,3}to[ -]{1,3}year|every (?:calendar )?year|yearly"
    r"|each year"
    r"|on (?:a|an) (?:annual|yearly) basis)|(?P<month>month[ -]{1,3}to[ -]{1,3}month|monthly"
    r"|every month))(?![a-z])",
    re.IGNORECASE,
)
_RENEWS = re.compile(r"renew|extend|extension|continu|successive|(?:month|year)[ -]to[ -]", re.IGNORECASE)
_AGAIN = re.compile(
    r"successive|consecutive|subsequent|from year to year|(?:each|any) (?:\w+ ){0,2}(?:anniversary"
    r"|renewal|extension|year)"
    r"|(?:additional|renewal|extension|extended) (?:\w+ ){0,3}(?:periods|terms|increments)",
    re.IGNORECASE,
)
_RENEWAL_AFTER = re.compile(r"[ -]{0,3}(?:renewal|extension)", re.IGNORECASE)
_PLURAL_AFTER = re.compile(
    r"[ -]{0,3}(?:(?:renewal|extension|extended|additional) ){0,2}(?:periods|terms|increments|renewals"
    r"|extensions)(?![a-z])",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"(?P<count>{NUMBER.pattern}) (?:(?:additional|successive|consecutive|further|separate|more|renewal"
    rf"|extension|automatic) ){{0,3}}"
    r"(?:periods?|terms?|renewals?|extensions?|options?) (?:of|equal to|for|each)[^.;]{0,30}$",
    re.IGNORECASE,
)


def read_renewal(text: str) -> Renewal | None:
    """The first renewal that a clause gives a length; None where it gives none."""
    if not _RENEWS.search(text):
        return None
    for item in durations_in(text):
        renewed = is_renewal(text, item.start) or _RENEWAL_AFTER.match(text, item.end)
        if renewed and not is_notice(text, item):
            return Renewal(item, _times(text, item))
    rhythm = _RHYTHM.search(text)
    if rhythm:
        unit = Unit.YEAR if rhythm["year"] else Unit.MONTH
        return Renewal(Duration(*rhythm.span(), 1, unit), 0)
    return None


def _times(text: str, item: Duration) -> int:
    before = text[max(0, item.start - 120) : item.start]
    named = _TIMES.search(before)
    if named:
        return number_of(named["count"]) or 0
    around = text[max(0, item.start - 120) : item.end + 40]
    again = _AGAIN.search(around) or _PLURAL_AFTER.match(text, item.end)
    return 0 if again else 1


_LATEST = re.compile(
    r"(?:at least|not less than|no less than|less than|no later than|not later than|not more than|within"
    r"|upon|minimum of|by giving|giving|prior to)"
    r" (?:a )?(?:minimum of )?$",
    re.IGNORECASE,
)
_BEFORE_END = re.compile(
    r"[’']? ?(?:\) ?)?(?:(?:calendar )?(?:prior|before|advance|written|notice|in advance|previous|of notice)"
    r"|(?:of|from|after|following) [^.;]{0,60}(?:notice|conclusion|expir|end of|term))",
    re.IGNORECASE,
)


def notices_in(text: str) -> tuple[Duration, ...]:
    """The lengths of notice that a clause gives, one for each different length, in order."""
    found: dict[str, Duration] = {}
    for item in durations_in(text):
        before = text[max(0, item.start - 60) : item.start]
        told = _BEFORE_END.match(text, item.end) or (_LATEST.search(before) and "notice" in text.lower())
        told = told or re.search(r"notice of (?:\w+ ){0,3}$", before, re.IGNORECASE)
        if told and not (is_renewal(text, item.start) and not _BEFORE_END.match(text, item.end)):
            found.setdefault(item.normal, item)
    return tuple(found.values())
