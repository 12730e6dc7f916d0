"""The headings of a bill's table: which columns it has, where they stand, and what their amounts are.

A heading is read from its words ("Pmt/Adj", "Your responsibility") and from its place, over several lines
where it is wrapped. Refuses to guess: a column whose words name no money is a column of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.lexicon import load, normal
from extractors.money import amounts_in
from extractors.money_meanings import Meaning, meaning_of
from extractors.pages import Line


@dataclass(frozen=True, slots=True)
class Column:
    """A heading: its words, what they mean, its left and right edge (points, or characters).

    ``cell`` counts the bars before it on its line ("Code | Charge")."""

    words: str
    meaning: Meaning
    left: float
    right: float
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a table; ``lines`` are the indexes of the heading's lines on its page.

    ``placed`` when the edges may be compared with those of the amounts below; ``bars`` divide its cells.
    """

    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    placed: bool
    bars: int = 0

    @property
    def money(self) -> tuple[Column, ...]:
        """The columns of money, left to right."""
        return tuple(c for c in self.columns if c.meaning is not Meaning.OTHER)

    @property
    def revenue(self) -> bool:
        """Whether a column holds revenue codes."""
        return any(not _words("revenue").isdisjoint(normal(c.words).split()) for c in self.columns)

    @property
    def units(self) -> tuple[Column, ...]:
        """The columns that count what is billed, or give the price of one, left to right."""
        return tuple(
            c
            for c in self.columns
            if c.meaning is Meaning.OTHER and not _words("units").isdisjoint(normal(c.words).split())
        )


_LETTER_GAP = 0.42
"""Letter heights between two heading words of different columns (a word space is about a quarter)."""
_LONGEST = 24


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load("money")["heading"][kind])


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(load("money")["heading"]["joined"])


def span_of(line: Line, start: int, end: int) -> tuple[float, float]:
    """Left and right edge of ``text[start:end]``: points where the line has boxes, else characters."""
    words = [w for w in line.words if w.start < end and w.end > start]
    if words:
        return min(w.box.x0 for w in words), max(w.box.x1 for w in words)
    return float(start - line.start), float(end - line.start)


def headings_of(lines: Sequence[Line], dated: Sequence[int]) -> tuple[Heading, ...]:
    """The table headings of a page, in order.

    Args:
        lines: the page's lines.
        dated: indexes of lines that carry a date; a heading carries none.
    """
    found: list[Heading] = []
    taken: set[int] = set()
    for index in range(len(lines)):
        if index not in taken and index not in dated and _is_heading(lines[index]):
            heading = _without_unit_prices(_heading(lines, index, frozenset(dated)))
            taken.update(heading.lines)
            found.append(heading)
    return tuple(found)


def _without_unit_prices(heading: Heading) -> Heading:
    """A single price before a column of amounts is of one unit: "Qty  Price  Amount"."""
    last = max((i for i, c in enumerate(heading.columns) if c.meaning is Meaning.AMOUNT), default=-1)
    return replace(
        heading,
        columns=tuple(
            replace(c, meaning=Meaning.OTHER) if i < last and normal(c.words) in _words("unit_price") else c
            for i, c in enumerate(heading.columns)
        ),
    )


def _is_heading(line: Line) -> bool:
    words = normal(line.text).split()
    if not 2 <= len(words) <= _LONGEST or _words("sentence") & set(words) or amounts_in(line.text):
        return False
    if re.search(r":\s*\S|[.!?]\s*$|\d{3}", line.text):
        return False
    known = sum(
        w in _words("table") | _words("qualifiers") or meaning_of(w) is not Meaning.OTHER for w in words
    )
    money = len(_phrases(line))
    # "Statement of charges" is a title: "of" joins the words of a heading, and is none.
    table = sum(w in _words("table") and w != "of" for w in words)
    return money >= 1 and money + table >= 2 and 2 * known >= len(words)


@dataclass(frozen=True, slots=True)
class _Piece:
    words: str
    left: float
    right: float


def _heading(lines: Sequence[Line], index: int, dated: frozenset[int]) -> Heading:
    line = lines[index]
    if not line.words:
        gaps = len(re.findall(r"\S\s{3,}(?=\S)", line.text)) >= 2
        return Heading(_one_charge(_by_phrase(line)), (index,), gaps, line.text.count("|"))
    rows = [index]
    for step in (-1, 1):
        for at in range(index + step, index + step * 4, step):
            if not 0 <= at < len(lines) or at in dated or not _belongs(lines[at], lines[at - step], line):
                break
            rows.append(at)
    rows.sort()
    if len(rows) == 1:
        return Heading(_by_phrase(line), (index,), True, line.text.count("|"))
    pieces = {at: _pieces(lines[at]) for at in rows}
    base = max(rows, key=lambda at: (len(pieces[at]), at == index))
    columns: list[list[tuple[int, _Piece]]] = [[(base, p)] for p in pieces[base]]
    for at in rows:
        for piece in pieces[at] if at != base else ():
            best = max(columns, key=lambda c: _overlap(c[0][1], piece))
            if _overlap(best[0][1], piece) > 0:
                best.append((at, piece))
            else:
                columns.append([(at, piece)])
    return Heading(
        tuple(
            sorted(
                (
                    Column(
                        words := " ".join(p.words for _, p in sorted(c, key=lambda e: (e[0], e[1].left))),
                        meaning_of(words),
                        min(p.left for _, p in c),
                        max(p.right for _, p in c),
                    )
                    for c in columns
                ),
                key=lambda c: (c.right, c.left),
            )
        ),
        tuple(rows),
        True,
    )


def _belongs(line: Line, neighbour: Line, anchor: Line) -> bool:
    """Whether a line above or below is part of the heading: close by, no figures, under its columns."""
    box, near = line.box, neighbour.box
    words = normal(line.text).split()
    if box is None or near is None or not words or re.search(r"\d|:", line.text) or len(words) > _LONGEST:
        return False
    height = max(near.bottom - near.top, 4.0)
    gap = max(box.top - near.bottom, near.top - box.bottom)
    known = sum(
        w in _words("table") | _words("qualifiers") or meaning_of(w) is not Meaning.OTHER for w in words
    )
    if gap > 0.5 * height or 2 * known < len(words):
        return False
    under = _pieces(anchor)
    return all(any(_overlap(a, p) > 0 for a in under) for p in _pieces(line))


def _pieces(line: Line) -> tuple[_Piece, ...]:
    found: list[_Piece] = []
    letters = [(w.box.x1 - w.box.x0) / len(w.text) for w in line.words if len(w.text) > 1]
    # A typewriter's space is as wide as its letters, which are all of one width.
    typed = 1.2 * max(letters) if len(letters) > 1 and max(letters) < 1.03 * min(letters) else 0.0
    for word in line.words:
        height = max(word.box.bottom - word.box.top, 4.0)
        reach = max(_LETTER_GAP * height, typed)
        if found and -0.2 * height <= word.box.x0 - found[-1].right <= reach:
            found[-1] = _Piece(f"{found[-1].words} {word.text}", found[-1].left, word.box.x1)
        else:
            found.append(_Piece(word.text, word.box.x0, word.box.x1))
    return tuple(found)


def _overlap(one: _Piece, other: _Piece) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _by_phrase(line: Line) -> tuple[Column, ...]:
    """Columns of a heading of one line; words that name no money are columns of their own."""
    columns: list[Column] = []
    at = line.start
    for start, end in [*_phrases(line), (line.end, line.end)]:
        between = line.text[at - line.start : start - line.start]
        for match in re.finditer(r"\S+", between):
            columns.append(_column(line, Meaning.OTHER, at + match.start(), at + match.end()))
        if end > start:
            meaning = meaning_of(line.text[start - line.start : end - line.start])
            columns.append(_column(line, meaning, start, end))
        at = end
    return tuple(columns)


def _column(line: Line, meaning: Meaning, start: int, end: int) -> Column:
    words = line.text[start - line.start : end - line.start]
    bars = line.text.count("|", 0, start - line.start)
    return Column(words, meaning, *span_of(line, start, end), bars)


def _one_charge(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Of several columns of charges the first: what stands above a wrapped heading is not told."""
    first = next((c for c in columns if c.meaning is Meaning.BILLED), None)
    return tuple(
        replace(c, meaning=Meaning.OTHER) if c.meaning is Meaning.BILLED and c is not first else c
        for c in columns
    )


def _phrases(line: Line) -> tuple[tuple[int, int], ...]:
    """Spans of the money headings of one line: qualifiers, the word that says what it is, "amount" behind."""
    found: list[tuple[int, int]] = []
    words = [(m.start(), m.end(), normal(m[0])) for m in re.finditer(r"\S+", line.text)]
    start: int | None = None
    for i, (begin, end, word) in enumerate(words):
        near = i > 0 and _near(line, words[i - 1], words[i])
        meaning = meaning_of(word)
        if start is not None and not near:
            # A qualifier with nothing close behind it is a heading of its own ("Amount   Paid   Balance").
            found += _alone(line, start, words[i - 1])
            start = None
        if found and start is None and near and _joins(line, found[-1], begin, end):
            found[-1] = (found[-1][0], line.start + end)
        elif meaning in (Meaning.OTHER, Meaning.AMOUNT) and word in _words("qualifiers"):
            start = begin if start is None else start
        elif meaning is not Meaning.OTHER:
            found.append((line.start + (begin if start is None else start), line.start + end))
            start = None
        elif start is not None and word:
            together = meaning_of(line.text[start:end])
            if together in (Meaning.OTHER, meaning_of(line.text[start : words[i - 1][1]])):
                found += _alone(line, start, words[i - 1])
            else:  # neither word says it alone: "You owe"
                found.append((line.start + start, line.start + end))
            start = None
    if start is not None:
        found += _alone(line, start, words[-1])
    return tuple(found)


def _alone(line: Line, start: int, last: tuple[int, int, str]) -> list[tuple[int, int]]:
    span = (line.start + start, line.start + last[1])
    return [span] if meaning_of(line.text[start : last[1]]) is Meaning.AMOUNT else []


def _near(line: Line, one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether two words stand as close as the words of one heading do."""
    if not line.words:
        return other[0] - one[1] <= 2
    right = span_of(line, line.start + one[0], line.start + one[1])[1]
    left = span_of(line, line.start + other[0], line.start + other[1])[0]
    box = line.box
    return left - right <= (0.8 * max(box.bottom - box.top, 4.0) if box else 0.0)


def _joins(line: Line, phrase: tuple[int, int], begin: int, end: int) -> bool:
    """Whether a word goes on with the heading before it: "Balance due", "Charge amount", "Pmt / Adj"."""
    words = line.text[phrase[0] - line.start : end]
    between = line.text[phrase[1] - line.start : begin]
    if _joined().fullmatch(normal(words)):
        return True
    if meaning_of(line.text[begin:end]) is meaning_of(words) is Meaning.BILLED:
        return True  # "Gross charges", "Billed fee"
    return bool(re.search(r"[/&+]\s*$|\band\s*$|^\s*[/&+]", between + line.text[begin:end])) or bool(
        re.search(r"[/&+]$", line.text[: phrase[1] - line.start])
    )
