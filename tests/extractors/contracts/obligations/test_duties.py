"""What one sentence lays on whom; every sentence and every party here is made up."""

from __future__ import annotations

import pytest

from extractors.contracts.obligations.duties import Duty, read
from extractors.contracts.obligations.obligation import Modality, Reason, Span


def duties(text: str, *parties: str) -> tuple[Duty, ...]:
    return read(text, 0, len(text), parties).duties


def only(text: str, *parties: str) -> Duty:
    found = duties(text, *parties)
    assert len(found) == 1, found
    return found[0]


def words(text: str, span: Span | None) -> str:
    return text[slice(*span)] if span else ""


@pytest.mark.parametrize(
    ("text", "modality", "obligor"),
    [
        ("The Tenant shall repair the roof.", Modality.MUST, "The Tenant"),
        ("Quillfeather must keep the books open.", Modality.MUST, "Quillfeather"),
        ("Either Party may terminate this Agreement.", Modality.MAY, "Either Party"),
        ("Neither Party shall assign this Agreement.", Modality.MUST_NOT, "Neither Party"),
        ("The Dealer may not sell the goods abroad.", Modality.MUST_NOT, "The Dealer"),
        ("The Dealer cannot sell the goods abroad.", Modality.MUST_NOT, "The Dealer"),
        ("The Dealer is required to insure the goods.", Modality.MUST, "The Dealer"),
        ("The Dealer agrees not to copy the manual.", Modality.MUST_NOT, "The Dealer"),
        ("The Dealer agrees to not copy the manual.", Modality.MUST_NOT, "The Dealer"),
        ("The Dealer shall be entitled to inspect the goods.", Modality.MAY, "The Dealer"),
        ("The Dealer shall not be entitled to inspect the goods.", Modality.MUST_NOT, "The Dealer"),
        ("The Dealer has the sole and exclusive right to sell the goods.", Modality.MAY, "The Dealer"),
        (
            "The Dealer shall have the right (but not the duty), at any time, to inspect the goods.",
            Modality.MAY,
            "The Dealer",
        ),
        ("We may or may not require a deposit.", Modality.MAY, "We"),
        ("In no event shall the Agent disclose the list.", Modality.MUST_NOT, "the Agent"),
        ("The Buyer, at its own expense, shall collect the goods.", Modality.MUST, "The Buyer"),
        ("The Buyer agrees that it will collect the goods.", Modality.MUST, "The Buyer"),
        ("The Buyer agrees that the goods will be collected.", Modality.MUST, "The Buyer"),
        ("The goods shall be collected by the Buyer.", Modality.MUST, "the Buyer"),
        ("The goods shall be collected.", Modality.MUST, ""),
        (
            "The party that receives a notice shall answer it.",
            Modality.MUST,
            "The party that receives a notice",
        ),
        ("Delivery Terms The Seller will pack the goods.", Modality.MUST, "The Seller"),
        ("Each of the Owners shall sign the plan.", Modality.MUST, "Each of the Owners"),
    ],
)
def test_modality_and_obligor(text: str, modality: Modality, obligor: str) -> None:
    duty = only(text)
    assert (duty.modality, words(text, duty.obligor)) == (modality, obligor)


def test_a_party_of_the_contract_is_known_by_its_name() -> None:
    text = "For that year the greenhouse collective shall water the plants."
    assert only(text).obligor is None
    assert words(text, only(text, "greenhouse collective").obligor) == "the greenhouse collective"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("This Agreement shall be governed by the laws of the State of Arcadia.", Reason.BOILER_PLATE),
        ("“Goods” shall mean the items of Schedule 1.", Reason.DEFINITIONAL),
        ("NOW, THEREFORE, the parties agree as follows:", Reason.RECITAL),
        ("The Seller represents and warrants that the goods will be new.", Reason.REPRESENTATION),
        ("The term shall commence on the first of May.", Reason.EFFECT),
        ("The Seller shall not be liable for delay.", Reason.EFFECT),
        ("The Seller shall have no obligation to deliver the goods.", Reason.NO_DUTY),
        ("The Seller is not required to deliver the goods.", Reason.NO_DUTY),
        ("The list may include spare parts.", Reason.STATEMENT),
        ("ARTICLE 4 PAYMENT", Reason.HEADING),
        ("(b) report any fault of the pump;", Reason.FRAGMENT),
        ("The fees that the Buyer shall owe are printed in the annex.", Reason.STATEMENT),
    ],
)
def test_a_sentence_without_a_duty_has_a_reason(text: str, reason: Reason) -> None:
    reading = read(text, 0, len(text), ())
    assert (reading.duties, reading.reason) == ((), reason)


def test_indemnities_to_successors_are_no_boiler_plate() -> None:
    text = "The Seller shall indemnify the Buyer and its successors and assigns."
    assert words(text, only(text).obligor) == "The Seller"


def test_joined_duties_share_subject_and_condition() -> None:
    text = (
        "If the pump fails, the Seller shall repair it and shall, within five (5) days, report to the Owner."
    )
    repair, report = duties(text)
    assert words(text, repair.obligor) == words(text, report.obligor) == "the Seller"
    assert words(text, repair.trigger) == words(text, report.trigger) == "If the pump fails"
    assert repair.deadline is None
    assert report.deadline is not None
    assert report.deadline.value == "within 5 days"


def test_two_subjects_make_two_duties() -> None:
    text = "The Seller shall pack the goods, and the Buyer may inspect them."
    assert [(d.modality, words(text, d.obligor)) for d in duties(text)] == [
        (Modality.MUST, "The Seller"),
        (Modality.MAY, "the Buyer"),
    ]


def test_a_modal_in_a_condition_or_a_paper_to_be_drawn_up_lays_nothing_down() -> None:
    assert len(duties("If the Buyer shall default, the Seller may stop the work.")) == 1
    assert len(duties("The policy shall provide that the insurer will notify the Owner.")) == 1


def test_shall_and_shall_cause_is_one_duty() -> None:
    text = "The Dealer shall, and shall cause its staff to, keep the list secret."
    assert words(text, only(text).obligor) == "The Dealer"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        (
            "Upon termination of this Agreement, the Dealer shall return the samples.",
            "Upon termination of this Agreement",
        ),
        ("The Dealer shall return the samples upon request.", "upon request"),
        ("At the Owner’s request, the Dealer shall return the samples.", "At the Owner’s request"),
        ("The Dealer shall, if the price changes, inform the Buyer.", "if the price changes"),
        ("Should the price change, the Dealer shall inform the Buyer.", "Should the price change"),
        (
            "The Dealer may sell the samples, provided that the Owner has consented.",
            "provided that the Owner has consented",
        ),
        ("Unless the Owner objects, the Dealer may sell the samples.", ""),
        ("The Dealer shall pay the taxes, if any.", ""),
        ("The Dealer may end this Agreement upon written notice.", ""),
        ("The Dealer shall pay within ten days after receipt of the invoice.", ""),
    ],
)
def test_trigger(text: str, trigger: str) -> None:
    assert words(text, only(text).trigger) == trigger


def test_a_time_inside_a_condition_is_no_deadline_of_the_duty() -> None:
    text = "If the Buyer does not pay within ten (10) days, the Seller may stop the work."
    duty = only(text)
    assert duty.deadline is None
    assert words(text, duty.trigger) == "If the Buyer does not pay within ten (10) days"


def test_the_action_leaves_out_trigger_deadline_and_exception() -> None:
    text = (
        "The Dealer shall return the samples within 10 days after the fair unless the Owner agrees otherwise."
    )
    assert words(text, only(text).action) == "return the samples"


def test_spans_are_those_of_the_flow_and_line_ends_are_blanks() -> None:
    before = "Heading\n\n"
    flow = before + "The Dealer shall\nreturn the samples within ten\n(10) days of the fair."
    duty = read(flow, len(before), len(flow), ()).duties[0]
    assert words(flow, duty.obligor) == "The Dealer"
    assert duty.deadline is not None
    assert words(flow, duty.deadline.span) == "within ten\n(10) days of the fair"
    assert duty.deadline.value == "within 10 days"


@pytest.mark.parametrize(
    ("text", "modality", "obligor", "deadline"),
    [
        (
            "At no time during the term will the Dealer copy the manual.",
            Modality.MUST_NOT,
            "the Dealer",
            "",
        ),
        (
            "Quillfeather Paper Co., Ltd. may inspect the mill.",
            Modality.MAY,
            "Quillfeather Paper Co., Ltd.",
            "",
        ),
        (
            "The hearing shall be held by the Panel within nine (9) months after its choice.",
            Modality.MUST,
            "the Panel",
            "within 9 months",
        ),
        (
            "The Buyer shall have ten (10) days upon receipt of the crates to inspect them.",
            Modality.MAY,
            "The Buyer",
            "within 10 days",
        ),
        ("Customs duties shall be the sole responsibility of the Buyer.", Modality.MUST, "the Buyer", ""),
        ("The Dealer agrees, upon request, to show the books.", Modality.MUST, "The Dealer", ""),
        (
            "If the parties cannot agree, then the matter shall be referred by the Owner to arbitration.",
            Modality.MUST,
            "the Owner",
            "",
        ),
        (
            "Any repairs to the mill which result from misuse may be billed by the Owner.",
            Modality.MAY,
            "the Owner",
            "",
        ),
    ],
)
def test_forms_that_stand_apart(text: str, modality: Modality, obligor: str, deadline: str) -> None:
    duty = only(text)
    assert (duty.modality, words(text, duty.obligor)) == (modality, obligor)
    assert (duty.deadline.value if duty.deadline else "") == deadline


def test_a_relative_clause_behind_a_name_or_a_comma_carries_on() -> None:
    text = "The crates go to the Harbour Agent who shall store them, which consent shall not be withheld."
    assert [d.modality for d in duties(text)] == [Modality.MUST, Modality.MUST_NOT]


def test_what_a_party_agrees_in_a_condition_is_no_duty() -> None:
    text = "If the Parties agree that the plan should be changed, then the Parties shall draft another."
    assert words(text, only(text).action) == "draft another"


@pytest.mark.parametrize(
    ("text", "modality", "obligor"),
    [
        ("The Dealer shall never copy the list.", Modality.MUST_NOT, "The Dealer"),
        ("The Dealer shall always copy the list.", Modality.MUST, "The Dealer"),
        ("The Buyer (as defined below), may inspect the mill.", Modality.MAY, "The Buyer"),
        ("The Dealer shall receive from the Owner, each May, a list.", Modality.MUST, "the Owner"),
        ("The Dealer shall receive the following fees.", Modality.MUST, ""),
        ("The Dealer shall receive and store the crates.", Modality.MUST, "The Dealer"),
        ("The fees are due and payable in full by the Buyer.", Modality.MUST, "the Buyer"),
        ("The list shall be accompanied by the parties’ share.", Modality.MUST, ""),
        ("One copy may be kept by each party's counsel.", Modality.MAY, "each party's counsel"),
        ("BRIGGLE'S shall display the sign.", Modality.MUST, "BRIGGLE'S"),
        ("The liquidator shall divide the assets.", Modality.MUST, "The liquidator"),
        ("Quillfeathers or its agent shall count the crates.", Modality.MUST, "Quillfeathers or its agent"),
        ("Instructions must name the crate.", Modality.MUST, ""),
        ("The fee shall be reduced by the sums held by the Owner.", Modality.MUST, ""),
        ("The fee shall be reduced by the Owner.", Modality.MUST, "the Owner"),
        ("Either you or the Owner may close the mill.", Modality.MAY, "Either you or the Owner"),
        ("Quillfeather at its expense shall mend the roof.", Modality.MUST, "Quillfeather"),
        ("The Dealers undertake, within ten days, to sign it.", Modality.MUST, "The Dealers"),
        (
            "The Owner shall have the right, following ten days' notice to the Dealer to close the mill.",
            Modality.MAY,
            "The Owner",
        ),
        ("may, by giving notice, close the mill.", Modality.MAY, ""),
        ("Such a sale may not be to a rival.", Modality.MUST_NOT, ""),
        ("The Owner may sell a list, the form of which will be agreed upon.", Modality.MAY, "The Owner"),
    ],
)
def test_who_gives_who_receives_and_who_is_named(text: str, modality: Modality, obligor: str) -> None:
    duty = duties(text)[0]
    assert (duty.modality, words(text, duty.obligor)) == (modality, obligor)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The Owner acknowledges that the Dealer will incur costs.", Reason.STATEMENT),
        ("Nothing herein shall give the Dealer a licence.", Reason.NO_DUTY),
        ("In no event shall the Seller’s liability exceed the price.", Reason.EFFECT),
        ("IN NO EVENT SHALL EITHER PARTY BE LIABLE FOR LOSS OF PROFIT, HOWEVER CAUSED.", Reason.EFFECT),
        ("Section 26 will only apply to the mill.", Reason.EFFECT),
        ("The Dealer shall lose no rights if it cures the fault.", Reason.EFFECT),
        ("The Dealer shall in all material respects have performed its duties.", Reason.STATEMENT),
        ("The parties hereby agree to strike Annex 2 and replace it with the following.", Reason.RECITAL),
        ("Mill Upkeep and Repair Services shall automatically terminate.", Reason.EFFECT),
    ],
)
def test_effects_and_statements_lay_nothing_down(text: str, reason: Reason) -> None:
    reading = read(text, 0, len(text), ())
    assert (reading.duties, reading.reason) == ((), reason)


def test_what_must_be_so_has_to_be_seen_to() -> None:
    assert only("The mill plan must require two locks.").modality is Modality.MUST


def test_a_topic_puts_aside_its_own_part_of_a_text_alone() -> None:
    text = "The duty shall be borne by the Owner. The Payee is no third party beneficiary and shall not sue."
    assert words(text, only(text).obligor) == "the Owner"


def test_what_is_agreed_goes_on_behind_and_that() -> None:
    text = "The Dealer agrees that the Dealer will not copy the list and that the Dealer will not sell it."
    assert [(d.modality, words(text, d.obligor)) for d in duties(text)] == [
        (Modality.MUST_NOT, "the Dealer"),
        (Modality.MUST_NOT, "the Dealer"),
    ]


def test_a_subject_keeps_its_relative_clause() -> None:
    text = "Any sum that may fall due shall be paid by the Buyer."
    assert words(text, only(text).obligor) == "the Buyer"
    assert duties("The fees that the Owner may set and the Buyer shall pay are printed.") == ()


def test_the_subject_stands_before_its_insertion() -> None:
    text = "The Dealer, together with the Agent who will help, will count the crates."
    assert [words(text, d.obligor) for d in duties(text)][-1] == "The Dealer"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The Dealer may not act so as to reflect badly upon Quillfeather.", ""),
        ("The Dealer shall print the number, if known, and the date.", ""),
        (
            "The Dealer shall return all lists received by it after the fair.",
            "",
        ),
        ("The Dealer shall return the lists after the fair.", "after the fair"),
        (
            "The Dealer shall stop if an event of clause (ii) of Annex 1 occurs.",
            "if an event of clause (ii) of Annex 1 occurs",
        ),
        (
            "The Dealer shall stop if it harms the services provided to the Owner.",
            "if it harms the services provided to the Owner",
        ),
        ("Upon the Owner's notice, the Dealer shall stop.", "Upon the Owner's notice"),
        ("The Dealer may stop upon notice to the Owner.", ""),
        (
            "If the Owner asks and so long as the mill stands, the Dealer shall grind.",
            "If the Owner asks",
        ),
        (
            "The Dealer may sell, provided that the Owner has agreed, in a signed paper, to the price.",
            "provided that the Owner has agreed, in a signed paper, to the price",
        ),
        (
            "The Dealer shall accept each order in writing, if an order is late it shall be deemed void.",
            "",
        ),
    ],
)
def test_what_sets_going_and_what_does_not(text: str, trigger: str) -> None:
    assert words(text, duties(text)[0].trigger) == trigger


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The fees will be payable twenty (20) days after the date of the invoice.", "within 20 days"),
        ("The Dealer may leave twenty (20) days after the date of the invoice.", "after 20 days"),
        ("The Dealer shall send receipts as the Owner requests at the time of the fair.", ""),
        ("The Dealer shall have a plan which would allow it to resume within two days.", ""),
    ],
)
def test_whose_time_it_is(text: str, value: str) -> None:
    limit = only(text).deadline
    assert (limit.value if limit else "") == value
