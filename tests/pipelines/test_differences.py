"""What one of two copies says alone, and that misreadings of a scan are no difference."""

from __future__ import annotations

from pipelines.differences import only_on
from tests.made_pages import document, noisy, scan, visit
from tests.pipelines.made_matter import draft, findings

NOTE = visit("03/17/2021")


def quotes(one: str, other: str, *, scanned: bool = False) -> list[str]:
    first = document("a.pdf", one).pages[0]
    second = (scan("b.pdf", other) if scanned else document("b.pdf", other)).pages[0]
    return [c.quote.strip() for c in only_on(second, first)]


def test_a_stamp_on_the_copy_is_its_difference() -> None:
    assert quotes(NOTE, f"{NOTE}\nRECEIVED 05/02/2021") == ["RECEIVED 05/02/2021"]
    assert quotes(f"{NOTE}\nRECEIVED 05/02/2021", NOTE) == []


def test_white_space_is_no_difference() -> None:
    assert quotes(NOTE, NOTE.replace("Neck and low", "Neck  and  low")) == []


def test_a_scan_differs_by_what_was_added_and_not_by_what_was_misread() -> None:
    assert quotes(NOTE, noisy(NOTE), scanned=True) == []
    assert quotes(NOTE, f"FAX FROM MERCER COUNTY CLERK 555-0142\n{noisy(NOTE)}", scanned=True) == [
        "FAX FROM MERCER COUNTY CLERK 555-0142"
    ]


def test_lines_broken_elsewhere_are_no_difference_on_a_scan() -> None:
    broken = NOTE.replace("PHYSICAL EXAMINATION: Tender over", "PHYSICAL EXAMINATION:\nTender over")
    assert quotes(NOTE, broken, scanned=True) == []


def test_the_register_prints_and_cites_what_differs() -> None:
    stamped = f"{NOTE}\nRECEIVED BY ROE LAW 05/02/2021"
    (copy,) = findings(draft(document("a.pdf", NOTE), document("b.pdf", stamped)), "duplicate")
    assert copy.message.endswith("Only on the copy: “RECEIVED BY ROE LAW 05/02/2021”.")
    assert copy.citations[-1].citation.quote == "RECEIVED BY ROE LAW 05/02/2021"
    assert copy.citations[-1].source == "b.pdf"
