"""The role of a date that begins its line or stands in a sentence: entries, letters, logs, prose."""

from __future__ import annotations

import re
from itertools import islice

from extractors.date_cues import label_role, nearest_cue
from extractors.date_missed import entry_not_kept
from extractors.date_place import NEAR_TOP, RUNNING_WORD, Place, Verdict, label_over
from extractors.date_tables import in_dated_rows
from extractors.facts import CLINICAL, DateRole, PageKind
from extractors.lexicon import normal, normal_words

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
    r"|office|chiro|re-?check|\bdr\.? [A-Z]"
    r"|daily|spinal|seen|f/u|manip|injection|soap|tx\b|treated|here\b|presents|patient|\bpt\b",
    re.IGNORECASE,
)
_MISSED = DateRole.MISSED, "an appointment not kept"


def role_at_line_start(place: Place) -> Verdict:
    """A date that begins its line: a cell under a label, an entry of a list of visits, a letter's date."""
    right = place.right
    alone = not right.strip(" .,;|") or (len(place.dates) > 1 and not _tells(place))
    under = _under_label(place, alone)
    if under:
        return under
    if place.kind is PageKind.APPOINTMENTS and entry_not_kept(right):
        return _MISSED
    if place.kind in _ENTRY_KINDS:
        return _ENTRY_KINDS[place.kind], "first word of an entry"
    if place.kind in _LETTER_KINDS:
        return _LETTER_KINDS[place.kind], "date line of a letter"
    if place.item.form == "under a year":
        return _MISSED if entry_not_kept(right) else (DateRole.SERVICE, "entry under a year heading")
    if alone and _heads_entry(place):
        return DateRole.SERVICE, "heads an entry"
    if alone and place.index < NEAR_TOP:
        return DateRole.LETTER, "alone on a line near the top"
    if place.index and _wraps(place.lines[place.index - 1].text, right):
        return role_in_sentence(place)
    if entry_not_kept(right):
        return _MISSED
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
    return role_in_sentence(place)


# The first part of a note whose parts are letters or short headings: SOAP, DAP, BIRP.
_FIRST_PART = re.compile(
    r"\s*(?:S|D|B|CC|HPI|Subj(?:ective)?|Data|Chief Complaint|Interval History)\s*[:\-–—]", re.IGNORECASE
)


def _tells(place: Place) -> bool:
    """Whether running words stand between or behind the dates of a line."""
    text = place.page.text[place.item.span_end : place.line.end]
    return len(RUNNING_WORD.findall(text)) >= 3


def _heads_entry(place: Place) -> bool:
    """Whether a note begins on the line after a date that stands alone."""
    clinical = place.kind in CLINICAL or place.kind is PageKind.OTHER
    below = next((line.text for line in place.lines[place.index + 1 :] if line.text.strip()), "")
    return clinical and bool(_FIRST_PART.match(below))


def _under_label(place: Place, alone: bool) -> Verdict | None:
    if place.index and len(RUNNING_WORD.findall(place.lines[place.index - 1].text)) > 4:
        return None  # a sentence above is no label, whatever its last word
    if alone or len(place.right.split()) <= 8:
        over = label_over(place)
        if over:
            return over
    if place.index and alone:
        words = normal_words(place.lines[place.index - 1].text)
        labelled = label_role(words, place.scanned)
        if labelled and not words[-1].isdigit():
            return labelled[0], f"under {labelled[1]}"
    return None


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
    return len(stripped) < 60 or len(RUNNING_WORD.findall(stripped)) < 4


_INCIDENT_WORDS = re.compile(
    r"accident|collision|crash|injur|\bmva\b|\bmvc\b|rear[- ]?end|slipped|\bfell\b|incident|struck"
    r"|motor vehicle|dog bite|assault|loss of",
    re.IGNORECASE,
)


_AFTER_THE_OATH = re.compile(r"[.:_]\s*$")


def _runs_on(text: str) -> bool:
    """Whether a line holds four words of running text: asked of no more of it than that takes."""
    return len(list(islice(RUNNING_WORD.finditer(text), 4))) == 4


def role_in_sentence(place: Place) -> Verdict:
    """The role of a date told in running text, by the nearest cue; history when there is none."""
    before = place.lines[max(place.index - 1, 0)]
    start = before.start if _runs_on(before.text) else place.line.start
    start = max(start, place.item.span_start - 200)
    sentence = re.split(r"(?<=[a-z)])\.\s", place.page.text[start : place.item.span_start])[-1]
    nearest = nearest_cue(normal(sentence))
    if nearest:
        return nearest
    ends_line = not place.right.strip() and _AFTER_THE_OATH.search(place.left)
    if place.kind is PageKind.CERTIFICATION and ends_line:
        return DateRole.CERTIFICATION, "behind the last words of a certification"
    if _INCIDENT_WORDS.search(sentence):
        return DateRole.HISTORY, "accident or injury told in a sentence"
    if place.kind in _ENTRY_KINDS and place.kind is not PageKind.HOSPITAL:
        return _ENTRY_KINDS[place.kind], "a row of this kind of page"
    return DateRole.HISTORY, "told in a sentence"
