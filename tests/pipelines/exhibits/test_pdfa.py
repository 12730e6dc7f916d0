"""PDF/A is claimed by files that validate, by no other, and in the same bytes whenever it is claimed."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa
from reportlab.pdfgen.canvas import Canvas

from pipelines.exhibits.bundle import bind
from pipelines.exhibits.bundle_parts import BoundPart
from pipelines.exhibits.pdfa import claim_pdfa
from pipelines.exhibits.reread import reread
from pipelines.exhibits.sheets import slip_sheet
from pipelines.render.pdf_fonts import face_of
from pipelines.render.word_blocks import Letters
from tests.pipelines.exhibits.made_bundle import SPEC, PageShape, exhibit, make_index

EMBEDDED = face_of(Letters()).name


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[BoundPart, ...]:
    """Two exhibits whose fonts are all embedded."""
    folder = tmp_path_factory.mktemp("sheets")
    made = []
    for number in (1, 2):
        path = folder / f"E-{number}.pdf"
        path.write_bytes(slip_sheet(f"PX-{number}", ("Withdrawn",)))
        made.append(BoundPart(f"E-{number}", f"PX-{number}", "Sheet", path, (("", 0),)))
    return tuple(made)


@pytest.fixture(scope="module")
def bundle(parts: tuple[BoundPart, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle")
    return bind(parts, make_index(parts, EMBEDDED), SPEC, out).volumes[0].path


def test_a_bundle_with_embedded_fonts_validates_and_is_still_the_bundle(
    parts: tuple[BoundPart, ...], tmp_path: Path
) -> None:
    made = bind(parts, make_index(parts, EMBEDDED), SPEC, tmp_path)
    out = tmp_path / "claimed.pdf"
    assert claim_pdfa(made.volumes[0].path, out) == (True, "")
    assert pdfa.validate_written(out, "2b").passed
    with pikepdf.open(out) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.open_metadata().pdfa_status == "2B"
    volume = replace(made.volumes[0], path=out)
    reread(replace(made, volumes=(volume,)), parts, SPEC)


def test_the_claim_names_no_time(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    assert claim_pdfa(bundle, first)[0]
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert claim_pdfa(bundle, second)[0]
    assert first.read_bytes() == second.read_bytes()
    with pikepdf.open(first) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        assert b"Date" not in packet
        assert set(pdf.trailer.Info.keys()) == {"/Producer"}


def test_slide_show_effects_do_not_stand_in_the_way(bundle: Path, tmp_path: Path) -> None:
    shown = tmp_path / "shown.pdf"
    with pikepdf.open(bundle) as pdf:
        pdf.pages[0].obj.Trans = pikepdf.Dictionary(S=pikepdf.Name.Fade)
        pdf.save(shown)
    assert claim_pdfa(shown, tmp_path / "out.pdf") == (True, "")


def not_embedded() -> BytesIO:
    """A page in a font for which there is no face."""
    canvas = Canvas(raw := BytesIO(), invariant=1)
    canvas.setFont("Symbol", 12)
    canvas.drawString(72, 72, "abc")
    canvas.showPage()
    canvas.save()
    return raw


def test_exhibits_in_standard_fonts_validate(tmp_path: Path) -> None:
    part = exhibit(tmp_path, 1, [PageShape()])
    assert claim_pdfa(part.path, tmp_path / "out.pdf") == (True, "")


def test_a_font_that_is_not_embedded_is_no_pdfa(tmp_path: Path) -> None:
    path, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    path.write_bytes(not_embedded().getvalue())
    claimed, why = claim_pdfa(path, out)
    assert not claimed
    assert "font" in why.lower()
    assert not out.exists()


def test_what_cannot_be_prepared_is_no_pdfa(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("a value of the document")

    monkeypatch.setattr(pdfa, "prepare", fails)
    out = tmp_path / "out.pdf"
    assert claim_pdfa(bundle, out) == (False, "it could not be prepared (ValueError)")
    assert not out.exists()


def test_a_claim_that_came_with_a_file_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "claims.pdf"
    with pikepdf.open(not_embedded()) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "B"
        pdf.save(path)
    assert not claim_pdfa(path, tmp_path / "out.pdf")[0]
