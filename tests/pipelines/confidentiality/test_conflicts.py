"""Names that agree are found by the rule that says so, and names that do not are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicon import load
from pipelines.confidentiality.conflicts import PartyName, agreement, hits, party_names
from pipelines.matter import Client, Matter

EXAMPLES = load("party_matching")["example"]


def matter(title: str = "", *, client: str = "Dara Moss", adverse: tuple[str, ...] = ()) -> Matter:
    person = Client(client, None, ("D. Moss", "Dara Hale-Moss"))
    return Matter(Path("2024-017"), "2024-017", person, None, title, adverse)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['one']} ~ {e['other']}")
def test_the_rules_do_what_their_examples_say(example: dict[str, str]) -> None:
    assert agreement(example["one"], example["other"]) == example["why"]
    assert agreement(example["other"], example["one"]) == example["why"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жанна Орлова", "Жанна Орлова"),
        ("O'Neil, Pat", "Patrick ONeil"),
        ("Quill Feather Mills, Inc.", "Quillfeather Mills LLC"),
        ("Ørsted Wind", "Orsted Wind"),
        ("Moss, Dara, Esq.", "Dara Moss"),
        ("Margret Osei", "Margaret Osei"),
        ("Smyth Freight", "Smyths Freight"),
    ],
)
def test_as_clerks_type_them(one: str, other: str) -> None:
    assert agreement(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Hale", "Dan Hale"), ("Moss", "Ross"), ("", "Moss"), ("Inc.", "Hale Co."), ("Li Wu", "Li Xu")],
)
def test_other_people(one: str, other: str) -> None:
    assert not agreement(one, other)


def test_the_names_of_a_matter() -> None:
    made = matter("Moss v. Hale Freight, Inc.", adverse=("Tarn Haulage LLC d/b/a Blue Tarn",))
    assert [(p.name, p.role) for p in party_names(made)] == [
        ("Dara Moss", "client"),
        ("D. Moss", "client"),
        ("Dara Hale-Moss", "client"),
        ("Tarn Haulage LLC", "adverse"),
        ("Blue Tarn", "adverse"),
        ("Moss", "caption"),
        ("Hale Freight, Inc.", "caption"),
    ]
    assert not [p for p in party_names(matter("Knee injury of March")) if p.role == "caption"]


def test_every_hit_with_its_why() -> None:
    new = party_names(matter(client="Leonora Hale", adverse=("Dara Moss",)))
    found = hits(new, [("2024-018", party_names(matter("Moss v. Hale")))])
    assert next(str(h) for h in found if h.ours.role == "adverse") == (
        '"Dara Moss" (adverse here) and "Dara Moss" (client in 2024-018): the same name'
    )
    assert {h.why for h in found if h.ours.name == "Leonora Hale"} == {
        "a single name that stands in the other"
    }


@given(st.text(), st.text())
def test_any_two_texts_are_compared_and_the_order_does_not_matter(one: str, other: str) -> None:
    assert agreement(one, other) == agreement(other, one)
    names = (PartyName(one, "client"),)
    assert len(hits(names, [("m", names)])) == bool(agreement(one, one))
