"""The bad files of `fixtures/bad`, all in one batch: each becomes what it must, and none harms another."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import SetAsideError
from extractors.pages import Document
from pipelines.intake import IntakeReport, take_in
from pipelines.isolation import ReadingPool
from pipelines.matter import Client, Matter
from pipelines.store import Store

BAD = Path(__file__).parents[2] / "fixtures" / "bad"
EXPECTED: dict[str, dict[str, Any]] = json.loads((BAD / "expected.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Batch:
    """What became of the folder: documents and reasons by the name of the file."""

    report: IntakeReport
    documents: dict[str, Document]
    reasons: dict[str, list[str]]
    problems: dict[str, list[str]]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    base = tmp_path_factory.mktemp("bad")
    (base / "matter").mkdir()
    shutil.copytree(BAD, base / "files", ignore=shutil.ignore_patterns("expected.json"))
    matter = Matter(base / "matter", "bad", Client("Jane Roe", None), None)
    documents: dict[str, Document] = {}
    reasons: dict[str, list[str]] = {}
    problems: dict[str, list[str]] = {}
    with Store.open(matter) as store, ReadingPool(2) as pool:
        report = take_in(matter, store, [base / "files"])
        for entry in report.set_aside:
            reasons.setdefault(entry.file, []).append(entry.reason)
            problems.setdefault(entry.file, []).append(f"{entry.detail} {entry.remedy}")
        for source in store.sources():
            try:
                document = pool.read(matter.sources / source.sha256, source)
            except SetAsideError as refusal:
                for name in source.names:
                    reasons.setdefault(name, []).append(refusal.reason)
                    problems.setdefault(name, []).append(str(refusal))
            else:
                documents.update(dict.fromkeys(source.names, document))
    return Batch(report, documents, reasons, problems)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_becomes_what_it_must(batch: Batch, name: str) -> None:
    expected = EXPECTED[name]
    is_container = name in batch.report.opened
    was_read = name in batch.documents or is_container
    assert was_read or name in batch.reasons, "lost"
    if expected["outcome"] == "set aside" or not was_read:
        assert expected["outcome"] != "read", batch.problems.get(name)
        assert expected["reason"] in batch.reasons[name]
    if not was_read:
        return
    inside = {n: d for n, d in batch.documents.items() if n == name or n.startswith(f"{name}/")}
    text = "\n".join(page.text for document in inside.values() for page in document.pages)
    if name in batch.documents:
        assert len(batch.documents[name].pages) >= expected["pages"]
        for words in expected["says"]:
            assert words in text
    for words in expected["never"]:
        assert words not in text
    for member in expected["members"]:
        assert any(n.endswith(f"/{member}") for n in inside), member


def test_every_file_is_accounted_for(batch: Batch) -> None:
    on_disk = {path.name for path in BAD.iterdir() if path.name != "expected.json"}
    accounted = {n.split("/")[0] for n in (*batch.documents, *batch.reasons, *batch.report.opened)}
    assert accounted == on_disk == set(EXPECTED)


def test_every_refusal_is_one_line_with_the_file_and_a_way_out(batch: Batch) -> None:
    for name, lines in batch.problems.items():
        for line in lines:
            assert name in line
            assert line.isprintable()
            assert line.endswith(".")
            assert line.count(". ") >= 1, line
