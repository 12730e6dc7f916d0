"""What was released stays as it was numbered.

Answers: the designations of the last released set and what bears them; whether a new set leaves each of them
where it was. Refuses a designation that now stands for other pages or another party, one that vanished
(a withdrawn or omitted exhibit keeps its line), pages that now bear other Bates numbers, and letters that
went out doubled (AA, BB) and now run on in the other order (AA, AB).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.errors import UsageError
from pipelines.exhibits.designations import GivenTo
from pipelines.exhibits.exhibit_set import ExhibitRow, ExhibitSet
from pipelines.exhibits.plan import WITHOUT_PAGES, Party

_LAW = "nothing is renumbered after release"


def numbers_given(released: ExhibitSet | None) -> dict[str, GivenTo]:
    """Every designation of the last released set and what bears it, in its order; none without a set."""
    rows = released.rows if released else ()
    return {r.designation: _bearer(r) for r in rows}


def refuse_renumbering(released: ExhibitSet | None, rows: Sequence[ExhibitRow]) -> None:
    """Hold a new set against the last released one.

    Raises:
        UsageError: naming the designation that was changed, and how to leave it alone.
    """
    _refuse_other_letters(released.rows if released else (), rows)
    now = {r.designation: r for r in rows}
    for before in released.rows if released else ():
        name, after = before.designation, now.get(before.designation)
        if after is None:
            raise UsageError(
                f"{name} was released and is not in the plan: {_LAW}.",
                'Put its line back; with status = "withdrawn" it keeps its number and has no pages.',
            )
        if after.party != before.party:
            raise UsageError(
                f"{name} was released as the {before.party}'s and is now the {after.party}'s: {_LAW}.",
                "Put the party back, and give the new exhibit the next designation.",
            )
        if after.status in _EMPTY:
            continue
        if not _same_content(before, after):
            raise UsageError(
                f"{name} was released with other pages than it has now: {_LAW}.",
                f"Put its source and pages back, or mark {name} as withdrawn and add a line without a "
                "designation: it gets the next one.",
            )
        if _numbered(before) and not after.held and _bates(after) != _bates(before):
            raise UsageError(
                f"{name} was released as {before.bates_first} to {before.bates_last} and would now bear "
                f"other Bates numbers: {_LAW}.",
                "Put [bates] back as it was, and new exhibits behind those that were released.",
            )


def _refuse_other_letters(before: Sequence[ExhibitRow], now: Sequence[ExhibitRow]) -> None:
    """Another scheme or prefix makes a designation vanish; doubled letters are letters in either order."""
    for party in dict.fromkeys(r.party for r in before):
        doubled = [b for r in before if r.party == party and (b := _long_letters(r))]
        if not all(map(_is_doubled, doubled)) or all(set(b) == {"A"} for b in doubled):
            continue
        for row in (r for r in now if r.party == party):
            body = _long_letters(row)
            if body and not _is_doubled(body):
                raise UsageError(
                    f"{row.designation} runs on in another order than the released {doubled[-1]}: {_LAW}.",
                    f'Set scheme = "doubled" under [numbering.{party}].',
                )


def _long_letters(row: ExhibitRow) -> str:
    """The letters of a designation behind Z, without prefix; "" for others."""
    match = re.fullmatch(r"(?:\D*[-. /])?([A-Z]{2,})", row.designation)
    return match[1] if match else ""


def _is_doubled(body: str) -> bool:
    return len(set(body)) == 1


_EMPTY = frozenset(s.value for s in WITHOUT_PAGES)


def _bearer(row: ExhibitRow) -> GivenTo:
    name, sha256 = row.sources[0] if row.sources else ("", "")
    return GivenTo(Party(row.party), (name,) if name else (), sha256, row.source_pages)


def _same_content(before: ExhibitRow, after: ExhibitRow) -> bool:
    """Whether both stand for the same bytes and pages; a file's name may change, and how pages are written.

    What was held back for want of a file went out as a slip sheet: it may get its file later.
    """
    if before.held and not before.sources:
        return True
    same_files = [sha256 for _, sha256 in before.sources] == [sha256 for _, sha256 in after.sources]
    same_pages = before.source_pages == after.source_pages or _pages(before) == _pages(after) != []
    return same_files and same_pages


def _pages(row: ExhibitRow) -> list[tuple[str, int]]:
    return [(p.sha256, p.source_page) for p in row.pages if p.source_page]


def _numbered(row: ExhibitRow) -> bool:
    """Whether its pages went out with numbers: one that was held went out as a slip sheet only."""
    return bool(row.bates_first) and not row.held and row.status not in _EMPTY


def _bates(row: ExhibitRow) -> tuple[str, ...]:
    """Of its pages: a slip sheet before them may come and go."""
    return tuple(p.bates for p in row.pages if p.source_page)
