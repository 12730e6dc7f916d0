"""The shipped template, and a made chronology rendered with it once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.approved import ApprovedTemplate, load_approved
from pipelines.deliverables.kind import Mark
from pipelines.render.chronology import render
from pipelines.rows import TreatmentChronology
from tests.pipelines.made_chronology import chronology

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


@pytest.fixture(scope="session")
def template() -> ApprovedTemplate:
    return load_approved(TEMPLATES, "treatment")


@pytest.fixture(scope="session")
def made(template: ApprovedTemplate) -> TreatmentChronology:
    return chronology(35, template.stamp)


@pytest.fixture(scope="session")
def files(made: TreatmentChronology, template: ApprovedTemplate) -> Mapping[Mark, Mapping[str, bytes]]:
    """File name → bytes, for both marks."""
    return {mark: render(made, template, mark) for mark in Mark}
