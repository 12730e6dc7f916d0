"""Pages for formats that have none: lines, wrapped and counted out onto sheets.

Answers: the pages of a text, given its lines and where the file itself says a page ends.
Refuses geometry: such pages have text only (no words, no boxes, size 0 x 0): a citation is page and span.
Text is kept as it is, but for white space at line ends and characters no XML file may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.errors import Reason, SetAsideError
from extractors.pages import Layer, Page, Source

WIDTH = 132
"""Characters: the widest line of a line printer. Longer lines are paragraphs and are wrapped at a space."""

LINES = 60
"""Lines of a made-up page."""

LONGEST_SHEET = 120
"""Lines of a page that the file itself marks; a longer one is no printed page, and is divided."""

MOST_PAGES = 10_000
REPLACEMENT = "\ufffd"

_ILLEGAL = [
    *range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0),
    *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF,
]  # fmt: skip
"""Controls, surrogates, non-characters; marks that turn the writing direction, which hide what is printed."""

_INVISIBLE = [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
_SPACES = [0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_LINE_ENDS = [0x0B, 0x0D, 0x85, 0x2028, 0x2029]
_PRINTED: dict[int, str] = {
    **dict.fromkeys(_ILLEGAL, REPLACEMENT),
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    0x09: "   ",
}
_ILLEGAL_CLASS = re.compile("[" + "".join(re.escape(chr(c)) for c in _ILLEGAL) + "]")
_NOT_SPACE = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page before it has a number: its text, and remarks for the page ledger."""

    text: str
    marks: tuple[str, ...] = ()


def clean(text: str) -> tuple[str, int]:
    """``text`` with line ends as ``"\\n"``, tabs and odd spaces as spaces, illegal characters as U+FFFD.

    Returns:
        The text, and how many characters were replaced because no document may hold them. Form feeds stay.
    """
    replaced = sum(1 for _ in _ILLEGAL_CLASS.finditer(text))
    return text.replace("\r\n", "\n").translate(_PRINTED), replaced


def wrapped(line: str) -> Iterator[str]:
    """A line in pieces of at most `WIDTH` characters, cut at spaces; a longer word is cut where it must be.

    Time is linear in the line's length, whatever it holds.
    """
    line = line.strip()
    at = 0
    while len(line) - at > WIDTH:
        cut = line.rfind(" ", at, at + WIDTH + 1)
        if cut <= at:
            cut = at + WIDTH
        yield line[at:cut].rstrip()
        following = _NOT_SPACE.search(line, cut)
        at = following.start() if following else len(line)
    if at < len(line) or not line:
        yield line[at:]


def sheets(sections: Iterable[Iterable[str]]) -> Iterator[Sheet]:
    """Sheets of text.

    Args:
        sections: for each page that the file itself marks, its lines; the whole file is one section if it
            marks none. Lines are cleaned but not wrapped.

    Yields:
        One sheet for a section of up to `LONGEST_SHEET` lines, and sheets of `LINES` lines for a longer one.
    """
    for section in sections:
        lines = [piece for line in section for piece in wrapped(line)]
        step = LINES if len(lines) > LONGEST_SHEET else LONGEST_SHEET
        for start in range(0, max(len(lines), 1), step):
            yield Sheet("\n".join(lines[start : start + step]).strip("\n"))


def number(source: Source, untrusted_sheets: Iterable[Sheet]) -> tuple[Page, ...]:
    """Pages from sheets, numbered from 1.

    Raises:
        SetAsideError: more than `MOST_PAGES`.
    """
    pages: list[Page] = []
    for sheet in untrusted_sheets:
        if len(pages) == MOST_PAGES:
            raise SetAsideError(
                Reason.OVERSIZED,
                f"{source.name} has more than {MOST_PAGES:,} pages.",
                "Split it and add the parts.",
            )
        pages.append(
            Page(source.sha256, len(pages) + 1, 0.0, 0.0, sheet.text, (), Layer.NATIVE, None, sheet.marks)
        )
    return tuple(pages)


def remark_on_pages(marked: int, made: int) -> str:
    """How the pages came about, for the document's remarks."""
    if marked > 1 and marked == made:
        return "Pages are as the file marks them."
    if marked > 1:
        return f"Pages are as the file marks them, the long ones divided every {LINES} lines."
    if made > 1:
        return f"The file marks no pages; they are counted out, {LINES} lines each."
    return "The file marks no pages; it is counted as one."


def lines_of(texts: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each of several texts."""
    return (text.split("\n") for text in texts)
