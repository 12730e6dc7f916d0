"""Real files with their pages dropped, doubled, turned, shuffled and blanked: every page stays accounted for.

The files are the shipped matter's own, changed page by page with pikepdf and read again from their bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.pages import Document, Layer, Source
from extractors.reading import ReadingOptions, read
from pipelines.deliverables.treatment import draft_chronology
from pipelines.gather import gather
from pipelines.matter import Client, Matter
from pipelines.rows import TreatmentChronology
from tests.pipelines.made_matter import template

FILES = Path(__file__).resolve().parents[2] / "fixtures" / "demo" / "files"
NAMES = ("KPPT notes.pdf", "Ridgeline post-op.pdf", "KPPT ledger.pdf", "EMS PCR 23-004417.pdf")
CLIENT = Client("Rosalind M. Beckwith", date(1984, 6, 11))
MATTER = Matter(Path("matter"), "beckwith", CLIENT, date(2023, 3, 4))

Change = Callable[[pikepdf.Pdf, int], None]


def drop(pdf: pikepdf.Pdf, at: int) -> None:
    if len(pdf.pages) > 1:
        del pdf.pages[at]


def double(pdf: pikepdf.Pdf, at: int) -> None:
    pdf.pages.append(pdf.pages[at])


def turn(pdf: pikepdf.Pdf, at: int) -> None:
    pdf.pages[at].rotate(90 * (1 + at % 3), relative=True)


def swap(pdf: pikepdf.Pdf, at: int) -> None:
    page = pdf.pages[at]
    pdf.pages.append(page)
    del pdf.pages[at]


def blank(pdf: pikepdf.Pdf, at: int) -> None:
    pdf.add_blank_page(page_size=(612, 792))


CHANGES: tuple[Change, ...] = (drop, double, turn, swap, blank)
STEPS = st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 99)), max_size=6)


def changed(name: str, steps: list[tuple[Change, int]]) -> bytes:
    with pikepdf.open(FILES / name) as pdf:
        for change, at in steps:
            change(pdf, at % len(pdf.pages))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shelf")


def document(shelf: Path, name: str, data: bytes) -> Document:
    sha256 = hashlib.sha256(data).hexdigest()
    path = shelf / sha256
    path.write_bytes(data)
    # Without OCR: a turned page is still native text, and minutes of recognition would prove nothing more.
    return read(path, Source(sha256, (name,), "application/pdf", len(data)), ReadingOptions(ocr=False))


def drafted(*documents: Document) -> TreatmentChronology:
    facts = gather(documents, CLIENT, MATTER.date_of_incident)
    return draft_chronology(MATTER, facts, (), template(), "pincite test")


@cache
def whole(shelf: Path, name: str) -> Document:
    return document(shelf, name, changed(name, []))


def days(chronology: TreatmentChronology) -> Iterator[str]:
    return (row.date_start for row in chronology.rows)


@given(st.sampled_from(NAMES), STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_ledger_sums_whatever_was_done_to_the_pages(
    shelf: Path, name: str, steps: list[tuple[Change, int]]
) -> None:
    data = changed(name, steps)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        count = len(pdf.pages)
    chronology = drafted(document(shelf, name, data))
    assert [(p.source, p.page) for p in chronology.pages] == [(name, n + 1) for n in range(count)]
    counted = Counter(p.disposition for p in chronology.pages)
    stated = dict(chronology.stats)
    assert sum(counted.values()) == count == stated["pages"]
    assert {f"pages_{d.replace(' ', '_')}": n for d, n in counted.items()}.items() <= stated.items()


@pytest.mark.parametrize("name", NAMES)
def test_turned_doubled_and_blank_pages_lose_no_row(shelf: Path, name: str) -> None:
    before = whole(shelf, name)
    pages = len(before.pages)
    steps: list[tuple[Change, int]] = [(turn, n) for n in range(pages)]
    steps += [(double, n) for n in range(pages)] + [(blank, 0), (blank, 0)]
    after = document(shelf, name, changed(name, steps))
    assert [p.layer for p in after.pages].count(Layer.NATIVE) == 2 * pages
    once, twice = drafted(before), drafted(after)
    assert list(days(twice)) == list(days(once))
    dispositions = Counter(p.disposition for p in twice.pages)
    assert dispositions["blank"] == 2
    if once.rows:
        assert dispositions["duplicate of"] >= pages - dispositions["needs review"]


@pytest.mark.parametrize("name", NAMES)
def test_an_unrelated_file_changes_no_row(shelf: Path, name: str) -> None:
    others = [whole(shelf, other) for other in NAMES if other != name]
    alone = drafted(whole(shelf, name)).rows
    together = {row.id: row for row in drafted(whole(shelf, name), *others).rows}
    for row in alone:  # what other papers tell of an encounter is added to its row, and changes nothing in it
        now = together[row.id]
        assert (now.date_start, now.date_end, now.type) == (row.date_start, row.date_end, row.type)
        assert set(row.citations) <= set(now.citations)
        assert [f.quote for f in row.findings] == [f.quote for f in now.findings]
