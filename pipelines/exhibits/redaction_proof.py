"""stub"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.exhibits.redacted import Removed


def prove_redaction(path: Path, removed: Sequence[Removed], name: str) -> None:
    """Read a redacted file again in every way there is, and stop if anything removed is found.

    Args:
        path: the redacted file, or one made of it (stamped); pages as in ``removed``.
        removed: what `redact` took away.
        name: what messages call the exhibit.

    Raises:
        RedactionError: something removed can still be read; says which redaction and where, never what.
    """
    raise NotImplementedError
