"""Which of the numbers in a contract open a section, and how deep each stands: the sequence decides.

Answers: the enumerators that go on with an outline that is open (3.2 behind 3.1, "(b)" behind "(a)") or begin
a new list in it. Refuses what the sequence or the words behind a number show to be a reference, an amount or
the number of a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.contracts.enumerators import ARTICLE, DECIMAL, Enumerator, Place, Reading

# What runs on behind a number says that it is a reference that a line break brought to the line's head.
_REFERS = re.compile(r"[\s,)]*(?:[a-z]|[,;)%]|$)|\s*(?:USD|US\$|\$|€|£)")
_ON_ITS_LINE = re.compile(r"[^\S\n]*(?:[^\S\n]|\n(?!\s*\n))[^\S\n]*[A-Z“\"(\[]")
# Behind these words the agreement itself begins: parties and recitals count their own A, B, C or (1), (2).
_OPERATIVE = re.compile(
    r"(?i)\b(?:now,?\s+therefore|agree[ds]?\s+as\s+follows|it\s+is\s+(?:hereby\s+)?agreed"
    r"|(?:hereby|mutually|parties|hereto)\s+agree)\b"
)
_GAP = 2
_LETTERS = re.compile(r"^(?:\s?\([A-Za-z0-9]{1,4}\))+")
_TITLED = re.compile(r"\s+[A-Z“\"\[]")


@dataclass(frozen=True, slots=True)
class _Open:
    reading: Reading
    number: str
    start: int
    only_letters: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An enumerator that opens a section ``depth`` deep (1: outermost), its composed number and style."""

    enumerator: Enumerator
    depth: int
    number: str
    style: str


def opened_sections(text: str, found: list[Enumerator], resets: list[int]) -> list[Opened]:
    """The enumerators that open a section, in order; at each offset of ``resets`` a new outline begins."""
    stack: list[_Open] = []
    opened: list[Opened] = []
    waiting = list(resets)
    for enumerator in found:
        while waiting and waiting[0] <= enumerator.start:
            waiting.pop(0)
            stack = []
        if stack and stack[0].only_letters and _OPERATIVE.search(text, stack[0].start, enumerator.start):
            stack = []
        chosen = _choose(text, enumerator, stack)
        if chosen is None:
            continue
        depth, reading = chosen
        if depth < len(stack) and stack[depth].reading == reading and enumerator.place < Place.PARAGRAPH:
            continue
        above = stack[depth - 1].number if depth else ""
        number = _number(above, enumerator, reading)
        letters = reading.style not in (ARTICLE, DECIMAL)
        stack = [*stack[:depth], _Open(reading, number, enumerator.start, letters)]
        opened.append(Opened(enumerator, depth + 1, number, reading.style))
    return opened


def _number(above: str, enumerator: Enumerator, reading: Reading) -> str:
    printed = " ".join(enumerator.printed.split())
    if reading.style in (ARTICLE, DECIMAL) or not above or above.lower().startswith("article"):
        return printed if reading.style in (ARTICLE, DECIMAL) else printed.rstrip(".") or printed
    return above + printed if printed.startswith("(") else f"{above} {printed.rstrip('.')}"


def _choose(text: str, enumerator: Enumerator, stack: list[_Open]) -> tuple[int, Reading] | None:
    """The depth (0: outermost) and reading under which an enumerator opens a section, if it opens one."""
    place = enumerator.place
    after = text[enumerator.end : enumerator.end + 40]
    style = enumerator.readings[0].style
    if style in (ARTICLE, DECIMAL):
        if _REFERS.match(after) and not (place is Place.PARAGRAPH and _opens_alone(after, enumerator)):
            return None
        if enumerator.prefixed and _refers_by_name(after, place):
            return None
        if not enumerator.named and not _ON_ITS_LINE.match(after):
            return None
        return _article(enumerator, stack) if style == ARTICLE else _decimal(enumerator, stack)
    if place is Place.RUNNING:
        return None
    for reading in enumerator.readings:
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth].reading.style == reading.style:
                step = reading.value[0] - stack[depth].reading.value[0]
                if step == 1 or (place is Place.PARAGRAPH and 0 < step <= _GAP):
                    return depth, reading
                break
    for reading in enumerator.readings:
        if reading.value == (1,):
            return _first_of_list(reading, stack), reading
    return None


def _refers_by_name(after: str, place: Place) -> bool:
    """Whether "Section 11(f) of the" or "Section 5 ("Effect …")" refers, although it heads a line."""
    behind = _LETTERS.sub("", after)
    if behind != after and _REFERS.match(behind):
        return True
    titled = place > Place.AFTER_SENTENCE or (place is Place.AFTER_SENTENCE and _TITLED.match(after))
    return after.lstrip().startswith(('("', "(“")) or not titled


def _opens_alone(after: str, enumerator: Enumerator) -> bool:
    """A number alone on its paragraph is a page's, unless a mark or a word says that it is a section's."""
    alone = re.match(r"\s*(?:\n|$)", after) is not None
    runs_on = re.match(r"\s+[a-z]", after) is not None and "." in enumerator.printed
    return enumerator.named and (alone or runs_on)


def _first_of_list(reading: Reading, stack: list[_Open]) -> int:
    for depth, entry in enumerate(stack):
        if entry.reading.style == reading.style:
            return depth
    return len(stack)


def _article(enumerator: Enumerator, stack: list[_Open]) -> tuple[int, Reading] | None:
    reading = enumerator.readings[0]
    if enumerator.place >= Place.LINE:
        return 0, reading
    last = stack[0].reading if stack and stack[0].reading.style == ARTICLE else None
    follows = last is not None and reading.value[0] == last.value[0] + 1
    capitals = enumerator.printed.startswith("ARTICLE")
    return (0, reading) if follows and (capitals or enumerator.place is Place.AFTER_SENTENCE) else None


def _decimal(enumerator: Enumerator, stack: list[_Open]) -> tuple[int, Reading] | None:
    reading = enumerator.readings[0]
    value, strong = reading.value, enumerator.place is Place.PARAGRAPH
    if len(value) == 1:
        return _single(enumerator, reading, stack)
    for depth in range(len(stack) - 1, -1, -1):
        entry = stack[depth].reading
        if entry.style == ARTICLE and entry.value[0] == value[0]:
            last = next((e.reading.value for e in stack[depth + 1 :] if e.reading.style == DECIMAL), None)
            fits = value[1:] == (1,) if last is None else _succeeds(last, value)
            return (depth + 1, reading) if fits or strong else None
        if entry.style != DECIMAL:
            continue
        if entry.value == value:
            return depth, reading
        if value[: len(entry.value)] == entry.value:
            return (depth + 1, reading) if strong or value[len(entry.value) :] == (1,) else None
        if len(entry.value) == len(value) and entry.value[:-1] == value[:-1]:
            step = value[-1] - entry.value[-1]
            return (depth, reading) if strong or step == 1 else None
    outer = next((d for d, e in enumerate(stack) if e.reading.style == DECIMAL), None)
    last = stack[outer].reading.value if outer is not None else ()
    if strong or (enumerator.named and (_succeeds(last, value) or (not stack and value == (1, 1)))):
        return (outer if outer is not None else 0), reading
    return None


def _succeeds(last: tuple[int, ...], value: tuple[int, ...]) -> bool:
    """Whether a number is the next one of an outline: 2.4 or 3 or 3.1 behind 2.3, 2.3.1 behind 2.3."""
    if not last:
        return False
    following = {(*last, 1)} | {(*last[:i], last[i] + 1) for i in range(len(last))}
    following |= {(*step, 1) for step in set(following)}
    return value in following


def _single(enumerator: Enumerator, reading: Reading, stack: list[_Open]) -> tuple[int, Reading] | None:
    value, place = reading.value[0], enumerator.place
    for depth in range(len(stack) - 1, -1, -1):
        entry = stack[depth].reading
        if entry.style == DECIMAL and len(entry.value) == 1:
            step = value - entry.value[0]
            if step == 1 or (place is Place.PARAGRAPH and enumerator.named and 0 < step <= _GAP):
                return (depth, reading) if enumerator.named or place >= Place.LINE else None
    outer = stack[0].reading if stack else reading
    if outer.style == DECIMAL and len(outer.value) > 1 and value == outer.value[0] + 1 and enumerator.named:
        return 0, reading
    if value == 1 and enumerator.named and place is not Place.RUNNING:
        return len(stack), reading
    fresh = not any(e.reading.style in (DECIMAL, ARTICLE) for e in stack)
    return (0, reading) if fresh and enumerator.named and place is Place.PARAGRAPH else None
