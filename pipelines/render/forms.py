"""The row form of each deliverable, as an explicit mapping."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.render.damages_form import DAMAGES
from pipelines.render.liability_form import LIABILITY
from pipelines.render.row_form import RowForm
from pipelines.render.treatment_form import TREATMENT

FORMS: Mapping[str, RowForm] = {"treatment": TREATMENT, "liability": LIABILITY, "damages": DAMAGES}
