"""A fit of small made-up data: the same bytes with any number of processes, and it learns."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.contracts.finder import load_finder, nearest, shown
from extractors.contracts.flow import flow_of_text
from extractors.contracts.model.model_file import Model, load_model, save_model
from extractors.contracts.training.card_page import card_page
from extractors.contracts.training.fitting import fit
from extractors.contracts.training.marked_contracts import load_marked
from extractors.contracts.training.report import model_card
from extractors.contracts.training.tree_fit import Fit
from extractors.errors import UsageError
from pipelines.cli import app
from tests.extractors.contracts.training.made_data import write_data

UNSEEN = (
    "SUPPLY AGREEMENT\n\nInvoices are payable in U.S. dollars.\n\nThis Agreement shall be governed by the "
    "laws of the State of Kansas.\n\nThe headings of this Agreement are for reference only.\n"
)


QUICK = (Fit(40, (("num_leaves", 15), ("min_data_in_leaf", 5), ("seed", 1))),)
"""A few small trees: what is tried here is the path, not the figures."""


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("fit")
    marked = load_marked(write_data(folder / "made.jsonl", 30))
    models = {}
    for jobs in (1, 2):
        found = fit(marked, jobs, lambda _: None, QUICK, QUICK)
        card = model_card("made", "0" * 64, marked, found, "Made up.")
        models[jobs] = folder / f"{jobs}.model"
        models[jobs].write_bytes(save_model(Model(found.banks, found.looks, found.scale, card)))
    assert "without Parties" in card_page(card)
    return models


def test_any_number_of_processes_gives_the_same_bytes(fitted: dict[int, Path]) -> None:
    assert fitted[1].read_bytes() == fitted[2].read_bytes()


def test_what_was_learnt_finds_a_clause_it_has_not_seen(fitted: dict[int, Path]) -> None:
    finder = load_finder(fitted[1])
    flow = flow_of_text(UNSEEN)
    laws = [hit for hit in shown(finder.explained(flow), 0.5) if hit.type == "Governing Law"]
    assert len(laws) == 1
    assert "governed by the laws of the State of Kansas." in flow.text[laws[0].start : laws[0].end]
    assert any(reason.startswith("words: ") for reason in laws[0].because)
    assert "Governing Law" not in nearest(finder.ranked(flow), 0.5)
    assert finder.card.types["Governing Law"].clauses == 30
    assert finder.card.types["Insurance"].weak


def test_a_model_that_is_not_whole_is_refused(fitted: dict[int, Path], tmp_path: Path) -> None:
    whole = fitted[1].read_bytes()
    for broken in (b"", whole[:-100], whole[: len(whole) // 2], b"PK\x05\x06" + bytes(18)):
        file = tmp_path / "broken.model"
        file.write_bytes(broken)
        with pytest.raises(UsageError, match=r"broken\.model cannot be loaded"):
            load_model(file)


def test_too_few_contracts_are_refused(tmp_path: Path) -> None:
    data = write_data(tmp_path / "few.jsonl", 3)
    result = CliRunner().invoke(app, ["clauses", "train", str(data), "--out", str(tmp_path / "m")])
    assert isinstance(result.exception, UsageError)
    assert not (tmp_path / "m").exists()
