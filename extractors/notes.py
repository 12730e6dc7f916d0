"""Cuts a document into notes: which pages and which parts of pages record one contact with a provider.

Many notes a page and many pages a note both occur. A note begins where its date of service is printed as a
label, an entry's first word or a letter's date line; it goes on over pages that continue its print run. A
page that begins no note and continues none is undated, and said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.facts import CHART, CLINICAL, DateMention, DateRole, PageFacts, PageKind, Precision
from extractors.identity import Owner
from extractors.lexicon import normal
from extractors.note_starts import ANCHORS, SIGNATURE, Start, starts_of
from extractors.pages import Page
from extractors.print_runs import of_other_runs


@dataclass(frozen=True, slots=True)
class Span:
    """Part of one page: ``index`` in the document's page list, offsets in the page text."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its date, a stay's end, its parts, its kind. ``rule`` says what dated it."""

    date: DateMention
    until: DateMention | None
    spans: tuple[Span, ...]
    kind: PageKind
    amended: DateMention | None = None


@dataclass(slots=True)
class _Open:
    """A note under construction (private, never leaves this module)."""

    date: DateMention
    until: DateMention | None
    kind: PageKind
    spans: list[Span]

    def closed(self, pages: Sequence[Page], facts: Sequence[PageFacts]) -> Note:
        amended = None
        for span in self.spans:
            for mention in facts[span.index].dates:
                inside = span.start <= mention.citation.start < span.end
                if inside and mention.role is DateRole.AMENDED and amended is None:
                    amended = mention
        return Note(self.date, self.until, tuple(self.spans), self.kind, amended)


def split_notes(
    pages: Sequence[Page], facts: Sequence[PageFacts], owners: Sequence[Owner]
) -> tuple[tuple[Note, ...], tuple[int, ...]]:
    """Notes of one document in page order, and the indexes of clinical pages without a date."""
    notes: list[Note] = []
    undated: list[int] = []
    current: _Open | None = None
    for index, (page, fact) in enumerate(zip(pages, facts, strict=True)):
        foreign = owners[index] is Owner.OTHER
        if not foreign and fact.kind in CHART and not _dated_by_label(fact):
            # A chart page supports a stay or visit but begins no note; it may sit inside one.
            if current and _numbered_on(facts, current, index):
                current.spans.append(Span(index, 0, len(page.text)))
            continue
        if foreign or not (_may_record(fact.kind) or fact.kind in CHART):
            if current and fact.kind not in (PageKind.BLANK,):
                notes.append(current.closed(pages, facts))
                current = None
            if not foreign and fact.kind is PageKind.WORK_STATUS:
                notes += _slip(index, page, fact)
            continue
        goes_on = current if current and _follows(pages, facts, current, index) else None
        starts = _without_repeats(page, starts_of(page, fact, goes_on.date if goes_on else None), goes_on)
        first = starts[0][0] if starts else len(page.text)
        if first > 0 and page.text[:first].strip():
            follows = current is not None and _follows(pages, facts, current, index)
            if current and follows and not (not starts and _dated_illegibly(page)):
                current.spans.append(Span(index, 0, first))
            elif not starts:
                if current:
                    notes.append(current.closed(pages, facts))
                    current = None
                if fact.kind is not PageKind.OTHER or _clinical_words(page):
                    undated.append(index)
            else:
                starts[0] = (0, starts[0][1], starts[0][2])
        for position, (start, date, until) in enumerate(starts):
            end = starts[position + 1][0] if position + 1 < len(starts) else len(page.text)
            repeats = (
                current is not None
                and start == 0
                and current.date.start == date.start
                and _same_run(facts, current, index)
                and not _signed_off(pages[current.spans[-1].index], current.spans[-1])
                and not _another_paper(page, fact.kind, current.kind)
            )
            if current and repeats:
                current.spans.append(Span(index, start, end))
                continue
            if current:
                notes.append(current.closed(pages, facts))
            current = _Open(date, until, fact.kind, [Span(index, start, end)])
    if current:
        notes.append(current.closed(pages, facts))
    return tuple(notes), tuple(undated)


_PAPERS_OF_THEIR_OWN = frozenset({PageKind.IMAGING, PageKind.LAB, PageKind.OPERATIVE})


_STUDY = re.compile(
    r"^[^\w\n]*(?:technique|comparison|findings)\b[\s\S]*^[^\w\n]*(?:impression|conclusion)\b",
    re.IGNORECASE | re.MULTILINE,
)


def _another_paper(page: Page, here: PageKind, before: PageKind) -> bool:
    """Hospital print-outs repeat one header over notes, studies and reports: these are apart all the same."""
    if here is PageKind.IMAGING and not _STUDY.search(page.text):
        return False
    return here is not before and (here in _PAPERS_OF_THEIR_OWN or before in _PAPERS_OF_THEIR_OWN)


def _without_repeats(page: Page, starts: list[Start], current: _Open | None) -> list[Start]:
    """Starts that are new: a note's own date printed again before its signature begins nothing."""
    if current is None or not starts or starts[0][0] == 0:
        return starts
    start, date, _ = starts[0]
    if date.start == current.date.start and not SIGNATURE.search(page.text, 0, start):
        return starts[1:]
    return starts


_DATE_LABEL = re.compile(
    r"\b(?:encounter date|date of (?:service|visit|exam|encounter|procedure)|visit date|service date)"
    r"\s*:\s*\S*\d",
    re.IGNORECASE,
)


def _dated_illegibly(page: Page) -> bool:
    """Whether a page's header dates a note with something that cannot be read: a note of its own, undated."""
    header = "\n".join(page.text.split("\n")[:10])
    return bool(_DATE_LABEL.search(header))


def _dated_by_label(fact: PageFacts) -> bool:
    """Whether a chart page names a date of service itself (a home visit, say): then it is a note."""
    return any(d.role in ANCHORS and "label" in d.rule for d in fact.dates)


def _may_record(kind: PageKind) -> bool:
    return kind in CLINICAL or kind is PageKind.OTHER


def _clinical_words(page: Page) -> bool:
    return len(normal(page.text)) > 120


def _slip(index: int, page: Page, fact: PageFacts) -> list[Note]:
    """A work-status slip is a contact of its own date; joined to that day's visit later."""
    for role in (DateRole.SERVICE, DateRole.FORM, DateRole.LETTER):
        days = {d.start: d for d in reversed(fact.dates) if d.role is role and d.precision is Precision.DAY}
        mentions = sorted(days.values(), key=lambda d: d.citation.start)
        if mentions:
            starts = [
                0,
                *(page.text.rfind("\n", 0, m.citation.start) + 1 for m in mentions[1:]),
                len(page.text),
            ]
            return [
                Note(mention, None, (Span(index, starts[i], starts[i + 1]),), fact.kind)
                for i, mention in enumerate(mentions)
            ]
    return []


def _follows(pages: Sequence[Page], facts: Sequence[PageFacts], current: _Open, index: int) -> bool:
    """Whether page ``index`` goes on with the open note."""
    last = current.spans[-1]
    between = range(last.index + 1, index)
    if any(facts[i].kind is not PageKind.BLANK for i in between):
        return False
    here, before = facts[index].page_of, facts[last.index].page_of
    if here and before and here[1] == before[1]:
        return here[0] == before[0] + 1 + len(between)
    if before and before[0] == before[1] and not here:
        return False  # the run before is complete
    if here and here[0] == 1 and here[1] >= 1 and before:
        return False
    first = current.spans[0].index
    if of_other_runs(pages[index], facts[index], pages[first], facts[first]):
        return False
    if re.search(r"\bcont(?:inued|'d|\.)", pages[index].text[:120] + pages[index].text[-120:], re.IGNORECASE):
        return True
    return not _signed_off(pages[last.index], last)


def _numbered_on(facts: Sequence[PageFacts], current: _Open, index: int) -> bool:
    here, before = facts[index].page_of, facts[current.spans[-1].index].page_of
    return bool(here and before and here[1] == before[1] and here[0] == before[0] + 1)


def _same_run(facts: Sequence[PageFacts], current: _Open, index: int) -> bool:
    last = current.spans[-1].index
    here, before = facts[index].page_of, facts[last].page_of
    passed = all(facts[i].kind in CHART or facts[i].kind is PageKind.BLANK for i in range(last + 1, index))
    return passed and (not here or not before or here[0] != 1)


def _signed_off(page: Page, span: Span) -> bool:
    """Whether the note's last part ends in a signature with nothing clinical after it."""
    text = page.text[span.start : span.end]
    marks = list(SIGNATURE.finditer(text))
    return bool(marks) and len(text) - marks[-1].start() < 420
