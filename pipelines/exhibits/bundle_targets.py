"""Where a link of the index or the chronology leads inside one volume.

Answers: the page for ``exhibit:ID`` and for a cited page of a source. Refuses everything else, and whatever
is not in the volume: the link goes, its words stay, and it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.exhibits.bundle_parts import BoundPart, BundlePage, Leaf, linked_exhibit

_CITED = re.compile(r"\.\./sources/[A-Za-z0-9-]+-([0-9a-f]{10})\.[a-z]+(?:#page=([0-9]{1,7}))?")
"""What `pipelines.source_links.page_link` writes: ten digits of the source's digest, and the page."""


class Targets:
    """Pages of one volume, by what links call them. Positions count in the volume, from 1."""

    def __init__(self, parts: Sequence[BoundPart], pages: Sequence[BundlePage]) -> None:
        by_id = {part.id: part for part in parts}
        self._exhibits: dict[str, int] = {}
        self._cited: dict[tuple[str, int], int] = {}
        self._begins: dict[str, tuple[int, int]] = {}
        for position, page in enumerate(pages, 1):
            if page.leaf is not Leaf.EXHIBIT:
                continue
            if page.page == 1:
                self._exhibits[page.exhibit] = position
            sha256, source_page = by_id[page.exhibit].pages[page.page - 1]
            if source_page:
                self._cited.setdefault((sha256[:10], source_page), position)
                place = (source_page, position)
                self._begins[sha256[:10]] = min(self._begins.get(sha256[:10], place), place)

    def position(self, untrusted_target: str) -> int | None:
        """The page a target leads to: of an exhibit its first, of a citation the first that shows the cited
        page. A citation without a page, as of a text file, leads to the earliest page of its source."""
        if exhibit := linked_exhibit(untrusted_target):
            return self._exhibits.get(exhibit[0])
        cited = _CITED.fullmatch(untrusted_target)
        if not cited:
            return None
        if cited[2]:
            return self._cited.get((cited[1], int(cited[2])))
        begins = self._begins.get(cited[1])
        return begins[1] if begins else None
