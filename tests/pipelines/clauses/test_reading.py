"""A contract is read by the model, and by the rules alone where its file is missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.contracts.clause_hits import Hit
from extractors.contracts.flow import Flow
from extractors.contracts.model.contract import ReadContract
from extractors.contracts.model.model_card import ModelCard, TypeCard
from extractors.errors import UsageError
from pipelines.clauses import reading
from pipelines.clauses.reading import contract_reader
from pipelines.matter import Client, Matter
from pipelines.office import create_office
from tests.pipelines.clauses.made_reading import document
from tests.pipelines.clauses.made_report import BASE, SUPPLY

ROOT = Path(__file__).resolve().parents[3]
LAW = SUPPLY[1][SUPPLY[1].index("This Agreement") : SUPPLY[1].index("\n4.")]
KNOWN = {"Governing Law": TypeCard(9, 9, 0.9, 0.9, 0.03, False), "Insurance": TypeCard(1, 1, 0, 0, 0.5, True)}
CARD = ModelCard(
    *("made-up data", "b" * 64, 9, 9, 0.2, 0.5, 0.5, 0.5, 0.9), {}, (), KNOWN, {}, "Learnt from nobody."
)


@dataclass(frozen=True)
class MadeFinder:
    """Finds the governing law twice, sure and less sure, and an insurance that it does not believe in."""

    sha256: str = "a" * 64
    card: ModelCard = CARD

    def explained(self, flow: Flow, contract: ReadContract) -> tuple[Hit, ...]:
        start = flow.text.index(LAW)
        end = start + len(LAW)
        return (
            Hit("Governing Law", start, end, 0.9, ("governed by",)),
            Hit("Governing Law", start, end - 10, 0.4, ()),
            Hit("Insurance", start, end, 0.1, ()),
        )


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    office = create_office(tmp_path / "office", ROOT / "templates")
    return Matter(office.matters_folder / "m", "m", Client("Quillfeather Mills, Inc.", None), None)


def test_the_model_s_threshold_says_what_is_shown(
    matter: Matter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reading, "SHIPPED", tmp_path / "cuad.model")
    (tmp_path / "cuad.model").touch()
    monkeypatch.setattr(reading, "load_finder", MadeFinder)
    reader = contract_reader(matter)
    read = reader.read(document(BASE), ("Insurance",))
    (law,) = read.hits  # of two that overlap, the likelier
    assert (law.confidence, law.because) == (0.9, ("governed by",))
    assert read.nearest["Insurance"].confidence == 0.1
    assert read.flags[0].subject == "Insurance"
    stamp = reader.finder.stamp
    assert (stamp.name, stamp.sha256, stamp.threshold) == ("made-up data", "a" * 64, 0.2)
    assert (stamp.weak, stamp.attribution) == (("Insurance",), "Learnt from nobody.")
    assert reader.finder.missed("Governing Law") == 0.03


def test_without_its_file_the_rules_stand_in(
    matter: Matter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reading, "SHIPPED", tmp_path / "none.model")
    reader = contract_reader(matter)
    read = reader.read(document(BASE), ())
    law = next(hit for hit in read.hits if hit.type == "Governing Law")
    assert "Vermont" in read.flow.text[law.start : law.end]
    assert law.because
    assert (reader.finder.stamp.name, reader.finder.stamp.sha256) == ("Rules alone", "")
    assert reader.finder.missed("Governing Law") is None


def test_every_sentence_is_in_the_register_or_left_out_of_it(matter: Matter) -> None:
    read = contract_reader(matter).read(document(BASE), ())
    kept = {(one.start, one.end) for one in read.obligations}
    aside = {(one.start, one.end) for one in read.left_out}
    assert not kept & aside
    assert len(kept | aside) == read.sentences
    duty = next(one for one in read.obligations if "pay each invoice" in read.flow.text[slice(*one.action)])
    assert duty.obligor is not None
    assert read.flow.text[slice(*duty.obligor)] == "Buyer"


@pytest.mark.parametrize("kind", ["dangling link", "folder"])
def test_a_list_that_cannot_be_read_is_not_passed_over(matter: Matter, kind: str) -> None:
    path = matter.folder / "clause-types.toml"
    matter.folder.mkdir(parents=True, exist_ok=True)
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(matter.folder / "gone.toml")
    with pytest.raises(UsageError, match=r"clause-types\.toml is not an ordinary file"):
        contract_reader(matter)
