"""A clause report comes back from its JSON as it was, and nothing else is taken for one."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipelines.canonical_json import canonical_bytes
from pipelines.clauses import report as model
from pipelines.clauses.report_json import (
    published_bytes,
    report_from_bytes,
    report_from_json,
    report_to_json,
    rows_digest,
)
from pipelines.deliverables.kind import Mark
from pipelines.durable import sha256_of
from tests.pipelines.clauses.made_report import made_report

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs" / "clauses.schema.json").read_text(encoding="utf-8"))
MADE = made_report()


def test_a_report_comes_back_as_it_was() -> None:
    assert report_from_bytes(canonical_bytes(report_to_json(MADE))) == MADE
    for mark in Mark:
        assert report_from_bytes(published_bytes(MADE, mark)) == MADE


def test_both_marks_publish_the_same_report_under_the_digest_of_its_rows() -> None:
    draft, clean = (json.loads(published_bytes(MADE, mark)) for mark in (Mark.DRAFT, Mark.CLEAN))
    assert (draft.pop("status"), clean.pop("status")) == ("DRAFT, NOT REVIEWED", "CLEAN")
    assert draft == clean
    assert draft["rows_digest"] == sha256_of(canonical_bytes(report_to_json(MADE)))


def changed(path: str, value: object) -> dict[str, Any]:
    """The JSON with the value at this place changed; a name without a value is taken out."""
    data = deepcopy(report_to_json(MADE))
    at: Any = data
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in way:
        at = at[step]
    if value is KeyError:
        del at[last]
    else:
        at[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("schema", "pincite-clauses/2", "schema: this version reads"),
        ("extra", 1, "1 unknown keys"),
        ("clauses.0.type", KeyError, r"clauses\[0\]: missing \['type'\]"),
        ("clauses.0.low", "no", r"clauses\[0\].low: true or false"),
        ("clauses.0.confidence", "0.9", r"clauses\[0\].confidence: a number"),
        ("clauses.0.because", "none", r"clauses\[0\].because: a list"),
        ("papers.0.kind", "lease", r"papers\[0\].kind: not one of the known words"),
        ("papers.0.pages", True, r"papers\[0\].pages: a whole number"),
        ("dates.0.passages", [{}], r"dates\[0\].passages\[0\]: a list"),
        ("dates.0.passages.0.0.page", "1", r"dates\[0\].passages\[0\]\[0\].page: a whole number"),
        ("finder.threshold", None, "finder.threshold: a number"),
        ("rows_digest", "0" * 64, "rows_digest: does not belong to these rows"),
    ],
)
def test_departures_are_refused(path: str, value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        report_from_json(changed(path, value))
    assert "Vermont" not in str(caught.value)  # no text of a contract in a message


def test_published_files_are_of_the_published_form() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for mark in Mark:
        jsonschema.validate(json.loads(published_bytes(MADE, mark)), SCHEMA)


@pytest.mark.parametrize("change", [{"status": "APPROVED"}, {"extra": 1}, {"clauses": [{"id": "C"}]}])
def test_the_schema_can_fail(change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(published_bytes(MADE, Mark.DRAFT)) | change, SCHEMA)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("paper", model.ContractPaper),
        ("clause", model.ClauseRow),
        ("not_found", model.NotFoundRow),
        ("abstract", model.AbstractRow),
        ("obligation", model.ObligationRow),
        ("left_out", model.LeftOutRow),
        ("flag", model.FlagRow),
        ("date", model.DatedRow),
    ],
)
def test_the_schema_lists_each_field(name: str, kind: type[Any]) -> None:
    place = SCHEMA["$defs"][name]
    assert place["required"] == [f.name for f in fields(kind)] == list(place["properties"])


def test_any_change_of_a_row_changes_the_digest() -> None:
    other = replace(MADE, clauses=(replace(MADE.clauses[0], section="8"), *MADE.clauses[1:]))
    assert rows_digest(other) != rows_digest(MADE)
