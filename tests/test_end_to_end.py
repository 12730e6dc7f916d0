"""The whole line on real input: folder → draft → review → release → verified by a stranger; the refusals."""

from __future__ import annotations

import json
import os
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
from pipelines.drafting import clean_rendition
from pipelines.drafts import latest_draft
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.review.gate import approve, submit
from pipelines.review.history import Item
from pipelines.review.release import release
from tests.conftest import SMALL, SMALL_CLIENT, Pincite

FILES = (*(f"chronology.{suffix}" for suffix in ("docx", "html", "json", "pdf", "xlsx")), "manifest.json")
SECRET = "correct horse battery staple"
ITEM = Item("treatment", 1)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def chronology(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "chronology.json").read_bytes())
    return loaded


@pytest.fixture(scope="module")
def staffed(pincite: Pincite, small_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the small run's office: a preparer, two attorneys and a releaser on its roster.

    Beside the office lies the first attorney's key. Not to be changed.
    """
    key = tmp_path_factory.mktemp("staffed") / "lee.key"
    folder = key.with_name("office")
    shutil.copytree(small_run / "office", folder)
    common = ("--office", folder, "--actor", "pat")
    people = (
        ("pat", "--name", "Pat Quill", "--role", "preparer"),
        ("rory", "--name", "Rory Vane", "--role", "releaser"),
        *[
            (id, "--name", name, "--role", "attorney", "--licence-number", number, "--licence-state", "GA")
            for id, name, number in (("lee", "Lee Moss", "111"), ("mo", "Mo Birch", "222"))
        ],
    )
    for person in people:
        assert pincite("roster", "add", *person, *common).returncode == 0
    asked = ("--office", folder, "--actor", "lee", "--passphrase-fd", "0")
    made = pincite("roster", "add-key", "lee", "--key", key, *asked, text=SECRET + "\n")
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
    assert served("init", office).returncode == 0
    assert served("matter", "new", "matter", "--office", office, *SMALL_CLIENT).returncode == 0
    matter = office / "matters" / "matter"
    records = tmp_path / "records"
    shutil.copytree(SMALL / "files", records)
    for i, file in enumerate(sorted(records.iterdir(), key=lambda p: p.stat().st_size)):
        os.utime(file, (i * 86400, i * 86400))
        assert served("add", matter, file).returncode == 0
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


@pytest.mark.parametrize("kind", ["liability", "damages"])
def test_another_view_of_the_matter_reads_nothing_again(served: Pincite, office: Path, kind: str) -> None:
    matter = office / "matters" / "matter"
    done = served("draft", kind, matter, "--preparer", "pat")
    assert done.returncode == 0, done.stderr
    assert "Reading 0 files; 3 were read before" in done.stderr
    assert f"--deliverable {kind}" in done.stdout
    drafted = matter / "drafts" / kind / "1"
    assert {p.suffix for p in drafted.iterdir()} == {".docx", ".html", ".json", ".pdf", ".xlsx"}
    assert (drafted.parent / "sources").resolve() == (matter / "readable").resolve()
    submitted = served("review", "submit", matter, "--deliverable", kind, "--actor", "pat")
    assert submitted.returncode == 0, submitted.stderr


def test_from_draft_to_a_release_that_a_stranger_verifies(
    served: Pincite, sign: Callable[..., Any], office: Path, tmp_path: Path
) -> None:
    matter, key = office / "matters" / "matter", tmp_path / "lee.key"
    submitted = served("review", "submit", matter, "--actor", "pat")
    assert submitted.returncode == 0, submitted.stderr
    assert "in review" in served("review", "list", "--office", office).stdout
    assert not (matter / "released").exists()
    approved = sign("approve", matter, "--actor", "lee", "--key", key)
    assert approved.returncode == 0, approved.stderr
    assert "approved by Lee Moss" in approved.stdout
    released = served("release", matter, "--actor", "rory")
    assert released.returncode == 0, released.stderr
    assert "released" in served("status", matter).stdout

    copied = tmp_path / "on another machine"
    shutil.copytree(matter / "released" / "treatment" / "1", copied)
    roster = shutil.copy(office / "roster.toml", tmp_path / "roster.toml")
    verified = served("verify", copied, "--roster", roster)
    assert verified.returncode == 0, verified.stdout
    assert verified.stdout.startswith("verified: treatment revision 1, signed by Lee Moss")
    assert served("ledger", "verify", matter).returncode == 0

    clean = json.loads((copied / "chronology.json").read_bytes())
    draft = chronology(matter / "drafts" / "treatment" / "1")
    assert clean["rows"] == draft["rows"]
    assert "DRAFT" not in json.dumps(clean["status"])

    with (copied / "chronology.docx").open("ab") as file:
        file.write(b"\0")
    tampered = served("verify", copied, "--roster", roster)
    assert tampered.returncode == 8
    assert "altered: chronology.docx" in tampered.stdout


def test_nobody_releases_what_no_attorney_signed(
    served: Pincite, sign: Callable[..., Any], office: Path, tmp_path: Path
) -> None:
    matter, key = office / "matters" / "matter", tmp_path / "lee.key"
    too_early = served("release", matter, "--actor", "rory")
    assert too_early.returncode == 6
    assert "nobody has submitted for review" in too_early.stderr
    assert served("review", "submit", matter, "--actor", "pat").returncode == 0
    unsigned = served("release", matter, "--actor", "rory")
    assert unsigned.returncode == 6
    assert "is in review" in unsigned.stderr
    not_an_attorney = sign("approve", matter, "--actor", "pat", "--key", key)
    assert not_an_attorney.returncode == 6
    another_ones_key = sign("approve", matter, "--actor", "mo", "--key", key)
    assert another_ones_key.returncode == 6
    assert not (matter / "released").exists()


def test_changes_requested_make_a_new_revision(
    served: Pincite, sign: Callable[..., Any], office: Path, tmp_path: Path
) -> None:
    matter = office / "matters" / "matter"
    assert served("review", "submit", matter, "--actor", "pat").returncode == 0
    back = served("review", "request-changes", matter, "--actor", "lee", "--reason", "Ask for the MRI.")
    assert back.returncode == 0, back.stderr
    assert "changes requested" in served("status", matter).stdout
    assert sign("approve", matter, "--actor", "lee", "--key", tmp_path / "lee.key").returncode == 6
    assert served("draft", "treatment", matter, "--preparer", "pat").returncode == 0
    assert (matter / "drafts" / "treatment" / "2").is_dir()
    ledger = (matter / "ledger.jsonl").read_text(encoding="utf-8")
    assert "Ask for the MRI" not in ledger


def test_a_source_changed_after_review_voids_it(
    pincite: Pincite, sign: Callable[..., Any], office: Path, tmp_path: Path
) -> None:
    matter = office / "matters" / "matter"
    assert pincite("review", "submit", matter, "--actor", "pat").returncode == 0
    source = next(p for p in (matter / "sources").iterdir() if p.is_file())
    source.chmod(0o600)
    with source.open("ab") as file:
        file.write(b"\n%")
    refused = sign("approve", matter, "--actor", "lee", "--key", tmp_path / "lee.key")
    assert refused.returncode == 6
    assert "void" in pincite("status", matter).stdout


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
    submit(matter, draft, "pat", lambda: clean_rendition(matter, draft), now())
    with pytest.raises(GateRefusal):
        release(matter, ITEM, "rory", now())
    approve(matter, ITEM, "lee", key, SECRET, now())
    assert not WRITERS
    release(matter, ITEM, "rory", now())
    assert "release.py" in WRITERS
    assert not WRITERS - {"release.py", "durable.py"}
    assert (matter.released / "treatment" / "1" / "chronology.docx").is_file()
