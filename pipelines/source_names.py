"""Names of sources that tell them apart.

Answers: under which names each source is printed, when different files arrived under the same name.
Refuses to let the order of arrival decide: every file under a shared name gets its digest's beginning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

SHORT_DIGEST = 8


def distinct_names(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Sorted names by digest.

    Args:
        pairs: (sha256, name) as recorded; a name may occur with several digests.

    Returns:
        For each digest its names; a name two digests share becomes ``records [1a2b3c4d].pdf``.
    """
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for sha256, name in pairs:
        owners[name].add(sha256)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for name, digests in owners.items():
        for sha256 in digests:
            names[sha256].add(name if len(digests) == 1 else _with_digest(name, sha256))
    return {sha256: tuple(sorted(own)) for sha256, own in names.items()}


def _with_digest(name: str, sha256: str) -> str:
    path = PurePosixPath(name)
    stem, suffix = name[: len(name) - len(path.suffix)], path.suffix
    return f"{stem} [{sha256[:SHORT_DIGEST]}]{suffix}"
