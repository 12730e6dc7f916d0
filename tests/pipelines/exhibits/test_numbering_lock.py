"""What was released keeps its number, its pages and its Bates numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import UsageError
from pipelines.exhibits.designations import GivenTo
from pipelines.exhibits.exhibit_set import ExhibitPage, ExhibitRow, ExhibitSet, FilingCaption, Placed
from pipelines.exhibits.numbering_lock import numbers_given, refuse_renumbering
from pipelines.exhibits.plan import Party
from pipelines.rows import MatterCaption, TemplateStamp

SHA = {name: f"{i:064x}" for i, name in enumerate(("a.pdf", "b.pdf", "c.pdf"), 1)}


def row(designation: str, source: str = "a.pdf", pages: str = "1-2", bates: int = 1) -> ExhibitRow:
    numbers = (f"MOEN-{bates:06d}", f"MOEN-{bates + 1:06d}")
    return ExhibitRow(
        id=f"id {designation}",
        designation=designation,
        party="plaintiff",
        description="Billing ledger",
        date="",
        status="offered",
        witness="",
        purpose="",
        objection="",
        stipulated="",
        criterion="",
        tier="",
        translation="",
        bates_first=numbers[0],
        bates_last=numbers[1],
        sources=((source, SHA[source]),),
        source_pages=pages,
        page_count=2,
        first_page=3,
        last_page=4,
        volume=1,
        file=f"{designation}.pdf",
        label=Placed.PAGE,
        label_text=(designation,),
        held="",
        remarks=(),
        pages=tuple(ExhibitPage(SHA[source], i, n, i, i + 2, 1, "native") for i, n in enumerate(numbers, 1)),
    )


def released(*rows: ExhibitRow) -> ExhibitSet:
    return ExhibitSet(
        matter=MatterCaption("moen", "Inga Moen", "", "", "Moen v. Ardent"),
        filing=FilingCaption(*([""] * 14)),
        template=TemplateStamp("exhibits", "1", "0" * 64),
        program="pincite test",
        proposed=False,
        rows=rows,
        checks=(),
        escalations=(),
        outputs=(),
        set_aside=(),
        unused=(),
    )


ONE, TWO = row("PX-1"), row("PX-2", "b.pdf", "", 3)


def test_without_a_released_set_everything_is_free() -> None:
    assert numbers_given(None) == {}
    refuse_renumbering(None, (ONE, TWO))


def test_what_was_released_is_known_by_its_source_and_pages() -> None:
    assert numbers_given(released(ONE, TWO)) == {
        "PX-1": GivenTo(Party.PLAINTIFF, ("a.pdf",), SHA["a.pdf"], "1-2"),
        "PX-2": GivenTo(Party.PLAINTIFF, ("b.pdf",), SHA["b.pdf"], ""),
    }


@pytest.mark.parametrize(
    "now",
    [
        (ONE, TWO),
        (TWO, ONE),
        (ONE, TWO, row("PX-3", "c.pdf", bates=5)),
        (replace(ONE, description="Ledger of account", first_page=9, volume=2), TWO),
        (replace(ONE, sources=(("renamed.pdf", SHA["a.pdf"]),)), TWO),
        (replace(ONE, source_pages="1, 2"), TWO),
        (replace(ONE, status="withdrawn", sources=(), source_pages="", pages=(), bates_first=""), TWO),
        (replace(ONE, status="intentionally omitted", sources=(), source_pages="", pages=()), TWO),
    ],
)
def test_additions_withdrawals_and_new_words_are_free(now: tuple[ExhibitRow, ...]) -> None:
    refuse_renumbering(released(ONE, TWO), now)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ((TWO,), "PX-1 was released and is not in the plan"),
        ((replace(ONE, designation="PX-01"), TWO), "PX-1 was released and is not in the plan"),
        (
            (replace(ONE, party="defendant"), TWO),
            "PX-1 was released as the plaintiff's and is now the defendant's",
        ),
        (
            (replace(TWO, designation="PX-1"), replace(ONE, designation="PX-2")),
            "PX-1 was released with other pages",
        ),
        ((replace(ONE, source_pages="1", pages=ONE.pages[:1]), TWO), "PX-1 was released with other pages"),
        ((replace(ONE, sources=(*ONE.sources, ("c.pdf", SHA["c.pdf"]))), TWO), "released with other pages"),
        ((ONE, row("PX-2", "b.pdf", "", 4)), "PX-2 was released as MOEN-000003 to MOEN-000004"),
    ],
)
def test_whatever_was_released_stays(now: tuple[ExhibitRow, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said) as refused:
        refuse_renumbering(released(ONE, TWO), now)
    assert "nothing is renumbered after release" in refused.value.problem


def test_an_omitted_number_is_not_filled_later() -> None:
    omitted = replace(
        ONE, status="intentionally omitted", sources=(), source_pages="", pages=(), bates_first=""
    )
    refuse_renumbering(released(omitted), (omitted,))
    with pytest.raises(UsageError, match="PX-1 was released with other pages"):
        refuse_renumbering(released(omitted), (ONE,))


def test_what_was_held_back_may_bear_its_pages_now() -> None:
    held = replace(ONE, held="needs a password", pages=ONE.pages[:1])
    refuse_renumbering(released(held), (ONE,))
    without_file = replace(held, sources=(), pages=())
    refuse_renumbering(released(without_file), (ONE,))
    with pytest.raises(UsageError, match="PX-1 was released with other pages"):
        refuse_renumbering(released(held), (row("PX-1", "b.pdf"),))


def test_doubled_letters_do_not_go_on_in_the_other_order() -> None:
    doubled = (row("DX-AA", pages="1"), row("DX-BB", pages="2", bates=3))
    refuse_renumbering(released(*doubled), (*doubled, row("DX-CC", "c.pdf", bates=5)))
    with pytest.raises(UsageError, match="DX-BC runs on in another order than the released BB"):
        refuse_renumbering(released(*doubled), (*doubled, row("DX-BC", "c.pdf", bates=5)))


@pytest.mark.parametrize("went_out", [("AA",), ("AA", "AB", "BB"), ("PX-1",), ("1-AA", "1-BB")])
def test_letters_that_went_out_in_order_go_on(went_out: tuple[str, ...]) -> None:
    rows = tuple(row(d, pages=str(i), bates=2 * i + 1) for i, d in enumerate(went_out))
    refuse_renumbering(released(*rows), (*rows, row("BC", "c.pdf", bates=99)))


@settings(max_examples=100, deadline=None)
@given(data=st.data(), count=st.integers(2, 30))
def test_any_two_designations_that_change_places_are_refused(data: st.DataObject, count: int) -> None:
    rows = [row(f"PX-{i}", "a.pdf", str(i), 2 * i) for i in range(1, count + 1)]
    i, j = sorted(data.draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True)))
    changed = list(rows)
    changed[i] = replace(rows[j], designation=rows[i].designation)
    changed[j] = replace(rows[i], designation=rows[j].designation)
    refuse_renumbering(released(*rows), data.draw(st.permutations(rows)))
    with pytest.raises(UsageError, match=f"^{rows[i].designation} was released"):
        refuse_renumbering(released(*rows), changed)
