"""Contracts whose clauses people have marked, from a file in CUAD's format.

Answers: title, text and marked spans of each contract, from CUAD's own JSON (SQuAD-like) or from JSON lines
``{"title", "text", "spans": {type: [[start, end], …]}, "answers": {type: text or null}}``, plain or gzipped.
Refuses spans outside the text and types that are not CUAD's, naming the contract.
Source: The Atticus Project, CUAD v1, CC BY 4.0.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.contracts.clause_types import ClauseType
from extractors.errors import UsageError

_NAMES = {"".join(kind.value.lower().split()): kind.value for kind in ClauseType}
_FORMAT = 'Use CUAD\'s JSON, or one JSON object a line with "title", "text" and "spans".'


@dataclass(frozen=True, slots=True)
class MarkedContract:
    """``spans[type]`` are (start, end) offsets of ``text``, each once, in order."""

    title: str
    text: str
    spans: Mapping[str, tuple[tuple[int, int], ...]]
    answers: Mapping[str, str | None]


def load_marked(path: Path) -> tuple[MarkedContract, ...]:
    """Every contract of a file, in the file's order.

    Raises:
        UsageError: the file cannot be read, or is of another form.
    """
    raw = _content(path)
    try:
        text = raw.decode("utf-8")
        if text.lstrip().startswith('{"version"') or '"paragraphs"' in text[:100_000]:
            found = tuple(_from_squad(entry) for entry in json.loads(text)["data"])
        else:
            found = tuple(_from_line(json.loads(line)) for line in text.split("\n") if line.strip())
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise UsageError(f"{path.name} is not in CUAD's format: {type(error).__name__}.", _FORMAT) from None
    if not found:
        raise UsageError(f"{path.name} holds no contracts.", _FORMAT)
    for contract in found:
        for kind, spans in contract.spans.items():
            if any(not 0 <= start < end <= len(contract.text) for start, end in spans):
                raise UsageError(
                    f"A span of {kind} lies outside the text of contract {contract.title!r}.",
                    "Correct it; offsets count characters from 0.",
                )
    return found


def data_digest(path: Path) -> str:
    """SHA-256 (hex) of the file as it lies there, which the model card records."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _content(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{path} cannot be read: {type(error).__name__}.", "Check the path.") from None


def _from_line(untrusted: Mapping[str, Any]) -> MarkedContract:
    spans = {_type(name): [(int(a), int(b)) for a, b in found] for name, found in untrusted["spans"].items()}
    answers = {str(k): None if v is None else str(v) for k, v in (untrusted.get("answers") or {}).items()}
    return MarkedContract(str(untrusted["title"]), str(untrusted["text"]), _ordered(spans), answers)


def _from_squad(untrusted: Mapping[str, Any]) -> MarkedContract:
    (paragraph,) = untrusted["paragraphs"]
    spans: dict[str, list[tuple[int, int]]] = {}
    context = str(paragraph["context"])
    for question in paragraph["qas"]:
        kind = _type(str(question["id"]).rpartition("__")[2])
        spans[kind] = [
            (int(a["answer_start"]), int(a["answer_start"]) + len(a["text"])) for a in question["answers"]
        ]
        if any(
            context[start:end] != a["text"]
            for (start, end), a in zip(spans[kind], question["answers"], strict=True)
        ):
            raise ValueError("an answer does not stand where it is said to")
    return MarkedContract(str(untrusted["title"]), context, _ordered(spans), {})


def _type(untrusted_name: str) -> str:
    return _NAMES["".join(untrusted_name.lower().split())]


def _ordered(spans: Mapping[str, list[tuple[int, int]]]) -> dict[str, tuple[tuple[int, int], ...]]:
    return {kind.value: tuple(sorted(set(spans.get(kind.value, ())))) for kind in ClauseType}
