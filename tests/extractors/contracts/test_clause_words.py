"""Words with single blanks, and the way back to the print."""

from __future__ import annotations

from extractors.contracts.clause_words import clause_words, whole_sentences
from extractors.contracts.sentences import Sentence


def test_every_span_of_the_words_leads_back_to_its_print() -> None:
    flow = "xx from  the\n      Effective     Date yy"
    words = clause_words(flow, 3, len(flow) - 3)
    assert words.text == "from the Effective Date"
    start, end = words.span(words.text.index("Effective"), len(words.text))
    assert flow[start:end] == "Effective     Date"


def test_a_span_is_widened_to_the_sentences_it_touches() -> None:
    told = (Sentence(0, 10, 0, "", ""), Sentence(11, 20, 0, "", ""), Sentence(21, 30, 1, "", ""))
    assert whole_sentences(told, 12, 22) == (11, 30)
    assert whole_sentences(told, 10, 11) == (10, 11)
    assert whole_sentences((), 3, 4) == (3, 4)
