"""Nothing leaves the machine: the whole way from folder to draft under two guards that see every process.

The first guard is inside Python: an audit hook in every process notes each connection and name look-up. The
second is the kernel's: a network name space with nothing but loopback, whose counter of packets without a
route tells of any attempt, native libraries' too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, SMALL_CLIENT

GUARD = """
import os, sys

def guard(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = str(arguments[0])
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"):
        address = arguments[1]
        host = str(address[0]) if isinstance(address, tuple) else "unix"
    else:
        return
    with open(os.environ["NOTED"] if "NOTED" in os.environ else NOTED, "a") as noted:
        noted.write(f"{event} {host}\\n")

sys.addaudithook(guard)
"""
LOOPBACK = {"127.0.0.1", "localhost", "::1", "None", "unix"}

GUARDED = '''
import os, subprocess, sys
def guarded():
    """The command, and nothing before it, under the first guard."""
    environment = {**os.environ, "PYTHONPATH": os.environ["GUARDED"]}
    return subprocess.call([sys.executable, "-m", "pipelines.cli", *sys.argv[1:]], env=environment)
'''
OUTSIDE = f"{GUARDED}sys.exit(guarded())"
INSIDE = f"""{GUARDED}
import fcntl, socket, struct
def outward():
    lines = [l.split() for l in open("/proc/net/snmp") if l.startswith("Ip:")]
    return int(dict(zip(lines[0], lines[1]))["OutNoRoutes"])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: loopback up
try:
    s.connect(("192.0.2.1", 9))
except OSError:
    pass
assert outward() >= 1, "the counter does not count"
before = outward()
code = guarded()
print("outward", outward() - before)
sys.exit(code)
"""


def test_the_guard_notes_what_it_should(tmp_path: Path) -> None:
    """A guard that sees nothing would prove nothing."""
    noted = tmp_path / "noted"
    (tmp_path / "sitecustomize.py").write_text(f"NOTED = {str(noted)!r}\n{GUARD}", encoding="utf-8")
    code = (
        "import socket\ntry:\n socket.create_connection(('192.0.2.1', 9), timeout=0.01)\nexcept OSError: pass"
    )
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=True)
    assert "socket.connect 192.0.2.1" in noted.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Guarded:
    """A whole run under the guards: the hosts spoken to, and what the kernel counted, if it let us ask."""

    done: subprocess.CompletedProcess[str]
    spoken: frozenset[str]
    alone: bool


@pytest.fixture(scope="module")
def guarded(environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    """The run itself under both guards, or under the first where the kernel denies the second."""
    folder = tmp_path_factory.mktemp("offline")
    noted, guard = folder / "noted", folder / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(f"NOTED = {str(noted)!r}\n{GUARD}", encoding="utf-8")
    run = ["run", "treatment", str(_with_a_scan(folder)), *SMALL_CLIENT, "--out", str(folder / "out")]
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    able = (
        shutil.which("unshare") is not None and subprocess.run([*alone, "true"], check=False).returncode == 0
    )
    command = [*alone, sys.executable, "-c", INSIDE] if able else [sys.executable, "-c", OUTSIDE]
    done = subprocess.run(
        [*command, *run],
        cwd=ROOT,
        env={**environment, "GUARDED": f"{guard}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    lines = noted.read_text(encoding="utf-8").splitlines()
    return Guarded(done, frozenset(line.rsplit(" ", 1)[1] for line in lines), able)


def test_a_whole_run_speaks_to_nobody_but_loopback(guarded: Guarded) -> None:
    assert guarded.done.returncode == 0, guarded.done.stderr
    assert "127.0.0.1" in guarded.spoken  # Prefect's temporary server was heard: the guard was in place
    assert guarded.spoken <= LOOPBACK


def test_a_whole_run_needs_no_network_and_tries_none(guarded: Guarded) -> None:
    if not guarded.alone:
        pytest.skip("this machine does not let a user make a network name space")
    assert guarded.done.returncode == 0, guarded.done.stderr
    assert guarded.done.stdout.splitlines()[-1] == "outward 0"


def _with_a_scan(folder: Path) -> Path:
    """The small matter and one scanned page, so that the OCR engine is at work too."""
    from PIL import Image, ImageDraw, ImageFont

    files = folder / "files"
    shutil.copytree(SMALL / "files", files)
    page = Image.new("L", (1275, 1650), 255)
    ImageDraw.Draw(page).text((120, 150), "OFFICE VISIT 03/04/2024", font=ImageFont.load_default(40))
    page.save(files / "scan.png", dpi=(150, 150))
    return files


def test_text_recognition_leaves_nothing_in_the_users_home_and_reports_to_nobody(tmp_path: Path) -> None:
    """Its library would note a device id and report its use, unless it runs where tests usually run."""
    home = tmp_path / "home"
    home.mkdir()
    code = (
        "import time, numpy\n"
        "from extractors.readers import ocr_engine\n"
        "ocr_engine.detect(numpy.full((400, 400), 255, dtype=numpy.uint8))\n"
        "time.sleep(3)\n"
    )
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    environment = {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=120)
    assert [p for p in home.rglob("*") if p.is_file()] == []
