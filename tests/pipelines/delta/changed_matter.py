"""A matter of which one draft is in review when more papers come: two revisions that differ in most ways.

Every name, facility and word is invented; the papers are those of `tests.made_pages`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extractors.pages import Document
from pipelines.rows import SetAside
from tests.made_pages import visit
from tests.pipelines.review.desk_world import DeskWorld, paper, papers

WITHDRAWN = "withdrawn"


def renamed(document: Document, *names: str) -> Document:
    """The same bytes under other names."""
    return replace(document, source=replace(document.source, names=names))


def withdrawn(document: Document, reason: str = "replaced") -> SetAside:
    """A source that is not drawn on any more."""
    source = document.source
    return SetAside(source.names[0], source.sha256, WITHDRAWN, reason, "Other bytes came.", "Read those.")


def late() -> Document:
    """What comes later: a visit between the first two, and the second one told in other words."""
    return paper(
        "late records.txt",
        visit("04/02/2021", facility="Harbor Imaging", provider="Ann Osk, MD"),
        visit("04/20/2021", provider="Ines Vale, PA", complaint="Neck pain, better."),
    )


def drafted_again(folder: Path) -> DeskWorld:
    """Revision 1 is decided in review; revision 2 was drafted when its first file had been moved, a further
    one had come, and its third had been replaced."""
    world = DeskWorld(folder)
    first, second, third = papers()
    item = world.to_review(world.draft((first, second, third)))
    world.accept_left(item)
    made = (renamed(first, "moved/first.txt"), second, late())
    world.draft(made, set_aside=(withdrawn(third),))
    return world
