"""The model card as a page a person reads: Markdown, figures in percent.

Answers: one page from a card. Refuses to leave the weak types out: they stand first.
"""

from __future__ import annotations

from extractors.contracts.model.model_card import ModelCard, TypeCard


def card_page(card: ModelCard) -> str:
    """The page."""
    rest = card.without_parties
    weak = [kind for kind, own in card.types.items() if own.weak]
    lines = [
        "# Model card: the clause finder",
        "",
        card.attribution,
        "",
        f"Fitted to {card.contracts} contracts with {card.clauses:,} marked clauses ({card.data}, SHA-256 "
        f"{card.data_sha256}), by {', '.join(f'{k} {v}' for k, v in card.libraries.items())}.",
        "",
        "Every figure is out of fold: five folds over contracts, each contract judged by stages that were",
        "not fitted to it.",
        "CUAD's metric: Jaccard index 0.5, the official thresholds.",
        "",
        "| | AUPR | P@80R | P@90R | most recall |",
        "| --- | ---: | ---: | ---: | ---: |",
        f"| all types | {_percent(card.area)} | {_percent(card.precision_at_80)} | "
        f"{_percent(card.precision_at_90)} | {_percent(card.most_recall)} |",
        f"| without Parties | {_percent(rest['area'])} | {_percent(rest['precision_at_80'])} | "
        f"{_percent(rest['precision_at_90'])} | {_percent(rest['most_recall'])} |",
        "",
        f"A clause is shown from a confidence of {card.threshold} on. Weak types, found badly or seen too "
        f"rarely to say: {', '.join(weak) or 'none'}.",
        "",
        "| Clause type | marked | contracts | AUPR | P@80R | contracts with one, none shown | |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
        *(_row(kind, own) for kind, own in card.types.items()),
        "",
        "Calibration of what is likeliest of its place, from a confidence of 0.05 on:",
        "",
        "| said | was right | predictions |",
        "| ---: | ---: | ---: |",
        *(f"| {_percent(said)} | {_percent(was)} | {count:,} |" for said, was, count in card.calibration),
    ]
    return "\n".join(lines) + "\n"


def _row(kind: str, own: TypeCard) -> str:
    return (
        f"| {kind} | {own.clauses} | {own.contracts} | {_percent(own.area)} | "
        f"{_percent(own.precision_at_80)} | {_percent(own.missed)} | {'weak' if own.weak else ''} |"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
