"""The liability chronology: a row for each event, stable ids, disputed pairs, every page accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from extractors.errors import CitationError
from pipelines.checks import prove
from pipelines.deliverables.kind import Mark
from pipelines.render.chronology import render
from pipelines.rows import EventRow, LiabilityChronology
from pipelines.rows_json import canonical_bytes, chronology_from_bytes, chronology_to_json
from tests.extractors import made_papers as papers
from tests.made_pages import document, scan, visit
from tests.pipelines import made_liability as made


@cache
def whole() -> LiabilityChronology:
    return made.drafted()


def row(chronology: LiabilityChronology, kind: str) -> EventRow:
    (found,) = [r for r in chronology.rows if r.type == kind]
    return found


def topics(chronology: LiabilityChronology) -> list[str]:
    (disputed,) = chronology.indexes
    return [str(line.values[0]) for line in disputed.lines]


def test_one_row_for_each_event_in_order_of_day_and_hour() -> None:
    assert [(r.date_start, r.type) for r in whole().rows] == [
        ("2021-02-11", "told in testimony"),
        ("2021-03-01", "crash report"),
        ("2021-03-01", "ambulance run"),
        ("2021-03-04", "account given to a provider"),
        ("2021-03-09", "statement"),
        ("2021-03-09", "told in a letter"),
        ("2021-04-19", "letter"),
        ("2021-05-28", "told in an e-mail"),
        ("2021-06-03", "e-mail"),
        ("2022-10-04", "testimony"),
    ]


def test_versions_that_do_not_agree_stand_side_by_side_and_rows_name_each_other() -> None:
    assert topics(whole()) == [
        "Point of impact: the client",
        "Signal: the other party",
        "Speed: the other party",
    ]
    ids = {r.id: r for r in whole().rows}
    for one in whole().rows:
        assert one.id not in one.disputed
        assert all(one.id in ids[other].disputed for other in one.disputed)
    report, account = row(whole(), "crash report"), row(whole(), "account given to a provider")
    assert account.id in report.disputed
    assert row(whole(), "told in a letter").disputed == ()


def test_both_versions_are_quoted_and_cited() -> None:
    (disputed,) = whole().indexes
    for line in disputed.lines:
        assert len(line.citations) == 2
        assert [" ".join(c.citation.quote.split()) for c in line.citations] == [
            line.values[3],
            line.values[6],
        ]


def test_testimony_prints_page_and_line_beside_the_files_page() -> None:
    labels = [f.source.label for f in row(whole(), "testimony").findings]
    assert labels[0] == "stannard depo.pdf, p. 2, 2:8-10"


def test_privileged_notes_and_records_requests_make_no_row_and_are_accounted_for() -> None:
    cited = {c.source for r in whole().rows for c in r.citations}
    assert not cited & {"call notes.txt", "records request.pdf"}
    reasons = {e.source: (e.disposition, bool(e.reason)) for e in whole().pages}
    assert reasons["call notes.txt"] == reasons["records request.pdf"] == ("excluded", True)


def test_every_page_has_one_disposition() -> None:
    pages = [(e.source, e.page) for e in whole().pages]
    assert max(Counter(pages).values()) == 1
    assert len(pages) == sum(len(d.pages) for d in made.documents())
    assert dict(whole().stats)["pages"] == len(pages)


def test_an_unrelated_file_changes_no_id_and_no_row() -> None:
    more = made.drafted(*made.documents(), document("other visit.pdf", visit("06/01/2021")))
    assert more.rows == whole().rows


def test_a_scan_of_a_report_is_no_second_row_but_is_cited() -> None:
    copy = scan("faxed report.pdf", papers.CODED_REPORT, papers.CODED_REPORT_2)
    found = made.drafted(document("crash report.pdf", papers.CODED_REPORT, papers.CODED_REPORT_2), copy)
    report = row(found, "crash report")
    assert {c.source for c in report.citations} == {"crash report.pdf", "faxed report.pdf"}
    assert "recorded in more than one file" in report.flags


def test_copies_of_pages_that_no_row_cites_are_not_listed() -> None:
    bill = visit("06/01/2021")
    found = made.drafted(
        document("visit.pdf", bill),
        document("visit again.pdf", bill + "\nFAX"),
        document("report.pdf", papers.COLON_REPORT),
        document("report again.pdf", papers.COLON_REPORT + "\nFAX"),
    )
    copied = [dict(f.data)["copy_source"] for f in found.findings if f.kind == "duplicate"]
    assert copied == ["report.pdf"]


def test_papers_that_are_mentioned_and_not_held_are_listed_once() -> None:
    named = [dict(f.data)["name"] for f in whole().findings if f.kind == "referenced_absent"]
    assert named == ["photographs", "scene photographs", "video"]
    held = made.drafted(*made.documents(), document("photos.pdf", papers.PHOTOGRAPHS))
    assert [dict(f.data)["name"] for f in held.findings if f.kind == "referenced_absent"] == ["video"]


def test_a_report_without_a_certain_day_is_a_finding_and_needs_review() -> None:
    text = papers.NARRATIVE_FIRST_REPORT.replace("03-01-2021", "").replace("On March 1, 2021 at", "At")
    found = made.drafted(document("report.pdf", text))
    assert found.rows == ()
    assert [f.kind for f in found.findings if f.kind == "undated"] == ["undated"]
    assert [e.disposition for e in found.pages] == ["needs review"]


def test_an_e_mail_of_the_client_is_flagged() -> None:
    text = papers.EMAIL.replace(
        "Gus Farrow <g.farrow@tidewater.example>", "Rosalind Quimby <r@quimby.example>"
    )
    found = made.drafted(document("mail.eml", text))
    assert row(found, "e-mail").flags == ("e-mail to or from the client: check privilege before use",)


def test_a_transcript_whose_columns_cannot_be_told_apart_is_listed_and_flagged() -> None:
    torn = "\n".join(f"{n} Q. Did you see the crash? {n} A. I saw the crash." for n in range(1, 26))
    found = made.drafted(document("four up.pdf", papers.DEPOSITION[0], torn))
    (testimony,) = found.rows
    assert [f.heading for f in testimony.findings] == ["Caption"]
    assert testimony.flags == ("no testimony on the incident was read here: check the transcript",)


def test_agreeing_papers_dispute_nothing() -> None:
    found = made.drafted(
        document("ems.pdf", papers.RUN_SHEET), document("statement.pdf", papers.RECORDED_STATEMENT)
    )
    assert topics(found) == []
    assert all(r.disputed == () for r in found.rows)


def test_premises_floor_and_sign_are_disputed_between_manager_and_customer() -> None:
    found = made.drafted(
        document("incident.pdf", papers.INCIDENT_REPORT), document("lockett.pdf", papers.WRITTEN_STATEMENT)
    )
    assert topics(found) == ["Floor: the place"]


def test_a_complaint_and_an_answer_are_versions_of_their_parties() -> None:
    found = made.drafted(
        document("complaint.pdf", *papers.COMPLAINT), document("answers.pdf", papers.ANSWERS)
    )
    assert topics(found) == ["Signal: the other party"]


def test_two_other_drivers_are_never_set_against_one_another() -> None:
    text = papers.COLON_REPORT.replace(
        "Witness: Mabel Odell", "Party 3 Driver: Alaric Benbow     Sex: M     Age: 40\nWitness: Mabel Odell"
    ).replace("Quimby said her light was green", "Benbow said his light was green")
    found = made.drafted(document("report.pdf", text))
    assert topics(found) == []


def test_an_hour_that_its_papers_do_not_print_is_refused() -> None:
    facts = made.facts_of(*made.documents())
    wrong = replace(whole().rows[1], time="17:59")
    with pytest.raises(CitationError):
        prove(replace(whole(), rows=(wrong,)), facts)


def test_the_same_papers_give_the_same_bytes_in_any_order_of_arrival() -> None:
    again = made.drafted(*reversed(made.documents()))
    assert canonical_bytes(chronology_to_json(again)) == canonical_bytes(chronology_to_json(whole()))
    assert chronology_from_bytes(canonical_bytes(chronology_to_json(whole()))) == whole()


def test_it_renders_and_keeps_a_transcripts_lines() -> None:
    files = render(whole(), made.template(), Mark.DRAFT, "liability-chronology")
    assert "liability-chronology.docx" in files
    assert b"8 Q. What color was your light when you entered the" in files["liability-chronology.docx"]


def _mail(sent: str, sender: str, to: str, said: str) -> str:
    return f"From: {sender}\nTo: {to}\nSent: Thursday, June 3, 2021 {sent}\nSubject: Claim 7\n\n{said}\n"


def test_two_messages_of_one_day_on_one_page_are_two_rows() -> None:
    gus, una = "Gus Farrow <g@tidewater.example>", "Una Halloran <una@halloran.example>"
    thread = _mail("4:12 PM", gus, una, "We deny liability for the accident.")
    thread += "\n" + _mail("9:05 AM", una, gus, "Please preserve the video of the accident.")
    found = made.drafted(document("thread.eml", thread), document("again.eml", thread))
    said = [f.quote for r in found.rows for f in r.findings if f.heading != "Subject"]
    assert said == ["Please preserve the video of the accident.", "We deny liability for the accident."]


def test_hours_of_one_day_are_in_order_whatever_their_zone() -> None:
    text = papers.CODED_REPORT.replace("1722", "0940 hrs PST")
    noon = papers.EMAIL.replace("June 3, 2021 4:12 PM", "March 1, 2021 11:30 AM")
    found = made.drafted(document("report.pdf", text, papers.CODED_REPORT_2), document("mail.eml", noon))
    assert [r.type for r in found.rows if r.date_start == "2021-03-01"][:2] == ["crash report", "e-mail"]


def test_correspondence_that_may_be_privileged_is_flagged() -> None:
    within = _mail("4:12 PM", "Ann Vale <a@hs.example>", "Una Stroud <u@hs.example>", "We may be at fault.")
    marked = papers.EMAIL + "\nThis message may be privileged."
    letter = (
        "HALLORAN & STROUD, P.A.\n\nMarch 20, 2021\n\nRosalind Quimby\n5 Oak Street\n\n"
        "Re: Your accident\n\nDear Ms. Quimby:\n\nThe other driver was negligent.\n\nSincerely,\n"
    )
    for text, why in (
        (within, "e-mail within one office"),
        (marked, "the paper speaks of privilege"),
        (letter, "letter to or from the client"),
    ):
        found = made.drafted(document("paper.txt", text)).rows
        assert found
        assert {r.flags for r in found} == {(f"{why}: check privilege before use",)}


def test_work_product_is_excluded_with_its_reason() -> None:
    text = (
        "ATTORNEY WORK PRODUCT\nDEPOSITION OF CORWIN STANNARD\nTaken on October 4, 2022\n"
        "Q. Did you see the crash?\nA. I saw the crash.\n"
    )
    found = made.drafted(document("summary.pdf", text))
    assert found.rows == ()
    assert [(e.disposition, e.reason) for e in found.pages] == [
        ("excluded", "marked as privileged or work product: not quoted")
    ]


def test_what_counsel_asserts_and_the_witness_denies_disputes_nothing() -> None:
    def tells_against(answer: str) -> bool:
        asked = f"Q. Your light was yellow, wasn't it?\nA. {answer}\n"
        caption = "DEPOSITION OF CORWIN STANNARD\nTaken on October 4, 2022\n"
        report = (papers.CODED_REPORT, papers.CODED_REPORT_2)
        found = made.drafted(document("report.pdf", *report), document("depo.pdf", caption, asked))
        return bool(row(found, "testimony").disputed)

    assert tells_against("Yes.")
    assert tells_against("No. My light was green.")
    assert not tells_against("No.")
    assert not tells_against("I forget.\nMS. HALLORAN: It was yellow.")


def test_names_set_with_runs_of_spaces_are_one_name() -> None:
    spaced = visit("03/04/2021").replace("OFFICE VISIT", "OFFICE    VISIT")
    assert made.drafted(document("visit.txt", spaced)).pages


def test_papers_of_another_incident_dispute_nothing() -> None:
    def report(day: str, where: str) -> str:
        return (
            f"CRASH REPORT\nDATE OF CRASH: {day}\n"
            "UNIT 1 DRIVER: STANNARD, CORWIN\nUNIT 2 DRIVER: QUIMBY, ROSALIND\n"
            f"NARRATIVE:\nUnit 1 struck the {where} of Unit 2 which was stopped on the road.\n"
        )

    ours = document("ours.pdf", report("03/01/2021", "rear"))
    same = made.drafted(ours, document("other.pdf", report("03/01/2021", "left side")))
    earlier = made.drafted(ours, document("other.pdf", report("01/02/2019", "left side")))
    assert topics(same) == ["Point of impact: the client"]
    assert topics(earlier) == []
    assert all(r.disputed == () for r in earlier.rows)
