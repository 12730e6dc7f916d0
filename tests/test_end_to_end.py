"""The whole line on real input: folder → draft → QC → review → release → verified by a stranger; refusals."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import GateRefusal
from pipelines.drafting import approved_template
from pipelines.drafts import latest_draft
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.review.gate import approve, submit
from pipelines.review.history import Item
from pipelines.review.release import release
from tests.conftest import SMALL, SMALL_CLIENT, Pincite
from tests.pipelines.run_here import Done, run_here
from tests.reviewing import answered, checked, decided

FILES = (*(f"chronology.{suffix}" for suffix in ("docx", "html", "json", "pdf", "xlsx")), "manifest.json")
SECRET = "correct horse battery staple"
ITEM = Item("treatment", 1)
PEOPLE = ("pat", "quinn", "lee", "mo", "rory")


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def chronology(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "chronology.json").read_bytes())
    return loaded


@pytest.fixture(scope="module")
def staffed(small_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the small run's office: everyone whom a draft passes is on its roster.

    Beside the office lies the first attorney's key. Not to be changed.
    """
    key = tmp_path_factory.mktemp("staffed") / "lee.key"
    folder = key.with_name("office")
    shutil.copytree(small_run / "office", folder)
    common = ("--office", folder, "--actor", "pat")
    people = (
        ("pat", "--name", "Pat Quill", "--role", "preparer"),
        ("quinn", "--name", "Quinn Hale", "--role", "qc"),
        ("rory", "--name", "Rory Vane", "--role", "releaser"),
        *[
            (id, "--name", name, "--role", "attorney", "--licence-number", number, "--licence-state", "GA")
            for id, name, number in (("lee", "Lee Moss", "111"), ("mo", "Mo Birch", "222"))
        ],
    )
    for person in people:
        assert run_here("roster", "add", *person, *common).returncode == 0
    granted = run_here("matter", "grant", folder / "matters/matter", *PEOPLE, "--actor", "pat")
    assert granted.returncode == 0, granted.stderr
    asked = ("--office", folder, "--actor", "lee")
    made = run_here("roster", "add-key", "lee", "--key", key, *asked, passphrase=SECRET)
    assert made.returncode == 0, made.stderr
    assert SECRET not in made.stdout + made.stderr
    return key.parent


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Path:
    """A copy of the staffed office, and of the key, in the test's own folder."""
    shutil.copytree(staffed, tmp_path, dirs_exist_ok=True)
    return tmp_path / "office"


@pytest.fixture
def sign(pincite: Pincite, office: Path) -> Callable[..., Any]:
    """Run a command that asks for the passphrase, giving it on standard input as file descriptor 0."""

    def run(*arguments: str | Path) -> Any:
        return pincite(*arguments, "--passphrase-fd", "0", text=SECRET + "\n")

    return run


def asked_to_approve(matter: Path, who: str, key: Path) -> Done:
    return run_here("approve", matter, "--actor", who, "--key", key, passphrase=SECRET)


def test_the_draft_holds_the_encounters_of_the_gold_answers(small_run: Path) -> None:
    gold = json.loads((SMALL / "gold.json").read_text(encoding="utf-8"))
    dates = {row["date_start"] for row in chronology(small_run / "draft")["rows"]}
    assert {e["date"] for e in gold["encounters"]} <= dates


def test_every_page_has_exactly_one_line_in_the_page_ledger(small_run: Path) -> None:
    gold = json.loads((SMALL / "gold.json").read_text(encoding="utf-8"))
    lines = Counter((p["source"], p["page"]) for p in chronology(small_run / "draft")["pages"])
    assert len(lines) == gold["summary"]["pages"]
    assert set(lines.values()) == {1}


def test_every_file_of_the_draft_says_draft_and_the_manifest_knows_its_bytes(small_run: Path) -> None:
    from hashlib import sha256

    files = contents(small_run / "draft")
    manifest = json.loads(files.pop("manifest.json"))
    assert {n: sha256(b).hexdigest() for n, b in files.items()} == {
        n: f["sha256"] for n, f in manifest["files"].items()
    }
    assert chronology(small_run / "draft")["status"] == "DRAFT, NOT REVIEWED"


def test_shuffled_input_in_another_place_gives_the_same_bytes(
    served: Pincite, small_run: Path, tmp_path: Path
) -> None:
    """Another folder, files one by one in another order, older clock times, an added duplicate."""
    office = tmp_path / "elsewhere" / "office"
    assert run_here("init", office).returncode == 0
    assert run_here("matter", "new", "matter", "--office", office, *SMALL_CLIENT).returncode == 0
    matter = office / "matters" / "matter"
    records = tmp_path / "records"
    shutil.copytree(SMALL / "files", records)
    for i, file in enumerate(sorted(records.iterdir(), key=lambda p: p.stat().st_size)):
        os.utime(file, (i * 86400, i * 86400))
        assert run_here("add", matter, file).returncode == 0
    assert served("draft", "treatment", matter, "--preparer", "somebody").returncode == 0
    assert contents(matter / "drafts" / "treatment" / "1") == contents(small_run / "draft")


def test_the_same_command_again_leaves_the_same_draft(
    served: Pincite, small_run: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(small_run, out)
    done = served("run", "treatment", SMALL / "files", *SMALL_CLIENT, "--out", out, "--preparer", "pat")
    assert done.returncode == 0, done.stderr
    assert contents(out / "draft") == contents(small_run / "draft")
    drafts = out / "office/matters/matter/drafts/treatment"
    assert sorted(p.name for p in drafts.iterdir()) == ["1", "sources"]


@pytest.mark.parametrize(("kind", "questions"), [("liability", 0), ("damages", 1)])
def test_another_view_of_the_matter_reads_nothing_again(
    served: Pincite, office: Path, kind: str, questions: int
) -> None:
    matter = office / "matters" / "matter"
    done = served("draft", kind, matter, "--preparer", "pat")
    assert done.returncode == 0, done.stderr
    assert "Reading 0 files; 3 were read before" in done.stderr
    assert f"--deliverable {kind}" in done.stdout
    drafted = matter / "drafts" / kind / "1"
    assert {p.suffix for p in drafted.iterdir()} == {".docx", ".html", ".json", ".pdf", ".xlsx"}
    assert (drafted.parent / "sources").resolve() == (matter / "readable").resolve()
    submission = ("review", "submit", matter, "--deliverable", kind, "--actor", "pat")
    if questions:  # a charge without a record: the task definition says to stop
        assert run_here(*submission).returncode == 6
    assert answered(load_matter(matter), Item(kind, 1), "lee") == questions
    submitted = run_here(*submission)
    assert submitted.returncode == 0, submitted.stderr


def rows_of(done: Any) -> list[str]:
    """Ids of the rows that a command lists, in the order in which a reviewer takes them."""
    assert done.returncode == 0, done.stderr
    return re.findall(r"^(R-[0-9a-f]+)  ", done.stdout, re.MULTILINE)


def test_from_draft_to_a_release_that_a_stranger_verifies(
    served: Pincite, sign: Callable[..., Any], office: Path, tmp_path: Path
) -> None:
    """The full way: submitted, quality-controlled, one row corrected and the others accepted, signed, out."""
    matter, key = office / "matters" / "matter", tmp_path / "lee.key"

    def done(*arguments: str | Path, **given: Any) -> str:
        ended = served(*arguments, **given)
        assert ended.returncode == 0, ended.stderr
        assert "Traceback" not in ended.stderr
        return ended.stdout

    done("review", "submit", matter, "--actor", "pat")
    assert "quality control" in done("review", "list", "--office", office)
    points = approved_template(load_matter(matter), "treatment").task.checkpoints
    confirmed = [word for point in points for word in ("--confirmed", point.id)]
    assert "9 rows to decide" in done("review", "pass", matter, *confirmed, "--actor", "quinn")
    rows = rows_of(served("review", "rows", matter))
    assert len(rows) == 9
    accepted = done("review", "accept", matter, "--row", rows[0], "--actor", "lee")
    assert re.search(r"^    > .*20, 2024$", accepted, re.MULTILINE)
    assert "1 of 9 rows decided" in accepted
    wrong = ("--code", "wrong_type", "--set", "Type=")
    done("review", "correct", matter, "--row", rows[1], *wrong, "--actor", "lee")
    pending = sign("approve", matter, "--actor", "lee", "--key", key)
    assert (pending.returncode, (matter / "released").exists()) == (6, False)
    done("review", "apply", matter, "--actor", "lee")

    corrected = Item("treatment", 2)
    before, after = (chronology(matter / "drafts" / "treatment" / n)["rows"] for n in ("1", "2"))
    assert [row["id"] for row in before] == [row["id"] for row in after]
    assert [a["id"] for a, b in zip(before, after, strict=True) if a != b] == [rows[1]]
    left = sign("approve", matter, "--actor", "lee", "--key", key)
    assert left.returncode == 6
    assert "8 rows are still to be decided" in left.stderr
    assert decided(load_matter(matter), corrected, "lee") == 8
    assert "approved by Lee Moss" in sign("approve", matter, "--actor", "lee", "--key", key).stdout
    done("release", matter, "--actor", "rory")
    assert "released" in done("status", matter)

    copied = tmp_path / "on another machine"
    shutil.copytree(matter / "released" / "treatment" / "2", copied)
    roster = shutil.copy(office / "roster.toml", tmp_path / "roster.toml")
    verified = done("verify", copied, "--roster", roster)
    assert verified.startswith("verified: treatment revision 2, signed by Lee Moss")
    done("ledger", "verify", matter)

    clean = json.loads((copied / "chronology.json").read_bytes())
    assert clean["rows"] == after
    assert "DRAFT" not in json.dumps(clean["status"])

    with (copied / "chronology.docx").open("ab") as file:
        file.write(b"\0")
    tampered = served("verify", copied, "--roster", roster)
    assert tampered.returncode == 8
    assert "altered: chronology.docx" in tampered.stdout


def test_nobody_releases_what_no_attorney_signed(served: Pincite, office: Path, tmp_path: Path) -> None:
    matter, key = office / "matters" / "matter", tmp_path / "lee.key"
    too_early = served("release", matter, "--actor", "rory")
    assert too_early.returncode == 6
    assert "nobody has submitted for review" in too_early.stderr
    assert run_here("review", "submit", matter, "--actor", "pat").returncode == 0
    unchecked = asked_to_approve(matter, "lee", key)
    assert unchecked.returncode == 6
    assert "is in quality control" in unchecked.stderr
    checked(load_matter(matter), ITEM, "quinn")
    undecided = asked_to_approve(matter, "lee", key)
    assert undecided.returncode == 6
    assert "9 rows are still to be decided" in undecided.stderr
    decided(load_matter(matter), ITEM, "lee")
    unsigned = served("release", matter, "--actor", "rory")
    assert unsigned.returncode == 6
    assert "is in review" in unsigned.stderr
    not_an_attorney = asked_to_approve(matter, "pat", key)
    assert not_an_attorney.returncode == 6
    another_ones_key = asked_to_approve(matter, "mo", key)
    assert another_ones_key.returncode == 6
    assert not (matter / "released").exists()


def test_changes_requested_make_a_new_revision(served: Pincite, office: Path, tmp_path: Path) -> None:
    matter = office / "matters" / "matter"
    assert run_here("review", "submit", matter, "--actor", "pat").returncode == 0
    checked(load_matter(matter), ITEM, "quinn")
    back = run_here("review", "request-changes", matter, "--actor", "lee", "--reason", "Ask for the MRI.")
    assert back.returncode == 0, back.stderr
    assert "changes requested" in run_here("status", matter).stdout
    assert asked_to_approve(matter, "lee", tmp_path / "lee.key").returncode == 6
    assert served("draft", "treatment", matter, "--preparer", "pat").returncode == 0
    assert (matter / "drafts" / "treatment" / "2").is_dir()
    ledger = (matter / "ledger.jsonl").read_text(encoding="utf-8")
    assert "Ask for the MRI" not in ledger


def test_a_met_stop_work_trigger_is_answered_before_anything_is_submitted(
    served: Pincite, office: Path
) -> None:
    matter = office / "matters" / "matter"
    (office.parent / "empty.pdf").touch()
    assert run_here("add", matter, office.parent / "empty.pdf").returncode == 3
    assert served("draft", "treatment", matter, "--preparer", "pat").returncode == 3
    stopped = run_here("review", "submit", matter, "--actor", "pat")
    assert stopped.returncode == 6
    assert "E1" in stopped.stderr
    asked = run_here("review", "questions", matter).stdout
    assert "E1  file-set-aside" in asked
    answer = ("--escalation", "E1", "--answer", "The client has no other copy.")
    assert run_here("review", "answer", matter, *answer, "--actor", "pat").returncode == 6
    assert run_here("review", "submit", matter, "--actor", "pat").returncode == 6
    assert run_here("review", "answer", matter, *answer, "--actor", "lee").returncode == 0
    again = run_here("review", "submit", matter, "--actor", "pat")
    assert again.returncode == 0, again.stderr
    assert "no other copy" not in (matter / "ledger.jsonl").read_text(encoding="utf-8")


def test_a_source_changed_after_review_voids_it(office: Path, tmp_path: Path) -> None:
    matter = office / "matters" / "matter"
    assert run_here("review", "submit", matter, "--actor", "pat").returncode == 0
    checked(load_matter(matter), ITEM, "quinn")
    decided(load_matter(matter), ITEM, "lee")
    source = next(p for p in (matter / "sources").iterdir() if p.is_file())
    source.chmod(0o600)
    with source.open("ab") as file:
        file.write(b"\n%")
    refused = asked_to_approve(matter, "lee", tmp_path / "lee.key")
    assert refused.returncode == 6
    assert "void" in run_here("status", matter).stdout


def now() -> datetime:
    return datetime.now(UTC)


WATCHED: list[str] = []
WRITERS: set[str] = set()
CHANGES = {
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.truncate",
}


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note which of our modules changes anything below a watched folder."""
    if not WATCHED or (event not in CHANGES and event != "open"):
        return
    writes = event != "open" or bool(int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    paths = [os.path.abspath(str(a)) for a in arguments[:2] if isinstance(a, str | os.PathLike)]
    if writes and any(path.startswith(folder) for path in paths for folder in WATCHED):
        ours = [f.filename for f in traceback.extract_stack() if "pipelines" in Path(f.filename).parts]
        WRITERS.update(Path(f).name for f in ours[-3:])


@pytest.fixture
def watched(office: Path) -> Iterator[Matter]:
    matter = load_matter(office / "matters" / "matter")
    sys.addaudithook(watch)  # stays for the life of the process; it does nothing without a watched folder
    WATCHED.append(str(matter.released))
    yield matter
    WATCHED.clear()
    WRITERS.clear()


def test_only_release_ever_writes_to_the_released_folder(
    watched: Matter, sign: Callable[..., Any], tmp_path: Path
) -> None:
    matter, key = watched, tmp_path / "lee.key"
    draft = latest_draft(matter, "treatment")
    assert draft is not None
    submit(matter, draft, "pat", now())
    checked(matter, ITEM, "quinn")
    decided(matter, ITEM, "lee")
    with pytest.raises(GateRefusal):
        release(matter, ITEM, "rory", now())
    approve(matter, ITEM, "lee", key, SECRET, now())
    assert not WRITERS
    release(matter, ITEM, "rory", now())
    assert "release.py" in WRITERS
    assert not WRITERS - {"release.py", "durable.py"}
    assert (matter.released / "treatment" / "1" / "chronology.docx").is_file()
