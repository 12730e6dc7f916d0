"""Ids of what a question is about, as details of its entry in the ledger.

Answers: many ids in a few details, and back. Refuses more than one question can carry.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.ledger_chain import Details

MOST = 150
"""Ids of one question."""

_KEY, _BETWEEN = "about", "."
_IN_ONE = 12
"""A detail has at most 200 characters."""


def packed(ids: Sequence[str]) -> dict[str, str]:
    """Details of an entry for these ids, each of at most 15 letters and digits.

    Raises:
        ValueError: more than `MOST` (a programming error).
    """
    if len(ids) > MOST:
        raise ValueError("too many ids for one question")
    return {
        f"{_KEY}{at // _IN_ONE:02d}": _BETWEEN.join(ids[at : at + _IN_ONE])
        for at in range(0, len(ids), _IN_ONE)
    }


def unpacked(details: Details) -> tuple[str, ...]:
    """The ids in an entry's details, in their order."""
    return tuple(
        i for key in sorted(details) if key.startswith(_KEY) for i in str(details[key]).split(_BETWEEN)
    )
