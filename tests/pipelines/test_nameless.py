"""A row without its sources' names: everything else stays, and no row of any deliverable hides another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipelines.canonical_json import canonical_bytes
from pipelines.clauses.report_json import report_to_json
from pipelines.deliverables.chronology_review import ChronologyReview
from pipelines.deliverables.clauses_review import ClausesReview
from pipelines.deliverables.exhibits_review import ExhibitsReview
from pipelines.exhibits.set_json import set_to_json
from pipelines.nameless import nameless
from pipelines.review_rows import ReviewForm
from pipelines.rows_json import chronology_to_json
from tests.pipelines.clauses.made_report import made_report
from tests.pipelines.exhibits.made_set import exhibit_set
from tests.pipelines.made_chronology import chronology

MADE: tuple[tuple[ReviewForm, Any], ...] = (
    (ChronologyReview(), chronology_to_json(chronology(4))),
    (ClausesReview(), report_to_json(made_report())),
    (ExhibitsReview(), set_to_json(exhibit_set(5))),
)


def test_a_name_goes_only_where_a_digest_stands_beside_it() -> None:
    cited = {"source": "a.pdf", "sha256": "ab", "page": 3, "quote": "as of a.pdf"}
    row = {"name": "Elm Clinic", "citations": [cited], "of": ("x", {"source": "kept"})}
    assert nameless(row) == {
        "name": "Elm Clinic",
        "citations": [{"sha256": "ab", "page": 3, "quote": "as of a.pdf"}],
        "of": ["x", {"source": "kept"}],
    }


def renamed(value: Any) -> Any:
    """Every source under another name."""
    if isinstance(value, dict):
        told = {key: renamed(part) for key, part in value.items()}
        named = {"source", "name"} & set(told) if "sha256" in told and "size" not in told else set()
        return {**told, **{key: f"VOL002/{told[key]}" for key in named}}
    return [renamed(part) for part in value] if isinstance(value, list) else value


def altered(value: Any) -> Any:
    """Every quoted passage one character longer on its page."""
    if isinstance(value, dict):
        told = {key: altered(part) for key, part in value.items()}
        return {**told, "page": told["page"] + 1} if {"sha256", "page", "quote"} <= set(told) else told
    return [altered(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("form", "made"), MADE)
def test_a_row_is_the_same_row_under_other_names(form: ReviewForm, made: Any) -> None:
    before, now = (form.rows(canonical_bytes(m)) for m in (made, renamed(made)))
    assert [(row.id, row.content) for row in before] == [(row.id, row.content) for row in now]
    cited = [(old, new) for old, new in zip(before, now, strict=True) if old.citations]
    assert cited
    assert all(old.digest != new.digest for old, new in cited)  # what is signed names the file


@pytest.mark.parametrize(("form", "made"), MADE[:2])
def test_a_row_from_another_page_is_another_row(form: ReviewForm, made: Any) -> None:
    change: Callable[[Any], Any] = altered
    before, now = (form.rows(canonical_bytes(m)) for m in (made, change(made)))
    kept = {row.content for row in before if row.citations} & {row.content for row in now}
    assert not kept


@pytest.mark.parametrize(("form", "made"), MADE)
def test_two_rows_never_have_one_content(form: ReviewForm, made: Any) -> None:
    contents = [row.content for row in form.rows(canonical_bytes(made))]
    assert len(set(contents)) == len(contents)
