"""Printed rows become paragraphs again: by space, by the room left in a row, by numbers, by words."""

from __future__ import annotations

import pytest

from extractors.contracts.flow import flow_of, flow_of_text
from tests.made_pages import document

FULL = (
    "The Franchisee keeps the premises in the state in which they were handed\n"
    "over, and repairs at its own cost whatever its guests and its own people\n"
    "have damaged in them, within a month of the day on which it is asked to."
)


def paragraphs(*texts: str) -> list[str]:
    """The paragraphs of printed pages, their rows joined by blanks."""
    return [p.replace("\n", " ") for p in flow_of(document("a.pdf", *texts)).text.split("\n\n")]


def bare(text: str) -> list[str]:
    return [" ".join(p.split()) for p in flow_of_text(text).text.split("\n\n")]


def joined(text: str) -> str:
    return " ".join(text.split())


def test_rows_of_one_paragraph_are_joined() -> None:
    assert paragraphs(FULL) == [joined(FULL)]


def test_space_above_a_row_opens_a_paragraph() -> None:
    assert paragraphs(f"{FULL}\n\n{FULL}") == [joined(FULL)] * 2


def test_double_spacing_is_no_space_above() -> None:
    doubled = FULL.replace("\n", "\n\n")
    assert paragraphs(f"{doubled}\n\n\n\n{doubled}") == [joined(FULL)] * 2


def test_a_row_that_ends_early_closes_its_paragraph() -> None:
    short = FULL.removesuffix(" on which it is asked to.") + "."
    assert paragraphs(f"{short}\n{FULL}") == [joined(short), joined(FULL)]


def test_an_indent_opens_a_paragraph_after_a_full_stop() -> None:
    assert paragraphs(f"{FULL}\n    {FULL}") == [joined(FULL)] * 2


def test_a_full_stop_at_the_end_of_a_full_row_closes_nothing() -> None:
    assert paragraphs(f"{FULL}\nIt is asked in writing only.\n\n{FULL}")[0].endswith("in writing only.")


@pytest.mark.parametrize("number", ["(a)", "2.", "3.1", "iv.", "(iii)", "•", "Section 4.", "ARTICLE V"])
def test_an_enumerator_opens_a_paragraph_after_a_stop(number: str) -> None:
    assert paragraphs(f"{FULL}\n{number} It pays.") == [joined(FULL), f"{number} It pays."]


def test_a_number_that_a_word_points_at_opens_nothing() -> None:
    text = "The Franchisee pays the fees for its advertising as laid down in Section\n5.2 of this Agreement."
    assert paragraphs(text) == [joined(text)]


def test_items_below_each_other_are_paragraphs_however_long() -> None:
    text = (
        "(a) the keys to the premises and to every part of them that can be locked\n"
        "(b) the books of the last six years together with all receipts for them and\n"
        "so forth"
    )
    assert [p[:3] for p in paragraphs(text)] == ["(a)", "(b)"]


def test_a_number_printed_by_itself_stands_before_its_paragraph() -> None:
    assert paragraphs("2.1\nTerm. The term is four years.\n\n2.2\nEnd. It ends with them.") == [
        "2.1 Term. The term is four years.",
        "2.2 End. It ends with them.",
    ]


def test_a_title_set_over_several_rows_is_one_paragraph() -> None:
    title = "                         FRANCHISE AGREEMENT\n                              BETWEEN"
    assert paragraphs(f"{title}\n\n{FULL}") == ["FRANCHISE AGREEMENT BETWEEN", joined(FULL)]


def test_a_list_of_contents_is_read_row_by_row() -> None:
    assert paragraphs(f"Scope of the grant 3\nFees and reports 5\nEnd 9\n\n{FULL}")[:3] == [
        "Scope of the grant 3",
        "Fees and reports 5",
        "End 9",
    ]


def test_half_a_sentence_goes_on_over_space_and_page() -> None:
    first, second = (
        "The Franchisee pays each month four per cent of what it has",
        "earned in the month before.",
    )
    assert paragraphs(f"{first}\n\n{second}") == [f"{first} {second}"]
    assert paragraphs(first, second) == [f"{first} {second}"]


def test_a_page_that_ends_with_a_stop_ends_its_paragraph() -> None:
    assert paragraphs(FULL, FULL) == [joined(FULL)] * 2


def test_a_sentence_that_ends_with_a_preposition_goes_on_with_a_name() -> None:
    assert paragraphs(FULL + "\nIt sends the report to", "Wexcombe Inns.")[0].endswith("to Wexcombe Inns.")


def test_a_bare_text_is_parted_by_its_blank_lines() -> None:
    assert bare(f"{FULL}\n\n{FULL}") == [joined(FULL)] * 2


def test_wide_blanks_part_a_bare_line_where_a_sentence_ended() -> None:
    assert bare("RECITALS     The parties trade in hops.     1. TERM. It runs.") == [
        "RECITALS",
        "The parties trade in hops.",
        "1. TERM. It runs.",
    ]


def test_wide_blanks_within_a_sentence_part_nothing() -> None:
    assert bare("Neither party shall be liable for any loss         or damage of the other.") == [
        "Neither party shall be liable for any loss or damage of the other."
    ]
    assert bare("NEITHER PARTY SHALL BE LIABLE FOR         ANY LOSS OR DAMAGE.") == [
        "NEITHER PARTY SHALL BE LIABLE FOR ANY LOSS OR DAMAGE."
    ]


def test_short_lines_of_a_wrapped_bare_text_are_paragraphs() -> None:
    text = "\n".join(("Execution copy", "Supply Agreement", *[FULL] * 4, "It pays.", "Schedule of fees"))
    assert bare(text)[:2] == ["Execution copy", "Supply Agreement"]
    assert bare(text)[-1] == "Schedule of fees"
