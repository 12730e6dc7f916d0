"""The matter's key: made once, kept private, and without it nobody finds a value behind its name."""

from __future__ import annotations

import multiprocessing
from multiprocessing.queues import SimpleQueue
from pathlib import Path

import pytest

from extractors.errors import IntegrityError
from pipelines.matter import Client, Matter
from pipelines.matter_key import KEY_FILE, keyed
from tests.pipelines.killed import dies_at


def matter(folder: Path) -> Matter:
    folder.mkdir(exist_ok=True)
    return Matter(folder, "roe", Client("Jane Roe", None), None)


def test_one_name_for_one_value(tmp_path: Path) -> None:
    roe = matter(tmp_path / "roe")
    name = keyed(roe, "row", "r-001")
    assert len(name) == 32
    assert int(name, 16)
    assert keyed(roe, "row", "r-001") == name
    assert keyed(roe, "row", "r-002") != name
    assert keyed(roe, "page", "r-001") != name


def test_another_matter_has_other_names(tmp_path: Path) -> None:
    assert keyed(matter(tmp_path / "a"), "row", "r-001") != keyed(matter(tmp_path / "b"), "row", "r-001")


def test_domain_and_value_do_not_run_into_each_other(tmp_path: Path) -> None:
    roe = matter(tmp_path / "roe")
    assert keyed(roe, "row", "1\nx") != keyed(roe, "row 1\n1", "x")


def test_the_key_is_private_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    roe = matter(tmp_path / "roe")
    keyed(roe, "row", "r-001")
    (key,) = roe.folder.iterdir()
    assert key.name == KEY_FILE
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.stat().st_nlink == 1
    assert len(key.read_bytes()) == 32


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_key_that_is_none(tmp_path: Path, content: bytes) -> None:
    roe = matter(tmp_path / "roe")
    (roe.folder / KEY_FILE).write_bytes(content)
    with pytest.raises(IntegrityError, match="not a matter's key"):
        keyed(roe, "row", "r-001")


def test_a_link_in_the_keys_place(tmp_path: Path) -> None:
    roe = matter(tmp_path / "roe")
    (tmp_path / "elsewhere").write_bytes(b"x" * 32)
    (roe.folder / KEY_FILE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(IntegrityError):
        keyed(roe, "row", "r-001")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError, match="The matter's key failed"):
        keyed(Matter(tmp_path / "gone", "roe", Client("Jane Roe", None), None), "row", "r-001")


def test_a_half_made_key_goes(tmp_path: Path) -> None:
    roe = matter(tmp_path / "roe")
    (roe.folder / f".{KEY_FILE}.tmp").write_bytes(b"half")
    keyed(roe, "row", "r-001")
    assert [p.name for p in roe.folder.iterdir()] == [KEY_FILE]


def test_kill_at_every_step_leaves_no_key_or_a_whole_one(tmp_path: Path) -> None:
    for step in range(1, 20):
        roe = matter(tmp_path / str(step))
        died = dies_at(step, lambda roe=roe: keyed(roe, "row", "r-001"))  # type: ignore[misc]
        name = keyed(roe, "row", "r-001")
        assert keyed(roe, "row", "r-001") == name
        assert [p.name for p in roe.folder.iterdir()] == [KEY_FILE]
        if not died:
            break
    assert step > 4


def _ask(folder: str, names: SimpleQueue[str]) -> None:
    names.put(keyed(matter(Path(folder)), "row", "r-001"))


def test_processes_that_come_at_once_agree(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    names: SimpleQueue[str] = context.SimpleQueue()
    workers = [context.Process(target=_ask, args=(str(tmp_path / "roe"), names)) for _ in range(8)]
    for worker in workers:
        worker.start()
    found = {names.get() for _ in workers}
    for worker in workers:
        worker.join()
    assert len(found) == 1
