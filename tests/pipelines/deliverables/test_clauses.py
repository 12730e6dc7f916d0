"""Contracts, from their files to a released clause report: what is found, and who stands for a date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.clauses.confirmed_dates import CONFIRMED_FILE
from pipelines.clauses.report import ClauseReport, words_of
from pipelines.clauses.report_json import report_from_bytes
from pipelines.deliverables.catalog import kind
from pipelines.deliverables.clauses import check_clauses
from pipelines.drafting import clean_rendition
from pipelines.drafts import Draft
from pipelines.matter import Client
from pipelines.matter_file import create_matter
from pipelines.review.release import release
from pipelines.review.verify import verify
from pipelines.sealed import unseal
from tests.pipelines.exhibits.exhibit_world import ExhibitWorld, paper

AGREEMENT = (
    "SUPPLY AGREEMENT\n"
    'This Supply Agreement (this "Agreement") is made on May 8, 2014 between Tarn\n'
    'Foundry Ltd. ("Supplier") and Quillfeather Mills, Inc. ("Buyer").\n'
    "1. Term. This Agreement is effective as of June 1, 2014 and shall continue until\n"
    "May 31, 2017.\n"
    "2. Payment. Buyer shall pay each invoice within thirty (30) days after receipt.",
    "3. Governing Law. This Agreement shall be governed by and construed in accordance\n"
    "with the laws of the State of Vermont.\n"
    "4. Assignment. Neither party may assign this Agreement without the prior written\n"
    "consent of the other party.\n"
    "5. Report. Supplier shall deliver its report no later than March 31, 2015.",
)
AMENDMENT = (
    "FIRST AMENDMENT TO SUPPLY AGREEMENT\n"
    "This First Amendment is made on April 2, 2016 between Tarn Foundry Ltd. and\n"
    "Quillfeather Mills, Inc.\n"
    "1. Section 1 of the Supply Agreement is amended so that the Agreement shall continue\n"
    "until July 31, 2019.\n"
    "2. All other terms of the Supply Agreement remain in full force and effect.",
)
OWN = """\
[[type]]
name = "Supplier reports"
cues = ["deliver ~ report"]
yes = ["Supplier shall deliver a report each year."]
no = ["Buyer shall pay each invoice."]
"""


class ContractWorld(ExhibitWorld):
    """An office with a matter of contracts: its client has no birth date, and nothing happened on a day."""

    def __post_init__(self) -> None:
        super().__post_init__()
        client = Client("Quillfeather Mills, Inc.", None)
        self.matter = create_matter(self.office, "2024-031", client, None, "Quillfeather and Tarn")
        self.open_matter()

    def report(self, draft: Draft) -> ClauseReport:
        return report_from_bytes(unseal(self.matter.sealed, draft.rows_sha256))

    def confirm(self, day: str, by: str = "anna") -> None:
        """What an attorney writes beside the first proposal of that day."""
        path = self.matter.folder / CONFIRMED_FILE
        before, day_line, after = path.read_text(encoding="utf-8").partition(f"date = {day}")
        typed = after.replace('confirmed_by = ""', f'confirmed_by = "{by}"\nconfirmed_on = 2026-03-02', 1)
        assert typed != after
        path.write_text(before + day_line + typed, encoding="utf-8")


@pytest.fixture
def world(tmp_path: Path) -> ContractWorld:
    world = ContractWorld(tmp_path)
    world.add("supply.pdf", paper(AGREEMENT))
    world.add("amendment.pdf", paper(AMENDMENT))
    return world


def test_every_type_is_found_with_its_page_or_said_not_to_be(world: ContractWorld) -> None:
    report = world.report(world.draft("clauses"))
    law = next(row for row in report.clauses if row.type == "Governing Law")
    assert "laws of the State of Vermont" in words_of(law.citations)
    assert law.citations[0].label == "supply.pdf, p. 2"
    assert law.section.startswith("3")
    for paper_ in report.papers:
        told = {row.type for row in report.clauses if row.sha256 == paper_.sha256}
        told |= {row.type for row in report.not_found if row.sha256 == paper_.sha256}
        assert len(told) == 41


def test_the_amendment_stands_after_what_it_amends(world: ContractWorld) -> None:
    assert [p.source for p in world.report(world.draft("clauses")).papers] == ["supply.pdf", "amendment.pdf"]


def test_a_copy_is_told_and_read_once(world: ContractWorld) -> None:
    before = world.report(world.draft("clauses"))
    copy = world.add("supply again.pdf", paper((*AGREEMENT,), size=(612, 700)))
    after = world.report(world.draft("clauses"))
    assert len(after.clauses) == len(before.clauses)
    (repeated,) = (p for p in after.papers if p.copy_of)
    (first,) = (p for p in after.papers if p.sha256 == repeated.copy_of)
    assert {repeated.source, first.source} == {"supply.pdf", "supply again.pdf"}
    assert copy in (repeated.sha256, first.sha256)
    told = {p.disposition for p in after.pages if p.sha256 == repeated.sha256}
    assert told == {"duplicate of"}
    assert len(after.pages) == 5


def test_the_same_papers_give_the_same_draft(world: ContractWorld) -> None:
    first = world.draft("clauses")
    assert (world.matter.folder / CONFIRMED_FILE).is_file()
    again = world.draft("clauses")
    assert again.item == first.item  # the proposal that the first wrote is no part of it


def test_the_firm_s_own_types_stand_beside_the_others(world: ContractWorld) -> None:
    plain = world.report(world.draft("clauses"))
    assert plain.finder.own_list == ""
    (world.office.folder / "clause-types.toml").write_text(OWN, encoding="utf-8")
    report = world.report(world.draft("clauses"))
    (own,) = (row for row in report.clauses if row.own)
    assert (own.type, own.confidence, own.low) == ("Supplier reports", None, False)
    assert "deliver its report" in words_of(own.citations)
    assert [row.type for row in report.not_found if row.own] == ["Supplier reports"]  # in the amendment
    assert len(report.finder.own_list) == 64


def test_a_matter_s_own_list_goes_before_the_office_s(world: ContractWorld) -> None:
    (world.office.folder / "clause-types.toml").write_text(OWN, encoding="utf-8")
    other = OWN.replace("Supplier reports", "Reports of this matter")
    (world.matter.folder / "clause-types.toml").write_text(other, encoding="utf-8")
    report = world.report(world.draft("clauses"))
    assert {row.type for row in report.clauses if row.own} == {"Reports of this matter"}


def test_a_list_or_a_date_that_does_not_hold_is_refused_before_anything_is_read(
    world: ContractWorld,
) -> None:
    check_clauses(world.matter)
    (world.office.folder / "clause-types.toml").write_text("[[type]]\nnmae = 1\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"clause-types.toml, line 2"):
        kind("clauses").check(world.matter)
    (world.office.folder / "clause-types.toml").unlink()
    world.draft("clauses")
    world.confirm("2015-03-31", by="paula")
    with pytest.raises(UsageError, match="'paula' is no attorney"):
        kind("clauses").check(world.matter)


def test_only_confirmed_dates_reach_the_calendar_that_is_released(world: ContractWorld) -> None:
    first = world.draft("clauses")
    assert "clauses.ics" not in {file.name for file in first.files}
    world.confirm("2015-03-31")
    draft = world.draft("clauses")
    assert draft.revision == first.revision + 1
    assert b"DRAFT" in (draft.folder / "clauses.ics").read_bytes()
    released = world.release(draft)
    calendar = (released.folder / "clauses.ics").read_bytes()
    assert calendar.count(b"BEGIN:VEVENT") == 1
    assert b"DTSTART;VALUE=DATE:20150331" in calendar
    assert b"DRAFT" not in calendar
    assert verify(released.folder, world.office.roster_file).verified


def test_a_confirmation_taken_back_stops_submission_and_release(world: ContractWorld) -> None:
    world.draft("clauses")
    world.confirm("2015-03-31")
    draft = world.draft("clauses")
    world.approve(draft)
    path = world.matter.folder / CONFIRMED_FILE
    path.write_text(path.read_text(encoding="utf-8").replace('"anna"', '""'), encoding="utf-8")
    with pytest.raises(GateRefusal, match=r"no longer confirms .* is void") as refused:
        release(world.matter, draft.item, "rita", world.tick())
    assert refused.value.rule == "input_changed"
    with pytest.raises(UsageError, match="no longer confirms"):
        clean_rendition(world.matter, draft)


def test_a_confirmed_date_that_is_gone_stops_work(world: ContractWorld) -> None:
    world.draft("clauses")
    world.confirm("2015-03-31")
    (agreement,) = (sha for sha, d in world.documents.items() if d.source.name == "supply.pdf")
    del world.documents[agreement]
    report = world.report(world.draft("clauses"))
    assert [flag.kind for flag in report.flags if not flag.sha256] == ["confirmed_date_absent"]
    assert not any(row.confirmed_by for row in report.dates)


def test_a_paper_without_words_lacks_no_type(world: ContractWorld) -> None:
    blank = world.add("scan.pdf", paper(("",)))
    report = world.report(world.draft("clauses"))
    (scan,) = (p for p in report.papers if p.sha256 == blank)
    assert scan.kind == "no readable text"
    assert not any(row.sha256 == blank for row in report.not_found)


def test_it_says_in_a_line_what_it_holds(world: ContractWorld) -> None:
    draft = world.draft("clauses")
    told = kind("clauses").told(json.loads((draft.folder / "clauses.json").read_bytes()))
    assert "in 2 contracts." in told
    assert "of which an attorney confirmed 0 (confirmed-dates.toml)." in told
