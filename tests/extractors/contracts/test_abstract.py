"""The abstract of small contracts: values, the quotes they rest on, and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractors.contracts.abstract import abstract
from extractors.contracts.abstract_field import LEAST, AbstractField
from extractors.contracts.clause_hits import Hit
from extractors.contracts.clause_types import ClauseType as C
from extractors.contracts.sentences import sentences

OPENING = (
    'This Supply Agreement is made as of May 8, 2014 (the "Effective Date") by and between Birch Mills, Inc. '
    '("Supplier") and Tern LLC ("Buyer").'
)
TERM = "This Agreement shall commence on the Effective Date and continue for three (3) years."
NOTICE = (
    "It shall renew for successive one (1) year terms unless either party gives sixty (60) days' written "
    "notice prior to the end of the term."
)
LAW = "This Agreement is governed by the laws of the State of Ohio."
WHOLE = "\n\n".join((OPENING, TERM, NOTICE, LAW))


def fields(text: str, quotes: Mapping[C, str], confidence: float = 1.0) -> dict[str, AbstractField]:
    """The abstract of a text whose clauses are the quotes, by field; of parties, the last."""
    hits = [
        Hit(kind, text.index(quote), text.index(quote) + len(quote), confidence, ())
        for kind, quote in quotes.items()
    ]
    return {f.name: f for f in abstract(text, sentences(text), hits)}


QUOTES = {
    C.DOCUMENT_NAME: "Supply Agreement",
    C.AGREEMENT_DATE: "May 8, 2014",
    C.EFFECTIVE_DATE: "May 8, 2014",
    C.EXPIRATION_DATE: TERM,
    C.RENEWAL_TERM: NOTICE,
    C.NOTICE_PERIOD_TO_TERMINATE_RENEWAL: NOTICE,
    C.GOVERNING_LAW: LAW,
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Document Name", "Supply Agreement"),
        ("Party", "Tern LLC (“Buyer”)"),
        ("Agreement Date", "2014-05-08"),
        ("Effective Date", "2014-05-08"),
        ("Initial Term", "3 years"),
        ("Expiration Date", "2017-05-08"),
        ("Renewal Term", "successive periods of 1 year"),
        ("Notice Period To Terminate Renewal", "60 days"),
        ("Last Day For Notice Before Expiration", "2017-03-09"),
        ("Governing Law", "Ohio"),
    ],
)
def test_a_field_has_its_value_and_a_quote(name: str, value: str) -> None:
    field = fields(WHOLE, QUOTES)[name]
    assert (field.value, field.abstained) == (value, "")
    assert field.spans
    assert all(WHOLE[start:end].strip() for start, end in field.spans)


def test_arithmetic_shows_all_of_its_quotes() -> None:
    told = fields(WHOLE, QUOTES)
    ends = told["Expiration Date"]
    assert ends.computed_from == ("Effective Date 2014-05-08 + 3 years",)
    assert [WHOLE[s:e] for s, e in ends.spans] == [TERM, 'May 8, 2014 (the "Effective Date")']
    last = told["Last Day For Notice Before Expiration"]
    assert last.computed_from[-1] == "Expiration Date 2017-05-08 − 60 days"
    assert [WHOLE[s:e] for s, e in last.spans][:2] == [NOTICE, TERM]


def test_the_same_fields_come_in_the_same_order_whatever_was_found() -> None:
    nothing = abstract("Nothing is agreed.", sentences("Nothing is agreed."), ())
    assert [f.name for f in nothing] == list(
        dict.fromkeys(f.name for f in abstract(WHOLE, sentences(WHOLE), ()))
    )
    assert all(not f.value and f.abstained for f in nothing)


def test_a_hit_that_is_not_sure_gives_no_value() -> None:
    assert fields(WHOLE, QUOTES, LEAST - 0.01)["Governing Law"].value == ""
    assert fields(WHOLE, QUOTES, LEAST)["Governing Law"].value == "Ohio"


def test_the_surest_hit_with_a_value_is_read_first() -> None:
    text = "Dated May 8, 2014.\n\nSigned June 9, 2015."
    hits = [
        Hit(C.AGREEMENT_DATE, text.index("May"), text.index("May") + 11, 0.5, ()),
        Hit(C.AGREEMENT_DATE, text.index("June"), text.index("June") + 12, 0.9, ()),
    ]
    found = {f.name: f.value for f in abstract(text, sentences(text), hits)}
    assert found["Agreement Date"] == "2015-06-09"


@pytest.mark.parametrize(
    ("opening", "value", "reason"),
    [
        ("It is made as of June 9, 2015 by the parties.", "", "no words beside it say that it is effective"),
        ("It is made on June 8, 2015, to be effective June 9, 2015, by all.", "2015-06-09", ""),
        ('"Commencement Date" means: 9 June 2015.', "2015-06-09", ""),
        ("It shall commence on the day after signing and expire on June 9, 2015.", "", "no words"),
        ("It is effective on the date of the last signature below.", "", "it is the day of a signature"),
    ],
)
def test_an_effective_date_needs_words_that_say_so(opening: str, value: str, reason: str) -> None:
    field = fields(opening, {C.EFFECTIVE_DATE: opening})["Effective Date"]
    assert field.value == value
    assert field.abstained.startswith(reason)


def test_an_effective_date_may_point_to_the_agreement_date() -> None:
    text = "Dated May 8, 2014.\n\nThis Agreement shall become effective as of the date first above written."
    quotes = {C.AGREEMENT_DATE: "May 8, 2014", C.EFFECTIVE_DATE: text.split("\n\n")[1]}
    field = fields(text, quotes)["Effective Date"]
    assert (field.value, field.computed_from) == ("2014-05-08", ("Agreement Date 2014-05-08",))
    assert text[field.spans[-1][0] : field.spans[-1][1]] == "May 8, 2014"


def test_the_contracts_own_definition_is_read_where_no_clause_says_it() -> None:
    field = fields(WHOLE, {C.EFFECTIVE_DATE: "Supply Agreement"})["Effective Date"]
    assert field.value == "2014-05-08"


@pytest.mark.parametrize(
    ("term", "value", "reason"),
    [
        ("It ends on July 31, 2019.", "2019-07-31", ""),
        ("It continues in perpetuity.", "perpetual", ""),
        ("It continues for two years from the Launch Date.", "", "it is counted from an event"),
        (
            "It continues for two years from the Effective Date.",
            "",
            "it is counted from the Effective Date, which",
        ),
        ("It starts on 1 March 2016 and continues for 20 business days.", "", "its length cannot be counted"),
    ],
)
def test_an_expiration_date_is_printed_or_counted_from_a_known_day(
    term: str, value: str, reason: str
) -> None:
    field = fields(term, {C.EXPIRATION_DATE: term})["Expiration Date"]
    assert field.value == value
    assert field.abstained.startswith(reason)


def test_figures_that_could_be_read_two_ways_say_how() -> None:
    field = fields("Dated 11/4/10.", {C.AGREEMENT_DATE: "11/4/10"})["Agreement Date"]
    assert (field.value, field.computed_from) == ("2010-11-04", ("the figures were read month first",))


@pytest.mark.parametrize(
    ("blank", "value", "reason"),
    [
        ("this ____ day of ______, 19__", "", "the date is left blank"),
        ("____________", "", "the date is left blank"),
        ("this ____ day of March, 2018", "2018-03", ""),
    ],
)
def test_what_is_left_blank_is_not_filled(blank: str, value: str, reason: str) -> None:
    text = f"Dated as of {blank} by both."
    field = fields(text, {C.AGREEMENT_DATE: blank})["Agreement Date"]
    assert (field.value, field.abstained) == (value, reason)


def test_the_day_of_effect_is_not_taken_for_the_blank_one_on_which_it_was_made() -> None:
    text = "This Agreement is made on [date], 2025 by both. It is effective as of May 8, 2025."
    found = fields(text, {C.AGREEMENT_DATE: "May 8, 2025", C.EFFECTIVE_DATE: "May 8, 2025"})
    assert (found["Agreement Date"].value, found["Effective Date"].value) == ("", "2025-05-08")
    assert [text[a:b] for a, b in found["Agreement Date"].spans] == ["[date]"]


def test_two_lengths_of_notice_are_not_chosen_between() -> None:
    text = "The Buyer may terminate upon sixty (60) days' notice, the Supplier upon ninety (90) days' notice."
    field = fields(text, {C.TERMINATION_FOR_CONVENIENCE: text})["Notice To Terminate For Convenience"]
    assert (field.value, field.abstained) == ("", "the clause gives several: 60 days, 90 days")


def test_two_laws_are_both_told() -> None:
    text = f"{LAW}\n\nSchedule A is governed by the laws of Hong Kong."
    first, second = text.index("This"), text.index("Schedule")
    hits = [Hit(C.GOVERNING_LAW, at, at + 20, 0.9, ()) for at in (first, second)]
    found = {f.name: f for f in abstract(text, sentences(text), hits)}["Governing Law"]
    assert found.value == "Ohio; Hong Kong"
    assert len(found.spans) == 2


def test_notice_is_not_counted_from_an_end_the_clause_does_not_name() -> None:
    told = fields(WHOLE.replace(" prior to the end of the term", ""), {
        **{k: v for k, v in QUOTES.items() if v is not NOTICE},
        C.NOTICE_PERIOD_TO_TERMINATE_RENEWAL: "sixty (60) days' written notice",
    })  # fmt: skip
    field = told["Last Day For Notice Before Expiration"]
    assert (field.value, field.abstained) == ("", "the clause does not count the notice from the end")


def test_sums_are_those_that_the_clauses_print() -> None:
    text = (
        "Liability shall not exceed One Million Dollars ($1,000,000) or the fees paid.\n\nNobody is liable."
    )
    told = fields(
        text, {C.CAP_ON_LIABILITY: text.split("\n\n")[0], C.LIQUIDATED_DAMAGES: "Nobody is liable."}
    )
    assert told["Sums In Cap On Liability"].value == "$1,000,000"
    assert told["Sums In Liquidated Damages"].abstained == "no sum is printed in the clause"
    assert told["Sums In Insurance"].abstained == "no clause of this type was found"
