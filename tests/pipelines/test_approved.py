"""Exactly one approved template: missing, altered, second and unapproved ones are refused, with a way out."""

from __future__ import annotations

import hashlib
import re
import shutil
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from extractors.errors import TemplateError, UsageError
from pipelines.approved import (
    ApprovedTemplate,
    date_reviews,
    load_approved,
    pin,
    read_approvals,
    template_digest,
)
from pipelines.house import APPLIED

SHIPPED = Path(__file__).resolve().parents[2] / "templates"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the approved set as a firm has it."""
    shutil.copytree(SHIPPED / "treatment", tmp_path / "treatment")
    shutil.copy(SHIPPED / "approvals.toml", tmp_path / "approvals.toml")
    return tmp_path


def refusal(templates: Path, deliverable: str = "treatment") -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        load_approved(templates, deliverable)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 5
    return caught.value


def test_the_shipped_template_is_approved() -> None:
    template = load_approved(SHIPPED, "treatment")
    assert isinstance(template, ApprovedTemplate)
    assert template.docx == (SHIPPED / "treatment" / "approved.docx").read_bytes()
    assert template.stamp.sha256 == template.sha256
    assert template.version == template.task.version


def test_the_digest_covers_both_files() -> None:
    docx = hashlib.sha256(b"docx").digest()
    task = hashlib.sha256(b"task").digest()
    assert template_digest(b"docx", b"task") == hashlib.sha256(docx + task).hexdigest()
    assert template_digest(b"docxt", b"ask") != template_digest(b"docx", b"task")


@pytest.mark.parametrize("name", ["approved.docx", "task.toml"])
def test_one_altered_byte_is_refused(templates: Path, name: str) -> None:
    path = templates / "treatment" / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    error = refusal(templates)
    assert "was altered after its approval" in error.problem
    assert error.remedy == (
        "Restore the approved approved.docx and task.toml, or have the new ones approved."
    )


@pytest.mark.parametrize("name", ["approved.docx", "task.toml"])
def test_a_missing_file_is_refused(templates: Path, name: str) -> None:
    (templates / "treatment" / name).unlink()
    error = refusal(templates)
    assert f"{name} is missing or not readable" in error.problem
    assert error.remedy.startswith(f"Restore {name} in ")


@pytest.mark.parametrize(
    "name",
    [
        *("approved2.docx", "Approved.DOCX", "old.dotx", "letter.dotm", "approved.docx.bak", "task2.toml"),
        *("Copy of approved.docx", "approved.odt", "notes.txt", "drafts"),
    ],
)
def test_a_second_file_is_refused(templates: Path, name: str) -> None:
    second = templates / "treatment" / name
    if name == "drafts":
        second.mkdir()
    else:
        shutil.copy(templates / "treatment" / "approved.docx", second)
    error = refusal(templates)
    assert f"holds a second file, '{name}'" in error.problem
    assert error.remedy == f"Move '{name}' out of {templates / 'treatment'}."


@pytest.mark.parametrize("name", ["~$proved.docx", ".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_systems_leave_behind_is_no_template(templates: Path, name: str) -> None:
    (templates / "treatment" / name).write_bytes(b"")
    assert load_approved(templates, "treatment")


def test_a_missing_folder_or_set_is_refused(templates: Path) -> None:
    assert "no approved template 'liability'" in refusal(templates, "liability").problem
    (templates / "approvals.toml").unlink()
    assert refusal(templates).problem == "approvals.toml is missing: no template is approved."


def test_a_template_without_approval_is_refused(templates: Path) -> None:
    shutil.copytree(templates / "treatment", templates / "privilege")
    error = refusal(templates, "privilege")
    assert error.problem == "The template 'privilege' has no approval in approvals.toml."
    assert error.remedy == "Have it approved before drafting."


@pytest.mark.parametrize("name", ["../treatment", "treatment/", "Treatment", "", "a/b", ".."])
def test_a_name_cannot_leave_the_set(templates: Path, name: str) -> None:
    assert "is not the name of a template" in refusal(templates, name).problem


@pytest.mark.parametrize(
    "text",
    [
        "[treatment\n",
        "[treatment]\nsha256 = 'x'\n",
        "treatment = 1\n",
        "[treatment]\nsha256 = 'ABC'\nversion = '1.0.0'\napprover = 'A'\napproved_at = 'now'\n",
        "[treatment]\nsha256 = 5\nversion = '1.0.0'\napprover = 'A'\napproved_at = 'now'\n",
        *(
            f"[treatment]\nsha256 = '{'a' * 64}'\nversion = '1.0.0'\napprover = 'A'\napproved_at = 'now'\n"
            f"{more}\n"
            for more in ("review_by = '2027-03-02'", "review_by = 2027-03-02T00:00:00Z", "until = 2027-03-02")
        ),
    ],
)
def test_malformed_approvals_are_refused(templates: Path, text: str) -> None:
    (templates / "approvals.toml").write_text(text, encoding="utf-8")
    assert "approvals.toml" in refusal(templates).problem


def test_an_approval_of_another_version_is_refused(templates: Path) -> None:
    path = templates / "approvals.toml"
    text = path.read_text(encoding="utf-8").replace('version = "1.', 'version = "9.')
    path.write_text(text, encoding="utf-8")
    assert "different deliverables or versions" in refusal(templates).problem


def test_a_changed_template_counts_once_it_is_approved(templates: Path) -> None:
    before = load_approved(templates, "treatment")
    task = templates / "treatment" / "task.toml"
    text = task.read_text(encoding="utf-8")
    task.write_text(text.replace("gap_threshold_days = 30", "gap_threshold_days = 45"), encoding="utf-8")
    refusal(templates)
    pin(templates, "treatment", 'Ada "Quill" Prentiss', NOON)
    after = load_approved(templates, "treatment")
    assert (before.task.gap_threshold_days, after.task.gap_threshold_days) == (30, 45)
    assert before.sha256 != after.sha256


def test_an_approval_keeps_those_of_other_deliverables(templates: Path) -> None:
    shutil.copytree(templates / "treatment", templates / "liability")
    task = templates / "liability" / "task.toml"
    text = task.read_text(encoding="utf-8").replace('deliverable = "treatment"', 'deliverable = "liability"')
    beyond = "|".join(set(APPLIED["treatment"]) - set(APPLIED["liability"]))
    task.write_text(re.sub(rf"^(?:{beyond}) = .*\n", "", text, flags=re.M), encoding="utf-8")
    pin(templates, "liability", "Ada Prentiss", NOON.astimezone(timezone(timedelta(hours=-5))))
    assert load_approved(templates, "liability").deliverable == "liability"
    assert load_approved(templates, "treatment").deliverable == "treatment"
    written = (templates / "approvals.toml").read_text(encoding="utf-8")
    assert 'approved_at = "2026-03-02T12:00:00Z"' in written
    pin(templates, "liability", "Ada Prentiss", NOON)
    assert (templates / "approvals.toml").read_text(encoding="utf-8") == written


def test_an_approval_holds_for_a_year_or_until_the_day_given(templates: Path) -> None:
    pin(templates, "treatment", "Ada Prentiss", NOON)
    template = load_approved(templates, "treatment")
    assert template.approval.review_by == date(2027, 3, 2)
    assert template.in_force(NOON + timedelta(days=365)) is template
    with pytest.raises(TemplateError, match="expired: review was due by 2027-03-02") as caught:
        template.in_force(NOON + timedelta(days=366))
    assert caught.value.remedy == "Have it reviewed: `pincite templates approve treatment`."
    pin(templates, "treatment", "Ada Prentiss", NOON, date(2026, 3, 2))
    load_approved(templates, "treatment").in_force(NOON)
    with pytest.raises(UsageError, match="2026-03-01, is past"):
        pin(templates, "treatment", "Ada Prentiss", NOON, date(2026, 3, 1))


def test_the_shipped_set_expires_only_once_an_office_has_taken_it(templates: Path) -> None:
    far = NOON + timedelta(days=9000)
    load_approved(templates, "treatment").in_force(far)
    before = read_approvals(templates)
    date_reviews(templates, NOON)
    assert {a.review_by for a in read_approvals(templates).values()} == {date(2027, 3, 2)}
    pin(templates, "treatment", "Ada Prentiss", NOON, date(2026, 6, 1))
    date_reviews(templates, far)
    after = read_approvals(templates)
    assert (set(before), after["treatment"].review_by) == (set(after), date(2026, 6, 1))
    with pytest.raises(TemplateError, match="expired"):
        load_approved(templates, "treatment").in_force(far)


def test_what_cannot_be_logged_is_not_approved(templates: Path) -> None:
    before = (templates / "approvals.toml").read_bytes()

    def broken(_: object) -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        pin(templates, "treatment", "Ada Prentiss", NOON, log=broken)
    assert (templates / "approvals.toml").read_bytes() == before


def test_what_cannot_be_loaded_cannot_be_approved(templates: Path) -> None:
    approvals = (templates / "approvals.toml").read_bytes()
    with pytest.raises(UsageError, match="not printable"):
        pin(templates, "treatment", "Ada\nversion = 'x'", NOON)
    with pytest.raises(UsageError, match="no time zone"):
        pin(templates, "treatment", "Ada", NOON.replace(tzinfo=None))
    shutil.copytree(templates / "treatment", templates / "damages")
    with pytest.raises(TemplateError, match="defines another deliverable"):
        pin(templates, "damages", "Ada", NOON)
    (templates / "treatment" / "other.docx").write_bytes(b"PK")
    with pytest.raises(TemplateError, match="second file"):
        pin(templates, "treatment", "Ada", NOON)
    assert (templates / "approvals.toml").read_bytes() == approvals
