"""What two neighbouring pages share at their edges is a header when it labels, and a note when it tells."""

from __future__ import annotations

from extractors.running_lines import body_spans
from tests.made_pages import document

HEAD = "Larkspur Family Medicine\nPatient: Rosalind Quimby DOB: 09/21/1967"
TOLD = (
    "She came in by car and says that the neck has been sore since the day of the crash.\n"
    "There is pain on turning and some tingling that goes down the arm to the fingers."
)


def bodies(*texts: str) -> list[str]:
    """What may be quoted of each page."""
    pages = document("a.pdf", *texts).pages
    return [page.text[a:b] for page, (a, b) in zip(pages, body_spans(pages), strict=True)]


def test_a_header_that_neighbours_share_is_left_out() -> None:
    assert bodies(f"{HEAD}\nFirst visit, tender.", f"{HEAD}\nSecond visit, better.") == [
        "First visit, tender.",
        "Second visit, better.",
    ]


def test_two_versions_of_a_note_keep_their_words() -> None:
    before = f"{HEAD}\n{TOLD}\nTender on the left side.\nRest."
    after = f"{HEAD}\n{TOLD}\nTender on the right side.\nRest and ice."
    assert all(body.startswith("She came in by car") for body in bodies(before, after))
