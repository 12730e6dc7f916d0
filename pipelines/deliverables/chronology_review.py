"""How the rows of a chronology are reviewed: one by one, as they print, each with its sources.

Answers: a row's columns as the workbook prints them, its quotes, what makes it critical, which rows tell of
the same day and place; what was found beside the rows. Refuses (``ValueError``) rows of another form.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from extractors.errors import UsageError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.chronology_corrections import (
    check_correction,
    correct_chronology,
    correctable_columns,
)
from pipelines.deliverables.row_columns import DATE, quote_columns
from pipelines.nameless import nameless
from pipelines.render.forms import FORMS
from pipelines.render.printing import date_span, dollars, one_line
from pipelines.render.row_form import RowForm
from pipelines.review_rows import Correction, PageOf, ReviewRow
from pipelines.row_json import row_to_json
from pipelines.rows import (
    AnyChronology,
    DamagesRow,
    EventRow,
    MatterFinding,
    PageEntry,
    Row,
    SetAside,
    SourceCitation,
)
from pipelines.rows_json import chronology_from_bytes

CRITICAL_HEADINGS = frozenset(
    {
        *("Diagnosis", "Procedure", "Medication", "History / mechanism", "Work status / restrictions"),
        *("Imaging impression", "Maximum medical improvement", "Wage loss", "Charges as billed"),
        *("Mechanism", "Citation issued", "Statement", "Testimony", "Contributing factors as recorded"),
        *("Account given", "As pleaded"),
    }
)
"""Headings under which stand what must not be wrong: diagnosis, causation, dosage, money, testimony."""


_TOLD_APART = frozenset({"Facility", "Provider", "Type", "Service"})


class ChronologyReview:
    """The review form of every chronology."""

    def rows(self, sealed: bytes) -> tuple[ReviewRow, ...]:
        """One for each row, in the order of the table."""
        chronology = _read(sealed)
        form = FORMS[chronology.template.deliverable]
        related = _related(chronology.rows)
        incident = chronology.matter.date_of_incident
        return tuple(_reviewed(row, form, related[row.id], incident) for row in chronology.rows)

    def readers(self, sealed: bytes) -> str:
        """As the counts state them."""
        return str(dict(_read(sealed).stats).get("readers", ""))

    def pages(self, sealed: bytes) -> tuple[PageEntry, ...]:
        """The page ledger."""
        return _read(sealed).pages

    def found(self, sealed: bytes) -> Mapping[str, tuple[str, ...]]:
        """The findings by kind; files set aside under ``set_aside``."""
        chronology = _read(sealed)
        found: dict[str, list[str]] = defaultdict(list)
        for finding in chronology.findings:
            found[finding.kind].append(finding.message)
        if chronology.set_aside and "set_aside" not in found:
            found["set_aside"] = [f"{s.file}: {s.reason}" for s in chronology.set_aside]
        return {kind: tuple(sorted(found[kind])) for kind in sorted(found)}

    def findings(self, sealed: bytes) -> tuple[MatterFinding, ...]:
        """As the findings section lists them."""
        return _read(sealed).findings

    def set_aside(self, sealed: bytes) -> tuple[SetAside, ...]:
        """As the list at the head says."""
        return _read(sealed).set_aside

    def correctable(self, sealed: bytes, row_id: str) -> tuple[str, ...]:
        """Date, names, codes and quotes; amounts are sums over several papers and are not."""
        row = _row(_read(sealed), row_id)
        return correctable_columns(row) if row else ()

    def check(self, sealed: bytes, correction: Correction, page_of: PageOf) -> None:
        """Refuse a correction of a row that cannot stand.

        Raises:
            UsageError: with what to do instead.
        """
        row = _row(_read(sealed), correction.row_id)
        if row is None:
            raise UsageError(f"There is no row {correction.row_id}.", "See `pincite review rows`.")
        check_correction(row, correction, page_of)

    def correct(
        self, sealed: bytes, corrections: Sequence[Correction], template: ApprovedTemplate, page_of: PageOf
    ) -> bytes:
        """The chronology with those rows changed; see `correct_chronology`."""
        return correct_chronology(sealed, corrections, template, page_of)

    def touched(self, sealed: bytes, corrections: Sequence[Correction]) -> frozenset[str]:
        """Rows that name a withdrawn one as another version of theirs."""
        gone = {c.row_id for c in corrections if c.withdrawn}
        rows = _read(sealed).rows
        return frozenset(r.id for r in rows if isinstance(r, EventRow) and gone & set(r.disputed))


@lru_cache(maxsize=2)
def _read(sealed: bytes) -> AnyChronology:
    """The rows of a revision and of the one before it are asked for again and again, and are large."""
    return chronology_from_bytes(sealed)


def _row(chronology: AnyChronology, row_id: str) -> Row | None:
    return next((row for row in chronology.rows if row.id == row_id), None)


def _reviewed(row: Row, form: RowForm, related: tuple[str, ...], incident: str) -> ReviewRow:
    fields = (
        (DATE, date_span(row.date_start, row.date_end)),
        *((f.column.heading, _printed(f.value(row))) for f in form.before),
        *((column, finding.quote) for column, finding in quote_columns(row)),
        *((f.column.heading, _printed(f.value(row))) for f in form.after),
    )
    names = [text for column, text in fields if column in _TOLD_APART and text]
    written = row_to_json(row)
    return ReviewRow(
        id=row.id,
        section="rows",
        heading=" · ".join([fields[0][1], *(one_line(name) for name in names)]),
        fields=fields,
        citations=_citations(row),
        critical=_is_critical(row, incident),
        flags=row.flags,
        because=(f"dated by: {one_line(row.citations[0].citation.quote)}",),
        related=related,
        digest=_digest(written),
        content=_digest(nameless(written)),
    )


def _digest(written: Mapping[str, Any]) -> str:
    """Of every field; ASCII and sorted keys make it one form, many times faster than canonical JSON."""
    return hashlib.sha256(json.dumps(written, sort_keys=True, default=str).encode("ascii")).hexdigest()


def _printed(value: object) -> str:
    """A cell of the workbook as text."""
    if value is None:
        return ""
    return dollars(value) if isinstance(value, Decimal) else str(value)


def _citations(row: Row) -> tuple[SourceCitation, ...]:
    """Where the row stands, its date first, then the passages it quotes."""
    return tuple(dict.fromkeys((*row.citations, *(f.source for f in row.findings))))


def _is_critical(row: Row, incident: str) -> bool:
    """What must not be wrong: the day of the incident, diagnosis, cause, dosage, money, disputed versions."""
    if incident and row.date_start[:10] == incident:
        return True
    if isinstance(row, DamagesRow) or (isinstance(row, EventRow) and row.disputed):
        return True
    return any(finding.heading in CRITICAL_HEADINGS for finding in row.findings)


def _related(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """By row: those that tell another version, and those of the same day that name the same place or the same
    people, so that one visit entered twice is seen twice."""
    by_day: dict[tuple[str, object], list[str]] = defaultdict(list)
    named: dict[str, list[tuple[str, object]]] = {}
    disputed: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if isinstance(row, EventRow):
            keys: list[object] = [party.casefold() for party in row.parties]
            disputed[row.id] = row.disputed
        else:
            keys = [name.casefold() for name in (row.facility, row.provider) if name]
        named[row.id] = [(row.date_start, key) for key in keys]
        for place in named[row.id]:
            by_day[place].append(row.id)
    return {
        row_id: tuple(
            dict.fromkeys(
                other
                for other in (*disputed.get(row_id, ()), *(i for place in places for i in by_day[place]))
                if other != row_id
            )
        )
        for row_id, places in named.items()
    }
