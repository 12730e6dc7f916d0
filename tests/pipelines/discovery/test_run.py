"""The stations of a run: what is tried again, and what is written again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.errors import GateRefusal
from extractors.pages import Source
from pipelines.discovery import run
from pipelines.discovery.attention import unattended
from pipelines.discovery.batches import Reading, keep
from pipelines.discovery.operator_page import OperatorPage
from pipelines.discovery.run import draft_now, process
from pipelines.discovery.withdrawn import withdraw
from pipelines.matter import Matter
from pipelines.matter_reading import read_or_set_aside
from pipelines.store import Store
from tests.made_transmissions import paper
from tests.pipelines.discovery.test_killed_run import read_here
from tests.watched_runs import Watched, watched

NOW = datetime.now(UTC)


@pytest.fixture
def office(tmp_path: Path) -> Watched:
    """An office with one matter, and one file in its drop folder."""
    made = watched(tmp_path / "office", {})
    made.deliver({"visit.txt": paper(1).text})
    return made


class Crashing:
    """Readers that every file crashes."""

    def __init__(self) -> None:
        self.tried: list[int] = []

    def __call__(
        self,
        matter: Matter,
        store: Store,
        by: str,
        waiting: Sequence[Source],
        show: Callable[[int, int], None],
    ) -> int:
        self.tried.append(len(waiting))
        for source in waiting:
            why = ("crashed", f"{source.sha256} made its reader crash.", "Print it to PDF, and add that.")
            keep(store, Reading(source.sha256, None, why), by)
        return 0


def test_what_crashed_is_tried_again_by_a_person_s_draft_only(office: Watched) -> None:
    read, page = Crashing(), OperatorPage(office.matter, None)
    with Store.open(office.matter) as store:
        process(office.matter, store, (), "pat", lambda: NOW, page, read)
        office.deliver({"account.txt": paper(3).text})
        process(office.matter, store, (), "pat", lambda: NOW, page, read)
        assert read.tried == [1, 1], "only what is new"
        draft_now(office.matter, store, "treatment", "pat", lambda: NOW, page, read)
        assert read.tried == [1, 1, 2]


def test_what_is_withdrawn_while_a_run_drafts_is_left_out_by_the_next(
    office: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever withdraws a file does not wait for the run: it must not take the draft for one without it."""
    page, wanted = OperatorPage(office.matter, None), ("treatment", "damages")

    def meanwhile(store: Store, by: str) -> run.Read:
        read = read_or_set_aside(store, by)
        for source in store.sources():
            withdraw(office.matter, store, source.sha256, "pat", "Called back by telephone.", NOW)
        return read

    monkeypatch.setattr(run, "read_or_set_aside", meanwhile)
    with Store.open(office.matter) as store:
        process(office.matter, store, wanted, "pat", lambda: NOW, page, Crashing())
        monkeypatch.undo()
        report, _ = process(office.matter, store, wanted, "pat", lambda: NOW, page, Crashing())
    assert [(d.deliverable, d.revision, d.new) for d in report.drafts] == [
        ("treatment", 2, True),
        ("damages", 2, True),
    ]


def test_where_nobody_can_be_asked_everything_else_is_done_and_told(office: Watched) -> None:
    """As with a clock that was set back: the draft's own entries lie ahead of it."""
    page, told = OperatorPage(office.matter, None), []
    with Store.open(office.matter) as store:
        process(office.matter, store, (), "pat", lambda: NOW, page, read_here)
        (source,) = store.sources()
        withdraw(office.matter, store, source.sha256, "pat", "Called back by letter.", NOW)
        page.done = lambda *_: told.append(True)  # type: ignore[method-assign]
        with pytest.raises(GateRefusal, match="The clock stands before"):
            process(office.matter, store, (), "pat", lambda: NOW - timedelta(days=1), page, read_here)
        assert told
        assert unattended(store)


def test_a_delta_that_tells_something_else_is_written_anew(office: Watched) -> None:
    page = OperatorPage(office.matter, None)
    with Store.open(office.matter) as store:
        made = draft_now(office.matter, store, "treatment", "pat", lambda: NOW, page, Crashing())
        told = office.matter.deltas / "treatment" / str(made.revision) / "delta.json"
        before = told.read_bytes()
        told.write_bytes(b"{}")
        again = draft_now(office.matter, store, "treatment", "pat", lambda: NOW, page, Crashing())
    assert (again.revision, told.read_bytes()) == (made.revision, before)
