"""stub"""
from __future__ import annotations

from pathlib import Path

from pipelines.exhibits.plan import Region


def marked_regions(source: Path, name: str) -> tuple[Region, ...]:
    """The redaction marks of a PDF, in page order; their pages count in it. Call it in a child process.

    Raises:
        UsageError: a mark has no place on its page.
    """
    raise NotImplementedError
