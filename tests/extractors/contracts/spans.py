"""A stretch of a text, as sentences are one."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """``text[start:end]``, under a heading."""

    start: int
    end: int
    heading: str = ""
