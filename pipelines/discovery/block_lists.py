"""The matter's lists of privileged or clawed-back papers: what is on one is withheld, read or not.

    <matter>/block-lists/*.csv|xlsx|dat ─▶ digests and Bates ranges ─▶ withheld: the file, its copies by page

Answers: which files a list newly names, and withholds them; whether a list came or changed since. A file is
named by its digest, by the numbers that a load file states, or by those that its pages print, also where
they run on nowhere: whether such a number is an account's is for a person to say, who restores it. With
it go all files of the same paper (a native and its pictures, a joined paper and its pages). Refuses to go on
past a list that cannot be read: nothing is drafted that it might name. A person's word outranks a list: what
was restored stays. What a list no longer names stays withheld until a person restores it.
"""

from __future__ import annotations

import os
import stat
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from extractors.errors import UsageError
from pipelines.discovery.received_bates import LOAD_FILE, Stated, at_the_edge, received
from pipelines.discovery.withdrawal_rows import BLOCKED
from pipelines.discovery.withdrawn import block
from pipelines.exhibits.bates_numbers import BatesRange
from pipelines.exhibits.block_list import (
    Blocked,
    BlockList,
    blocked,
    ends_of,
    numbers_behind,
    plain_number,
    read_block_list,
)
from pipelines.found_files import ignored_by_rule
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.store import Store

FOLDER = "block-lists"
WITHHELD = "discovery.withheld"
_Seen = tuple[str, int, int, int, int]


def lists_changed(matter: Matter, store: Store) -> bool:
    """Whether a list came, went or changed since the lists were last applied. Looks at names and times only.

    Raises:
        UsageError: the folder cannot be listed.
    """
    return _applied(store) != _seen(matter)


def withhold(matter: Matter, store: Store, actor: str, now: datetime) -> tuple[str, ...]:
    """Withhold what the lists name. To be called before anything is read, and again when it has been.

    Args:
        actor: in whose run this happens, for the ledger.

    Returns:
        Digests of the files that were not withheld before, sorted.

    Raises:
        UsageError: a list cannot be read.
        StoreError: the database is busy or full.
        LedgerError: the ledger cannot be written; what was withheld stays so, and is logged by the next run.
    """
    seen = _seen(matter)
    lists = [read_block_list(matter.folder / FOLDER / name) for name, *_ in seen]
    named = _named(store, lists) if lists else {}
    before = _withheld(store)
    for sha256, place in sorted(named.items()):
        block(store, sha256, place)
    if seen != _applied(store):
        with store.database.writing() as run:
            run("DELETE FROM lists_applied")
            for row in seen:
                run("INSERT INTO lists_applied VALUES (?, ?, ?, ?, ?)", row)
    after = _withheld(store)
    if after:
        _log(matter, after, actor, now)
    return tuple(sorted(after - before))


def lines(matter: Matter, store: Store) -> Iterator[str]:
    """What to say of each list: how much of it names something that came, and the first that does not.

    A privilege log names papers that never came; a clawed-back one that is not found here is for a person to
    look for, since its number may not be legible.

    Raises:
        UsageError: a list cannot be read.
    """
    seen = _seen(matter)
    if not seen:
        return
    with store.database.reading() as run:
        came = {sha256 for (sha256,) in run("SELECT sha256 FROM names UNION SELECT sha256 FROM withdrawn")}
    ends = [(plain_number(r.begin), plain_number(r.end)) for r in _ranges(store)]
    behind: dict[str, list[tuple[int, int]]] = {}
    for name, *_ in seen:
        entries = read_block_list(matter.folder / FOLDER / name).entries
        lost = [entry for entry in entries if not _came(entry, came, ends, behind)]
        yield f"{name}: names {_count(len(entries), 'paper')}, {len(entries) - len(lost):,} of them received"
        yield from (f"  not found here: {_named_as(entry)} ({entry.place})" for entry in lost[:_MOST_SHOWN])
        if len(lost) > _MOST_SHOWN:
            yield f"  not found here: {len(lost) - _MOST_SHOWN:,} more"


_MOST_SHOWN = 5


def _ranges(store: Store) -> Iterator[BatesRange]:
    yield from (one.range for one in (*received(store), *at_the_edge(store)))


def _came(
    entry: Blocked,
    came: Collection[str],
    ends: Sequence[tuple[str, str]],
    behind: dict[str, list[tuple[int, int]]],
) -> bool:
    """``behind`` keeps the numbers behind each prefix, once they were asked for."""
    if entry.range is None:
        return entry.sha256 in came
    prefix = plain_number(entry.range.prefix)
    if prefix not in behind:
        behind[prefix] = sorted(set(numbers_behind(prefix, ends)))
    first, last = entry.range.first, entry.range.last
    return any(begin <= last and first <= end for begin, end in behind[prefix])


def _named_as(entry: Blocked) -> str:
    return entry.range.text if entry.range else entry.sha256[:12]


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _seen(matter: Matter) -> tuple[_Seen, ...]:
    folder = matter.folder / FOLDER
    try:
        names = sorted(os.listdir(folder)) if os.path.lexists(folder) else []
        found = [(name, os.stat(folder / name)) for name in names if not ignored_by_rule(name)]
    except OSError as error:
        raise UsageError(
            f"The folder {FOLDER} of the matter cannot be read ({error.strerror}).",
            "Check its permissions, and that no link leads nowhere.",
        ) from error
    if any(stat.S_ISDIR(s.st_mode) for _, s in found):
        raise UsageError(
            f"There is a folder in {FOLDER}, and lists in it would be held against nothing.",
            f"Lay each list into {FOLDER} itself.",
        )
    return tuple((name, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for name, s in found)


def _applied(store: Store) -> tuple[_Seen, ...]:
    with store.database.reading() as run:
        rows = run("SELECT name, size, mtime_ns, ctime_ns, inode FROM lists_applied ORDER BY name").fetchall()
    return tuple(rows)


def _withheld(store: Store) -> frozenset[str]:
    with store.database.reading() as run:
        rows = run("SELECT sha256 FROM withdrawn WHERE kind = ? AND kept = 0", (BLOCKED,)).fetchall()
    return frozenset(sha256 for (sha256,) in rows)


def _log(matter: Matter, withheld: Iterable[str], actor: str, now: datetime) -> None:
    with Ledger(matter.ledger).transaction() as tx:
        logged = {entry.details.get("source") for entry in tx.entries if entry.event == WITHHELD}
        for sha256 in sorted(set(withheld) - logged):
            tx.append(actor, WITHHELD, {"source": sha256}, now)


def _named(store: Store, lists: Sequence[BlockList]) -> dict[str, str]:
    """Digest → where it is listed, of every file that stands or is a part of one that does.

    Files of the same paper say the same, so they go together: those that one record of a load file names, a
    joined paper and its pages. Numbers that a load file states are all its files'; beyond these, one step
    leads from what is listed by digest or by printed numbers, and no further: a sheet that many records name
    ("produced natively") does not make them one paper.
    """
    with store.database.reading() as run:
        standing = {sha256 for (sha256,) in run("SELECT DISTINCT sha256 FROM names").fetchall()}
        pages = run("SELECT page, paper FROM joined ORDER BY page, paper").fetchall()
    numbers = [one for one in received(store) if one.sha256 in standing]
    quick = [_Quick(one) for one in lists]
    on_pages = [*(one for one in numbers if one.stated != LOAD_FILE), *at_the_edge(store)]
    itself = _listed(quick, standing, on_pages)
    found = {**_listed(quick, standing, numbers), **itself}
    records: defaultdict[str, list[str]] = defaultdict(list)
    for one in numbers:
        if one.stated == LOAD_FILE:
            records[one.place].append(one.sha256)
    for own in records.values():
        place = next((itself[sha256] for sha256 in sorted(own) if sha256 in itself), "")
        found |= {sha256: place for sha256 in own if place and sha256 not in found}
    for page, paper in pages:
        if page in itself and paper in standing:
            found.setdefault(paper, itself[page])
    for page, paper in pages:
        if paper in found and page in standing:
            found.setdefault(page, found[paper])
    return found


def _listed(lists: Sequence[_Quick], standing: Iterable[str], numbers: Iterable[Stated]) -> dict[str, str]:
    bates: defaultdict[str, list[str]] = defaultdict(list)
    for one in numbers:
        bates[one.sha256].append(f"{one.range.begin} to {one.range.end}")
    found: dict[str, str] = {}
    for sha256 in sorted(standing):
        for index in lists:
            if index.may_name(bates[sha256], sha256):
                place = blocked(index.list, bates[sha256], sha256)
                if place:
                    found.setdefault(sha256, place)
    return found


class _Quick:
    """Whether a list can name a file at all: most lists name few of many."""

    def __init__(self, block_list: BlockList) -> None:
        self.list = block_list
        self._digests = frozenset(entry.sha256 for entry in block_list.entries if entry.sha256)
        spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for entry in block_list.entries:
            if entry.range:
                spans[plain_number(entry.range.prefix)].append((entry.range.first, entry.range.last))
        self._firsts = {prefix: sorted(first for first, _ in own) for prefix, own in spans.items()}
        self._reach = {prefix: _reach(sorted(own)) for prefix, own in spans.items()}

    def may_name(self, bates: Sequence[str], sha256: str) -> bool:
        """``False`` only if `blocked` finds nothing."""
        if sha256 in self._digests:
            return True
        ends = [ends_of(text) for text in bates]
        return any(
            (at := bisect_right(firsts, last)) and self._reach[prefix][at - 1] >= first
            for prefix, firsts in self._firsts.items()
            for first, last in numbers_behind(prefix, ends)
        )


def _reach(spans: Sequence[tuple[int, int]]) -> list[int]:
    """How far the spans up to each one reach."""
    reach: list[int] = []
    for _, last in spans:
        reach.append(max(last, reach[-1]) if reach else last)
    return reach
