"""What an operator sees: counts and codes, and never a name or a word of a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractors.errors import Reason
from pipelines.discovery.arrivals import Arrival, Change, NewDraft, RunReport
from pipelines.discovery.operator_page import (
    OperatorPage,
    outcome_line,
    review_link,
    run_name,
    set_aside_table,
)
from pipelines.matter import Client, Matter
from pipelines.rows import SetAside

SECRET = "Millicent Farrow"
MATTER = Matter(Path("/office/matters/2024-017"), "2024-017", Client(SECRET, None), None)


def arrival(change: Change, n: int = 0) -> Arrival:
    return Arrival(f"{SECRET} {n}.pdf", f"{n:064x}", 9, change, f"{SECRET}.pdf", 1, "2026-03-02T12:00:00Z")


def aside(reason: str, sha256: str | None, stage: str = "reading") -> SetAside:
    return SetAside(f"{SECRET}.pdf", sha256, stage, reason, f"{SECRET} is locked.", f"Ask {SECRET}.")


def report(*changes: Change, drafts: tuple[NewDraft, ...] = (), **counts: Any) -> RunReport:
    given = {"still_arriving": 0, "pages_read": 0, "set_aside": (), "questions": 0, **counts}
    arrivals = tuple(arrival(change, n) for n, change in enumerate(changes))
    return RunReport("2024-017", arrivals, drafts=drafts, **given)


FIRST = NewDraft("treatment", 1, True, "0" * 64)
FOURTH = NewDraft("treatment", 4, True, "0" * 64, 2, 5, 1, 0)
SAME = NewDraft("damages", 3, False, "0" * 64)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (report(), "nothing new"),
        (
            report(drafts=(FOURTH,)),
            "treatment draft 4 awaits review (5 rows added, 1 changed, 0 withdrawn since revision 2)",
        ),
        (report(Change.MOVED, Change.MOVED), "2 files moved"),
        (report(Change.NEW), "1 file arrived"),
        (report(Change.NEW, Change.NEW, pages_read=1), "2 files arrived, 1 page read"),
        (
            report(Change.NEW, Change.REPLACED, Change.REMOVED, still_arriving=2, questions=1),
            "2 files arrived (1 new, 1 replaced), 1 file removed, 2 files still arriving, 1 question asked",
        ),
        (
            report(Change.NEW, pages_read=45, set_aside=(("ab", "encrypted"),), drafts=(FOURTH, SAME)),
            "1 file arrived, 45 pages read, 1 file set aside; treatment draft 4 awaits review (5 rows added,"
            " 1 changed, 0 withdrawn since revision 2); damages draft 3 stands as it is",
        ),
        (report(Change.NEW, drafts=(FIRST,)), "1 file arrived; treatment draft 1 awaits review"),
    ],
)
def test_what_a_run_did_in_one_line(told: RunReport, line: str) -> None:
    assert outcome_line(told) == line


def test_files_set_aside_are_told_by_digest_and_reason() -> None:
    table = set_aside_table([aside("encrypted", "ab" * 32), aside("replaced", None, "withdrawn")])
    assert [tuple(row.values()) for row in table] == [
        ("abababababab", "reading", "encrypted", "Ask for it without a password."),
        ("none", "withdrawn", "replaced", "See the draft: a person has to decide."),
    ]
    assert SECRET not in str(table)


def test_every_reason_has_something_to_do() -> None:
    for row in set_aside_table([aside(reason, None) for reason in Reason]):
        assert row["to do"] != "See the draft: a person has to decide."


def test_the_link_leads_to_the_first_new_draft() -> None:
    address = "http://127.0.0.1:8123"
    assert review_link(address, "m1", (SAME, FOURTH, FIRST)) == f"{address}/m/m1/treatment/4"
    assert review_link(address, "m1", (SAME,)) is None
    assert review_link("", "m1", (FOURTH,)) is None


class Shown:
    """Stands in for the orchestrator; it may be out of order."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> str:
            if self.broken:
                raise ConnectionError(SECRET)
            self.calls.append((name, *arguments))
            return "id"

        return call


def test_a_run_shows_its_name_its_progress_and_how_it_ended() -> None:
    shown, names = Shown(), list[str]()
    page = OperatorPage(MATTER, shown, names.append)
    page.reading(3, 2)
    page.read(1, 10)  # too soon after the beginning to be told
    page.read(2, 30)
    told = report(Change.NEW, drafts=(FOURTH,))
    page.done(told, [aside("damaged", "ab" * 32)], "http://127.0.0.1:8123")
    assert names == [run_name("2024-017", 3, 2)] == ["2024-017: 3 files arrived, 2 to read"]
    assert [call[0] for call in shown.calls] == [
        "create_progress_artifact",
        "update_progress_artifact",
        "create_table_artifact",
        "create_link_artifact",
    ]
    assert shown.calls[1][1:] == ("id", 100.0, "2 of 2 files, 30 pages")
    assert shown.calls[3][-1].startswith("treatment draft 4 awaits review (")
    assert SECRET not in str(shown.calls)


def test_a_run_without_new_files_is_named_so() -> None:
    assert run_name("2024-017", 0, 0) == "2024-017: no new files"
    assert run_name("2024-017", 0, 1) == "2024-017: no new files, 1 to read"


def test_a_page_that_is_out_of_order_stops_no_run() -> None:
    page = OperatorPage(MATTER, Shown(broken=True), Shown(broken=True).rename)
    page.reading(3, 2)
    page.read(2, 30)
    page.done(report(drafts=(FOURTH,)), [aside("damaged", None)], "http://127.0.0.1:8123")
