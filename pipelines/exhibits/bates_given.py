"""Bates numbers for the pages of a set: what was given stays, what is new runs on behind it.

Answers: the number of each page of each exhibit, and the register of all that was ever given. A page that
went out with a number keeps it, also when its exhibit was withdrawn in between; numbers that pages bear
already are taken over, never stamped again. Refuses a stated range that has not one number for each page,
everything that `pipelines.exhibits.bates_numbers.register` refuses, and a finished set whose numbers another
release has given away since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.errors import UsageError
from pipelines.exhibits.bates_numbers import (
    BatesRange,
    Given,
    digits_for,
    format_number,
    parse_range,
    register,
)
from pipelines.exhibits.exhibit_copies import Copied
from pipelines.exhibits.exhibit_set import ExhibitRow, ExhibitSet
from pipelines.exhibits.plan import BatesStyle
from pipelines.exhibits.planning import Planned
from pipelines.exhibits.production_log import bates_given


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one exhibit's pages, in order ("" for a page without). ``stamped`` if they are to be put
    on the pages; else the pages bear them already."""

    pages: tuple[str, ...]
    stamped: bool


def released_ranges(released: Sequence[tuple[int, ExhibitSet]]) -> tuple[Given, ...]:
    """The register: each range that a release gave to pages of one source, by revision, each once."""
    found: dict[tuple[str, str], Given] = {}
    for revision, made in released:
        for given in bates_given(made.rows, f"release {revision}"):
            found.setdefault((given.range.text, given.sha256), given)
    return tuple(found.values())


def numbers_of_pages(
    released: Sequence[tuple[int, ExhibitSet]],
) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """The numbers that releases gave, by (SHA-256 of the source, page in it); a page of two exhibits has
    two."""
    found: dict[tuple[str, int], dict[str, None]] = {}
    for _, made in released:
        for page in (page for row in made.rows for page in row.pages if page.bates):
            found.setdefault((page.sha256, page.source_page), {})[page.bates] = None
    return {page: tuple(numbers) for page, numbers in found.items()}


def refuse_reuse(released: Sequence[tuple[int, ExhibitSet]], rows: Sequence[ExhibitRow]) -> None:
    """Hold a set that is finished against what was released since it was drafted.

    Raises:
        UsageError: it gives a number that a release gave to another page.
    """
    given = {
        (number.series, number.first): page
        for page, numbers in numbers_of_pages(released).items()
        for number in map(parse_range, numbers)
    }
    for row in rows:
        for page in (page for page in row.pages if page.bates):
            number, here = parse_range(page.bates), (page.sha256, page.source_page)
            if given.get((number.series, number.first), here) != here:
                raise UsageError(
                    f"{page.bates} of {row.designation} was given to another page by a release since.",
                    "Draft again: new pages get the next numbers.",
                )


def give_numbers(
    style: BatesStyle | None,
    exhibits: Sequence[tuple[Planned, Copied]],
    released: Sequence[tuple[int, ExhibitSet]],
) -> Mapping[str, Numbers]:
    """Numbers by exhibit id.

    Args:
        style: of the numbers to be given; ``None`` gives none.
        exhibits: those with pages, in the order of the index.
        released: (revision, set) of every release, oldest first.

    Raises:
        UsageError: see the module.
    """
    before = {row.id: row for _, made in released for row in made.rows if _numbered(row)}
    numbers: dict[str, Numbers] = {}
    fresh: list[tuple[Planned, Copied]] = []
    for planned, copied in exhibits:
        earlier = before.get(planned.id)
        if planned.line.bates:
            numbers[planned.id] = Numbers(_stated(planned, copied), stamped=False)
        elif style is None:
            numbers[planned.id] = Numbers(("",) * len(copied.pages), stamped=False)
        elif earlier is not None and len(_borne(earlier)) == len(copied.pages):
            # Numbers of another series are the paper's own: the plan that gave them said so.
            ours = parse_range(earlier.bates_first).series == _series(style)
            numbers[planned.id] = Numbers(_borne(earlier), stamped=ours)
        else:
            fresh.append((planned, copied))
    given = released_ranges(released)
    stated = [g for p, c in exhibits if p.id in numbers for g in _ranges(c, numbers[p.id].pages)]
    if style is not None:
        numbers |= _fresh(style, fresh, given)
    new = [g for p, c in fresh for g in _ranges(c, numbers[p.id].pages)]
    register((*given, *_not_in(given, stated)), new)
    return numbers


def _series(style: BatesStyle) -> str:
    return BatesRange(style.prefix, style.separator, 1, 0, 0).series


def _fresh(
    style: BatesStyle, exhibits: Sequence[tuple[Planned, Copied]], given: Sequence[Given]
) -> dict[str, Numbers]:
    """The next numbers for pages that never had one."""
    series = _series(style)
    own = [g.range for g in given if g.range.series == series]
    following = max((r.last + 1 for r in own), default=style.first)
    pages = sum(len(copied.pages) for _, copied in exhibits)
    digits = own[0].digits if own else style.digits or digits_for(pages, style.first)
    found = {}
    for planned, copied in exhibits:
        last = following + len(copied.pages)
        texts = tuple(format_number(style, n, digits) for n in range(following, last))
        found[planned.id] = Numbers(texts, stamped=True)
        following = last
    return found


def _stated(planned: Planned, copied: Copied) -> tuple[str, ...]:
    """The numbers that the paper's own pages bear, one for each; translation and certificate bear none."""
    span = parse_range(planned.line.bates)
    count = len(planned.parts[0].pages)
    if len(span) != count:
        raise UsageError(
            f"{planned.line.place}: {planned.line.bates} are {len(span)} numbers for {count} pages.",
            "Correct the range or the pages.",
        )
    own = tuple(span.number(n) for n in range(span.first, span.last + 1))
    return (*own, *("",) * (len(copied.pages) - count))


def _borne(row: ExhibitRow) -> tuple[str, ...]:
    return tuple(page.bates for page in row.pages if page.source_page)


def _numbered(row: ExhibitRow) -> bool:
    return bool(row.bates_first) and not row.held and any(p.bates for p in row.pages)


def _ranges(copied: Copied, pages: Sequence[str]) -> list[Given]:
    """The numbers of an exhibit's pages, a range for each of its files."""
    found: list[Given] = []
    for page, bates in zip(copied.pages, pages, strict=True):
        if not bates:
            continue
        number = parse_range(bates)
        before = found[-1] if found else None
        if before and before.sha256 == page.sha256 and before.range.last + 1 == number.first:
            found[-1] = replace(before, range=replace(before.range, last=number.first))
        else:
            found.append(Given(number, page.sha256, "this plan"))
    return found


def _not_in(given: Sequence[Given], stated: Sequence[Given]) -> tuple[Given, ...]:
    """Ranges stated in the plan that no release gave. Two exhibits may be parts of one numbered file: among
    themselves they are no conflict, but new numbers may not fall into them."""
    known = [g.range for g in given]
    return tuple(dict.fromkeys(s for s in stated if not any(s.range.overlaps(k) for k in known)))
