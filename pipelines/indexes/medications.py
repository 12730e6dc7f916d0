"""The medication table: each drug and strength as printed, with directions, prescriber, status and fills.

Answers: what the client's own notes, medication lists, orders, administration records and pharmacy profiles
print, and when. Brand and generic names are not joined, nothing is completed, and a drug listed here is one
that the record names: whether it was taken is for its status words and quotes to say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors.citations import Citation, cite
from extractors.facts import CLINICAL, DateMention, DateRole, PageKind, Precision
from extractors.medications import Medication, medications_of
from extractors.pages import Page
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.indexes.visits import Visit
from pipelines.rows import Index, IndexLine
from pipelines.told import Told, tell

COLUMNS = (
    "drug", "strength", "directions", "prescriber", "status", "first", "last", "fills", "quantity",
)  # fmt: skip
_TABLES = frozenset({PageKind.MEDICATION_LIST, PageKind.ORDERS, PageKind.FLOW_SHEET})
_KINDS = (CLINICAL - {PageKind.LAB}) | _TABLES | {PageKind.INTAKE, PageKind.PHONE, PageKind.PHARMACY}
_SILENT = re.compile(r"\b(?:allerg|family history|review of systems|ros|references?|consent|immunization)")
_LISTED = re.compile(r"\b(?:medications?|meds|prescriptions?|drugs)\b")
_FILL = re.compile(
    r"[^\S\n]*\n?(?P<quantity>\d{1,4})(?:\s?/\s?\d{1,3})?(?:\s+\d{1,3})?\s+(?P<who>[A-Z][A-Za-z'’-]+(?:,?\s[A-Za-z.]+){0,3}?),?"
    r"\s+(?=\d{1,4}[/.-])"
)
_COLUMNS_KNOWN = re.compile(
    r"\bdrug\b.*?\b(?:qty|quantity)\b.*?\b(?:prescriber|doctor|physician|prescribed by)\b", re.I | re.S
)


_ROW = 120
"""Characters between the fill date of a row and its drug, at most."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """One mention with its day ("" if none is printed), its row ("" if none), and a fill's own columns."""

    told: Medication
    day: str
    row: str
    fill: bool
    quantity: str
    prescriber: str
    citation: Citation


def medication_index(facts: Facts, visits: Sequence[Visit], citer: Citer) -> Index:
    """One line for each drug and strength, by drug.

    Args:
        facts: the matter's facts.
        visits: the encounters, in the order of their groups.
        citer: the matter's citer.
    """
    mentions: dict[tuple[str, str], list[_Mention]] = defaultdict(list)
    for mention in _mentions(facts, visits, citer):
        told = mention.told
        # A name that only a misread letter keeps from the lexicon is not shown from a doubtful image.
        if told.known or not citer.doubtful(told.citation):
            mentions[told.drug.lower(), re.sub(r"\s", "", told.strength.lower())].append(mention)
    lines = [_line(mentions[key], citer) for key in sorted(mentions)]
    return Index("medications", COLUMNS, tuple(lines))


def _mentions(facts: Facts, visits: Sequence[Visit], citer: Citer) -> Iterator[_Mention]:
    printed = {place: page.dates for place, page in facts.page_facts().items()}
    supported = {place: v for v in visits for place in v.group.support}
    for told in tell(facts, [v.group for v in visits], citer, _KINDS):
        if told.is_copy or _SILENT.search(told.sentence.label):
            continue
        visit = visits[told.group] if told.group is not None else supported.get(told.place)
        for medication in _read(told):
            if told.kind is PageKind.PHARMACY:
                yield _filled(told.page, medication, printed[told.place])
                continue
            day = _own_day(told.page, medication, printed[told.place]) if told.kind in _TABLES else ""
            if not day and visit is not None:
                day = visit.row.date_start
            shown = visit.shown if visit is not None else ""
            yield _Mention(medication, day, shown, False, "", "", medication.citation)


def _read(told: Told) -> tuple[Medication, ...]:
    listed = (
        told.sentence.heading == "Medication"
        or bool(_LISTED.search(told.sentence.label))
        or told.kind in (PageKind.PHARMACY, PageKind.MEDICATION_LIST)
    )
    return medications_of(told.page, told.sentence.start, told.sentence.end, listed=listed)


def _own_day(page: Page, medication: Medication, dates: Sequence[DateMention]) -> str:
    """The first date behind an entry of a chart's table on its line: when it was ordered or given."""
    at = medication.citation.end
    stop = page.text.find("\n", at)
    end = len(page.text) if stop < 0 else stop
    return next((d.iso for d in dates if d.precision is Precision.DAY and at <= d.citation.start < end), "")


def _filled(page: Page, medication: Medication, dates: Sequence[DateMention]) -> _Mention:
    """A line of a pharmacy's profile: the fill date nearest before the drug, and the columns behind it."""
    at = medication.citation
    fills = [d.citation for d in dates if d.role is DateRole.FILLED and d.precision is Precision.DAY]
    before = [c for c in fills if at.start - _ROW < c.start < at.start]
    start = before[-1].start if before else at.start
    day = next((d.iso for d in dates if before and d.citation == before[-1]), "")
    columns = _FILL.match(page.text, at.end) if _COLUMNS_KNOWN.search(page.text, 0, at.start) else None
    quantity = columns["quantity"] if columns else ""
    prescriber = " ".join(columns["who"].split()) if columns else ""
    end = columns.end("who") if columns else at.end
    return _Mention(medication, day, "", bool(day), quantity, prescriber, cite(page, start, end))


def _line(mentions: Sequence[_Mention], citer: Citer) -> IndexLine:
    ordered = sorted(mentions, key=lambda m: (m.day or "9999", citer.names[m.citation.sha256], m.citation))
    days = [m.day for m in ordered if m.day]
    proof = [next((m for m in ordered if m.day == days[0]), ordered[0])] if days else [ordered[0]]

    def each(value: Callable[[_Mention], str]) -> str:
        """The printed forms, each once whatever its capitals, the first mention of each as proof."""
        forms: dict[str, str] = {}
        for mention in ordered:
            text = value(mention)
            if text and text.lower() not in forms:
                forms[text.lower()] = text
                proof.append(mention)
        return "; ".join(forms.values())

    def commonest(value: Callable[[_Mention], str]) -> str:
        counted = Counter(value(m) for m in ordered)
        best = min(counted, key=lambda v: (-counted[v], v))
        proof.append(next(m for m in ordered if value(m) == best))
        return best

    values = (
        commonest(lambda m: m.told.drug),
        commonest(lambda m: m.told.strength),
        each(lambda m: m.told.directions),
        each(lambda m: m.prescriber),
        each(lambda m: m.told.status),
        days[0] if days else "",
        days[-1] if days else "",
        len({(m.day, m.citation) for m in ordered if m.fill}),
        each(lambda m: m.quantity),
    )
    if days:
        proof.append(next(m for m in ordered if m.day == days[-1]))
    rows = tuple(dict.fromkeys(m.row for m in ordered if m.row))
    return IndexLine(values, rows, tuple(dict.fromkeys(citer.source(m.citation) for m in proof)))
