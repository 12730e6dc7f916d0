"""Whatever a page's content leaves open, what is added to it stands where it is meant to."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.pages import Box
from pipelines.exhibits.saving import save
from pipelines.exhibits.stamp_font import StampFont
from pipelines.exhibits.stamps import NumberLine, stamp
from pipelines.exhibits.wrapping import secure
from tests.pipelines.exhibits.edge_pages import found, inside, picture, words_at, write_page

TOKENS = (
    *(b"q", b"Q", b"BT", b"ET", b"0.5 0 0 0.5 30 30 cm", b"/A BMC", b"/A <</B (c)>> BDC", b"EMC", b"3 Tr"),
    *(
        b"(a q b) Tj",
        b"(Q",
        b"\\) )",
        b"(nested (Q) here) Tj",
        b"% q Q",
        b"[(Q) -3 (BT)] TJ",
        b"[",
        b"]",
        b"<51>",
    ),
    *(
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID Q EI",
        b"/Q gs",
        b"0 0 m 10 10 l S",
        b"10 10 20 20 re W n",
        b"1 0 0 rg",
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(TOKENS), max_size=12), st.booleans())
def test_a_stamp_is_found_in_its_place_after_any_content(
    tmp_path: Path, parts: list[bytes], apart: bool
) -> None:
    source = write_page(tmp_path / "a.pdf", b"\n".join(parts))
    with pikepdf.open(source) as pdf:
        page = pdf.pages[0]
        if apart:
            page.obj.Contents = pikepdf.Array([pdf.make_stream(part) for part in parts])
        font = StampFont(pdf)
        (stamped,) = stamp(page, font, [NumberLine("QLL-000417")])
        font.embed()
        save(pdf, tmp_path / "b.pdf")
    places = list(found(tmp_path / "b.pdf", 0, "QLL-000417"))
    assert any(inside(place, stamped.box) for place in places), parts
    box = stamped.box
    area = picture(tmp_path / "b.pdf")[int(box.top) : int(box.bottom) + 1, int(box.x0) : int(box.x1) + 1]
    assert area.min() < 100


@pytest.mark.parametrize(
    ("contents", "wrapped"),
    [
        ([b"q 1 0 0 1 5 5 cm Q"], False),
        ([b"(not [ closed ] < (q) Q) Tj [(a] b) 3] TJ"], False),
        ([b"q", b"1 0 0 1 5 5 cm", b"Q"], False),
        ([], False),
        ([b"q"], True),
        ([b"q", b"Q Q"], True),
        ([b"BT"], True),
        ([b"]", b"["], True),
        ([b"[ ] ] [ [ ]"], True),
    ],
)
def test_only_content_that_is_left_open_becomes_a_form(
    tmp_path: Path, contents: list[bytes], wrapped: bool
) -> None:
    with pikepdf.open(write_page(tmp_path / "a.pdf", b"")) as pdf:
        page = pdf.pages[0]
        page.obj.Contents = pikepdf.Array([pdf.make_stream(part) for part in contents])
        secure(page, StampFont(pdf))
        assert ("/XObject" in page.obj.Resources) is wrapped


def test_a_form_keeps_the_packing_and_the_resources_of_its_page(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", words_at((100, 100)) + b"\nq", inherit=True)
    with pikepdf.open(source) as pdf:
        pdf.save(tmp_path / "packed.pdf", compress_streams=True)
    with pikepdf.open(tmp_path / "packed.pdf") as pdf:
        raw = pdf.pages[0].obj.Contents.read_raw_bytes()
        secure(pdf.pages[0], StampFont(pdf))
        (form,) = pdf.pages[0].obj.Resources.XObject.values()
        assert form.read_raw_bytes() == raw
        save(pdf, tmp_path / "b.pdf")
    (before,) = found(source, 0, "Record")
    (after,) = found(tmp_path / "b.pdf", 0, "Record")
    assert inside(after, before, 0.01)
    assert inside(after, Box(100, 680, 140, 700))
