"""Questions keep their own answers, and nobody's words are taken for the witness's."""

from __future__ import annotations

import pytest

from extractors.transcripts import asked_and_answered, blocks_of, denies, what_is_said
from tests.extractors.made_papers import numbered
from tests.made_pages import document, page


def blocks(*texts: str) -> list[str]:
    pages = document("depo.pdf", *texts).pages
    found = blocks_of(pages, range(len(pages)))
    return [" / ".join(pages[p.index].text[p.start : p.end] for p in block.parts) for block in found]


def own(*lines: str) -> str:
    return what_is_said(*asked_and_answered(lines))


def test_an_answer_behind_omitted_pages_belongs_to_no_question_before_them() -> None:
    asked = numbered(12, "Q. Where were you going?", "A. Home.", "Q. Did you receive a letter?", "A. I did.")
    found = blocks(asked, numbered(40, "A. The truck hit her.", "Q. And then?", "A. I called.", "Q. Whom?"))
    assert not any("truck" in block for block in found)
    goes_on = blocks(asked, numbered(13, "that same day.", "Q. And then?", "A. I called.", "Q. Whom?"))
    assert any("I did." in block and "that same day" in block for block in goes_on)


def test_a_certificate_behind_the_last_answer_is_no_part_of_it() -> None:
    found = blocks(
        "Q. Did you stop?\nA. Yes.\nCERTIFICATE OF REPORTER\nI certify that the witness was sworn."
    )
    assert found == ["Q. Did you stop?\nA. Yes."]


def test_a_line_that_begins_with_the_word_question_asks_nothing() -> None:
    assert len(blocks("Q. Did you understand the\nquestion that I put?\nA. Yes.\nQ.And then?\nA. No.")) == 2


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Q. The light was red, wasn't it?", "A. No, it was green."), "it was green"),
        (("Q. The light was red, wasn't it?", "A. Yes."), "q the light was red yes"),
        (("Q. You weren't wearing a belt?", "A. Yes."), "yes"),
        (("Q. Was it red?", "MR. POE: It was green.", "A. I forget."), "i forget"),
        (("Q. What colour was the light?",), ""),
        (("it was still red.",), ""),
    ],
)
def test_counsels_words_are_the_witnesss_only_when_affirmed(lines: tuple[str, ...], said: str) -> None:
    assert own(*lines) == said


def test_an_answer_denies_by_its_first_words() -> None:
    assert denies("no i never got it")
    assert not denies("i got it but not that day")


def test_a_page_of_digits_holds_no_question() -> None:
    assert blocks_of([page("1 2 3\n" * 40)], [0]) == ()
