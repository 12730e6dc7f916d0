"""What is stamped is read again by both engines, and its font passes for PDF/A."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pypdf

from extractors.pages import Box
from pipelines.exhibits.saving import save
from pipelines.exhibits.stamp_font import StampFont, shown, width
from pipelines.exhibits.stamps import Words, stamp
from tests.pipelines.exhibits.edge_pages import found, inside

LINES = (
    "PX-12 & DX-3/A: §4, ¶7 – “quoted” ’n’ 50%",
    "Ñandú Çelik Łódź Ærø €5",
    "fi ff ffl Ω Ω - ‑ non breaking",
    "漢字 and עברית",
)


def _written(path: Path) -> list[tuple[str, Box]]:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(612, 792))
        font = StampFont(pdf)
        printed = stamp(page, font, [Words(line, 50, 100 + 40 * n, 12) for n, line in enumerate(LINES)])
        font.embed()
        save(pdf, path)
    return [(text.text, text.box) for text in printed]


def test_every_character_is_extracted_as_it_is_shown(tmp_path: Path) -> None:
    printed = _written(tmp_path / "a.pdf")
    text = pypdf.PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    for line, box in printed:
        assert line in text
        assert any(inside(place, box) for place in found(tmp_path / "a.pdf", 0, line.replace("‑", "-"))) or (
            "‑" in line
        )
    assert [line for line, _ in printed] == [shown(line) for line in LINES]
    assert printed[3][0] == "\\u6f22\\u5b57 and \\u05e2\\u05d1\\u05e8\\u05d9\\u05ea"


def test_the_font_passes_for_pdfa(tmp_path: Path) -> None:
    _written(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        pikepdf.pdfa.prepare(pdf, "2b")
        pdf.save(tmp_path / "b.pdf")
        report = pikepdf.pdfa.check(pdf, "2b")
    assert [f for f in report.findings if f.kind == "violation"] == []


def test_widths_told_are_those_drawn(tmp_path: Path) -> None:
    printed = _written(tmp_path / "a.pdf")
    (place,) = found(tmp_path / "a.pdf", 0, printed[1][0])
    assert abs((place.x1 - place.x0) - width(printed[1][0], 12)) < 1


def test_line_ends_and_runs_of_blanks_are_one_blank() -> None:
    assert shown(" PX \n 12\t ") == "PX 12"


def _restamped(first: Path, second: Path, lines: tuple[str, ...], forged: bool = False) -> list[str]:
    """A page with the first of these lines, and in another file the second: its fonts' names."""
    with pikepdf.new() as pdf:
        font = StampFont(pdf)
        page = pdf.add_blank_page(page_size=(612, 792))
        stamp(page, font, [Words(lines[0], 50, 100, 12)])
        font.embed()
        if forged:
            font.reference.ToUnicode = pdf.make_stream(font.reference.ToUnicode.read_bytes() + b"\n")
        save(pdf, first)
    with pikepdf.open(first) as pdf:
        font = StampFont(pdf)
        page = pdf.pages[0]
        stamp(page, font, [Words(lines[1], 50, 200, 12)])
        font.embed()
        save(pdf, second)
        return sorted(page.obj.Resources.Font.keys())


def test_a_page_stamped_twice_needs_one_font_and_says_both(tmp_path: Path) -> None:
    assert _restamped(tmp_path / "a.pdf", tmp_path / "b.pdf", ("ABC-000123", "Page 7 §")) == ["/PcB"]
    assert pypdf.PdfReader(tmp_path / "b.pdf").pages[0].extract_text().split("\n") == [
        "ABC-000123",
        "Page 7 §",
    ]


def test_a_font_that_says_anything_else_stays_beside_ours(tmp_path: Path) -> None:
    more = _restamped(tmp_path / "a.pdf", tmp_path / "b.pdf", ("Ñandú", "Page 7"))
    forged = _restamped(tmp_path / "c.pdf", tmp_path / "d.pdf", ("ABC", "Page 7"), forged=True)
    assert more == forged == ["/PcB", "/PcBB"]
    for name, first in (("b.pdf", "Ñandú"), ("d.pdf", "ABC")):
        text = pypdf.PdfReader(tmp_path / name).pages[0].extract_text()
        assert text.split("\n") == [first, "Page 7"]


def test_the_font_tells_nothing_of_which_letters_were_used(tmp_path: Path) -> None:
    fonts = []
    for text in ("MOEN", "Bates 8"):
        with pikepdf.new() as pdf:
            font = StampFont(pdf)
            stamp(pdf.add_blank_page(page_size=(612, 792)), font, [Words(text, 50, 100, 12)])
            font.embed()
            descendant = font.reference.DescendantFonts[0]
            fonts.append((str(font.reference.BaseFont), descendant.FontDescriptor.FontFile2.read_bytes()))
    assert fonts[0] == fonts[1]


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    _written(tmp_path / "a.pdf")
    _written(tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
