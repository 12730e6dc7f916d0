"""The words that a record prints beside a diagnosis or procedure code, if it prints any.

Answers: where they stand, by how the line is made: in brackets a code is described before it; on a line that
begins with a code behind it; on one that begins with words before it. Columns of a page keep their words to
themselves. Refuses to guess: what could belong to two codes, a label or a sentence describes none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.pages import Page, Word
from extractors.sections import is_heading

_CODE = r"(?<!\w)(?:[A-Z]\d[0-9AB](?:\.?[0-9A-Z]{1,4})?|\d{5}|[A-HJ-V]\d{4})(?:-[A-Z0-9]{2})?(?!\w)"
_ANY_CODE = re.compile(_CODE)
_PARTS = re.compile(
    rf"[.;:|]\s+|(?<!\(s)\)\s*,?\s+|\(s\),\s+|{_CODE}[ ,)\]]+|[•*]\s|(?:^|\s)\d{{1,2}}[.)]\s|\.\s*$"
)
"""What ends the words before a code's own: a stop, a bracket, another code, the number of a list."""
_BEHIND = re.compile(
    rf"[)\]]?\s*(?:[-–—:=]\s*)?(?P<words>[A-Z][^;|\n]*?)\s*(?=$|[;|]|\s[(\[]|\.\s|\.$|[\s,]{_CODE}"
    r"|(?:\s\d{1,3})?\s\$?\d[\d,]*\.\d\d|\s(?:[A-Z][\w.]*\s){0,2}[A-Z][\w./]*:(?:\s|$))"
)
_NO_WORDS = re.compile(
    r"\b(?:icd|cpt|hcpcs|codes?|dx|diagnos[ei]s|procedures?|units?|modifiers?|pointer|qty|date|total|with|for"
    r"|of|the|and|by|at|on|or|is|was|are|were|billing|charges?|primary|secondary|service|see|rev)[\s(\[:#-]*$"
    r"|\d{1,2}[/-]\d{1,2}[/-]\d{2}|\$|\d{6}|:",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:is|was|are|were|has|have|had|my|we|he|she|they|doing|gaining|improving|continues?|shows?)\b|^DR\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Za-z]{3}")
_LONGEST = 14
"""Words of a description, at most."""
_COLUMN = 9.0
"""Points between two words that stand in different columns."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a line that stand together, at ``start`` to ``end`` of the page's text."""

    start: int
    end: int


def description_beside(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """Where the words that describe the code ``page.text[start:end]`` stand on its line, if any do."""
    runs = _runs(page, start)
    at = next((i for i, run in enumerate(runs) if run.start <= start < run.end), None)
    if at is None:
        return None
    own = runs[at]
    if _LETTERS.search(page.text[own.start : start]) or _LETTERS.search(page.text[end : own.end]):
        return _within(page, own, start, end)
    # A code alone in its column is described in the next one, or in the only one before it.
    before = [r for r in runs[:at] if _LETTERS.search(page.text[r.start : r.end])]
    if not before and at + 1 < len(runs):
        return _behind(page, runs[at + 1].start, runs[at + 1].end)
    if len(before) == 1 and at + 1 == len(runs):
        return _fit(page, before[0].start, before[0].end)
    return None


def _runs(page: Page, at: int) -> list[_Run]:
    """The columns of the line around an offset; one for all of it where the page has no geometry."""
    left = page.text.rfind("\n", 0, at) + 1
    stop = page.text.find("\n", at)
    right = len(page.text) if stop < 0 else stop
    words = page.words_in(left, right)
    if not words:
        return [_Run(left, right)]
    return _columns(words)


def _columns(words: Sequence[Word]) -> list[_Run]:
    starts = [words[0].start]
    ends: list[int] = []
    for one, other in pairwise(words):
        if other.box.x0 - one.box.x1 > _COLUMN:
            ends.append(one.end)
            starts.append(other.start)
    return [_Run(a, b) for a, b in zip(starts, [*ends, words[-1].end], strict=True)]


def _within(page: Page, run: _Run, start: int, end: int) -> tuple[int, int] | None:
    before, behind = page.text[run.start : start], page.text[end : run.end]
    bracketed = before.rstrip().endswith(("(", "[")) and behind.lstrip()[:1] in (")", "]", ",", ";")
    if bracketed or not _begins_with_code(page, run):
        parts = list(_PARTS.finditer(before))
        return _fit(page, run.start + (parts[-1].end() if parts else 0), start)
    return _behind(page, end, run.end)


def _begins_with_code(page: Page, run: _Run) -> bool:
    """Whether codes stand before their words here: nothing but a label or a number before the first code."""
    text = page.text[run.start : run.end]
    first = _ANY_CODE.search(text)
    lead = text[: first.start()] if first else text
    own = lead[max((m.end() for m in _PARTS.finditer(lead)), default=0) :]
    return not _LETTERS.search(own) or bool(_NO_WORDS.search(own))


def _behind(page: Page, start: int, end: int) -> tuple[int, int] | None:
    found = _BEHIND.match(page.text[start:end])
    return _fit(page, start + found.start("words"), start + found.end("words")) if found else None


def _fit(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """The span without marks at its ends and a heading before it; ``None`` if it describes nothing."""
    text = page.text[start:end]
    end -= len(text) - len(text.rstrip("([ ,-–—:"))
    start += len(text) - len(text.lstrip(" ,-–—•*"))
    first = page.text[start:end].split(" ", 1)
    if len(first) == 2 and is_heading(first[0]):
        start += len(first[0]) + 1
    words = page.text[start:end]
    fits = bool(words) and words[0].isupper() and len(words.split()) <= _LONGEST
    if not fits or not _LETTERS.search(words) or _NO_WORDS.search(words) or _SENTENCE.search(words):
        return None
    return start, end
