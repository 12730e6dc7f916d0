"""Volumes: whole exhibits wherever one fits, in order, every page once, each file within its limits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.exhibits.volumes import Limits, Load, Measure, Piece, divide

FRONT = Load("", 300, 2)
LOADS = st.lists(st.tuples(st.integers(1, 900), st.integers(1, 12)), min_size=1, max_size=40).map(
    lambda rows: tuple(Load(f"E{n}", size * pages, pages) for n, (size, pages) in enumerate(rows))
)


def by_page(loads: Sequence[Load]) -> Measure:
    """Each page of an exhibit as heavy as the others."""
    heavy = {load.id: load.size // load.pages for load in loads}
    return lambda id, first, last: heavy[id] * (last - first + 1)


def weight(pieces: Sequence[Piece], measure: Measure, limits: Limits) -> int:
    return sum(measure(p.id, p.first, p.last) + limits.per_piece + p.pages * limits.per_page for p in pieces)


def never(id: str, first: int, last: int) -> int:
    raise AssertionError(f"{id} was measured")


@settings(max_examples=150, deadline=None)
@given(LOADS, st.integers(500, 9000), st.one_of(st.none(), st.integers(4, 30)))
def test_every_page_once_in_order_and_every_volume_within_its_limits(
    loads: tuple[Load, ...], max_bytes: int, max_pages: int | None
) -> None:
    limits, measure = Limits(max_bytes, max_pages, 100, 10, 5), by_page(loads)
    volumes = divide(loads, FRONT, limits, measure)
    pages = [(p.id, page) for pieces in volumes for p in pieces for page in range(p.first, p.last + 1)]
    assert pages == [(load.id, page) for load in loads for page in range(1, load.pages + 1)]
    cover = len(volumes) > 1
    for at, pieces in enumerate(volumes):
        size = 100 + (FRONT.size if at == 0 else 0) + weight(pieces, measure, limits)
        count = cover + (FRONT.pages if at == 0 else 0) + sum(p.pages for p in pieces)
        alone = (at == 0 and not pieces) or (at > 0 and count == 2)
        assert alone or (size <= max_bytes and (max_pages is None or count <= max_pages))
    whole = {load.id: load for load in loads}
    for piece in (p for pieces in volumes for p in pieces if p.parts > 1):
        load = whole[piece.id]
        fits = 100 + load.size + 10 + load.pages * 5 <= max_bytes
        assert not (fits and (max_pages is None or 1 + load.pages <= max_pages)), "a cut that was not needed"


def test_one_volume_without_limits() -> None:
    loads = (Load("a", 10**9, 500), Load("b", 10**9, 500))
    assert divide(loads, FRONT, Limits(None, None), never) == ((Piece("a", 1, 500), Piece("b", 1, 500)),)


def test_an_exhibit_that_fits_is_never_measured_or_cut() -> None:
    loads = tuple(Load(str(n), 700, 3) for n in range(5))
    volumes = divide(loads, FRONT, Limits(1500, None), never)
    assert [[p.id for p in pieces] for pieces in volumes] == [["0"], ["1", "2"], ["3", "4"]]


def test_parts_of_a_cut_exhibit_know_which_of_how_many_they_are() -> None:
    loads = (Load("a", 5000, 10), Load("b", 100, 1))
    volumes = divide(loads, Load("", 0, 1), Limits(2000, None), by_page(loads))
    assert volumes == (
        (),
        (Piece("a", 1, 4, 1, 3),),
        (Piece("a", 5, 8, 2, 3),),
        (Piece("a", 9, 10, 3, 3), Piece("b", 1, 1)),
    )


@pytest.mark.parametrize("max_pages", [3, 4])
def test_the_cover_counts_among_a_volumes_pages(max_pages: int) -> None:
    loads = (Load("a", 1, 3), Load("b", 1, 3))
    volumes = divide(loads, Load("", 1, 1), Limits(None, max_pages), by_page(loads))
    assert max(1 + sum(p.pages for p in pieces) for pieces in volumes) == max_pages
