"""Work stops where the task definition says so, and no trigger is one that nothing can meet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import TemplateError
from pipelines.approved import load_approved
from pipelines.exhibits.exhibit_set import Outcome
from pipelines.exhibits.stop_work import KINDS, triggers_met
from tests.pipelines.exhibits.made_set import exhibit_set

TASK = load_approved(Path(__file__).resolve().parents[3] / "templates", "exhibits").task


def met(kinds: tuple[str, ...], **changes: Any) -> list[int]:
    trigger = replace(TASK.stop_work_triggers[0], kinds=kinds)
    found = replace(exhibit_set(20), **changes)
    return [count for _, count in triggers_met(found, replace(TASK, stop_work_triggers=(trigger,)))]


def test_the_shipped_triggers_are_met_by_what_is_held_set_aside_failed_and_not_checked() -> None:
    found = [(trigger.id, count) for trigger, count in triggers_met(exhibit_set(20), TASK)]
    assert found == [("exhibit-held", 2), ("file-set-aside", 1), ("check-failed", 1), ("check-not-done", 1)]
    proposed = replace(exhibit_set(20), proposed=True)
    assert [t.id for t, _ in triggers_met(proposed, TASK)][-1] == "plan-proposed"


def test_nothing_wrong_meets_none() -> None:
    passed = tuple(replace(check, outcome=Outcome.PASS) for check in exhibit_set(3).checks)
    assert triggers_met(replace(exhibit_set(3), checks=passed, set_aside=()), TASK) == ()


def test_each_kind_counts_its_own() -> None:
    assert [met((kind,)) for kind in KINDS] == [[2], [1], [1], [1], []]
    assert met(("proposed",), proposed=True) == [1]
    assert met(("held", "set_aside")) == [3]


def test_a_trigger_that_nothing_meets_is_refused() -> None:
    with pytest.raises(TemplateError, match="nothing is ever 'undated' in an exhibit set"):
        met(("held", "undated"))
