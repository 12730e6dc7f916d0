"""Exhibit sets where rules meet: listed numbers that we gave ourselves, signed originals, two open sets."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.deliverables import exhibits as exhibits_room
from pipelines.deliverables.exhibits import check_plan
from pipelines.exhibits import making
from pipelines.exhibits.exhibit_set import Outcome
from pipelines.exhibits.plan_place import bring_plan
from pipelines.review import gate
from pipelines.review.history import Item
from pipelines.review.release import release
from pipelines.review.standing import status
from pipelines.review.states import State
from pipelines.review.verify import verify
from tests.made_pages import visit
from tests.pipelines.exhibits.exhibit_world import HEAD, ExhibitWorld, exhibit, paper
from tests.pipelines.exhibits.test_pdf_copies import SIGNED

NUMBERED = HEAD + '\n[bates]\nprefix = "MOSS"\n'


@pytest.fixture
def world(tmp_path: Path) -> ExhibitWorld:
    made = ExhibitWorld(tmp_path)
    made.add("report.pdf", paper(["Crash report\nUnit 1 westbound", "Diagram"]))
    made.add("bill.pdf", paper(["Statement of account"]))
    return made


def approved(world: ExhibitWorld) -> Item:
    """Draft the plan as it stands, submit and approve it."""
    return world.approve(world.draft())


# --- block lists --------------------------------------------------------------------------------------------


def test_a_number_that_a_release_gave_is_found_on_a_clawback_list(world: ExhibitWorld) -> None:
    both = exhibit("report.pdf", description="Report") + exhibit("bill.pdf", description="Bill")
    world.plan(both, NUMBERED)
    world.release(world.draft())
    (world.matter.folder / "clawback.csv").write_text("Bates\nMOSS-000003\n", encoding="utf-8")
    listed = NUMBERED.replace("schema = 1", 'schema = 1\nblock_lists = ["clawback.csv"]')
    world.plan(both, listed)
    with pytest.raises(UsageError, match=r"PX-2 is on a privilege or clawback list \(clawback\.csv line 2"):
        world.draft()
    withdrawn = exhibit("bill.pdf", description="Bill", designation="PX-2", status="withdrawn")
    world.plan(exhibit("report.pdf", description="Report") + withdrawn, listed)
    assert [row.page_count for row in world.rows(world.draft()).rows] == [2, 0]


def test_a_listed_paper_is_refused_also_where_its_exhibit_would_be_held(world: ExhibitWorld) -> None:
    bill = next(s for s, d in world.documents.items() if d.source.name == "bill.pdf")
    (world.matter.folder / "list.csv").write_text(f"SHA-256,Bates\n{bill},\n,OWN-7\n", encoding="utf-8")
    head = HEAD.replace("schema = 1", 'schema = 1\nblock_lists = ["list.csv"]')
    for held in (
        exhibit("bill.pdf", description="Bill", language="Spanish"),
        exhibit("lost.pdf", description="Lost", bates="OWN-0007"),
    ):
        world.plan(held, head)
        with pytest.raises(UsageError, match="privilege or clawback"):
            world.draft()


# --- pages that are not those that were numbered ------------------------------------------------------------


def test_a_translation_added_after_release_is_refused_in_words(world: ExhibitWorld) -> None:
    head = NUMBERED.replace("short_caption", "tabs = true\nshort_caption")
    world.plan(exhibit("report.pdf", description="Report", designation="PX-1"), head)
    world.release(world.draft())
    world.plan(exhibit("report.pdf", description="Report", designation="PX-1", translation="bill.pdf"), head)
    with pytest.raises(UsageError, match="nothing is renumbered after release"):
        world.draft()


def test_numbers_that_were_released_do_not_vanish_with_the_style(world: ExhibitWorld) -> None:
    plan = exhibit("report.pdf", description="Report", designation="PX-1")
    world.plan(plan, NUMBERED)
    world.release(world.draft())
    world.plan(plan, HEAD)
    with pytest.raises(UsageError, match="PX-1 was released as MOSS-000001 to MOSS-000002"):
        world.draft()


def test_sheets_before_released_exhibits_renumber_nothing(world: ExhibitWorld) -> None:
    plan = exhibit("report.pdf", description="Report") + exhibit("bill.pdf", description="Bill")
    world.plan(plan, NUMBERED)
    world.release(world.draft())
    world.plan(plan, NUMBERED.replace("short_caption", "tabs = true\nshort_caption"))
    made = world.rows(world.draft())
    assert [[page.bates for page in row.pages] for row in made.rows] == [
        ["", "MOSS-000001", "MOSS-000002"],
        ["", "MOSS-000003"],
    ]


def test_an_exhibit_that_is_held_after_its_release_keeps_its_numbers(world: ExhibitWorld) -> None:
    report = exhibit("report.pdf", description="Report", designation="PX-1")
    world.plan(report, NUMBERED)
    world.release(world.draft())
    mark = '[[exhibit.redaction]]\npage = 1\ntext = "nowhere on it"\nreason = "R"\n'
    world.plan(report + mark + exhibit("bill.pdf", description="Bill"), NUMBERED)
    draft = world.draft()
    held, bill = world.rows(draft).rows
    assert held.held
    assert bill.bates_first == "MOSS-000003"
    world.release(draft)
    world.plan(report + exhibit("bill.pdf", description="Bill"), HEAD)
    with pytest.raises(UsageError, match="PX-1 was released as MOSS-000001"):
        world.draft()
    world.plan(report + exhibit("bill.pdf", description="Bill"), NUMBERED)
    assert [row.bates_first for row in world.rows(world.draft()).rows] == ["MOSS-000001", "MOSS-000003"]


def test_a_set_in_volumes_has_every_page_where_its_rows_say(world: ExhibitWorld) -> None:
    world.add("chart.pdf", paper(["Visit one", "Visit two", "Visit three"]))
    plan = [("report.pdf", 2), ("chart.pdf", 3), ("bill.pdf", 1)]
    world.plan(
        "".join(exhibit(name, description=name) for name, _ in plan),
        NUMBERED + "[overrides]\nmax_pages = 3\n",
    )
    draft = world.draft()
    made = world.rows(draft)
    released = world.release(draft).folder
    names = [o.name for o in made.outputs if o.name.startswith("volumes/")]
    assert len(names) == 4
    assert [[page.volume for page in row.pages] for row in made.rows] == [[2, 2], [3, 3, 4], [4]]
    assert all(output.pages <= 3 for output in made.outputs if output.name in names)
    first = 1
    for volume, name in enumerate(names, 1):
        assert f"Volume {volume} of {len(names)}" in name
        with pdfium.PdfDocument(released / name) as pdf:
            texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
        for row in made.rows:
            for page in (page for page in row.pages if page.volume == volume):
                assert page.bates in texts[page.bundle_page - first]
        first += len(texts)


# --- signed originals ---------------------------------------------------------------------------------------


def test_a_signed_original_goes_as_it_is_and_is_no_checked_file(world: ExhibitWorld) -> None:
    sha256 = world.add("Order.PDF", SIGNED)
    world.plan(exhibit("Order.PDF", description="Order", signed_as="native"), NUMBERED)
    draft = world.draft()
    made = world.rows(draft)
    (native,) = (o for o in made.outputs if o.name.startswith("natives/"))
    assert native.sha256 == sha256
    assert (draft.folder / native.name).read_bytes() != SIGNED
    (check,) = (c for c in made.checks if c.id == "native_files")
    assert (check.outcome, check.file) == (Outcome.NOT_CHECKED, native.name)
    released = world.release(draft).folder
    assert (released / native.name).read_bytes() == SIGNED
    assert verify(released, world.office.roster_file).verified
    ticked = exhibit("Order.PDF", description="Order", signed_as="native", pii_reviewed="R. Osei")
    world.plan(ticked, NUMBERED)
    (check,) = (c for c in world.rows(world.draft()).checks if c.id == "native_files")
    assert check.outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("more", "why"),
    [
        pytest.param(
            '[[exhibit.redaction]]\npage = 1\ntext = "Shown"\nreason = "SSN"\n', "redact", id="redaction"
        ),
        pytest.param('pages = "1"\n', "pages", id="pages"),
        pytest.param('translation = "bill.pdf"\n', "translation", id="translation"),
    ],
)
def test_what_a_signed_original_cannot_have_holds_it(world: ExhibitWorld, more: str, why: str) -> None:
    world.add("order.pdf", SIGNED)
    world.plan(exhibit("order.pdf", description="Order", signed_as="native") + more)
    made = world.rows(world.draft())
    assert not any(o.name.startswith("natives/") for o in made.outputs)
    assert "signed_as" in made.rows[0].held
    assert why in made.rows[0].held


def test_the_index_calls_a_signed_file_a_copy_and_no_other(world: ExhibitWorld) -> None:
    world.add("order.pdf", SIGNED)
    world.plan(
        exhibit("order.pdf", description="Order", signed_as="copy")
        + exhibit("bill.pdf", description="Bill", signed_as="copy")
    )
    order, bill = world.rows(world.draft()).rows
    assert order.remarks == ("a copy of a digitally signed file; the signature is not carried",)
    assert bill.remarks == ()


def test_one_signed_original_in_two_exhibits_goes_once(world: ExhibitWorld) -> None:
    world.add("order.pdf", SIGNED)
    world.plan(
        exhibit("order.pdf", description="Order", signed_as="native")
        + exhibit("order.pdf", description="The order again", signed_as="native")
    )
    made = world.rows(world.draft())
    assert sum(o.name.startswith("natives/") for o in made.outputs) == 1


# --- redactions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("description", "elsewhere", "outcome"),
    [
        ("Crash report", "", Outcome.PASS),
        ("Report on unit 1 WESTBOUND", "", Outcome.FAIL),
        ("Report on unit 1 westbound", "public record", Outcome.PASS),
    ],
)
def test_what_is_redacted_does_not_stand_in_the_index(
    world: ExhibitWorld, description: str, elsewhere: str, outcome: Outcome
) -> None:
    mark = '[[exhibit.redaction]]\npage = 1\ntext = "Unit 1 westbound"\nreason = "R"\n'
    mark += f'elsewhere = "{elsewhere}"\n'
    world.plan(exhibit("report.pdf", description=description) + mark)
    made = world.rows(world.draft())
    assert not made.rows[0].held
    (check,) = (c for c in made.checks if c.id == "redacted_beside")
    assert check.outcome is outcome
    assert "westbound" not in check.detail


def test_a_chronology_that_tells_what_is_redacted_fails_the_set(tmp_path: Path) -> None:
    world = ExhibitWorld(tmp_path)
    world.add("chart.pdf", paper([visit("03/04/2024", patient="Dara Moss", born="04/02/1980")]))
    world.release(world.draft("treatment"))
    mark = '[[exhibit.redaction]]\npage = 1\ntext = "03/04/2024"\nreason = "Date"\n'
    world.plan(
        exhibit("chart.pdf", description="Chart") + mark,
        HEAD.replace("court =", 'chronology = "treatment"\ncourt ='),
    )
    made = world.rows(world.draft())
    (check,) = (c for c in made.checks if c.id == "redacted_beside")
    assert (check.outcome, check.designation) == (Outcome.FAIL, "PX-1")
    assert "the chronology, page" in check.detail


# --- two open sets ------------------------------------------------------------------------------------------


def test_of_two_approved_sets_that_number_otherwise_only_one_is_released(world: ExhibitWorld) -> None:
    world.plan(exhibit("report.pdf", description="Report", designation="PX-1"))
    first = approved(world)
    world.plan(exhibit("bill.pdf", description="Bill", designation="PX-1"))
    second = approved(world)
    release(world.matter, first, "rita", world.tick())
    with pytest.raises(GateRefusal, match="nothing is renumbered after release"):
        release(world.matter, second, "rita", world.tick())
    assert {h.item: h.state for h in status(world.matter)}[second] is State.APPROVED


def test_a_set_is_not_submitted_over_what_was_released_meanwhile(world: ExhibitWorld) -> None:
    world.plan(exhibit("report.pdf", description="Report", designation="PX-1"), NUMBERED)
    first = approved(world)
    world.plan(exhibit("bill.pdf", description="Bill", designation="PX-1"), NUMBERED)
    second = world.draft()
    release(world.matter, first, "rita", world.tick())
    with pytest.raises(UsageError, match="nothing is renumbered after release"):
        gate.submit(world.matter, second, "paula", world.tick())


# --- what is refused before anything is read ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "lines", "why"),
    [
        pytest.param(
            HEAD.replace("schema = 1", 'schema = 1\nblock_lists = ["no.csv"]'), 1, "no.csv", id="list"
        ),
        pytest.param(
            HEAD.replace("court =", 'chronology = "history"\ncourt ='), 1, "history", id="chronology"
        ),
        pytest.param(HEAD, 2, "is given already", id="designations"),
        pytest.param(HEAD, 0, "no exhibits", id="nothing"),
    ],
)
def test_a_plan_is_held_against_itself_first(world: ExhibitWorld, head: str, lines: int, why: str) -> None:
    world.plan(exhibit("report.pdf", description="Report", designation="PX-1") * lines, head)
    with pytest.raises(UsageError, match=why):
        check_plan(world.matter)


# --- a run that is killed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("station", ["bind_exhibits", "output_of", "mark_draft", "index_files"])
def test_a_draft_that_was_killed_is_made_again_with_the_same_bytes(
    tmp_path: Path, world: ExhibitWorld, monkeypatch: pytest.MonkeyPatch, station: str
) -> None:
    other = ExhibitWorld(tmp_path / "other")
    other.add("report.pdf", paper(["Crash report\nUnit 1 westbound", "Diagram"]))
    other.add("bill.pdf", paper(["Statement of account"]))
    for made in (world, other):
        made.plan(exhibit("report.pdf", description="R") + exhibit("bill.pdf", description="B"), NUMBERED)

    def die(*_args: object, **_kwargs: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    room = making if hasattr(making, station) else exhibits_room
    with monkeypatch.context() as killing:
        killing.setattr(room, station, die)
        child = multiprocessing.get_context("fork").Process(target=world.draft)
        child.start()
        child.join()
    assert child.exitcode == -signal.SIGKILL
    assert list(world.matter.folder.glob(".drafting-*"))

    def lies(made: ExhibitWorld) -> set[str]:
        return {p.relative_to(made.matter.folder).as_posix() for p in made.matter.folder.rglob("*")}

    world.tick()
    assert world.draft().manifest_sha256 == other.draft().manifest_sha256
    assert lies(world) == lies(other)


# --- hardly any exhibits ------------------------------------------------------------------------------------


def test_a_plan_without_exhibits_is_refused(world: ExhibitWorld) -> None:
    world.plan("")
    with pytest.raises(UsageError, match="no exhibits"):
        world.draft()


def test_a_plan_and_its_lists_come_into_the_matter_together_or_not_at_all(world: ExhibitWorld) -> None:
    given = world.root / "given"
    given.mkdir()
    (given / "exhibits.toml").write_text('schema = 1\nlist = "mine.csv"\nblock_lists = ["held.csv"]\n')
    (given / "mine.csv").write_text("Source,Description\nreport.pdf,Report\n")
    (given / "held.csv").write_text("Bates\nOWN-1\n")
    (world.matter.folder / "held.csv").write_text("Bates\nOWN-2\n")
    with pytest.raises(UsageError, match=r"held\.csv is there already"):
        bring_plan(world.matter, given / "exhibits.toml")
    assert not (world.matter.folder / "exhibits.toml").exists()
    (world.matter.folder / "held.csv").unlink()
    bring_plan(world.matter, given / "exhibits.toml")
    bring_plan(world.matter, given / "exhibits.toml")
    assert [row.description for row in world.rows(world.draft()).rows] == ["Report"]


def test_no_plan_is_proposed_where_there_are_no_papers(tmp_path: Path) -> None:
    world = ExhibitWorld(tmp_path)
    with pytest.raises(UsageError, match="no papers"):
        world.draft()
    assert not (world.matter.folder / "exhibits.toml").exists()


def test_a_name_that_two_files_bear_is_asked_about(world: ExhibitWorld) -> None:
    for page in ("One scan", "Another scan"):
        sha256 = world.add("scan.pdf", paper([page]))
        read = world.documents[sha256]
        named = replace(read.source, names=(f"scan [{sha256[:8]}].pdf",))
        world.documents[sha256] = replace(read, source=named)
    world.plan(exhibit("scan.pdf", description="Scan"))
    with pytest.raises(UsageError, match=r"names 2 files of this matter\. Write the first digits"):
        world.draft()
    world.plan(exhibit(f"scan [{sha256[:8]}].pdf", description="Scan"))
    assert [row.held for row in world.rows(world.draft()).rows] == [""]


def test_a_tier_with_a_sign_that_load_files_lack_is_written_out(world: ExhibitWorld) -> None:
    world.plan(exhibit("bill.pdf", description="Bill", tier="SECRET\u00ae"), NUMBERED)
    draft = world.draft()
    assert "SECRET(R)" in (draft.folder / "load" / "exhibits.dat").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('profile = "cmecf-default"', 'profile = "state-default"'),
        ("26-cv-00417", "26-cv-00418"),
        ('short_caption = "Moss v. Hale"', 'short_caption = "Moss v. Hale"\nfiling_date = 2026-05-04'),
    ],
)
def test_another_court_or_filing_voids_what_was_approved(world: ExhibitWorld, old: str, new: str) -> None:
    world.plan(exhibit("report.pdf"))
    item = approved(world)
    plan = world.matter.folder / "exhibits.toml"
    before = plan.read_text(encoding="utf-8")
    plan.write_text(before.replace(old, new), encoding="utf-8")
    with pytest.raises(GateRefusal, match="another filing or court") as refused:
        release(world.matter, item, "rita", world.tick())
    assert refused.value.rule == "input_changed"
    plan.write_text(before, encoding="utf-8")
    with pytest.raises(GateRefusal, match="is void"):
        release(world.matter, item, "rita", world.tick())
    assert not list(world.matter.released.rglob("*.pdf"))
