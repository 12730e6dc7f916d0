"""What is installed is what was locked: hashes, no host names, pins that agree, licences that are named."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-cluster.txt", "requirements-dev.txt")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(\[[a-z0-9, ._-]+\])?==([^ ;\\]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def blocks(lock: str) -> dict[str, list[str]]:
    """First line of each requirement (without its hashes) → the lines of its hashes."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(" "):
            found[next(reversed(found))].append(line)
        else:
            found[line.rstrip("\\ ")] = []
    return found


def pins(lock: str) -> dict[str, str]:
    matched = [PIN.match(line) for line in blocks(lock)]
    assert all(matched)
    return {m[1]: m[3] for m in matched if m}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_is_pinned_and_hashed(lock: str) -> None:
    assert len(blocks(lock)) > 10
    for first, hashes in blocks(lock).items():
        assert PIN.match(first), first
        assert hashes, first
        assert all(HASH.search(line) for line in hashes), first


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_index_and_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host|\bindex-url\b|@ ", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_packages_with_extras_stand_in_the_lock_without_them_too(lock: str) -> None:
    """Older versions of pip refuse the hashed lock otherwise; see .ci/lock."""
    lines = list(blocks(lock))
    for line in lines:
        match = PIN.match(line)
        assert match
        if match[2]:
            assert line.replace(match[2], "") in lines


def test_direct_dependencies_are_pinned_and_locked_at_their_pins() -> None:
    locked = pins("requirements.txt")
    held_back = {"fastapi", "sqlalchemy"}  # bounded, not pinned: they come with Prefect
    for requirement in project()["project"]["dependencies"]:
        matched = re.match(r"([a-z0-9-]+)(?:\[[a-z]+\])?(==|<)(.+)", requirement)
        assert matched, requirement
        name, sign, wanted = matched.groups()
        assert (sign == "<") == (name in held_back), requirement
        if sign == "==":
            assert locked[name] == wanted
        else:
            assert tuple(map(int, locked[name].split(".")[:2])) < tuple(map(int, wanted.split(".")[:2]))


def test_dev_tools_are_locked_at_their_pins_and_agree_with_the_run_time_lock() -> None:
    runtime, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    for requirement in project()["dependency-groups"]["dev"]:
        name, wanted = requirement.split("==")
        assert dev[name] == wanted
    assert {n: v for n, v in dev.items() if n in runtime} == {n: runtime[n] for n in dev if n in runtime}


def test_what_is_installed_here_is_what_is_locked() -> None:
    for requirement in project()["project"]["dependencies"]:
        name = re.split(r"[=<\[]", requirement)[0]
        assert version(name) == pins("requirements.txt")[name]


def test_notice_names_the_licence_of_every_locked_package() -> None:
    rows = dict(
        line.split(None, 1)
        for line in (ROOT / "NOTICE").read_text(encoding="utf-8").splitlines()
        if "  " in line
    )
    for lock in LOCKS:
        assert set(pins(lock)) <= set(rows)


def test_no_library_needs_a_display() -> None:
    """opencv-python would need libGL, which a bare machine does not have; the headless wheel does not."""
    assert "opencv-python" not in pins("requirements.txt")


def committed() -> tuple[Path, ...]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return tuple(ROOT / name for name in listed.stdout.decode().split("\0") if name)


def test_no_committed_text_names_a_registry_or_a_private_path() -> None:
    registries = re.compile(rb"py" rb"pi\.org|python" rb"hosted\.org|/home/[a-z]|/" rb"work/|/" rb"root/")
    for path in committed():
        if path.is_file():
            assert not registries.search(path.read_bytes()), path


def test_the_wheel_would_hold_every_package_and_its_data() -> None:
    from setuptools import find_namespace_packages

    settings = project()["tool"]["setuptools"]
    found = set(find_namespace_packages(str(ROOT), include=settings["packages"]["find"]["include"]))
    for room in ("extractors", "pipelines"):
        for file in (ROOT / room).rglob("*.py"):
            assert ".".join(file.parent.relative_to(ROOT).parts) in found, file
    assert {"extractors.lexicons", "pipelines.render.fonts", "templates.treatment"} <= found
    shipped = tuple(settings["package-data"]["*"])
    for folder in ("extractors/lexicons", "pipelines/render/fonts", "templates/treatment"):
        for file in (ROOT / folder).iterdir():
            if file.suffix not in (".py", ".pyc") and file.is_file():
                assert any(file.match(pattern) for pattern in shipped), file
