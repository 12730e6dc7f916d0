"""What was read of a paper becomes rows that cite its pages, in an order that nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.contracts.clause_hits import Hit
from extractors.contracts.issue_flags import Flag, FlagKind
from extractors.errors import TemplateError
from pipelines.approved import load_approved
from pipelines.citing import Citer
from pipelines.clauses.drafting import draft_report
from pipelines.clauses.paper_rows import PaperRows
from pipelines.clauses.reading import NO_TYPES, ContractReader, ContractReading, Finder
from pipelines.clauses.report import FinderStamp, PaperKind, words_of
from pipelines.deliverables.kind import Order
from pipelines.matter import Client, Matter
from tests.pipelines.clauses.made_reading import reading
from tests.pipelines.clauses.made_report import BASE

ROOT = Path(__file__).resolve().parents[3]
LAW = "This Agreement shall be governed by the\nlaws of the State of Vermont."
AUDIT = "Buyer may, upon ten (10) days' notice, examine the books of Supplier once each year."
MADE = reading(BASE, (("Audit Rights", AUDIT, 0.41), ("Governing Law", LAW, 0.987654)))


def rows(made: ContractReading, low: float = 0.5) -> PaperRows:
    pages = {(page.source, page.number): page for page in BASE.pages}
    return PaperRows(made, Citer({BASE.sha256: BASE.name}, pages, {}, {}, {}), low)


def test_clauses_stand_in_cuad_s_order_with_section_and_confidence() -> None:
    law, audit = rows(MADE).clauses()
    assert (law.type, law.confidence, law.low, law.section) == ("Governing Law", 0.9877, False, "3 Law")
    assert words_of(law.citations) == " ".join(LAW.split())
    assert law.citations[0].label == f"{BASE.name}, p. 2"
    assert (audit.type, audit.low) == ("Audit Rights", True)


def test_the_house_s_threshold_says_what_is_low() -> None:
    assert [row.low for row in rows(MADE, low=0.4).clauses()] == [False, False]


def test_an_id_stays_when_something_else_is_found() -> None:
    alone = reading(BASE, (("Governing Law", LAW, 0.5),))
    (law,) = rows(alone).clauses()
    assert law.id == next(iter(rows(MADE).clauses())).id


def test_a_type_that_is_shown_is_not_said_to_be_missing() -> None:
    start = MADE.flow.text.index("consent")
    near = Hit("Anti-Assignment", start, start + len("consent"), 0.05, ())
    missing = list(rows(replace(MADE, nearest={near.type: near})).not_found(lambda name: 0.25))
    assert len(missing) == 39
    assert not {"Governing Law", "Audit Rights"} & {row.type for row in missing}
    named = {row.type: row for row in missing}
    assert (words_of(named["Anti-Assignment"].best), named["Anti-Assignment"].confidence) == ("consent", 0.05)
    assert (named["Insurance"].best, named["Insurance"].confidence, named["Insurance"].missed) == (
        (),
        0,
        0.25,
    )


def test_the_firm_s_types_have_no_confidence_and_none_is_measured() -> None:
    (law,) = (hit for hit in MADE.hits if hit.type == "Governing Law")
    own = replace(MADE, own_hits=(replace(law, type="Vermont law"),), own_absent=("Steel",))
    *_, clause = rows(own).clauses()
    assert (clause.type, clause.own, clause.confidence, clause.low) == ("Vermont law", True, None, False)
    *_, absent = rows(own).not_found(lambda name: 0.25)
    assert (absent.type, absent.own, absent.missed) == ("Steel", True, None)


def test_an_amendment_is_not_asked_for_types() -> None:
    missing = Flag(FlagKind.TYPE_MISSING, "Insurance", (), "No clause of the type Insurance was found.")
    blank = Flag(FlagKind.PLACEHOLDER, "", ((0, 6),), "A blank stands in the text.")
    made = rows(replace(MADE, flags=(missing, blank)))
    assert [row.kind for row in made.flags(PaperKind.AGREEMENT)] == [missing.kind, blank.kind]
    assert [row.kind for row in made.flags(PaperKind.AMENDMENT)] == [blank.kind]


def test_a_task_that_asks_for_an_unknown_type_is_refused(tmp_path: Path) -> None:
    template = load_approved(ROOT / "templates", "clauses")
    task = replace(template.task, asked_types=("Governning Law",))
    matter = Matter(tmp_path, "m", Client("Quillfeather Mills, Inc.", None), None)
    order = Order(matter, (), (), "readers", replace(template, task=task), "Pincite", tmp_path)
    finder = Finder(lambda flow, read: (), lambda _: None, FinderStamp("none", "", 0.1, (), "", ""))
    with pytest.raises(TemplateError, match="no clause type 'Governning Law'"):
        draft_report(order, ContractReader(finder, NO_TYPES), ())
