"""Word, PDF, web page, workbook and JSON of one draft say the same, whatever the deliverable."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from pipelines.approved import load_approved
from pipelines.deliverables.catalog import kind
from pipelines.deliverables.chronologies import VIEWS
from pipelines.deliverables.kind import Mark
from pipelines.render.chronology import render
from pipelines.render.printing import dollars, one_line, us_date
from pipelines.rows import AnyChronology, DamagesRow, TreatmentRow
from pipelines.rows_json import chronology_from_bytes, rows_digest
from tests.made_pages import STAY, STAY_DAY, STRANGER, claim, document, ledger, noisy, scan, therapy, visit
from tests.pipelines.made_matter import MATTER, facts_of

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
CRASH = """WEXFORD POLICE DEPARTMENT
TRAFFIC CRASH REPORT
Report No. 21-00412   Date of Crash: 03/01/2021   Time: 5:40 PM
Location: Harbor Road at Mill Street, Port Ellery
Unit 1 Driver: Rosalind Quimby
Unit 2 Driver: Conrad Pell
NARRATIVE: Unit 2 failed to stop for the red signal and struck Unit 1 in the left side. The driver of Unit 1
complained of neck pain.
Investigating Officer: Sgt. Mara Dell, Badge 118"""
DOCUMENTS = (
    document("v.pdf", visit("01/11/2021"), visit("03/17/2021"), visit("05/20/2021")),
    document("h.pdf", STAY, STAY_DAY),
    document("t.pdf", therapy("04/06/2021"), therapy("04/08/2021", 3)),
    document("crash.pdf", CRASH),
    document("stranger.pdf", STRANGER),
    scan("s.pdf", noisy(visit("03/17/2021"))),
    document("l.pdf", ledger("03/17/2021 99203 Office visit 185.00", "06/20/2021 99213 Office visit 125.00")),
    document("c.pdf", claim("03 17 21")),
)
PEOPLE = ("docx", "html", "pdf", "xlsx")
"""What people read; the JSON is compared as the rows themselves."""


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts(files: Mapping[str, bytes], stem: str) -> dict[str, str]:
    """All text of each rendition without white space."""
    word = docx.Document(BytesIO(files[f"{stem}.docx"]))
    pdf = pypdfium2.PdfDocument(files[f"{stem}.pdf"])
    book = openpyxl.load_workbook(BytesIO(files[f"{stem}.xlsx"]))
    page = files[f"{stem}.html"].decode("utf-8")
    cells = (str(v) for s in book for row in s.iter_rows(values_only=True) for v in row if v is not None)
    return {
        "docx": squeezed("".join(t.text or "" for t in word.element.iter() if t.tag.endswith("}t"))),
        "pdf": squeezed("".join(p.get_textpage().get_text_range() for p in pdf)),
        "html": squeezed(html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))),
        "xlsx": squeezed(" ".join(cells)),
    }


@pytest.fixture(scope="module", params=sorted(VIEWS))
def drafted(request: pytest.FixtureRequest) -> tuple[AnyChronology, dict[str, str], Mapping[str, bytes]]:
    made = kind(request.param)
    template = load_approved(TEMPLATES, made.name)
    chronology = VIEWS[made.name](MATTER, facts_of(*DOCUMENTS), (), template, "pincite test")
    files = render(chronology, template, Mark.DRAFT, made.stem)
    assert chronology.rows
    assert chronology_from_bytes(files[f"{made.stem}.json"]) == chronology
    assert json.loads(files[f"{made.stem}.json"])["rows_digest"] == rows_digest(chronology)
    return chronology, texts(files, made.stem), files


Drafted = tuple[AnyChronology, dict[str, str], Mapping[str, bytes]]


@pytest.mark.parametrize("rendition", PEOPLE)
def test_every_row_quote_and_page_is_there(drafted: Drafted, rendition: str) -> None:
    chronology, said, _ = drafted
    text = said[rendition]
    for row in chronology.rows:
        assert row.id in text
        for finding in row.findings:
            assert squeezed(finding.quote) in text, (rendition, row.id, finding.heading)
        for cited in row.citations:
            assert squeezed(one_line(cited.source)) in text


@pytest.mark.parametrize("rendition", PEOPLE)
def test_every_finding_and_index_line_is_there(drafted: Drafted, rendition: str) -> None:
    chronology, said, _ = drafted
    text = said[rendition]
    for finding in chronology.findings:
        words = re.split(r"\d{4}-\d\d-\d\d", finding.message)  # dates print the American way
        assert all(squeezed(w) in text for w in words), (rendition, finding.message)
    for index in chronology.indexes:
        assert not index.note or squeezed(index.note) in text
        for line in index.lines:
            for value in line.values:
                if isinstance(value, str):
                    assert squeezed(us_date(value)) in text, (rendition, index.name, value)
                elif isinstance(value, Decimal) and rendition != "xlsx":
                    assert dollars(value) in text, (rendition, index.name, value)


@pytest.mark.parametrize("rendition", ["docx", "html", "pdf"])
def test_every_amount_is_there(drafted: Drafted, rendition: str) -> None:
    chronology, said, _ = drafted
    for row in chronology.rows:
        for name in ("billed", "adjusted", "paid", "outstanding"):
            amount = getattr(row, name, None)
            assert amount is None or dollars(amount) in said[rendition], (row.id, name)


def test_amounts_of_the_workbook_are_numbers_that_add_up(drafted: Drafted) -> None:
    chronology, _, files = drafted
    amounts = [r.billed for r in chronology.rows if isinstance(r, TreatmentRow | DamagesRow) and r.billed]
    name = next(n for n in files if n.endswith(".xlsx"))
    sheet = openpyxl.load_workbook(BytesIO(files[name]))["Chronology"]
    headings = [c.value for c in sheet[2]]
    if "Billed" not in headings:
        assert not amounts
        return
    at = headings.index("Billed")
    written = [row[at] for row in sheet.iter_rows(min_row=3, values_only=True) if row[at] is not None]
    assert sum(Decimal(str(v)) for v in written) == sum(amounts, Decimal(0))


@pytest.mark.parametrize("rendition", PEOPLE)
def test_the_digest_and_the_draft_mark_are_on_each(drafted: Drafted, rendition: str) -> None:
    chronology, said, _ = drafted
    assert rows_digest(chronology) in said[rendition]
    assert "DRAFT,NOTREVIEWED" in said[rendition]


def test_another_persons_page_is_in_none(drafted: Drafted) -> None:
    chronology, said, _ = drafted
    assert "stranger.pdf" in said["docx"]
    body = [line for line in STRANGER.split("\n") if len(line) > 40]
    assert body
    others = "\n".join(p.text for d in DOCUMENTS if d.source.name != "stranger.pdf" for p in d.pages)
    own = [line for line in body if line not in others]
    assert own
    assert not [line for line in own if any(squeezed(line) in text for text in said.values())]
    assert len(chronology.pages) == sum(len(d.pages) for d in DOCUMENTS)
