"""Damaged files give checks that fail or were not made: never an end of the run, never a clean report."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipelines.exhibits.exhibit_set import Outcome
from pipelines.exhibits.preflight.run import RULES
from tests.pipelines.exhibits.preflight.made_filing import made


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_file_ends_no_run(tmp_path: Path, seed: int) -> None:
    filing = made(tmp_path)
    path = tmp_path / "volume.pdf"
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(40):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if seed % 3 == 0:
        del content[chance.randrange(len(content)) :]
    path.write_bytes(bytes(content))
    checks = filing.checks()
    assert {c.id for c in checks} == {r.id for r in RULES}
    assert checks == filing.checks()
    assert any(c.outcome is not Outcome.PASS for c in checks)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n%%EOF\n", b"not a PDF at all", b"%PDF-1.7\n" + b"<<" * 4000]
)
def test_what_is_no_pdf_passes_nothing_of_a_file(tmp_path: Path, content: bytes) -> None:
    filing = made(tmp_path)
    (tmp_path / "PX-2.pdf").write_bytes(content)
    failing = filing.failing()
    assert failing["opens"].outcome is Outcome.FAIL
    assert failing["text"].outcome is Outcome.NOT_CHECKED
    assert failing["text"].file == "PX-2.pdf"


def test_a_file_that_is_gone_passes_nothing(tmp_path: Path) -> None:
    filing = made(tmp_path)
    (tmp_path / "volume.pdf").unlink()
    failing = filing.failing()
    assert failing["opens"].file == "volume.pdf"
    assert failing["bad_redactions"].outcome is Outcome.NOT_CHECKED
