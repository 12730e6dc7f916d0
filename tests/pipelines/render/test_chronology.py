"""The three files together: same bytes for the same rows, agreeing with each other and with the schema."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import jsonschema
import pytest

from extractors.errors import Reason, TemplateError, UsageError
from extractors.pages import Layer
from pipelines import page_ledger
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.catalog import KINDS, kind
from pipelines.deliverables.kind import Mark
from pipelines.render import wording
from pipelines.render.chronology import render
from pipelines.rows import ROW_KINDS, TreatmentChronology
from pipelines.rows_json import chronology_from_bytes, chronology_to_json, rows_digest
from tests.pipelines.made_chronology import chronology

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs" / "chronology.schema.json").read_text(encoding="utf-8"))
NAMES = {f"chronology.{suffix}" for suffix in ("docx", "html", "json", "pdf", "xlsx")}

IN_ANOTHER_PROCESS = """
import hashlib, sys
from pathlib import Path
from pipelines.approved import load_approved
from pipelines.deliverables.kind import Mark
from pipelines.render.chronology import render
from tests.pipelines.made_chronology import chronology
template = load_approved(Path("templates"), "treatment")
for mark in Mark:
    files = render(chronology(35, template.stamp), template, mark)
    for name, data in sorted(files.items()):
        print(mark.name, name, hashlib.sha256(data).hexdigest())
"""

Files = Mapping[Mark, Mapping[str, bytes]]


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_same_rows_same_bytes_in_another_process_at_another_time_and_place(files: Files, seed: str) -> None:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(ROOT),
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
    }
    run = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    here = [
        f"{mark.name} {name} {hashlib.sha256(data).hexdigest()}"
        for mark in Mark
        for name, data in sorted(files[mark].items())
    ]
    assert run.stdout.split("\n")[:-1] == here


def test_packages_hold_no_time_and_are_stored_in_one_order(files: Files) -> None:
    for mark in Mark:
        for name in ("chronology.docx", "chronology.xlsx"):
            with ZipFile(BytesIO(files[mark][name])) as package:
                entries = package.infolist()
            assert entries[0].filename == "[Content_Types].xml"
            assert [e.filename for e in entries[2:]] == sorted(e.filename for e in entries[2:])
            assert {(e.date_time, e.compress_type, e.create_system) for e in entries} == {
                ((1980, 1, 1, 0, 0, 0), ZIP_STORED, 3)
            }


def test_drafts_and_clean_files_differ_in_the_mark_and_share_the_digest(
    files: Files, made: TreatmentChronology
) -> None:
    draft, clean = (json.loads(files[mark]["chronology.json"]) for mark in (Mark.DRAFT, Mark.CLEAN))
    assert (draft.pop("status"), clean.pop("status")) == ("DRAFT, NOT REVIEWED", "CLEAN")
    assert draft == clean
    assert draft["rows_digest"] == rows_digest(made)


def test_the_json_reads_back_as_the_same_chronology(files: Files, made: TreatmentChronology) -> None:
    for mark in Mark:
        assert chronology_from_bytes(files[mark]["chronology.json"]) == made


def test_the_json_is_as_published(files: Files) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for mark in Mark:
        jsonschema.validate(json.loads(files[mark]["chronology.json"]), SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "APPROVED"},
        {"schema": "pincite-chronology/2"},
        {"extra": 1},
        {"rows_digest": "x"},
        {"pages": [{"source": "a"}]},
    ],
)
def test_the_schema_can_fail(files: Files, change: dict[str, Any]) -> None:
    value = json.loads(files[Mark.DRAFT]["chronology.json"]) | change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, SCHEMA)


def test_the_schema_lists_what_the_program_writes() -> None:
    places = SCHEMA["$defs"]
    assert places["set_aside"]["properties"]["reason"]["enum"] == [r.value for r in Reason]
    assert places["page"]["properties"]["text_layer"]["enum"] == [layer.value for layer in Layer]
    assert set(places["page"]["properties"]["disposition"]["enum"]) == {
        *(page_ledger.CITED, page_ledger.DUPLICATE, page_ledger.BLANK),
        *(page_ledger.NO_TEXT, page_ledger.EXCLUDED, page_ledger.REVIEW),
    }
    assert SCHEMA["properties"]["status"]["enum"] == [mark.value for mark in Mark]
    assert set(places["finding"]["properties"]["kind"]["examples"]) == set(wording.FINDING_KINDS)
    written = chronology_to_json(chronology(1))
    assert set(SCHEMA["properties"]) == {*written, "status", "rows_digest", "indexes"}
    assert set(SCHEMA["required"]) == set(SCHEMA["properties"]) - {"indexes"}  # came later
    names = {"treatment": "row", "liability": "event_row", "damages": "damages_row"}
    for deliverable, row in ROW_KINDS.items():
        assert places[names[deliverable]]["required"] == [f.name for f in fields(row)]
        assert set(places[names[deliverable]]["properties"]) == {f.name for f in fields(row)}


def test_the_shipped_example_is_as_published_and_reads_back() -> None:
    example = (ROOT / "templates" / "treatment" / "example.json").read_bytes()
    jsonschema.validate(json.loads(example), SCHEMA)
    assert len(chronology_from_bytes(example).rows) == 3


def test_rows_of_another_template_are_refused(template: ApprovedTemplate, made: TreatmentChronology) -> None:
    other = replace(made, template=replace(made.template, sha256="1" * 64))
    with pytest.raises(TemplateError) as caught:
        render(other, template, Mark.DRAFT)
    assert str(caught.value) == (
        "These rows were drafted with another template than the one approved now. Draft them again."
    )


def test_the_catalog_finds_deliverables_by_name(files: Files) -> None:
    assert kind("treatment") is KINDS[0]
    assert set(files[Mark.DRAFT]) == NAMES
    with pytest.raises(UsageError, match="Use one of: treatment"):
        kind("treatments")


def test_importing_the_catalog_costs_no_document_library() -> None:
    heavy = "{'docx', 'lxml', 'xlsxwriter'}"
    code = f"import sys, pipelines.deliverables.catalog; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_time_grows_with_the_rows_and_no_faster(template: ApprovedTemplate) -> None:
    """python-docx's own cells would take eight times as long for twice the rows, and minutes for 400."""
    spent = []
    for rows in (100, 200):
        made = chronology(rows, template.stamp)
        start = time.process_time()
        render(made, template, Mark.DRAFT)
        spent.append(time.process_time() - start)
    assert spent[1] < 3.5 * spent[0]
    assert spent[1] < 10
