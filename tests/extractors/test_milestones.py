"""Every entry of the damages lexicon takes its examples and leaves its counter-examples."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.lexicon import load, normal
from extractors.milestones import is_operation, names_lien, states_improvement

DATA: dict[str, list[dict[str, Any]]] = load("damages")
ASK = {
    "improvement": lambda text: states_improvement(normal(text)),
    "operation": lambda text: is_operation(text, ""),
    "lien": lambda text: names_lien(normal(text)),
}


@pytest.mark.parametrize(("table", "text"), [(t, e) for t in ASK for r in DATA[t] for e in r["examples"]])
def test_an_entry_takes_its_examples(table: str, text: str) -> None:
    assert ASK[table](text)


@pytest.mark.parametrize(("table", "text"), [(t, e) for t in ASK for r in DATA[t] for e in r["counter"]])
def test_an_entry_leaves_its_counter_examples(table: str, text: str) -> None:
    assert not ASK[table](text)


def test_what_was_done_decides_where_the_form_says_operative_report() -> None:
    assert not is_operation("OPERATIVE REPORT", "Lumbar epidural steroid injection under fluoroscopy")
    assert is_operation("OPERATIVE REPORT", "Anterior cervical discectomy and fusion; nerve block")
