"""How long a contract says it runs: "for three (3) years from the Effective Date", "until July 31, 2019".

Answers the length of the first term and what it is counted from, or the day it ends on, or that it has no
end. All texts are read with single blanks.
Refuses an end that hangs on several events ("the earlier of"), on one that is no date, or that is left blank,
and says which; and never takes a renewal or a time of notice for the term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extractors.contracts.values.dates import ContractDate, dates_in
from extractors.contracts.values.durations import Duration, Unit, durations_in
from extractors.contracts.values.written_numbers import ORDINALS, ordinal_value


class Anchor(StrEnum):
    """What a length is counted from."""

    EFFECTIVE_DATE = "Effective Date"
    AGREEMENT_DATE = "Agreement Date"
    PRINTED = "printed date"
    OTHER = "other event"
    NONE = "nothing named"


@dataclass(frozen=True, slots=True)
class Term:
    """What a clause says of the first term; parts that it does not say are None.

    ``eve`` is true where the term ends on the day before an anniversary; ``endless`` is "perpetual" or "until
    terminated" as the clause has it; ``unread`` says why an end cannot be told from the clause.
    """

    length: Duration | None
    anchor: Anchor
    begins: ContractDate | None
    ends: ContractDate | None
    eve: bool
    endless: str
    unread: str


_ANNIVERSARY = re.compile(
    rf"(?P<nth>{ORDINALS}|\d{{1,2}}(?:st|nd|rd|th)) ?(?:\( ?\d{{1,2}} ?(?:st|nd|rd|t h|th)? ?\) ?)?"
    r"(?:year )?anniversary",
    re.IGNORECASE,
)
_EVE = re.compile(
    r"(?:day|date) (?:immediately )?(?:prior to|preceding|before) (?:the |such )?$", re.IGNORECASE
)
_NOTICE_AFTER = re.compile(
    r"[’']? ?(?:\) ?)?(?:calendar )?(?:prior|before|advance|written|notice|in advance|previous"
    r"|of notice)(?![a-z])",
    re.IGNORECASE,
)
_NOTICE_BEFORE = re.compile(
    r"(?:notice|notification)[^.;]{0,40}$|\b(?:within|every|per) (?:a period of )?$", re.IGNORECASE
)
_RENEWED = re.compile(
    r"(?:renew\w*|extend\w*|extension\w*|additional|successive|consecutive|subsequent"
    r"|further)(?![a-z])[^.;]{0,80}$",
    re.IGNORECASE,
)
_EXTENDED = re.compile(r"(?:renew\w*|extend\w*|extension\w*)(?![a-z])[^.;,]{0,60}$", re.IGNORECASE)
_TOLD_OF = re.compile(r"(?<![a-z])(?:such|said|that) $", re.IGNORECASE)
_MONTHS_END = re.compile(r"last day of (?:the|such|that) [^.;,]{0,30}$", re.IGNORECASE)
_FIRST = re.compile(r"initial (?:term|period) of ?$", re.IGNORECASE)
_INITIAL = re.compile(r"[^.;]{0,60}[\"“”']?Initial ", re.IGNORECASE)
_COUNTED = re.compile(
    r"[’' ]{0,12}(?:(?:year|month)s? )?(?:period |term )?(?:\([^)]{0,60}\) ?)?(?:, )?(?:which (?:shall )?)?"
    r"(?:from|after|following|of|commenc\w+(?: (?:on|upon|as of|from|with|at))?|beginning(?: (?:on|upon"
    r"|as of|from|with))?"
    r"|starting(?: (?:on|from))?) (?:and (?:after|including) )?(?P<what>[^.;]{0,90})",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:commenc(?:e|es|ing|ed)|beg(?:in|ins|inning|an)|start(?:s|ing)?|effective|(?:come|comes|enter"
    r"|enters) into (?:force|effect)"
    r"|takes? effect|in (?:force|effect)) (?:on|upon|as of|as from|from|with|at"
    r"|beginning) (?P<what>[^.;]{0,90})",
    re.IGNORECASE,
)
_EFFECTIVE = re.compile(
    r"(?:the |its |such )?(?:\w+ )?[\"“”']?effective date|(?:the )?date (?:of its effectiveness"
    r"|this agreement becomes effective)",
    re.IGNORECASE,
)
# "the date hereof", "the date first above written", "the date of execution of this Agreement"
SIGNED = re.compile(
    r"(?:the )?(?:first )?(?:date|day|execution|signing|signature)(?: (?:and delivery|date))? ?(?:hereof"
    r"|of (?:this|the|its)(?: \w+){0,3} ?(?:agreement|execution|signature|signing)"
    r"|of (?:execution|signing|signature)"
    r"|first (?:above|set|written|mentioned|stated)"
    r"|and (?:year|date) (?:first )?(?:above|written)"
    r"|(?:set forth |written )?(?:first )?above"
    r"|(?:it is |of being )?(?:signed|executed)|last written)"
    r"|(?:the )?(?:execution|signing) (?:date|of this|hereof|by)|(?:the |its )?execution(?![a-z])",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(r"(?:such|that|said) (?:date|day)|thereafter", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:(?:expiration|termination|expiry|end) date|contract end)(?: is| means| shall (?:be"
    r"|mean))?[ :\"“”]{0,20}$"
    r"|(?:until|till|through|thru|up {1,3}to|expir\w+|end(?:s|ed|ing)?|terminat\w+"
    r"|conclud\w+) (?:and including )?"
    r"(?:on|as of|at|upon)?(?:[^.;,]{0,30}?(?:midnight|close of business|p\.m\.|a\.m\.|day)[^.;]{0,20}"
    r"| ?(?:the )?)$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[ ,]{0,12}(?:-|–|to|through|until) $", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?<![a-z])(?P<which>earlie(?:r|st)|late(?:r|st)|longer|longest|shorter) (?:of|to occur)(?![a-z])",
    re.IGNORECASE,
)
_ENDLESS = re.compile(
    r"(?:in|for) perpetuity|(?<!non-)perpetual|indefinite|unlimited (?:period|duration|term)|no (?:fixed"
    r"|definite) term",
    re.IGNORECASE,
)
_UNTIL_TERMINATED = re.compile(
    r"until (?:either|any|a|one|the other) part(?:y|ies) [^.;]{0,80}?(?:terminat|notice)"
    r"|until (?:it (?:is|shall be) |such time as [^.;]{0,40}|this agreement (?:is|shall be) "
    r"|the )?(?:(?:earlier|sooner|otherwise|so|duly) )?"
    r"(?:terminat|cancel)",
    re.IGNORECASE,
)
_FIRST_UNTIL = re.compile(r"(?<![a-z])until(?![a-z])", re.IGNORECASE)
_BLANK = re.compile(
    r"(?:period|term|until|for|of) (?:the |a |up to )?(?:\[[^\]\w]{0,20}\]|\*{2,}|_{2,}|\[[*…. ●•]{1,20})",
    re.IGNORECASE,
)


def read_term(text: str) -> Term:
    """What a clause says of the first term.

    Args:
        text: the sentences of the clause.
    """
    dates = dates_in(text)
    several = _SEVERAL.search(text)
    length, what = _length(text)
    ends = next((d for d in dates if d.year and _is_end(text, d, dates)), None)
    anchor, begins = _anchor(text, what, dates)
    endless = unread = ""
    if (
        several
        and (length is None or several.start() < length.start)
        and not (ends and ends.end < several.start())
    ):
        unread = f"it ends at the {several['which'].lower()} of several events"
    elif length is None and ends is None:
        if _ENDLESS.search(text):
            endless = "perpetual"
        elif (until := _FIRST_UNTIL.search(text)) and _UNTIL_TERMINATED.match(text, until.start()):
            endless = "until terminated"
        elif _BLANK.search(text):
            unread = "its end is left blank"
        else:
            unread = "it ends with an event, not on a date"
    elif length is not None and _MONTHS_END.search(text, 0, length.start):
        unread = "it ends on the last day of a month or year, counted from an anniversary"
    elif length is not None and length.count is None:
        unread = "its length differs in words and figures"
    eve = bool(length and _EVE.search(text, 0, length.start))
    return Term(length, anchor, begins, ends, eve, endless, unread)


def _length(text: str) -> tuple[Duration | None, str | None]:
    """The length of the first term, and the words behind it that say what it is counted from."""
    anniversary = _ANNIVERSARY.search(text)
    for item in durations_in(text):
        if _TOLD_OF.search(text, 0, item.start):
            continue
        if anniversary and anniversary.start() < item.start and not is_renewal(text, anniversary.start()):
            break
        if not is_notice(text, item) and (not is_renewal(text, item.start) or _INITIAL.match(text, item.end)):
            return item, _counted_from(text, item.end)
    if anniversary and not is_renewal(text, anniversary.start()):
        years = Duration(*anniversary.span(), ordinal_value(anniversary["nth"]), Unit.YEAR)
        return years, _counted_from(text, anniversary.end())
    return None, None


def is_notice(text: str, item: Duration) -> bool:
    """Whether a length is the time of a notice: "thirty (30) days' prior written notice"."""
    before = text[max(0, item.start - 60) : item.start]
    return bool(_NOTICE_AFTER.match(text, item.end) or _NOTICE_BEFORE.search(before))


def is_renewal(text: str, at: int) -> bool:
    """Whether what stands at ``at`` is the length of a renewal: "renew for successive one-year terms"."""
    return bool(_RENEWED.search(text, max(0, at - 110), at)) and not _FIRST.search(text, 0, at)


def _counted_from(text: str, at: int) -> str | None:
    match = _COUNTED.match(text, at)
    return match["what"] if match else None


def _anchor(
    text: str, what: str | None, dates: tuple[ContractDate, ...]
) -> tuple[Anchor, ContractDate | None]:
    named = [what] if what is not None else []
    named += [m["what"] for m in _BEGINS.finditer(text)]
    for words in named:
        if _SAME_DAY.match(words):
            continue
        if _EFFECTIVE.match(words):
            return Anchor.EFFECTIVE_DATE, None
        if SIGNED.match(words):
            return Anchor.AGREEMENT_DATE, None
        day = next((d for d in dates_in(words) if d.whole and d.start < 12), None)
        if day:
            return Anchor.PRINTED, next((d for d in dates if d.whole == day.whole), None)
        if words is what:
            return Anchor.OTHER, None
    return (Anchor.OTHER if len(named) > (what is not None) else Anchor.NONE), None


def _is_end(text: str, day: ContractDate, dates: tuple[ContractDate, ...]) -> bool:
    if _EXTENDED.search(text, max(0, day.start - 90), day.start):
        return False
    if _UNTIL.search(text, max(0, day.start - 90), day.start):
        return True
    return any(d.end <= day.start and _RANGE.fullmatch(text, d.end, day.start) for d in dates)
