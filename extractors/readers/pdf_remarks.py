"""What a PDF carries besides its pages: scripts, launches, embedded files, locks, signatures.

Answers: remarks for the document and the names of files inside it. Runs nothing, follows nothing,
extracts nothing: what could act is named, so that its absence from the pages is never silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pikepdf

_MAX_ANNOTATIONS = 20_000
_MAX_NAMES = 200
_MAX_DEPTH = 20
_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class PdfRemarks:
    """What was found.

    Args:
        remarks: in the program's words.
        embedded: names of embedded files as the file gives them, control characters replaced.
        dynamic_form: the content is a script-driven form, not pages.
        layered: layers exist that can be switched off.
    """

    remarks: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()
    dynamic_form: bool = False
    layered: bool = False

    def with_remark(self, remark: str | None) -> PdfRemarks:
        """The same with one more remark."""
        return replace(self, remarks=(*self.remarks, remark)) if remark else self


def remarks_on(untrusted_pdf: pikepdf.Pdf) -> PdfRemarks:
    """Look through a document's root and annotations."""
    root = untrusted_pdf.Root
    remarks: list[str] = []
    if untrusted_pdf.is_encrypted:
        remarks.append(_permissions(untrusted_pdf))
    names = _dictionary(root.get("/Names"))
    scripts = "/JavaScript" in names or _action_kind(root.get("/OpenAction")) == "/JavaScript"
    launches = _action_kind(root.get("/OpenAction")) == "/Launch"
    embedded = list(_names_in(names.get("/EmbeddedFiles")))
    for annotation in _annotations(untrusted_pdf):
        kind = _action_kind(annotation.get("/A"))
        scripts = scripts or kind == "/JavaScript" or "/AA" in annotation
        launches = launches or kind == "/Launch"
        if str(annotation.get("/Subtype", "")) == "/FileAttachment" and len(embedded) < _MAX_NAMES:
            embedded.append(_file_name(annotation.get("/FS")))
    form = _dictionary(root.get("/AcroForm"))
    if scripts or "/AA" in root:
        remarks.append("JavaScript present, not run")
    if launches:
        remarks.append("an action that starts another program is present, not run")
    if "/XFA" in form:
        remarks.append("an XFA form is present; only what its pages show is read")
    if "/Collection" in root:
        remarks.append("a portfolio: its documents are embedded files")
    if embedded:
        remarks.append(f"{len(embedded)} embedded file{'s' if len(embedded) > 1 else ''}, not opened")
    if _is_signed(form):
        remarks.append("digitally signed")
    dynamic = "/XFA" in form and "/NeedsRendering" in root
    return PdfRemarks(tuple(remarks), tuple(embedded), dynamic, "/OCProperties" in root)


def _permissions(untrusted_pdf: pikepdf.Pdf) -> str:
    allowed = untrusted_pdf.allow
    denied = [
        word
        for word, granted in (
            ("printing", allowed.print_highres or allowed.print_lowres),
            ("copying", allowed.extract),
            ("changing", allowed.modify_other),
        )
        if not granted
    ]
    return f"restricted permissions ({', '.join(denied)})" if denied else "encrypted, opens without password"


def _annotations(untrusted_pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    seen = 0
    for page in untrusted_pdf.pages:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            continue
        for annotation in annotations:
            seen += 1
            if seen > _MAX_ANNOTATIONS:
                return
            if isinstance(annotation, pikepdf.Dictionary):
                yield annotation


def _names_in(tree: object, depth: int = 0) -> Iterator[str]:
    """File names of a name tree, to a bounded depth."""
    node = _dictionary(tree)
    pairs = node.get("/Names")
    if isinstance(pairs, pikepdf.Array):
        for i in range(1, min(len(pairs), 2 * _MAX_NAMES), 2):
            yield _file_name(pairs[i])
    kids = node.get("/Kids")
    if isinstance(kids, pikepdf.Array) and depth < _MAX_DEPTH:
        for i in range(min(len(kids), _MAX_NAMES)):
            yield from _names_in(kids[i], depth + 1)


def _file_name(specification: object) -> str:
    if isinstance(specification, pikepdf.String):
        untrusted_name = str(specification)
    else:
        spec = _dictionary(specification)
        untrusted_name = str(spec.get("/UF", spec.get("/F", "")))
    printable = "".join(c if c.isprintable() else "?" for c in untrusted_name)
    return printable[:_NAME_LENGTH] or "unnamed"


def _is_signed(form: pikepdf.Dictionary) -> bool:
    flags = form.get("/SigFlags", 0)
    return isinstance(flags, int) and bool(int(flags) & 1)


def _action_kind(action: object) -> str:
    return str(_dictionary(action).get("/S", ""))


def _dictionary(value: object) -> pikepdf.Dictionary:
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()
