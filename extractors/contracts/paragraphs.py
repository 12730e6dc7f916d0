"""Paragraphs of a contract: which printed rows belong together, and where a new paragraph begins.

Answers: for each row whether a paragraph begins with it, from the space above it, the room that was left in
the row before, its indent, its enumerator, and from words that visibly run on (across a page break too).
Refuses to reorder: rows come in the reading order of their pages. Where print and words disagree, words that
run on win: half a sentence is worth nothing to a reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.contracts.rows import Row

_LOOSE = 1.3
"""Line pitches from which on the space above a row parts it from the row before."""
_LEADING = 1.25
"""Heights of its print that a row stands below the one before, where the page does not tell."""
_FAR = 2.6
"""Line pitches from which on nothing runs on, whatever the words say."""
_INDENT = 1.5
"""Characters by which the first row of a paragraph is set in, at least."""
_ENDED = re.compile(r"(?:[.;:!?][”\"’')\]*]*|;\s*(?:and|or|and/or))$")
_LIST_GOES_ON = re.compile(r"(?:,|\b(?:and|or|and/or))$")
_ENUMERATOR = re.compile(
    r"(?:\((?:[a-zA-Z]{1,2}|[ivxIVX]{1,5}|\d{1,2})\)|(?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,2}(?:\.\d{1,3}){0,4})[.)]"
    r"|\d{1,2}(?:\.\d{1,3}){1,4}|(?:ARTICLE|Article|SECTION|Section|EXHIBIT|SCHEDULE|ANNEX|APPENDIX)\s+"
    r"(?:[IVXLC]+|\d+(?:\.\d+)*|[A-Z])\b[.:]?|[•●▪■◦·–—-])(?=\s|$|[A-Z“\"])"
)
_POINTS_AT = re.compile(
    r"\b(?:sections?|articles?|clauses?|paragraphs?|exhibits?|schedules?|annex|appendix|items?|no\.|of|in|to|under"
    r"|(?<![;,]\s)(?:and|or)|through|by|with|for|from|see|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|fifteen|twenty|thirty|forty|forty-five|sixty|ninety|hundred)$",
    re.IGNORECASE,
)
"""Words that a number or letter belongs to: behind "Section" at a row's end, "5.2" is a reference, and "(30)"
behind "thirty" says the same in figures."""
_RUNS_ON = re.compile(
    r"\b(?:a|an|the|of|to|in|on|at|by|for|from|with|without|under|and|or|nor|that|which|this|such|any|all|its|"
    r"their|other|shall|will|may|must|be|is|are|was|were|as|than|into|upon|between|among|each|every|no|not|if|per"
    r"|section|sections|article|exhibit)$"
)
"""Words that never end a paragraph, nor a title."""
_NUMBER_ALONE = re.compile(r"[(\[]?(?:\d{1,2}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivxIVX]{1,5})[.)\]]?")


@dataclass(frozen=True, slots=True)
class Print:
    """How a page is set: where its rows end on the right, and how far apart they stand (0: unknown)."""

    right: float
    pitch: float


def openings(rows: Sequence[Row]) -> tuple[bool, ...]:
    """Whether a paragraph begins with each row."""
    prints = _prints(rows)
    found: list[bool] = []
    head: Row | None = None
    before: Row | None = None
    for row in rows:
        opens = before is None or head is None or _opens(head, before, row, prints)
        found.append(opens)
        head = row if opens else head
        before = row
    return tuple(found)


def _opens(head: Row, before: Row, row: Row, prints: dict[int, Print]) -> bool:
    """Whether ``row`` begins a paragraph; ``head`` is the first row of the one that ``before`` stands in."""
    ended = bool(_ENDED.search(before.text))
    small = row.text[:1].islower()
    enumerated = bool(_ENUMERATOR.match(row.text)) and not _POINTS_AT.search(before.text)
    if _NUMBER_ALONE.fullmatch(before.text) and before is head and not enumerated and not row.turn:
        return False  # a number in a column of its own is printed before its paragraph
    set_by = prints[before.page]
    left_room = _left_room(before, row, set_by)
    if row.turn:
        return _opens_page(head, before, row, ended, small, enumerated, left_room)
    distance = _distance(before, row, set_by)
    if not enumerated and not ended and (small or _runs_on(before, row)):
        return distance >= _FAR
    if row.gap or distance >= _LOOSE:
        return True
    if row.cut:
        return ended or enumerated or _heads(head, before, row)
    if enumerated and (ended or left_room or _LIST_GOES_ON.search(before.text) or _in_list(head, row)):
        return True
    if small:
        return ended and left_room and row.left - before.left > _INDENT * row.character
    if ended:
        return left_room or _set_in(head, before, row)
    if _is_centred(before, row) or (before.text.isupper() and row.text.isupper()):
        return False
    return left_room and not before.text.endswith(",") and (set_by.right > 0 or _heads(head, before, row))


def _opens_page(
    head: Row, before: Row, row: Row, ended: bool, small: bool, enumerated: bool, left_room: bool
) -> bool:
    """The same where a page ends between the two: no space can be measured, so the words decide."""
    if ended or enumerated:
        return not (small and not enumerated and before.text.endswith(";"))
    if small or before.text.endswith(",") or _runs_on(before, row):
        return False
    return left_room or _heads(head, before, row)


def _runs_on(before: Row, row: Row) -> bool:
    """Whether the row before ends with a word that never ends a paragraph; in capitals, if both rows are."""
    capitals = before.text.isupper() and row.text.isupper()
    return bool(_RUNS_ON.search(before.text.lower() if capitals else before.text))


def _in_list(head: Row, row: Row) -> bool:
    """Whether the paragraph so far began with an enumerator too, just above this one."""
    return bool(_ENUMERATOR.match(head.text)) and abs(row.left - head.left) < row.character


def _set_in(head: Row, before: Row, row: Row) -> bool:
    """Whether the row is set in as a first row is: further than the row before, unless that is one itself."""
    step = row.left - before.left
    return step > _INDENT * row.character and (before is not head or step > 0)


def _heads(head: Row, before: Row, row: Row) -> bool:
    """Whether the row before is a heading by itself and the row is no further part of it."""
    return before is head and _is_title(before.text) and not _is_title(row.text)


def _is_title(text: str) -> bool:
    """Whether a text can be a heading: few words, none of them ending a clause, most of them capitalised."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    capitals = sum(word[0].isupper() for word in words)
    return 0 < len(words) <= 12 and capitals * 3 >= 2 * len(words) and not text.endswith((",", ";"))


def _is_centred(before: Row, row: Row) -> bool:
    """Whether two rows are one centred title: both clear of the left edge, with one middle."""
    if not row.page_width or min(before.left, row.left) < row.page_width * 0.2:
        return False
    return abs((before.left + before.right) - (row.left + row.right)) < 2 * _INDENT * 2 * row.character


def _left_room(before: Row, row: Row, set_by: Print) -> bool:
    """Whether the row before ends early: the next word would have had room in it."""
    if not set_by.right:
        return True
    first = len(row.text.split(maxsplit=1)[0]) + 1
    return before.right + first * before.character < set_by.right - before.character


def _distance(before: Row, row: Row, set_by: Print) -> float:
    """How far below the row before a row stands, in line pitches of its page; 1 in bare text."""
    if row.top is None or before.top is None:
        return 1.0
    return max(0.0, row.top - before.top) / (set_by.pitch or _LEADING * row.height)


def _prints(rows: Sequence[Row]) -> dict[int, Print]:
    """How each page is set; a page that says too little is taken to be set as the document is."""
    by_page: dict[int, list[Row]] = {}
    for row in rows:
        by_page.setdefault(row.page, []).append(row)
    whole_right, whole_pitch = _right_edge(rows), _pitch(rows)
    return {
        page: Print(_page_edge(own, whole_right), _pitch(own) or whole_pitch) for page, own in by_page.items()
    }


def _page_edge(own: Sequence[Row], whole: float) -> float:
    """The right edge of a page's own rows if they are many, or reach further than those of the document."""
    if not own[0].page_width:
        return whole
    edge = _right_edge(own)
    many = sum(len(row.text) >= _LONG_ROW for row in own) >= _MANY_ROWS
    return edge if many else max(edge, whole)


def _right_edge(rows: Sequence[Row]) -> float:
    """Where full rows end: nine in ten of the long rows end no further right. 0 for unwrapped text."""
    ends = sorted(row.right for row in rows if len(row.text) >= _LONG_ROW)
    if len(ends) < 3:
        return 0.0
    edge = ends[len(ends) * 9 // 10]
    return 0.0 if not rows[0].page_width and edge > _WIDEST_TYPING else edge


_LONG_ROW = 45
"""Characters from which on a row can be taken for one that was filled."""
_MANY_ROWS = 10
"""Long rows that a page must have for its own right edge to be told from them."""
_WIDEST_TYPING = 140
"""Characters beyond which a text's lines are not wrapped: each is a paragraph."""


def _pitch(rows: Sequence[Row]) -> float:
    """The commonest distance between rows of which the second runs on in small letters; 0 if there are few.

    Half points; of equally common ones the least.
    """
    steps: Counter[float] = Counter()
    for before, row in pairwise(rows):
        if row.top is None or before.top is None or row.page != before.page:
            continue
        step = round((row.top - before.top) * 2) / 2
        if step > 0 and row.text[:1].islower() and not _ENDED.search(before.text):
            steps[step] += 1
    if sum(steps.values()) < 3:
        return 0.0
    return min(steps, key=lambda step: (-steps[step], step))
