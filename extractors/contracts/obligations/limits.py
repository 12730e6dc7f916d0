"""Time limits as obligations print them, each in one spelling.

Answers "within thirty (30) days after receipt of the invoice" as "within 30 days", "at least ten days prior
to the hearing" as "10 days before", "by the 10th day of each month" as "day 10 of month". A number that the
filing blanks out, or whose words and figures differ, is "?". Refuses "promptly", "in a reasonable time" and
lengths of time in which something is so ("for two years"): they limit nothing that could be put in a
calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.contracts.values.dates import dates_in
from extractors.contracts.values.written_numbers import FIGURES, WORDS, number_of

_BLANK = r"\[[^\]\n]{0,20}\]|\*{1,9}|_{2,30}|●{1,5}|•{1,5}"
_ONE = rf"(?:{WORDS}|{FIGURES}|{_BLANK})"
_NUMBER = rf"(?P<number>(?:{_ONE}\s?(?:[(\[]\s?{_ONE}\s?[)\]])?))"
_UNIT = (
    r"(?:(?:additional|further|full|consecutive|successive|complete|whole|calendar|contract|prior|clear)\s+){0,2}"
    r"(?P<working>(?:business|working|banking|trading)\s+)?(?:calendar\s+)?"
    r"(?P<unit>minute|hour|day|week|month|quarter|year)s?[’']?s?(?![a-z])(?:\s\(\d{1,3}\))?"
)
_PERIOD = rf"{_NUMBER}\s*[-–]?\s*{_UNIT}(?:\s+period)?"
_NOTICE = (
    r"[’']?,?\s+(?:(?:advance|advanced|prior|previous|written|or|and|e-mail|electronic|oral|days?[’']?"
    r"|calendar|calendar days?)\s+){0,4}notice"
)
_LATEST = (
    r"(?:in\s+(?:any|no)\s+(?:event|case),?\s+)?(?:(?:no|not|never|any)\s+)(?:later|more|longer|greater)\s+than"
    r"|within|in\s+no\s+event\s+later\s+than|at\s+(?:the\s+)?(?:latest|most)"
)
_LEAST = r"(?:at\s+(?:the\s+very\s+)?least|(?:not|no)\s+(?:less|fewer)\s+than|a\s+minimum\s+of)"
_AFTER = r"(?:after|following|from|of|upon)"
_BEFORE = r"(?:before|prior\s+to|in\s+advance\s+of|ahead\s+of|preceding)"
_ORDINAL = (
    r"(?P<ordinal>\d{1,2}\s?(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth"
    r"|fifteenth|twentieth|twenty[-\s]fifth|thirtieth|last)(?:\s?\(\d{1,2}(?:st|nd|rd|th)?\))?"
)
_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "twelfth": "12", "fifteenth": "15", "twentieth": "20",
    "thirtieth": "30",
}  # fmt: skip


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_B, _E = r"(?<![a-z])", r"(?![a-z])"
_MEASURED = (
    # "beginning twelve months prior to the expiration"
    (
        "from {n} before",
        _pattern(rf"{_B}(?:beginning|commencing|starting)\s+(?:at\s+least\s+)?{_PERIOD}\s+{_BEFORE}{_E}"),
    ),
    # "have thirty (30) days upon receipt to inspect"
    (
        "within {n}",
        _pattern(rf"(?<=have )(?:(?:a|an|the)\s+)?{_PERIOD}(?:\s\((?:[^)]{{0,40}})\))?(?:\s+{_AFTER}{_E})?"),
    ),
    # "due and payable thirty days from the date of the invoice"
    ("within {n}", _pattern(rf"{_B}{_PERIOD}\s+(?:from|of)\s+(?=(?:the\s+)?(?:date|receipt|invoice))")),
    # "upon thirty (30) days' prior written notice"
    (
        "{n} notice",
        _pattern(
            rf"{_B}(?:(?:up)?on|with|by|without)?\s*(?:giving\s+|providing\s+)?(?:(?:{_LEAST}|a|the)\s+)?"
            rf"{_PERIOD}{_NOTICE}{_E}"
        ),
    ),
    # "no later than five days prior to", "at least 45 days before", "30 days in advance of"
    (
        "{n} before",
        _pattern(
            rf"{_B}(?:(?:{_LEAST}|{_LATEST}|on|a)\s+)?(?:the\s+)?{_PERIOD}\s+(?:immediately\s+)?"
            rf"(?:{_BEFORE}|in\s+advance){_E}"
        ),
    ),
    # "at least ten days after"
    (
        "after {n}",
        _pattern(rf"{_B}(?:{_LEAST}|(?<!no\s)(?<!not\s)more\s+than)\s+{_PERIOD}\s+{_AFTER}{_E}"),
    ),
    # "within thirty days after receipt", "not more than two weeks from"
    (
        "within {n}",
        _pattern(
            rf"{_B}(?:{_LATEST})[-\s]+"
            r"(?:(?:a\s+(?:period|maximum)\s+of|the\s+first|the|a|an\s+additional|a\s+further)\s+)?"
            rf"{_PERIOD}(?:\s+(?:period\s+)?{_AFTER}{_E})?"
        ),
    ),
    # "after thirty days"
    ("after {n}", _pattern(rf"{_B}after\s+{_PERIOD}(?=\s*(?:[,.;]|$))")),
    # "thirty days after the end of the quarter"
    (
        "after {n}",
        _pattern(
            rf"{_B}(?:on\s+the\s+date\s+(?:that\s+is\s+)?|on\s+|at\s+)?{_PERIOD}\s+(?:after|following){_E}"
        ),
    ),
)
_ALSO_WITHIN = _pattern(rf"{_B}within\s+(?:{_BLANK})(?:\s?\((?:{_BLANK})\))?(?=[\s,.;]|$)")
_WINDOW = _pattern(rf"{_B}(?:within|during)\s+the\s+(?:{_BLANK}|following)\s[^,;]{{0,40}}?periods?{_E}")
_DAY_OF = _pattern(
    rf"{_B}(?:(?:on|by|before)\s+|(?:{_LATEST}|on\s+or\s+(?:before|prior\s+to)|on\s+or\s+about)\s+)"
    rf"(?:the\s+)?{_ORDINAL}\s+(?:(?:calendar\s+|business\s+|working\s+)?day\s+)?of\s+"
    rf"(?:each|every|the|any|a)\s+(?:and\s+every\s+)?(?:\w+\s+){{0,3}}?(?P<span>month|quarter|year){_E}"
)
_BEFORE_DATE = _pattern(
    rf"{_B}(?P<by>on\s+or\s+(?:before|prior\s+to)|(?:no|not)\s+later\s+than|by|before|prior\s+to|until"
    r"|(?P<on>on|as\s+of|effective)|(?P<after>after))\s+(?:the\s+)?$"
)
_BY_THE = (
    r"by\s+(?=the\s+(?:\w+\s+)?(?:end|date|close|closing|completion|deadline|expiration|time|due|later|earlier"
    r"|start|beginning|conclusion))"
)
_AT_THE = (
    r"(?=the\s+(?:\w+\s+)?(?:closing|end|effective|expiration|beginning|commencement|conclusion|completion"
    r"|execution|time|start|date|last\s+day\s+of)|(?:closing|execution|completion|delivery)(?:\s|$|[,.;]))"
)
_EVENT = (
    (
        "by event",
        _pattern(
            rf"{_B}(?:(?:and\s+)?(?:in\s+(?:any|no)\s+event,?\s+|in\s+any\s+case,?\s+|but\s+)?(?:no|not)\s+"
            rf"later\s+than|on\s+or\s+(?:before|prior\s+to)|at\s+or\s+(?:before|prior\s+to)|{_BY_THE})"
            r"\s*(?=[a-z])"
        ),
    ),
    (
        "before event",
        _pattern(rf"{_B}(?:prior\s+to|in\s+advance\s+of|(?<!or\s)before)\s+(?!and\s|or\s)(?=[a-z])"),
    ),
    ("at event", _pattern(rf"{_B}(?:at|on|concurrently\s+with|simultaneously\s+with)\s+{_AT_THE}")),
)
# Before a judge, before all others: no time.
_NO_TIME = _pattern(
    rf"(?:a|the|any|an)?\s*(?:\w+\s)?(?:courts?|arbitrators?|tribunal|judges?|governmental|agency|all|me|us"
    rf"|at\s+no\s+additional){_E}"
)
_STOPS = _pattern(
    r"[,;:]|\.(?=\s|$)|\s(?=(?:if|unless|provided|except|subject\s+to|in\s+accordance\s+with|pursuant\s+to"
    r"|and\s+(?:shall|will|must|may)|but|upon|for\s+cause|for\s+convenience|as\s+follows|whichever|in\s+which|for\s+the\s+purpose"
    r"|by\s+(?:wire|check|giving|sending)|in\s+order|without"
    rf"|to\s+(?:the\s+extent|discuss|resolve|enable|allow|permit)){_E})"
)
_JOIN = _pattern(r"\s*,?\s*(?:and|but|or|nor)?,?\s*(?:in\s+(?:any|no)\s+(?:event|case),?\s*)?")
_OF_A_THING = _pattern(
    # "Its designated agent prior to" describes a noun; "orders placed prior to" is another act.
    r"(?<!’s\s)(?<!'s\s)(?<!\bthe\s)(?<!\bits\s)(?<!\ban\s)(?<!\ba\s)(?<!\bsuch\s)(?<!\ball\s)(?<!\bany\s)(?<![a-z])"
    r"(?:\w{2,}ed|made|given|sold|known|paid|effective|accruing|existing|arising|outstanding|occurring|in\s+effect|in\s+force)"
    r"(?:\s+\w+){0,4}\s*$"
)
_ITS_VERB = re.compile(r"\bbe\s+(?:\w+\s+)?\w+(?:\s+\w+){0,4}\s*$")
_FROM = _pattern(rf"(?:{_AFTER}|{_BEFORE})$")
_LASTING = _pattern(
    r"(?<![a-z])(?:last|past|previous|preceding|first|initial)\s*$|(?<![a-z])for(?:\s+(?:a|the)\s+(?:\w+\s+)?(?:period|term)\s+of)?(?:\s+at\s+least)?\s*$"
)
_LAST_JOIN = re.compile(r"(?:,|\s+(?:and|or|nor|but|in any case|in any event))\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """``text[start:end]`` as a time limit; ``value`` is it in one spelling."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class _Core:
    """The words that make a limit; ``open`` says that what it is measured from follows."""

    start: int
    end: int
    value: str
    open: bool


def limits_in(text: str) -> tuple[Limit, ...]:
    """The time limits of a passage, in order, not overlapping; two that belong together are one."""
    measured = [*_measured(text), *_days_of(text), *_dates(text)]
    measured = _apart(sorted(measured, key=lambda c: (c.start, -c.end)))
    events = _apart([e for e in _events(text) if all(e.end <= m.start or m.end <= e.start for m in measured)])
    cores = sorted([*measured, *events], key=lambda c: c.start)
    limits: list[Limit] = []
    for at, core in enumerate(cores):
        if limits and core.start < limits[-1].end:
            continue
        following = cores[at + 1].start if at + 1 < len(cores) else len(text)
        end = _event_end(text[:following], core.end) if core.open else core.end
        limits.append(Limit(core.start, _without_join(text, core.end, end), core.value))
    return _joined(text, limits)


def _apart(found: list[_Core]) -> list[_Core]:
    kept: list[_Core] = []
    for item in found:
        if all(item.end <= k.start or k.end <= item.start for k in kept):
            kept.append(item)
    return kept


def _without_join(text: str, core_end: int, end: int) -> int:
    """The end without the "and" or "nor" that joins the next limit."""
    while match := _LAST_JOIN.search(text, core_end, end):
        end = match.start()
    return end


def _measured(text: str) -> list[_Core]:
    found: list[_Core] = []
    for form, pattern in _MEASURED:
        for match in pattern.finditer(text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if _LASTING.search(text[:start]):
                continue
            measured_from = bool(_FROM.search(match[0]))
            found.append(_Core(start, match.end(), form.format(n=_amount(match)), measured_from))
    found += [_Core(m.start(), m.end(), "within ?", True) for m in _ALSO_WITHIN.finditer(text)]
    found += [_Core(m.start(), m.end(), "window", True) for m in _WINDOW.finditer(text)]
    return found


def _amount(match: re.Match[str]) -> str:
    count = number_of(" ".join(match["number"].split()))
    unit = ("business " if match["working"] else "") + match["unit"].lower()
    if count is None:
        return f"? {unit}s"
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _event_end(text: str, at: int) -> int:
    """The end of what a limit is measured from: to the next comma, stop or turn, brackets skipped over."""
    depth = 0
    while at < len(text):
        if text[at] == "(":
            depth += 1
        elif text[at] == ")":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and _STOPS.match(text, at):
            break
        at += 1
    return len(text[:at].rstrip())


def _days_of(text: str) -> list[_Core]:
    found: list[_Core] = []
    for match in _DAY_OF.finditer(text):
        printed = match["ordinal"].lower()
        digits = re.match(r"\d+", printed)
        day = digits[0] if digits else _ORDINALS.get(printed, printed)
        found.append(_Core(match.start(), match.end(), f"day {day} of {match['span'].lower()}", False))
    return found


def _dates(text: str) -> list[_Core]:
    found: list[_Core] = []
    for item in dates_in(text):
        cue = _BEFORE_DATE.search(text[: item.start])
        if cue is None or item.year is None or item.month is None:
            continue
        day = f"{item.year:04}-{item.month:02}" + (f"-{item.day:02}" if item.day else "")
        how = "after" if cue["after"] else "on" if cue["on"] and item.day else "by"
        found.append(_Core(cue.start(), item.end, f"{how} {day}", False))
    return found


def _events(text: str) -> list[_Core]:
    found: list[_Core] = []
    for value, pattern in _EVENT:
        for match in pattern.finditer(text):
            if not _NO_TIME.match(text, match.end()) and not _belongs_to_a_thing(text[: match.start()]):
                found.append(_Core(match.start(), match.end(), value, True))
    return found


def _belongs_to_a_thing(before: str) -> bool:
    """Whether the words before tell that the time is another act's: "all orders placed prior to"."""
    clause = re.split(r"[,;:]", before)[-1]
    return bool(_OF_A_THING.search(clause)) and not _ITS_VERB.search(clause)


def _joined(text: str, found: list[Limit]) -> tuple[Limit, ...]:
    joined: list[Limit] = []
    for item in found:
        if joined and _JOIN.fullmatch(text[joined[-1].end : item.start]):
            first = joined.pop()
            item = Limit(first.start, item.end, f"{first.value} and {item.value}")
        joined.append(item)
    return tuple(joined)
