"""Bates numbers: how one is written, read as a range, and given out once and for ever.

Answers: a number in its style; how many digits leave headroom; a range as people cite it
(``ABC-000123-130``); whether new numbers may be given after those in the register. Refuses: a number that
does not fit its digits, overlap, a gap, reuse for other bytes, a range that can be read in two ways.

A series is known by its prefix without regard to case. Its separator and digits stay what they were when it
began, so that no number is ever printed in two forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from extractors.errors import UsageError
from pipelines.exhibits.plan import BatesStyle

FEWEST_DIGITS = 6
"""As offices print them; fewer run out (9,999 pages arrive soon)."""
_MOST_DIGITS = 12
_SURE_DIGITS = 3
"""``X12-13`` may be one number or two; from three digits on, ``ABC-123-130`` is a range."""
_SEPARATORS = " _.-"

_NUMBER = re.compile(
    rf"(?:(?P<prefix>.*[A-Za-z].*?)(?P<separator>[{_SEPARATORS}]?))?(?<!\d)(?P<number>\d{{1,{_MOST_DIGITS}}})",
    re.ASCII,
)
_TO = re.compile(r"\s+(?:to|through|thru)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)
_SHORT = re.compile(rf"(?P<start>.*\d)\s*-\s*(?P<end>\d{{1,{_MOST_DIGITS}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class BatesRange:
    """Numbers ``first`` to ``last`` of one series, both included, printed with ``digits`` digits."""

    prefix: str
    separator: str
    digits: int
    first: int
    last: int

    @property
    def begin(self) -> str:
        """The first number in full, e.g. ``ABC-000123``."""
        return self.number(self.first)

    @property
    def end(self) -> str:
        """The last number in full."""
        return self.number(self.last)

    @property
    def text(self) -> str:
        """As cited: ``ABC-000123-130``, or the number alone."""
        if self.first == self.last:
            return self.begin
        if self.digits < max(_SURE_DIGITS, len(str(self.last))):
            return f"{self.begin} to {self.end}"
        start, end = f"{self.first:0{self.digits}d}", f"{self.last:0{self.digits}d}"
        same = next(i for i, (a, b) in enumerate(zip(start, end, strict=True)) if a != b)
        return f"{self.begin}-{end[min(same, self.digits - _SURE_DIGITS) :]}"

    @property
    def series(self) -> str:
        """What tells this series from others: its prefix, without regard to case."""
        return self.prefix.casefold().strip(_SEPARATORS)

    def __len__(self) -> int:
        return self.last - self.first + 1

    def number(self, n: int) -> str:
        """One number of the series in full."""
        return f"{self.prefix}{self.separator}{n:0{self.digits}d}"

    def overlaps(self, other: BatesRange) -> bool:
        """Whether any number is in both, however the two are printed."""
        return self.series == other.series and self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Given:
    """A range given to the pages of one file. ``run`` names the release that gave it."""

    range: BatesRange
    sha256: str
    run: str


def format_number(style: BatesStyle, n: int, digits: int) -> str:
    """``ABC-000123``.

    Raises:
        UsageError: the number does not fit its digits, or could not be told from its prefix.
    """
    if (style.prefix[-1:].isdigit() and not style.separator) or _is_prose(style.prefix):
        raise UsageError(
            f"The Bates prefix {style.prefix!r} cannot be told from what stands around it.",
            "Use letters such as MOEN, and a separator where a digit is the last.",
        )
    if n < 0 or len(str(n)) > digits:
        raise UsageError(
            f"Bates number {n} of {style.prefix} does not fit {digits} digits.",
            "No number is widened once given: begin a new prefix, or set more digits beforehand.",
        )
    return f"{style.prefix}{style.separator}{n:0{digits}d}"


def digits_for(pages: int, first: int = 1, growth: int = 10) -> int:
    """Digits that hold ``growth`` times the pages at hand, at least six."""
    return max(FEWEST_DIGITS, len(str(first + pages * growth)))


def parse_range(text: str) -> BatesRange:
    """A range as people write it: ``ABC-000123``, ``ABC-000123-130``, ``ABC-000123 to ABC-000130``.

    Raises:
        UsageError: it is no Bates range, runs backwards, or can be read in two ways.
    """
    written = " ".join(text.split())
    ends = _TO.split(written)
    if len(ends) == 1:
        ends = _joined_pair(written)
    if len(ends) == 1 and (short := _SHORT.fullmatch(written)):
        return _short_range(short["start"], short["end"], text)
    if len(ends) == 1:
        return _single(written, text)
    if len(ends) != 2:
        raise _unreadable(text)
    first = _single(ends[0], text)
    if ends[1].isascii() and ends[1].isdigit():
        return _to_tail(first, ends[1], text)
    last = _single(ends[1], text)
    # Numbers that are not padded grow: ABC 99 to ABC 100.
    grown = last.digits > first.digits and len(str(last.first)) == last.digits
    if last.series != first.series or (last.digits != first.digits and not grown):
        raise _unreadable(text)
    return _spanning(first, last.first, text)


def register(given: Sequence[Given], new: Sequence[Given]) -> None:
    """Prove that the new ranges may be given after those in the register.

    A range given once more to the same bytes is the same production repeated, and passes.

    Raises:
        UsageError: overlap, gap, reuse for other bytes, a second file with the same range, a changed
            style, or a number that does not fit its digits.
    """
    for entry in new:
        format_number(_style(entry.range), entry.range.last, entry.range.digits)
    known = {(g.range.series, g.range.first, g.range.last, g.sha256) for g in given}
    fresh = [n for n in new if (n.range.series, n.range.first, n.range.last, n.sha256) not in known]
    _one_style(given, fresh)
    for before, entry in _overlapping(given, fresh):
        raise _taken(before, entry)
    for series, entries in _by_series(fresh):
        ends = [g.range.last for g in given if g.range.series == series]
        _no_gap(max(ends) if ends else None, entries)


def _joined_pair(written: str) -> list[str]:
    """``ABC-0001-ABC-0007`` in its halves; one text if it is no such pair."""
    for at, character in enumerate(written):
        if character != "-":
            continue
        first, last = _NUMBER.fullmatch(written[:at]), _NUMBER.fullmatch(written[at + 1 :])
        if first and last and first["prefix"] and first["prefix"] == last["prefix"]:
            return [first[0], last[0]]
    return [written]


def _single(written: str, text: str) -> BatesRange:
    found = _NUMBER.fullmatch(written)
    if not found or _is_prose(found["prefix"] or ""):
        raise _unreadable(text)
    number = int(found["number"])
    return BatesRange(found["prefix"] or "", found["separator"] or "", len(found["number"]), number, number)


def _is_prose(prefix: str) -> bool:
    """Words before a number, such as "see letter of 2019", are a remark and no prefix."""
    words = prefix.split()
    return len(words) > 1 and any(word.islower() for word in words)


def _short_range(start: str, end: str, text: str) -> BatesRange:
    """``ABC-000123-130``; or one number whose prefix ends in digits, ``X1-00012``."""
    whole = _NUMBER.fullmatch(start)
    if not whole or len(end) > len(whole["number"]):
        return _single(f"{start}-{end}", text)
    if len(whole["number"]) < _SURE_DIGITS:
        raise UsageError(
            f"The Bates range {text!r} can be read as one number or as two.",
            "Write both numbers in full with 'to' between them, e.g. X-0012 to X-0013.",
        )
    return _to_tail(_single(start, text), end, text)


def _to_tail(first: BatesRange, tail: str, text: str) -> BatesRange:
    """The range whose last number ends in ``tail`` and else is as the first."""
    start = f"{first.first:0{first.digits}d}"
    if len(tail) > len(start):
        raise _unreadable(text)
    return _spanning(first, int(start[: len(start) - len(tail)] + tail), text)


def _spanning(first: BatesRange, last: int, text: str) -> BatesRange:
    if last < first.first:
        raise UsageError(f"The Bates range {text!r} runs backwards.", "Write the lower number first.")
    return BatesRange(first.prefix, first.separator, first.digits, first.first, last)


def _unreadable(text: str) -> UsageError:
    return UsageError(
        f"{text!r} is not a Bates number or range.",
        "Write it as ABC-000123, ABC-000123-130 or ABC-000123 to ABC-000130.",
    )


def _style(range_: BatesRange) -> BatesStyle:
    return BatesStyle(range_.prefix, range_.separator, range_.first, range_.digits)


def _one_style(given: Sequence[Given], fresh: Sequence[Given]) -> None:
    """New numbers look like all of their series. Those given may be other offices', each in its own way."""
    looks: dict[str, dict[tuple[str, str, int], BatesRange]] = {}
    for entry in (*given, *fresh):
        r = entry.range
        looks.setdefault(r.series, {}).setdefault((r.prefix, r.separator, r.digits), r)
    for entry in fresh:
        first, *others = looks[entry.range.series].values()
        if others:
            raise UsageError(
                f"Bates numbers such as {first.begin} cannot go on as {others[0].begin}.",
                "Keep prefix, separator and digits of the numbers already given, or begin a new prefix.",
            )


def _overlapping(given: Sequence[Given], fresh: Sequence[Given]) -> Iterator[tuple[Given, Given]]:
    """Pairs (earlier, new) that share a number, in the order of the numbers."""
    new = frozenset(fresh)
    yield from ((entry, entry) for entry, times in Counter(fresh).items() if times > 1)
    for _, entries in _by_series(tuple(dict.fromkeys(chain(given, fresh)))):
        reach: Given | None = None  # the entry that reaches furthest so far
        for entry in entries:
            if reach and entry.range.first <= reach.range.last and (entry in new or reach in new):
                yield (reach, entry) if entry in new else (entry, reach)
            if reach is None or entry.range.last > reach.range.last:
                reach = entry


def _by_series(entries: Sequence[Given]) -> Iterator[tuple[str, list[Given]]]:
    ordered = sorted(entries, key=lambda g: (g.range.series, g.range.first, g.range.last, g.sha256))
    return ((series, list(group)) for series, group in groupby(ordered, key=lambda g: g.range.series))


def _taken(before: Given, new: Given) -> UsageError:
    if (before.range.first, before.range.last) == (new.range.first, new.range.last):
        return UsageError(
            f"Bates range {new.range.text} was given to other bytes in {before.run}.",
            "If it is a replacement production, ask the attorney; otherwise give new numbers.",
        )
    return UsageError(
        f"Bates ranges {before.range.text} ({before.run}) and {new.range.text} ({new.run}) overlap.",
        f"Begin the new numbers after {before.range.end}.",
    )


def _no_gap(last: int | None, entries: Sequence[Given]) -> None:
    for entry in entries:
        if last is not None and entry.range.first != last + 1:
            raise UsageError(
                f"Bates numbers leave a gap before {entry.range.begin}.",
                f"Go on with {entry.range.number(last + 1)}, or begin a new prefix.",
            )
        last = entry.range.last
