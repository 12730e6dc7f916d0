"""Whether removed words stand in a text, however they are written there.

Answers: the places of a value in a text, in any case, with or without accents, hyphens, points and spaces,
broken over lines. Used twice, so that what is searched for when redacting is what is searched for in the
proof. Knows no other forms of a value: ``Jane Roe`` is not found in ``Roe, Jane``, nor ``3/14/1962`` in
``March 14, 1962``; each form needs a mark of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SHORT = 5
"""Letters and figures below which a value is found only as it is written and as a word of its own."""

LONG = 7
"""Letters and figures from which a value is told even in the middle of other letters."""

_ALIKE = str.maketrans("oliszbgq", "01152899")
"""What OCR takes for one another; both sides are written the same way before they are compared."""

_ANY_GAP = r"[\W_]{0,4}"
_GAP_IN_NUMBERS = r"(?:[^\w.,]|_){0,4}"  # 123.45 is an amount, not the account 12345
_BLANKS = re.compile(r"\s+")
_LINE_END = r"(?:-[^\w]{1,3})?"


Span = tuple[int, int]
"""First index in a text, and the index behind the last."""


def places_of(value: str, text: str, *, loose: bool = False, alike: bool = False) -> tuple[Span, ...]:
    """Spans of ``text`` where ``value`` stands, from left to right, none overlapping.

    Args:
        value: what is searched for; without a letter or figure it is found nowhere.
        text: where.
        loose: also in the middle of other letters and figures, for values of `LONG` and more.
        alike: take letters that OCR confuses (O and 0, I and 1) for the same.
    """
    pattern = _pattern(value, loose, alike)
    if pattern is None:
        return ()
    folded, at = _folded(text, alike)
    return tuple((at[m.start()], at[m.end() - 1] + 1) for m in pattern.finditer(folded))


class Searched:
    """A text that many values are searched for in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kept: dict[bool, str] = {}

    def holds(self, value: str, *, loose: bool = False, alike: bool = False) -> bool:
        """Whether ``value`` stands anywhere in the text; the switches are those of `places_of`."""
        pattern = _pattern(value, loose, alike)
        if pattern is None:
            return False
        if alike not in self._kept:
            self._kept[alike] = _flat(self._text, alike)
        return pattern.search(self._kept[alike]) is not None


def telling(words: Iterable[str]) -> tuple[str, ...]:
    """What of one line of removed words is searched for: the line, and each number in it of its own.

    A line of small words only ("of the", "7 mg") tells nothing and stands everywhere: it is not searched for.
    """
    line = [w for w in words if _letters(w)]
    whole = " ".join(line)
    kept = [whole] if any(_tells(w) for w in line) else []
    numbers = [w for w in line if sum(c.isdigit() for c in w) >= 4 and w != whole]
    return tuple(dict.fromkeys([*kept, *numbers]))


def _tells(word: str) -> bool:
    letters = _letters(word)
    name = len(letters) >= 2 and any(c.isupper() for c in letters)
    return name or len(letters) >= 4 or sum(c.isdigit() for c in letters) >= 3


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@lru_cache(maxsize=256)
def _pattern(value: str, loose: bool, alike: bool) -> re.Pattern[str] | None:
    folded = _folded(value, alike)[0]
    letters = [c for c in folded if c.isalnum()]
    if not letters:
        return None
    if len(letters) < SHORT:
        body = _as_written(folded)
    else:
        figures = all(c.isdigit() for c in letters) and len(letters) < LONG
        body = _with_gaps(folded, _GAP_IN_NUMBERS if figures else _ANY_GAP)
    if loose and len(letters) >= LONG:
        return re.compile(body)
    return re.compile(_edge(letters[0], alike, "(?<!{})") + body + _edge(letters[-1], alike, "(?!{})"))


def _with_gaps(folded: str, gap: str) -> str:
    """The value with a gap of this kind between any two letters, and of any kind where it has one itself."""
    pieces = re.findall(r"[^\W_]+", folded)
    return _ANY_GAP.join(gap.join(map(re.escape, piece)) for piece in pieces)


def _as_written(folded: str) -> str:
    """The value with a gap where it has one itself, and nowhere else but at a line's end."""
    pieces = re.findall(r"[^\W_]+|[\W_]+", folded)
    return "".join(
        _LINE_END.join(map(re.escape, piece)) if piece[0].isalnum() else _ANY_GAP
        for piece in pieces
        if piece[0].isalnum() or piece not in (pieces[0], pieces[-1])
    )


def _edge(letter: str, alike: bool, form: str) -> str:
    """A name ends where letters end, a number where figures end: ``SSN123456789`` holds the number."""
    if alike:
        return form.format(r"[^\W_]")
    return form.format(r"\d" if letter.isdigit() else r"[^\W\d_]")


def _folded(text: str, alike: bool) -> tuple[str, list[int]]:
    """The text without case, accents and ligatures, its blanks as one each, and where each character was."""
    kept: list[str] = []
    at: list[int] = []
    for index, character in enumerate(text):
        if character.isspace():
            if not kept or kept[-1] != " ":
                kept.append(" ")
                at.append(index)
            continue
        for part in _plain(character):
            kept.append(part)
            at.append(index)
    folded = "".join(kept)
    return (folded.translate(_ALIKE) if alike else folded), at


def _flat(text: str, alike: bool) -> str:
    """As `_folded`, for those who need no places: plain text, which may be long, is folded at once."""
    if not text.isascii():
        return _folded(text, alike)[0]
    flat = _BLANKS.sub(" ", text.replace("\x02", "").lower())
    return flat.translate(_ALIKE) if alike else flat


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii():
        return "" if character == "\x02" else character.lower()
    if unicodedata.category(character) == "Cf" or character == "\ufffe":  # soft hyphens, joiners: unseen
        return ""
    parts = unicodedata.normalize("NFKD", character)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()
