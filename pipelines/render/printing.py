"""How values print: record text made safe, dates the American way, amounts, page ranges.

Record text is shown, never obeyed and never dropped: what cannot be printed stands as ``\\x1b`` or
``\\u202e``. Ranges of characters are written out here instead of asked of `unicodedata`, whose answers change
with the Python version while the same input must give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from pipelines.page_ranges import page_ranges

_UNPRINTABLE = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; tab, line feed and NEL are white space below
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # direction marks and invisible characters
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"  # surrogates, noncharacters, annotations
    "\U000e0000-\U000e007f"  # tags: a hidden copy of ASCII
    "]"
)
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LIST_ITEM = re.compile(r"\s*(?:[-–—•*·▪◦]\s|\(?\d{1,2}[.)]\s|\(?[A-Za-z][.)]\s|[QA]:\s)")
_MARGIN = re.compile(r"(?:\d{1,2}:\d\d(?::\d\d)? )?(\d{1,2})\s\S")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")

SHORT_LINE = 0.6
"""A line shorter than this part of the quote's longest line ends where its author ended it."""


def printable(untrusted_text: str) -> str:
    """Record text fit for any document, line ends as ``\\n``, tabs as a space."""
    lines = _LINE_END.sub("\n", untrusted_text).replace("\t", " ")
    return _UNPRINTABLE.sub(_escape, lines)


def _escape(match: re.Match[str]) -> str:
    return by_code(ord(match.group()))


def by_code(code: int) -> str:
    """A character that cannot be shown, as its code: ``\\x1b``, ``\\u202e``, ``\\U000e0041``."""
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def one_line(untrusted_text: str) -> str:
    """`printable` text with every run of white space as one space."""
    return " ".join(printable(untrusted_text).split())


def reflow(untrusted_quote: str) -> tuple[str, ...]:
    """A quote's lines for a narrower column: only white space changes.

    A line that its author ended (a short line, or one before a list item) stays a line; lines that ended only
    at the paper's edge are joined.
    """
    lines = [line for text in printable(untrusted_quote).split("\n") if (line := " ".join(text.split()))]
    if not lines:
        return ()
    if _numbered(lines):
        return tuple(lines)
    edge = SHORT_LINE * max(len(line) for line in lines)
    joined = [lines[0]]
    for n, (before, line) in enumerate(pairwise(lines)):
        # A quote may begin in the middle of its line: that line is short without having been ended.
        begun = n == 0 and line[:1].islower()
        if (len(before) < edge and not begun) or _LIST_ITEM.match(line + " "):
            joined.append(line)
        else:
            joined[-1] = f"{joined[-1]} {line}"
    return tuple(joined)


def _numbered(lines: list[str]) -> bool:
    """Whether a transcript's margin numbers the lines: then they are cited by them, and stay lines."""
    numbers = [int(match[1]) for line in lines if (match := _MARGIN.match(line))]
    return len(numbers) == len(lines) > 1 and all(b == a + 1 for a, b in pairwise(numbers))


def us_date(iso: str) -> str:
    """``2016-09-16`` as ``09/16/2016``, ``2016-09`` as ``09/2016``; anything else as it is."""
    match = _DATE.fullmatch(iso)
    if not match:
        return one_line(iso)
    return "/".join(part for part in (match[2], match[3], match[1]) if part)


def date_span(start: str, end: str) -> str:
    """One date, or ``start – end``; ``Undated`` if there is none."""
    if not start and not end:
        return "Undated"
    if not end or end.startswith(start):  # a month's own last day does not make it a span
        return us_date(start)
    return f"{us_date(start)} – {us_date(end)}"


def dollars(amount: Decimal) -> str:
    """``$1,890.00``."""
    return f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"


def in_words(code: str) -> str:
    """A code such as ``low_confidence`` as ``Low confidence``; a text keeps its words, capitalised."""
    text = code.replace("_", " ") if _CODE.fullmatch(code) else one_line(code)
    return text[:1].upper() + text[1:]


def pages_label(pages: Iterable[int]) -> str:
    """``p. 3`` or ``pp. 3, 5-7``."""
    distinct = set(pages)
    return f"{'p.' if len(distinct) == 1 else 'pp.'} {page_ranges(distinct)}"
