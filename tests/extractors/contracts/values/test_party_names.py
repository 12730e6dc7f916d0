"""Names and aliases in openings; descriptions, addresses and the words for all of them are neither."""

from __future__ import annotations

import pytest

from extractors.contracts.values.party_names import parties_in


def told(text: str) -> list[tuple[str, list[str]]]:
    return [(text[p.start : p.end], [text[a:b] for a, b in p.aliases]) for p in parties_in(text)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'Birch Mills, Inc., an Ohio corporation ("Supplier"), and Ole Hansen ("Agent"), an individual.',
            [("Birch Mills, Inc.", ["Supplier"]), ("Ole Hansen", ["Agent"])],
        ),
        (
            'Tern & Gull Limited of 12 Pier Road, Hull (hereinafter referred to as the "Owner") and '
            'Kettle GmbH whose office is at Ulm (the "Agent" or "Kettle")',
            [("Tern & Gull Limited", ["Owner"]), ("Kettle GmbH", ["Agent", "Kettle"])],
        ),
        (
            'iPlover Corporation ("iPlover") and 7704412 Ontario Limited, located at 3 Elm Street '
            '("Reseller") (each a "Party" and together the "Parties").',
            [("iPlover Corporation", ["iPlover"]), ("7704412 Ontario Limited", ["Reseller"])],
        ),
        (
            "Heron Bank, N.A. and Moss and Company, LLC",
            [("Heron Bank, N.A.", []), ("Moss and Company, LLC", [])],
        ),
        (
            'HERON WORKS, INC. ("Heron"), Plover USA, Inc., a subsidiary of Heron ("Plover"), and '
            '___________ ("Buyer").',
            [("HERON WORKS, INC.", ["Heron"]), ("Plover USA, Inc.", ["Plover"])],
        ),
        (
            'HERON, INC., of Ontario ("Heron"); - and - PLOVER WORKS CORP, of Ontario ("PWC")',
            [("HERON, INC.", ["Heron"]), ("PLOVER WORKS CORP", ["PWC"])],
        ),
        (
            "Dunlin AG (Dunlin) and Knot B.V. (Licensee)",
            [("Dunlin AG", ["Dunlin"]), ("Knot B.V.", ["Licensee"])],
        ),
    ],
)
def test_names_and_aliases(text: str, parties: list[tuple[str, list[str]]]) -> None:
    assert told(text) == parties


def test_what_follows_the_opening_names_nobody() -> None:
    opening = 'Birch Mills, Inc. ("Birch") and Tern LLC ("Tern"). '
    text = opening + 'The Products of Gull Works, Inc. ("Gull") are excluded.'
    assert [name for name, _ in told(text)] == ["Birch Mills, Inc.", "Tern LLC"]


def test_a_sentence_is_no_name() -> None:
    assert told('Tern shall provide the services and it is paid ("Fees")') == []
