"""Whose law a clause chooses: the lexicon's examples both ways, and what they do not show."""

from __future__ import annotations

import pytest

from extractors.contracts.values.places import chosen_laws
from extractors.lexicon import load

EXAMPLES = [(e["text"], e["laws"]) for e in load("jurisdictions")["example"]]


@pytest.mark.parametrize(("text", "laws"), EXAMPLES)
def test_the_examples_of_the_lexicon_are_read_as_they_say(text: str, laws: list[str]) -> None:
    assert [place.name for place in chosen_laws(text)] == laws


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("governed by the laws, other than choice of law rules, of the State of Georgia", ["Georgia"]),
        ("accepted in the State of Nevada and governed by the laws thereof", ["Nevada"]),
        ("governed by the laws of New Mexico", ["New Mexico"]),
        ("governed by the laws of the State of Iowa and the laws of Hong Kong", ["Iowa", "Hong Kong"]),
        ("performed and enforced under the laws of the State of Vermont", ["Vermont"]),
        ("this roc and the uk of governing things under the laws of nobody", []),
        ("governed by the laws in force in the Province of Ontario", ["Ontario, Canada"]),
        (
            "disputes not resolved shall be determined in accordance with the laws of the State of Utah",
            ["Utah"],
        ),
        ("they form a venture in accordance with the laws of the State of Utah", []),
        ("governed by Finnish law; the courts of Sweden", ["Finland"]),
    ],
)
def test_a_law_is_chosen_by_the_words_around_it(text: str, laws: list[str]) -> None:
    assert [place.name for place in chosen_laws(text)] == laws


def test_a_place_is_where_it_is_printed() -> None:
    text = "governed by the laws of the\n      State  of  North\n  Dakota"
    [place] = chosen_laws(text)
    assert text[place.start : place.end] == "North\n  Dakota"


def test_no_word_names_two_places() -> None:
    data = load("jurisdictions")
    names = [n.casefold() for key in ("us", "canada", "australia", "countries") for n in data[key]["names"]]
    others = [w.casefold() for other in data["other_name"] for w in other["words"]]
    assert len(names + others) == len({*names, *others})
    assert {o["name"].casefold() for o in data["other_name"]} <= set(names)
