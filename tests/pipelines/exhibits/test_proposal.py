"""A plan proposed from a matter's papers: printed words, nothing decided, nothing that may be privileged."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.facts import PageKind
from extractors.pages import Document, Source
from pipelines.exhibits.designations import assign
from pipelines.exhibits.neutral import argumentative, too_long
from pipelines.exhibits.plan import Filing, Numbering, PageSpan, Party, Plan, PlanLine, Scheme
from pipelines.exhibits.plan_reading import read_plan
from pipelines.exhibits.plan_writing import plan_toml
from pipelines.exhibits.proposal import propose
from tests.extractors import made_papers as papers
from tests.made_pages import digest, document, scan, visit
from tests.pipelines import made_liability as made


def proposed(*documents: Document, party: Party = Party.PLAINTIFF) -> Plan:
    return propose(made.facts_of(*documents), Filing(party=party))


def line(*documents: Document) -> PlanLine:
    (only,) = proposed(*documents).lines
    return only


@pytest.fixture(scope="module")
def whole() -> Plan:
    return proposed(*made.documents())


def test_papers_stand_in_the_order_in_which_they_are_filed(whole: Plan) -> None:
    assert [x.source for x in whole.lines] == [
        "crash report.pdf",
        "ems.pdf",
        "larkspur.pdf",
        "records request.pdf",
        "odell statement.pdf",
        "tidewater 041921.pdf",
        "stannard depo.pdf",
        "farrow.eml",
    ]


def test_what_may_be_privileged_is_left_out_and_said(whole: Plan) -> None:
    assert whole.remarks == ("Left out, may be privileged (an office's own note): call notes.txt",)
    assert "call notes.txt" not in {x.source for x in whole.lines}


def test_nothing_is_decided(whole: Plan) -> None:
    assert whole.proposed
    assert all(not x.designation and not x.pii_reviewed and not x.images_reviewed for x in whole.lines)
    assert assign(whole.lines, whole.numbering, {}) == tuple("12345678")
    assert proposed(party=Party.DEFENDANT).numbering == {Party.DEFENDANT: Numbering(Scheme.LETTERS)}


def test_a_description_is_made_of_labels_and_of_printed_words(whole: Plan) -> None:
    labels = {k.value for k in PageKind} | {"document"}
    printed = {d.source.name: " ".join(p.text for p in d.pages).split() for d in made.documents()}
    for each in whole.lines:
        kind, *pieces, pages = each.description.split(", ")
        assert kind.lower() in {label.lower() for label in labels}
        assert re.fullmatch(r"\d+ pages?", pages)
        for piece in (p for whole_piece in pieces for p in whole_piece.split(" to ")):
            assert piece in " ".join(printed[each.source]), each.description
        assert not argumentative(each.description)


def test_a_line_says_kind_house_and_day(whole: Plan) -> None:
    (found,) = [x for x in whole.lines if x.source == "larkspur.pdf"]
    assert found.description == "Clinical note, Larkspur Family Medicine, 03/04/2021, 1 page"
    assert found.date == "2021-03-04"
    assert found.pages == ()


def test_several_days_are_a_span_as_printed_without_a_date_of_its_own() -> None:
    found = line(document("chart.pdf", visit("03/04/2021"), visit("03/18/2021"), visit("April 1, 2021")))
    assert (
        found.description == "Clinical note, Larkspur Family Medicine, 03/04/2021 to April 1, 2021, 3 pages"
    )
    assert found.date == ""


def test_one_doubtful_day_leaves_the_span_out() -> None:
    sure = document("chart.pdf", visit("03/04/2021"), visit("13/04/2021"))
    assert line(sure).description == "Clinical note, Larkspur Family Medicine, 2 pages"


def test_what_was_read_below_the_floor_is_not_printed() -> None:
    assert line(scan("scan.pdf", visit("03/04/2021"), confidence=0.6)).description == "Clinical note, 1 page"
    assert "Larkspur" in line(scan("scan.pdf", visit("03/04/2021"))).description


def test_more_than_two_houses_are_not_listed() -> None:
    houses = ("Larkspur Family Medicine", "Thornbury Orthopaedic Clinic", "Vesper Neurology Clinic")
    texts = [visit(f"0{i}/04/2021", facility=h) for i, h in enumerate(houses, 3)]
    both = "Larkspur Family Medicine, Thornbury Orthopaedic Clinic"
    two = line(document("two.pdf", *texts[:2])).description
    assert two == f"Clinical note, {both}, 03/04/2021 to 04/04/2021, 2 pages"
    assert (
        line(document("three.pdf", *texts)).description == "Clinical note, 03/04/2021 to 05/04/2021, 3 pages"
    )


def test_a_strangers_page_is_left_out_of_the_pages() -> None:
    strange = visit("03/09/2021", patient="Tobias Renfrew", born="02/02/1950")
    plan = proposed(document("chart.pdf", visit("03/04/2021"), strange, visit("03/18/2021")))
    (found,) = plan.lines
    assert found.pages == (PageSpan(1, 1), PageSpan(3, 3))
    assert found.description.endswith("03/04/2021 to 03/18/2021, 2 pages")
    assert plan.remarks == ("Left out as another person's, page 2: chart.pdf",)
    alone = proposed(document("stray.pdf", strange))
    assert alone.lines == ()
    assert alone.remarks == ("Left out, every page is another person's: stray.pdf",)


def test_a_disagreeing_birth_date_is_said() -> None:
    plan = proposed(document("chart.pdf", visit("03/04/2021", born="09/12/1967")))
    assert plan.remarks == ("Name and birth date disagree on page 1: chart.pdf",)
    assert len(plan.lines) == 1


def test_a_source_that_repeats_others_page_by_page_gets_a_remark() -> None:
    chart = document(
        "a chart.pdf", visit("03/04/2021"), visit("03/18/2021", complaint="Headache, neck pain.")
    )
    copy = document("b copy.pdf", visit("03/04/2021"))
    plan = proposed(chart, copy)
    assert len(plan.lines) == 2
    assert plan.remarks == ("Every page is a copy of a page in another file: b copy.pdf",)


def test_the_same_bytes_under_two_names_are_one_line() -> None:
    once = document("b.pdf", visit("03/04/2021"))
    twice = replace(once, source=Source(digest("b.pdf"), ("b.pdf", "a.pdf"), "application/pdf", 1000))
    assert line(twice).source == "a.pdf"


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("From: Rosalind Quimby <rq@mail.example>\nTo: Meg Sato <meg@firm.example>", "to or from the client"),
        ("From: Meg Sato <meg@firm.example>\nTo: Ned Ames <ned@firm.example>", "within one office"),
    ],
)
def test_messages_of_client_and_office_stay_in_the_office(header: str, reason: str) -> None:
    text = f"{header}\nDate: Wed, 21 Apr 2021 18:05:11 -0600\nSubject: My next visit\n\nSee the printout."
    plan = proposed(document("message.eml", text))
    assert plan.lines == ()
    assert len(plan.remarks) == 1
    assert reason in plan.remarks[0]


def test_a_message_between_others_is_proposed() -> None:
    text = (
        "From: Dana Orr <dana@clinic.example>\nTo: Meg Sato <meg@firm.example>\n"
        "Date: Wed, 21 Apr 2021 18:05:11 -0600\nSubject: Records\n\nThe chart you asked for is enclosed."
    )
    assert line(document("message.eml", text)).source == "message.eml"


@pytest.mark.parametrize(
    "said", ["Attorney work product", "Privileged and confidential", "Prepared in anticipation of litigation"]
)
def test_a_page_that_speaks_of_privilege_keeps_its_file_back(said: str) -> None:
    plan = proposed(document("memo.pdf", "Thoughts on the visits so far.", f"{said}\nMore thoughts on them."))
    assert plan.lines == ()
    assert plan.remarks == ("Left out, may be privileged (a page speaks of privilege): memo.pdf",)


def test_work_product_among_records_keeps_the_file_back() -> None:
    memo = "Attorney work product\nThoughts on the visits so far."
    plan = proposed(document("chart.pdf", visit("03/04/2021"), memo))
    assert plan.lines == ()
    assert plan.remarks == ("Left out, may be privileged (a page speaks of privilege): chart.pdf",)


def test_records_under_a_cover_that_calls_everything_privileged_are_proposed() -> None:
    cover = (
        "FAX COVER SHEET\nTo: Records desk\nFrom: Larkspur Family Medicine\nPages: 2\n"
        "CONFIDENTIALITY NOTICE: this fax may contain privileged and confidential health information."
    )
    plan = proposed(document("fax.pdf", cover, visit("03/04/2021")))
    assert plan.remarks == ()
    assert plan.lines[0].description == "Clinical note, Larkspur Family Medicine, 03/04/2021, 2 pages"


def test_a_deposition_that_objects_on_privilege_is_proposed() -> None:
    pages = [text.replace("Q.", "MR. ORR: Objection, privileged.  Q.", 1) for text in papers.DEPOSITION]
    assert line(document("depo.pdf", *pages)).source == "depo.pdf"


@pytest.mark.parametrize(
    ("media", "called"),
    [("application/pdf", "Document"), ("image/png", "Image"), ("message/rfc822", "E-mail")],
)
def test_what_is_not_classified_is_called_by_what_it_is(media: str, called: str) -> None:
    blank = document("x.pdf", "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do.", None)
    as_sent = replace(blank, source=replace(blank.source, media_type=media))
    assert line(as_sent).description == f"{called}, 2 pages"


def test_no_description_is_too_long() -> None:
    """Two houses with long names: both are left out, rather than one of them or a part of a name."""
    house = "Larkspur Interventional Orthopaedic Rehabilitation Regional Medical Center"
    other = house.replace("Larkspur", "Thornbury")
    first, last = "September 14, 2021", "November 16, 2021"
    alone = line(document("a.pdf", visit(first, facility=house)))
    assert alone.description == f"Clinical note, {house}, {first}, 1 page"
    both = line(document("a.pdf", visit(first, facility=house), visit(last, facility=other)))
    assert both.description == f"Clinical note, {first} to {last}, 2 pages"
    assert too_long(f"Clinical note, {house}, {other}, {first} to {last}, 2 pages")


@pytest.mark.parametrize("name", ["bell\a.pdf", " space.pdf", "lost \ufffd.pdf", "two\nlines.pdf"])
def test_a_name_that_nobody_can_type_gives_way_to_the_digest(name: str, tmp_path: Path) -> None:
    made_up = document("x.pdf", visit("03/04/2021"))
    strange = replace(made_up, source=replace(made_up.source, names=(name,)))
    path = tmp_path / "exhibits.toml"
    path.write_text(plan_toml(replace(proposed(strange), remarks=(name,))), encoding="utf-8")
    assert read_plan(path).lines[0].source == made_up.source.sha256[:16]


def test_the_order_of_arrival_changes_nothing(whole: Plan) -> None:
    assert proposed(*reversed(made.documents())) == whole


def test_a_proposal_is_a_plan_that_can_be_read_back(
    whole: Plan, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("plan") / "exhibits.toml"
    text = plan_toml(whole)
    path.write_text(text, encoding="utf-8")
    back = read_plan(path)
    assert [replace(x, place="") for x in back.lines] == [replace(x, place="") for x in whole.lines]
    assert (back.filing, back.numbering, back.proposed) == (whole.filing, whole.numbering, True)
    for remark in whole.remarks:
        assert f"# {remark}\n" in text
