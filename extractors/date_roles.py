"""Gives every printed date its role, with the rule that gave it.

A date's role comes from how records are made: a label beside it, the cell above it, its column's heading,
its place (an entry's first word, a letter's date line, a fax header), or the sentence it stands in. Without
any of these it stays `UNKNOWN`: a date never becomes a date of service by default.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from rapidfuzz import fuzz

from extractors.citations import cite
from extractors.dates import FoundDate, find_dates, find_partial_dates, resolve_century
from extractors.facts import CLINICAL, DateMention, DateRole, PageKind, Precision
from extractors.lexicon import load, normal, normal_words
from extractors.pages import Layer, Line, Page

_LONGEST_LABEL = 7
_FILLERS = frozenset({"on", "of", "at", "is", "was", "the", "a", "and", "date", "time"})
_FUZZY_CUT = 86.0
_REACH = 110


@dataclass(frozen=True, slots=True)
class MatterDates:
    """What the matter already knows: used to settle centuries and to recognise the incident date."""

    born: date | None
    incident: date | None


@dataclass(frozen=True, slots=True)
class _Cues:
    labels: dict[str, DateRole]
    before: tuple[tuple[str, DateRole], ...]
    after: tuple[tuple[str, DateRole], ...]


@cache
def _cues() -> _Cues:
    labels: dict[str, DateRole] = {}
    before: list[tuple[str, DateRole]] = []
    after: list[tuple[str, DateRole]] = []
    for rule in load("date_roles")["role"]:
        role = DateRole(rule["role"])
        for phrase in rule.get("label", []):
            labels.setdefault(normal(phrase), role)
        before += [(normal(p), role) for p in rule.get("before", [])]
        after += [(normal(p), role) for p in rule.get("after", [])]
    return _Cues(labels, tuple(before), tuple(after))


def label_role(words: list[str], fuzzy: bool) -> tuple[DateRole, str] | None:
    """The role of the longest known label that ends ``words``; near misses allowed on OCR text."""
    labels = _cues().labels
    trimmed = list(words)
    for _ in range(3):
        for size in range(min(_LONGEST_LABEL, len(trimmed)), 0, -1):
            label = " ".join(trimmed[-size:])
            if label in labels:
                return labels[label], f"label “{label}”"
        if not trimmed or trimmed[-1] not in _FILLERS:
            break
        trimmed.pop()
    if fuzzy:
        for size in range(min(4, len(words)), 0, -1):
            label = " ".join(words[-size:])
            if len(label) < 5:
                continue
            best = max(
                ((fuzz.ratio(label, known), known) for known in labels if abs(len(known) - len(label)) < 4),
                default=None,
            )
            if best and best[0] >= _FUZZY_CUT:
                return labels[best[1]], f"label close to “{best[1]}”"
    return None


def dates_of(page: Page, kind: PageKind, matter: MatterDates) -> tuple[DateMention, ...]:
    """Every date printed on a page, with role, precision and evidence.

    Args:
        page: the page.
        kind: what sort of paper it is; decides what a bare "Date:" or a table's first column means.
        matter: birth and incident date of the matter, for two-digit years and incident mentions.
    """
    boxed = kind in (PageKind.CMS1500, PageKind.UB04)
    found = find_dates(page.text, boxed=boxed, run_on=kind is PageKind.UB04)
    lines = page.lines()
    if kind in CLINICAL:
        found = tuple(sorted((*found, *dates_under_years(page, lines, found)), key=lambda f: f.span_start))
    if not found:
        return ()
    near = matter.incident or _usual_year(found)
    mentions: list[DateMention] = []
    columns: tuple[DateRole, ...] = ()
    by_line: dict[int, list[FoundDate]] = {}
    for item in found:
        index = next(i for i, line in enumerate(lines) if line.start <= item.span_start <= line.end)
        by_line.setdefault(index, []).append(item)
    for index, line in enumerate(lines):
        header = _column_roles(line)
        if header:
            columns = header
        dates = by_line.get(index, [])
        for nth, item in enumerate(dates):
            role, rule = _role(page, kind, lines, index, dates, nth, columns, matter, near)
            span = resolve_century(item, birth=role is DateRole.BIRTH, near=near, born=matter.born)
            if span is None:
                continue
            role, rule = _by_value(role, rule, span[0], matter)
            mentions.append(
                DateMention(
                    cite(page, item.span_start, item.span_end),
                    span[0],
                    span[1],
                    item.precision,
                    role,
                    rule,
                    item.ambiguous,
                )
            )
    return tuple(mentions)


_YEAR_HEADING = re.compile(
    r"^\s*(?:year|yr|calendar year)?\s*[:#]?\s*(?P<y>(?:19|20)\d\d)\s*(?:$|visits|treatments|continued)|\byear\s*:?\s*(?P<y2>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def dates_under_years(
    page: Page, lines: tuple[Line, ...], found: tuple[FoundDate, ...]
) -> tuple[FoundDate, ...]:
    """Entries of therapy and chiropractic cards: month and day at the line's start, the year in a heading above.

    Read only where the page prints such a heading; without one a month/day stays unread, never completed.
    """
    year: int | None = None
    taken = {f.span_start for f in found}
    entries: list[FoundDate] = []
    for line in lines:
        heading = _YEAR_HEADING.search(line.text)
        if heading:
            year = int(heading["y"] or heading["y2"])
            continue
        if year is None:
            continue
        for start, end, month, day in find_partial_dates(line.text):
            if line.text[:start].strip(" |*-•#") or line.start + start in taken:
                break
            if day <= monthrange(year, month)[1]:
                entries.append(
                    FoundDate(
                        line.start + start, line.start + end, year, month, day, Precision.DAY, "under a year"
                    )
                )
            break
    return tuple(entries)


def _usual_year(found: tuple[FoundDate, ...]) -> date | None:
    """The middle four-digit-year date of the page: a yardstick for two-digit years without an incident."""
    full = sorted(f.year for f in found if not f.two_digit_year)
    return date(full[len(full) // 2], 7, 1) if full else None


def _by_value(role: DateRole, rule: str, day: date, matter: MatterDates) -> tuple[DateRole, str]:
    """A date equal to the matter's birth date or, unlabelled, its incident date says which it is."""
    if matter.born and day == matter.born:
        return DateRole.BIRTH, "equals the client's birth date"
    weak = role in (DateRole.UNKNOWN, DateRole.HISTORY, DateRole.REFERENCE)
    if weak and matter.incident and day == matter.incident:
        return DateRole.INCIDENT, "equals the date of incident"
    return role, rule


_TABLE_HEAD = frozenset(
    ["amount", "charge", "charges", "qty", "units", "description", "procedure", "code", "cpt", "provider", "type", "status", "drug", "rx", "prescriber", "price", "test", "result", "time", "balance", "bal", "dx", "payment", "service"]
)
_HEAD_ROLES = {
    "date": DateRole.SERVICE,
    "from": DateRole.SERVICE,
    "to": DateRole.SERVICE,
    "thru": DateRole.SERVICE,
    "through": DateRole.SERVICE,
}


def _column_roles(line: Line) -> tuple[DateRole, ...]:
    """Roles of the date columns of a table heading, left to right; empty when the line is no heading."""
    words = normal_words(line.text)
    if (
        not 3 <= len(words) <= 16
        or sum(w in _TABLE_HEAD for w in words) < 2
        or any(w.isdigit() and len(w) > 2 for w in words)
    ):
        return ()
    labels = _cues().labels
    roles: list[DateRole] = []
    i = 0
    while i < len(words):
        for size in (3, 2, 1):
            label = " ".join(words[i : i + size])
            role = labels.get(label) or _HEAD_ROLES.get(label)
            useful = role is not None and (
                size > 1
                or words[i] not in {"service", "visit", "last", "d", "t", "payment", "adjustment", "follow"}
            )
            if useful and role is not None:
                roles.append(role)
                i += size
                break
        else:
            i += 1
    return tuple(roles)


_ROW_KINDS = frozenset(
    {PageKind.LEDGER, PageKind.PHARMACY, PageKind.APPOINTMENTS, PageKind.EOB, PageKind.UB04}
)
_FAX_LINE = re.compile(
    r"\bfax\b|\bp\.?\s?\d+\s?/\s?\d+|\bpage?s?[.: ]\s?\d+\s?(?:/|of)\s?\d+.*\d{1,2}:\d\d|\d{1,2}:\d\d.*\bp(?:age|g)?\.?\s?\d+|(?:from|to):.*\d{3}.*\d{4}",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_ENTRY_WORDS = re.compile(
    r"visit|treatment|therapy|eval|session|follow|note|exam|consult|adjust|\bs:|subjective|progress|office|chiro|daily|spinal|seen|f/u|manip|injection|soap|tx\b|treated|here\b|presents|patient|\bpt\b",
    re.IGNORECASE,
)


def _role(
    page: Page,
    kind: PageKind,
    lines: tuple[Line, ...],
    index: int,
    dates: list[FoundDate],
    nth: int,
    columns: tuple[DateRole, ...],
    matter: MatterDates,
    near: date | None,
) -> tuple[DateRole, str]:
    line, item = lines[index], dates[nth]
    left_from = dates[nth - 1].span_end if nth else line.start
    left = page.text[left_from : item.span_start]
    right = page.text[item.span_end : line.end]
    fuzzy = page.layer is Layer.OCR
    if _is_fax_header(page, lines, index, kind):
        return DateRole.FAXED, "fax header line"
    if nth == 0 and not left.strip(" |*-•") and columns and kind in _ROW_KINDS:
        return _row_role(kind, columns[0], line.text), "first column of its table"
    starts_row = not page.text[line.start : dates[0].span_start].strip(" |*-•")
    if nth and starts_row and nth < len(columns) and kind in _ROW_KINDS:
        return _row_role(kind, columns[nth], line.text), "column of its table"
    labelled = label_role(normal_words(left), fuzzy) if left.strip() else None
    if labelled and (len(_label_in(labelled[1])) > 2 or left.rstrip().endswith((":", "#"))):
        if kind is PageKind.WORK_STATUS and _SEEN.search(left):
            return DateRole.SERVICE, "seen on this date, says the slip"
        if labelled[0] in _DATES_A_ROW and _told(left, labelled[1]):
            return DateRole.REFERENCE, f"{labelled[1]} inside a sentence"
        return labelled
    if nth and re.fullmatch(r"\s*(?:-|–|to|thru|through|and|until|&)\s*", left, re.IGNORECASE):
        previous, rule = _role(page, kind, lines, index, dates, nth - 1, columns, matter, near)
        return previous, f"range with {rule}"
    reach = page.text[max(line.start, item.span_start - _REACH) : item.span_start]
    if kind is PageKind.WORK_STATUS and _SEEN.search(reach):
        return DateRole.SERVICE, "seen on this date, says the slip"
    before = normal(reach)
    bare = re.search(r"(?:^|\s)(?:date|dated?)\s*[:#]?\s*$", left, re.IGNORECASE)
    nearest = _nearest(before)
    if nearest and not (bare and nearest[0] in (DateRole.REFERENCE, DateRole.HISTORY)):
        return nearest
    after = normal(right[:40])
    for phrase, role in _cues().after:
        if after.startswith(phrase):
            return role, f"followed by “{phrase}”"
    if bare:
        return _bare_date(kind), "bare “Date” on this kind of page"
    if not left.strip(" |*-•#.\t"):
        return _line_start(page, kind, lines, index, item, right, columns, fuzzy, len(dates))
    return _in_sentence(page, kind, lines, index, item)


def _label_in(rule: str) -> str:
    return rule.partition("“")[2].rstrip("”")


_DATES_A_ROW = frozenset({DateRole.SERVICE, DateRole.ADMISSION, DateRole.COLLECTED})
_SENTENCE_END = re.compile(r"[a-z]{4,}\.\s+[A-Z]")
_VERB = re.compile(r"\b(?:was|were|been|be|being|had|has|have|is|are|will)$")
_LOWER_WORD = re.compile(r"(?<![\w'’-])[a-z]{3,}")


_SEEN = re.compile(r"\b(?:seen|evaluated|examined|treated)\b[^.]{0,40}\bon\s*$", re.IGNORECASE)


def _told(left: str, rule: str) -> bool:
    """Whether a label is only part of a sentence: three running words before it ("he was first seen on")."""
    label_words = len(_label_in(rule).split())
    before = left.split()[: -max(label_words, 1)]
    tail = re.split(r"[.:;|]\s", " ".join(before))[-1]
    return len(_LOWER_WORD.findall(tail)) >= 3 or bool(_VERB.search(tail)) or bool(_SENTENCE_END.search(left))


def _nearest(before: str) -> tuple[DateRole, str] | None:
    padded = f" {before} "
    best: tuple[int, int, DateRole, str] | None = None
    for phrase, role in _cues().before:
        at = padded.rfind(f" {phrase} ")
        if at >= 0 and (best is None or (at + len(phrase), len(phrase)) > best[:2]):
            best = (at + len(phrase), len(phrase), role, f"after “{phrase}”")
    return (best[2], best[3]) if best else None


def _is_fax_header(page: Page, lines: tuple[Line, ...], index: int, kind: PageKind) -> bool:
    edge = index < 2 or index >= len(lines) - 2
    return (
        edge
        and kind is not PageKind.FAX_COVER
        and bool(_FAX_LINE.search(lines[index].text))
        and "rinted" not in lines[index].text
    )


def _row_role(kind: PageKind, column: DateRole, text: str) -> DateRole:
    if kind is PageKind.APPOINTMENTS:
        return DateRole.APPOINTMENT
    if kind is PageKind.PHARMACY:
        return DateRole.FILLED if column in (DateRole.SERVICE, DateRole.UNKNOWN) else column
    if column is DateRole.SERVICE:
        return DateRole.BILLED_SERVICE
    return column


def _bare_date(kind: PageKind) -> DateRole:
    by_kind = {
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
    return by_kind.get(kind, DateRole.SERVICE)


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


def _line_start(
    page: Page,
    kind: PageKind,
    lines: tuple[Line, ...],
    index: int,
    item: FoundDate,
    right: str,
    columns: tuple[DateRole, ...],
    fuzzy: bool,
    on_line: int,
) -> tuple[DateRole, str]:
    """A date that begins its line: a cell under a label, an entry of a list of visits, a letter's date."""
    above = _cell_above(page, lines, index, item)
    alone = not right.strip(" .,;|") or on_line > 1
    if above is not None and (alone or len(right.split()) <= 8):
        labelled = label_role(normal_words(above), fuzzy)
        if labelled:
            return labelled[0], f"under {labelled[1]}"
    if index and alone:
        tail = label_role(normal_words(lines[index - 1].text), fuzzy)
        if tail and not normal_words(lines[index - 1].text)[-1].isdigit():
            return tail[0], f"under {tail[1]}"
    if kind in _ENTRY_KINDS:
        return _ENTRY_KINDS[kind], "first word of an entry"
    if kind in _LETTER_KINDS:
        return _LETTER_KINDS[kind], "date line of a letter"
    if alone and index < 16:
        return DateRole.LETTER, "alone on a line near the top"
    if (
        right.strip()
        and _ENTRY_WORDS.search(right[:60])
        and (index == 0 or _ends_block(lines[index - 1].text))
    ):
        return DateRole.SERVICE, "heads an entry"
    if columns and right.strip():
        return columns[0], "first column of its table"
    if item.form == "under a year":
        return DateRole.SERVICE, "entry under a year heading"
    if right.strip() and kind in CLINICAL and _in_dated_rows(lines, index):
        return DateRole.SERVICE, "row of a table of visits"
    return _in_sentence(page, kind, lines, index, item)


_ROW_START = re.compile(
    r"^[\s|*•-]*(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}[- ]?[A-Z][A-Za-z]{2}[- ]?\d{2,4})\b"
)
_TABLE_OF_VISITS = re.compile(
    r"^\s*(?:date|dos|visit date|date of service|tx date)\b(?![ ]*:)[^.:]*$", re.IGNORECASE
)


def _in_dated_rows(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a page's lines begin with dates often enough to be a log of visits: a heading "Date …" above
    and another such row, or three rows and more."""
    rows = [i for i, line in enumerate(lines) if _ROW_START.match(line.text)]
    headed = any(_TABLE_OF_VISITS.match(line.text) and len(line.text.split()) >= 3 for line in lines[:index])
    return (headed and len(rows) >= 1) or len(rows) >= 3


def _cell_above(page: Page, lines: tuple[Line, ...], index: int, item: FoundDate) -> str | None:
    """The words of the line above that stand over the date (by geometry where there is any)."""
    if not index:
        return None
    words = page.words_in(item.span_start, item.span_end)
    upper = lines[index - 1]
    if not words or not upper.words:
        return upper.text if len(upper.text.split()) <= 9 else None
    left, right = words[0].box.x0, words[-1].box.x1
    height = max(words[0].box.bottom - words[0].box.top, 1.0)
    if words[0].box.top - upper.words[0].box.bottom > 3 * height:
        return None
    cell = [w for w in upper.words if w.box.x1 > left - height and w.box.x0 < right + height]
    return " ".join(w.text for w in cell) or None


def _ends_block(text: str) -> bool:
    """Whether a line can end the entry before: a signature, a blank, a sentence's end, a heading."""
    stripped = text.strip()
    return not stripped or stripped[-1] in ".:_)" or len(stripped) < 60 or stripped[0] in "-—"


_INCIDENT_WORDS = re.compile(
    r"accident|collision|crash|injur|\bmva\b|\bmvc\b|rear[- ]?end|slipped|\bfell\b|incident|struck|motor vehicle|dog bite|assault|loss of",
    re.IGNORECASE,
)


def _in_sentence(
    page: Page, kind: PageKind, lines: tuple[Line, ...], index: int, item: FoundDate
) -> tuple[DateRole, str]:
    start = max(lines[max(index - 1, 0)].start, item.span_start - 200)
    before = page.text[start : item.span_start]
    sentence = re.split(r"(?<=[a-z)])\.\s", before)[-1]
    nearest = _nearest(normal(sentence))
    if nearest:
        return nearest
    if _INCIDENT_WORDS.search(sentence):
        return DateRole.HISTORY, "accident or injury told in a sentence"
    if kind in _ENTRY_KINDS and kind is not PageKind.HOSPITAL:
        return _ENTRY_KINDS[kind], "a row of this kind of page"
    return DateRole.HISTORY, "told in a sentence"
