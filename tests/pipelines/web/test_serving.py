"""The review page as a process of its own, as `pincite review serve` starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from pipelines.web import serving
from tests.conftest import ROOT, Pincite
from tests.pipelines.review.world import World
from tests.pipelines.web.visitor import PASSWORD

SERVE = (sys.executable, "-m", "pipelines.cli", "review", "serve", "--office")


def started(office: Path, environment: Mapping[str, str], *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*SERVE, str(office), *more],
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def process(world: World, environment: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A served office, and its address."""
    served = started(world.office.folder, environment)
    assert served.stdout is not None
    address = next(word for word in served.stdout.readline().split() if word.startswith("http"))
    yield served, address.rstrip("/")
    if served.poll() is None:
        served.kill()
        served.wait()
    for pipe in (served.stdout, served.stderr):
        assert pipe is not None
        pipe.close()


def listening(port: int) -> set[str]:
    """The addresses, as /proc writes them, on which something listens on that port."""
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]
    ]
    return {
        place.split(":")[0]
        for _, place, _, state, *_ in lines
        if state == "0A" and int(place.split(":")[1], 16) == port
    }


def test_it_serves_this_machine_alone_writes_nothing_and_ends_when_told(
    process: tuple[subprocess.Popen[str], str], world: World
) -> None:
    served, address = process
    origin = {"origin": address}
    with httpx.Client(base_url=address, headers=origin) as client:
        assert client.get("/").status_code == 401
        answer = client.post("/sign-in", data={"id": "anna", "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert client.get("/?q=Dara+Moss", headers={"accept": "text/html"}).status_code == 200
        assert client.get("/m/2024-017/Dara%20Moss/1").status_code == 404
        assert client.get("/", headers={"host": "attacker.example"}).status_code == 403
    port = int(address.rpartition(":")[2])
    if Path("/proc/net/tcp").exists():
        assert listening(port) == {"0100007F"}
    os.killpg(served.pid, signal.SIGINT)
    out, err = served.communicate(timeout=30)
    assert out.strip() == ""  # beyond the line with the address
    assert err.strip() == ""
    assert served.returncode in (0, 130, -signal.SIGINT)


def test_a_port_that_is_taken_is_told_in_one_line(
    process: tuple[subprocess.Popen[str], str], world: World, pincite: Pincite
) -> None:
    port = process[1].rpartition(":")[2]
    done = pincite("review", "serve", "--office", world.office.folder, "--port", port)
    assert done.returncode == 2
    assert (
        done.stderr
        == f"pincite: Port {port} cannot be used. Name another with --port, or 0 for a free one.\n"
    )


def test_a_password_is_set_and_read_from_a_descriptor_alone(
    world: World, environment: Mapping[str, str]
) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"several plain words here\n")
    os.close(writing)
    arguments = ["roster", "set-password", "anna", "--office", str(world.office.folder), "--actor", "anna"]
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments, "--passphrase-fd", str(reading)],
        cwd=ROOT,
        env=dict(environment),
        pass_fds=(reading,),
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(reading)
    assert done.returncode == 0, done.stderr
    assert "anna can sign in" in done.stdout
    assert "plain words" not in done.stdout


def test_time_in_which_the_machine_slept_ends_sessions_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "clock_gettime", lambda clock: clock)
    assert serving._seconds() == time.CLOCK_BOOTTIME
