"""The PDF: says what the Word file says, on pages as its template asks, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.render.docx import render_docx
from pipelines.render.pdf import render_pdf
from pipelines.rows import TreatmentChronology
from pipelines.rows_json import rows_digest
from tests.pipelines.made_chronology import chronology
from tests.pipelines.render.made_word import (
    FIGURE,
    HOSTILE,
    LINK,
    add_figure,
    add_mark,
    add_to_first,
    changed,
    docx_texts,
    jpeg,
    link_field,
    png,
    quoting,
    squeezed,
)

Files = Mapping[Mark, Mapping[str, bytes]]
TITLE = "Treatment chronology"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def word(files: Files) -> bytes:
    return files[Mark.DRAFT]["chronology.docx"]


@pytest.fixture(scope="module")
def pdf(word: bytes) -> bytes:
    return render_pdf(word, TITLE)


def pypdf_pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def pdfium_pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[i].get_textpage().get_text_range() for i in range(len(document))]


def missing(texts: Sequence[str], pages: Sequence[str]) -> list[str]:
    """Texts that are neither on a page nor, torn once, at two that follow each other (white space aside)."""
    squeezed_pages = [squeezed(page) for page in pages]
    everything = "\n".join(squeezed_pages)
    return [t for t in texts if squeezed(t) not in everything and not _torn(squeezed(t), squeezed_pages)]


def _torn(text: str, pages: Sequence[str]) -> bool:
    parts = range(1, len(text))
    return any(
        text[:k] in upper and text[k:] in lower
        for upper, lower in pairwise(pages)
        for k in parts
        if text[: min(k, 30)] in upper
    )


@pytest.mark.parametrize("pages_of", [pypdf_pages, pdfium_pages])
def test_all_text_of_the_word_file_is_text_of_the_pdf(
    word: bytes, pdf: bytes, pages_of: Callable[[bytes], list[str]]
) -> None:
    pages = pages_of(pdf)
    assert len(pages) > 10
    assert missing(docx_texts(word), pages) == []


def test_rows_quotes_digests_and_ledger_are_in_the_pdf(pdf: bytes, made: TreatmentChronology) -> None:
    pages = pypdf_pages(pdf)
    wanted = [row.id[:12] for row in made.rows]
    wanted += [f.quote for row in made.rows for f in row.findings]
    wanted += [rows_digest(made), made.template.sha256, "All pages of all files"]
    wanted += [page.sha256 for page in made.pages]
    assert missing(wanted, pages) == []


def test_the_pdf_says_nothing_that_the_word_file_does_not(
    word: bytes, pdf: bytes, made: TreatmentChronology
) -> None:
    """Every line stands in the body, in header or footer; only the count of pages is computed."""
    running = (
        f"{made.matter.client} · Treatment chronology · Date of incident 09/16/2016 {Mark.DRAFT.value} "
        f"Template Treatment chronology {made.template.version} · Rows {rows_digest(made)[:16]}"
    )
    known = squeezed("".join([running, *docx_texts(word)]))
    for page in pypdf_pages(pdf):
        for line in page.splitlines():
            if not re.fullmatch(r"Page \d+ of \d+|Page|of|\d+", line.strip()):
                assert squeezed(line) in known, line


def test_every_page_of_a_draft_is_marked_and_none_of_a_clean_one(files: Files, pdf: bytes) -> None:
    for page in pypdf_pages(pdf):
        assert page.count(Mark.DRAFT.value) >= 3  # behind the text, above and below it
    clean = render_pdf(files[Mark.CLEAN]["chronology.docx"], TITLE)
    assert not any(Mark.DRAFT.value in page for page in pypdf_pages(clean))


def test_pages_are_the_templates_size_and_counted(pdf: bytes) -> None:
    pages = PdfReader(io.BytesIO(pdf)).pages
    for number, page in enumerate(pages, 1):
        assert (float(page.mediabox.width), float(page.mediabox.height)) == (792.0, 612.0)
        assert squeezed(f"Page {number} of {len(pages)}") in squeezed(page.extract_text())


def test_column_headings_come_again_on_every_page_of_a_table(pdf: bytes) -> None:
    pages = pypdf_pages(pdf)
    first = next(i for i, p in enumerate(pages) if "Facility / Provider" in p)
    after = next(i for i, p in enumerate(pages) if "Findings for the reviewer" in p and "No." in p)
    assert after - first > 5
    assert all("Facility / Provider" in page for page in pages[first:after])


def test_headings_are_the_outline(word: bytes, pdf: bytes) -> None:
    def titles(entries: Sequence[Any]) -> list[Any]:
        return [titles(e) if isinstance(e, list) else e["/Title"] for e in entries]

    outline = titles(PdfReader(io.BytesIO(pdf)).outline)
    assert outline[:4] == ["Files set aside", "Stop-work triggers met", "Method and counts", "Chronology"]
    assert isinstance(outline[5], list)
    assert outline[5][0].startswith("Another person's pages")
    assert outline[-1] == "Appendix B: Page ledger"


def test_the_file_names_its_title_and_no_person_or_time(pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == TITLE
    assert reader.metadata.author == reader.metadata.producer == "Pincite"
    assert str(reader.metadata["/CreationDate"]) == "D:20000101000000+00'00'"
    assert str(reader.root_object["/Lang"]) == "en-US"
    for page in reader.pages:  # (the fonts name their licence's address)
        contents = page.get_contents()
        assert contents is not None
        assert b"http" not in contents.get_data()


def test_same_word_file_same_bytes_in_any_process(word: bytes, pdf: bytes, tmp_path: Path) -> None:
    assert render_pdf(word, TITLE) == pdf
    path = tmp_path / "chronology.docx"
    path.write_bytes(word)
    program = (
        "import hashlib, sys, pathlib; from pipelines.render.pdf import render_pdf; "
        f"print(hashlib.sha256(render_pdf(pathlib.Path(sys.argv[1]).read_bytes(), {TITLE!r})).hexdigest())"
    )
    for seed in ("1", "77"):
        # what else a machine may set that a PDF writer could follow
        others = {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": f"9{seed}", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        made = subprocess.run(
            [sys.executable, "-c", program, str(path)],
            env=os.environ | others,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert made.stdout.strip() == hashlib.sha256(pdf).hexdigest()


def test_reportlab_is_loaded_only_to_render() -> None:
    program = "import sys, pipelines.render.pdf; sys.exit('reportlab' in sys.modules or 'PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_nothing_is_compressed(pdf: bytes) -> None:
    assert b"FlateDecode" not in pdf


def test_only_shipped_fonts_are_used_and_embedded(pdf: bytes) -> None:
    names = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            entry = font.get_object()
            names.add(re.sub(r"^/[A-Z]{6}\+", "", entry["/BaseFont"]))
            assert "/FontFile2" in entry["/FontDescriptor"].get_object()
            assert "/ToUnicode" in entry
    assert names == {"LiberationSans", "LiberationSans-Bold"}


def test_hostile_words_are_words(made: TreatmentChronology, template: ApprovedTemplate) -> None:
    word = render_docx(quoting(made, *HOSTILE), template, Mark.DRAFT)
    pdf = render_pdf(word, "</Title> (x) \\")
    assert missing(HOSTILE, pypdf_pages(pdf)) == []
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "</Title> (x) \\"
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile)\b", pdf)


def test_characters_without_a_glyph_are_shown_by_their_code(
    made: TreatmentChronology, template: ApprovedTemplate
) -> None:
    quote = "Pain \u2610 yes \u2611 no \U0001f600, \u05d0\u05d1, caf\u00e9 \u2265 3 \u2192 rest"
    pdf = render_pdf(render_docx(quoting(made, quote), template, Mark.DRAFT), TITLE)
    shown = "Pain \\u2610 yes \\u2611 no \\U0001f600, \\u05d0\\u05d1, caf\u00e9 \u2265 3 \u2192 rest"
    for pages in (pypdf_pages(pdf), pdfium_pages(pdf)):
        assert missing([shown], pages) == []


def test_no_hyphen_is_lost_to_a_reader_that_joins_lines(
    made: TreatmentChronology, template: ApprovedTemplate
) -> None:
    quote = " ".join(f"{'i' * n} follow-up of CMS-1500, C5-C6, 4-/5, re-exam, 2016-09-16" for n in range(40))
    pdf = render_pdf(render_docx(quoting(made, quote), template, Mark.DRAFT), TITLE)
    for pages in (pypdf_pages(pdf), pdfium_pages(pdf)):
        assert missing([quote], pages) == []


def test_a_quote_longer_than_pages_runs_on_and_loses_nothing(
    made: TreatmentChronology, template: ApprovedTemplate
) -> None:
    words = [f"word{n}" for n in range(4_000)]
    pdf = render_pdf(render_docx(quoting(made, " ".join(words)), template, Mark.DRAFT), TITLE)
    found = re.findall(r"word\d+", "\n".join(pypdf_pages(pdf)))
    assert found == words


def test_a_word_longer_than_its_column_is_broken_not_cut(
    made: TreatmentChronology, template: ApprovedTemplate
) -> None:
    long = "x".join(str(n) for n in range(600))
    pdf = render_pdf(render_docx(quoting(made, long), template, Mark.DRAFT), TITLE)
    assert missing([long], pypdf_pages(pdf)) == []
    right = 792 - 43
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        for i in range(text.count_rects()):
            assert text.get_rect(i)[2] <= right + 1


def test_links_lead_to_sources_only(word: bytes) -> None:
    runs = (link_field(LINK, "page three"), link_field("javascript:app.alert(1)", "bad"))
    reader = PdfReader(io.BytesIO(render_pdf(changed(word, add_to_first("PinciteText", *runs)), TITLE)))
    annotations = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    targets = [a["/A"]["/URI"] for a in annotations if a["/Subtype"] == "/Link"]
    assert LINK in targets
    assert all(re.fullmatch(r"\.\./sources/[A-Za-z0-9._-]+(#page=\d+)?", target) for target in targets)


def test_a_figure_is_drawn_with_its_labels(word: bytes) -> None:
    pages = pypdf_pages(render_pdf(changed(word, add_figure), TITLE))
    for label in ("November 2015", "June <2016> & “more”", "January 2017"):
        assert label in pages[0]
    assert FIGURE.description not in pages[0]


@pytest.mark.parametrize("data", [png(), jpeg()])
def test_a_picture_of_the_template_is_on_every_page_and_once_in_the_file(word: bytes, data: bytes) -> None:
    pdf = render_pdf(changed(word, add_mark(data)), TITLE)
    assert b"FlateDecode" not in pdf
    assert pdf.count(b"/Subtype /Image") == 1
    document = pypdfium2.PdfDocument(pdf)
    for i in range(len(document)):
        pixels = document[i].render(scale=1).to_pil()
        red, green, blue = pixels.getpixel((43 + 18, 27 + 18))  # in the left half of the mark
        assert (abs(red - green) + abs(green - blue)) > 40
        assert (data == jpeg()) == (pixels.getpixel((43 + 60, 27 + 18)) != (255, 255, 255))


def test_an_empty_chronology_is_a_whole_document(
    made: TreatmentChronology, template: ApprovedTemplate
) -> None:
    empty = replace(made, rows=(), findings=(), pages=(), set_aside=())
    pages = pypdf_pages(render_pdf(render_docx(empty, template, Mark.CLEAN), TITLE))
    assert "No encounter was found in the files received." in pages[0]
    assert "End of the chronology." in pages[-1]


def test_pages_grow_with_the_rows(template: ApprovedTemplate) -> None:
    """One pass: ten times the rows are about ten times the pages, and every row id is on one of them."""
    made = chronology(200, template.stamp)
    pages = pypdf_pages(render_pdf(render_docx(made, template, Mark.CLEAN), TITLE))
    text = squeezed("".join(pages))
    assert all(row.id in text for row in made.rows)
    assert 50 < len(pages) < 120
