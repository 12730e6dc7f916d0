"""Killed while taking files in: the next run ends where an undisturbed one would have."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from pipelines.intake import take_in
from pipelines.matter import Client, Matter
from pipelines.store import Store

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from pipelines.intake import take_in
from pipelines.matter import Client, Matter
from pipelines.store import Store
matter = Matter(Path(sys.argv[1]), "roe", Client("Jane Roe", None), None)
with Store.open(matter) as store:
    print("begun", flush=True)
    take_in(matter, store, [Path(sys.argv[2])])
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for n in range(30):
        (folder / f"{n:02d}.pdf").write_bytes(b"%PDF-1.4\n" + bytes([n]) * 300_000)
    (folder / "empty.pdf").write_bytes(b"")
    with zipfile.ZipFile(folder / "10 more.zip", "w") as archive:
        for n in range(30):
            archive.writestr(f"{n}.pdf", b"%PDF-1.4\nmore" + bytes([n]) * 50_000)
    return folder


def state(matter: Matter, store: Store) -> tuple[object, ...]:
    kept = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in matter.sources.iterdir()}
    assert all(name == digest for name, digest in kept.items())
    return store.sources(), store.set_asides(), sorted(kept)


def taken(folder: Path, files: Path) -> tuple[object, ...]:
    folder.mkdir(exist_ok=True)
    matter = Matter(folder, "roe", Client("Jane Roe", None), None)
    with Store.open(matter) as store:
        take_in(matter, store, [files])
        assert not list(folder.glob(".unpacking-*"))
        return state(matter, store)


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.1, 0.2, 0.3])
def test_a_killed_run_is_resumed(tmp_path: Path, files: Path, after: float) -> None:
    folder = tmp_path / "matter"
    folder.mkdir()
    run = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(files)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert run.stdout is not None
    run.stdout.readline()
    time.sleep(after)
    run.kill()
    run.wait()
    run.stdout.close()
    assert taken(folder, files) == taken(tmp_path / "undisturbed", files)
