"""Corrections in the rows of a chronology: other text, where a page prints it, or rows withdrawn.

Answers: the sealed rows again with exactly those changed. Names, codes and quotes must be printed, word for
word, on a page that the row cites, or be emptied; a corrected date is flagged, and cited where a page of the
row prints it. Whatever is corrected says so in the row's flags, and a finding says it of the whole. Pages
whose last row was withdrawn are accounted for as such. Refuses to touch amounts: they are sums over several
papers, and a total that one row no longer fits would be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from extractors.errors import UsageError
from extractors.facts import PageKind
from pipelines.approved import ApprovedTemplate
from pipelines.canonical_json import canonical_bytes
from pipelines.deliverables.corrected_dates import corrected_dates
from pipelines.deliverables.printed_words import already_quoted, cited_words, printed_citation
from pipelines.deliverables.row_columns import DATE, quote_columns
from pipelines.folding import ordered
from pipelines.page_ledger import CITED, EXCLUDED
from pipelines.render.printing import date_span, in_words
from pipelines.review_rows import Correction, PageOf
from pipelines.rows import (
    APART,
    AnyChronology,
    DamagesRow,
    EventRow,
    Index,
    MatterFinding,
    PageEntry,
    Row,
    VerbatimFinding,
)
from pipelines.rows_json import chronology_from_bytes, chronology_to_json

CORRECTED = "corrected"
"""The kind of the finding that names what review changed."""
_AGAIN = "Request changes instead: then the papers are drafted again."
_FLAG = "corrected on review: "
_WITHDRAWN = "the row that cited this page was withdrawn on review"
_NAMES: Mapping[type[Row], Mapping[str, str]] = {
    EventRow: {"Time": "time"},
    DamagesRow: {"Facility": "facility", "Provider": "provider", "Service": "type"},
}
_VISIT_NAMES = {"Facility": "facility", "Provider": "provider", "Type": "type"}
_CODES = {"ICD-10": "icd10", "CPT": "cpt"}
_KINDS = frozenset(kind.value for kind in PageKind)
"""What the program itself calls a paper: a type that no page needs to print."""

R = TypeVar("R", bound=Row)


def correctable_columns(row: Row) -> tuple[str, ...]:
    """The columns of a row that may be corrected, in the order in which they print."""
    # A phase and its sums hang on the date of a damages row.
    dated = () if isinstance(row, DamagesRow) else (DATE,)
    codes = () if isinstance(row, EventRow) else tuple(_CODES)
    return (*dated, *_names_of(row), *(column for column, _ in quote_columns(row)), *codes)


def correct_chronology(
    sealed: bytes, corrections: Sequence[Correction], template: ApprovedTemplate, page_of: PageOf
) -> bytes:
    """The chronology with those rows corrected or withdrawn, as canonical bytes.

    Raises:
        ValueError: the rows are of another form than this version reads.
        UsageError: see the module.
    """
    chronology = chronology_from_bytes(sealed)
    known = {row.id: row for row in chronology.rows}
    by_id = {c.row_id: c for c in corrections}
    if strangers := sorted(set(by_id) - set(known)):
        raise UsageError(f"There is no row {strangers[0]}.", "See `pincite review rows`.")
    gone = frozenset(c.row_id for c in corrections if c.withdrawn)
    for row_id in sorted(gone):
        check_correction(known[row_id], by_id[row_id], page_of)
    rows = [
        _without_disputes(corrected(row, by_id[row.id], page_of) if row.id in by_id else row, gone)
        for row in chronology.rows
        if row.id not in gone
    ]
    incident = chronology.matter.date_of_incident
    day = date.fromisoformat(incident) if incident else None
    placed = ordered(rows, template.task, day)
    finding = _finding(sorted(set(by_id) - gone), sorted(gone))
    findings = (*(f for f in chronology.findings if f.kind != CORRECTED), finding)
    changed = replace(
        chronology,
        rows=placed,
        findings=_merged(chronology, findings),
        pages=_pages(chronology, placed),
        indexes=tuple(_index(index, gone) for index in chronology.indexes),
    )
    return canonical_bytes(chronology_to_json(replace(changed, stats=_stats(changed))))


def check_correction(row: Row, correction: Correction, page_of: PageOf) -> None:
    """Refuse a correction or withdrawal of the row that cannot stand.

    Raises:
        UsageError: with what to do instead.
    """
    if not correction.withdrawn:
        corrected(row, correction, page_of)
        return
    amounts = (row.billed, row.adjusted, row.paid, row.outstanding) if isinstance(row, DamagesRow) else ()
    if any(amount is not None for amount in amounts):
        raise UsageError(
            f"The row {row.id} holds amounts, and totals count them: it cannot be withdrawn.", _AGAIN
        )


def corrected(row: R, correction: Correction, page_of: PageOf) -> R:
    """One row with the new texts, flagged.

    Raises:
        UsageError: a column that cannot be corrected, or a text that no cited page prints.
    """
    columns = correctable_columns(row)
    done = row
    for column, text in correction.values:
        if column not in columns:
            raise UsageError(
                f"{column!r} of a {type(row).__name__} cannot be corrected.",
                f"Columns that can: {', '.join(columns)}. {_AGAIN}",
            )
        # A form sends the other columns along as they are: those are neither flagged nor cited anew.
        if " ".join(text.split()) in _as_shown(row, column):
            continue
        made = _with_text(done, row, column, text, page_of)
        if replace(made, citations=done.citations, flags=done.flags) != done:
            done = replace(made, flags=tuple(dict.fromkeys((*made.flags, f"{_FLAG}{column.lower()}"))))
    emptied = tuple(f for f in done.findings if f.quote)
    if done == row:
        raise UsageError("The correction changes nothing.", "Give another text, or accept the row.")
    return replace(done, findings=emptied)


def _with_text(done: R, row: R, column: str, text: str, page_of: PageOf) -> R:
    """The row with one column's new text; ``row`` is as it was before any correction."""
    if column == DATE:
        return corrected_dates(done, text, page_of)
    names = [name for name, _ in quote_columns(row)]
    if column in names:
        at = names.index(column)
        found = _quote(done, done.findings[at], text, page_of)
        return replace(done, findings=(*done.findings[:at], found, *done.findings[at + 1 :]))
    known = _parts(row, column)
    if column in _CODES:
        codes = tuple(code for part in text.split(",") if (code := " ".join(part.split())))
        new = [code for code in codes if code not in known]
        return _with_words(done, _CODES[column], codes, new, page_of)
    words = " ".join(text.split())
    new = [part for part in _apart(words) if part not in known]
    return _with_words(done, _names_of(row)[column], words, new, page_of)


def _as_shown(row: Row, column: str) -> tuple[str, ...]:
    """The column's text as it is stored, and as it prints."""
    if column == DATE:
        return (date_span(row.date_start, row.date_end),)
    if column in _CODES:
        return (", ".join(getattr(row, _CODES[column])),)
    name = _names_of(row).get(column)
    stored = str(getattr(row, name)) if name else dict(quote_columns(row))[column].quote
    return (" ".join(stored.split()), in_words(stored))


def _parts(row: Row, column: str) -> tuple[str, ...]:
    """The names or codes that the column holds already: those were proven when the row was drafted."""
    if column in _CODES:
        return tuple(getattr(row, _CODES[column]))
    return _apart(str(getattr(row, _names_of(row)[column])))


def _apart(words: str) -> tuple[str, ...]:
    """Names that stand in one column, where the house makes one row of several visits."""
    return tuple(name for part in words.split(APART.strip()) if (name := part.strip()))


def _names_of(row: Row) -> Mapping[str, str]:
    return _NAMES.get(type(row), _VISIT_NAMES)


def _with_words(row: R, field: str, value: str | tuple[str, ...], parts: Sequence[str], page_of: PageOf) -> R:
    """The row with that field, each part of it cited if no citation quotes it yet."""
    cited = row.citations
    for part in parts:
        is_kind = field == "type" and part.strip() in _KINDS
        if not (is_kind or already_quoted(part, cited)):
            cited = (*cited, cited_words(part.strip(), cited, page_of))
    changes: dict[str, Any] = {field: value, "citations": cited}
    return replace(row, **changes)


def _quote(row: Row, old: VerbatimFinding, text: str, page_of: PageOf) -> VerbatimFinding:
    """The finding with another passage of a page that the row cites; with an empty one where the text is
    emptied, which then leaves the row."""
    if text.split() == old.quote.split():
        return old
    if not text.strip():
        at = old.source.citation
        return replace(old, source=replace(old.source, citation=replace(at, end=at.start, quote="")))
    source, doubtful = printed_citation(text, (old.source, *row.citations), page_of)
    return VerbatimFinding(old.heading, source, doubtful)


def _without_disputes(row: Row, gone: frozenset[str]) -> Row:
    if isinstance(row, EventRow) and gone & set(row.disputed):
        return replace(row, disputed=tuple(other for other in row.disputed if other not in gone))
    return row


def _index(index: Index, gone: frozenset[str]) -> Index:
    """Without the withdrawn rows; a line leaves that stood for nothing else, or that set one by another."""
    paired = index.name == "disputed"
    lines = tuple(
        replace(line, rows=tuple(r for r in line.rows if r not in gone))
        for line in index.lines
        if not (gone & set(line.rows)) or (set(line.rows) - gone and not paired)
    )
    return replace(index, lines=lines)


def _finding(corrected_ids: Sequence[str], withdrawn: Sequence[str]) -> MatterFinding:
    said = [f"corrected {', '.join(corrected_ids)}"] * bool(corrected_ids)
    said += [f"withdrew {', '.join(withdrawn)}"] * bool(withdrawn)
    message = (
        f"Review {' and '.join(said)}. Gaps, indexes and other findings were made before: "
        "check those that speak of these rows."
    )
    data = (("corrected", ", ".join(corrected_ids)), ("withdrawn", ", ".join(withdrawn)))
    return MatterFinding(CORRECTED, message, (), data)


def _merged(chronology: AnyChronology, findings: Sequence[MatterFinding]) -> tuple[MatterFinding, ...]:
    """One finding for every round of corrections: what an earlier revision changed stays named."""
    before = [f for f in chronology.findings if f.kind == CORRECTED]
    if not before:
        return tuple(findings)
    rounds = [dict(f.data) for f in (*before, findings[-1])]
    ids = {
        key: sorted({i for one in rounds for i in str(one[key]).split(", ") if i})
        for key in ("corrected", "withdrawn")
    }
    still = [i for i in ids["corrected"] if i not in ids["withdrawn"]]
    return (*findings[:-1], _finding(still, ids["withdrawn"]))


def _pages(chronology: AnyChronology, rows: Sequence[Row]) -> tuple[PageEntry, ...]:
    """The page ledger, in which pages that only withdrawn rows cited are no longer cited."""
    before, now = _cited(chronology.rows), _cited(rows)
    return tuple(
        replace(entry, disposition=EXCLUDED, reason=_WITHDRAWN)
        if entry.disposition == CITED and (entry.sha256, entry.page) in before - now
        else entry
        for entry in chronology.pages
    )


def _cited(rows: Sequence[Row]) -> frozenset[tuple[str, int]]:
    return frozenset(
        (c.citation.sha256, c.citation.page)
        for row in rows
        for c in (*row.citations, *(f.source for f in row.findings))
    )


def _stats(chronology: AnyChronology) -> tuple[tuple[str, str | int], ...]:
    """The counts again, of rows, quotes, findings and pages by disposition; the others stand."""
    counted = {
        key: value
        for key, value in chronology.stats
        if key.startswith("pages_layer_") or not key.startswith(("findings_", "pages_"))
    }
    counted["rows"] = len(chronology.rows)
    counted["quotes"] = sum(len(row.findings) for row in chronology.rows)
    for key in (
        *("pages_" + entry.disposition.replace(" ", "_") for entry in chronology.pages),
        *("findings_" + finding.kind for finding in chronology.findings),
    ):
        counted[key] = int(counted.get(key, 0)) + 1
    return tuple(sorted(counted.items()))
