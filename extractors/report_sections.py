"""The parts of a report that are written in sentences: its narrative, statements and remarks.

Answers: where each begins and ends on a page, the whole of it; on a page without such a heading, its lines of
prose. Boxes, signatures and page lines are no part of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import load, normal
from extractors.pages import Line, Page

_END = re.compile(
    r"^\W*(?:(?:investigating|reporting|primary|lead)\s+)?(?:officer|deputy|dep|trooper|tpr|ofc|sgt|cpl|investigator"
    r"|detective)\b.*(?:#|badge|\d{2,}|:)"
    r"|^\W*(?:page\s+\d+\b|reviewed by|approved by|prepared by|completed by|report completed|signature"
    r"|signed\b|supervisor|sworn (?:to|and)|subscribed|notary|further affiant|executed (?:on|this)"
    r"|date of report|report date|_{5,}|badge|electronically|copy generated|printed\b"
    r"|form\s+[A-Z0-9-]+\b|rev(?:ised)?\.?\s*\d)",
    re.IGNORECASE,
)
_BOX = re.compile(r"^\s*[A-Z][A-Za-z0-9/&'’ ().-]{2,38}:\s+\S.{0,60}$")
_PROSE_WORDS = 6


@dataclass(frozen=True, slots=True)
class ReportSection:
    """``page.text[start:end]`` under a heading of the lexicon's group ``key`` ("" for prose under none)."""

    key: str
    start: int
    end: int


@cache
def _headings(keys: tuple[str, ...]) -> dict[str, str]:
    data = load("event_fields")["headings"]
    return {normal(phrase): key for key in keys for phrase in data[key]}


def sections_of_report(page: Page, keys: tuple[str, ...], carried: str = "") -> tuple[ReportSection, ...]:
    """The written parts of a page in order.

    Args:
        page: the page.
        keys: the lexicon's groups of headings to look for.
        carried: the group whose text may go on from the page before, "" for none.
    """
    lines = [line for line in page.lines() if line.text.strip()]
    known = _headings(keys)
    heads = [(n, *found) for n, line in enumerate(lines) if (found := _heading(line, known))]
    sections: list[ReportSection] = []
    for nth, (at, key, body) in enumerate(heads):
        stop = heads[nth + 1][0] if nth + 1 < len(heads) else len(lines)
        if key == "remarks" and body >= lines[at].end:
            # Under a diagram stand its labels too: only what reads as sentences is quoted.
            sections += _prose(lines[at + 1 : stop], key)
            continue
        section = _until_end(lines, at, stop, key, body)
        if key == "statement" and not any(map(_is_prose, _between(lines, section))):
            # A title with a form's boxes under it: what was written begins below them.
            sections += _prose(lines[at + 1 : stop], key) or ([section] if section else [])
        elif section:
            sections.append(section)
    first = heads[0][0] if heads else len(lines)
    if not sections or carried:
        sections = [*_prose(lines[:first], carried), *sections]
    return tuple(sections)


def _heading(line: Line, known: dict[str, str]) -> tuple[str, int] | None:
    """The group of a line that is a heading, or begins with one and a colon, and where its text begins."""
    text = re.sub(r"\(.*?\)", " ", line.text)
    label = normal(text)
    if label in known and not text.rstrip().endswith("."):
        return known[label], line.end
    before, colon, after = line.text.partition(":")
    if colon and normal(before) in known and after.strip() and not re.match(r"\s*\d", after):
        return known[normal(before)], line.start + len(before) + 1
    return None


def _between(lines: Sequence[Line], section: ReportSection | None) -> list[Line]:
    return [line for line in lines if section and section.start <= line.start < section.end]


def _until_end(lines: Sequence[Line], at: int, stop: int, key: str, body: int) -> ReportSection | None:
    first = body if body < lines[at].end else lines[at + 1].start if at + 1 < stop else None
    if first is None:
        return None
    end = lines[at].end if body < lines[at].end else first
    for line in lines[at + 1 : stop]:
        if _END.match(line.text) or (_BOX.match(line.text) and not _is_prose(line)):
            break
        end = line.end
    return ReportSection(key, first, end) if end > first else None


def _prose(lines: Sequence[Line], carried: str) -> list[ReportSection]:
    """The longest run of lines that read as sentences."""
    best: tuple[int, int] | None = None
    start: int | None = None
    end = 0
    last = 0
    for line in lines:
        if _is_prose(line) and not _END.match(line.text):
            start = line.start if start is None else start
            end = last = line.end
        elif (
            start is not None
            and last
            and len(line.text.split()) < _PROSE_WORDS
            and line.text.rstrip().endswith(".")
        ):
            end = line.end
            last = 0
        else:
            start = None
        if start is not None and (best is None or end - start > best[1] - best[0]):
            best = (start, end)
    return [ReportSection(carried, *best)] if best else []


def _is_prose(line: Line) -> bool:
    words = line.text.split()
    return len(words) >= _PROSE_WORDS and sum(w[:1].islower() for w in words) * 5 >= 2 * len(words)
