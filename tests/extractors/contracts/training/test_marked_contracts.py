"""Marked contracts, in both of CUAD's forms and in none."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from extractors.contracts.training.marked_contracts import load_marked
from extractors.errors import UsageError
from tests.extractors.contracts.training.made_data import write_data


def test_json_lines_plain_and_gzipped_are_the_same(tmp_path: Path) -> None:
    plain = write_data(tmp_path / "a.jsonl", 3)
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    found = load_marked(plain)
    assert found == load_marked(packed)
    (start, end), *_ = found[0].spans["Governing Law"]
    assert found[0].text[start:end].startswith("This Agreement shall be governed")
    assert found[0].spans["Insurance"] == ()


def test_cuads_own_json(tmp_path: Path) -> None:
    answers = [{"text": "Texas law", "answer_start": 4}]
    asked = [
        {"id": "T__Governing Law", "answers": answers},
        {"id": "T__Rofr/Rofo/Rofn", "answers": []},
    ]
    data = {
        "version": "x",
        "data": [{"title": "T", "paragraphs": [{"context": "The Texas law.", "qas": asked}]}],
    }
    file = tmp_path / "CUAD.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    (found,) = load_marked(file)
    assert found.spans["Governing Law"] == ((4, 13),)


def test_a_line_separator_within_a_text_ends_no_line(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    entry = {"title": "t", "text": "a\u2028b", "spans": {}, "answers": {}}
    file.write_text(json.dumps(entry, ensure_ascii=False) + "\n", encoding="utf-8")
    assert load_marked(file)[0].text == "a\u2028b"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b'{"title": "t"}',
        b'{"title": "t", "text": "a", "spans": {"No Such Type": []}}',
        b'{"title": "t", "text": "a", "spans": {"Insurance": [[0, 9]]}}',
        b'{"title": "t", "text": "a", "spans": {"Insurance": [["x", 1]]}}',
        b"\x1f\x8bbroken",
        b"\xff\xfe",
        b"[]",
    ],
)
def test_other_files_are_refused_by_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=r"odd\.jsonl|contract 't'"):
        load_marked(file)
