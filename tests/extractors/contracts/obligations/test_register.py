"""The register of a whole contract: nothing lost, list items with their lead-in. All made up."""

from __future__ import annotations

from extractors.contracts.obligations.obligation import Modality, Reason
from extractors.contracts.obligations.register import obligations
from extractors.contracts.sentences import sentences

CONTRACT = """SUPPLY OF LANTERNS

2.1 Delivery. The Seller shall:

(a) pack the lanterns;

(b) not open any crate; and

(c) within five (5) days of the order, the crates shall be sent by the Seller.

2.2 The Buyer shall pay each invoice within thirty (30) days after its receipt.

2.3 This Agreement shall be governed by the laws of Arcadia.
"""


def test_every_sentence_is_in_the_register_or_excluded() -> None:
    cut = sentences(CONTRACT)
    register, excluded = obligations(CONTRACT, cut, ())
    told = {(o.start, o.end) for o in register} | {(e.start, e.end) for e in excluded}
    assert told == {(s.start, s.end) for s in cut}
    assert not {(o.start, o.end) for o in register} & {(e.start, e.end) for e in excluded}


def test_list_items_take_obligor_and_modality_from_their_lead_in() -> None:
    register, excluded = obligations(CONTRACT, sentences(CONTRACT), ())
    pack, leave, send, pay = register
    assert [CONTRACT[slice(*o.action)] for o in (pack, leave)] == ["pack the lanterns", "open any crate"]
    assert [o.modality for o in (pack, leave)] == [Modality.MUST, Modality.MUST_NOT]
    assert {CONTRACT[slice(*o.obligor)] for o in (pack, leave, send) if o.obligor} == {
        "The Seller",
        "the Seller",
    }
    assert send.deadline_value == "within 5 days"
    assert pay.deadline_value == "within 30 days"
    assert Reason.LEAD_IN in {e.reason for e in excluded}


def test_an_entry_names_its_section_and_its_operative_words() -> None:
    register, _ = obligations(CONTRACT, sentences(CONTRACT), ())
    assert [(o.number, o.because) for o in register][-1] == ("2.2", "shall")


def test_a_list_ends_with_the_first_sentence_that_is_no_item() -> None:
    text = "The Seller agrees to:\n\n(a) pack the lanterns.\n\nA crate holds ten.\n\n(b) painted blue or red"
    register, _ = obligations(text, sentences(text), ())
    assert [text[slice(*o.action)] for o in register] == ["pack the lanterns"]
