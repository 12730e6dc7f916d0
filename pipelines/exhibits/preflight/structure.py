"""Is a finished file whole, of the right size and paper, unlocked, and free of what its makers left in it.

Answers: by file, pages and limits of the court's profile. Counts in decimal megabytes with the house's
headroom. Refuses to call a size right where the court's limit is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import pdfa

from pipelines.exhibits.court_profile import HEADROOM, MEGABYTE, Need
from pipelines.exhibits.preflight.faults import (
    Fault,
    FileRule,
    PageRule,
    SetRule,
    barred,
    spared_if,
)
from pipelines.exhibits.preflight.finished import FileKind
from pipelines.exhibits.preflight.opened import Opened, SeenPage, Whole
from pipelines.exhibits.readiness import ON_PAPER

_LETTER = (612.0, 792.0)
_NEAR = 3.0
"""Points by which a letter page may be off: scanners are."""
_LONGEST = 14_400.0
_DEEPEST = 64
_CHUNK = 1 << 20
_INFO_MAY_HOLD = frozenset(("/Producer", "/Title", "/Trapped"))
_TELLING = re.compile(
    rb"<(?:\w+:)?(creator|CreatorTool|Keywords|History|DerivedFrom|Thumbnails|Author|contributor|ModifyDate"
    rb"|Ingredients|Company|Manager|SourceModified)\b"
)
"""Elements of XMP that tell who made a paper, with what and from what. Dates are those that PDF/A wants."""
_PDFA_PART = re.compile(rb"pdfaid:part\s*(?:=\s*[\"'](\d)|>\s*(\d))")
_PDFA_LEVEL = re.compile(rb"pdfaid:conformance\s*(?:=\s*[\"'](\w)|>\s*(\w))")


def displayed_size(page: pikepdf.Object) -> tuple[float, float]:
    """Width and height in points of a page as displayed: CropBox cut to MediaBox, turned, in its units."""
    media = _numbers(inherited(page, "/MediaBox"))
    crop = _numbers(inherited(page, "/CropBox")) or media
    left, right = max(min(media[::2]), min(crop[::2])), min(max(media[::2]), max(crop[::2]))
    bottom, top = max(min(media[1::2]), min(crop[1::2])), min(max(media[1::2]), max(crop[1::2]))
    unit = float(page.get("/UserUnit", 1))
    width, height = (right - left) * unit, (top - bottom) * unit
    return (height, width) if int(inherited(page, "/Rotate") or 0) % 180 else (width, height)


def _numbers(box: object) -> list[float]:
    return [float(v) for v in box] if isinstance(box, pikepdf.Array) and len(box) == 4 else []


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A value that a page may take from the tree above it."""
    for _ in range(_DEEPEST):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            return None
        page = page.Parent
    return None


def _well_formed(opened: Opened) -> Iterator[Fault]:
    # Messages of the library quote what they could not read, so they are counted and not told.
    faults = len(opened.pdf.check_pdf_syntax())
    if faults:
        yield Fault(f"{faults} faults of structure when written out again")


def _page_count(opened: Opened) -> Iterator[Fault]:
    wanted, found = len(opened.file.pages), len(opened.pdf.pages)
    if not wanted == found == len(opened.document):
        yield Fault(f"{found} pages where {wanted} were bound")


def _size(opened: Opened) -> Iterator[Fault]:
    profile = opened.whole.profile
    limit, size = profile.max_file_mb, opened.path.stat().st_size
    if limit is None and ("max_file_mb" in profile.overridden or profile.kind == ON_PAPER):
        return  # a person found out that there is none, or no file is handed in
    if limit is None:
        yield Fault("the court's limit for a file is not known", unchecked=True)
    elif size > limit * HEADROOM * MEGABYTE:
        yield Fault(f"{size / MEGABYTE:.1f} MB, over {limit * HEADROOM:.1f} MB ({limit:g} MB with headroom)")


def _max_pages(opened: Opened) -> Iterator[Fault]:
    most, pages = opened.whole.profile.max_pages, len(opened.pdf.pages)
    if most is not None and pages > most:
        yield Fault(f"{pages} pages, over {most}")


def _encryption(opened: Opened) -> Iterator[Fault]:
    if opened.pdf.is_encrypted:
        yield Fault("the file is encrypted")


def _metadata(opened: Opened) -> Iterator[Fault]:
    pdf = opened.pdf
    info = pdf.trailer.get("/Info", pikepdf.Dictionary())
    if kept := sorted(set(info.keys()) - _INFO_MAY_HOLD):
        yield Fault("document properties: " + ", ".join(k[1:] for k in kept))
    if told := sorted({m.decode() for m in _TELLING.findall(_xmp(opened))}):
        yield Fault("XMP: " + ", ".join(told))
    root = pdf.Root.objgen
    counts = {"/Metadata": 0, "/PieceInfo": 0, "/Thumb": 0}
    for one in pdf.objects:
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            keys = one.keys()
            for key in counts:
                counts[key] += key in keys and not (key == "/Metadata" and one.objgen == root)
    names = {
        "/Metadata": "XMP of a page or picture",
        "/PieceInfo": "program's own data",
        "/Thumb": "thumbnail",
    }
    for key, count in counts.items():
        if count:
            yield Fault(f"{names[key]} ({count})")


def _revisions(opened: Opened) -> Iterator[Fault]:
    ends = _count(opened.path, b"startxref") - bool(opened.pdf.is_linearized)
    if ends > 1:
        yield Fault(f"{ends - 1} earlier states of the file can be got back")


def _count(path: Path, sought: bytes) -> int:
    found, tail = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            chunk = tail + chunk
            found += chunk.count(sought)
            tail = chunk[-(len(sought) - 1) :]
    return found


def _xmp(opened: Opened) -> bytes:
    stream = opened.pdf.Root.get("/Metadata")
    return stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""


def _pdfa(opened: Opened) -> Iterator[Fault]:
    xmp = _xmp(opened)
    part, level = _PDFA_PART.search(xmp), _PDFA_LEVEL.search(xmp)
    if part is None:
        if opened.whole.profile.pdfa is Need.REQUIRED:
            yield Fault("no PDF/A")
        return
    claimed = _either(part) + (_either(level).lower() if level else "")
    if claimed not in ("1b", "2b", "3b"):
        yield Fault(f"claims PDF/A-{claimed}, for which there is no validator here", unchecked=True)
        return
    report = pdfa.validate_written(opened.path, claimed)
    if report.verdict != "pass":
        broken, open_ = len(report.violations), len(report.unsupported)
        yield Fault(
            f"claims PDF/A-{claimed}; the validator finds {broken} violations and {open_} unknown constructs",
            unchecked=not broken,
        )


def _either(found: re.Match[bytes]) -> str:
    return next(g for g in found.groups() if g).decode()


def _paper(seen: SeenPage) -> Iterator[Fault]:
    width, height = displayed_size(seen.dictionary)
    if not (1 <= width <= _LONGEST and 1 <= height <= _LONGEST):
        yield Fault("no usable size", seen.number, seen.designation)
    elif seen.whole.profile.paper == "letter" and any(
        abs(side - letter) > _NEAR for side, letter in zip(sorted((width, height)), _LETTER, strict=True)
    ):
        yield Fault(f"{width / 72:.2f} x {height / 72:.2f} in, not letter", seen.number, seen.designation)


def _envelope(whole: Whole) -> Iterator[Fault]:
    limit = whole.profile.max_envelope_mb
    filed = [f for f in whole.files if f.kind is FileKind.VOLUME] or whole.files
    size = sum(f.path.stat().st_size for f in filed)
    if limit is not None and size > limit * HEADROOM * MEGABYTE:
        yield Fault(
            f"{size / MEGABYTE:.1f} MB together, over {limit * HEADROOM:.1f} MB ({limit:g} MB with headroom)"
        )


def _attachment_count(whole: Whole) -> Iterator[Fault]:
    most = whole.profile.max_attachments
    filed = [f for f in whole.files if f.kind is FileKind.VOLUME] or whole.files
    if most is not None and len(filed) > most:
        yield Fault(f"{len(filed)} files, over {most} in one entry")


_AGAIN = "Make the deliverable again; if it fails again, report it with this line."
FILE_RULES = (
    FileRule("well_formed", "Is well formed and can be saved again", _AGAIN, _well_formed),
    FileRule("page_count", "Has as many pages as were bound", _AGAIN, _page_count),
    FileRule(
        "size",
        "Is within the court's size for a file",
        "Where the limit is not known, ask the court and give max_file_mb under [overrides] of exhibits.toml."
        " Where a file is over it, split the exhibit, or scan it again at a lower resolution.",
        _size,
    ),
    FileRule("max_pages", "Is within the court's pages for a file", "Split the exhibit.", _max_pages),
    FileRule(
        "encryption",
        "Is not encrypted",
        "Save a copy of the source without protection, if its owner allows it, and use that.",
        _encryption,
        spared_if(lambda p: not barred(p.encryption), "takes encrypted files"),
    ),
    FileRule(
        "metadata",
        "Holds no data about who made it, how and when",
        "Make the deliverable again from a flat copy (print the source to PDF).",
        _metadata,
    ),
    FileRule("revisions", "Holds no earlier state of itself", _AGAIN, _revisions),
    FileRule(
        "pdfa",
        "Is PDF/A where the court wants it, or where it says so",
        "Make PDF/A of the source (flat, fonts embedded), or ask the clerk for leave to file plain PDF.",
        _pdfa,
    ),
)
PAGE_RULES = (
    PageRule(
        "paper",
        "Has pages of a size the court takes",
        "Print the page onto letter paper, or file it behind a slip sheet.",
        _paper,
    ),
)
SET_RULES = (
    SetRule(
        "envelope",
        "Is within the court's size for one filing",
        "File in several entries.",
        _envelope,
        spared_if(lambda p: p.max_envelope_mb is None, "gives no limit for a whole filing"),
    ),
    SetRule(
        "attachment_count",
        "Is within the court's number of files",
        "File in several entries, or bind exhibits together.",
        _attachment_count,
        spared_if(lambda p: p.max_attachments is None, "gives no number of files"),
    ),
)
