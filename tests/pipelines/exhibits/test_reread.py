"""A bound set with one thing wrong in it is refused, whatever the thing is."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from pipelines.exhibits.bundle import bind
from pipelines.exhibits.bundle_parts import BoundPart, Bundle, BundleError
from pipelines.exhibits.reread import reread
from pipelines.exhibits.reread_pypdf import PypdfFile
from tests.pipelines.exhibits.made_bundle import (
    SPEC,
    PageShape,
    chronology,
    exhibit,
    make_index,
)

Bound = tuple[Bundle, tuple[BoundPart, ...]]
Fault = Callable[[Pdf], None]

FIRST = 3
"""Page of the first exhibit's first page, from 1: index, chronology, exhibits of 2, 4 and 1 pages."""


def shift_link(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots[2].Dest[0] = pdf.pages[FIRST + 2].obj


def shift_citation(pdf: Pdf) -> None:
    pdf.pages[1].obj.Annots[0].Dest[0] = pdf.pages[FIRST + 1].obj


def move_link(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots[0].Rect = Array([72, 100, 90, 110])


def drop_link(pdf: Pdf) -> None:
    del pdf.pages[0].obj.Annots[0]


def add_address(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=pikepdf.String("https://example.invalid/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[1].obj.Annots.append(pdf.make_indirect(link))


def shift_bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[3] = pikepdf.OutlineItem(outline.root[3].title, FIRST, "Fit")


def rename_bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[3].title = "PX-9 – Office note no. 2"


def drop_bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        del outline.root[-1]


def shift_label(pdf: Pdf) -> None:
    pdf.Root.PageLabels.Nums[1].St = 2


def change_printed_number(pdf: Pdf) -> None:
    stamps = pdf.pages[FIRST].obj.Contents
    stamps[len(stamps) - 1] = pdf.pages[FIRST + 1].obj.Contents[-1]


def move_printed_number(pdf: Pdf) -> None:
    edit(pdf, FIRST, -1, b" Td <", b" Td 0 30 Td <")


def change_index_number(pdf: Pdf) -> None:
    replace_words(pdf, b"(5) Tj", b"(6) Tj", page=0)


def change_index_range(pdf: Pdf) -> None:
    replace_words(pdf, b"(\\2268) Tj", b"(\\2269) Tj", page=0)


def change_bates(pdf: Pdf) -> None:
    """Another character of the same font within the number on the exhibit."""
    stamps = pdf.pages[FIRST].obj.Contents
    codes = stamps[-2].read_bytes().partition(b"Td <")[2].partition(b">")[0]
    edit(pdf, FIRST, -2, codes, codes[:-4] + codes[:4])


def swap_pages(pdf: Pdf) -> None:
    one, other = pdf.pages[FIRST + 3], pdf.pages[FIRST + 4]
    pdf.pages[FIRST + 3], pdf.pages[FIRST + 4] = other, one


def drop_page(pdf: Pdf) -> None:
    del pdf.pages[-1]


def change_text(pdf: Pdf) -> None:
    replace_words(pdf, b"2.1.0", b"2.7.0")


def drop_text(pdf: Pdf) -> None:
    replace_words(pdf, b" 2.1.3", b"")


def add_text(pdf: Pdf) -> None:
    replace_words(pdf, b" 2.1.3", b" 2.1.3 not")


def exchange_letters(pdf: Pdf) -> None:
    replace_words(pdf, b"2.1.0", b"1.2.0")


def open_without_bookmarks(pdf: Pdf) -> None:
    pdf.Root.PageMode = Name.UseNone


def replace_words(pdf: Pdf, words: bytes, others: bytes, page: int = FIRST + 1) -> None:
    """In the text of a page, the second exhibit's first one if no other is named."""
    for at, part in enumerate(pdf.pages[page].obj.Contents):
        if words in part.read_bytes():
            edit(pdf, page, at, words, others)
            return
    raise AssertionError("no such words")


def edit(pdf: Pdf, page: int, stream: int, before: bytes, after: bytes) -> None:
    contents = pdf.pages[page].obj.Contents
    data = contents[stream].read_bytes()
    assert before in data
    contents[len(contents) + stream if stream < 0 else stream] = pdf.make_stream(
        data.replace(before, after, 1)
    )


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Bound:
    out = tmp_path_factory.mktemp("bound")
    letter = PageShape()
    parts = tuple(exhibit(out, n, [letter] * pages) for n, pages in enumerate((2, 4, 1), 1))
    cited = [("note.pdf", *parts[1].pages[1]), ("note.pdf", *parts[0].pages[0])]
    spec = replace(SPEC, chronology=chronology(cited))
    bundle = bind(parts, make_index(parts), spec, out)
    reread(bundle, parts, spec)
    assert bundle.places["E-0001"].first_page == FIRST
    return bundle, parts


def tampered(bound: Bound, fault: Fault, folder: Path) -> Bundle:
    bundle = bound[0]
    path = folder / bundle.volumes[0].path.name
    shutil.copyfile(bundle.volumes[0].path, path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        fault(pdf)
        pdf.save(path)
    return replace(bundle, volumes=(replace(bundle.volumes[0], path=path),))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (shift_link, "link 3 does not lead where it should"),
        (shift_citation, "link 1 does not lead where it should"),
        (move_link, "link 1 does not lead where it should"),
        (drop_link, "links; 6 were asked for"),
        (add_address, "links; 2 were asked for"),
        (shift_bookmark, "no bookmark leads to page 5"),
        (rename_bookmark, "no bookmark leads to page 5"),
        (drop_bookmark, "4 bookmarks instead of 5"),
        (shift_label, "its page label is not 1"),
        (change_printed_number, "page 4: 4 is not printed in its place"),
        (move_printed_number, "page 4: 4 is not printed in its place"),
        (change_index_number, "does not show pages 5-8"),
        (change_index_range, "does not show pages 5-8"),
        (change_bates, "page 4: AB-0010002 is not printed in its place"),
        (swap_pages, "is not printed in its place"),
        (drop_page, "has 8 pages; 9 were bound"),
        (change_text, r"page 5 \(PX-2, page 1\) does not have the text of its source"),
        (drop_text, "does not have the text of its source"),
        (add_text, "does not have the text of its source"),
        (exchange_letters, "does not have the text of its source"),
        (open_without_bookmarks, "does not open as the court wants it"),
    ],
)
def test_one_fault_is_enough(bound: Bound, tmp_path: Path, fault: Fault, said: str) -> None:
    spec = replace(SPEC, chronology=bound[0].chronology)
    with pytest.raises(BundleError, match=said):
        reread(tampered(bound, fault, tmp_path), bound[1], spec)


def test_a_set_that_was_only_saved_again_is_right(bound: Bound, tmp_path: Path) -> None:
    spec = replace(SPEC, chronology=bound[0].chronology)
    reread(tampered(bound, lambda pdf: None, tmp_path), bound[1], spec)


def test_pages_in_another_order_than_planned_are_refused(bound: Bound) -> None:
    bundle, parts = bound
    spec = replace(SPEC, chronology=bundle.chronology)
    with pytest.raises(BundleError, match="not those of the plan"):
        reread(bundle, (parts[1], parts[0], parts[2]), spec)


def test_an_index_without_a_number_for_an_exhibit_is_refused(bound: Bound, tmp_path: Path) -> None:
    parts = bound[1]
    bundle = bind(parts, make_index(parts[:2]), SPEC, tmp_path)
    with pytest.raises(BundleError, match="no link and page number for PX-3"):
        reread(bundle, parts, SPEC)


def test_a_swap_of_equal_pages_without_numbers_shows_in_their_text(bound: Bound, tmp_path: Path) -> None:
    parts = tuple(replace(part, printed=()) for part in bound[1])
    spec = replace(SPEC, paginated=False, chronology=bound[0].chronology)
    (out := tmp_path / "bound").mkdir()
    bundle = bind(parts, make_index(parts), spec, out)
    unstamped = tuple(replace(part, copy=part.path) for part in parts)
    reread(bundle, unstamped, spec)
    with pytest.raises(BundleError, match="does not have the text of its source"):
        reread(tampered((bundle, parts), swap_pages, tmp_path), unstamped, spec)


def test_a_large_file_is_not_taken_into_memory_to_be_read(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(A=pdf.make_stream(bytes(8_000_000)))
        )
        pdf.save(tmp_path / "large.pdf", compress_streams=False)
    tracemalloc.start()
    try:
        with PypdfFile(tmp_path / "large.pdf") as large:
            assert large.count == 1
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
