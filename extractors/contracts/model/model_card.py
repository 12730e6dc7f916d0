"""What is known of a model: where it comes from and how often it was right on contracts it had not seen.

Answers: per type the marked clauses, the area under the curve, the share of contracts with such a clause in
which nothing was shown; the figures of all types; digests of data and versions. Refuses figures of one type
where too few contracts have it: they are said, with their number, and called uncertain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TypeCard:
    """``missed`` is the share of contracts with a clause of the type in which none was shown at the card's
    threshold; ``weak`` where the type is found badly or was seen too rarely to say."""

    clauses: int
    contracts: int
    area: float
    precision_at_80: float
    missed: float
    weak: bool


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Figures are out of fold (0-1): predictions on contracts that the stages had not seen."""

    data: str
    data_sha256: str
    contracts: int
    clauses: int
    threshold: float
    area: float
    precision_at_80: float
    precision_at_90: float
    most_recall: float
    without_parties: Mapping[str, float]
    calibration: tuple[tuple[float, float, int], ...]
    types: Mapping[str, TypeCard]
    libraries: Mapping[str, str]
    attribution: str

    def missed(self, kind: str) -> float:
        """The measured miss rate of a type, 0-1."""
        return self.types[kind].missed


def card_to_json(card: ModelCard) -> dict[str, Any]:
    """Plain JSON, figures to four places."""
    return {
        "data": card.data,
        "data_sha256": card.data_sha256,
        "contracts": card.contracts,
        "clauses": card.clauses,
        "threshold": card.threshold,
        "area": round(card.area, 4),
        "precision_at_80": round(card.precision_at_80, 4),
        "precision_at_90": round(card.precision_at_90, 4),
        "most_recall": round(card.most_recall, 4),
        "without_parties": {name: round(value, 4) for name, value in sorted(card.without_parties.items())},
        "calibration": [[round(said, 4), round(was, 4), count] for said, was, count in card.calibration],
        "types": {
            kind: {
                "clauses": own.clauses,
                "contracts": own.contracts,
                "area": round(own.area, 4),
                "precision_at_80": round(own.precision_at_80, 4),
                "missed": round(own.missed, 4),
                "weak": own.weak,
            }
            for kind, own in card.types.items()
        },
        "libraries": dict(sorted(card.libraries.items())),
        "attribution": card.attribution,
    }


def card_from_json(data: Mapping[str, Any]) -> ModelCard:
    """Inverse of `card_to_json`; raises ``KeyError``/``TypeError``/``ValueError`` on a malformed value."""
    return ModelCard(
        **{
            **data,
            "calibration": tuple((float(a), float(b), int(c)) for a, b, c in data["calibration"]),
            "types": {kind: TypeCard(**own) for kind, own in data["types"].items()},
        }
    )
