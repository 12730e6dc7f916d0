"""Bates numbers printed on pages: a prefix and a running number at the page's edge.

An account or record number has the same form; what tells a Bates number is that it runs on: the next page of
the file carries the next number. A number that does not run on is not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.cells import cells
from extractors.pages import Page

_BATES = re.compile(r"(?P<prefix>[A-Z][A-Z0-9&.]{0,11}?(?:[ _-][A-Z]{1,8})?)[ _-]?(?P<number>\d{4,9})")
_EDGE_LINES = 3


def bates_of(pages: Sequence[Page]) -> tuple[str | None, ...]:
    """The Bates number of each page of a document, where a number runs on to a neighbouring page."""
    candidates = [_candidates(page) for page in pages]
    found: list[str | None] = []
    for index, here in enumerate(candidates):
        neighbours = [(step, candidates[index + step]) for step in (-1, 1) if 0 <= index + step < len(pages)]
        runs_on = (
            printed
            for (prefix, number), printed in here.items()
            if any((prefix, number + step) in other for step, other in neighbours)
        )
        found.append(next(runs_on, None))
    return tuple(found)


def edge_numbers(pages: Sequence[Page]) -> tuple[tuple[str, ...], ...]:
    """All that has the form of a Bates number at each page's edge, as printed, whether it runs on or not.

    For a question that names a number, never to tell what a page's number is.
    """
    return tuple(tuple(_candidates(page).values()) for page in pages)


def _candidates(page: Page) -> dict[tuple[str, int], str]:
    """(prefix, number) → as printed, of the cells that stand alone on the first and last lines."""
    lines = [line for line in page.lines() if line.text.strip()]
    edge = [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]
    found: dict[tuple[str, int], str] = {}
    for line in edge:
        for text in {cell.text.strip() for cell in cells(line)} | {
            line.text.split()[-1],
            line.text.split()[0],
        }:
            match = _BATES.fullmatch(text)
            if match:
                found.setdefault((match["prefix"], int(match["number"])), text)
    return dict(sorted(found.items()))
