"""Where the links of a finished file lead.

Answers: links out of the file, links to other files of this computer, links that lead nowhere. Follows none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pikepdf

from pipelines.exhibits.preflight.active import notes_of
from pipelines.exhibits.preflight.faults import Fault, FileRule, barred, spared_if
from pipelines.exhibits.preflight.opened import Opened

_OUT = ("http:", "https:", "mailto:", "ftp:", "tel:", "www.")


def link_target(opened: Opened, link: pikepdf.Object) -> int | str | None:
    """Where a link leads: a page of the file, the address it names, or ``None`` for nowhere."""
    action = link.get("/A")
    goal = link.get("/Dest")
    if isinstance(action, pikepdf.Dictionary):
        if action.get("/S") == pikepdf.Name.URI:
            return str(action.get("/URI", ""))
        if action.get("/S") != pikepdf.Name.GoTo:
            return str(action.get("/S", "/?"))  # `active` speaks of it
        goal = action.get("/D")
    return _page(opened, goal)


def _page(opened: Opened, goal: object) -> int | None:
    if isinstance(goal, (pikepdf.Name, pikepdf.String)):
        goal = _named(opened, goal)
    if isinstance(goal, pikepdf.Dictionary):
        goal = goal.get("/D")
    if not isinstance(goal, pikepdf.Array) or not len(goal):
        return None
    first = goal[0]
    return opened.page_numbers.get(first.objgen) if isinstance(first, pikepdf.Dictionary) else None


def _named(opened: Opened, name: pikepdf.Name | pikepdf.String) -> object:
    root = opened.pdf.Root
    if isinstance(name, pikepdf.Name):
        return root.get("/Dests", pikepdf.Dictionary()).get(str(name))
    tree = root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    return pikepdf.NameTree(tree).get(str(name)) if isinstance(tree, pikepdf.Dictionary) else None


def _links(opened: Opened, wanted: str) -> Iterator[Fault]:
    for number, note in notes_of(opened):
        if note.get("/Subtype") != pikepdf.Name.Link or not ("/A" in note or "/Dest" in note):
            continue
        target = link_target(opened, note)
        if target is None:
            found = "nowhere"
        elif isinstance(target, int) or target.startswith("/"):
            continue
        else:
            found = "out" if target.lower().startswith(_OUT) else "local"
        if found == wanted:
            row = opened.whole.by_id.get(opened.file.pages[number - 1].row)
            yield Fault(_TOLD[found], number, row.designation if row else "")


_TOLD = {
    "nowhere": "a link that leads nowhere",
    "out": "a link out of the file",
    "local": "a link to a file of this computer, which the court does not have",
}
FILE_RULES = (
    FileRule(
        "external_links",
        "Links to nothing outside of it",
        "Print the source to a flat PDF, which keeps the address as text and drops the link.",
        partial(_links, wanted="out"),
        spared_if(
            lambda p: not barred(p.external_links, careful=False),
            "does not bar links out",
        ),
    ),
    FileRule(
        "local_links",
        "Links to no file of this computer",
        "Make the deliverable again; if it fails again, remove the link from the source.",
        partial(_links, wanted="local"),
    ),
    FileRule(
        "links",
        "Has no link that leads nowhere",
        "Make the deliverable again; if it fails again, remove the link from the source.",
        partial(_links, wanted="nowhere"),
    ),
)
