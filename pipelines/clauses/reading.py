"""One contract as the extractors read it: the only place where the clause deliverable asks them.

Answers: the flow of a document and everything said of it: clauses of CUAD's types and of the firm's own,
types not found with the sentence that came nearest, abstract, obligations, points of form. Decides nothing
itself: what is shown is what the finder's own threshold lets through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.contracts.abstract import PARTY, abstract
from extractors.contracts.abstract_field import AbstractField
from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_rules import fired, rule_book
from extractors.contracts.flow import Flow, flow_of
from extractors.contracts.obligations.obligation import Excluded, Obligation
from extractors.contracts.obligations.register import obligations
from extractors.contracts.own_types import OWN_TYPES_FILE, OwnTypes, own_hits, own_types
from extractors.contracts.sections import Outline, sections
from extractors.contracts.sentences import Sentence, sentences
from extractors.pages import Document
from pipelines.clauses.report import FinderStamp
from pipelines.durable import read_regular, sha256_of
from pipelines.matter import Matter
from pipelines.office import office_of

if TYPE_CHECKING:
    from extractors.contracts.issue_flags import Flag


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
class ContractReader:
    """Reads contracts: ``missed`` and ``stamp`` tell of the finder in it."""

    read: Callable[[Document], ContractReading]
    missed: Measured
    stamp: FinderStamp


def contract_reader(matter: Matter) -> ContractReader:
    """What reads the contracts of a matter: the shipped model, or the rules alone where its file is missing;
    beside it the list of the firm's own types, the matter's before the office's.

    Raises:
        UsageError: the list is malformed or its examples do not bear it out, naming file and line.
    """
    listed = _own_list(matter)
    own = own_types(listed, OWN_TYPES_FILE) if listed is not None else NO_TYPES
    stamp = FinderStamp("Rules", "", 0.1, sha256_of(listed) if listed is not None else "")

    def read(document: Document) -> ContractReading:
        flow = flow_of(document)
        outline = sections(flow.text)
        parts = sentences(flow.text)
        hits = _rule_hits(flow.text, parts)
        ours = own_hits(own, flow.text, parts)
        shown = {hit.type for hit in ours}
        fields = abstract(flow.text, parts, hits)
        register, left_out = obligations(flow.text, parts, _party_names(flow.text, fields))
        return ContractReading(
            document,
            flow,
            outline,
            len(parts),
            hits,
            {},
            ours,
            tuple(name for name in own.names if name not in shown),
            fields,
            register,
            left_out,
            (),
        )

    return ContractReader(read, lambda _: None, stamp)


def _party_names(text: str, fields: Sequence[AbstractField]) -> tuple[str, ...]:
    """Names and aliases of the parties, as printed."""
    spans = [span for field in fields if field.name == PARTY and field.value for span in field.spans]
    return tuple(dict.fromkeys(" ".join(text[start:end].split()) for start, end in spans))


def _own_list(matter: Matter) -> bytes | None:
    """The list of the firm's own types as it stands, ``None`` where there is none."""
    for folder in (matter.folder, office_of(matter).folder):
        path = folder / OWN_TYPES_FILE
        if path.is_file():
            return read_regular(path)
    return None


def _rule_hits(text: str, parts: Sequence[Sentence]) -> tuple[Hit, ...]:
    found: dict[tuple[str, int, int], tuple[str, ...]] = {}
    for part, hits in zip(parts, fired(text, parts), strict=True):
        for hit in hits:
            key = (hit.type, part.start, part.end)
            found[key] = (*found.get(key, ()), hit.rule_name)
    return tuple(Hit(*key, 0.5, tuple(dict.fromkeys(names))) for key, names in found.items())
