"""Takes out of a PDF everything that is not on its pages, and from its pages what only a file keeps.

Answers: a document of pages with content and resources, nothing else: no metadata, outlines, names, structure
tree, forms, annotations, attachments, scripts, thumbnails, private data, page labels. What one page does not
draw is no longer among its resources, for programs often give every page the pictures of all. Saving such a
document writes what its pages reach and so leaves earlier revisions behind.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from pipelines.exhibits.geometry import inherited

Reference = tuple[int, int]

_ON_ROOT = frozenset({"/Type", "/Pages"})
_IN_TRAILER = frozenset({"/Root", "/Size"})
_ON_PAGE = frozenset(
    {
        "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit",
        "/Resources", "/Contents", "/Group",
    }
)  # fmt: skip
_ON_NODE = frozenset({"/Type", "/Parent", "/Kids", "/Count"})
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
_IN_RESOURCES = frozenset({"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading"})
_ON_ANY = (
    "/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Alternates", "/Thumb", "/AA", "/StructParent",
    "/StructParents", "/Measure", "/PtData", "/AF",
)  # fmt: skip
_DEEPEST = 20


def scrub(pdf: pikepdf.Pdf) -> None:
    """Take out everything that is not drawn. Annotations must have been printed into the pages before."""
    for key in set(pdf.trailer.keys()) - _IN_TRAILER:
        del pdf.trailer[key]
    for key in set(pdf.Root.keys()) - _ON_ROOT:
        del pdf.Root[key]
    _settle_inherited(pdf)
    for page in pdf.pages:
        for key in set(page.obj.keys()) - _ON_PAGE:
            del page.obj[key]
    for found in pdf.objects:
        if isinstance(found, Dictionary | Stream):
            for key in _ON_ANY:
                if key in found:
                    del found[key]


def _settle_inherited(pdf: pikepdf.Pdf) -> None:
    """Write on each page what it has from the nodes above it, and leave the nodes with nothing to give."""
    for page in pdf.pages:
        for key in _INHERITED:
            value = inherited(page, key)
            if value is not None:
                page.obj[key] = value
    for page in pdf.pages:
        node = page.obj.get("/Parent")
        for _ in range(_DEEPEST):
            if not isinstance(node, Dictionary):
                break
            for key in set(node.keys()) - _ON_NODE:
                del node[key]
            node = node.get("/Parent")


def prune(pdf: pikepdf.Pdf) -> None:
    """Leave each page, and each drawing within, only those pictures and drawings that it draws."""
    done: set[Reference] = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        own = _copied(resources) if isinstance(resources, Dictionary) else Dictionary()
        page.obj["/Resources"] = own
        _prune(page.obj, own, done, 0)


def pictures_of(page: pikepdf.Page) -> dict[Reference, int]:
    """The pictures that a page can reach, each with the number of its pixels."""
    found: dict[Reference, int] = {}
    seen: set[Reference] = set()
    waiting: list[object] = [page.obj.get("/Resources")]
    while waiting:
        here = waiting.pop()
        if not isinstance(here, Dictionary | Stream | Array):
            continue
        if here.is_indirect:
            if here.objgen in seen:
                continue
            seen.add(here.objgen)
        if isinstance(here, Stream) and here.get("/Subtype") == Name.Image:
            found[here.objgen] = _count(here, "/Width") * _count(here, "/Height")
        if isinstance(here, Array):
            waiting.extend(here)
        else:
            waiting.extend(here[key] for key in here.keys() if key not in ("/Parent", "/P"))  # noqa: SIM118
    return found


def contents_of(page: pikepdf.Page) -> frozenset[Reference]:
    """The content streams of a page."""
    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, Array) else [contents]
    return frozenset(s.objgen for s in streams if isinstance(s, Stream))


def _prune(content: pikepdf.Object, resources: Dictionary, done: set[Reference], depth: int) -> None:
    for key in set(resources.keys()) - _IN_RESOURCES:
        del resources[key]
    available = resources.get("/XObject")
    if not isinstance(available, Dictionary):
        return
    drawings = {key: available[key] for key in sorted(available.keys())}
    if not _shares_resources(resources, drawings.values()):
        named = _named(content)
        drawings = {key: drawing for key, drawing in drawings.items() if key in named}
        resources["/XObject"] = Dictionary(drawings)
    for drawing in drawings.values():
        inner = drawing.get("/Resources") if isinstance(drawing, Stream) else None
        if isinstance(inner, Dictionary) and drawing.objgen not in done and depth < _DEEPEST:
            done.add(drawing.objgen)
            own = _copied(inner)
            drawing["/Resources"] = own
            _prune(drawing, own, done, depth + 1)


def _copied(resources: Dictionary) -> Dictionary:
    """A dictionary of its own with the same entries: the given one may be that of other pages too."""
    return Dictionary({key: resources[key] for key in sorted(resources.keys())})


def _shares_resources(resources: Dictionary, drawings: Iterable[pikepdf.Object]) -> bool:
    """Whether something drawn here has no resources of its own and may draw any of these."""
    fonts = resources.get("/Font")
    glyphs = [fonts[key] for key in fonts.keys()] if isinstance(fonts, Dictionary) else []  # noqa: SIM118
    loose = [f for f in glyphs if isinstance(f, Dictionary) and f.get("/Subtype") == Name.Type3]
    forms = [d for d in drawings if isinstance(d, Stream) and d.get("/Subtype") == Name.Form]
    return any("/Resources" not in holder for holder in (*loose, *forms))


def _named(content: pikepdf.Object) -> frozenset[str]:
    """Names that a content uses, for whatever: a few too many are kept rather than one too few."""
    found: set[str] = set()
    for instruction in pikepdf.parse_content_stream(content):
        found.update(str(operand) for operand in instruction.operands if isinstance(operand, Name))
    return frozenset(found)


def _count(stream: Stream, key: str) -> int:
    value = stream.get(key)
    return int(value) if isinstance(value, int) else 0
