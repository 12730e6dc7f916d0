"""Each fault of a file fails its check, and names the page where it hangs on one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from pipelines.exhibits.court_profile import Need
from pipelines.exhibits.exhibit_set import Outcome
from pipelines.exhibits.preflight import structure
from tests.pipelines.exhibits.preflight.made_filing import Spoil, link, made


def _hang(pdf: pikepdf.Pdf, page: int, kind: str, **keys: Any) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array([72, 300, 90, 318]), **keys)
    holder = pdf.pages[page - 1].obj
    holder.Annots = Array([*holder.get("/Annots", ()), pdf.make_indirect(note)])


def _script(pdf: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))
    pdf.pages[2].obj.AA = Dictionary(O=script)


def _launch(pdf: pikepdf.Pdf) -> None:
    link(pdf, 2, A=Dictionary(S=Name.Launch, F=String("calc.exe")))


def _unreached_launch(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Leftover = pdf.make_indirect(Dictionary(S=Name.Launch, F=String("calc.exe")))


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = b"kept beside"


def _attach_to_page(pdf: pikepdf.Pdf) -> None:
    _hang(pdf, 4, "/FileAttachment")


def _sound(pdf: pikepdf.Pdf) -> None:
    _hang(pdf, 2, "/Sound")


def _field(pdf: pikepdf.Pdf) -> None:
    _hang(pdf, 3, "/Widget", FT=Name.Tx, T=String("name"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[2].obj.Annots[0]]))


def _layer(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer 1")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))


def _comment(pdf: pikepdf.Pdf) -> None:
    _hang(pdf, 2, "/Text", Contents=String("ask the client"))


def _strange_font(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/HouseScript"))
    pdf.pages[3].obj.Resources = Dictionary(Font=Dictionary(F99=pdf.make_indirect(font)))


def _out(pdf: pikepdf.Pdf) -> None:
    link(pdf, 3, A=Dictionary(S=Name.URI, URI=String("https://example.org/")))


def _local(pdf: pikepdf.Pdf) -> None:
    link(pdf, 3, A=Dictionary(S=Name.URI, URI=String("../sources/chart-0123456789.pdf#page=2")))


def _nowhere(pdf: pikepdf.Pdf) -> None:
    link(pdf, 4, Dest=Name("/gone"))


def _label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(
        Nums=Array([0, Dictionary(S=Name.D, St=1), 2, Dictionary(S=Name.D, St=7)])
    )


def _bookmark_moved(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[2] = pikepdf.OutlineItem("PX-2 – Chart of 4 March 2024", 2)


def _bookmark_lost(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        del outline.root[1]


def _bookmark_left(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Payment to Mr. Hale", 2))


def _view(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageMode = Name.UseNone


def _index_unlinked(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Annots[1]


def _author(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = "M. Hale"


def _thumbnail(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Thumb = pdf.make_stream(b"\x00", Width=1, Height=1)


def _xmp(pdf: pikepdf.Pdf) -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>Scanner</xmp:CreatorTool>'
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def _claims_pdfa(pdf: pikepdf.Pdf) -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2"'
        b' pdfaid:conformance="B"/></rdf:RDF></x:xmpmeta>'
    )
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def _a4(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].mediabox = Array([0, 0, 595, 842])


def _torn_stream(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.Contents = pdf.make_stream(b"BT (torn Tj ET")


def _page_gone(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[3]


@pytest.mark.parametrize(
    ("id", "spoil", "page"),
    [
        ("javascript", _script, 3),
        ("actions", _launch, 2),
        ("actions", _unreached_launch, 0),
        ("attachments", _attach, 0),
        ("attachments", _attach_to_page, 4),
        ("media", _sound, 2),
        ("forms", _field, 3),
        ("layers", _layer, 0),
        ("annotations", _comment, 2),
        ("fonts", _strange_font, 4),
        ("external_links", _out, 3),
        ("local_links", _local, 3),
        ("links", _nowhere, 4),
        ("page_labels", _label, 3),
        ("bookmarks", _bookmark_moved, 4),
        ("bookmarks", _bookmark_lost, 2),
        ("bookmarks", _bookmark_left, 3),
        ("opening_view", _view, 0),
        ("index_links", _index_unlinked, 4),
        ("metadata", _author, 0),
        ("metadata", _thumbnail, 0),
        ("metadata", _xmp, 0),
        ("pdfa", _claims_pdfa, 0),
        ("paper", _a4, 3),
        ("well_formed", _torn_stream, 0),
        ("page_count", _page_gone, 0),
    ],
)
def test_a_fault_of_the_file_fails_its_check(tmp_path: Path, id: str, spoil: Spoil, page: int) -> None:
    check = made(tmp_path, spoil=spoil).failing()[id]
    assert check.outcome is Outcome.FAIL
    assert (check.file, check.page) == ("volume.pdf", page)
    assert check.remedy


def test_pages_with_the_same_fault_are_told_together(tmp_path: Path) -> None:
    def comment_on_three(pdf: pikepdf.Pdf) -> None:
        for page in (2, 3, 4):
            _hang(pdf, page, "/Text")
        _hang(pdf, 3, "/Popup")

    told = [c.detail for c in made(tmp_path, spoil=comment_on_three).checks() if c.id == "annotations"]
    assert told == ["pages 2-3: a note (Text); page 3: a note (Popup)", "page 4: a note (Text)"]


def test_an_encrypted_file_fails(tmp_path: Path) -> None:
    filing = made(tmp_path, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert filing.failing()["encryption"].file == "volume.pdf"


def test_an_earlier_state_of_a_file_fails(tmp_path: Path) -> None:
    filing = made(tmp_path)
    path = tmp_path / "volume.pdf"
    before = path.read_bytes()
    path.write_bytes(before + before[before.rindex(b"startxref") :])
    assert filing.failing()["revisions"].file == "volume.pdf"


@pytest.mark.parametrize(
    ("id", "asked", "file"),
    [
        ("size", {"max_file_mb": 0.001}, "volume.pdf"),
        ("max_pages", {"max_pages": 3}, "volume.pdf"),
        ("envelope", {"max_envelope_mb": 0.001}, ""),
        ("attachment_count", {"max_attachments": 0}, ""),
        ("pdfa", {"pdfa": Need.REQUIRED}, "volume.pdf"),
    ],
)
def test_limits_of_the_court_are_held(tmp_path: Path, id: str, asked: dict[str, object], file: str) -> None:
    check = made(tmp_path).asking(**asked).failing()[id]
    assert (check.outcome, check.file) == (Outcome.FAIL, file)


def test_a_size_nobody_knows_is_not_checked_until_a_person_says_there_is_none(tmp_path: Path) -> None:
    unknown = made(tmp_path).asking(max_file_mb=None)
    (told,) = (check for check in unknown.checks() if check.id == "size")
    assert (told.outcome, told.file) == (Outcome.NOT_CHECKED, "")  # once for the set, not for each file
    assert "size" not in unknown.asking(kind="agency-paper").failing()
    assert "size" not in unknown.asking(overridden=("max_file_mb",)).failing()


def test_headroom_is_kept_below_the_limit(tmp_path: Path) -> None:
    filing = made(tmp_path)
    size = (tmp_path / "volume.pdf").stat().st_size / 1_000_000
    assert "size" in filing.asking(max_file_mb=size * 1.01).failing()
    assert "size" not in filing.asking(max_file_mb=size * 1.1).failing()


def test_volumes_count_as_the_viewer_does_only_if_they_start_at_one(tmp_path: Path) -> None:
    filing = made(tmp_path).asking(counter_matches=True)
    assert "counter" not in filing.failing()
    late = replace(filing, files=(replace(filing.files[0], first_printed=5), *filing.files[1:]))
    assert late.failing()["counter"].page == 1


@pytest.mark.parametrize(
    ("spoil", "asked", "id"),
    [
        (_script, {"javascript": Need.ACCEPTED}, "javascript"),
        (_launch, {"launch_actions": Need.ACCEPTED}, "actions"),
        (_attach, {"attachments": Need.ACCEPTED}, "attachments"),
        (_sound, {"media": Need.ACCEPTED}, "media"),
        (_field, {"forms": Need.ACCEPTED}, "forms"),
        (_field, {"flatten": "never"}, "forms"),
        (_layer, {"layers": Need.ACCEPTED}, "layers"),
        (_comment, {"annotations": Need.ACCEPTED}, "annotations"),
        (_out, {"external_links": Need.UNSTATED}, "external_links"),
        (_a4, {"paper": ""}, "paper"),
        (_view, {"open_at_bookmarks": False}, "opening_view"),
    ],
)
def test_what_the_court_takes_is_not_failed(
    tmp_path: Path, spoil: Spoil, asked: dict[str, object], id: str
) -> None:
    assert id not in made(tmp_path, spoil=spoil).asking(**asked).failing()


def test_a_landscape_letter_page_turned_for_reading_is_letter(tmp_path: Path) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[2].obj.MediaBox = Array([-36, 100, 756, 712])
        pdf.pages[2].obj.Rotate = 90

    assert "paper" not in made(tmp_path, spoil=turn).failing()


def test_a_rule_that_stumbles_has_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(page: pikepdf.Object) -> tuple[float, float]:
        raise RecursionError(page)

    monkeypatch.setattr(structure, "displayed_size", stumble)
    failing = made(tmp_path).failing()
    assert (failing["paper"].outcome, failing["paper"].page) == (Outcome.NOT_CHECKED, 1)
    assert set(failing) == {"paper"}
