"""What every page of an item begins with: whose it is, which revision, where it stands on the page."""

from __future__ import annotations

from typing import Any

from pipelines.deliverables.catalog import kind
from pipelines.matter import Matter
from pipelines.review.history import Item


def frame(matter: Matter, item: Item) -> dict[str, Any]:
    """Caption, title, revision and address of an item."""
    return {
        "caption": matter.title or matter.slug,
        "title": kind(item.deliverable).title,
        "revision": item.revision,
        "base": address(matter, item),
        "slug": matter.slug,
    }


def address(matter: Matter, item: Item) -> str:
    """Where its review stands: slug, deliverable and number, nothing that a record says."""
    return f"/m/{matter.slug}/{item.deliverable}/{item.revision}"
