"""No half release: whatever stops the machine, ``released/`` holds a whole verified folder or nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import GateRefusal, IntegrityError, LedgerError, PinciteError
from pipelines.durable import write_new
from pipelines.review import release as module
from pipelines.review.history import Item
from pipelines.review.states import State
from pipelines.review.verify import verify
from tests.pipelines.review.world import KIND, World, edit, refusal, rewrite

ITEM = Item(KIND, 1)
WRITES = ("write", "fsync", "replace", "rename", "open", "fchmod", "mkdir")
EVERY_CALL = (*WRITES, "read")


class Fault:
    """Does something at the n-th of the calls by which things reach the disk, or (``reads``) leave it."""

    def __init__(self, n: int, then: Callable[[], None], *, reads: bool = False) -> None:
        self.left = n
        self.then = then
        self.reads = reads

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for name in EVERY_CALL if self.reads else WRITES:
            patch.setattr(os, name, self._guarded(name, getattr(os, name)))

    def _guarded(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def guarded(*args: Any, **kwargs: object) -> object:
            if self.reads or name != "open" or args[1] & os.O_CREAT:
                self.left -= 1
                if self.left == 0:
                    self.then()
            return call(*args, **kwargs)

        return guarded


def assert_whole_or_nothing(world: World) -> None:
    folder = world.matter.released / KIND / "1"
    if os.path.lexists(folder):
        assert verify(folder, world.office.roster_file).verified
        assert world.state(ITEM) is State.RELEASED
    assert world.ledger.verify().faults == ()
    for name in world.released_files():
        assert name.is_relative_to(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return World.contents(folder)


@pytest.mark.parametrize(
    "stride", [pytest.param(1, marks=pytest.mark.long, id="every step"), pytest.param(7, id="every seventh")]
)
def test_an_error_at_every_step_of_release(world: World, tmp_path: Path, stride: int) -> None:
    world.approved()

    def full() -> None:
        raise OSError(28, "No space left on device")

    for n in range(1, 1000, stride):
        twin = world.copy(tmp_path / f"full-{n}")
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(n, full, reads=True)
            fault.install(patch)
            with contextlib.suppress(PinciteError):
                twin.release(ITEM)
        assert_whole_or_nothing(twin)
        assert twin.state(ITEM) in (State.APPROVED, State.RELEASED)  # a failing disk voids nothing
        if not (twin.matter.released / KIND / "1").exists():
            twin.release(ITEM)
        assert_whole_or_nothing(twin)
        shutil.rmtree(twin.root)
        if fault.left > 0:
            break
    assert n > 50


def cut_short(world: World) -> None:
    """Release up to the rename, and stop there."""

    def stop(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with pytest.MonkeyPatch.context() as patch:
        rename = os.rename
        patch.setattr(os, "rename", lambda a, b: stop() if "releasing" in str(a) else rename(a, b))
        with pytest.raises(IntegrityError, match="Input/output"):
            world.release(ITEM)


def test_a_release_cut_short_is_recorded_and_finished_by_asking_again(world: World, tmp_path: Path) -> None:
    world.approved()
    twin = world.copy(tmp_path / "twin")
    twin.release(ITEM)
    cut_short(world)
    assert world.state(ITEM) is State.RELEASED
    assert not world.released_files()
    world.tick(days=1)
    release = world.release(ITEM)
    own, other = contents(release.folder), contents(twin.matter.released / KIND / "1")
    assert {**own, "audit-extract.jsonl": b""} == {**other, "audit-extract.jsonl": b""}
    assert world.ledger.entries()[-1].event == "release.resumed"
    refusal(world.release, ITEM)
    assert world.rules() == ["illegal_move"]


def test_a_released_folder_that_was_lost_comes_back_the_same(world: World) -> None:
    release = world.released()
    before = contents(release.folder)
    shutil.rmtree(release.folder)
    assert contents(world.release(ITEM).folder) == before


def test_a_release_cut_short_is_not_finished_with_other_bytes(world: World) -> None:
    world.approved()
    cut_short(world)
    for path in world.matter.sealed.iterdir():
        if path.read_bytes().startswith(b"CLEAN"):
            rewrite(path, b"CLEAN, and more")
    refusal(world.release, ITEM)
    assert world.rules() == ["sealed_changed"]
    assert world.state(ITEM) is State.RELEASED
    assert not world.released_files()


def test_a_release_cut_short_is_not_finished_for_another_signer(world: World) -> None:
    world.approved()
    cut_short(world)
    edit(world.office.roster_file, "Anna Thorvald", "Anna B. Thorvald")
    refusal(world.release, ITEM)
    assert not world.released_files()


@pytest.mark.parametrize("what", ["folder", "file", "link"])
def test_a_place_already_taken_is_left_alone(world: World, tmp_path: Path, what: str) -> None:
    world.approved()
    target = world.matter.released / KIND / "1"
    target.parent.mkdir(parents=True)
    if what == "folder":
        target.mkdir()
        (target / "mine.txt").write_text("mine")
    elif what == "file":
        target.write_text("mine")
    else:
        target.symlink_to(tmp_path / "nowhere")
    refusal(world.release, ITEM)
    assert world.rules() == ["output_present"]
    assert world.state(ITEM) is State.APPROVED
    assert not (tmp_path / "nowhere").exists()


def test_no_entry_no_release(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger takes nothing more: nothing is released, whatever is approved."""
    world.approved()
    write = os.write

    def guarded(descriptor: int, data: bytes) -> int:
        if b"review.released" in bytes(data):
            raise OSError(30, "Read-only file system")
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", guarded)
    with pytest.raises(LedgerError, match="Read-only file system"):
        world.release(ITEM)
    monkeypatch.undo()
    assert not world.released_files()
    assert world.state(ITEM) is State.APPROVED
    world.release(ITEM)


def test_bytes_that_change_while_being_copied_are_not_released(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the check and the copy another process changes a sealed file."""
    world.approved()
    stage = module._stage

    def tampered(*args: object) -> None:
        for path in world.matter.sealed.iterdir():
            if path.read_bytes().startswith(b"CLEAN"):
                rewrite(path, b"CLEAN, and more")
        stage(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_stage", tampered)
    with pytest.raises(GateRefusal):
        world.release(ITEM)
    assert not world.released_files()
    assert world.state(ITEM) is State.VOID


def test_a_disk_that_returns_other_bytes_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.approved()

    def lossy(path: Path, data: bytes) -> None:
        write_new(path, data[:-1] if path.name == "audit-extract.jsonl" else data)

    monkeypatch.setattr(module, "write_new", lossy)
    with pytest.raises(IntegrityError, match="log mismatch"):
        world.release(ITEM)
    assert not world.released_files()
    monkeypatch.undo()
    world.release(ITEM)
    assert_whole_or_nothing(world)
