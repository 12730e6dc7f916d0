"""The shipped model: what it finds in a made-up contract, what loading costs, the form of its predictions."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType
from extractors.contracts.finder import LEAST, load_finder, nearest, shown
from extractors.contracts.flow import flow_of_text
from extractors.contracts.model.model_file import SHIPPED, load_model
from tests.extractors.contracts.model.made_contract import AGREEMENT

MOST_BYTES = 20_000_000
SECONDS_TO_LOAD = 1.0


def test_the_file_is_small_and_loads_quickly() -> None:
    assert SHIPPED.stat().st_size < MOST_BYTES
    before = time.process_time()
    model, _ = load_model()
    assert time.process_time() - before < SECONDS_TO_LOAD
    assert "CC BY 4.0" in model.card.attribution
    assert list(model.card.types) == [kind.value for kind in ClauseType]
    assert model.card.contracts == 408


@pytest.mark.parametrize(
    ("kind", "quote"),
    [
        ("Document Name", "DISTRIBUTION AGREEMENT"),
        ("Agreement Date", "May 8, 2014"),
        ("Governing Law", "governed by and construed in accordance with the laws of the State of Delaware."),
        ("Anti-Assignment", "Neither party may assign this Agreement"),
        ("Audit Rights", "inspect and audit the books and records"),
        ("Cap On Liability", "The total liability of Supplier shall not exceed the fees paid"),
        ("Exclusivity", "as its exclusive distributor"),
        ("Expiration Date", "shall remain in effect for three (3) years"),
        ("Renewal Term", "shall renew for successive one (1) year terms"),
    ],
)
def test_clauses_of_a_plain_contract_are_shown(kind: str, quote: str) -> None:
    finder = load_finder()
    flow = flow_of_text(AGREEMENT)
    hits = shown(finder.explained(flow), finder.card.threshold)
    own = [hit for hit in hits if hit.type == kind]
    assert any(quote in " ".join(flow.text[hit.start : hit.end].split()) for hit in own)
    assert all(hit.because for hit in own if hit.confidence > 0.5)


def test_what_is_not_there_is_told_by_what_came_nearest() -> None:
    finder = load_finder()
    flow = flow_of_text(AGREEMENT)
    ranked = finder.ranked(flow)
    assert all(LEAST <= hit.confidence <= 1 for hit in ranked)
    explained = finder.explained(flow)
    rejected = nearest(explained, finder.card.threshold)
    found = {hit.type for hit in shown(explained, finder.card.threshold)}
    assert "Source Code Escrow" not in found
    assert found | set(rejected) == {kind.value for kind in ClauseType}
    assert all(hit.confidence < finder.card.threshold for hit in rejected.values())


def test_of_overlapping_hits_of_a_type_the_likeliest_is_shown() -> None:
    law, escrow = "Governing Law", "Source Code Escrow"
    hits = [
        Hit(law, 0, 10, 0.5, ()),
        Hit(law, 5, 20, 0.9, ()),
        Hit(law, 20, 30, 0.2, ()),
        Hit(escrow, 0, 10, 0.3, ()),
        Hit(escrow, 40, 50, 0.05, ()),
    ]
    assert [(hit.type, hit.start) for hit in shown(hits, 0.1)] == [(law, 5), (law, 20), (escrow, 0)]
    assert nearest(hits, 0.1) == {}
    assert {kind: hit.start for kind, hit in nearest(hits, 0.4).items()} == {escrow: 0}


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "1", "§" * 500, "word " * 3000, "(a) (b) (c)\n" * 50, "\u202e\x00 x."]
)
def test_odd_texts_are_judged_without_a_fault(text: str) -> None:
    flow = flow_of_text(text)
    for hit in load_finder().ranked(flow):
        assert all(text[c.start : c.end] == c.quote for c in flow.citations(hit.start, hit.end))


def test_predictions_keep_their_form_whatever_the_workers(tmp_path: Path) -> None:
    folder = tmp_path / "txt"
    folder.mkdir()
    for number in range(3):
        name = folder / f"contract {number}.txt"
        name.write_text(AGREEMENT.replace("Brill", f"Brill{number}"), encoding="utf-8")
    script = Path(__file__).parents[3] / "benchmarks" / "cuad.py"
    outs = []
    for jobs in ("1", "2"):
        outs.append(tmp_path / f"{jobs}.json")
        given = [sys.executable, str(script), "predict", str(folder), str(outs[-1]), "--jobs", jobs]
        done = subprocess.run(given, capture_output=True, text=True, check=True, cwd=tmp_path)
        assert "100.00 % verbatim" in done.stdout
    assert outs[0].read_bytes() == outs[1].read_bytes()
    found = json.loads(outs[0].read_text(encoding="utf-8"))
    assert list(found) == [f"contract {number}.txt" for number in range(3)]
    for own in found.values():
        assert list(own) == [kind.value for kind in ClauseType]
        for ranked in own.values():
            confidences = [confidence for _, confidence in ranked]
            assert confidences == sorted(confidences, reverse=True)
            assert all(confidence >= LEAST for confidence in confidences)
            assert len({quote for quote, _ in ranked}) == len(ranked)
