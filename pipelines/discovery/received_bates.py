"""The Bates numbers of what was received: as load files state them, and as the pages print them.

Answers: the numbers of each file; for each series (a prefix, without regard to case) what came, which numbers
between its first and last did not, and which came on different papers. Refuses to choose between papers of
one number, and to take a printed number for one that does not run on (`extractors.bates`): such a number is
kept apart, for a list that names it to be held against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.bates import bates_of, edge_numbers
from extractors.errors import UsageError
from extractors.pages import Page
from pipelines.exhibits.bates_numbers import BatesRange, parse_range
from pipelines.matter_database import Run
from pipelines.store import Store

LOAD_FILE, PRINTED, AT_EDGE = "load file", "printed", "at the edge"
_LOOKED_BY = "2"
"""Raised when printed numbers are looked for in another way: then every paper is looked at again."""

_AT_ONCE = 20
"""Documents whose numbers are recorded in one transaction: each waits for the disk."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Numbers of one file. ``stated`` says by whom; ``place`` is the load file and its record, else ""."""

    sha256: str
    range: BatesRange
    stated: str
    place: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Numbers that different papers bear: the papers' digests, in order."""

    range: BatesRange
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One series as received so far: the ranges that came (joined where they run on), what is missing between
    them, what came on different papers."""

    prefix: str
    received: tuple[BatesRange, ...]
    gaps: tuple[BatesRange, ...]
    overlaps: tuple[Overlap, ...]


def note_stated(run: Run, stated: Iterable[Stated]) -> None:
    """Record what the load files state, in place of what they stated before, in the caller's transaction."""
    run("DELETE FROM bates_received WHERE stated = ?", (LOAD_FILE,))
    for one in stated:
        _insert(run, one)


def note_printed(store: Store, readers: str) -> int:
    """Look for printed numbers on what these readers read and nobody looked at yet; how many were looked at.

    Each document is loaded once, however often this is called.
    """
    made_by = f"{_LOOKED_BY}, {readers}"
    with store.database.reading() as run:
        waiting = run(
            "SELECT sha256 FROM documents WHERE reader_version = ? AND sha256 NOT IN"
            " (SELECT sha256 FROM bates_looked WHERE made_by = ?) ORDER BY sha256",
            (readers, made_by),
        ).fetchall()
    for at in range(0, len(waiting), _AT_ONCE):
        some = [sha256 for (sha256,) in waiting[at : at + _AT_ONCE]]
        found = [(sha256, store.document(sha256, readers)) for sha256 in some]
        with store.database.writing() as run:
            for sha256, document in found:
                for stated, look in ((PRINTED, _printed), (AT_EDGE, _at_edge)):
                    run("DELETE FROM bates_received WHERE sha256 = ? AND stated = ?", (sha256, stated))
                    for numbers in look(document.pages) if document else ():
                        _insert(run, Stated(sha256, numbers, stated, ""))
                run("INSERT OR REPLACE INTO bates_looked VALUES (?, ?)", (sha256, made_by))
    return len(waiting)


def received(store: Store) -> tuple[Stated, ...]:
    """The numbers of every paper, by series and number; also of withdrawn ones: they came. What is a
    part of another paper, or was put together and is so no more, bears none of its own."""
    return _received(store, "stated <> ?")


def at_the_edge(store: Store) -> tuple[Stated, ...]:
    """What stands at a page's edge in the form of a number and runs on nowhere, as on a paper of one page:
    perhaps its number, perhaps an account's. Sorted like what was received; not for counting."""
    return _received(store, "stated = ?")


def _received(store: Store, stated: str) -> tuple[Stated, ...]:
    with store.database.reading() as run:
        rows = run(
            "SELECT sha256, prefix, separator, digits, first, last, stated, place FROM bates_received"
            " WHERE sha256 NOT IN (SELECT sha256 FROM parts)"
            " AND (sha256 IN (SELECT sha256 FROM names) OR sha256 IN (SELECT sha256 FROM withdrawn))"
            f" AND {stated}",
            (AT_EDGE,),
        ).fetchall()
    found = [Stated(r[0], BatesRange(*r[1:6]), r[6], r[7]) for r in rows]
    return tuple(
        sorted(found, key=lambda s: (s.range.series, s.range.first, s.range.last, s.sha256, s.stated))
    )


def gaps_and_overlaps(store: Store) -> tuple[Series, ...]:
    """Each series against all that was received so far, sorted by prefix.

    A withdrawn file's numbers were received, so they are no gap; but they stand against no other paper.
    """
    numbers, standing = received(store), _standing(store)
    by_series: defaultdict[str, list[Stated]] = defaultdict(list)
    for one in numbers:
        by_series[one.range.series].append(one)
    return tuple(_series(own, standing) for _, own in sorted(by_series.items()))


def lines(found: Iterable[Series]) -> Iterator[str]:
    """What to say of each series, a line for each thing."""
    for series in found:
        count = sum(len(one) for one in series.received)
        prefix = series.prefix or "numbers without a prefix"
        yield f"{prefix}: {count} numbers received, {_told(series.received)}"
        if series.gaps:
            lost = sum(len(gap) for gap in series.gaps)
            yield f"  not received: {_told(series.gaps)} ({lost})"
        for overlap in series.overlaps:
            papers = ", ".join(sha256[:12] for sha256 in overlap.sources)
            yield f"  {overlap.range.text} on different papers: {papers}"


_MOST_TOLD = 8


def _told(ranges: Sequence[BatesRange]) -> str:
    more = len(ranges) - _MOST_TOLD
    told = ", ".join(one.text for one in ranges[:_MOST_TOLD])
    return f"{told} and {more} more" if more > 0 else told


def _insert(run: Run, one: Stated) -> None:
    r = one.range
    run(
        "INSERT OR IGNORE INTO bates_received"
        " (sha256, prefix, separator, digits, first, last, stated, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (one.sha256, r.prefix, r.separator, r.digits, r.first, r.last, one.stated, one.place),
    )


def _printed(pages: Sequence[Page]) -> tuple[BatesRange, ...]:
    """The numbers on the pages as ranges, in the order of the pages."""
    found: list[BatesRange] = []
    for text in bates_of(pages):
        number = printed_number(text)
        if number is None or number.first != number.last:
            continue
        before = found[-1] if found else None
        if before and before.series == number.series and before.last + 1 == number.first:
            found[-1] = replace(before, last=number.first)
        else:
            found.append(number)
    return tuple(found)


def _at_edge(pages: Sequence[Page]) -> tuple[BatesRange, ...]:
    """The numbers of `edge_numbers`, each once, in the order of the pages."""
    found = (printed_number(text) for texts in edge_numbers(pages) for text in texts)
    return tuple(dict.fromkeys(one for one in found if one is not None and one.first == one.last))


def printed_number(text: str | None) -> BatesRange | None:
    """What a page prints as its number, as `extractors.bates` finds it; ``None`` where that is none."""
    try:
        return parse_range(text) if text else None
    except UsageError:
        return None


def _standing(store: Store) -> frozenset[str]:
    """Files that are drafted from: named, not withdrawn, no part of another."""
    with store.database.reading() as run:
        rows = run(
            "SELECT DISTINCT sha256 FROM names WHERE sha256 NOT IN"
            " (SELECT sha256 FROM withdrawn WHERE kept = 0) AND sha256 NOT IN (SELECT sha256 FROM parts)"
        ).fetchall()
    return frozenset(sha256 for (sha256,) in rows)


def _series(own: Sequence[Stated], standing: frozenset[str]) -> Series:
    shape = own[0].range
    spans = _merged(own)
    gaps = tuple(
        replace(shape, first=before.last + 1, last=after.first - 1) for before, after in pairwise(spans)
    )
    return Series(shape.prefix, spans, gaps, tuple(_overlaps([s for s in own if s.sha256 in standing])))


def _merged(own: Sequence[Stated]) -> tuple[BatesRange, ...]:
    spans: list[BatesRange] = []
    for one in own:
        if spans and one.range.first <= spans[-1].last + 1:
            spans[-1] = replace(spans[-1], last=max(spans[-1].last, one.range.last))
        else:
            spans.append(replace(own[0].range, first=one.range.first, last=one.range.last))
    return tuple(spans)


def _overlaps(own: Sequence[Stated]) -> Iterator[Overlap]:
    """Ranges that more than one paper bears, by a walk over where ranges begin and end."""
    edges = sorted(
        edge for i, one in enumerate(own) for edge in ((one.range.first, i), (one.range.last + 1, i))
    )
    open_: set[int] = set()
    found: list[Overlap] = []
    for (at, i), following in zip(edges, [*edges[1:], None], strict=True):
        open_ ^= {i}
        if following is None or following[0] == at or _one_paper([own[j] for j in open_]):
            continue
        span = replace(own[0].range, first=at, last=following[0] - 1)
        sources = tuple(sorted({own[j].sha256 for j in open_}))
        if found and found[-1].range.last + 1 == span.first and found[-1].sources == sources:
            found[-1] = Overlap(replace(found[-1].range, last=span.last), sources)
        else:
            found.append(Overlap(span, sources))
    yield from found


def _one_paper(bearing: Sequence[Stated]) -> bool:
    """Whether all who bear a number are files of one paper: a load file's record may name a native and its
    pictures, and a copy of the volume fewer of them. A sheet that several records name joins no papers."""
    if len(bearing) < 2:
        return True
    records: defaultdict[str, set[str]] = defaultdict(set)
    for one in bearing:
        records[one.place or one.sha256].add(one.sha256)
    return any(paper.issuperset(one.sha256 for one in bearing) for paper in records.values())
