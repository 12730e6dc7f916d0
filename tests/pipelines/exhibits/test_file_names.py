"""File names: plain on every system, within each court's rule, never two the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.drafts import is_plain
from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.courts import load_profile
from pipelines.exhibits.file_names import RULES, file_name, jers_number, name_problems

STRICT = load_profile("strict")
volumes = st.none() | st.tuples(st.integers(1, 99), st.integers(1, 99))


def ruled(rule: str, longest: int = 120) -> CourtProfile:
    return replace(STRICT, file_name=rule, file_name_longest=longest)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=150, deadline=None)
@given(st.text(max_size=12), st.text(max_size=160), st.text(max_size=30), volumes, st.integers(40, 120))
def test_any_text_gives_a_plain_name_within_the_rule(
    rule: str, designation: str, description: str, party: str, volume: tuple[int, int] | None, longest: int
) -> None:
    profile = ruled(rule, longest)
    taken: set[str] = set()
    for _ in range(12):
        name = file_name(profile, designation, description, party, volume, taken)
        assert is_plain(name)
        assert len(name) <= longest
        assert name_problems(profile, name) == ()
        assert name.casefold() not in {t.casefold() for t in taken}
        taken.add(name)


@pytest.mark.parametrize(
    ("rule", "volume", "expected"),
    [("plain", None, "Exhibit PX-12 Senora Nunez chart p. 4.pdf"),
     ("pacfile", (1, 3), "Exhibit PX-12 Senora Nunez chart p. 4 Volume 1 of 3.pdf"),
     ("texas", None, "ExPX12SenoraNunezChartP4.pdf"),
     ("texas", (1, 3), "ExPX12SenoraNunezChartP4Vol1of3.pdf"),
     ("jers", None, "12_Senora Nunez chart p. 4.pdf"),
     ("ecas", None, "Respondent_ExhibitPX12SenoraNunezChartP4.pdf"),
     ("ecas", (2, 3), "Respondent_ExhibitPX12SenoraNunezChartP4_Part2.pdf")],
)  # fmt: skip
def test_each_rule_has_its_form(rule: str, volume: tuple[int, int] | None, expected: str) -> None:
    assert file_name(ruled(rule), "PX-12", "Señora Núñez: chart_p. 4", "respondent", volume) == expected


def test_a_bound_set_goes_by_its_description() -> None:
    assert (
        file_name(STRICT, "", "Exhibits of plaintiff", "plaintiff", (1, 2))
        == "Exhibits of plaintiff Volume 1 of 2.pdf"
    )
    assert file_name(STRICT, "", "", "plaintiff") == "Exhibits.pdf"


def test_texas_keeps_number_and_description_apart() -> None:
    names = {
        file_name(ruled("texas", 50), d, t, "plaintiff") for d, t in (("1", "2024 bill"), ("12", "024 bill"))
    }
    assert len(names) == 2
    assert all(len(n) <= 50 and n.removesuffix(".pdf").isalnum() for n in names)


def test_a_long_description_ends_at_a_word_and_keeps_the_volume() -> None:
    name = file_name(
        ruled("plain", 50), "PX-1", "deposition transcript of the treating surgeon", "plaintiff", (10, 12)
    )
    assert name == "Exhibit PX-1 deposition Volume 10 of 12.pdf"


def test_names_in_use_are_compared_without_regard_to_case() -> None:
    assert (
        file_name(STRICT, "A", "chart", "plaintiff", taken={"EXHIBIT A CHART.PDF"}) == "Exhibit A chart 2.pdf"
    )


@pytest.mark.parametrize(
    ("designation", "expected"),
    [("PX-12", "12"), ("12", "12"), ("12-A", "12-a"), ("1/B", "1-b"), ("Ex. 3", "3"), ("PX 007-C", "7-c"),
     ("AA", "AA"),
     ("35d", "35-d"), ("12(a)", "12-a"), ("JX-4.2", "4-2")],
)  # fmt: skip
def test_jers_numbers_have_nothing_before_them(designation: str, expected: str) -> None:
    assert jers_number(designation) == expected


@pytest.mark.parametrize(
    ("rule", "name"),
    [("plain", "CON.pdf"), ("plain", "aux.pdf"), ("plain", "Lpt1.pdf"), ("plain", "a/b.pdf"),
     ("plain", ".hidden.pdf"),
     ("plain", "a" * 130 + ".pdf"), ("plain", "Ünal.pdf"), ("texas", "Ex 1.pdf"), ("texas", "Ex-1.pdf"),
     ("pacfile", "Ex: 1.pdf"), ("jers", "12 description.pdf"), ("jers", "12_a_b.pdf"),
     ("jers", "PX-12-a_b.pdf"),
     ("ecas", "Brief.pdf"), ("ecas", "Moen_Brief_Part0.pdf"), ("ecas", "Moen_Brief_part1.pdf")],
)  # fmt: skip
def test_what_a_court_would_refuse_is_named(rule: str, name: str) -> None:
    assert name_problems(ruled(rule), name)
