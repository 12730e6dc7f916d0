"""Which sources arrived, left or bear another name, and which files are newly set aside or read at last.

Answers: from the sources that either revision was made from, their accounts of pages and their set-asides. A
source is its bytes. Says why one left only in the words of its set-aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipelines.delta.values import FileChange, FileState
from pipelines.page_ledger import CITED
from pipelines.render.printing import in_words
from pipelines.rows import PageEntry, SetAside

Inputs = Sequence[tuple[str, str]]
"""(name, SHA-256) of each source of a revision; one source may have several names."""

GONE = "no longer read"


def withdrawn_for(set_aside: Iterable[SetAside]) -> dict[str, str]:
    """By digest, in words, why a file is not drawn on."""
    return {entry.sha256: in_words(entry.reason) for entry in set_aside if entry.sha256}


def file_changes(
    before: Inputs,
    now: Inputs,
    pages_before: Sequence[PageEntry],
    pages_now: Sequence[PageEntry],
    why: Mapping[str, str],
) -> tuple[FileChange, ...]:
    """Every source that is not in both revisions under the same names: received ones first, by name."""
    old, new = _names(before), _names(now)
    seen, seen_before = _counts(pages_now), _counts(pages_before)
    found = []
    for sha256, name in new.items():
        if sha256 not in old:
            found.append(FileChange(sha256, name, FileState.RECEIVED, "", *seen[sha256]))
        elif old[sha256] != name:
            found.append(FileChange(sha256, name, FileState.RENAMED, old[sha256], *seen[sha256]))
    for sha256, name in old.items():
        if sha256 not in new:
            told = why.get(sha256, GONE)
            found.append(FileChange(sha256, name, FileState.WITHDRAWN, "", *seen_before[sha256], why=told))
    states = list(FileState)
    return tuple(sorted(found, key=lambda f: (states.index(f.state), f.name, f.sha256)))


def newly_set_aside(
    before: Sequence[SetAside], now: Sequence[SetAside], files: Sequence[FileChange]
) -> tuple[SetAside, ...]:
    """Set aside now, not before; without the sources that are listed as withdrawn already."""
    known = {_key(entry) for entry in before}
    listed = {change.sha256 for change in files if change.state is FileState.WITHDRAWN}
    return tuple(e for e in now if _key(e) not in known and e.sha256 not in listed)


def set_aside_no_more(before: Sequence[SetAside], now: Sequence[SetAside]) -> tuple[SetAside, ...]:
    """Set aside before and not now."""
    known = {_key(entry) for entry in now}
    return tuple(e for e in before if _key(e) not in known)


def _key(entry: SetAside) -> tuple[str, str]:
    """The file, by its bytes where they were read, and why."""
    return entry.sha256 or entry.file, entry.reason


def _names(inputs: Inputs) -> dict[str, str]:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name, sha256 in inputs:
        names[sha256].append(name)
    return {sha256: "; ".join(sorted(own)) for sha256, own in names.items()}


def _counts(pages: Sequence[PageEntry]) -> defaultdict[str, tuple[int, int]]:
    """Pages, and cited ones, by digest."""
    counts: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for page in pages:
        total, cited = counts[page.sha256]
        counts[page.sha256] = (total + 1, cited + (page.disposition == CITED))
    return counts
