"""The program's own words: every kind and flag prints, dates as in the rest of the document."""

from __future__ import annotations

from pipelines.render import wording
from pipelines.rows import MatterFinding


def test_findings_print_in_the_published_order_and_unknown_kinds_last() -> None:
    kinds = ["zebra_count", "duplicate", "other_patient", "treatment_gap", "apple"]
    grouped = wording.by_kind([MatterFinding(k, f"{n}") for n, k in enumerate(kinds)])
    assert [kind for kind, _ in grouped] == [
        "other_patient",
        "treatment_gap",
        "duplicate",
        "apple",
        "zebra_count",
    ]
    assert wording.finding_words("zebra_count").title == "Zebra count"


def test_other_people_s_pages_are_never_quoted_and_stop_work() -> None:
    words = wording.FINDING_KINDS["other_patient"]
    assert words.stop
    assert not words.quoted


def test_dates_in_a_message_print_like_the_rows_and_file_names_stay() -> None:
    finding = MatterFinding(
        "treatment_gap",
        "No treatment recorded for 42 days: 2015-05-05 to 2015-06-16.",
        (),
        (("days", 42), ("end", "2015-06-16"), ("start", "2015-05-05")),
    )
    assert wording.message_words(finding) == "No treatment recorded for 42 days: 05/05/2015 to 06/16/2015."
    named = MatterFinding(
        "undated", "scan 2015-05-05.pdf, p. 2 prints no date.", (), (("source", "scan 2015-05-05.pdf"),)
    )
    assert wording.message_words(named) == named.message
    both = MatterFinding(
        "amended",
        "2015-05-05: see a_2015-05-05.pdf.",
        (),
        (("date", "2015-05-05"), ("source", "a_2015-05-05.pdf")),
    )
    assert wording.message_words(both) == both.message


def test_details_leave_out_digests_and_what_is_empty() -> None:
    finding = MatterFinding("x", "m", (), (("a", ""), ("b", None), ("codes", "99213"), ("sha256", "f" * 64)))
    assert wording.details(finding, None) == "codes 99213"
    assert wording.details(finding, frozenset({"b"})) == ""


def test_a_finding_without_citation_still_says_where() -> None:
    page = MatterFinding("other_patient", "m", (), (("page", 6), ("source", "a.pdf")))
    assert wording.place_words(page) == "a.pdf, p. 6"
    assert wording.place_words(MatterFinding("set_aside", "m", (), (("file", "b.pdf"),))) == "b.pdf"
    assert wording.place_words(MatterFinding("x", "m")) == wording.NONE


def test_flags() -> None:
    assert wording.flag_words("low-confidence text") == "Low-confidence text: check against page"
    assert wording.flag_words("dated by the letter's own date line") == "Dated by the letter's own date line"
