"""Events are read from reports, runs, statements, transcripts and letters as several offices print them."""

from __future__ import annotations

import pytest

from extractors.facts import Event, EventKind, LiabilityFacts
from tests.extractors import made_papers as papers
from tests.made_pages import page, read


def told(*texts: str) -> LiabilityFacts:
    return read(*texts).liability


def the(facts: LiabilityFacts) -> Event:
    """The one event that is a paper itself."""
    (event,) = [e for e in facts.events if not e.told]
    return event


def people(event: Event) -> tuple[str, ...]:
    return tuple(p.value for p in event.parties)


def quotes(event: Event, heading: str) -> list[str]:
    return [" ".join(p.citation.quote.split()) for p in event.passages if p.heading == heading]


def test_a_coded_report_gives_day_hour_place_people_charge_and_the_whole_narrative() -> None:
    facts = told(papers.CODED_REPORT, papers.CODED_REPORT_2)
    event = the(facts)
    assert (event.kind, event.date.iso, event.pages) == (EventKind.CRASH_REPORT, "2021-03-01", (1, 2))
    assert event.time is not None
    assert event.time.value == "1722"
    assert people(event) == (
        "Stannard, Corwin P",
        "Quimby, Rosalind",
        "INVESTIGATING OFFICER Ofc. T. Brandvold",
    )
    assert quotes(event, "Location") == ["Harbor Road", "Cannery Street"]
    assert quotes(event, "Conditions") == ["2 Cloudy", "1 Daylight", "1 Dry", "3 Traffic Signal"]
    (narrative,) = quotes(event, "Narrative")
    assert narrative.startswith("Unit 1 was traveling west")
    assert narrative.endswith("statement of M. Odell.")
    assert any("316.075(1)(c) Red signal" in q for q in quotes(event, "Citation issued"))
    assert quotes(event, "Remarks") == ["Gouge mark in the northbound lane 14 feet south of the curb line."]


def test_a_report_of_labels_with_colons_keeps_each_drivers_statement_apart() -> None:
    event = the(told(papers.COLON_REPORT))
    assert (event.date.iso, event.time.value if event.time else "") == ("2021-03-01", "5:22 PM")
    assert people(event) == (
        "Party 1 Driver: Corwin Stannard",
        "Party 2 Driver: Rosalind Quimby",
        "Witness: Mabel Odell",
        "Reporting Officer: Sgt. Lena Ruark",
    )
    assert quotes(event, "Statements in the report") == [
        "Stannard said the light was yellow when he entered and that he was going about 30 miles per hour.",
        "Quimby said her light was green and she never saw the other car.",
    ]
    (narrative,) = quotes(event, "Narrative")
    assert narrative.startswith("I arrived at 1731 hours")
    assert narrative.endswith("when I spoke with them there.")


def test_a_report_that_is_mostly_narrative_is_dated_by_its_box() -> None:
    event = the(told(papers.NARRATIVE_FIRST_REPORT))
    assert (event.date.iso, event.time.value if event.time else "") == ("2021-03-01", "17:22 hrs")
    assert people(event) == ("Investigator: Dep. Ansel Voight",)
    assert quotes(event, "Location") == ["Location of Accident: 1400 block of Harbor Road"]
    (narrative,) = quotes(event, "Narrative")
    assert narrative.endswith("Body worn camera footage was recorded.")


def test_a_place_that_goes_on_in_the_next_line_of_its_box_is_read_whole() -> None:
    text = papers.COLON_REPORT.replace(
        "Collision Occurred On: Harbor Road     At Intersection With: Cannery Street",
        "Location: Intersection of Harbor     County: Meridew     Weather: Cloudy\nRoad and Cannery Street",
    )
    event = the(told(text))
    assert quotes(event, "Location") == ["Location: Intersection of Harbor", "Road and Cannery Street"]
    assert quotes(event, "Conditions") == ["Weather: Cloudy"]


def test_no_birth_date_or_telephone_number_is_quoted_from_the_boxes_of_a_report() -> None:
    for text in (papers.CODED_REPORT, papers.COLON_REPORT, papers.INCIDENT_REPORT):
        said = " ".join(p.citation.quote for p in the(told(text)).passages) + " ".join(
            people(the(told(text)))
        )
        assert "1988" not in said
        assert "555-" not in said


def test_an_incident_report_of_premises_is_no_crash_report() -> None:
    event = the(told(papers.INCIDENT_REPORT))
    assert (event.kind, event.date.iso) == (EventKind.INCIDENT_REPORT, "2021-03-01")
    assert event.time is not None
    assert event.time.value == "2:15 pm"
    assert people(event)[0] == "Customer name: Rosalind Quimby"
    assert "Witness name: Piers Lockett" in people(event)
    assert any("Condition of floor: dry" in q for q in quotes(event, "Conditions"))
    assert quotes(event, "Narrative")[0].startswith("Customer says she slipped")
    assert quotes(event, "Statements in the report")[0].startswith("I was walking past the milk")


def test_a_deposition_is_cited_by_its_own_page_and_line() -> None:
    facts = told(*papers.DEPOSITION)
    event = the(facts)
    assert (event.kind, event.date.iso) == (EventKind.TESTIMONY, "2022-10-04")
    assert event.time is not None
    assert event.time.value == "10:05 a.m."
    assert people(event) == ("DEPOSITION OF CORWIN STANNARD", "BY MS. HALLORAN")
    pinpoints = [p.pinpoint for p in event.passages if p.heading == "Testimony"]
    assert pinpoints == ["2:8-10", "2:11-13", "2:16-18", "2:21-22", "3:1"]
    assert quotes(event, "Testimony")[0] == (
        "8 Q. What color was your light when you entered the 9 intersection? 10 A. It was yellow."
    )


def test_testimony_that_prints_a_day_of_its_own_is_an_event_of_that_day() -> None:
    (event,) = [e for e in told(*papers.DEPOSITION).events if e.told]
    assert (event.date.iso, event.passages[0].pinpoint) == ("2021-02-11", "2:19-20")


def test_a_transcript_numbered_at_its_foot_and_one_printed_two_to_a_sheet() -> None:
    excerpt = the(told(papers.DEPOSITION[0], *papers.FOOT_DEPOSITION))
    assert [p.pinpoint for p in excerpt.passages if p.heading == "Testimony"] == ["41:1-2", "41:3-4"]
    sheet = the(told(papers.DEPOSITION[0], papers.CONDENSED_DEPOSITION))
    assert [p.pinpoint for p in sheet.passages if p.heading == "Testimony"] == ["10:1-2", "11:1-2"]


def test_a_recorded_statement_keeps_only_what_tells_of_the_incident() -> None:
    event = the(told(papers.RECORDED_STATEMENT))
    assert (event.kind, event.date.iso) == (EventKind.STATEMENT, "2021-03-09")
    assert people(event) == ("Recorded statement of Mabel Odell", "taken by Gus Farrow")
    said = quotes(event, "Statement")
    assert [q[:22] for q in said] == ["Q: Where were you stan", "Q: What color was the "]


def test_a_written_statement_is_quoted_whole_and_its_dated_sentence_is_told_of_that_day() -> None:
    facts = told(papers.WRITTEN_STATEMENT)
    event = the(facts)
    assert (event.kind, event.date.iso) == (EventKind.STATEMENT, "2021-03-03")
    assert "Name: Piers Lockett" in people(event)
    assert quotes(event, "Statement")[0].startswith("On March 1, 2021 at approximately 2:10 p.m.")
    (first,) = [e for e in facts.events if e.told]
    assert (first.date.iso, first.time.value if first.time else "") == (
        "2021-03-01",
        "approximately 2:10 p.m.",
    )


def test_a_denial_names_sender_addressee_subject_and_position() -> None:
    facts = told(papers.DENIAL_LETTER)
    event = the(facts)
    assert (event.kind, event.date.iso) == (EventKind.LETTER, "2021-04-19")
    assert people(event) == ("Tidewater Mutual Insurance Company", "Halloran & Stroud, P.A.", "Gus Farrow")
    assert quotes(event, "Subject")[0].startswith("RE: Our Insured: Corwin Stannard")
    assert any(
        "our insured denies liability for the accident." in q for q in quotes(event, "Position on liability")
    )
    (interview,) = [e for e in facts.events if e.told]
    assert interview.date.iso == "2021-03-09"


def test_a_notice_letter_is_an_event_and_a_records_request_is_none() -> None:
    event = the(told(papers.PRESERVATION_LETTER))
    assert event.date.iso == "2021-03-12"
    assert people(event) == ("HALLORAN & STROUD, P.A.", "Halcyon Markets, Inc.", "Una Halloran")
    assert any("preserve all video footage" in q for q in quotes(event, "Notice or request"))
    assert told(papers.RECORDS_REQUEST) == LiabilityFacts()


def test_an_e_mail_is_dated_by_its_header() -> None:
    facts = told(papers.EMAIL)
    event = the(facts)
    assert (event.kind, event.date.iso) == (EventKind.EMAIL, "2021-06-03")
    assert event.time is not None
    assert event.time.value == "4:12 PM"
    assert quotes(event, "Position on liability") == ["We accept liability for this loss."]
    (download,) = [e for e in facts.events if e.told]
    assert download.date.iso == "2021-05-28"


def test_the_firms_own_notes_are_never_read() -> None:
    assert told(papers.CALL_NOTES) == LiabilityFacts()


def test_photographs_are_listed_by_the_day_they_were_taken() -> None:
    event = the(told(papers.PHOTOGRAPHS))
    assert (event.kind, event.date.iso) == (EventKind.PHOTOGRAPHS, "2021-03-01")


def test_a_run_gives_dispatch_place_and_scene_and_leaves_care_to_the_treatment_chronology() -> None:
    event = the(told(papers.RUN_SHEET))
    assert (event.kind, event.date.iso) == (EventKind.EMS, "2021-03-01")
    assert event.time is not None
    assert event.time.value == "17:24"
    assert quotes(event, "Location") == ["Incident location: Harbor Road at Cannery Street"]
    (scene,) = quotes(event, "Scene as narrated")
    assert "ran the red light and T-boned her car" in scene
    assert "Cervical collar" not in scene


def test_labels_above_their_values_are_read_by_column_also_where_some_are_unknown() -> None:
    event = the(told(papers.MILITARY_TIME_REPORT))
    assert (event.date.iso, event.time.value if event.time else "") == ("2021-03-01", "17:22")
    assert event.drivers == (("1", "STANNARD, CORWIN P"), ("2", "QUIMBY, ROSALIND"))
    (narrative,) = quotes(event, "Narrative")
    assert narrative.endswith("WITNESS M. ODELL STATES V1 RAN THE RED LIGHT.")


def test_an_eyewitness_affidavit_is_dated_by_its_oath_and_never_by_the_notarys_commission() -> None:
    facts = told(papers.AFFIDAVIT)
    event = the(facts)
    assert (event.kind, event.date.iso) == (EventKind.STATEMENT, "2021-04-12")
    assert people(event) == ("AFFIDAVIT OF MABEL ODELL",)
    (standing,) = [e for e in facts.events if e.told]
    assert (standing.date.iso, standing.qualifier) == ("2021-03-01", "on or about")
    assert standing.time is not None
    assert standing.time.value == "approximately 5:20 p.m."


def test_a_transcript_with_video_hours_before_its_line_numbers() -> None:
    pinpoints = [p.pinpoint for p in the(told(papers.STAMPED_DEPOSITION)).passages]
    assert pinpoints == ["37:1-2", "37:5-6"]


def test_each_message_of_a_thread_is_its_own_event() -> None:
    assert [(e.date.iso, people(e)[0].split(" <")[0]) for e in told(papers.THREAD).events] == [
        ("2021-06-07", "From: Una Halloran"),
        ("2021-06-03", "From: Gus Farrow"),
    ]


def test_a_care_homes_report_is_an_incident_report() -> None:
    event = the(told(papers.RESIDENT_REPORT))
    assert (event.kind, event.time.value if event.time else "") == (EventKind.INCIDENT_REPORT, "0515")
    assert quotes(event, "Remarks") == ["Resident assessed, physician notified at 0540."]


def test_a_complaint_is_an_event_of_the_day_it_bears_and_tells_of_the_incident() -> None:
    facts = told(*papers.COMPLAINT)
    event = the(facts)
    assert (event.kind, event.date.iso, event.pages) == (EventKind.PLEADING, "2022-08-09", (1, 2))
    assert people(event) == ("ROSALIND QUIMBY, Plaintiff,", "CORWIN STANNARD, Defendant.")
    assert [q[:20] for q in quotes(event, "As pleaded")] == ["2. On or about March", "3. Defendant ran a r"]
    (drove,) = [e for e in facts.events if e.told]
    assert (drove.date.iso, drove.qualifier) == ("2021-03-01", "on or about")


def test_of_interrogatories_only_those_that_tell_of_the_incident_are_quoted() -> None:
    event = the(told(papers.ANSWERS))
    (answer,) = quotes(event, "Request and answer")
    assert answer.startswith("INTERROGATORY NO. 4")
    assert answer.endswith("He could not stop.")


def test_papers_that_others_mention_are_named() -> None:
    names = [r.name.value.lower() for r in told(papers.CODED_REPORT, papers.CODED_REPORT_2).references]
    assert names == ["witness statement", "scene photographs"]
    assert [r.name.value.lower() for r in told(papers.NARRATIVE_FIRST_REPORT).references] == [
        "body worn camera footage"
    ]


@pytest.mark.parametrize("text", [papers.CODED_REPORT, papers.DENIAL_LETTER, papers.WRITTEN_STATEMENT])
def test_every_party_hour_and_quote_stands_where_it_is_cited(text: str) -> None:
    printed = page(text)
    for event in told(text).events:
        named = [*event.parties, *([event.time] if event.time else [])]
        cited = [*(p.citation for p in named), *(p.citation for p in event.passages), event.date.citation]
        for citation in cited:
            citation.verify(printed)
        assert all(p.value == " ".join(p.citation.quote.split()) for p in named)


def test_a_report_without_a_certain_day_makes_no_event_and_is_listed() -> None:
    text = papers.NARRATIVE_FIRST_REPORT.replace("03-01-2021 17:22 hrs", "unknown").replace(
        "On March 1, 2021 at", "At"
    )
    facts = told(text.replace("     03-01-2021", ""))
    assert facts.events == ()
    assert [p.kind for p in facts.undated] == [EventKind.CRASH_REPORT]


def test_a_witness_named_on_the_line_below_and_no_other_persons_deposition() -> None:
    caption = "DEPOSITION OF\nCORWIN STANNARD\nTaken on October 4, 2022\n"
    asked = "Q. Did you read the deposition of Mabel Odell on the crash?\nA. I read of the crash.\n"
    event = the(told(caption, asked))
    assert people(event) == ("DEPOSITION OF CORWIN STANNARD",)
    unnamed = the(told("DEPOSITION\nTaken on October 4, 2022\n", asked))
    assert people(unnamed) == ()


def test_a_day_that_only_counsel_tells_and_the_witness_denies_is_no_event() -> None:
    def events(answer: str) -> list[str]:
        asked = f"Q. On February 2, 2021 you reported the spill in the aisle?\nA. {answer}\n"
        caption = "DEPOSITION OF CORWIN STANNARD\nTaken on October 4, 2022\n"
        return [e.date.iso for e in told(caption, asked).events if e.told]

    assert events("Yes, I did.") == ["2021-02-02"]
    assert events("No. I never did.") == []


def test_a_statement_under_its_boxes_is_quoted_and_not_its_title() -> None:
    text = (
        "WITNESS STATEMENT\nStatement of Mabel Odell\nDate of statement: March 9, 2021\n"
        "I was standing at the corner when I saw the truck run the red light and hit the car.\n"
        "Signed: Mabel Odell\n"
    )
    for form in (text, text.replace("Statement of Mabel Odell", "Name of witness: Mabel Odell")):
        (quote,) = quotes(the(told(form)), "Statement")
        assert quote.startswith("I was standing")


def test_an_e_mail_whose_lines_stand_in_another_order_is_read() -> None:
    text = (
        "Date: June 3, 2021\nTo: Una Halloran <una@halloran.example>\n"
        "From: Gus Farrow <g@tidewater.example>\nSubject: Claim 7\n\nWe deny liability for the accident.\n"
    )
    event = the(told(text))
    assert (event.date.iso, quotes(event, "Position on liability")) == (
        "2021-06-03",
        ["We deny liability for the accident."],
    )


@pytest.mark.parametrize(
    "text",
    [
        "DEPOSITION SUMMARY\nATTORNEY WORK PRODUCT\nDEPOSITION OF CORWIN STANNARD\nTaken on October 4, 2022\n"
        "Q. Did you see the crash?\nA. I saw the crash.\n",
        "PRIVILEGED AND CONFIDENTIAL ATTORNEY WORK PRODUCT\nWITNESS STATEMENT\n"
        "Date of statement: March 9, 2021\nI was standing at the corner when I saw the truck hit the car.\n",
    ],
)
def test_work_product_of_any_sort_is_no_paper(text: str) -> None:
    assert told(text).papers == ()
    assert told(text.replace("ATTORNEY WORK PRODUCT", "OFFICE COPY")).papers
