"""docs/json.md names every kind of finding with the data that the program gives it."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.render import wording
from pipelines.rows_json import SCHEMA

MANUAL = (Path(__file__).resolve().parents[3] / "docs" / "json.md").read_text(encoding="utf-8")

CHRONOLOGY = MANUAL[: MANUAL.index("# exhibit-index.json")]
"""The part about the chronologies."""


def test_every_kind_is_described_once() -> None:
    assert re.findall(r"^\| `(\w+)` \|", CHRONOLOGY, re.MULTILINE) == list(wording.FINDING_KINDS)


def test_the_form_s_number_is_the_program_s() -> None:
    assert f"`{SCHEMA}`" in MANUAL
