"""Where notes begin on a page: the dates that date a contact, and the header lines that belong to each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractors.date_cues import label_in
from extractors.facts import CLINICAL, DateMention, DateRole, PageFacts, PageKind, Precision
from extractors.lexicon import load, normal, normal_words
from extractors.pages import Line, Page

Start = tuple[int, DateMention, DateMention | None]
"""Offset of a note's first line, its date of service, the end of a stay."""

ANCHORS = frozenset({DateRole.SERVICE, DateRole.ADMISSION, DateRole.COLLECTED})
_HEADER_LINES = 16
_FOOTER = 160
SIGNATURE = re.compile(
    r"electronically signed|authenticated by|signed \(|^[^\S\n]*signed\b|_{6,}|sincerely|digitally signed"
    r"|e-signed|respectfully|signature:|^[^\S\n]*[-–—][^\S\n]*[A-Z][\w.' -]+,\s*[A-Z]{2}",
    re.IGNORECASE | re.MULTILINE,
)


def starts_of(page: Page, fact: PageFacts, continued: DateMention | None) -> list[Start]:
    """Where notes begin on a page: offset, date of service, end of a stay.

    Args:
        page: the page.
        fact: what was read on it.
        continued: the date of the open note that the page goes on with, if it does.
    """
    roles = ANCHORS
    anchors = [d for d in fact.dates if d.role in roles and d.precision is Precision.DAY]
    if fact.kind is not PageKind.LAB:
        anchors = [a for a in anchors if a.role is not DateRole.COLLECTED] or anchors
    anchors = _of_this_contact(fact.kind, _without_list_s_span(anchors), continued)
    lines = page.lines()
    if not anchors and fact.kind in CLINICAL and continued is None:
        # Consultants' letters print one date, alone above the salutation: it is the visit's, and flagged.
        anchors = [d for d in fact.dates if d.role is DateRole.LETTER and d.precision is Precision.DAY][:1]
        anchors = anchors or _header_appointment(page, fact)
    groups: list[list[DateMention]] = []
    for anchor in anchors:
        if groups and _same_header(page, groups[-1], anchor):
            groups[-1].append(anchor)
        else:
            groups.append([anchor])
    starts: list[Start] = []
    for position, group in enumerate(groups):
        lead = next((a for a in group if a.role is DateRole.ADMISSION), group[0])
        floor = groups[position - 1][-1].citation.end if position else 0
        start = _header_start(page, lines, group[0], floor, position == 0)
        starts.append((start, lead, _until(fact, group, lead)))
    return starts


_PAPERS_OF_AN_EVENT = frozenset({PageKind.OPERATIVE, PageKind.IMAGING, PageKind.LAB})
_EVENT = re.compile(
    r"\b(?:surgery|operation|procedure|initial|injection|imaging|study|scan|test|performed|eval|evaluation)\b"
)


def _of_this_contact(
    kind: PageKind, anchors: list[DateMention], continued: DateMention | None
) -> list[DateMention]:
    """The dates of this contact, where the page labels one: its header also prints the day of the operation
    or of the first evaluation, and its tables list earlier operations, studies and vaccinations."""
    own = [a for a in anchors if "label" in a.rule and not _EVENT.search(label_in(a.rule))]
    days = {a.start for a in own}
    if not own and continued is None:
        return anchors
    kept: list[DateMention] = []
    latest = continued.start if continued and "label" in continued.rule else None
    for anchor in anchors:
        if anchor.rule in _ROWS and latest is not None and anchor.start < latest:
            continue
        of_event = kind not in _PAPERS_OF_AN_EVENT and _EVENT.search(label_in(anchor.rule))
        if own and of_event and anchor.start not in days:
            continue
        if anchor in own:
            latest = anchor.start
        kept.append(anchor)
    return kept


def _without_list_s_span(anchors: list[DateMention]) -> list[DateMention]:
    """A print-out's header gives the first and last day of what it lists ("Enc. dates: … - …"): where the
    last day heads an entry of its own, that span is no visit's."""
    kept = list(anchors)
    for first, last in pairwise(anchors):
        spans = last.rule.startswith("range with") and first.role is last.role is DateRole.SERVICE
        entries = [a for a in anchors if a is not last and a.start == last.start and "entry" in a.rule]
        if spans and entries and first.start < last.start:
            kept = [a for a in kept if a is not first and a is not last]
    return kept


_ROWS = frozenset({"row of a table of visits", "first column of its table"})


def _header_appointment(page: Page, fact: PageFacts) -> list[DateMention]:
    """An appointment in a note's own header is the visit, when the note was signed within days; or where the
    signature stands on a later page, when the page was printed after it: then it was kept, not planned."""
    signed = [d.start for d in fact.dates if d.role is DateRole.SIGNED]
    printed = [d.start for d in fact.dates if d.role is DateRole.PRINTED] if not signed else []
    for mention in fact.dates:
        in_header = page.text.count("\n", 0, mention.citation.start) < _HEADER_LINES
        soon = any(0 <= (day - mention.start).days <= _SIGNED_WITHIN for day in signed)
        soon = soon or any(day > mention.start for day in printed)
        if mention.role is DateRole.APPOINTMENT and "“app" in mention.rule and in_header and soon:
            return [mention]
    return []


_SIGNED_WITHIN = 10


def _until(fact: PageFacts, group: list[DateMention], lead: DateMention) -> DateMention | None:
    if lead.role is DateRole.ADMISSION:
        later = [d for d in fact.dates if d.role is DateRole.DISCHARGE and d.start >= lead.start]
        return later[0] if later else None
    last = group[-1]
    is_range = last.start > lead.start and last.rule.startswith("range with")
    return last if is_range else None


def _same_header(page: Page, group: list[DateMention], anchor: DateMention) -> bool:
    between = page.text[group[-1].citation.end : anchor.citation.start]
    if anchor.rule.startswith("range with"):
        return True
    if anchor.start == group[0].start and len(page.text) - anchor.citation.end < _FOOTER:
        return True  # the footer prints the visit's date again
    if SIGNATURE.search(between):
        return False
    if anchor.start != group[0].start:
        stay = {anchor.role, group[0].role} == {DateRole.ADMISSION, DateRole.SERVICE}
        return stay and between.count("\n") <= 6
    same_label = anchor.rule == group[0].rule and between.count("\n") > 4
    return not same_label


@cache
def _header_words() -> re.Pattern[str]:
    titles = sorted(
        {normal(t) for rule in load("page_kinds")["kind"] for t in rule.get("title", [])},
        key=len,
        reverse=True,
    )
    labels = [
        "patient",
        "dob",
        "d o b",
        "date of birth",
        "mrn",
        "visit type",
        "provider",
        "department",
        "facility",
        "name",
        "patient name",
        "account",
        "age",
        "sex",
        "date of visit",
        "date of service",
        "encounter date",
        "date of exam",
        "result type",
        "result status",
        "encounter",
        "note type",
        "document type",
        "author",
        "service",
        "local title",
    ]
    return re.compile(r"(?:" + "|".join(re.escape(t) for t in [*titles, *labels]) + r")\b")


def _header_start(page: Page, lines: Sequence[Line], anchor: DateMention, floor: int, first: bool) -> int:
    """The first line of the header block that holds a date: labels and titles just above belong to it."""
    at = next(i for i, line in enumerate(lines) if line.start <= anchor.citation.start <= line.end)
    start = max(lines[at].start, floor)
    for index in range(at - 1, -1, -1):
        line = lines[index]
        if line.start < floor or not _is_header_line(line):
            break
        start = line.start
    head = page.text[:start]
    in_header = first and (at < _HEADER_LINES) and not SIGNATURE.search(head) and not _prose(head)
    return 0 if in_header else start


def _is_header_line(line: Line) -> bool:
    text = line.text.strip()
    if not text or len(text) > 110 or SIGNATURE.search(text) or text.endswith((".", ",", ";")):
        return False
    plain = normal(text)
    if _header_words().match(plain) and len(normal_words(text)) <= 14:
        return True
    return text.isupper() and len(text.split()) <= 8 and not any(c.isdigit() for c in text)


def _prose(text: str) -> bool:
    """Whether text above holds running sentences (the tail of the note before) rather than a letterhead."""
    return any(len(re.findall(r"(?<!\w)[a-z]{2,}", line)) >= 6 for line in text.split("\n"))
