"""Time limits as obligations print them, each in one spelling.

Answers "within thirty (30) days after receipt of the invoice" as "within 30 days", "at least ten days prior
to the hearing" as "10 days before", "by the 10th day of each month" as "day 10 of month". A number that the
filing blanks out, or whose words and figures differ, is "?". Refuses "promptly", "in a reasonable time" and
lengths of time in which something is so ("for two years"): they limit nothing that could be put in a
calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.contracts.obligations.limit_forms import (
    A_TIME,
    ALSO_WITHIN,
    BEFORE_DATE,
    DAY_OF,
    EITHER,
    EVENT,
    FIGURES_OF_A_DATE,
    FROM,
    ITS_VERB,
    JOIN,
    LAST_JOIN,
    LASTING,
    MEASURED,
    MONTHS,
    NO_TIME,
    OF_A_THING,
    ORDINALS,
    PERIOD,
    SAID_OF_IT,
    STOPS,
    WINDOW,
    YEARLY,
)
from extractors.contracts.values.dates import dates_in
from extractors.contracts.values.written_numbers import number_of


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
    low = text.lower()
    if not any(hint in low for hint in A_TIME) and not FIGURES_OF_A_DATE.search(text):
        return ()
    measured = [*_measured(text), *_days_of(text), *_dates(text), *_either(text)]
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
    if match := SAID_OF_IT.search(text, core_end, end):
        end = match.start()
    while match := LAST_JOIN.search(text, core_end, end):
        end = match.start()
    return end


def _measured(text: str) -> list[_Core]:
    found: list[_Core] = []
    for form, pattern in MEASURED:
        for match in pattern.finditer(text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if LASTING.search(text[:start]):
                continue
            measured_from = bool(FROM.search(match[0]))
            found.append(_Core(start, match.end(), form.format(n=_amount(match)), measured_from))
    found += [_Core(m.start(), m.end(), "within ?", True) for m in ALSO_WITHIN.finditer(text)]
    found += [_Core(m.start(), m.end(), "window", True) for m in WINDOW.finditer(text)]
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
        elif depth == 0 and STOPS.match(text, at):
            break
        at += 1
    return len(text[:at].rstrip())


def _either(text: str) -> list[_Core]:
    """ "Within the earlier of: (1) ten days from delivery; or (2) the sale": both limits are one."""
    found: list[_Core] = []
    for match in EITHER.finditer(text):
        inside = [f"within {_amount(m)}" for m in PERIOD.finditer(text, match.end())]
        end = len(text.rstrip(" \n\t.;,"))
        found.append(_Core(match.start(), end, " and ".join(inside) or "by event", False))
    return found


def _days_of(text: str) -> list[_Core]:
    found: list[_Core] = []
    for match in DAY_OF.finditer(text):
        printed = match["ordinal"].lower()
        digits = re.match(r"\d+", printed)
        day = digits[0] if digits else ORDINALS.get(printed, printed)
        found.append(_Core(match.start(), match.end(), f"day {day} of {match['span'].lower()}", False))
    return found


def _dates(text: str) -> list[_Core]:
    found: list[_Core] = []
    for yearly in YEARLY.finditer(text):
        day = f"{MONTHS.index(yearly['month'].lower()) + 1:02}-{int(yearly['day']):02}"
        found.append(_Core(yearly.start(), yearly.end(), f"by {day}", False))
    for item in dates_in(text):
        cue = BEFORE_DATE.search(text[: item.start])
        if cue is None or item.year is None or item.month is None:
            continue
        day = f"{item.year:04}-{item.month:02}" + (f"-{item.day:02}" if item.day else "")
        how = "after" if cue["after"] else "on" if cue["on"] and item.day else "by"
        found.append(_Core(cue.start(), item.end, f"{how} {day}", False))
    return found


def _events(text: str) -> list[_Core]:
    found: list[_Core] = []
    for value, pattern in EVENT:
        for match in pattern.finditer(text):
            if not NO_TIME.match(text, match.end()) and not _belongs_to_a_thing(text[: match.start()]):
                found.append(_Core(match.start(), match.end(), value, True))
    return found


def _belongs_to_a_thing(before: str) -> bool:
    """Whether the words before tell that the time is another act's: "all orders placed prior to"."""
    clause = re.split(r"[,;:]", before)[-1]
    return bool(OF_A_THING.search(clause)) and not ITS_VERB.search(clause)


def _joined(text: str, found: list[Limit]) -> tuple[Limit, ...]:
    joined: list[Limit] = []
    for item in found:
        if joined and JOIN.fullmatch(text[joined[-1].end : item.start]):
            first = joined.pop()
            item = Limit(first.start, item.end, f"{first.value} and {item.value}")
        joined.append(item)
    return tuple(joined)
