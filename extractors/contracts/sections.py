"""The outline of a contract: its numbered sections and titled parts, each with the span that it governs.

Answers: which sections a contract has, and under which number and heading an offset of the flow stands. A
number opens a section only where the sequence allows it (3.2 behind 3.1, "(b)" behind "(a)"), because most
numbers in a contract are references, amounts and dates. A printed table of contents is read past: its entries
are kept apart, so that a reference to them is not called broken. Refuses to number what prints no number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from extractors.contracts.enumerators import ARTICLE, DECIMAL, Enumerator, Place, enumerators
from extractors.contracts.section_headings import heading_after, is_title
from extractors.contracts.section_sequence import opened_sections

_ATTACHED = re.compile(
    r"(?:(?<=\n\n)|\A)[^\S\n]*(?P<number>(?i:exhibit|schedule|annex|appendix|attachment|addendum)"
    r"(?:\s+(?:No\.\s*)?[“\"]?(?:[A-Z]{1,2}|\d{1,3}|[IVX]{1,5})(?:[-.]?\d{1,3}|-[A-Z]{1,2})*[”\"]?(?:\([a-z0-9]\))*))"
    r"(?=\s*(?:\n|\Z|[:.–—-]|[A-Z\[(]))"
)
_ATTACHED_NAME = re.compile(r"(?i)(?:exhibit|schedule|annex|appendix|attachment|addendum)\b")
_TITLE_LINE = re.compile(
    r"(?:(?<=\n\n)|\A)[^\S\n]*(?P<title>[A-Z][A-Z&,’'/() \-]{5,80}):?[^\S\n]*(?=\n\s*\n|\Z)"
)
_SIGNING = re.compile(r"(?:(?<=\n)|\A)[^\S\n]*(?:IN WITNESS WHEREOF|IN WITNESS HEREOF|In Witness Whereof)\b")
_NO_TITLE = re.compile(
    r"\b(?:INC|LLC|L\.?L\.?C|LTD|CORP|CORPORATION|COMPANY|LIMITED|GMBH|LP|L\.P|PLC|N\.?A|BY|NAME|TITLE|AND|BETWEEN|"
    r"SIGNATURE|PAGE|REMAINDER|CONFIDENTIAL|DRAFT|EXECUTION)\b"
)
_SIGNED = re.compile(r"/s/|\bB[Yy]\s?:|_{5}")
_DUTY = re.compile(r"\b(?:shall|will|may|means|agrees?)\b")
_ENTRIES_OF_A_TABLE = 5
_LONGEST_ENTRY = 130
_DEEPEST = 99


@dataclass(frozen=True, slots=True)
class Section:
    """A section ``text[start:end]`` with all that stands under it.

    ``number`` is composed of the numbers printed ("2.1" and "(a)" → "2.1(a)"; "ARTICLE IV"; "Exhibit B"; ""
    for a part that prints a title alone). ``heading`` begins at ``heading_start``, "" if none is printed.
    """

    number: str
    heading: str
    start: int
    end: int
    heading_start: int

    @property
    def attached(self) -> bool:
        """Whether it is an exhibit, schedule or the like."""
        return _ATTACHED_NAME.match(self.number) is not None


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections in order of their start, an outer one before its inner ones.

    ``listed`` are the numbers of the table of contents; ``signing`` is where the signature part begins (the
    length of the text if nothing says so), ``body`` where the text behind the table of contents begins.
    """

    sections: tuple[Section, ...]
    listed: frozenset[str]
    signing: int
    body: int

    def at(self, offset: int) -> tuple[Section, ...]:
        """The sections that an offset stands in, the outermost first."""
        last = bisect_right(self.sections, offset, key=lambda section: section.start)
        return tuple(s for s in self.sections[:last] if s.end > offset)

    def part_at(self, offset: int) -> int:
        """Where the exhibit or schedule begins that an offset stands in; -1 in the body of the contract."""
        return next((s.start for s in self.at(offset) if s.attached), -1)

    def heading_at(self, offset: int) -> str:
        """Number and nearest printed heading of the innermost section: "12.4(b) Limitation of Liability"."""
        around = self.at(offset)
        if not around:
            return ""
        heading = next((s.heading for s in reversed(around) if s.heading), "")
        return " ".join(f"{around[-1].number} {heading}".split())


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a section begins. ``depth`` is 0 for an exhibit, even for numbers, odd for a title above."""

    start: int
    depth: int
    number: str
    style: str
    title: tuple[int, int]


def sections(text: str) -> Outline:
    """The outline of a contract's flow (paragraphs parted by a blank line)."""
    found = list(enumerators(text))
    past = _table_end(text, found)
    listed = frozenset(e.printed for e in found if e.start < past)
    attached = [(at, number) for at, number in _attached(text) if at >= past or number not in listed]
    opened = opened_sections(text, [e for e in found if e.start >= past], [at for at, _ in attached])
    heads = [(o.enumerator.start, o.enumerator.end, 2 * o.depth, o.number, o.style) for o in opened]
    heads = sorted(heads + [(at, at + len(number), 0, number, "") for at, number in attached])
    signing = next((m.start() for m in _SIGNING.finditer(text, past)), len(text))
    marks: list[_Mark] = []
    for index, (start, end, depth, number, style) in enumerate(heads):
        limits = [heads[index + 1][0]] if index + 1 < len(heads) else [len(text)]
        limit = min(limits + [signing] * (start < signing))
        marks.append(
            _Mark(start, depth, number, style, heading_after(text, end, limit, may_follow=depth <= 2))
        )
    marks = sorted([*marks, *_titles(text, marks, past, signing)], key=lambda mark: mark.start)
    found_sections = tuple(_section(text, marks, index, signing) for index in range(len(marks)))
    return Outline(found_sections, listed, signing, past)


def _attached(text: str) -> list[tuple[int, str]]:
    """Where an exhibit or schedule begins, with what it is called."""
    found: list[tuple[int, str]] = []
    for match in _ATTACHED.finditer(text):
        rest = text[match.end() : text.find("\n", match.end()) if "\n" in text[match.end() :] else len(text)]
        if len(rest) <= 90 and not re.match(r"\s*[a-z,;]", rest):
            found.append((match.start("number"), match["number"]))
    return found


def _table_end(text: str, found: list[Enumerator]) -> int:
    """Where a table of contents ends: its first number comes again, and little stood between the numbers."""
    heads = [e for e in found if e.place >= Place.AFTER_SENTENCE or e.readings[0].style == ARTICLE or e.named]
    heads = [e for e in heads if e.readings[0].style in (ARTICLE, DECIMAL)]
    for index, first in enumerate(heads[:40]):
        if first.readings[0].value not in ((1,), (1, 1)):
            continue
        for again in range(index + _ENTRIES_OF_A_TABLE, len(heads)):
            other = heads[again]
            if other.readings[0] != first.readings[0]:
                continue
            if other.place < Place.LINE or _DUTY.search(text, first.start, other.start):
                break
            entries = heads[index:again]
            lengths = sorted(b.start - a.start for a, b in pairwise(entries))
            if lengths[len(lengths) * 4 // 5] <= _LONGEST_ENTRY:
                return other.start
            break
        break
    return 0


def _titles(text: str, marks: list[_Mark], past: int, signing: int) -> list[_Mark]:
    """Parts that print a title in capitals and no number; one right above a number holds its row."""
    taken = {place for mark in marks for place in (mark.start, mark.title[0])}
    starts = [mark.start for mark in marks]
    found: list[_Mark] = []
    for match in _TITLE_LINE.finditer(text, past, signing):
        start, end = match.span("title")
        if _SIGNED.search(text[max(0, start - 40) : end + 30]):
            continue
        if start in taken or _NO_TITLE.search(match["title"]) or not is_title(match["title"]):
            continue
        below = bisect_right(starts, start)
        depth, style = _DEEPEST, ""
        if below < len(marks) and marks[below].depth and not text[match.end() : starts[below]].strip():
            depth, style = marks[below].depth - 1, marks[below].style
        found.append(_Mark(start, depth, "", style, (start, start + len(text[start:end].rstrip()))))
    return found


def _section(text: str, marks: list[_Mark], index: int, signing: int) -> Section:
    """The section of a mark: up to the next that stands as high, or where a row of another style begins."""
    mark = marks[index]
    stop = len(text)
    for other in marks[index + 1 :]:
        another_row = not mark.number and other.depth == mark.depth + 1 and other.style != mark.style
        if other.depth <= mark.depth or another_row:
            stop = other.start
            break
    if mark.start < signing < stop:
        stop = signing
    heading = text[slice(*mark.title)]
    return Section(mark.number, heading, mark.start, stop, mark.title[0] if heading else mark.start)
