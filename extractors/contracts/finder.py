"""Finds clauses in a contract: ranked spans for each type, each with how sure it is and why.

Answers: every candidate down to a confidence of one in a thousand (`ranked`), and what is worth showing
(`shown`): the best span of each clause. Refuses to say that a clause is not there: below the threshold lies
the best rejected sentence, and the card says how often that was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.flow import Flow
from extractors.contracts.model.banks import Bank
from extractors.contracts.model.candidates import Candidate, candidates
from extractors.contracts.model.contract import ReadContract, read_contract
from extractors.contracts.model.features import figures
from extractors.contracts.model.model_card import ModelCard
from extractors.contracts.model.model_file import SHIPPED, load_model
from extractors.contracts.model.scale import Scale
from extractors.contracts.model.second_look import judged, seen_again
from extractors.contracts.model.trees import Trees

LEAST = 0.001
_PLACES = 4
_WORDS_SHOWN = 3
_KINDS = tuple(kind.value for kind in ClauseType)


@dataclass(frozen=True, slots=True)
class ClauseFinder:
    """``sha256`` is the digest of the model's file."""

    banks: tuple[Bank, ...]
    first: Trees
    second: Trees
    scale: Scale
    card: ModelCard
    sha256: str

    def ranked(self, flow: Flow) -> tuple[Hit, ...]:
        """Every candidate with a confidence of `LEAST` or more, by type, start and end; overlapping ones
        are alternatives to one another. ``because`` is left empty: see `explained`."""
        return tuple(
            Hit(_KINDS[column], each.start, each.end, confidence, ())
            for column, each, confidence in self._judged(read_contract(flow), best_of_each=False)
            if confidence >= LEAST
        )

    def explained(self, flow: Flow, contract: ReadContract | None = None) -> tuple[Hit, ...]:
        """As `ranked`, with the rules that fire and the words that speak loudest for each hit, and with the
        likeliest span of every type, however unlikely: what is not found is told by what came nearest."""
        read = contract if contract is not None else read_contract(flow)
        return tuple(
            Hit(_KINDS[column], each.start, each.end, confidence, self._because(read, column, each))
            for column, each, confidence in self._judged(read, best_of_each=True)
        )

    def _judged(self, contract: ReadContract, best_of_each: bool) -> list[tuple[int, Candidate, float]]:
        if not contract.sentences:
            return []
        scores = [bank.scores(contract) for bank in self.banks]
        found = candidates(contract, scores[0] + scores[1])
        first = figures(contract, scores, found)
        chances = self.first.chances(first)
        kept, again = seen_again(found, chances, best_of_each)
        final = self.second.chances(judged(first[kept], chances[kept], again, len(contract.sentences)))
        flat = [(column, each) for column, own in enumerate(again) for each in own]
        return [
            (column, each, round(float(confidence), _PLACES))
            for (column, each), confidence in zip(flat, self.scale.confidences(final), strict=True)
        ]

    def _because(self, contract: ReadContract, column: int, each: Candidate) -> tuple[str, ...]:
        within = range(each.first, each.last + 1)
        rules = dict.fromkeys(name for index in within for name in contract.because.get((index, column), ()))
        words = self.banks[0].loudest(contract, within, column, _WORDS_SHOWN)
        return (*rules, f"words: {', '.join(words)}") if words else tuple(rules)


def shown(hits: Sequence[Hit], threshold: float) -> tuple[Hit, ...]:
    """The hits at or above the threshold, without those that overlap a likelier one of their type."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.confidence, hit.start, hit.end)):
        if hit.confidence >= threshold and not any(
            hit.type == other.type and hit.start < other.end and other.start < hit.end for other in kept
        ):
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: (_KINDS.index(hit.type), hit.start, hit.end)))


def nearest(hits: Sequence[Hit], threshold: float) -> dict[str, Hit]:
    """For each type without a hit at the threshold, the best one below it."""
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.type not in best or hit.confidence > best[hit.type].confidence:
            best[hit.type] = hit
    return {kind: hit for kind, hit in best.items() if hit.confidence < threshold}


@cache
def load_finder(path: Path = SHIPPED) -> ClauseFinder:
    """The finder of a model file.

    Raises:
        UsageError: there is none, or it is not whole.
    """
    model, sha256 = load_model(path)
    first, second = (Trees(texts) for texts in model.looks)
    return ClauseFinder(model.banks, first, second, model.scale, model.card, sha256)
