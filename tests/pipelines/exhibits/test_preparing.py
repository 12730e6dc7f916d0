"""Copies made in processes: what a file does to its process, its neighbours and the disk."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractors.errors import PinciteError
from extractors.pages import Box, Word
from pipelines.exhibits.copies import (
    Copy,
    CopyJob,
    CopyReplyError,
    Held,
    HeldFor,
    ScannedPage,
    job_from_json,
    job_to_json,
    told_from_json,
)
from pipelines.exhibits.plan import SignedAs
from pipelines.exhibits.preparing import prepare
from pipelines.limits import LIMITS
from tests.pipelines.exhibits.made_copies import job

BAD = Path("fixtures/bad")
TROUBLE = "tests.pipelines.exhibits.troublesome_copies:make_copy"
QUICK = replace(LIMITS, opening_seconds=2, stall_seconds=1.0, page_seconds=1.0, patience=1.0)


def children() -> set[int]:
    """Processes that this one has started and not buried, and theirs."""
    mine = {os.getpid()}
    found: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        found[int(stat.parent.name)] = int(after[1])
    while more := {pid for pid, parent in found.items() if parent in mine} - mine:
        mine |= more
    return mine - {os.getpid()}


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    """Whatever a test of this file starts is gone when it ends."""
    before = children()  # a server of the whole session, for instance
    yield
    assert children() <= before


def trouble(tmp_path: Path, *commands: str) -> list[CopyJob]:
    jobs = []
    for number, command in enumerate(commands):
        source = tmp_path / f"{number} {command}.pdf"
        source.write_text(command)
        jobs.append(job(source, tmp_path / f"{number}.copy"))
    return jobs


@pytest.fixture(scope="module")
def bad_files(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, list[CopyJob], tuple[Copy | Held, ...]]:
    out = tmp_path_factory.mktemp("copies")
    files = sorted(p for p in BAD.iterdir() if p.name != "expected.json")
    jobs = [job(path, out / f"{path.name}.copy") for path in files]
    return out, jobs, prepare(jobs)


def test_every_bad_file_gives_a_copy_or_a_reason_with_a_way_out(
    bad_files: tuple[Path, list[CopyJob], tuple[Copy | Held, ...]],
) -> None:
    out, jobs, results = bad_files
    assert len(results) == len(jobs) > 60
    for asked, result in zip(jobs, results, strict=True):
        if isinstance(result, Held):
            assert result.reason not in (HeldFor.CRASHED, HeldFor.TIMED_OUT), asked.name
            assert result.problem.startswith(("LibreOffice", "Page", asked.name)), result.problem
            assert result.remedy.endswith(".")
            assert not asked.out.exists()
        else:
            assert result.sha256 == hashlib.sha256(asked.out.read_bytes()).hexdigest()
    expected = {j.out.name for j, r in zip(jobs, results, strict=True) if isinstance(r, Copy)}
    assert {p.name for p in out.iterdir()} == expected


def test_bad_files_end_as_they_must(
    bad_files: tuple[Path, list[CopyJob], tuple[Copy | Held, ...]],
) -> None:
    _, jobs, results = bad_files
    reasons = {
        asked.name: result.reason if isinstance(result, Held) else len(result.pages)
        for asked, result in zip(jobs, results, strict=True)
    }
    wanted: dict[str, HeldFor | int] = {
        "absent_middle_page.pdf": HeldFor.DAMAGED,
        "attachment.pdf": 1,
        "bomb.zip": HeldFor.UNSUPPORTED,
        "broken_middle_page.pdf": HeldFor.DAMAGED,
        "certificate.pdf": HeldFor.ENCRYPTED,
        "count_too_high.pdf": 3,
        "count_too_low.pdf": 3,
        "cut_50.pdf": HeldFor.DAMAGED,
        "entity.docx": HeldFor.UNSAFE,
        "form_feed.txt": 2,
        "form_loop.pdf": 1,
        "half.jpg": HeldFor.DAMAGED,
        "header_only.pdf": HeldFor.EMPTY,
        "huge_page.pdf": HeldFor.OVERSIZED,
        "lying_on_its_side.jpg": 1,
        "odd_names.eml": 1,
        "owner_password.pdf": 3,
        "page_tree_loop.pdf": HeldFor.DAMAGED,
        "phone.heic": HeldFor.UNSUPPORTED,
        "stream_bomb.pdf": HeldFor.UNSAFE,
        "turned_pages.pdf": 3,
        "user_password.pdf": HeldFor.ENCRYPTED,
        "vast.png": HeldFor.OVERSIZED,
    }
    assert {name: reasons[name] for name in wanted} == wanted


def test_originals_are_as_they_were(bad_files: tuple[Path, list[CopyJob], tuple[Copy | Held, ...]]) -> None:
    for asked in bad_files[1]:
        assert hashlib.sha256(asked.source.read_bytes()).hexdigest() == asked.sha256


def test_the_same_jobs_give_the_same_bytes_however_many_share_them(
    bad_files: tuple[Path, list[CopyJob], tuple[Copy | Held, ...]], tmp_path: Path
) -> None:
    _, jobs, results = bad_files
    again = prepare(
        [replace(j, out=tmp_path / j.out.name) for j in reversed(jobs) if j.source.suffix != ".docx"],
        workers=1,
    )
    first = {j.name: r for j, r in zip(jobs, results, strict=True) if j.source.suffix != ".docx"}
    for result, name in zip(again, reversed(list(first)), strict=True):
        before = first[name]
        if isinstance(before, Copy) and isinstance(result, Copy):
            assert (result.sha256, result.pages, result.remarks) == (
                before.sha256, before.pages, before.remarks
            )  # fmt: skip
        else:
            assert result == before


def test_a_crash_costs_one_job(tmp_path: Path) -> None:
    jobs = trouble(
        tmp_path, "FINE", "CRASH", "FINE", "HANG", "FINE", "BABBLE", "LIE", "NOFILE", "LINK", "FINE"
    )
    started = time.monotonic()
    told: list[str] = []
    results = prepare(jobs, lambda asked, _: told.append(asked.name), workers=1, limits=QUICK, copier=TROUBLE)
    assert time.monotonic() - started < 60
    assert [type(r).__name__ for r in results] == [
        "Copy", "Held", "Copy", "Held", "Copy", "Held", "Held", "Held", "Held", "Copy"
    ]  # fmt: skip
    held = [r.reason for r in results if isinstance(r, Held)]
    assert held == [HeldFor.CRASHED, HeldFor.TIMED_OUT, *[HeldFor.CRASHED] * 4]
    assert sorted(told) == sorted(j.name for j in jobs)
    assert {p.name for p in tmp_path.iterdir()} == {
        *(j.source.name for j in jobs), "0.copy", "2.copy", "4.copy", "9.copy"
    }  # fmt: skip


def test_what_the_copier_started_ends_with_it(tmp_path: Path) -> None:
    results = prepare(trouble(tmp_path, "SPAWN"), workers=1, limits=QUICK, copier=TROUBLE)
    assert isinstance(results[0], Held)
    pid = int((tmp_path / "spawned").read_text())
    time.sleep(0.2)
    state = Path(f"/proc/{pid}/stat")
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_full_disk_ends_the_run_and_blames_no_exhibit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(PinciteError, match="disk is nearly full"):
        prepare(trouble(tmp_path, "CRASH", "FINE"), workers=1, limits=QUICK, copier=TROUBLE)


def test_a_source_that_changed_is_not_copied(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("A visit on 03/04/2023")
    asked = replace(job(source, tmp_path / "copy"), sha256="0" * 64)
    (result,) = prepare([asked])
    assert isinstance(result, Held)
    assert result.reason is HeldFor.DAMAGED
    assert "is not the file that was taken in" in result.problem


def test_two_jobs_never_write_to_one_place(tmp_path: Path) -> None:
    asked = job(BAD / "plain.eml", tmp_path / "copy")
    with pytest.raises(ValueError, match="one place"):
        prepare([asked, asked])


def test_no_jobs_no_copies() -> None:
    assert prepare([]) == ()


def test_a_job_crosses_the_border_whole(tmp_path: Path) -> None:
    words = ScannedPage(2, 612, 792, (Word("Böhm", Box(1, 2, 3, 4), 0),))
    asked = CopyJob(
        tmp_path / "a", "a\udc80.pdf", "application/pdf", "0" * 64, tmp_path / "b", (2, 1), 2, False,
        (words,), SignedAs.COPY, True,
    )  # fmt: skip
    assert job_from_json(json.loads(json.dumps(job_to_json(asked)))) == asked


@pytest.mark.parametrize(
    "lie",
    [
        None,
        {},
        {"pages": [], "remarks": [], "marked": []},
        {"pages": [[1, 612, 792, "native", 5, []]], "remarks": "all well", "marked": []},
        {
            "pages": [[1, 612, 792, "native", 5, []], [2, 612, 792, "native", 5, []]],
            "remarks": [],
            "marked": [],
        },
        {"pages": [[2, 612, 792, "native", 5, []]], "remarks": [], "marked": []},
        {"pages": [[1, -1, 792, "native", 5, []]], "remarks": [], "marked": []},
        {"pages": [[1, float("inf"), 792, "native", 5, []]], "remarks": [], "marked": []},
        {"pages": [[1, 612, 792, "clean", 5, []]], "remarks": [], "marked": []},
        {"pages": [[1, 612, 792, "native", True, []]], "remarks": [], "marked": []},
        {"pages": [[1, 612, 792, "native", 5, [7]]], "remarks": [], "marked": []},
        {"pages": [[1, 612, 792, "native", 5, []]], "remarks": []},
        {"pages": [[1, 612, 792, "native", 5, []]], "remarks": [], "marked": [[1, [1, 2, 3, 4], "unasked"]]},
    ],
)
def test_a_reply_that_does_not_hold_together_is_refused(tmp_path: Path, lie: object) -> None:
    asked = replace(job(BAD / "plain.eml", tmp_path / "copy"), pages=(1,))
    with pytest.raises(CopyReplyError):
        told_from_json(lie, asked)
