"""What a deliverable is drafted from: the digest changes when a draft could, and only then."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.errors import UsageError
from extractors.pages import Source
from pipelines.commands.templates import SHIPPED_TEMPLATES
from pipelines.confidentiality.access import grant
from pipelines.discovery.basis import basis, last_drafted, note_drafted, stale, wanted_deliverables
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.rows import SetAside
from pipelines.store import Store
from pipelines.template_set import make_office
from tests.kept_sources import add_source
from tests.pipelines.made_office import NOW, PAULA, SENA, set_roster

BY = "1"
PAPER = Source("a" * 64, ("letter.pdf",), "application/pdf", 9)
OTHER = Source("b" * 64, ("bill.pdf",), "application/pdf", 9)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    office = make_office(tmp_path_factory.mktemp("basis") / "office", SHIPPED_TEMPLATES, NOW)
    set_roster(office, PAULA, SENA)
    matter = create_matter(office, "2024-017", Client("Rosalind Quimby", None), None)
    grant(matter, ["paula"], "sena", NOW)
    return matter


@pytest.fixture
def matter(made: Matter) -> Iterator[Matter]:
    """The matter, its database and own files as new."""
    before = set(made.folder.iterdir())
    yield made
    for path in set(made.folder.iterdir()) - before:
        path.unlink()


def test_the_order_in_which_things_come_does_not_matter(matter: Matter, tmp_path: Path) -> None:
    with Store.open(matter) as store, Store(tmp_path / "other.sqlite") as other:
        for paper in (PAPER, OTHER):
            add_source(store, paper)
        for paper in (OTHER, PAPER):
            add_source(other, paper)
        assert basis(matter, store, "treatment", BY) == basis(matter, other, "treatment", BY)


def test_whatever_a_draft_is_made_from_changes_it(matter: Matter) -> None:
    seen: list[str] = []

    def now(of: Matter = matter, deliverable: str = "treatment", by: str = BY) -> str:
        return basis(of, store, deliverable, by)

    with Store.open(matter) as store:
        seen.append(now())
        add_source(store, PAPER)
        seen.append(now())
        add_source(store, dataclasses.replace(PAPER, names=("again.pdf",)))
        seen.append(now())
        store.set_aside(SetAside("x.pdf", "c" * 64, "intake", "damaged", "It is torn.", "Ask again."))
        seen.append(now())
        with store.database.writing() as run:
            run("UPDATE set_asides SET remedy = 'Ask for it.'")
        seen.append(now())
        (matter.folder / "exhibits.toml").write_text("a = 1", encoding="utf-8")
        seen.append(now())
        (matter.folder / "exhibits.toml").write_text("a = 2", encoding="utf-8")
        seen.append(now())
        seen += [now(deliverable="damages"), now(by="2"), now(dataclasses.replace(matter, title="Q v. R"))]
        assert len(set(seen)) == len(seen)
        # What says nothing of the papers: who may work here, a lock.
        grant(matter, ["sena"], "sena", NOW)
        (matter.folder / ".run.lock").write_text("1", encoding="utf-8")
        assert now() == seen[6]


def test_a_link_beside_the_matter_is_not_followed(matter: Matter, tmp_path: Path) -> None:
    with Store.open(matter) as store:
        before = basis(matter, store, "treatment", BY)
        (matter.folder / "plan.toml").symlink_to(tmp_path / "elsewhere.toml")
        assert basis(matter, store, "treatment", BY) == before


def test_what_a_run_keeps_up_to_date(matter: Matter) -> None:
    with Store.open(matter) as store:
        assert wanted_deliverables(matter, store, ()) == ()
        assert wanted_deliverables(matter, store, ("damages",)) == ()
        add_source(store, PAPER)
        assert wanted_deliverables(matter, store, ()) == ("treatment",)
        assert wanted_deliverables(matter, store, ("damages", "treatment", "damages")) == (
            "treatment",
            "damages",
        )
        with pytest.raises(UsageError):
            wanted_deliverables(matter, store, ("diary",))


def test_a_deliverable_is_stale_until_it_is_drafted_from_what_stands(matter: Matter) -> None:
    with Store.open(matter) as store:
        assert not stale(matter, store, (), BY, NOW)  # nothing ever came
        add_source(store, PAPER)
        assert stale(matter, store, (), BY, NOW)
        made_from = basis(matter, store, "treatment", BY)
        note_drafted(store, "treatment", made_from, 1)
        assert last_drafted(store) == {"treatment": (made_from, 1)}
        assert not stale(matter, store, (), BY, NOW)
        assert stale(matter, store, ("damages",), BY, NOW)
        assert stale(matter, store, (), "2", NOW)
        add_source(store, OTHER)
        assert stale(matter, store, (), BY, NOW)


def test_a_template_whose_review_is_overdue_is_no_reason_to_run(matter: Matter) -> None:
    """Else a watch would start a run at every look, and every one would be refused."""
    with Store.open(matter) as store:
        add_source(store, PAPER)
        assert stale(matter, store, (), BY, NOW)
        assert not stale(matter, store, (), BY, NOW + timedelta(days=400))
