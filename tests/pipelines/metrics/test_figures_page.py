"""The page of figures and its spreadsheet: every figure with its formula, escaped, and the same each time."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from html import escape

from pipelines.business_time import WorkingHours
from pipelines.metrics.figures import Figures, figures
from pipelines.metrics.figures_page import figures_csv, figures_page
from pipelines.metrics.formulas import FORMULAS
from tests.pipelines.metrics.made_ledgers import MONDAY, Told


def made() -> Figures:
    told = Told().draft().submit()
    for i in range(40):
        told.decide(f"r{i}", "correct" if i < 2 else "accept", "wrong_date" if i < 2 else "")
    told.correct().approve(rows=40).release()
    told.of("review.refused", "otto", action="approve", rule="own_work")
    return figures([told.record()], {"treatment": 3}, WorkingHours(), MONDAY + timedelta(days=9))


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(figures_csv(made()).decode("utf-8-sig"))))


def test_every_figure_stands_with_value_range_and_formula() -> None:
    html = figures_page(made(), {"anna": "Anna Thorvald"}).decode()
    for formula in FORMULAS:
        assert f'<th scope="row">{formula.name}</th>' in html
        assert escape(formula.shows) in html
    assert "95.0 %" in html
    assert "83.5–98.6 %" in html
    assert "38 of 40" in html
    assert "<td>Anna Thorvald" not in html
    assert '<th scope="row">Anna Thorvald</th>' in html
    assert "Treatment chronology, high tier" in html
    assert "wrong date" in html
    assert "own work" in html


def test_what_is_not_counted_is_said_and_escaped() -> None:
    html = figures_page(made(), {"anna": "<b>A</b>"}, [("2026-<9>", "The matter is locked.")]).decode()
    assert "Not counted: 2026-&lt;9&gt;. The matter is locked." in html
    assert "&lt;b&gt;A&lt;/b&gt;" in html
    assert "style=" not in html
    assert "<script" not in html


def test_no_figures_at_all() -> None:
    html = figures_page(figures([], {}, WorkingHours(), MONDAY), {}).decode()
    assert "0 matters, for all time" in html
    assert "None came back." in html
    assert "Nothing was refused." in html


def test_the_spreadsheet_has_a_line_for_each_figure_and_scope() -> None:
    found = rows()
    whole = [r for r in found if r["tier"] == "" and r["version"] and r["unit"] != "count"]
    assert [r["formula"] for r in whole] == [f.key for f in FORMULAS]
    (accuracy,) = [r for r in found if r["formula"] == "row_accuracy" and r["reviewer"] == "anna"]
    assert (accuracy["tier"], accuracy["deliverable"]) == ("high", "treatment")
    assert (accuracy["numerator"], accuracy["denominator"], accuracy["value"]) == ("38", "40", "0.95")
    assert float(accuracy["low_95"]) < 0.95 < float(accuracy["high_95"])
    assert [(r["figure"], r["numerator"]) for r in found if r["formula"] == "returns"] == [
        ("corrected: wrong_date", "1")
    ]
    assert [(r["figure"], r["numerator"]) for r in found if r["formula"] == "refusals"] == [("own_work", "1")]


def test_a_figure_without_value_has_an_empty_cell_not_a_nought() -> None:
    (escalated,) = [r for r in rows() if r["formula"] == "answered_within_clock" and not r["tier"]]
    assert (escalated["value"], escalated["denominator"], escalated["low_95"]) == ("", "0", "")
    (asked,) = [r for r in rows() if r["formula"] == "escalation_rate" and not r["tier"]]
    assert asked["value"] == "0"


def test_the_same_figures_make_the_same_bytes() -> None:
    assert figures_csv(made()) == figures_csv(made())
    assert figures_page(made(), {}) == figures_page(made(), {})
