"""stub"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from extractors.pages import Word
from pipelines.exhibits.plan import Region
from pipelines.exhibits.redacted import Redacted


def on_copy(regions: Sequence[Region], source_pages: Sequence[int], name: str) -> tuple[Region, ...]:
    """The regions with the pages of a copy instead of its source's.

    Args:
        regions: their pages count in the source.
        source_pages: the source page of each page of the copy, in order.
        name: what messages call the exhibit.

    Raises:
        UsageError: a region's page is not among the copy's.
    """
    raise NotImplementedError


def redact(
    copy: Path, out: Path, regions: Sequence[Region], words: Mapping[int, Sequence[Word]], name: str
) -> Redacted:
    """Write a redacted file.

    Args:
        copy: the prepared copy; only read.
        out: the redacted file; its folder exists.
        regions: their pages count in the copy (`on_copy`).
        words: by page of the copy, from 1: its words in reading order, boxes as displayed, top-left origin.
        name: what messages call the exhibit.

    Raises:
        UsageError: a region lies off its page, or its text does not stand there.
    """
    raise NotImplementedError
