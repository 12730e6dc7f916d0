"""Designations: every scheme there and back, and no number given twice, changed or taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import UsageError
from pipelines.exhibits.designations import (
    GivenTo,
    assign,
    default_numbering,
    letters,
    parse,
    spans_text,
)
from pipelines.exhibits.plan import Numbering, PageSpan, Party, PlanLine, Scheme, Status

MANY = 20_000
PX = Numbering(prefix="PX")
PLAIN = {Party.PLAINTIFF: Numbering()}


def number_of(text: str, numbering: Numbering) -> int:
    found = parse(text, numbering)
    assert found is not None, text
    return found.number


def lines(*designations: str, **common: Any) -> tuple[PlanLine, ...]:
    return tuple(
        replace(PlanLine(f"line {i}", d, source=f"paper {i}.pdf"), **common)
        for i, d in enumerate(designations, 2)
    )


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("prefix", ["", "PX", "G-", "Def. "])
def test_every_number_comes_back_from_its_designation(scheme: Scheme, prefix: str) -> None:
    numbering = Numbering(scheme, prefix)
    seen = set()
    for n in range(1, MANY + 1):
        text = letters(n, scheme)
        assert number_of(prefix + text, numbering) == n
        seen.add(text)
    assert len(seen) == MANY


@pytest.mark.parametrize(
    ("n", "ordered", "doubled"),
    [(1, "A", "A"), (26, "Z", "Z"), (27, "AA", "AA"), (28, "AB", "BB"), (52, "AZ", "ZZ"),
     (53, "BA", "AAA"), (702, "ZZ", "Z" * 27), (703, "AAA", "A" * 28)],
)  # fmt: skip
def test_letters_run_on_as_the_court_or_the_office_orders_them(n: int, ordered: str, doubled: str) -> None:
    assert letters(n, Scheme.LETTERS) == ordered
    assert letters(n, Scheme.DOUBLED) == doubled


def test_there_is_no_exhibit_nought() -> None:
    with pytest.raises(ValueError, match="from 1"):
        letters(0, Scheme.LETTERS)
    assert parse("0", Numbering()) is None


@pytest.mark.parametrize(
    ("text", "numbering", "printed", "number"),
    [
        ("Ex. 3", Numbering(), "3", 3),
        ("Exhibit No. 3", Numbering(), "3", 3),
        ("EXH. # 3", Numbering(), "3", 3),
        ("Tab 4", Numbering(), "4", 4),
        ("  12 ", Numbering(), "12", 12),
        ("012", Numbering(), "012", 12),
        ("1-A", Numbering(), "1-A", 1),
        ("1/A", Numbering(), "1/A", 1),
        ("1A", Numbering(), "1A", 1),
        ("12-a", Numbering(), "12-a", 12),
        ("3.2", Numbering(), "3.2", 3),
        ("1-A-2", Numbering(), "1-A-2", 1),
        ("aa", Numbering(Scheme.LETTERS), "AA", 27),
        ("Exhibit G-1", Numbering(Scheme.LETTERS), "G-1", 7),
        ("G-1", Numbering(prefix="G"), "G-1", 1),
        ("BB", Numbering(Scheme.DOUBLED), "BB", 28),
        ("PX-12", PX, "PX-12", 12),
        ("px 12", PX, "PX-12", 12),
        ("12", PX, "PX-12", 12),
        ("Ex. 12-A", PX, "PX-12-A", 12),
        ("PX12-B", PX, "PX-12-B", 12),
        ("PX12", Numbering(prefix="PX", separator=""), "PX12", 12),
        ("EX-7", Numbering(prefix="EX"), "EX-7", 7),
        ("Ex. EX-7", Numbering(prefix="EX"), "EX-7", 7),
        ("DX-C", Numbering(Scheme.LETTERS, "DX"), "DX-C", 3),
    ],
)
def test_a_typed_designation_is_understood(
    text: str, numbering: Numbering, printed: str, number: int
) -> None:
    found = parse(text, numbering)
    assert found is not None
    assert (found.printed, found.number) == (printed, number)


@pytest.mark.parametrize(
    ("text", "numbering"),
    [("A", Numbering()), ("1", Numbering(Scheme.LETTERS)), ("PX-1", Numbering()), ("DX-1", PX),
     ("A", Numbering(Scheme.LETTERS, "DX")),
     ("AB", Numbering(Scheme.DOUBLED)), ("", Numbering()), ("1-", Numbering()), ("1 to 3", Numbering()),
     ("1, 2", Numbering()), ("1234567", Numbering()), ("-1", Numbering()), ("ABC-000123", PX)],
)  # fmt: skip
def test_another_form_is_refused_and_not_guessed(text: str, numbering: Numbering) -> None:
    assert parse(text, numbering) is None
    if text:
        with pytest.raises(UsageError, match=r"line 2: .* is no designation of the plaintiff's numbering"):
            assign(lines(text), {Party.PLAINTIFF: numbering}, {})


@pytest.mark.parametrize(("one", "other"), [("7", "007"), ("1-A", "1/a"), ("PX-7", "px 7"), ("1A", "1-a")])
def test_two_forms_of_one_designation_are_one(one: str, other: str) -> None:
    numbering = PX if "P" in one.upper() else Numbering()
    first, second = parse(one, numbering), parse(other, numbering)
    assert first is not None
    assert second is not None
    assert first.key == second.key


def test_designations_sort_as_people_count() -> None:
    in_order = ["1", "1-A", "2", "2-9", "2-10", "2-B", "2-AA", "10"]
    found = {t: d for t in in_order if (d := parse(t, Numbering()))}
    assert sorted(reversed(in_order), key=lambda t: found[t].order) == in_order


def test_pages_are_written_as_they_are_typed() -> None:
    assert spans_text((PageSpan(3, 5), PageSpan(7, 7))) == "3-5, 7"
    assert spans_text(()) == ""


def test_late_additions_come_behind_all_that_was_ever_given() -> None:
    plan = (*lines("4", "", "2-A", ""), PlanLine("line 9", "9", status=Status.WITHDRAWN))
    assert assign(plan, PLAIN, {}) == ("4", "10", "2-A", "11", "9")


def test_what_was_released_without_being_typed_is_given_back() -> None:
    given = {"7": GivenTo(Party.PLAINTIFF, ("paper 3.pdf",), "ab" * 32, "")}
    assert assign(lines("", ""), PLAIN, given) == ("8", "7")
    for named in ("abababab", "ABABABABAB", "Paper 3", "PAPER 3.PDF"):
        assert assign((replace(lines("")[0], source=named),), PLAIN, given) == ("7",)
    for other in ("abab", "paper", "babababa", ""):
        assert assign((replace(lines("")[0], source=other),), PLAIN, given) == ("8",)
    other_pages = replace(lines("", "")[1], pages=(PageSpan(1, 2),))
    assert assign((other_pages,), PLAIN, given) == ("8",)


def test_numbers_typed_with_noughts_go_on_so() -> None:
    assert assign(lines("PX-001", "PX-009", ""), {Party.PLAINTIFF: PX}, {}) == ("PX-001", "PX-009", "PX-010")


def test_parties_run_on_by_themselves_and_skip_what_the_other_has() -> None:
    plan = [
        PlanLine("line 2", "", Party.PLAINTIFF),
        PlanLine("line 3", "", Party.DEFENDANT),
        PlanLine("line 4", "", Party.JOINT),
        PlanLine("line 5", "", Party.DEFENDANT),
    ]
    assert assign(plan, {}, {}) == ("1", "A", "JX-1", "B")
    both = {Party.PLAINTIFF: Numbering(), Party.DEFENDANT: Numbering()}
    assert assign(plan, both, {}) == ("1", "2", "JX-1", "3")
    blocks = {Party.PLAINTIFF: Numbering(last=99), Party.DEFENDANT: Numbering(first=100, last=199)}
    assert assign(plan, blocks, {}) == ("1", "100", "JX-1", "101")


@pytest.mark.parametrize(
    ("plan", "numbering", "said"),
    [
        (lines("3", "003"), Numbering(), r"line 3: 003 is given already, in line 2"),
        (lines("1-A", "1/a"), Numbering(), r"is given already"),
        (lines("100"), Numbering(last=99), r"line 2: 100 is outside the plaintiff's block, 1 to 99"),
        (lines("5"), Numbering(first=10), r"outside the plaintiff's block, 10 to …"),
        (lines("99", ""), Numbering(last=99), r"line 3: the plaintiff's block 1 to 99 has no number left"),
        (lines("PX-1"), Numbering(), r"line 2: 'PX-1' is no designation of the plaintiff's numbering, 1, 2"),
        (lines("", status=Status.OMITTED), Numbering(), r"line 2: an exhibit that is intentionally"),
    ],
)
def test_what_cannot_be_is_refused(plan: Sequence[PlanLine], numbering: Numbering, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        assign(plan, {Party.PLAINTIFF: numbering}, {})


def test_a_numbering_changed_after_release_is_refused() -> None:
    given = {"12": GivenTo(Party.PLAINTIFF, ("paper 2.pdf",), "ab" * 32, "")}
    for changed in (PX, Numbering(Scheme.LETTERS)):
        with pytest.raises(UsageError, match="nothing is renumbered after release"):
            assign(lines(""), {Party.PLAINTIFF: changed}, given)
    with pytest.raises(UsageError, match="nothing is renumbered after release"):
        assign(
            lines(""),
            {Party.PLAINTIFF: Numbering(prefix="PX", separator="")},
            {"PX-12": GivenTo(Party.PLAINTIFF, ("paper 2.pdf",), "ab" * 32, "")},
        )


NUMBERINGS = st.builds(
    Numbering,
    st.sampled_from(Scheme),
    st.sampled_from(["", "PX", "G-"]),
    st.integers(1, 60),
    st.none(),
)
STATUSES = st.sampled_from(Status)


@settings(max_examples=200, deadline=None)
@given(
    numbering=NUMBERINGS,
    typed=st.lists(st.one_of(st.none(), st.integers(0, 80)), max_size=40),
    released=st.lists(st.integers(0, 90), unique=True, max_size=20),
    statuses=st.lists(STATUSES, min_size=40, max_size=40),
)
def test_no_number_is_given_twice_changed_or_taken_up_again(
    numbering: Numbering, typed: list[int | None], released: list[int], statuses: list[Status]
) -> None:
    def written(n: int) -> str:
        prefix = numbering.prefix.rstrip("-")
        return f"{prefix}-{letters(numbering.first + n, numbering.scheme)}".removeprefix("-")

    once: set[int] = set()
    plan = []
    for index, n in enumerate(typed):
        if n in once:
            n = None
        elif n is not None:
            once.add(n)
        status = statuses[index] if n is not None else Status.PROPOSED
        plan.append(PlanLine(f"line {index}", written(n) if n is not None else "", None, status=status))
    given = {written(n): GivenTo(Party.PLAINTIFF, (f"old {n}.pdf",), "ab" * 32, "") for n in released}
    assigned = assign(plan, {Party.PLAINTIFF: numbering}, given)
    assert len(set(assigned)) == len(assigned) == len(plan)
    ever = max([number_of(d, numbering) for d in (*given, *(p.designation for p in plan if p.designation))],
               default=numbering.first - 1)  # fmt: skip
    late = 0
    for line, designation in zip(plan, assigned, strict=True):
        if line.designation:
            assert designation == line.designation
        else:
            late += 1
            assert number_of(designation, numbering) == ever + late
            assert designation not in given
    again = tuple(replace(p, designation=d) for p, d in zip(plan, assigned, strict=True))
    assert assign(again, {Party.PLAINTIFF: numbering}, given) == assigned


@settings(max_examples=100, deadline=None)
@given(
    data=st.data(),
    count=st.integers(1, 30),
    numbering=NUMBERINGS,
)
def test_a_second_draft_leaves_the_first_ones_numbers_wherever_its_lines_went(
    data: st.DataObject, count: int, numbering: Numbering
) -> None:
    """Nobody typed a number; the plan is put in another order, lines are added, none taken away."""
    plan = [PlanLine(f"line {i}", source=f"paper {i}.pdf") for i in range(count)]
    numbered = {Party.PLAINTIFF: numbering}
    first = assign(plan, numbered, {})
    given = {
        d: GivenTo(Party.PLAINTIFF, (line.source,), f"{i:064x}", "")
        for i, (d, line) in enumerate(zip(first, plan, strict=True))
    }
    late = [PlanLine(f"late {i}", source=f"late {i}.pdf") for i in range(data.draw(st.integers(0, 5)))]
    mixed = data.draw(st.permutations([*plan, *late]))
    second = dict(zip((line.source for line in mixed), assign(mixed, numbered, given), strict=True))
    assert [second[line.source] for line in plan] == list(first)
    highest = number_of(first[-1], numbering)
    assert sorted(number_of(second[x.source], numbering) for x in late) == [
        highest + 1 + i for i in range(len(late))
    ]


@pytest.mark.parametrize("party", Party)
def test_every_party_has_a_numbering_to_begin_with(party: Party) -> None:
    assert assign([PlanLine("line 2", "", party)], {}, {}) == (
        {"JX": "JX-1"}.get(default_numbering(party).prefix) or letters(1, default_numbering(party).scheme),
    )
