"""What a finished file would do besides being read: scripts, attachments, forms, media, layers, notes.

Answers: each such thing, with the page it hangs on where it hangs on one. Looks where viewers look (the
document's start, its names, pages, annotations, fields, bookmarks) and then through every object of the
file, because what no viewer reaches today another may reach tomorrow. Runs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.preflight.faults import Fault, FileRule, barred, spared_if
from pipelines.exhibits.preflight.opened import Opened

_SCRIPT = "/JavaScript"
_HARMLESS = frozenset(("/GoTo", "/URI", _SCRIPT, "/Sound", "/Movie", "/Rendition", "/RichMediaExecute"))
"""Actions that lead to a page, or that other checks speak of."""
_MEDIA_ACTIONS = frozenset(("/Sound", "/Movie", "/Rendition", "/RichMediaExecute"))
_MEDIA_NOTES = frozenset(("/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Projection"))
_ELSEWHERE = frozenset(("/Link", "/Widget", "/FileAttachment", "/Redact")) | _MEDIA_NOTES
"""Annotations that other checks speak of."""
_UNSEEN = frozenset(("/Text", "/Popup", "/Caret"))
"""Comments that a printed page does not show: nobody means to file them."""
_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Action:
    """An action: its kind (``/Launch``), where it hangs, on which page (0: none)."""

    kind: str
    where: str
    page: int


def notes_of(opened: Opened) -> Iterator[tuple[int, pikepdf.Object]]:
    """Every annotation with its page, in order."""
    for number, page in enumerate(opened.pdf.pages, start=1):
        for note in page.obj.get("/Annots", ()):
            if isinstance(note, pikepdf.Dictionary):
                yield number, note


def actions(opened: Opened) -> Iterator[Action]:
    """Every action of the file, those that no viewer reaches included."""
    met: set[tuple[int, int]] = set()
    root = opened.pdf.Root
    yield from _chain(root.get("/OpenAction"), "at opening", 0, met)
    yield from _events(root, "of the document", 0, met)
    for number, page in enumerate(opened.pdf.pages, start=1):
        yield from _events(page.obj, "of the page", number, met)
    for number, note in notes_of(opened):
        yield from _chain(note.get("/A"), "of an annotation", number, met)
        yield from _events(note, "of an annotation", number, met)
    for one in opened.pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.objgen not in met and (kind := _kind(one)):
            yield Action(kind, "in the file", 0)


def _kind(one: pikepdf.Object) -> str:
    """The kind of an action dictionary; "" for other dictionaries. ``/S`` alone is used by others too."""
    kind = one.get("/S")
    if not isinstance(kind, pikepdf.Name):
        return ""
    told = one.get("/Type") == pikepdf.Name.Action
    risky = str(kind) in ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR")
    return str(kind) if told or risky else ""


def _chain(start: object, where: str, page: int, met: set[tuple[int, int]]) -> Iterator[Action]:
    waiting = [start]
    for _ in range(_LONGEST_CHAIN):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, pikepdf.Array):
            # An array of actions; a destination is an array too, of a page and numbers, and does nothing.
            waiting.extend(x for x in one if isinstance(x, pikepdf.Dictionary) and "/S" in x)
        elif isinstance(one, pikepdf.Dictionary):
            if one.is_indirect:
                if one.objgen in met:
                    continue
                met.add(one.objgen)
            yield Action(str(one.get("/S", "/?")), where, page)
            waiting.append(one.get("/Next"))


def _events(holder: pikepdf.Object, where: str, page: int, met: set[tuple[int, int]]) -> Iterator[Action]:
    events = holder.get("/AA")
    if isinstance(events, pikepdf.Dictionary):
        for key in sorted(events.keys()):
            yield from _chain(events[key], f"{where} when something happens", page, met)


def _designation(opened: Opened, page: int) -> str:
    pages = opened.file.pages
    row = opened.whole.by_id.get(pages[page - 1].row) if 0 < page <= len(pages) else None
    return row.designation if row else ""


def _fault(opened: Opened, detail: str, page: int = 0) -> Fault:
    return Fault(detail, page, _designation(opened, page))


def _javascript(opened: Opened) -> Iterator[Fault]:
    if "/JavaScript" in opened.pdf.Root.get("/Names", pikepdf.Dictionary()):
        yield Fault("a script of the document")
    for action in actions(opened):
        if action.kind == _SCRIPT:
            yield _fault(opened, f"a script {action.where}", action.page)


def _launch(opened: Opened) -> Iterator[Fault]:
    for action in actions(opened):
        automatic = action.where.endswith("happens") and action.kind in ("/GoTo", "/URI")
        if action.kind not in _HARMLESS or automatic:
            yield _fault(opened, f"an action {action.kind[1:]} {action.where}", action.page)


def _attachments(opened: Opened) -> Iterator[Fault]:
    root = opened.pdf.Root
    for holder, key in ((root.get("/Names", pikepdf.Dictionary()), "/EmbeddedFiles"), (root, "/Collection")):
        if key in holder:
            yield Fault("a portfolio" if key == "/Collection" else "files attached to the document")
    for number, note in notes_of(opened):
        if note.get("/Subtype") == pikepdf.Name.FileAttachment:
            yield _fault(opened, "a file attached to the page", number)
    embedded = sum(
        isinstance(one, pikepdf.Stream) and one.get("/Type") == pikepdf.Name.EmbeddedFile
        for one in opened.pdf.objects
    )
    if embedded:
        yield Fault(f"{embedded} embedded files")


def _media(opened: Opened) -> Iterator[Fault]:
    for number, note in notes_of(opened):
        if (kind := str(note.get("/Subtype", ""))) in _MEDIA_NOTES:
            yield _fault(opened, f"sound or picture that plays ({kind[1:]})", number)
    for action in actions(opened):
        if action.kind in _MEDIA_ACTIONS:
            yield _fault(opened, f"an action {action.kind[1:]} {action.where}", action.page)


def _forms(opened: Opened) -> Iterator[Fault]:
    form = opened.pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        if "/XFA" in form:
            yield Fault("an XFA form")
        if len(form.get("/Fields", ())):
            yield Fault("form fields that can still be filled in")
    for number, note in notes_of(opened):
        if note.get("/Subtype") == pikepdf.Name.Widget:
            yield _fault(opened, "a form field", number)


def _takes_forms(profile: CourtProfile) -> bool:
    if profile.flatten == "always":
        return False
    return not barred(profile.forms, careful=profile.flatten != "never")


def _layers(opened: Opened) -> Iterator[Fault]:
    properties = opened.pdf.Root.get("/OCProperties")
    if isinstance(properties, pikepdf.Dictionary) and (count := len(properties.get("/OCGs", ()))):
        yield Fault(f"{count} layers that can be switched on and off")


def _annotations(opened: Opened) -> Iterator[Fault]:
    strict = barred(opened.whole.profile.annotations, careful=False)
    for number, note in notes_of(opened):
        kind = str(note.get("/Subtype", "/?"))
        if kind not in _ELSEWHERE and (strict or kind in _UNSEEN):
            yield _fault(opened, f"a note ({kind[1:]})", number)


_FLAT = "Print the source to a flat PDF and use that copy."
FILE_RULES = (
    FileRule(
        "javascript",
        "Holds no script",
        _FLAT,
        _javascript,
        spared_if(lambda p: not barred(p.javascript), "takes scripts"),
    ),
    FileRule(
        "actions",
        "Does nothing by itself",
        _FLAT,
        _launch,
        spared_if(lambda p: not barred(p.launch_actions), "takes actions"),
    ),
    FileRule(
        "attachments",
        "Holds no other file",
        "Take the attached files out and make them exhibits of their own.",
        _attachments,
        spared_if(lambda p: not barred(p.attachments), "takes attached files"),
    ),
    FileRule(
        "media",
        "Holds no sound or moving picture",
        "File the recording as the court asks for media, and a slip sheet here.",
        _media,
        spared_if(lambda p: not barred(p.media), "takes media"),
    ),
    FileRule(
        "forms",
        "Holds no form that can be filled in",
        _FLAT,
        _forms,
        spared_if(_takes_forms, "takes forms as they are"),
    ),
    FileRule(
        "layers",
        "Holds no layers",
        _FLAT,
        _layers,
        spared_if(lambda p: not barred(p.layers), "takes layers"),
    ),
    FileRule(
        "annotations",
        "Holds no notes",
        "Delete the notes, or print them onto the page if they are part of the exhibit.",
        _annotations,
        spared_if(lambda p: not barred(p.annotations), "takes notes"),
    ),
)
