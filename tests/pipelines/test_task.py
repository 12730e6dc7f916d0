"""The written task definition: read strictly, since a misspelt rule is one that nothing applies."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import TemplateError
from pipelines.render.wording import FINDING_KINDS
from pipelines.task import Sort, Task, Tier, parse_task

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SHIPPED = (TEMPLATES / "treatment" / "task.toml").read_bytes()
EXHIBITS = (TEMPLATES / "exhibits" / "task.toml").read_bytes()


@pytest.fixture(scope="module")
def task() -> Task:
    return parse_task(SHIPPED)


def test_the_shipped_task_says_what_a_treatment_chronology_is(task: Task) -> None:
    assert (task.deliverable, task.tier, task.sort) == ("treatment", Tier.HIGH, Sort.DATE_ASCENDING)
    assert (task.gap_threshold_days, task.turnaround) == (30, 3)
    assert task.columns == ("Date", "Facility / Provider", "Type", "Findings", "Source")
    assert task.headings == (
        *("Complaint", "History / mechanism", "Examination", "Imaging impression", "Diagnosis", "Procedure"),
        *("Treatment / plan", "Work status / restrictions", "Medication"),
        *("Laboratory results", "Entry as recorded"),
    )
    assert any("Legal judgment" in line for line in task.scope.outside)
    assert (task.escalation_path[0], task.escalation_hours, task.approver_role) == ("preparer", 4, "attorney")
    assert [c.id for c in task.checkpoints][:2] == ["caption", "set-aside"]
    assert any("page ledger" in line for line in task.standard)
    assert any("as received" in line for line in task.inputs)


def test_every_trigger_of_the_shipped_task_watches_kinds_that_the_program_knows(task: Task) -> None:
    ids = [t.id for t in task.stop_work_triggers]
    assert {"other-patient-page", "file-set-aside", "unreadable-page", "conflicting-dates"} <= set(ids)
    assert {kind for t in task.stop_work_triggers for kind in t.kinds} <= set(FINDING_KINDS)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (b'tier = "high"', b'tier = "urgent"', "tier: must be one of high, medium, low"),
        (b"gap_threshold_days = 30", b"gap_treshold_days = 30", "missing gap_threshold_days"),
        (b"gap_threshold_days = 30", b"gap_threshold_days = 30\nmood = 1", "unknown 'mood'"),
        (b"gap_threshold_days = 30", b"gap_threshold_days = 0", "at least 1"),
        (b"gap_threshold_days = 30", b"gap_threshold_days = true", "whole number of days"),
        (b'version = "1.2.0"', b'version = "1"', "version: does not have the form"),
        (b'"Diagnosis",', b'"Diagnosis", "Diagnosis",', "headings: each text may stand only once"),
        (b'id = "undated-page"', b'id = "amended-record"', "each id may stand only once"),
        (
            b'approver_role = "attorney"',
            b'approver_role = "paralegal"',
            "one of attorney, supervising_attorney",
        ),
        (b"working_hours = 4", b"working_hours = 0", "whole number of hours, at least 1"),
        (b"working_hours = 4", b"", "escalation: missing working_hours"),
        (b'id = "caption"', b'id = "words"', "checkpoints.id: each id may stand only once"),
        (b'id = "caption"', b'id = "Caption"', "id: does not have the form"),
        (b'id = "caption"', b'id = "caption"\nwhen = "noon"', "checkpoints: unknown 'when'"),
        (b"standard = [", b"standards = [", "missing standard"),
        (b'kinds = ["undated"]', b"kinds = []", "kinds: a list of texts"),
        (b'kinds = ["undated"]', b'kinds = ["Undated pages"]', "lower-case names"),
        (b"[scope]", b"[scope]\nmaybe = []", "scope: unknown 'maybe'"),
        (b'name = "Treatment chronology"', b'name = " "', "name: text is expected"),
        (b"[escalation]", b"[escalation", "not valid TOML"),
        (b"# The", b"\xff\xfe The", "not valid TOML in UTF-8"),
    ],
)
def test_departures_are_refused_with_a_way_out(before: bytes, after: bytes, message: str) -> None:
    assert before in SHIPPED
    with pytest.raises(TemplateError) as caught:
        parse_task(SHIPPED.replace(before, after, 1))
    assert message in caught.value.problem
    assert caught.value.remedy == (
        "Correct task.toml, then have the template approved again; "
        "`pincite templates add` brings the shipped one."
    )


def test_an_exhibit_set_has_layouts_and_nothing_of_a_chronology() -> None:
    task = parse_task(EXHIBITS)
    assert task.layouts["motion"] == ("Ex.", "Description", "Date", "Bates", "Vol.", "Page")
    assert (task.sort, task.columns, task.headings, task.gap_threshold_days) == (None, (), (), 0)
    assert parse_task(SHIPPED).layouts == {}


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (b"[layouts]", b'[house]\ncodes = "rows"\n\n[layouts]', "unknown 'house'"),
        (b"[scope]", b"[damages]\nacute_days = 3\n\n[scope]", "unknown 'damages'"),
        (
            b"turnaround_business_days = 2",
            b"turnaround_business_days = 2\ncolumns = ['Ex.']",
            "unknown 'columns'",
        ),
        (b"[layouts]", b"[plans]", "missing layouts"),
        (b"motion = [", b"Motion = [", "layouts: a table of lower-case names"),
        (b"motion = [", b'motion = "Ex."\nmotions = [', "motion: a list of texts"),
        (b'"Ex.", "Description", "Date"', b'"Ex.", "Ex.", "Date"', "motion: each text may stand only once"),
        (b'"exhibits"', b'"treatment"', "missing citation_form, columns"),
    ],
)
def test_departures_from_an_exhibit_task_are_refused(before: bytes, after: bytes, message: str) -> None:
    assert before in EXHIBITS
    with pytest.raises(TemplateError) as caught:
        parse_task(EXHIBITS.replace(before, after, 1))
    assert message in caught.value.problem


def test_no_trigger_at_all_is_refused() -> None:
    start = SHIPPED.index(b"[[stop_work_triggers]]")
    with pytest.raises(TemplateError, match="missing stop_work_triggers"):
        parse_task(SHIPPED[:start])
