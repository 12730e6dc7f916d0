"""Whole exhibit sets: from a plan to a release that a stranger verifies; what stays; what is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from extractors.errors import UsageError
from pipelines.exhibits.exhibit_set import Outcome, Placed
from pipelines.exhibits.plan_place import bring_plan
from pipelines.review.verify import verify
from tests.made_pages import visit
from tests.pipelines.exhibits.exhibit_world import HEAD, ExhibitWorld, exhibit, paper

BATES = '\n[bates]\nprefix = "MOSS"\n'


@pytest.fixture
def world(tmp_path: Path) -> ExhibitWorld:
    made = ExhibitWorld(tmp_path)
    made.add("report.pdf", paper(["Crash report\nUnit 1 westbound", "Diagram"]))
    made.add("chart.pdf", paper(["Visit one", "Visit two", "Visit three"]))
    made.add("bill.pdf", paper(["Statement of account"], (792, 612)))
    return made


def words(path: Path, page: int) -> str:
    with pdfium.PdfDocument(path) as pdf:
        text: str = pdf[page - 1].get_textpage().get_text_range()
    return " ".join(text.split())


def test_from_a_plan_to_a_verified_release(world: ExhibitWorld) -> None:
    before = {p.name: p.read_bytes() for p in world.matter.sources.iterdir()}
    world.plan(
        exhibit("report.pdf", description="Crash report", designation="PX-1")
        + exhibit("chart", pages="3, 1", description="Chart, two visits")
        + exhibit("bill.pdf", description="Account"),
        HEAD.replace("[numbering", BATES + "\n[numbering"),
    )
    draft = world.draft()
    made = world.rows(draft)
    assert [(r.designation, r.bates_first, r.bates_last, r.page_count) for r in made.rows] == [
        ("PX-1", "MOSS-000001", "MOSS-000002", 2),
        ("PX-2", "MOSS-000003", "MOSS-000004", 2),
        ("PX-3", "MOSS-000005", "MOSS-000005", 1),
    ]
    assert [p.source_page for p in made.rows[1].pages] == [3, 1]
    assert all(r.label is Placed.PAGE for r in made.rows)
    for file in draft.files:
        if file.name.endswith(".pdf"):
            with pdfium.PdfDocument(draft.folder / file.name) as pdf:
                count = len(pdf)
            for page in range(1, count + 1):
                assert "DRAFT, NOT REVIEWED" in words(draft.folder / file.name, page), (file.name, page)

    released = world.release(draft).folder
    assert verify(released, world.office.roster_file).verified
    for output in made.outputs:
        data = (released / output.name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == output.sha256
    (volume,) = (released / "volumes").iterdir()
    for row in made.rows:
        for bound in row.pages:
            text = words(volume, bound.bundle_page)
            assert bound.bates in text
            assert "DRAFT" not in text
        assert row.designation in words(volume, row.first_page)
        assert str(row.first_page) in words(volume, 1)
    assert {p.name: p.read_bytes() for p in world.matter.sources.iterdir()} == before


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, world: ExhibitWorld) -> None:
    other = ExhibitWorld(tmp_path / "other")
    for made in (world, other):
        if made is other:
            other.add("bill.pdf", paper(["Statement of account"], (792, 612)))
            other.add("chart.pdf", paper(["Visit one", "Visit two", "Visit three"]))
            other.add("report.pdf", paper(["Crash report\nUnit 1 westbound", "Diagram"]))
        made.plan(exhibit("report.pdf", description="Crash report") + exhibit("bill.pdf", description="Bill"))
    first, second = world.draft(), other.draft()
    assert first.manifest_sha256 == second.manifest_sha256
    assert world.draft() == first


def test_late_additions_take_the_next_number_and_withdrawn_ones_keep_theirs(world: ExhibitWorld) -> None:
    head = HEAD.replace("[numbering", BATES + "\n[numbering")
    world.plan(exhibit("report.pdf", description="Report") + exhibit("bill.pdf", description="Bill"), head)
    world.release(world.draft())
    world.plan(
        exhibit("report.pdf", description="Report", designation="PX-1", status="withdrawn")
        + exhibit("chart.pdf", description="Chart")
        + exhibit("bill.pdf", description="Bill, reworded"),
        head,
    )
    draft = world.draft()
    now = {r.designation: r for r in world.rows(draft).rows}
    assert list(now) == ["PX-1", "PX-2", "PX-3"]
    assert (now["PX-1"].status, now["PX-1"].pages) == ("withdrawn", ())
    assert now["PX-2"].bates_first == "MOSS-000003"
    assert now["PX-3"].bates_first == "MOSS-000004"
    world.release(draft)
    world.plan(
        exhibit("report.pdf", description="Report", designation="PX-1")
        + exhibit("bill.pdf", description="Bill")
        + exhibit("chart.pdf", description="Chart"),
        head,
    )
    again = {r.designation: r for r in world.rows(world.draft()).rows}
    assert again["PX-1"].bates_first == "MOSS-000001"
    assert again["PX-3"].bates_first == "MOSS-000004"


@pytest.mark.parametrize(
    "exhibits",
    [
        pytest.param(exhibit("bill.pdf", designation="PX-1", description="B"), id="another paper"),
        pytest.param(exhibit("report.pdf", designation="PX-2", description="R"), id="vanished"),
        pytest.param(
            exhibit("report.pdf", designation="PX-1", pages="1", description="R"), id="other pages"
        ),
    ],
)
def test_nothing_is_renumbered_after_release(world: ExhibitWorld, exhibits: str) -> None:
    world.plan(exhibit("report.pdf", designation="PX-1", description="Report"))
    world.release(world.draft())
    world.plan(exhibits)
    with pytest.raises(UsageError, match="released"):
        world.draft()


def test_a_listed_paper_stops_everything(world: ExhibitWorld) -> None:
    sha256 = next(s for s, d in world.documents.items() if d.source.name == "chart.pdf")
    (world.matter.folder / "clawback.csv").write_text(f"SHA-256\n{sha256}\n", encoding="utf-8")
    head = HEAD.replace("schema = 1", 'schema = 1\nblock_lists = ["clawback.csv"]')
    world.plan(exhibit("report.pdf", description="Report") + exhibit("chart.pdf", description="Chart"), head)
    with pytest.raises(UsageError, match="privilege or clawback"):
        world.draft()
    assert not world.matter.drafts.exists()
    world.plan(exhibit("report.pdf", description="Report"), head)
    assert len(world.rows(world.draft()).rows) == 1


def test_a_paper_that_is_not_there_is_held_and_the_others_go_on(world: ExhibitWorld) -> None:
    world.plan(
        exhibit("report.pdf", description="Report")
        + exhibit("photos.pdf", description="Photographs")
        + exhibit("chart.pdf", description="Chart", language="Spanish")
    )
    made = world.rows(world.draft())
    report, photos, chart = made.rows
    assert not report.held
    assert "photos.pdf is not among the matter's files" in photos.held
    assert "translation" in chart.held
    assert (photos.file, photos.page_count, photos.pages[0].source_page) == ("", 1, 0)
    assert not made.ready
    assert any("PX-2 is held" in told for told in made.escalations)
    assert any(c.outcome is Outcome.FAIL and c.designation == "PX-2" for c in made.checks)


def test_pages_that_a_file_does_not_have_are_refused_by_line(world: ExhibitWorld) -> None:
    world.plan(exhibit("report.pdf", pages="2-3", description="Report"))
    with pytest.raises(UsageError, match=r"no\. 1 .*page 3 is asked for"):
        world.draft()


def test_an_unconfirmed_court_is_never_ready_and_a_draft_says_what_to_confirm(world: ExhibitWorld) -> None:
    world.plan(exhibit("report.pdf", description="Report"))
    made = world.rows(world.draft())
    confirmed = next(c for c in made.checks if c.id == "court-confirmed")
    assert confirmed.outcome is Outcome.NOT_CHECKED
    assert confirmed.remedy
    assert not made.ready


def test_without_a_plan_one_is_proposed_and_says_so(world: ExhibitWorld) -> None:
    draft = world.draft()
    made = world.rows(draft)
    assert made.proposed
    assert {name for row in made.rows for name, _ in row.sources} == {"bill.pdf", "chart.pdf", "report.pdf"}
    assert "proposed = true" in (world.matter.folder / "exhibits.toml").read_text(encoding="utf-8")
    assert world.draft() == draft


def test_numbers_that_a_paper_bears_are_never_stamped_on_it_later(world: ExhibitWorld) -> None:
    world.plan(exhibit("report.pdf", description="Report", bates="OWN-000001-2"))
    world.release(world.draft())
    head = HEAD.replace("[numbering", BATES + "\n[numbering")
    world.plan(exhibit("report.pdf", description="Report"), head)
    draft = world.draft()
    (row,) = world.rows(draft).rows
    assert (row.bates_first, row.bates_last) == ("OWN-000001", "OWN-000002")
    assert "OWN" not in words(draft.folder / row.file, 1)


def test_a_list_alone_is_a_plan(world: ExhibitWorld, tmp_path: Path) -> None:
    given = tmp_path / "from the firm.csv"
    listed = "Ex.,File,Description\nA,report.pdf,Crash report\nC,bill.pdf,Account\n"
    given.write_text(listed, encoding="utf-8")
    bring_plan(world.matter, given)
    bring_plan(world.matter, given)
    made = world.rows(world.draft())
    assert [(r.designation, r.description) for r in made.rows] == [("A", "Crash report"), ("C", "Account")]
    assert not made.proposed
    (world.matter.folder / "exhibits.toml").write_text(HEAD, encoding="utf-8")
    with pytest.raises(UsageError, match="goes before a list"):
        bring_plan(world.matter, given)


def test_a_jurys_evidence_folder_is_named_and_listed(world: ExhibitWorld) -> None:
    world.plan(
        exhibit("report.pdf", designation="12-A", description="Crash report")
        + exhibit("bill.pdf", designation="13", description="Account"),
        HEAD.replace('short_caption', 'layout = "jers"\nshort_caption').replace('prefix = "PX"', ""),
    )
    draft = world.draft()
    names = sorted(p.name for p in (draft.folder / "exhibits").iterdir())
    assert names == ["12-a_Crash report.pdf", "13_Account.pdf", "Exhibits.txt"]
    listed = (draft.folder / "exhibits" / "Exhibits.txt").read_text("utf-8").splitlines()
    assert listed == ["12-a|Crash report|12-a_Crash report.pdf", "13|Account|13_Account.pdf"]


def test_a_released_chronology_is_bound_in_and_its_citations_lead_to_exhibit_pages(tmp_path: Path) -> None:
    world = ExhibitWorld(tmp_path)
    days = ("03/04/2024", "03/18/2024", "04/22/2024")
    first, second, third = (visit(day, patient="Dara Moss", born="04/02/1980") for day in days)
    world.add("chart.pdf", paper([first, second]))
    world.add("other.pdf", paper([third]))
    plan = exhibit("chart.pdf", description="Chart")
    head = HEAD.replace("court =", 'chronology = "treatment"\ncourt =')
    world.plan(plan, head)
    early = world.rows(world.draft())
    assert any("No treatment chronology is released" in told for told in early.escalations)

    world.release(world.draft("treatment"))
    draft = world.draft()
    made = world.rows(draft)
    (volume,) = (draft.folder / "volumes").iterdir()
    with pikepdf.open(volume) as pdf:
        number = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
        links: dict[int, list[int]] = {}
        for n, page in enumerate(pdf.pages, 1):
            for mark in page.obj.get("/Annots", []):
                place = mark.A.D if "/A" in mark else mark.Dest
                links.setdefault(n, []).append(number[place[0].objgen])
        front = made.rows[0].first_page - 1
        assert set(links) <= set(range(1, front + 1))
        assert {to for n, found in links.items() if n > 1 for to in found} == {front + 1, front + 2}
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert titles == ["Index of Exhibits", "Chronology", "PX-1 – Chart"]
    assert next(c for c in made.checks if c.id == "uncited").outcome is Outcome.PASS
    lost = [told for told in made.escalations if "lead to pages that no exhibit" in told]
    assert len(lost) == 1  # the third visit is in no exhibit
