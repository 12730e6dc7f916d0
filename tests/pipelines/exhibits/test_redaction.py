"""What is marked is gone from the file: from print, pixels and everything that a file holds besides."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from extractors.errors import UsageError
from extractors.pages import Word
from pipelines.exhibits.copies import ScannedPage
from pipelines.exhibits.page_text import lay_over
from pipelines.exhibits.plan import Region
from pipelines.exhibits.redacted import Redacted, RedactionError
from pipelines.exhibits.redaction import on_copy, redact
from pipelines.exhibits.redaction_proof import prove_redaction
from pipelines.exhibits.stamp_font import StampFont
from tests.pipelines.exhibits.made_records import (
    FIRST,
    NAME,
    SECOND,
    SSN,
    box_of,
    picture_of,
    set_pages,
    text_of,
    words_of,
)

FORMS_OF_SSN = (SSN, SSN.replace("-", ""), SSN.replace("-", " "))


def everything_in(path: Path) -> str:
    """Every byte of the file with its streams unpacked, and every string of it decoded; without pictures."""
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(out, qdf=True, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        strings = [str(part) for item in pdf.objects for part in _strings(item)]
    whole = out.getvalue()
    unpacked = whole.decode("latin-1") + whole.replace(b"\x00", b"").decode("latin-1")
    return unpacked + path.read_bytes().decode("latin-1") + "\n".join(strings)


def _strings(item: object) -> list[pikepdf.Object]:
    if isinstance(item, pikepdf.String):
        return [item]
    if isinstance(item, Dictionary):
        return [s for value in item.values() if not _is_reference(value) for s in _strings(value)]
    if isinstance(item, Array):
        return [s for value in item if not _is_reference(value) for s in _strings(value)]
    return []


def _is_reference(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def redacted(
    copy: Path, *regions: Region, words: Mapping[int, Sequence[Word]] | None = None
) -> tuple[Path, Redacted]:
    """The file and what was taken away; proven without OCR."""
    out = copy.with_name("redacted.pdf")
    result = redact(copy, out, regions, words_of(copy) if words is None else words, "PX-1")
    prove_redaction(out, result.removed, "PX-1", moved=True)
    for form in (*FORMS_OF_SSN, NAME):
        if any(form in one.values for one in result.removed):
            assert form not in everything_in(out)
    return out, result


def made(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "copy.pdf"
    path.write_bytes(data)
    return path


def changed(tmp_path: Path, data: bytes, change: Callable[[pikepdf.Pdf], object]) -> Path:
    """A PDF after ``change(pdf)``."""
    path = tmp_path / "copy.pdf"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(path)
    return path


def black_share(path: Path, box: tuple[float, float, float, float], number: int = 1) -> float:
    x0, top, x1, bottom = box
    place = (round(2 * x0), round(2 * top), round(2 * x1), round(2 * bottom))
    part = picture_of(path, number, 2.0).crop(place)
    histogram = part.histogram()
    return sum(histogram[:64]) / sum(histogram)


def test_native_text_is_gone_and_the_words_around_it_stay(tmp_path: Path) -> None:
    copy = made(tmp_path, set_pages([FIRST, SECOND]))
    before = hashlib.sha256(copy.read_bytes()).hexdigest()
    out, result = redacted(copy, Region(1, None, SSN, "SSN"))
    assert result.pages == (1,)
    assert "".join(text_of(out).split()) == "".join("".join(FIRST).replace(SSN, "SSN").split())
    assert text_of(out, 2) == text_of(copy, 2)
    box = result.removed[0].boxes[0]
    assert black_share(out, (box.x0, box.top, box.x1, box.bottom)) > 0.6
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == before
    prove_redaction(out, result.removed, "PX-1")


def test_the_same_copy_gives_the_same_bytes(tmp_path: Path) -> None:
    copy = made(tmp_path, set_pages([FIRST, SECOND]))
    region = Region(1, None, NAME, "Name")
    first = redacted(copy, region)[0].read_bytes()
    assert redacted(copy, region)[0].read_bytes() == first


def scan(tmp_path: Path, lines: Sequence[str] = FIRST, grey: int = 255) -> tuple[bytes, tuple[Word, ...]]:
    """A page that is one picture with the words laid over it, and the words."""
    native = made(tmp_path, set_pages([lines]))
    words = words_of(native)[1]
    image = picture_of(native, 1, 200 / 72).point([min(i, grey) for i in range(256)])
    out = io.BytesIO()
    image.save(out, "PDF", resolution=200)
    path = tmp_path / "scan.pdf"
    with pikepdf.open(out) as pdf:
        font = StampFont(pdf)
        lay_over(pdf.pages[0], ScannedPage(1, 612, 792, words), font)
        font.embed()
        pdf.save(path)
    return path.read_bytes(), words


def test_a_scan_loses_pixels_and_layer(tmp_path: Path) -> None:
    data, words = scan(tmp_path)
    copy = made(tmp_path, data)
    assert SSN in text_of(copy)
    out, result = redacted(copy, Region(1, None, SSN, ""), Region(1, None, NAME, "Minor"), words={1: words})
    assert SSN not in text_of(out)
    assert NAME not in text_of(out)
    assert "Minor" in text_of(out)
    box = result.removed[0].boxes[0]
    assert black_share(out, (box.x0 + 1, box.top + 1, box.x1 - 1, box.bottom - 1)) == 1.0
    prove_redaction(out, result.removed, "PX-1")


def filters(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [str(i.Filter) for i in pdf.objects if isinstance(i, pikepdf.Stream) and "/Width" in i]


def test_black_and_white_is_packed_without_loss_and_greys_stay_grey(tmp_path: Path) -> None:
    assert filters(redacted(made(tmp_path, set_pages([FIRST])), Region(1, None, SSN, ""))[0]) == [
        "/CCITTFaxDecode"
    ]
    data, words = scan(tmp_path, grey=170)
    assert filters(redacted(made(tmp_path, data), Region(1, None, SSN, ""), words={1: words})[0]) == [
        "/DCTDecode"
    ]


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("origin", [(0, 0), (-40, 25)])
def test_turned_and_cropped_pages_are_met_as_displayed(
    tmp_path: Path, turn: int, origin: tuple[int, int]
) -> None:
    def turned(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.MediaBox = Array([origin[0], origin[1], 612, 792])
        page.CropBox = Array([30, 60, 700, 780])
        page.Rotate = turn

    copy = changed(tmp_path, set_pages([FIRST]), turned)
    words = words_of(copy)[1]
    box = box_of(words, SSN)
    out, result = redacted(copy, Region(1, (box.x0, box.top, box.x1, box.bottom), "", ""))
    assert result.removed[0].values == (SSN,)
    before, after = picture_of(copy), picture_of(out)
    assert before.size == after.size
    assert black_share(out, (box.x0, box.top, box.x1, box.bottom)) == 1.0
    other = box_of(words, "Account")
    for at in (copy, out):
        assert 0.05 < black_share(at, (other.x0, other.top, other.x1, other.bottom)) < 0.5


def test_the_reason_runs_down_a_box_that_is_high_and_narrow(tmp_path: Path) -> None:
    copy = made(tmp_path, set_pages([FIRST]))
    box = (400.0, 300.0, 414.0, 460.0)
    out, result = redacted(copy, Region(1, box, "", "Fed. R. Civ. P. 5.2(a)"))
    assert not [remark for remark in result.remarks if "no room" in remark]
    assert "Fed.R.Civ.P.5.2(a)" in "".join(text_of(out).split())
    assert 0.5 < black_share(out, box) < 0.95
    prove_redaction(out, result.removed, "PX-1")


def test_a_page_in_larger_units_is_met_in_points(tmp_path: Path) -> None:
    def enlarged(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.UserUnit = 2

    copy = changed(tmp_path, set_pages([FIRST]), enlarged)
    inner = box_of(words_of(copy)[1], SSN)
    box = (2 * inner.x0, 2 * inner.top, 2 * inner.x1, 2 * inner.bottom)
    out, result = redacted(copy, Region(1, box, "", ""))
    assert result.removed[0].values == (SSN,)
    assert black_share(out, box) == 1.0


def with_form(pdf: pikepdf.Pdf) -> None:
    """A text field with a value on each page, one of them without an appearance."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    fields = []
    for page, value in zip(pdf.pages, (SSN, "left knee"), strict=True):
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(f"field of {value}"), F=4,
                V=String(value), DA=String("/Helv 12 Tf 0 g"), Rect=Array([300, 400, 460, 420]),
            )
        )  # fmt: skip
        page.obj.Annots = Array([field])
        fields.append(field)
    resources = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
    pdf.Root.AcroForm = Dictionary(Fields=Array(fields), DR=resources, NeedAppearances=True)


def test_form_values_are_printed_before_they_are_removed(tmp_path: Path) -> None:
    copy = changed(tmp_path, set_pages([SECOND, SECOND]), with_form)
    out, _ = redacted(copy, Region(1, (295, 370, 465, 395), "", ""))
    for form in FORMS_OF_SSN:
        assert form not in everything_in(out)
    assert black_share(out, (300, 372, 460, 392)) == 1.0
    assert "left knee" in text_of(out, 2)


def with_leaks(pdf: pikepdf.Pdf) -> None:
    """The number in every place of a file where words are kept without being print."""
    page = pdf.pages[0].obj
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 10, 90, 20]), Contents=String(f"Record of {SSN}"),
        A=Dictionary(S=Name.URI, URI=String(f"https://example.org/?q={SSN}")),
    )  # fmt: skip
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([72, 30, 90, 50]), Contents=String(f"check {SSN}")
    )
    page.Annots = Array([pdf.make_indirect(link), pdf.make_indirect(note)])
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(SSN)))
    page.Thumb = pdf.make_stream(SSN.encode())
    page.StructParents = 0
    element = Dictionary(
        Type=Name.StructElem,
        S=Name.Figure,
        Alt=String(f"card {SSN}"),
        ActualText=String(SSN.encode("utf-16")),
    )
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS=String(SSN))]))
    )
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(SSN))]))
    pdf.attachments["ssn.txt"] = SSN.encode()
    pdf.trailer["/Private"] = String(SSN)
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"SSN {SSN}", 0))
    pdf.docinfo["/Subject"] = SSN
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = SSN.replace("-", "")


def test_nothing_that_only_a_file_holds_is_kept(tmp_path: Path) -> None:
    copy = changed(tmp_path, set_pages([FIRST, SECOND]), with_leaks)
    out, _ = redacted(copy, Region(1, None, SSN, "SSN"))
    with pikepdf.open(out) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert dict(pdf.docinfo.items()) == {"/Producer": "Pincite"}
        for page in pdf.pages:
            assert set(page.obj.keys()) <= {
                "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents",
            }  # fmt: skip


def test_an_earlier_revision_is_left_behind(tmp_path: Path) -> None:
    base = made(tmp_path, set_pages([FIRST, SECOND]))
    with pikepdf.open(base) as pdf:
        pdf.docinfo["/Subject"] = SSN
        pdf.save(tmp_path / "with.pdf")
    writer = pypdf.PdfWriter(tmp_path / "with.pdf", incremental=True)
    writer.add_metadata({"/Subject": "nothing"})
    writer.write(base)
    assert SSN.encode() in base.read_bytes()
    redacted(base, Region(1, None, SSN, "SSN"))


def test_a_value_broken_over_two_lines_is_found_and_blackened_on_both(tmp_path: Path) -> None:
    copy = made(
        tmp_path, set_pages([["The number on the card is 904-55-", "7316 and that of the chart is 12."]])
    )
    out, result = redacted(copy, Region(1, None, SSN, ""))
    assert len(result.removed[0].boxes) == 2
    left = text_of(out)
    assert "card is" in left
    assert "and that of the chart" in left
    assert "7316" not in left


def test_every_form_and_place_of_a_named_value_goes(tmp_path: Path) -> None:
    lines = [f"{form} and {NAME.upper()}" for form in FORMS_OF_SSN] + [f"of {NAME.lower()}'s knee"]
    copy = made(tmp_path, set_pages([lines]))
    out, result = redacted(copy, Region(1, None, SSN, ""), Region(1, None, NAME, ""))
    assert [len(one.boxes) for one in result.removed] == [3, 4]
    assert text_of(out).split() == ["and", "and", "and", "of", "knee"]


def test_words_that_stay_elsewhere_are_refused_until_a_person_says_why(tmp_path: Path) -> None:
    copy = made(tmp_path, set_pages([FIRST, SECOND, [f"Letter about {NAME}"]]))
    out = tmp_path / "redacted.pdf"
    once = Region(1, None, NAME, "Name")
    result = redact(copy, out, [once], words_of(copy), "PX-1")
    with pytest.raises(RedactionError) as refused:
        prove_redaction(out, result.removed, "PX-1")
    assert refused.value.problem == (
        "PX-1 still holds what was redacted: redaction 1 (page 1): text on page 3."
    )
    assert refused.value.remedy.startswith("Mark it there too, or")
    meant = Region(1, None, NAME, "Name", elsewhere="the letter is public")
    prove_redaction(out, redact(copy, out, [meant], words_of(copy), "PX-1").removed, "PX-1")
    both = [once, Region(3, None, NAME, "Name")]
    prove_redaction(out, redact(copy, out, both, words_of(copy), "PX-1").removed, "PX-1", moved=True)


def test_a_box_takes_one_place_and_the_same_words_beside_it_are_refused(tmp_path: Path) -> None:
    copy = made(tmp_path, set_pages([[f"Mother: {NAME}", "", f"Patient: {NAME}"]]))
    out = tmp_path / "redacted.pdf"
    box = (100.0, 80.0, 250.0, 100.0)
    result = redact(copy, out, [Region(1, box, "", "Name")], words_of(copy), "PX-1")
    assert NAME in result.removed[0].values
    assert text_of(out).split() == ["Name", "Patient:", *NAME.split()]
    with pytest.raises(RedactionError, match="text on page 1"):
        prove_redaction(out, result.removed, "PX-1")


def test_a_box_over_a_line_of_a_form_removes_each_value_of_it(tmp_path: Path) -> None:
    copy = made(tmp_path, set_pages([[f"Name: {NAME}   Chart 12   SSN: {SSN}", "of the knee"]]))
    _, result = redacted(copy, Region(1, (60, 70, 560, 95), "", ""))
    assert result.removed[0].values == (f"Name: {NAME} Chart 12 SSN: {SSN}", SSN, NAME, "Chart 12")


def test_a_box_on_print_that_was_not_read_is_blackened_and_said(tmp_path: Path) -> None:
    copy = made(tmp_path, set_pages([FIRST]))
    out, result = redacted(copy, Region(1, (300, 300, 304, 310), "", "Privileged"))
    assert result.removed[0].values == ()
    assert result.remarks == (
        "redaction 1 (page 1): no room on the black for its reason",
        "redaction 1 (page 1): no words are known there; its pixels are gone",
    )
    assert black_share(out, (300, 300, 304, 310)) == 1.0


def test_a_page_without_known_words_says_that_it_cannot_be_searched(tmp_path: Path) -> None:
    copy = made(tmp_path, set_pages([FIRST]))
    _, result = redacted(copy, Region(1, (72, 120, 330, 140), "", ""), words={})
    assert "page 1 became a picture without searchable text: none was read on it" in result.remarks


def pictures(pdf: pikepdf.Pdf, tmp_path: Path) -> list[pikepdf.Object]:
    """The pictures of two scanned pages, as one object each."""
    found = []
    for lines in (FIRST, SECOND):
        data, _ = scan(tmp_path, lines)
        with pikepdf.open(io.BytesIO(data)) as one:
            image = next(i for i in one.objects if isinstance(i, pikepdf.Stream) and "/Width" in i)
            found.append(pdf.copy_foreign(image))
    return found


def two_scans(tmp_path: Path, second: bytes) -> tuple[Path, list[bytes]]:
    """Two pages with one /Resources on the node above them, holding both pictures; the second draws this."""
    path = tmp_path / "two.pdf"
    with pikepdf.new() as pdf:
        images = pictures(pdf, tmp_path)
        for content in (b"q 612 0 0 792 0 0 cm /A Do Q", second):
            page = pdf.add_blank_page(page_size=(612, 792))
            del page.obj["/Resources"]
            page.obj.Contents = pdf.make_stream(content)
        pdf.Root.Pages.Resources = Dictionary(XObject=Dictionary(A=images[0], B=images[1]))
        pdf.save(path)
        return path, [image.read_raw_bytes() for image in images]


def test_a_picture_that_other_pages_may_draw_but_do_not_is_gone(tmp_path: Path) -> None:
    path, raw = two_scans(tmp_path, b"q 612 0 0 792 0 0 cm /B Do Q")
    out, result = redacted(path, Region(1, (72, 120, 330, 140), "", ""), words={})
    assert result.pages == (1,)
    assert [r in out.read_bytes() for r in raw] == [False, True]
    assert black_share(out, (72, 80, 300, 200), 2) == black_share(path, (72, 80, 300, 200), 2)


def test_a_page_that_shows_another_part_of_the_picture_becomes_one_too(tmp_path: Path) -> None:
    path, raw = two_scans(tmp_path, b"q 0 0 612 400 re W n 612 0 0 792 0 0 cm /A Do Q")
    out, result = redacted(path, Region(1, (72, 120, 330, 140), "", ""), words={})
    assert result.pages == (1, 2)
    assert "page 2 became a picture: it holds a redacted page's picture" in result.remarks
    assert raw[0] not in out.read_bytes()


def test_one_content_cut_to_two_pages_is_a_picture_on_both(tmp_path: Path) -> None:
    def halved(pdf: pikepdf.Pdf) -> None:
        pdf.pages.append(pdf.pages[0])
        pdf.pages[0].obj.CropBox = Array([0, 640, 612, 792])
        pdf.pages[1].obj.CropBox = Array([0, 0, 612, 640])

    copy = changed(tmp_path, set_pages([FIRST]), halved)
    out, result = redacted(copy, Region(1, None, SSN, "SSN"))
    assert result.pages == (1, 2)
    assert "knee" in text_of(out, 2)


@pytest.mark.parametrize(
    ("region", "problem"),
    [
        (Region(1, None, "Cordelia", ""), "names words that were not found on that page"),
        (Region(2, None, SSN, ""), "names words that were not found on that page"),
        (Region(1, None, " - ", ""), "has neither a box nor words"),
        (Region(1, (700, 10, 800, 20), "", ""), "covers nothing of its page, which is 612 by 792 points"),
        (Region(1, (10, 10, 10, 20), "", ""), "covers nothing of its page"),
        (Region(9, None, SSN, ""), "is on a page that the exhibit does not have"),
    ],
)
def test_a_region_that_covers_nothing_is_refused(tmp_path: Path, region: Region, problem: str) -> None:
    copy = made(tmp_path, set_pages([FIRST, SECOND]))
    with pytest.raises(UsageError, match=problem) as refused:
        redact(copy, tmp_path / "out.pdf", [region], words_of(copy), "PX-1")
    assert "Cordelia" not in str(refused.value)
    assert not (tmp_path / "out.pdf").exists()


def test_layers_are_refused(tmp_path: Path) -> None:
    def layered(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())

    copy = changed(tmp_path, set_pages([FIRST]), layered)
    with pytest.raises(RedactionError, match="layers"):
        redact(copy, tmp_path / "out.pdf", [Region(1, None, SSN, "")], words_of(copy), "PX-1")


def test_regions_follow_their_pages_into_the_copy() -> None:
    regions = [Region(7, None, "a", "x"), Region(4, (1, 2, 3, 4), "", "y", "kept")]
    assert on_copy(regions, (4, 7), "PX-1") == (
        Region(2, None, "a", "x"),
        Region(1, (1, 2, 3, 4), "", "y", "kept"),
    )
    with pytest.raises(UsageError, match="Redaction 1 of PX-1 is on page 7 of the source"):
        on_copy(regions, (4,), "PX-1")


def test_what_stood_there_is_not_printed_of_the_result(tmp_path: Path) -> None:
    _, result = redacted(made(tmp_path, set_pages([FIRST])), Region(1, None, SSN, "no."))
    assert SSN not in repr(result)
