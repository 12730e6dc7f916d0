"""Exhibits and schedules that made-up contracts refer to: absent ones are named, others are not."""

from __future__ import annotations

import pytest

from extractors.contracts.attachments import absent


def names(text: str, listed_until: int = 0) -> list[str]:
    return [attachment.name for attachment in absent(text, listed_until)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The sacks are listed in Exhibit A.\n\nEXHIBIT A\n\nSacks of jute.", []),
        ("The sacks are listed in Exhibit A and Exhibit B.\n\nExhibit A\n\nSacks.", ["Exhibit B"]),
        (
            "As set forth in Exhibits A, B and C hereto.\n\nExhibit B: Sacks\n\nof jute.",
            ["Exhibit A", "Exhibit C"],
        ),
        ('The rates of Schedule "2" hold.\n\nSCHEDULE "2"\n\nTen crowns.', []),
        ("The rates are in Schedule 2.1(a).\n\nSchedule 2.1 Rates\n\nTen crowns.", []),
        ("The plan is in Annex I.", ["Annex I"]),
        ("The form of Attachment C is used, and Attachment C-1.\n\nATTACHMENT C-1\n\nForm.", []),
        ("The sacks of Exhibit A to the Purchase Agreement are used.", []),
        ("The Agreement was filed as Exhibit D last year.", []),
        ("It is set out in Baker's Appendix F on sacks.", []),
        ("Under this Exhibit B the sacks are listed in Exhibit B.", []),
    ],
)
def test_what_no_part_is_headed_by_is_absent(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_list_of_exhibits_does_not_put_them_there() -> None:
    text = "LIST OF EXHIBITS\n\nExhibit A Sacks\n\nExhibit B Rates\n\nIt is as Exhibit A and Exhibit B say."
    assert names(text) == ["Exhibit A", "Exhibit B"]
    assert names(text + "\n\nEXHIBIT B\n\nTen crowns.") == ["Exhibit A"]


def test_a_table_of_contents_is_neither_a_reference_nor_the_attachment() -> None:
    contents = "1. Sacks 2\n\nExhibit A Sacks 9\n\n"
    text = contents + "1. Sacks. They are listed in Exhibit A.\n\n2. Law. Of the sea."
    assert names(text, len(contents)) == ["Exhibit A"]


def test_an_amendment_is_asked_only_for_what_hangs_on_itself() -> None:
    text = "SECOND AMENDMENT\n\nThe sacks in Exhibit A change. The rates are attached hereto as Exhibit D."
    assert names(text) == ["Exhibit D"]


def test_every_reference_is_quoted() -> None:
    text = "The sacks of Exhibit A are jute. Cloth is in Exhibit A too."
    (found,) = absent(text)
    assert [text[start:end] for start, end in found.spans] == ["Exhibit A", "Exhibit A"]
