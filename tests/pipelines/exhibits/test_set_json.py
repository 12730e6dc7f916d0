"""An exhibit set comes back from its JSON as it was, and nothing else is taken for one."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipelines.canonical_json import canonical_bytes
from pipelines.deliverables.kind import Mark
from pipelines.exhibits.exhibit_set import (
    Check,
    ExhibitPage,
    ExhibitRow,
    ExhibitSet,
    FilingCaption,
    Outcome,
    OutputFile,
    Placed,
)
from pipelines.exhibits.plan import Layout, Party, Status
from pipelines.exhibits.set_json import (
    published_bytes,
    rows_digest,
    set_digest,
    set_from_bytes,
    set_from_json,
    set_to_json,
)
from tests.pipelines.exhibits.made_set import exhibit_set

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs" / "exhibits.schema.json").read_text(encoding="utf-8"))
MADE = exhibit_set(13)


def test_a_set_comes_back_as_it_was() -> None:
    assert set_from_bytes(canonical_bytes(set_to_json(MADE))) == MADE
    for mark in Mark:
        assert set_from_bytes(published_bytes(MADE, mark)) == MADE


def test_both_marks_publish_the_same_set() -> None:
    draft, clean = (json.loads(published_bytes(MADE, mark)) for mark in (Mark.DRAFT, Mark.CLEAN))
    assert (draft.pop("status"), clean.pop("status")) == ("DRAFT, NOT REVIEWED", "CLEAN")
    assert draft == clean


def test_the_digest_in_the_index_stands_for_what_the_index_prints() -> None:
    """Finished files hold the index: their digests cannot be in the digest that it prints."""
    later = replace(MADE, outputs=(), checks=(), escalations=())
    assert rows_digest(later) == rows_digest(MADE)
    assert set_digest(later) != set_digest(MADE)
    moved = replace(MADE, rows=(replace(MADE.rows[0], first_page=99), *MADE.rows[1:]))
    assert rows_digest(moved) != rows_digest(MADE)
    assert rows_digest(replace(MADE, filing=replace(MADE.filing, judge=""))) != rows_digest(MADE)


def changed(path: str, value: object) -> dict[str, Any]:
    """The JSON with the value at this place changed; a name without a value is taken out."""
    data = deepcopy(set_to_json(MADE))
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
        ("schema", "pincite-exhibits/2", "schema: this version reads"),
        ("extra", 1, "1 unknown keys"),
        ("rows.0.held", KeyError, r"rows\[0\]: missing \['held'\]"),
        ("rows.0.page_count", "8", r"rows\[0\].page_count: a whole number"),
        ("rows.0.page_count", True, r"rows\[0\].page_count: a whole number"),
        ("rows.0.label", "somewhere", r"rows\[0\].label: not one of the known words"),
        ("rows.0.sources", [["a", "b"]], r"rows\[0\].sources\[0\]: an object"),
        ("rows.0.pages.0.volume", 1.5, r"rows\[0\].pages\[0\].volume: a whole number"),
        ("rows.0.remarks", "none", r"rows\[0\].remarks: a list"),
        ("checks.0.outcome", "passed", r"checks\[0\].outcome: not one of"),
        ("filing.judge", None, "filing.judge: text is expected"),
        ("proposed", "no", "proposed: true or false"),
        ("set_aside.0.sha256", 7, r"set_aside\[0\].sha256: text"),
        ("rows_digest", "0" * 64, "rows_digest: does not belong to these rows"),
        ("set_digest", "0" * 64, "set_digest: does not belong to this set"),
        ("ready", True, "ready: does not follow from the checks"),
    ],
)
def test_departures_are_refused(path: str, value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        set_from_json(changed(path, value))
    assert "MRI" not in str(caught.value)  # no text of the exhibits in a message


def test_no_check_is_no_readiness() -> None:
    passed = Check("opens", "Opens", Outcome.PASS, "")
    assert not replace(MADE, checks=()).ready
    assert not replace(MADE, checks=(passed, replace(passed, outcome=Outcome.NOT_CHECKED))).ready
    assert json.loads(published_bytes(replace(MADE, checks=(passed,)), Mark.CLEAN))["ready"] is True


def test_published_files_are_of_the_published_form() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for mark in Mark:
        jsonschema.validate(json.loads(published_bytes(MADE, mark)), SCHEMA)


@pytest.mark.parametrize(
    "change", [{"status": "APPROVED"}, {"extra": 1}, {"rows": [{"id": "E"}]}, {"ready": "yes"}]
)
def test_the_schema_can_fail(change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(published_bytes(MADE, Mark.DRAFT)) | change, SCHEMA)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (SCHEMA["$defs"]["row"], ExhibitRow),
        (SCHEMA["$defs"]["page"], ExhibitPage),
        (SCHEMA["$defs"]["check"], Check),
        (SCHEMA["properties"]["filing"], FilingCaption),
        (SCHEMA["properties"]["outputs"]["items"], OutputFile),
    ],
)
def test_the_schema_lists_each_field(place: dict[str, Any], kind: type[Any]) -> None:
    assert place["required"] == [f.name for f in fields(kind)] == list(place["properties"])


def test_the_schema_lists_what_the_program_writes() -> None:
    own = {"schema", "status", "rows_digest", "set_digest", "ready"}
    assert set(SCHEMA["required"]) == set(SCHEMA["properties"]) == own | {f.name for f in fields(ExhibitSet)}
    row, places = SCHEMA["$defs"]["row"]["properties"], SCHEMA["$defs"]
    assert row["label"]["enum"] == [p.value for p in Placed]
    assert row["status"]["enum"] == [s.value for s in Status]
    assert places["party"]["enum"] == [p.value for p in Party]
    assert places["check"]["properties"]["outcome"]["enum"] == [o.value for o in Outcome]
    layouts = SCHEMA["properties"]["filing"]["properties"]["layout"]["enum"]
    assert layouts == [layout.value for layout in Layout]


def test_the_shipped_example_is_as_published_and_reads_back() -> None:
    example = (ROOT / "templates" / "exhibits" / "example.json").read_bytes()
    jsonschema.validate(json.loads(example), SCHEMA)
    assert len(set_from_bytes(example).rows) == 9


def test_a_tab_comes_before_the_page_that_bears_the_label() -> None:
    row = MADE.rows[0]
    tab = replace(row.pages[0], sha256="", source_page=0, exhibit_page=0)
    behind = replace(row, pages=(tab, *row.pages), label=Placed.PAGE)
    assert (behind.labelled_place, replace(behind, label=Placed.SHEET).labelled_place) == (2, 1)
    assert replace(behind, label=Placed.NONE).labelled_place == 0
    shown = json.loads(published_bytes(replace(MADE, rows=(behind, *MADE.rows[1:])), Mark.CLEAN))
    jsonschema.validate(shown, SCHEMA)
