"""Sources that count no more, as rows of the matter's tables: why, and in which words a draft says so.

    replaced    other bytes came in their place, and they have no other name: ends when they get one
    blocked     on a list of privileged or clawed-back papers
    withdrawn   by a person

A person who restores a source (``kept``) outranks all three. Answers: what withdrawing and keeping change;
what is withdrawn now. Everything here runs inside a transaction of the caller's. The words that are kept hold
no time, and the digest in the place of the name: a file is called what it is called on the day of a draft.
"""

from __future__ import annotations

from pipelines.matter_database import Run
from pipelines.rows import SetAside
from pipelines.source_rows import REPLACED, RESTORED, found_source

BLOCKED = "blocked"
WITHDRAWN = "withdrawn"
STAGE = "withdrawn"
"""Stage of the set-asides by which deliverables tell of withdrawn sources."""

_DETAILS = {
    REPLACED: "{sha256} was replaced: other bytes came to lie in its place.",
    BLOCKED: "{sha256} is on a list of papers that must not be used{place}.",
    WITHDRAWN: "{sha256} was withdrawn by a person.",
}
_REMEDIES = {
    REPLACED: "Compare the two; where both count, restore this one with `pincite discovery restore`.",
    BLOCKED: "Sequester it, and ask the attorney before anybody reads it.",
    WITHDRAWN: "Where it is to count again, restore it with `pincite discovery restore`.",
}


def withdraw_replaced(run: Run, sha256: str) -> None:
    """Bytes without a name, in whose place others came. What a list or a person withdrew stays so."""
    known = run("SELECT kind, kept FROM withdrawn WHERE sha256 = ?", (sha256,)).fetchone()
    if known in (None, (REPLACED, 0)):
        _put(run, sha256, REPLACED)


def withdraw_row(run: Run, sha256: str, kind: str, place: str = "") -> None:
    """Withdraw a source that a list (`BLOCKED`, ``place`` saying which) or a person (`WITHDRAWN`) names."""
    _put(run, sha256, kind, f" ({place})" if place else "")


def keep_row(run: Run, sha256: str) -> None:
    """Let a withdrawn source count whatever else is said of it; it keeps its names for good."""
    names = run("SELECT name FROM names WHERE sha256 = ?", (sha256,)).fetchall()
    if not names:
        former = "SELECT name FROM roots WHERE sha256 = ? ORDER BY name LIMIT 1"
        names = run(former, (sha256,)).fetchall()
    for (name,) in names:
        run("INSERT OR IGNORE INTO names VALUES (?, ?)", (name, sha256))
        run("INSERT OR IGNORE INTO roots VALUES (?, ?, ?)", (name, sha256, RESTORED))
    run("UPDATE withdrawn SET kept = 1 WHERE sha256 = ?", (sha256,))


def withdrawn_rows(run: Run) -> tuple[tuple[SetAside, bool], ...]:
    """What was withdrawn, as drafts tell it, and whether a person kept it in spite of that, by digest. Parts
    of another paper are not told of by themselves."""
    rows = run(
        "SELECT sha256, kind, detail, remedy, kept FROM withdrawn"
        " WHERE sha256 NOT IN (SELECT sha256 FROM parts) ORDER BY sha256"
    ).fetchall()
    told = []
    for sha256, kind, detail, remedy, kept in rows:
        source = found_source(run, sha256)
        name = source.name if source is not None else sha256
        told.append((SetAside(name, sha256, STAGE, kind, detail.replace(sha256, name), remedy), kept > 0))
    return tuple(told)


def _put(run: Run, sha256: str, kind: str, place: str = "") -> None:
    detail = _DETAILS[kind].format(sha256=sha256, place=place)
    run(
        "INSERT OR REPLACE INTO withdrawn (sha256, kind, detail, remedy, kept) VALUES (?, ?, ?, ?, 0)",
        (sha256, kind, detail, _REMEDIES[kind]),
    )
