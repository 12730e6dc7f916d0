"""How wide a label of a figure prints in Arial, without asking a font: the same answer on every machine.

Widths are those of the Helvetica metrics (Adobe font metrics, thousandths of the size), which Arial and
Liberation Sans share; a character not listed counts as a whole em, so that an estimate is never too small.
"""

from __future__ import annotations

_GROUPS = (
    (191, "'"),
    (222, "ijl"),
    (260, "|"),
    (278, " !,./:;I[\\]ft"),
    (333, "()-`r"),
    (355, '"'),
    (389, "*"),
    (500, "Jcksvxyz"),
    (556, "#$0123456789?L_abdeghnopqu–"),
    (584, "+<=>~"),
    (611, "FTZ"),
    (667, "&ABEKPSVXY"),
    (722, "CDHNRUw"),
    (778, "GOQ"),
    (833, "Mm"),
    (889, "%"),
    (944, "W"),
)
_WIDTHS = {letter: width for width, letters in _GROUPS for letter in letters}
_BOLD, _ROUNDED = 1.12, 1.005


def label_width(text: str, size: float, *, bold: bool = False) -> float:
    """Points that a text takes at this size, at least."""
    return sum(_WIDTHS.get(c, 1000) for c in text) * size / 1000 * (_BOLD if bold else _ROUNDED)


def fitted(text: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``width`` points."""
    if label_width(text, size) <= width:
        return text
    while text and label_width(text.rstrip() + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
