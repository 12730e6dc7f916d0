"""One contract as the extractors read it: the only place where the clause deliverable asks them.

Answers: the flow of a document and everything said of it: clauses of CUAD's types and of the firm's own,
types not found with the sentence that came nearest, abstract, obligations, points of form. Decides nothing
itself: what is shown is what the finder's own threshold lets through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from extractors.contracts.abstract import PARTY, abstract
from extractors.contracts.abstract_field import AbstractField
from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_rules import rule_book
from extractors.contracts.finder import load_finder, nearest, shown
from extractors.contracts.flow import Flow, flow_of
from extractors.contracts.issue_flags import Flag, issue_flags
from extractors.contracts.model.contract import ReadContract, read_contract
from extractors.contracts.model.model_file import SHIPPED
from extractors.contracts.obligations.obligation import Excluded, Obligation
from extractors.contracts.obligations.register import obligations
from extractors.contracts.own_types import OWN_TYPES_FILE, OwnTypes, own_hits, own_types
from extractors.contracts.rule_finder import THRESHOLD, hits_by_rules
from extractors.contracts.sections import Outline
from extractors.pages import Document
from pipelines.clauses.report import FinderStamp
from pipelines.clauses.settings_file import stands
from pipelines.durable import read_regular, sha256_of
from pipelines.matter import Matter
from pipelines.office import office_of

Span = tuple[int, int]
Measured = Callable[[str], float | None]
"""The share of contracts with a clause of a type in which none was shown; ``None`` if not measured."""
NO_TYPES = OwnTypes((), rule_book(()), ())


@dataclass(frozen=True, slots=True)
class ContractReading:
    """What was read of one contract; spans are offsets of ``flow.text``.

    ``hits`` are those shown; ``nearest`` the best hit of each type without one. ``own_absent`` are the firm's
    types without a clause.
    """

    document: Document
    flow: Flow
    outline: Outline
    sentences: int
    hits: tuple[Hit, ...]
    nearest: Mapping[str, Hit]
    own_hits: tuple[Hit, ...]
    own_absent: tuple[str, ...]
    abstract: tuple[AbstractField, ...]
    obligations: tuple[Obligation, ...]
    left_out: tuple[Excluded, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds the clauses of CUAD's types, and what is known of it."""

    hits: Callable[[Flow, ReadContract], tuple[Hit, ...]]
    missed: Measured
    stamp: FinderStamp


@dataclass(frozen=True, slots=True)
class ContractReader:
    """Reads the contracts of a matter with one finder and the firm's own list."""

    finder: Finder
    own: OwnTypes

    def read(self, document: Document, asked: Sequence[str]) -> ContractReading:
        """Read a document. ``asked`` are the types whose absence is a point of form."""
        flow = flow_of(document)
        contract = read_contract(flow)
        hits = self.finder.hits(flow, contract)
        threshold = self.finder.stamp.threshold
        ours = own_hits(self.own, flow.text, contract.sentences)
        fields = abstract(flow.text, contract.sentences, hits)
        parties = _party_names(flow.text, fields)
        register, left_out = obligations(flow.text, contract.sentences, parties)
        found = {hit.type for hit in ours}
        return ContractReading(
            document=document,
            flow=flow,
            outline=contract.outline,
            sentences=len(contract.sentences),
            hits=shown(hits, threshold),
            nearest=nearest(hits, threshold),
            own_hits=ours,
            own_absent=tuple(name for name in self.own.names if name not in found),
            abstract=fields,
            obligations=register,
            left_out=left_out,
            flags=issue_flags(flow.text, contract.outline, hits, asked, threshold),
        )


def contract_reader(matter: Matter) -> ContractReader:
    """What reads the contracts of a matter: the shipped model, or the rules alone where its file is missing;
    beside it the list of the firm's own types, the matter's before the office's.

    Raises:
        UsageError: the list is malformed or its examples do not bear it out, naming file and line; the model
            is not whole.
    """
    listed = _own_list(matter)
    own = own_types(listed, OWN_TYPES_FILE) if listed is not None else NO_TYPES
    digest = sha256_of(listed) if listed is not None else ""
    return ContractReader(_model(digest) if SHIPPED.is_file() else _rules(digest), own)


def _model(own_list: str) -> Finder:
    finder = load_finder()
    card = finder.card
    weak = tuple(kind for kind, known in card.types.items() if known.weak)
    stamp = FinderStamp(card.data, finder.sha256, card.threshold, weak, card.attribution, own_list)
    return Finder(finder.explained, card.missed, stamp)


def _rules(own_list: str) -> Finder:
    stamp = FinderStamp("Rules alone", "", THRESHOLD, (), "", own_list)
    return Finder(lambda flow, read: hits_by_rules(flow.text, read.sentences), lambda _: None, stamp)


def _party_names(text: str, fields: Sequence[AbstractField]) -> tuple[str, ...]:
    """Names and aliases of the parties, as printed."""
    spans = [span for field in fields if field.name == PARTY and field.value for span in field.spans]
    return tuple(dict.fromkeys(" ".join(text[start:end].split()) for start, end in spans))


def _own_list(matter: Matter) -> bytes | None:
    """The list of the firm's own types as it stands, ``None`` where there is none."""
    for folder in (matter.folder, office_of(matter).folder):
        path = folder / OWN_TYPES_FILE
        if stands(path):
            return read_regular(path)
    return None
