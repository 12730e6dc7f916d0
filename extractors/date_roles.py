"""Gives every printed date its role, with the rule that gave it.

A date's role comes from how records are made: a label beside it, the cell above it, its column's heading,
its place (an entry's first word, a letter's date line, a fax header), or the sentence it stands in. Without
any of these it stays `UNKNOWN`: a date never becomes a date of service by default.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from extractors.cells import cells
from extractors.citations import cite
from extractors.date_cues import following_cue, label_in, label_role, nearest_cue, told_in_sentence
from extractors.date_tables import ROW_KINDS, column_roles, dates_under_years, in_dated_rows, row_role
from extractors.dates import FoundDate, find_dates, resolve_century
from extractors.facts import CLINICAL, DateMention, DateRole, PageKind
from extractors.lexicon import normal, normal_words
from extractors.pages import Layer, Line, Page

Verdict = tuple[DateRole, str]
"""A role and the rule that gave it."""

_REACH = 110
_RUNNING_WORD = re.compile(r"(?<![\w'’-])[a-z]{3,}")
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?,?\s*$",
    re.IGNORECASE,
)
_BULLETS = " |*-•#.\t"


@dataclass(frozen=True, slots=True)
class MatterDates:
    """What the matter already knows: used to settle centuries and to recognise the incident date."""

    born: date | None
    incident: date | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a date stands: its line, the other dates of the line, the columns of the table around it."""

    page: Page
    kind: PageKind
    lines: tuple[Line, ...]
    index: int
    dates: tuple[FoundDate, ...]
    nth: int
    columns: tuple[DateRole, ...]

    @property
    def item(self) -> FoundDate:
        return self.dates[self.nth]

    @property
    def line(self) -> Line:
        return self.lines[self.index]

    @property
    def left(self) -> str:
        """The line's text before the date, from the date before it on."""
        start = self.dates[self.nth - 1].span_end if self.nth else self.line.start
        return _WEEKDAY.sub("", self.page.text[start : self.item.span_start])

    @property
    def cell_left(self) -> str:
        """As `left`, but from the last wide gap of the line on."""
        starts = [c.start for c in cells(self.line) if c.start <= self.item.span_start]
        cut = self.page.text[max(starts) : self.item.span_start] if starts else self.left
        return min(self.left, _WEEKDAY.sub("", cut), key=len)

    @property
    def begins_cell(self) -> bool:
        return not self.cell_left.strip(_BULLETS)

    @property
    def right(self) -> str:
        """The rest of the line."""
        return self.page.text[self.item.span_end : self.line.end]

    @property
    def scanned(self) -> bool:
        return self.page.layer is Layer.OCR


def dates_of(page: Page, kind: PageKind, matter: MatterDates) -> tuple[DateMention, ...]:
    """Every date printed on a page, with role, precision and evidence.

    Args:
        page: the page.
        kind: what sort of paper it is; decides what a bare "Date:" or a table's first column means.
        matter: birth and incident date of the matter, for two-digit years and incident mentions.
    """
    claim = kind in (PageKind.CMS1500, PageKind.UB04)
    lines = page.lines()
    found = find_dates(page.text, boxed=claim, run_on=kind is PageKind.UB04)
    if kind in CLINICAL or kind is PageKind.OTHER:
        found = tuple(sorted((*found, *dates_under_years(lines, found)), key=lambda f: f.span_start))
    near = matter.incident or _usual_year(found)
    mentions: list[DateMention] = []
    columns: tuple[DateRole, ...] = ()
    position = 0
    for index, line in enumerate(lines):
        columns = column_roles(line) or columns
        first = position
        while position < len(found) and found[position].span_start <= line.end:
            position += 1
        dates = found[first:position]
        for nth, item in enumerate(dates):
            role, rule = _role(_Place(page, kind, lines, index, dates, nth, columns))
            span = resolve_century(item, birth=role is DateRole.BIRTH, near=near, born=matter.born)
            if span is None:
                continue
            role, rule = _by_value(role, rule, span[0], matter)
            citation = cite(page, item.span_start, item.span_end)
            mentions.append(DateMention(citation, *span, item.precision, role, rule, item.ambiguous))
    return tuple(mentions)


def _usual_year(found: tuple[FoundDate, ...]) -> date | None:
    """The middle four-digit-year date of the page: a yardstick for two-digit years without an incident."""
    full = sorted(f.year for f in found if not f.two_digit_year)
    return date(full[len(full) // 2], 7, 1) if full else None


def _by_value(role: DateRole, rule: str, day: date, matter: MatterDates) -> Verdict:
    """A date equal to the matter's birth date or, unlabelled, its incident date says which it is."""
    if matter.born and day == matter.born:
        return DateRole.BIRTH, "equals the client's birth date"
    if role is DateRole.BIRTH and matter.incident and day >= matter.incident:
        return DateRole.UNKNOWN, "called a birth date, but after the incident"
    weak = role in (DateRole.UNKNOWN, DateRole.HISTORY, DateRole.REFERENCE)
    if weak and matter.incident and day == matter.incident:
        return DateRole.INCIDENT, "equals the date of incident"
    return role, rule


def _role(place: _Place) -> Verdict:
    left = place.left
    if _is_fax_header(place):
        return DateRole.FAXED, "fax header line"
    in_table = _by_column(place)
    if in_table:
        return in_table
    labelled = label_role(normal_words(left), place.scanned) if left.strip() else None
    if labelled and (len(label_in(labelled[1])) > 2 or left.rstrip().endswith((":", "#"))):
        return _labelled(place, labelled)
    if place.nth and re.fullmatch(r"\s*(?:-|–|to|thru|through|and|until|&)\s*", left, re.IGNORECASE):
        role, rule = _role(replace(place, nth=place.nth - 1))
        return role, f"range with {rule}"
    under = None if place.begins_cell and not left.strip() else _in_grid(place)
    if under:
        return under
    # A cue speaks for the next date only, not across it.
    reach = left[-_REACH:]
    if place.kind is PageKind.WORK_STATUS and _SEEN.search(reach):
        return DateRole.SERVICE, "seen on this date, says the slip"
    bare = _is_bare_date(place)
    nearest = nearest_cue(normal(reach))
    if nearest and not (bare and nearest[0] in (DateRole.REFERENCE, DateRole.HISTORY)):
        return nearest
    following = following_cue(normal(place.right[:40]))
    if following:
        return following
    if bare:
        return _BARE_DATE.get(place.kind, DateRole.SERVICE), "bare “Date” on this kind of page"
    if not left.strip(_BULLETS):
        return _line_start(place)
    if re.search(r"(?:^|[\s/])[Dd](?:ate|ATE)\s*[:#]\s*$", left):
        return DateRole.UNKNOWN, "a label that is not known"
    if place.index < _NEAR_TOP and _TITLE_BEFORE.search(place.cell_left):
        return DateRole.SERVICE, "in the note's title"
    return _in_sentence(place)


_TITLE_BEFORE = re.compile(
    r"(?:^|[A-Z][\w/]*\s)(?:note|visit|evaluation|encounter|consultation|summary|exam|examination|session|report|assessment"
    r"|follow-?up|NOTE|VISIT|EVALUATION|ENCOUNTER|CONSULTATION|SUMMARY|EXAM|SESSION|REPORT|Note|Visit|Evaluation"
    r"|Encounter|Consultation|Summary|Exam|Examination|Session|Report|Assessment|Follow-?[Uu]p)\s*(?:[-–—:,|(]|of|for|on)?\s*$"
)


def _is_bare_date(place: _Place) -> bool:
    """Whether "Date" alone labels the date: a cell of its own, or after another field's value ("Name: Roe Date:")."""
    words = normal_words(place.cell_left)
    if words in (["date"], ["dated"]):
        return True
    return bool(re.search(r":\s.*\b(?:Date|DATE)\s*[:#]?\s*$", place.cell_left)) and words[-1:] == ["date"]


def _in_grid(place: _Place) -> Verdict | None:
    """A date that begins a cell in the middle of its line, under the label of its column."""
    if not place.begins_cell or not place.line.words:
        return None
    above = _cell_above(place)
    labelled = label_role(normal_words(above), place.scanned) if above else None
    return (labelled[0], f"under {labelled[1]}") if labelled else None


def _by_column(place: _Place) -> Verdict | None:
    """The role of a date in a row of a ledger, profile or list: that of its column's heading."""
    if place.kind not in ROW_KINDS or not place.columns:
        return None
    starts_row = not place.page.text[place.line.start : place.dates[0].span_start].strip(" |*-•")
    if not starts_row or place.nth >= len(place.columns):
        return None
    return row_role(place.kind, place.columns[place.nth]), "column of its table"


_DATES_A_ROW = frozenset({DateRole.SERVICE, DateRole.ADMISSION, DateRole.COLLECTED})
_SEEN = re.compile(r"\b(?:seen|evaluated|examined|treated)\b[^.]{0,40}\bon\s*$", re.IGNORECASE)


def _labelled(place: _Place, labelled: Verdict) -> Verdict:
    if place.kind is PageKind.WORK_STATUS and _SEEN.search(place.left):
        return DateRole.SERVICE, "seen on this date, says the slip"
    if label_in(labelled[1]) == "result date" and place.kind in (PageKind.LAB, PageKind.IMAGING):
        return DateRole.REPORTED, labelled[1]
    if labelled[0] in _DATES_A_ROW and told_in_sentence(place.left, labelled[1]):
        return DateRole.REFERENCE, f"{labelled[1]} inside a sentence"
    return labelled


_FAX_LINE = re.compile(
    r"\bfax\b|\bp\.?\s?\d+\s?/\s?\d+|\bpage?s?[.: ]\s?\d+\s?(?:/|of)\s?\d+.*\d{1,2}:\d\d"
    r"|\d{1,2}:\d\d.*\bp(?:age|g)?\.?\s?\d+|(?:from|to):.*\d{3}.*\d{4}",
    re.IGNORECASE,
)


def _is_fax_header(place: _Place) -> bool:
    """A transmission line: at the page's edge, with what fax machines print beside the date."""
    edge = place.index < 2 or place.index >= len(place.lines) - 2
    if not edge or place.kind is PageKind.FAX_COVER or "rinted" in place.line.text:
        return False
    return bool(_FAX_LINE.search(place.line.text))


_BARE_DATE = {
    PageKind.FAX_COVER: DateRole.FAXED,
    PageKind.INTAKE: DateRole.FORM,
    PageKind.CONSENT: DateRole.SIGNED,
    PageKind.CERTIFICATION: DateRole.CERTIFICATION,
    PageKind.REQUEST: DateRole.REQUEST,
    PageKind.INSURER_LETTER: DateRole.LETTER,
    PageKind.WAGE: DateRole.LETTER,
    PageKind.LEDGER: DateRole.STATEMENT,
    PageKind.EOB: DateRole.STATEMENT,
    PageKind.CMS1500: DateRole.FORM,
    PageKind.UB04: DateRole.FORM,
    PageKind.PHARMACY: DateRole.PRINTED,
    PageKind.PHONE: DateRole.PHONE_CALL,
    PageKind.DEPOSITION: DateRole.TESTIMONY,
    PageKind.FLOW_SHEET: DateRole.CHART_DAY,
    PageKind.ORDERS: DateRole.CHART_DAY,
    PageKind.MEDICATION_LIST: DateRole.CHART_DAY,
    PageKind.APPOINTMENTS: DateRole.APPOINTMENT,
    PageKind.POLICE: DateRole.INCIDENT,
}
_ENTRY_KINDS = {
    PageKind.PHONE: DateRole.PHONE_CALL,
    PageKind.FLOW_SHEET: DateRole.CHART_DAY,
    PageKind.ORDERS: DateRole.CHART_DAY,
    PageKind.MEDICATION_LIST: DateRole.CHART_DAY,
    PageKind.LEDGER: DateRole.BILLED_SERVICE,
    PageKind.CMS1500: DateRole.BILLED_SERVICE,
    PageKind.UB04: DateRole.BILLED_SERVICE,
    PageKind.EOB: DateRole.BILLED_SERVICE,
    PageKind.PHARMACY: DateRole.FILLED,
    PageKind.APPOINTMENTS: DateRole.APPOINTMENT,
    PageKind.HOSPITAL: DateRole.CHART_DAY,
}
_LETTER_KINDS = {
    PageKind.REQUEST: DateRole.REQUEST,
    PageKind.INSURER_LETTER: DateRole.LETTER,
    PageKind.WAGE: DateRole.LETTER,
    PageKind.CERTIFICATION: DateRole.CERTIFICATION,
    PageKind.FAX_COVER: DateRole.FAXED,
}
_ENTRY_WORDS = re.compile(
    r"visit|provider|treatment|therapy|eval|session|follow|note|exam|consult|adjust|\bs:|subjective|progress"
    r"|office|chiro"
    r"|daily|spinal|seen|f/u|manip|injection|soap|tx\b|treated|here\b|presents|patient|\bpt\b",
    re.IGNORECASE,
)
_NEAR_TOP = 16
_NOT_KEPT = re.compile(
    r"[^A-Za-z]{0,4}(?:re-?exam\w*\W+)?(?:no[- ]?show\w*|NS\b|DNKA|DNS\b|cancel\w*|canc\b|rescheduled"
    r"|r/s\b|missed|did not (?:keep|show)"
    r"|pt\.? (?:called|phoned|cancel\w*))",
    re.IGNORECASE,
)


def _line_start(place: _Place) -> Verdict:
    """A date that begins its line: a cell under a label, an entry of a list of visits, a letter's date."""
    right = place.right
    alone = not right.strip(" .,;|") or len(place.dates) > 1
    under = _under_label(place, alone)
    if under:
        return under
    if place.kind in _ENTRY_KINDS:
        return _ENTRY_KINDS[place.kind], "first word of an entry"
    if place.kind in _LETTER_KINDS:
        return _LETTER_KINDS[place.kind], "date line of a letter"
    if place.item.form == "under a year":
        if _NOT_KEPT.match(right):
            return DateRole.APPOINTMENT, "an appointment not kept"
        return DateRole.SERVICE, "entry under a year heading"
    if alone and place.index < _NEAR_TOP:
        return DateRole.LETTER, "alone on a line near the top"
    if place.index and _wraps(place.lines[place.index - 1].text, right):
        return _in_sentence(place)
    if _NOT_KEPT.match(right):
        return DateRole.APPOINTMENT, "an appointment not kept"
    begins = place.index == 0 or _ends_block(place.lines[place.index - 1].text)
    if right.strip() and _ENTRY_WORDS.search(right[:60]) and begins:
        return DateRole.SERVICE, "heads an entry"
    if place.columns and right.strip():
        return place.columns[0], "first column of its table"
    if (
        right.strip()
        and (place.kind in CLINICAL or place.kind is PageKind.OTHER)
        and in_dated_rows(place.lines, place.index)
    ):
        return DateRole.SERVICE, "row of a table of visits"
    return _in_sentence(place)


def _under_label(place: _Place, alone: bool) -> Verdict | None:
    if place.index and len(_RUNNING_WORD.findall(place.lines[place.index - 1].text)) > 4:
        return None  # a sentence above is no label, whatever its last word
    above = _cell_above(place)
    if above is not None and (alone or len(place.right.split()) <= 8):
        labelled = label_role(normal_words(above), place.scanned)
        if labelled:
            return labelled[0], f"under {labelled[1]}"
    if place.index and alone:
        words = normal_words(place.lines[place.index - 1].text)
        labelled = label_role(words, place.scanned)
        if labelled and not words[-1].isdigit():
            return labelled[0], f"under {labelled[1]}"
    return None


def _cell_above(place: _Place) -> str | None:
    """The words of the line above that stand over the date (by geometry where there is any)."""
    if not place.index:
        return None
    words = place.page.words_in(place.item.span_start, place.item.span_end)
    upper = place.lines[place.index - 1]
    if not words or not upper.words:
        return upper.text if len(upper.text.split()) <= 9 else None
    left, right = words[0].box.x0, words[-1].box.x1
    height = max(words[0].box.bottom - words[0].box.top, 1.0)
    if words[0].box.top - upper.words[0].box.bottom > 3 * height:
        return None
    cell = [w for w in upper.words if w.box.x1 > left - height and w.box.x0 < right + height]
    return " ".join(w.text for w in cell) or None


def _wraps(before: str, right: str) -> bool:
    """Whether a date begins its line only because the sentence before it was broken there."""
    if len(before.rstrip()) < 50 or before.rstrip()[-1:] in ".:;)":
        return False
    return bool(re.match(r"\s*[,.;)]|\s+[a-z]{2,}", right))


def _ends_block(text: str) -> bool:
    """Whether a line can end the entry before: a signature, a blank, a sentence's end, a heading."""
    stripped = text.strip()
    if not stripped or stripped[-1] in ".:_)" or stripped[-1].isdigit() or stripped[0] in "-—":
        return True
    return len(stripped) < 60 or len(_RUNNING_WORD.findall(stripped)) < 4


_INCIDENT_WORDS = re.compile(
    r"accident|collision|crash|injur|\bmva\b|\bmvc\b|rear[- ]?end|slipped|\bfell\b|incident|struck"
    r"|motor vehicle|dog bite|assault|loss of",
    re.IGNORECASE,
)


def _in_sentence(place: _Place) -> Verdict:
    before = place.lines[max(place.index - 1, 0)]
    start = before.start if len(_RUNNING_WORD.findall(before.text)) >= 4 else place.line.start
    start = max(start, place.item.span_start - 200)
    sentence = re.split(r"(?<=[a-z)])\.\s", place.page.text[start : place.item.span_start])[-1]
    nearest = nearest_cue(normal(sentence))
    if nearest:
        return nearest
    if _INCIDENT_WORDS.search(sentence):
        return DateRole.HISTORY, "accident or injury told in a sentence"
    if place.kind in _ENTRY_KINDS and place.kind is not PageKind.HOSPITAL:
        return _ENTRY_KINDS[place.kind], "a row of this kind of page"
    return DateRole.HISTORY, "told in a sentence"
