"""The proof finds each way a redaction fails, says where, and never says what."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.pages import Box
from pipelines.exhibits.plan import Region
from pipelines.exhibits.redacted import RedactionError, Removed
from pipelines.exhibits.redaction import redact
from pipelines.exhibits.redaction_proof import prove_redaction
from pipelines.exhibits.saving import save
from tests.pipelines.exhibits.made_records import (
    FIRST,
    NAME,
    SECOND,
    SSN,
    box_of,
    picture_of,
    set_pages,
    words_of,
)

Sound = tuple[Path, tuple[Removed, ...]]
Change = Callable[[pikepdf.Pdf], None]
DIGITS = SSN.replace("-", "")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """A file redacted as it should be."""
    folder = tmp_path_factory.mktemp("sound")
    copy, out = folder / "copy.pdf", folder / "out.pdf"
    copy.write_bytes(set_pages([FIRST, SECOND]))
    regions = [Region(1, None, SSN, "SSN"), Region(1, None, NAME, "Name")]
    removed = redact(copy, out, regions, words_of(copy), "PX-1").removed
    prove_redaction(out, removed, "PX-1")
    return out, removed


def spoiled(sound: Sound, tmp_path: Path, change: Change, *, packed: bool = False) -> Path:
    path = tmp_path / "spoiled.pdf"
    with pikepdf.open(sound[0]) as pdf:
        change(pdf)
        if packed:
            pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False)
        else:
            pdf.save(path, compress_streams=False, fix_metadata_version=False)
    return path


def refusal(path: Path, removed: tuple[Removed, ...], *, moved: bool = True) -> RedactionError:
    """What the proof says; it never says what was removed."""
    with pytest.raises(RedactionError) as refused:
        prove_redaction(path, removed, "PX-1", moved=moved)
    said = str(refused.value)
    for secret in (SSN, DIGITS, *NAME.split()):
        assert secret not in said
    return refused.value


def info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = f"Record of {NAME.upper()}"


def utf_16(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String(b"\xff\xfe" + f"no. {DIGITS}".encode("utf-16-le"))


def xmp(pdf: pikepdf.Pdf) -> None:
    words = NAME.replace("d", "&#100;")
    pdf.Root.Metadata = pdf.make_stream(
        f"<?xpacket begin=''?><x:xmpmeta><dc:title>{words}</dc:title></x:xmpmeta>".encode(),
        Type=Name.Metadata,
    )


def packed_xmp(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(
        zlib.compress(f"<x>{DIGITS}</x>".encode("utf-16-be")), Filter=Name.FlateDecode
    )


def bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"SSN {SSN}", 0))


def link_title(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([1, 1, 9, 9]),
        A=Dictionary(S=Name.URI, URI=String(f"mailto:{NAME.replace(' ', '.').lower()}@example.org")),
    )  # fmt: skip
    pdf.pages[1].obj.Annots = Array([link])


def key(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Dests = Dictionary({f"/{NAME.replace(' ', '')}": Array([pdf.pages[0].obj, Name.Fit])})


def alternate_text(pdf: pikepdf.Pdf) -> None:
    hexadecimal = ("\ufeff" + SSN).encode("utf-16-be").hex()
    page = pdf.pages[1]
    before = f"/Span << /ActualText <{hexadecimal}> >> BDC EMC\n".encode()
    page.obj.Contents = Array([pdf.make_stream(before), page.obj.Contents])


def script(pdf: pikepdf.Pdf) -> None:
    octal = "".join(f"\\{ord(c):03o}" for c in SSN)
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(f"f({octal});".encode()))


def named_picture(pdf: pikepdf.Pdf) -> None:
    out = io.BytesIO()
    Image.new("L", (8, 8), 200).save(out, "JPEG", comment=f"scan of {NAME}".encode())
    picture = pdf.make_stream(
        out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
    )  # fmt: skip
    pdf.pages[1].obj.Resources.XObject = Dictionary(Logo=picture)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("change", "number"),
    [(info, 2), (utf_16, 1), (xmp, 2), (packed_xmp, 1), (bookmark, 1), (link_title, 2), (key, 2),
     (alternate_text, 1), (script, 1), (named_picture, 2)],
)  # fmt: skip
def test_what_a_file_keeps_in_hiding_is_found(
    sound: Sound, tmp_path: Path, change: Change, number: int, packed: bool
) -> None:
    error = refusal(spoiled(sound, tmp_path, change, packed=packed), sound[1])
    assert f"redaction {number} (page 1): " in error.problem
    assert f"redaction {3 - number} " not in error.problem
    assert error.remedy.startswith("Do not use the file")


def test_words_that_the_format_uses_itself_are_not_taken_for_a_find(tmp_path: Path) -> None:
    """Every PDF holds these: as keys, in fonts, in the maps of their codes."""
    copy, out = tmp_path / "copy.pdf", tmp_path / "out.pdf"
    copy.write_bytes(
        set_pages([["Contents Resource Identity Ordering Regular Helvetica"], ["Gait is even."]])
    )
    words = words_of(copy)
    regions = [Region(1, None, word.text, "") for word in words[1]]
    prove_redaction(out, redact(copy, out, regions, words, "PX-1").removed, "PX-1", moved=True)


def test_a_string_in_an_object_stream_is_found(sound: Sound, tmp_path: Path) -> None:
    path = spoiled(sound, tmp_path, lambda pdf: setattr(pdf.Root, "Lang", String(SSN)), packed=True)
    assert SSN.encode() not in path.read_bytes()
    assert "a string of object" in refusal(path, sound[1]).problem


def test_a_file_within_the_file_is_not_cleared(sound: Sound, tmp_path: Path) -> None:
    def attached(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["notes.zip"] = zlib.compress(SSN.encode())

    error = refusal(spoiled(sound, tmp_path, attached), sound[1])
    assert "it carries a file within the file" in error.problem


def test_an_earlier_revision_is_not_cleared(sound: Sound, tmp_path: Path) -> None:
    path = spoiled(sound, tmp_path, lambda pdf: pdf.docinfo.update({"/Subject": zlib.adler32(b"x")}))
    writer = pypdf.PdfWriter(path, incremental=True)
    writer.add_metadata({"/Subject": "nothing"})
    writer.write(tmp_path / "twice.pdf")
    problem = refusal(tmp_path / "twice.pdf", sound[1]).problem
    assert "an object that is no longer in use" in problem
    assert "an earlier revision" in problem


@pytest.mark.parametrize("behind", [True, False])
def test_bytes_outside_the_file_are_not_cleared(sound: Sound, tmp_path: Path, behind: bool) -> None:
    path = tmp_path / "more.pdf"
    whole = sound[0].read_bytes()
    path.write_bytes(whole + SSN.encode() if behind else SSN.encode() + b"\n" + whole)
    assert ("behind the end" if behind else "before the beginning") in refusal(path, sound[1]).problem


def test_a_black_box_over_live_text_is_found(tmp_path: Path) -> None:
    path = tmp_path / "boxed.pdf"
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 700, f"Number {SSN}")
    canvas.rect(70, 690, 300, 25, fill=1)
    canvas.showPage()
    canvas.save()
    path.write_bytes(out.getvalue())
    removed = (Removed(1, 1, (Box(70, 77, 370, 102),), (SSN,), ""),)
    problem = refusal(path, removed, moved=False).problem
    for said in ("text on page 1", "text under the black", "it is not one picture with its words"):
        assert said in problem
    hidden = (Removed(1, 1, (Box(70, 77, 370, 102),), (), ""),)
    assert "text under the black" in refusal(path, hidden, moved=False).problem


def layered(path: Path, out: Path, text: str, x: float, y: float) -> Path:
    """The first page with this text laid over it invisibly."""
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        page.obj.Resources.Font.Left = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )
        page.contents_add(f"BT 3 Tr /Left 9 Tf {x} {y} Td ({text}) Tj ET".encode())
        save(pdf, out)
    return out


def test_a_word_left_in_the_ocr_layer_is_found(sound: Sound, tmp_path: Path) -> None:
    box = sound[1][0].boxes[0]
    left = layered(sound[0], tmp_path / "left.pdf", SSN[:6], box.x0 + 5, 792 - box.bottom + 3)
    assert refusal(left, sound[1], moved=False).problem.endswith(
        ": redaction 1 (page 1): text under the black."
    )
    whole = layered(sound[0], tmp_path / "whole.pdf", SSN, 72, 90)
    assert refusal(whole, sound[1], moved=False).problem.endswith(": redaction 1 (page 1): text on page 1.")


def test_print_left_in_the_picture_is_found(tmp_path: Path) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(set_pages([FIRST]))
    words = words_of(source)[1]
    picture = tmp_path / "picture.pdf"
    picture_of(source, 1, 200 / 72).save(picture, "PDF", resolution=200)
    clean = tmp_path / "clean.pdf"
    with pikepdf.open(picture) as pdf:
        save(pdf, clean)
    removed = (Removed(1, 1, (box_of(words, SSN),), (SSN,), ""),)
    problem = refusal(clean, removed, moved=False).problem
    assert "pixels that are not black" in problem
    assert "OCR reads it on page 1" in problem


def test_only_open_print_is_excused_by_a_reason_to_stay(tmp_path: Path) -> None:
    copy, out = tmp_path / "copy.pdf", tmp_path / "out.pdf"
    copy.write_bytes(set_pages([FIRST, [f"Seen today: {NAME}"]]))
    meant = Region(1, None, NAME, "Name", elsewhere="the second page is public")
    removed = redact(copy, out, [meant], words_of(copy), "PX-1").removed
    prove_redaction(out, removed, "PX-1", moved=True)
    with pikepdf.open(out) as pdf:
        pdf.Root.Lang = String(NAME)
        pdf.save(tmp_path / "named.pdf")
    assert "a string of object" in refusal(tmp_path / "named.pdf", removed).problem


def test_what_cannot_be_read_again_is_not_proven(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "torn.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 2000)
    error = refusal(path, sound[1])
    assert error.problem == "PX-1 could not be read again in full after redaction, so nothing is proven."
