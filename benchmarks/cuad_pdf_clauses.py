"""What reading from PDF costs the clause finder: the same contracts, the same model, as text and as PDF.

    python benchmarks/cuad_pdf_clauses.py fit FOLDER DATA MODEL     fits without the contracts of FOLDER
    python benchmarks/cuad_pdf_clauses.py score FOLDER DATA MODEL   AUPR on them, from text and from PDF

FOLDER holds contracts as PDF and ``titles.json`` (file → title in DATA); DATA is in CUAD's format. Runs of
white space count as one blank on both sides, because a PDF's lines end where its paper did.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractors.contracts.clause_types import ClauseType  # noqa: E402
from extractors.contracts.finder import ClauseFinder, load_finder  # noqa: E402
from extractors.contracts.flow import Flow, flow_of, flow_of_text  # noqa: E402
from extractors.contracts.model.model_file import Model, save_model  # noqa: E402
from extractors.contracts.training.fitting import fit  # noqa: E402
from extractors.contracts.training.marked_contracts import (  # noqa: E402
    MarkedContract,
    data_digest,
    load_marked,
)
from extractors.contracts.training.metric import Prediction, curve, total  # noqa: E402
from extractors.contracts.training.report import ATTRIBUTION, model_card, tallies  # noqa: E402
from extractors.pages import Source  # noqa: E402
from extractors.reading import read  # noqa: E402
from extractors.reading_options import ReadingOptions  # noqa: E402
from extractors.sniffing import sniff  # noqa: E402

Ranked = dict[str, list[Prediction]]


def main() -> None:
    """Run a command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("fit", "score"))
    for name in ("folder", "data", "model"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    files = {title: name for name, title in json.loads((given.folder / "titles.json").read_text()).items()}
    marked = load_marked(given.data)
    if given.command == "fit":
        kept = [contract for contract in marked if contract.title not in files]
        fitted = fit(kept, 2, lambda line: print(line, file=sys.stderr))
        name = f"{given.data.name} without {len(marked) - len(kept)} contracts"
        card = model_card(name, data_digest(given.data), kept, fitted, ATTRIBUTION)
        given.model.write_bytes(save_model(Model(fitted.banks, fitted.looks, fitted.scale, card)))
        return
    apart = [contract for contract in marked if contract.title in files]
    finder = load_finder(given.model)
    _score("from text", apart, finder, lambda contract: flow_of_text(contract.text))
    _score("from PDF", apart, finder, lambda contract: _pdf_flow(given.folder / files[contract.title]))


def _pdf_flow(path: Path) -> Flow:
    source = Source("0" * 64, (path.name,), sniff(path), path.stat().st_size)
    return flow_of(read(path, source, ReadingOptions(ocr=False)))


def _score(
    name: str,
    apart: list[MarkedContract],
    finder: ClauseFinder,
    flow_of_contract: Callable[[MarkedContract], Flow],
) -> None:
    ranked = [_predictions(finder, flow_of_contract(contract)) for contract in apart]
    counted = tallies([_one_blank(contract) for contract in apart], ranked)
    whole, rest = curve(total(counted)), curve(total(counted, (ClauseType.PARTIES.value,)))
    print(
        f"{name}: {len(apart)} contracts, {whole.clauses} clauses, AUPR {100 * whole.area:.1f}, "
        f"P@80R {100 * whole.precision_at(0.8):.1f}; without Parties {100 * rest.area:.1f}, "
        f"{100 * rest.precision_at(0.8):.1f}"
    )


def _predictions(finder: ClauseFinder, flow: Flow) -> Ranked:
    found: Ranked = {kind.value: [] for kind in ClauseType}
    for hit in finder.ranked(flow):
        found[hit.type].append((" ".join(flow.verbatim(hit.start, hit.end).split()), hit.confidence))
    return found


def _one_blank(contract: MarkedContract) -> MarkedContract:
    """The same contract with one blank for every run of white space in what is marked."""
    text, spans = "", {}
    for kind, marked in contract.spans.items():
        own = []
        for start, end in marked:
            quote = " ".join(contract.text[start:end].split())
            own.append((len(text), len(text) + len(quote)))
            text += quote
        spans[kind] = tuple(own)
    return replace(contract, text=text, spans=spans)


if __name__ == "__main__":
    main()
