"""Gives every printed date its role, with the rule that gave it.

A date's role comes from how records are made: a label beside it, the cell above it, its column's heading,
its place (an entry's first word, a letter's date line, a fax header), or the sentence it stands in. A date
never becomes a date of service by default: told in a sentence it is history, under an unknown label unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from extractors.cells import cells
from extractors.citations import cite
from extractors.date_cues import (
    following_cue,
    label_in,
    label_role,
    label_roles,
    nearest_cue,
    told_in_sentence,
)
from extractors.date_lines import role_at_line_start, role_in_sentence
from extractors.date_place import BULLETS, NEAR_TOP, Place, Verdict, cell_above
from extractors.date_tables import ROW_KINDS, column_roles, dates_under_years, row_role
from extractors.dates import FoundDate, find_dates, resolve_century
from extractors.facts import CLINICAL, DateMention, DateRole, PageKind
from extractors.lexicon import normal, normal_words
from extractors.pages import Page

_REACH = 110


@dataclass(frozen=True, slots=True)
class MatterDates:
    """What the matter already knows: used to settle centuries and to recognise the incident date."""

    born: date | None
    incident: date | None


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
        parts = cells(line) if dates else ()
        for nth, item in enumerate(dates):
            role, rule = _role(Place(page, kind, lines, parts, index, dates, nth, columns))
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


def _role(place: Place) -> Verdict:
    left = place.left
    if _is_fax_header(place):
        return DateRole.FAXED, "fax header line"
    in_table = _by_column(place)
    if in_table:
        return in_table
    labelled = label_role(normal_words(left), place.scanned) if left.strip() else None
    if (
        labelled
        and not _is_a_name(left)
        and (len(label_in(labelled[1])) > 2 or left.rstrip().endswith((":", "#")))
    ):
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
    if not left.strip(BULLETS):
        return role_at_line_start(place)
    if re.search(r"(?:^|[\s/])[Dd](?:ate|ATE)\s*[:#]\s*$", left):
        return DateRole.UNKNOWN, "a label that is not known"
    if place.index < NEAR_TOP and _TITLE_BEFORE.search(place.cell_left):
        return DateRole.SERVICE, "in the note's title"
    return role_in_sentence(place)


_TITLE_BEFORE = re.compile(
    r"(?:^|[A-Z][\w/]*\s)(?:note|visit|evaluation|encounter|consultation|summary|exam|examination|session|report|assessment|adjustment"
    r"|follow-?up|NOTE|VISIT|EVALUATION|ENCOUNTER|CONSULTATION|SUMMARY|EXAM|SESSION|REPORT|ADJUSTMENT|Note|Visit|Evaluation"
    r"|Encounter|Consultation|Summary|Exam|Examination|Session|Report|Assessment|Adjustment|Follow-?[Uu]p)\s*(?:[-–—:,|(]|of|for|on)?\s*$"
)


# "DOE" is a date of exam, "Read" a radiologist's reading; behind another word both are family names.
_NAME_LIKE_LABEL = re.compile(r"[A-Za-z][\w.'’-]*,?\s+(?:doe|read|post)\s*$", re.IGNORECASE)


def _is_a_name(left: str) -> bool:
    found = _NAME_LIKE_LABEL.search(left[-60:])
    return found is not None and normal(found[0]) not in label_roles()


def _is_bare_date(place: Place) -> bool:
    """Whether "Date" alone labels the date: in its own cell, or behind a value ("Name: Roe Date:")."""
    words = normal_words(place.cell_left or place.cell_before)
    if words in (["date"], ["dated"]) or normal_words(place.left) == ["date"]:
        return True
    return bool(re.search(r":\s.*\b(?:Date|DATE)\s*[:#]?\s*$", place.cell_left)) and words[-1:] == ["date"]


def _in_grid(place: Place) -> Verdict | None:
    """A date that begins a cell in the middle of its line, under the label of its column."""
    if not place.begins_cell or not place.line.words:
        return None
    above = cell_above(place)
    labelled = label_role(normal_words(above), place.scanned) if above else None
    return (labelled[0], f"under {labelled[1]}") if labelled else None


def _by_column(place: Place) -> Verdict | None:
    """The role of a date in a row of a ledger, profile or list: that of its column's heading."""
    if place.kind not in ROW_KINDS or not place.columns:
        return None
    starts_row = not place.page.text[place.line.start : place.dates[0].span_start].strip(" |*-•")
    if not starts_row or place.nth >= len(place.columns):
        return None
    return row_role(place.kind, place.columns[place.nth]), "column of its table"


_DATES_A_ROW = frozenset({DateRole.SERVICE, DateRole.ADMISSION, DateRole.COLLECTED})
_SEEN = re.compile(r"\b(?:seen|evaluated|examined|treated)\b[^.]{0,40}\bon\s*$", re.IGNORECASE)


def _labelled(place: Place, labelled: Verdict) -> Verdict:
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
_LONGEST_FAX_LINE = 300


def _is_fax_header(place: Place) -> bool:
    """A transmission line: at the page's edge, with what fax machines print beside the date."""
    edge = place.index < 2 or place.index >= len(place.lines) - 2
    text = place.line.text
    if not edge or place.kind is PageKind.FAX_COVER or "rinted" in text or len(text) > _LONGEST_FAX_LINE:
        return False
    return bool(_FAX_LINE.search(text))


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
