"""Row ids that do not move: made of what a row is and where it stands, never of what else was found."""

from __future__ import annotations

import hashlib

from pipelines.clauses.report import Cited


def row_id(letter: str, what: str, cited: Cited) -> str:
    """``letter-`` and ten hexadecimal digits over what the row is and the passage it cites."""
    places = [(c.citation.sha256, c.citation.page, c.citation.start, c.citation.end) for c in cited]
    return f"{letter}-{hashlib.sha256(repr((what, places)).encode('utf-8')).hexdigest()[:10]}"
