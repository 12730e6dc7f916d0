"""The rows of one paper: what was read of it, each span turned into citations of its pages.

Answers: clauses, types not found, abstract, obligations, sentences left out, points of form. Adds no word of
its own but labels; a span that no page carries makes no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.issue_flags import FlagKind
from pipelines.citing import Citer
from pipelines.clauses.reading import ContractReading, Measured, Span
from pipelines.clauses.report import (
    AbstractRow,
    Cited,
    ClauseRow,
    FlagRow,
    LeftOutRow,
    NotFoundRow,
    ObligationRow,
    PaperKind,
)
from pipelines.clauses.row_ids import row_id

_DECIMALS = 4
"""Of a confidence: beyond them machines may differ."""


@dataclass(frozen=True, slots=True)
class PaperRows:
    """Makes the rows of one paper. ``low`` (0-1): clauses below that confidence are marked."""

    reading: ContractReading
    cites: Citer
    low: float

    @property
    def sha256(self) -> str:
        return self.reading.document.source.sha256

    def clauses(self) -> Iterator[ClauseRow]:
        """Clauses shown, CUAD's types in CUAD's order, then the firm's own; each type as printed."""
        order = {type_.value: n for n, type_ in enumerate(ClauseType)}
        ours = sorted(self.reading.hits, key=lambda hit: (order[hit.type], hit.start, hit.end))
        for own, hits in ((False, ours), (True, self.reading.own_hits)):
            for hit in hits:
                if cited := self.cited((hit.start, hit.end)):
                    yield self._clause(hit, cited, own=own)

    def _clause(self, hit: Hit, cited: Cited, *, own: bool) -> ClauseRow:
        return ClauseRow(
            row_id("C", hit.type, cited),
            self.sha256,
            hit.type,
            own,
            self.reading.outline.heading_at(hit.start),
            None if own else round(hit.confidence, _DECIMALS),
            not own and hit.confidence < self.low,
            hit.because,
            cited,
        )

    def not_found(self, measured: Measured) -> Iterator[NotFoundRow]:
        """The types of which no clause is shown."""
        shown = {hit.type for hit in self.reading.hits}
        for name in (type_.value for type_ in ClauseType if type_.value not in shown):
            hit = self.reading.nearest.get(name)
            best = self.cited((hit.start, hit.end)) if hit else ()
            score = round(hit.confidence, _DECIMALS) if hit and best else 0.0
            yield NotFoundRow(self.sha256, name, False, best, score, measured(name))
        for name in self.reading.own_absent:
            yield NotFoundRow(self.sha256, name, True, (), 0.0, None)

    def abstract(self) -> Iterator[AbstractRow]:
        """The fields of the abstract, in its order."""
        for field in self.reading.abstract:
            yield AbstractRow(
                self.sha256,
                field.name,
                field.value,
                field.computed_from,
                field.abstained,
                self.passages(field.spans),
            )

    def obligations(self) -> Iterator[ObligationRow]:
        """The register, as printed."""
        for one in self.reading.obligations:
            sentence = self.cited((one.start, one.end))
            yield ObligationRow(
                row_id("O", one.modality.value, sentence + self.cited(one.action)),
                self.sha256,
                self.reading.outline.heading_at(one.start),
                one.modality.value,
                self.cited(one.obligor),
                self.cited(one.action),
                self.cited(one.trigger),
                self.cited(one.deadline),
                one.deadline_value,
                self.cited(one.recurrence),
                one.recurrence_value,
                sentence,
            )

    def left_out(self) -> Iterator[LeftOutRow]:
        """The sentences that the register leaves out, as printed."""
        for one in self.reading.left_out:
            yield LeftOutRow(self.sha256, one.reason.value, self.cited((one.start, one.end)))

    def flags(self, kind: PaperKind) -> Iterator[FlagRow]:
        """Points of form in their order. An amendment lacks most types: that is none."""
        for flag in self.reading.flags:
            if kind is not PaperKind.AMENDMENT or flag.kind is not FlagKind.TYPE_MISSING:
                yield FlagRow(self.sha256, flag.kind.value, flag.words, self.passages(flag.spans))

    def passages(self, spans: Iterable[Span]) -> tuple[Cited, ...]:
        """Each span that some page carries."""
        return tuple(cited for span in spans if (cited := self.cited(span)))

    def cited(self, span: Span | None) -> Cited:
        """A span of the flow, page by page; nothing for no span."""
        if span is None:
            return ()
        return tuple(self.cites.source(c) for c in self.reading.flow.citations(*span))
