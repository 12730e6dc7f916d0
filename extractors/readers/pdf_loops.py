"""Drawings that contain themselves: found and cut, because readers draw them for ever.

A form XObject may draw others through its resources. One that is reached again through its own resources
doubles the work at every level; no real program writes such a file on purpose.
"""

from __future__ import annotations

import pikepdf

Reference = tuple[int, int]


def cut_loops(pdf: pikepdf.Pdf) -> int:
    """Remove from every drawing's resources the references that lead back to it; returns how many."""
    cut = 0
    done: set[Reference] = set()
    for page in pdf.pages:
        cut += _cut_below(page.obj, (), done)
    return cut


def _cut_below(holder: pikepdf.Object, above: tuple[Reference, ...], done: set[Reference]) -> int:
    """Walk one page's or drawing's XObjects; each drawing is walked once."""
    resources = holder.get("/Resources")
    drawings = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(drawings, pikepdf.Dictionary):
        return 0
    cut = 0
    for key in sorted(drawings.keys()):
        drawing = drawings.get(key)
        if not isinstance(drawing, pikepdf.Stream) or drawing.get("/Subtype") != pikepdf.Name.Form:
            continue
        reference = drawing.objgen
        if reference in above:
            del drawings[key]
            cut += 1
        elif reference not in done:
            cut += _cut_below(drawing, (*above, reference), done)
            done.add(reference)
    return cut
