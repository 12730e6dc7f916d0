"""The documentation holds: its commands run, its links lead somewhere, its lists are complete."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import typer

from docs.list_errors import PAGE, page
from docs.pictures.make import PICTURES
from docs.pictures.review_page import PICTURE
from extractors.errors import Reason
from pipelines.cli import app
from pipelines.ledger_chain import FaultKind
from pipelines.review.refusal import Rule
from pipelines.review.verify import Kind
from tests.conftest import ROOT, SMALL, SMALL_CLIENT

PAGES = tuple(sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]))
LARGEST_PICTURE = 300_000
COMMAND_LINE = typer.main.get_command(app)
ASKS = ("pincite approve", "pincite roster add-key")
"""Commands that ask for a passphrase."""


SMALL_PLAN = """schema = 1
[filing]
profile = "state-default"
[[exhibit]]
source = "stride pt chart and bill.pdf"
description = "Chart and bill, Stride Physical Therapy"
"""


LEE = """
from pathlib import Path
from pipelines.matter_file import load_matter
from pipelines.review.history import Item
from tests.reviewing import decided
assert decided(load_matter(Path("demo-output/office/matters/matter")), Item("treatment", 1), "lee") == 9
"""
"""What Lee does at the review page."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def shell_blocks(path: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """Every ``pincite`` command that stands on lines of its own, continuation lines joined."""
    joined = re.sub(r"\\\n\s*", "", text)
    return [
        line.strip() for line in re.findall(r"^(?: {4}|\t)?(?:! )?(pincite [^\n]+)$", joined, re.MULTILINE)
    ]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if target.startswith(("https://", "http://")):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        assert found.is_relative_to(ROOT), target
        if anchor:
            assert anchor in anchors(found), target


def options_of(words: list[str]) -> set[str] | None:
    """The options of the command that these words begin with; ``None`` if there is no such command."""
    command = COMMAND_LINE
    for word in words:
        inner = getattr(command, "commands", {})
        if not inner:
            break
        if word not in inner:
            return None
        command = inner[word]
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_command_in_the_documentation_exists_with_its_options(path: Path) -> None:
    for line in commands(path.read_text(encoding="utf-8")):
        words = shlex.split(line.split("||")[0], comments=True)[1:]
        options = options_of(words)
        assert options is not None, line
        assert {word for word in words if word.startswith("--")} <= options, line


@pytest.mark.long
def test_the_walkthrough_runs_as_it_is_written(
    environment: Mapping[str, str], server: tuple[str, Path], tmp_path: Path
) -> None:
    """With the small matter in the place of the demo's, which takes longer, and a passphrase from a file."""
    files = tmp_path / "fixtures" / "demo" / "files"
    shutil.copytree(SMALL / "files", files)
    (files / "empty.pdf").touch()  # of the demo's five kinds of findings that stop work, this one
    (tmp_path / "fixtures" / "demo" / "exhibits.toml").write_text(SMALL_PLAN, encoding="utf-8")
    (tmp_path / "passphrase").write_text("correct horse battery staple\n", encoding="utf-8")
    shim = tmp_path / ".venv" / "bin" / "pincite"
    shim.parent.mkdir(parents=True)
    shim.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m pipelines.cli "$@"\n', encoding="utf-8"
    )
    shim.chmod(0o755)
    script = "".join(shell_blocks(ROOT / "docs" / "walkthrough.md"))
    script = re.sub(r"\\\n\s*", "", script)
    client = f'--client "{SMALL_CLIENT[1]}" {" ".join(SMALL_CLIENT[2:])}'
    script, replaced = re.subn(r'--client "[^"]+" --dob \S+ +--incident \S+', client, script)
    assert replaced == 3
    script = re.sub(
        rf"^({'|'.join(ASKS)}) (.*)$", r"\1 \2 --passphrase-fd 3 3<passphrase", script, flags=re.MULTILINE
    )
    script, replaced = re.subn(r"^(pincite run treatment .*)$", r"\1 || test $? -eq 3", script, flags=re.M)
    assert replaced == 1
    script, replaced = re.subn(r"^pincite review answer .* E[2-5] .*\n", "", script, flags=re.M)
    assert replaced == 4
    script, replaced = re.subn(
        r"^# Here Lee decides.*$", f"{shlex.quote(sys.executable)} -c '{LEE}'", script, flags=re.M
    )
    assert replaced == 1
    at_once = "sed -i 's/settle_seconds = 10/settle_seconds = 0/' demo-output/office/policy.toml"
    late = f"{at_once}; echo 'Call 2024-05-01.' > call.txt; cp call.txt"
    script = script.replace("cp fixtures/demo_late/files/*.pdf", late)
    assert script.count("pincite ") > 15
    path = f"{shim.parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=tmp_path,
        env={**environment, "PATH": path, "PREFECT_API_URL": server[0]},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "verified: treatment revision 1, signed by Lee Moss" in done.stdout
    assert "altered: chronology.docx: It is not the file that was approved." in done.stdout
    assert (tmp_path / "demo-output/office/matters/matter/drafts/treatment/2").is_dir()
    assert "exhibits revision 1: 1 exhibit" in done.stdout
    assert (tmp_path / "demo-output/draft-exhibits/contact-sheet.html").is_file()


def test_the_demo_of_makefile_and_walkthrough_is_one_command() -> None:
    def demo(text: str) -> list[str]:
        lines = [c for c in commands(re.sub(r"@\$\(BIN\)/", "", text)) if "fixtures/demo/files" in c]
        return sorted(shlex.split(next(c for c in lines if " run " in c).split(";")[0]))

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert demo(makefile) == demo((ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8"))


def test_make_targets_named_in_the_documentation_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"(?:^ {4}|`|^)make ([a-z]+)", text, re.MULTILINE)) <= targets, path


def test_pictures_are_shown_small_and_made_by_the_scripts() -> None:
    shown = {
        (path.parent / target).resolve()
        for path in PAGES
        for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    }
    made = {ROOT / "docs" / "pictures" / name for name in (*PICTURES, PICTURE)}
    assert shown == made == set((ROOT / "docs" / "pictures").glob("*.png"))
    assert all(picture.stat().st_size < LARGEST_PICTURE for picture in made)


def test_the_list_of_errors_is_current() -> None:
    """Run ``make docs`` after changing an error's words."""
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("kind", [*Reason, *Rule, *Kind, *FaultKind], ids=str)
def test_every_kind_of_refusal_is_explained(kind: str) -> None:
    assert str(kind).lower() in PAGE.read_text(encoding="utf-8").lower()


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(
        re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    )
    assert listed == {p.name for p in folder.glob("[0-9]*.md")}
