"""Form values and typed remarks that a PDF leaves to the viewer to draw: drawn here, once and for all.

Answers: an appearance for every field of text or choice that has a value and none, and for every typed remark
without one. Refuses a ticked box that the file does not draw, and a value too long for its field at any
legible size: what a viewer would show there is anybody's guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from pipelines.exhibits.copies import HeldError, HeldFor
from pipelines.exhibits.typeset import Sheet, TooLongError, typeset

PRINT_IT = "Open it in the program it was made for, print it to a new PDF, add that, and name it in the plan."

_MULTILINE, _PASSWORD, _PUSH_BUTTON, _COMB = 1 << 12, 1 << 13, 1 << 16, 1 << 24
_SIZE = re.compile(rb"([0-9]*\.?[0-9]+)\s+Tf\b")
_MARGIN = 2.0
_PLAIN_SIZE = 12.0
_LARGEST = 4_000
_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A text to be drawn into an annotation, and how it is turned against its page."""

    annotation: pikepdf.Dictionary
    sheet: Sheet
    turned: int


def appearance_of(annotation: pikepdf.Dictionary) -> pikepdf.Object | None:
    """What the annotation looks like by its own account, ``None`` if it has no look."""
    looks = annotation.get("/AP")
    normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
        normal = normal.get(str(annotation.get("/AS", "/Off")))
    return normal if isinstance(normal, pikepdf.Stream) else None


def undrawn(annotation: pikepdf.Dictionary, redraw: bool, page: int, name: str) -> Undrawn | None:
    """The text that a viewer would have to draw for a form field or typed remark, if any.

    Args:
        annotation: a widget or a free text.
        redraw: the form asks for its values to be drawn anew.
        page: its number, for messages.
        name: the file's, for messages.

    Raises:
        HeldError: a ticked box without an appearance.
    """
    drawn = appearance_of(annotation) is not None
    if annotation.get("/Subtype") == pikepdf.Name.FreeText:
        text = _text(annotation.get("/Contents"))
        return None if drawn or not text else _undrawn(annotation, text, multiline=True, cells=0)
    kind, flags = str(inherited(annotation, "/FT") or ""), _whole(inherited(annotation, "/Ff"))
    if kind == "/Btn":
        ticked = str(annotation.get("/AS", inherited(annotation, "/V") or "/Off")) not in ("/Off", "")
        if not drawn and ticked and not flags & _PUSH_BUTTON:
            raise HeldError(
                HeldFor.UNDRAWN, f"{name} has a ticked box on page {page} that it does not draw.", PRINT_IT
            )
        return None
    text = value_of(annotation)
    if not text or (drawn and not redraw):
        return None
    cells = _whole(inherited(annotation, "/MaxLen")) if kind == "/Tx" and flags & _COMB else 0
    multiline = "\n" in text or (kind == "/Tx" and bool(flags & _MULTILINE))
    return _undrawn(annotation, text, multiline, min(cells, 500) if cells >= len(text) else 0)


def draw(pdf: pikepdf.Pdf, texts: Sequence[Undrawn], name: str) -> None:
    """Give each annotation an appearance that shows its text.

    Raises:
        HeldError: a text does not fit.
    """
    if not texts:
        return
    try:
        typed = typeset([t.sheet for t in texts])
    except TooLongError as error:
        raise HeldError(
            HeldFor.UNDRAWN,
            f"{name} has a form value that is too long for its field to be shown whole.",
            PRINT_IT,
        ) from error
    for text, page in zip(texts, typed.pages, strict=True):
        drawing = pdf.copy_foreign(page.as_form_xobject())
        if text.turned:
            a, b = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[text.turned]
            drawing["/Matrix"] = pikepdf.Array([a, b, -b, a, 0, 0])
        text.annotation["/AP"] = pikepdf.Dictionary(N=drawing)


def inherited(annotation: pikepdf.Dictionary, key: str) -> pikepdf.Object | None:
    """A field's entry, its own or its parents'."""
    node: pikepdf.Object | None = annotation
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if (value := node.get(key)) is not None:
            return value
        node = node.get("/Parent")
    return None


def _undrawn(annotation: pikepdf.Dictionary, text: str, multiline: bool, cells: int) -> Undrawn | None:
    try:
        x0, y0, x1, y1 = (float(v) for v in annotation["/Rect"])
    except (KeyError, TypeError, ValueError):
        return None
    width, height = abs(x1 - x0), abs(y1 - y0)
    if not (1 <= width <= _LARGEST and 1 <= height <= _LARGEST):
        return None
    looks = annotation.get("/MK")
    turned = _whole(looks.get("/R")) % 360 if isinstance(looks, pikepdf.Dictionary) else 0
    turned = turned if turned in (90, 180, 270) else 0
    if turned in (90, 270):
        width, height = height, width
    stated = _SIZE.search(_bytes(inherited(annotation, "/DA")))
    size = float(stated[1]) if stated else 0.0
    if size <= 0:
        size = _PLAIN_SIZE if multiline else min(_PLAIN_SIZE, height * 0.75)
    margin = min(_MARGIN, height * 0.1, width * 0.1)
    return Undrawn(annotation, Sheet(text, width, height, margin, size, cells, not multiline), turned)


def value_of(annotation: pikepdf.Dictionary) -> str:
    """What a field of text or choice shows, one line for each value; "" for all others, and for passwords."""
    kind, flags = str(inherited(annotation, "/FT") or ""), _whole(inherited(annotation, "/Ff"))
    if kind not in ("/Tx", "/Ch") or (kind == "/Tx" and flags & _PASSWORD):
        return ""
    value = inherited(annotation, "/V")
    shown = _shown_choices(inherited(annotation, "/Opt"))
    parts = list(value)[:500] if isinstance(value, pikepdf.Array) else [value]
    return "\n".join(shown.get(t, t) for t in map(_text, parts) if t)


def _shown_choices(options: object) -> dict[str, str]:
    """What a choice shows, by what it stores."""
    shown: dict[str, str] = {}
    if isinstance(options, pikepdf.Array):
        for option in list(options)[:2_000]:
            if isinstance(option, pikepdf.Array) and len(option) == 2:
                shown[_text(option[0])] = _text(option[1])
    return shown


def _text(value: object) -> str:
    if isinstance(value, pikepdf.Stream):
        value = pikepdf.String(value.read_bytes())
    if not isinstance(value, pikepdf.String):
        return ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, pikepdf.String) else b""


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int) else 0
