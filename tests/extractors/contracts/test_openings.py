"""Which place of a contract names its parties."""

from __future__ import annotations

from extractors.contracts.openings import opening_parties

OPENING = (
    'This Agreement is made by and between Birch Mills, Inc., an Ohio corporation ("Supplier"), and Tern LLC '
    '("Buyer").'
)


def names(text: str, near: tuple[tuple[int, int], ...] = ()) -> list[str]:
    return [text[p.start : p.end] for p in opening_parties(text, near)]


def test_the_opening_goes_before_the_cover_because_it_says_the_aliases() -> None:
    text = f"SUPPLY AGREEMENT\n\nbetween\n\nBIRCH MILLS, INC.\n\nand\n\nTERN LLC\n\n{OPENING}\n\n1. Supply."
    parties = opening_parties(text)
    assert [text[p.start : p.end] for p in parties] == ["Birch Mills, Inc.", "Tern LLC"]
    assert [[text[a:b] for a, b in p.aliases] for p in parties] == [["Supplier"], ["Buyer"]]


def test_a_cover_is_read_where_no_opening_has_aliases() -> None:
    assert names(
        "SUPPLY AGREEMENT\n\nbetween\n\nBIRCH MILLS, INC.\n\nand\n\nTERN LLC\n\nTable of Contents"
    ) == [
        "BIRCH MILLS, INC.",
        "TERN LLC",
    ]


def test_a_party_is_named_once() -> None:
    cover = "between\n\nBIRCH MILLS, INC.\n\nand\n\nTERN LLC\n\n"
    text = cover + 'Birch Mills, Inc. ("Birch") and Tern LLC ("Tern") agree.'
    assert names(text) == ["Birch Mills, Inc.", "Tern LLC"]


def test_where_parties_are_known_to_be_named_goes_first() -> None:
    other = 'The lease between Gull Works, Inc. ("Gull") and Knot B.V. ("Knot") is not changed.\n\n'
    text = other + OPENING
    at = text.index("Birch Mills")
    assert names(text) == ["Gull Works, Inc.", "Knot B.V."]
    assert names(text, ((at, at + 5),)) == ["Birch Mills, Inc.", "Tern LLC"]


def test_an_opening_may_say_no_between() -> None:
    text = 'CONSULTING AGREEMENT\nBirch Mills, Inc. ("Birch") and Ole Hansen ("Consultant") agree as follows.'
    assert names(text) == ["Birch Mills, Inc.", "Ole Hansen"]


def test_parties_may_be_listed_by_letter() -> None:
    text = "COOPERATION\n\nParty A: Knot Co., Ltd.\nAddress: 3 Pier Road\n\nParty B: Dunlin Works, Inc.\n"
    parties = opening_parties(text)
    assert [text[p.start : p.end] for p in parties] == ["Knot Co., Ltd.", "Dunlin Works, Inc."]
    assert [[text[a:b] for a, b in p.aliases] for p in parties] == [["Party A"], ["Party B"]]


def test_a_party_listed_alone_is_not_taken_for_the_opening() -> None:
    assert names("Party A: Knot Co., Ltd. shall pay.") == []


def test_between_in_the_body_names_nobody() -> None:
    assert names("Costs are shared between the Supplier and the Buyer, and among them by volume.") == []


def test_a_name_over_two_lines_behind_made_by_is_whole() -> None:
    text = (
        'SERVICES\n\nThis Service Agreement (this "Agreement") is made on [date], 2025 by Birch Heron\n'
        'Mills, Inc., an Ohio corporation ("Provider"), and Tern LLC ("Customer").'
    )
    assert names(text) == ["Birch Heron\nMills, Inc.", "Tern LLC"]
