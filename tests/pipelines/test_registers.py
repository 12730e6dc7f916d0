"""The findings section lists what a person must know, cites both ends, and never quotes another patient."""

from __future__ import annotations

from pipelines.rows import SetAside
from tests.made_pages import STAY, STRANGER, UNDATED, document, scan, therapy, visit
from tests.pipelines.made_matter import draft, findings


def test_a_gap_cites_the_last_visit_before_and_the_first_after() -> None:
    found = findings(draft(document("v.pdf", visit("03/17/2021"), visit("05/20/2021"))), "treatment_gap")
    assert [dict(f.data) for f in found] == [{"days": 64, "end": "2021-05-20", "start": "2021-03-17"}]
    assert [(c.label, c.citation.quote) for c in found[0].citations] == [
        ("v.pdf, p. 1", "03/17/2021"),
        ("v.pdf, p. 2", "05/20/2021"),
    ]


def test_exactly_the_threshold_is_no_gap_and_one_day_more_is() -> None:
    assert findings(draft(document("v.pdf", visit("03/17/2021"), visit("04/16/2021"))), "treatment_gap") == []
    assert (
        len(findings(draft(document("v.pdf", visit("03/17/2021"), visit("04/17/2021"))), "treatment_gap"))
        == 1
    )


def test_a_gap_counts_from_the_end_of_a_stay() -> None:
    chronology = draft(document("h.pdf", STAY), document("v.pdf", visit("04/10/2021")))
    assert [dict(f.data)["start"] for f in findings(chronology, "treatment_gap")] == ["2021-03-04"]


def test_treatment_before_the_incident_opens_no_gap() -> None:
    chronology = draft(document("v.pdf", visit("01/05/2019"), visit("03/17/2021")))
    assert findings(chronology, "treatment_gap") == []
    assert [r.date_start for r in chronology.rows] == ["2019-01-05", "2021-03-17"]


def test_another_patients_page_is_named_by_file_and_page_only() -> None:
    chronology = draft(document("v.pdf", visit("03/17/2021"), STRANGER))
    found = findings(chronology, "other_patient")
    assert [(dict(f.data), f.citations) for f in found] == [({"page": 2, "source": "v.pdf"}, ())]
    assert chronology.pages[1].disposition == "excluded"
    assert len(chronology.rows) == 1


def test_undated_pages_and_doubtful_readings_are_listed_with_their_place() -> None:
    chronology = draft(
        document("v.pdf", visit("03/17/2021"), UNDATED), scan("s.pdf", therapy("04/06/2021"), confidence=0.71)
    )
    assert [dict(f.data)["page"] for f in findings(chronology, "undated")] == [2]
    assert [dict(f.data)["source"] for f in findings(chronology, "low_confidence")] == ["s.pdf"]
    row = next(r for r in chronology.rows if r.date_start == "2021-04-06")
    assert all(f.low_confidence for f in row.findings)


def test_a_record_that_is_told_of_and_not_held_is_asked_for_once() -> None:
    told = "She was treated at Bayview General Hospital on 03/02/2021."
    chronology = draft(
        document("v.pdf", visit("03/17/2021", complaint=told), visit("03/24/2021", complaint=told))
    )
    found = findings(chronology, "referenced_absent")
    assert [dict(f.data) for f in found] == [{"date": "2021-03-02", "facility": "Bayview General Hospital"}]
    assert [c.source for c in found[0].citations] == ["v.pdf", "v.pdf"]


def test_a_record_that_is_held_is_not_asked_for() -> None:
    told = "She was treated at Larkspur Regional Hospital on 03/02/2021."
    chronology = draft(document("v.pdf", visit("03/17/2021", complaint=told)), document("h.pdf", STAY))
    assert findings(chronology, "referenced_absent") == []


def test_files_set_aside_come_first() -> None:
    aside = SetAside("locked.pdf", None, "intake", "encrypted", "Needs a password.", "Ask the sender for it.")
    chronology = draft(document("v.pdf", visit("03/17/2021"), STRANGER), set_aside=(aside,))
    assert chronology.findings[0].kind == "set_aside"
    assert "locked.pdf" in chronology.findings[0].message
    assert dict(chronology.stats)["files_set_aside"] == 1


def test_cited_pages_that_name_nobody_are_listed_by_file() -> None:
    nameless = visit("05/20/2021").replace("Patient: Rosalind Quimby\nDOB: 09/21/1967\n", "")
    made = draft(document("a.pdf", visit("03/17/2021"), nameless), document("b.pdf", visit("04/17/2021")))
    (found,) = findings(made, "identity_not_printed")
    assert found.message.startswith("a.pdf, p. 2 prints neither name nor birth date")
    assert [c.label for c in found.citations] == ["a.pdf, p. 2"]
    assert dict(found.data) == {"count": 1, "pages": "2", "source": "a.pdf"}
