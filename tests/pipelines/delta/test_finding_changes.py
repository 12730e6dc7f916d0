"""A gap closed, a bill received: only where the papers that told of them are still read."""

from __future__ import annotations

import time

import pytest

from extractors.citations import Citation
from pipelines.delta.finding_changes import finding_counts, gap_changes, missing_changes
from pipelines.delta.values import Gap, GapChange, GapState, MissingState
from pipelines.rows import MatterFinding, SourceCitation
from tests.made_pages import digest

ONE, TWO = digest("one"), digest("two")
BOTH = frozenset({ONE, TWO})


def cited(sha256: str, quote: str, page: int = 1) -> SourceCitation:
    return SourceCitation(Citation(sha256, page, 0, len(quote), quote), "a paper.pdf")


def gap(start: str, end: str, days: int = 40) -> MatterFinding:
    cites = (cited(ONE, start), cited(TWO, end))
    data = (("days", days), ("end", end), ("start", start))
    return MatterFinding("treatment_gap", "No treatment recorded.", cites, data)


def no_bill(day: str, facility: str, sha256: str = ONE) -> MatterFinding:
    data = (("date", day), ("facility", facility))
    return MatterFinding("record_without_bill", "No bill in the file.", (cited(sha256, day),), data)


LONG = gap("2024-01-02", "2024-05-20", 139)


def test_a_gap_that_stands_is_no_change() -> None:
    assert gap_changes((LONG,), (LONG,), BOTH) == ()


def test_a_gap_is_closed_while_both_its_ends_are_read() -> None:
    (change,) = gap_changes((LONG,), (), BOTH)
    assert (change.state, change.before) == (GapState.CLOSED, Gap("2024-01-02", "2024-05-20", 139))


def test_a_gap_whose_end_was_taken_back_was_not_closed() -> None:
    (change,) = gap_changes((LONG,), (), frozenset({ONE}))
    assert change.state is GapState.ENDED


def test_a_visit_in_the_middle_leaves_what_is_still_open() -> None:
    parts = (gap("2024-01-02", "2024-03-10", 68), gap("2024-03-10", "2024-05-20", 71))
    (change,) = gap_changes((LONG,), parts, BOTH)
    assert change.state is GapState.MOVED
    assert [part.start for part in change.now] == ["2024-01-02", "2024-03-10"]


def test_a_gap_elsewhere_is_new() -> None:
    later = gap("2024-05-20", "2024-08-01", 73)  # begins where the other one ends
    (change,) = gap_changes((LONG,), (LONG, later), BOTH)
    assert change == GapChange(GapState.OPENED, None, (Gap("2024-05-20", "2024-08-01", 73),))


@pytest.mark.parametrize(
    ("held", "state"), [(BOTH, MissingState.RECEIVED), (frozenset({TWO}), MissingState.DROPPED)]
)
def test_a_bill_came_only_if_the_visit_is_still_there(held: frozenset[str], state: MissingState) -> None:
    (change,) = missing_changes((no_bill("2024-01-02", "Elm Clinic"),), (), held)
    assert (change.state, change.what, change.place) == (state, "Bill", "Elm Clinic")


def test_a_place_printed_otherwise_is_the_same_place() -> None:
    """Another copy of the record came first: its letterhead names the clinic in other words."""
    before = no_bill("2024-01-02", "ELM CLINIC INC")
    assert missing_changes((before,), (no_bill("2024-01-02", "Elm Clinic, Inc."),), BOTH) == ()
    assert missing_changes((before,), (no_bill("2024-01-02", "Elm Family Health Center"),), BOTH) == ()


def test_two_visits_of_a_day_are_two_bills() -> None:
    day = no_bill("2024-01-02", "Elm Clinic")
    (change,) = missing_changes((day, day), (day,), BOTH)
    assert change.state is MissingState.RECEIVED


def test_counts_of_findings_that_differ() -> None:
    (told,) = finding_counts((LONG, no_bill("2024-01-02", "Elm")), (LONG,))
    assert (told.title, told.before, told.now) == ("Records without bills", 1, 0)


def test_thousands_of_findings_are_paired_in_one_pass() -> None:
    def bills(number: int, sha256: str) -> tuple[MatterFinding, ...]:
        return tuple(
            no_bill(f"{2000 + n // 300}-01-{n % 28 + 1:02}", f"Clinic {n}", sha256) for n in range(number)
        )

    began = time.process_time()
    assert len(missing_changes(bills(4000, ONE), bills(4000, TWO)[1:], BOTH)) == 1
    assert time.process_time() - began < 10
