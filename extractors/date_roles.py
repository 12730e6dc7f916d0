"""Gives every printed date its role, with the rule that gave it.

A date's role comes from how records are made: a label beside it, the cell above it, its column's heading,
its place (an entry's first word, a letter's date line, a fax header), or the sentence it stands in. A date
never becomes a date of service by default: told in a sentence it is history, under an unknown label unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from extractors.cells import cells
from extractors.citations import cite
from extractors.date_columns import dates_in_columns
from extractors.date_cues import (
    following_cue,
    label_in,
    label_role,
    label_roles,
    nearest_cue,
    told_in_sentence,
)
from extractors.date_lines import role_at_line_start, role_in_sentence
from extractors.date_missed import entry_not_kept, then_not_kept, told_not_kept
from extractors.date_place import BULLETS, NEAR_TOP, Place, Verdict, label_over
from extractors.date_tables import (
    COLUMN_OF_VISITS,
    ROW_KINDS,
    column_roles,
    dates_under_years,
    row_role,
    runs_across,
)
from extractors.date_values import (
    MatterDates,
    doubts,
    printed_precision,
    role_by_value,
    settled,
)
from extractors.date_years import find_years
from extractors.dates import FoundDate, find_dates, resolve_century
from extractors.facts import CLINICAL, DateMention, DateRole, PageKind
from extractors.lexicon import normal, normal_words
from extractors.pages import Page

_REACH = 110


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
        carded = (*dates_under_years(lines, found), *dates_in_columns(lines))
        found = tuple(sorted((*found, *carded), key=lambda f: f.span_start))
    doubtful = doubts(found)
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
            role, rule = role_by_value(role, rule, span[0], matter)
            citation = cite(page, item.span_start, item.span_end)
            precision = printed_precision(page.text, item)
            mentions.append(DateMention(citation, *span, precision, role, rule, doubtful[first + nth]))
    if kind in CLINICAL or kind in (PageKind.OTHER, PageKind.INTAKE):
        mentions = sorted((*mentions, *_years(page, kind, found)), key=lambda m: m.citation.start)
    return settled(mentions)


def _years(page: Page, kind: PageKind, found: tuple[FoundDate, ...]) -> Iterator[DateMention]:
    """Years that stand alone: they tell of the past."""
    for item in find_years(page.text, kind, found):
        citation = cite(page, item.span_start, item.span_end)
        first, last = date(item.year, 1, 1), date(item.year, 12, 31)
        yield DateMention(citation, first, last, item.precision, DateRole.HISTORY, "a year alone")


def _usual_year(found: tuple[FoundDate, ...]) -> date | None:
    """The middle four-digit-year date of the page: a yardstick for two-digit years without an incident."""
    full = sorted(f.year for f in found if not f.two_digit_year)
    return date(full[len(full) // 2], 7, 1) if full else None


def _role(place: Place) -> Verdict:
    left = place.left
    if _is_fax_header(place):
        return DateRole.FAXED, "fax header line"
    in_table = _by_column(place)
    if in_table:
        return in_table
    if place.kind in _OF_VISITS and runs_across(place.line.text, len(place.dates)):
        return DateRole.SERVICE, COLUMN_OF_VISITS
    labelled = label_role(normal_words(left), place.scanned) if left.strip() else None
    if (
        labelled
        and not _is_a_name(left)
        and (len(label_in(labelled[1])) > 2 or left.rstrip().endswith((":", "#")))
    ):
        return _labelled(place, labelled)
    if place.nth and re.fullmatch(r"\s*(?:-|–|to|thru|through|and|until|&)\s*", left, re.IGNORECASE):
        role, rule = _role(replace(place, nth=place.nth - 1))
        return DateRole.DISCHARGE if role is DateRole.ADMISSION else role, f"range with {rule}"
    under = None if place.begins_cell and not left.strip() else _in_grid(place)
    if under:
        return under
    # A cue speaks for the next date only, not across it.
    reach = left[-_REACH:]
    if place.kind is PageKind.WORK_STATUS and _SEEN.search(reach):
        return DateRole.SERVICE, "seen on this date, says the slip"
    if place.kind in CLINICAL and _TODAY.search(reach):
        return DateRole.SERVICE, "today, says the note"
    if _seen_on(place):
        return _SEEN_ON
    bare = _is_bare_date(place)
    if bare and _RULED_LINE.fullmatch(left):
        return DateRole.SIGNED, "beside the line of a signature"
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
    if place.kind is PageKind.IMAGING and place.index < NEAR_TOP and _STUDY.match(place.left):
        return DateRole.SERVICE, "in the study's title"
    titled = _TITLE_BEFORE.search(place.cell_left) and not _TOLD_OF.search(place.cell_left)
    if place.index < NEAR_TOP and titled:
        return DateRole.SERVICE, "in the note's title"
    return role_in_sentence(place)


_OF_VISITS = frozenset({PageKind.THERAPY, PageKind.NOTE, PageKind.OTHER})
_TITLE_BEFORE = re.compile(
    r"(?:^|[A-Z][\w/]*\s)(?:note|visit|evaluation|encounter|consultation|summary|exam|examination|session|report|assessment|adjustment"
    r"|follow-?up|NOTE|VISIT|EVALUATION|ENCOUNTER|CONSULTATION|SUMMARY|EXAM|SESSION|REPORT|ADJUSTMENT|Note|Visit|Evaluation"
    r"|Encounter|Consultation|Summary|Exam|Examination|Session|Report|Assessment|Adjustment|Follow-?[Uu]p)\s*(?:[-–—:,|(]|of|for|on)?\s*$"
)


_TOLD_OF = re.compile(
    r"\b(?:I|we|he|she|they|was|were|reviewed|review of|per|see|prior|previous|last|from|dated|since|the)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"\btoday(?:['’]s)?(?:\s+(?:visit|encounter|session|evaluation|examination|exam))?[,:]?\s*(?:on|of|is|\()?\s*$",
    re.IGNORECASE,
)


def _seen_on(place: Place) -> bool:
    """Whether a letter says that the patient was seen on this date, and not at an earlier visit."""
    reach = place.left[-_REACH:]
    said = _I_EXAMINED if place.kind is PageKind.EXAMINER else _PLEASURE
    note = place.kind in CLINICAL or place.kind is PageKind.OTHER
    return note and bool(said.search(reach)) and not _EARLIER.search(reach)


_SEEN_ON = DateRole.SERVICE, "seen on this date, says the letter"
_PAST = re.compile(r"\b(?:saw|(?<!be )seen|returned|presented|came|attended)\b[^;]{0,80}$", re.IGNORECASE)


# Consultants' letters date the visit in their first sentence.
_PLEASURE = re.compile(
    r"(?:\b(?:pleasure|opportunity|privilege) (?:of|to)\b[^.;]{0,80}"
    r"\b(?:seeing|see|evaluating|evaluate|examining|examine)\b"
    r"|\bI saw\b(?:[^.;]|\b(?:Mrs?|Ms|Dr)\.){0,60}\b(?:in|for) (?:an? |(?:the|my|our) )?(?:initial )?"
    r"(?:consultation|follow-?\s?up|evaluation|office|clinic)\b)"
    r"(?:[^.;]|\b(?:Mrs?|Ms|Dr)\.){0,60}\bon\s*$",
    re.IGNORECASE,
)
_I_EXAMINED = re.compile(r"\bI (?:personally )?(?:examined|evaluated)\b[^.;]{0,60}\bon\s*$")
_EARLIER = re.compile(r"\b(?:last|previously|initially|first|originally|earlier|before)\b", re.IGNORECASE)
_STUDY = re.compile(r"\s*(?:MRI|CT|CTA|MRA|XR|X-?RAYS?|US|ULTRASOUND|RADIOGRAPHS?)\b[^a-z:.]*$")
_RULED_LINE = re.compile(r"[\sXx]*_{4,}\s*(?:[Dd]ate|DATE)\s*[:#]?\s*")


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
    return label_over(place) if place.begins_cell and place.line.words else None


def _by_column(place: Place) -> Verdict | None:
    """The role of a date in a row of a ledger, profile or list: that of its column's heading."""
    if place.kind not in ROW_KINDS or not place.columns:
        return None
    starts_row = not place.page.text[place.line.start : place.dates[0].span_start].strip(" |*-•")
    if not starts_row or place.nth >= len(place.columns):
        return None
    if place.kind is PageKind.APPOINTMENTS and entry_not_kept(place.right):
        return DateRole.MISSED, "an appointment not kept"
    return row_role(place.kind, place.columns[place.nth]), "column of its table"


_DATES_A_ROW = frozenset({DateRole.SERVICE, DateRole.ADMISSION, DateRole.COLLECTED})
_SEEN = re.compile(r"\b(?:seen|evaluated|examined|treated)\b[^.]{0,40}\bon\s*[:#]?\s*$", re.IGNORECASE)


def _labelled(place: Place, labelled: Verdict) -> Verdict:
    if place.kind is PageKind.WORK_STATUS and _SEEN.search(place.left):
        return DateRole.SERVICE, "seen on this date, says the slip"
    role, rule = labelled
    label = label_in(rule)
    told = role in _DATES_A_ROW and told_in_sentence(place.left, rule)
    if (told or role is DateRole.APPOINTMENT) and told_not_kept(place.left[-_REACH:]):
        return DateRole.MISSED, f"{rule}, but not kept"
    if role is DateRole.APPOINTMENT and _PAST.search(place.left[-_REACH:]):
        return _SEEN_ON if _seen_on(place) else (DateRole.REFERENCE, f"{rule} in the past")
    if role is DateRole.APPOINTMENT and then_not_kept(place.right):
        return DateRole.MISSED, f"{rule}, but not kept"
    if normal(place.left) == "dated" and place.kind in _BARE_DATE:
        return _BARE_DATE[place.kind], "“Dated” begins its line on this kind of page"
    if told:
        return DateRole.REFERENCE, f"{rule} inside a sentence"
    if label in _SAYS_LITTLE:
        nearest = nearest_cue(normal(place.left[-_REACH:]))
        if place.kind is PageKind.WORK_STATUS or (nearest and nearest[0] is DateRole.WORK_STATUS):
            return DateRole.WORK_STATUS, f"{rule} of a restriction"
    if label in ("taken on", "date taken") and place.kind in CLINICAL and place.kind is not PageKind.IMAGING:
        return DateRole.REFERENCE, rule  # films, not testimony
    if role is DateRole.COLLECTED and place.kind in (PageKind.LEDGER, PageKind.EOB):
        return DateRole.PAYMENT, rule  # bills collect money, not specimens
    return _ON_PAPER.get((place.kind, label), role), rule


_SAYS_LITTLE = frozenset({"from", "effective", "effective date", "through", "expires", "to date"})
# What a label means on a paper of its own.
_ON_PAPER = {
    (PageKind.LAB, "result date"): DateRole.REPORTED,
    (PageKind.IMAGING, "result date"): DateRole.REPORTED,
    (PageKind.IMAGING, "date taken"): DateRole.SERVICE,
    (PageKind.EMS, "date of call"): DateRole.SERVICE,
    (PageKind.EMS, "call date"): DateRole.SERVICE,
    (PageKind.EMS, "incident date"): DateRole.SERVICE,
    (PageKind.EMS, "date of incident"): DateRole.SERVICE,
}


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
