"""Names of sources that tell them apart.

Answers: under which names each source is printed, when different files arrived under the same name; how a
name too long for people is shown.
Refuses to let the order of arrival decide: every file under a shared name gets its digest's beginning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from itertools import count
from pathlib import PurePosixPath

SHORT_DIGEST = 8
LONGEST_NAME = 1_000
"""Characters. Names in archives and mails may be far longer than any table or process can carry."""


def shortened(name: str) -> str:
    """The name, its middle left out (``…``) if it is longer than `LONGEST_NAME`; the ending stays."""
    half = (LONGEST_NAME - 3) // 2
    return name if len(name) <= LONGEST_NAME else f"{name[:half]} … {name[-half:]}"


def distinct_names(
    pairs: Iterable[tuple[str, str]], is_name: Callable[[str], bool] = lambda _: False
) -> dict[str, tuple[str, ...]]:
    """Sorted names by digest.

    Args:
        pairs: (sha256, name) as recorded; a name may occur with several digests.
        is_name: whether a name is recorded that is not among ``pairs``.

    Returns:
        For each digest its names; a name two digests share becomes ``records [1a2b3c4d].pdf``.
    """
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for sha256, name in pairs:
        owners[name].add(sha256)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for name, digests in owners.items():
        apart = _told_apart(name, digests, lambda shown: shown in owners or is_name(shown))
        for sha256, shown in apart.items():
            names[sha256].add(shown)
    return {sha256: tuple(sorted(own)) for sha256, own in names.items()}


def _told_apart(name: str, digests: Collection[str], is_taken: Callable[[str], bool]) -> dict[str, str]:
    """The name of each digest: with as much of the digest as makes it nobody else's.

    A file may bear a name that was made to look like one of these, or share a digest's beginning.
    """
    if len(digests) == 1:
        return dict.fromkeys(digests, name)
    suffix = PurePosixPath(name).suffix
    stem = name[: len(name) - len(suffix)]
    for length in count(SHORT_DIGEST, SHORT_DIGEST):
        shown = {sha256: f"{stem} [{sha256[:length].ljust(length, '+')}]{suffix}" for sha256 in digests}
        if len(set(shown.values())) == len(digests) and not any(is_taken(s) for s in shown.values()):
            return shown
    raise AssertionError("unreachable: finitely many names are taken")
