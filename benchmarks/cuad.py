"""Measures the clause finder by CUAD's metric, and writes predictions for others to score.

    python benchmarks/cuad.py predict TXT_DIR OUT.json   every .txt of a folder, with the shipped model
    python benchmarks/cuad.py score DATA                 the shipped model on marked contracts it has not seen
    python benchmarks/cuad.py cross DATA                 five folds over contracts, each judged by the others

``OUT.json`` is ``{file name: {clause type: [[verbatim text, confidence], …]}}``, every span down to a
confidence of 0.001, likeliest first; a text that stands in several places is given once, with its best
confidence. That form is kept: releases are scored by it. ``DATA`` is in CUAD's format: JSON, or JSON lines,
gzipped or not.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractors.contracts.clause_types import ClauseType  # noqa: E402
from extractors.contracts.finder import load_finder  # noqa: E402
from extractors.contracts.flow import flow_of_text  # noqa: E402
from extractors.contracts.training.marked_contracts import MarkedContract, data_digest, load_marked  # noqa: E402
from extractors.contracts.training.metric import GRID, Curve, Prediction, curve, total  # noqa: E402
from extractors.contracts.training.processes import in_processes  # noqa: E402
from extractors.contracts.training.report import tallies  # noqa: E402
from extractors.contracts.training.targets import raw_span  # noqa: E402
from extractors.errors import UsageError  # noqa: E402

Ranked = dict[str, list[Prediction]]


def predictions(text: str) -> Ranked:
    """By type the quotes of a text and their confidences, likeliest first."""
    flow = flow_of_text(text)
    best: dict[str, dict[str, float]] = {kind.value: {} for kind in ClauseType}
    for hit in load_finder().ranked(flow):
        start, end = raw_span(flow, hit.start, hit.end)
        own, quote = best[hit.type], text[start:end]
        own[quote] = max(hit.confidence, own.get(quote, 0.0))
    return {kind: sorted(own.items(), key=lambda item: -item[1]) for kind, own in best.items()}


def predict(folder: Path, out: Path, jobs: int) -> None:
    """Write the predictions for every text file of a folder, and say how quickly they were made."""
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise UsageError(f"{folder} holds no .txt files.", "Name the folder that the contracts lie in.")
    load_finder()
    began = time.perf_counter()
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    found = in_processes(predictions, texts, jobs)
    took = time.perf_counter() - began
    named = {file.name: own for file, own in zip(files, found, strict=True)}
    out.write_text(json.dumps(named, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    said = [
        (text, quote)
        for text, own in zip(texts, found, strict=True)
        for kind in own.values()
        for quote, _ in kind
    ]
    verbatim = sum(quote in text for text, quote in said)
    print(f"{len(files)} contracts in {took:.1f} s: {60 * len(files) / took / jobs:.0f} a minute and core")
    print(f"{len(said):,} spans, {100 * verbatim / max(1, len(said)):.2f} % verbatim")


def score(data: Path, jobs: int) -> None:
    """Print what the shipped model is worth on marked contracts."""
    marked = load_marked(data)
    card = load_finder().card
    if data_digest(data) == card.data_sha256:
        print("These are the contracts that the model was fitted to: the figures flatter it. See `cross`.\n")
    began = time.process_time()
    found = in_processes(predictions, [contract.text for contract in marked], jobs)
    if jobs == 1:
        print(f"{60 * len(marked) / (time.process_time() - began):.0f} contracts a minute of CPU\n")
    _print_figures(marked, found)


def cross(data: Path, jobs: int) -> None:
    """Print what fits on four fifths of the contracts are worth on the last, for every fifth."""
    from extractors.contracts.training.card_page import card_page
    from extractors.contracts.training.fitting import fit
    from extractors.contracts.training.report import ATTRIBUTION, model_card, quoted

    marked = load_marked(data)
    fitted = fit(marked, jobs, lambda line: print(line, file=sys.stderr))
    _print_figures(marked, quoted(fitted, marked))
    print()
    print(card_page(model_card(data.name, data_digest(data), marked, fitted, ATTRIBUTION)))


def _print_figures(
    marked: Sequence[MarkedContract], found: Sequence[Mapping[str, Sequence[Prediction]]]
) -> None:
    counted = tallies(marked, found)
    print(f"{'':36} marked   AUPR  P@80R  P@90R  most recall")
    print(_line("all types", curve(total(counted))))
    print(_line("without Parties", curve(total(counted, (ClauseType.PARTIES.value,)))))
    for kind, own in counted.items():
        print(_line(kind, curve(own)))
    highest = max((c for own in found for kind in own.values() for _, c in kind), default=0.0)
    if highest <= max(GRID):
        print(f"The official script gives an AUPR of 0: no confidence is above {max(GRID)}.")
    quotes = [
        quote in contract.text
        for contract, own in zip(marked, found, strict=True)
        for kind in own.values()
        for quote, _ in kind
    ]
    print(f"\nverbatim: {100 * sum(quotes) / max(1, len(quotes)):.2f} % of {len(quotes):,} spans")
    print("\nby confidence, each marked clause under its best span:")
    whole = total(counted)
    for step in range(10):
        low, high = step / 10, (step + 1) / 10 if step < 9 else 1.01
        right = sum(low <= confidence < high for confidence in whole.found)
        wrong = sum(low <= confidence < high for confidence in whole.wrong)
        print(f"  {low:.1f} to {low + 0.1:.1f}: {right} clauses found, {wrong} spans wrong")


def _line(name: str, figures: Curve) -> str:
    shares = (figures.area, figures.precision_at(0.8), figures.precision_at(0.9), figures.most_recall)
    return f"{name:36} {figures.clauses:6} " + " ".join(f"{100 * share:6.1f}" for share in shares)


def main() -> None:
    """Run a command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (("predict", ("folder", "out")), ("score", ("data",)), ("cross", ("data",))):
        command = commands.add_parser(name)
        for word in words:
            command.add_argument(word, type=Path)
        command.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    try:
        if given.command == "predict":
            predict(given.folder, given.out, given.jobs)
        else:
            {"score": score, "cross": cross}[given.command](given.data, given.jobs)
    except UsageError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
