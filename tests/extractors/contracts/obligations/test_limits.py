"""Time limits in one spelling, and what is none."""

from __future__ import annotations

import pytest

from extractors.contracts.obligations.limits import limits_in


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        (
            "pay within thirty (30) days after receipt of the invoice",
            "within thirty (30) days after receipt of the invoice",
            "within 30 days",
        ),
        ("pay within 1 year, or", "within 1 year", "within 1 year"),
        (
            "object no later than five (5) Business Days following delivery",
            "no later than five (5) Business Days following delivery",
            "within 5 business days",
        ),
        ("warn it at least 45 days before the fair", "at least 45 days before the fair", "45 days before"),
        (
            "end it upon ninety (90) days’ prior written notice to the Owner",
            "upon ninety (90) days’ prior written notice",
            "90 days notice",
        ),
        ("pay by the 10th day of each month", "by the 10th day of each month", "day 10 of month"),
        ("pay on or before March 31, 2031", "on or before March 31, 2031", "by 2031-03-31"),
        ("deliver them prior to the opening of the fair", "prior to the opening of the fair", "before event"),
        ("deliver them no later than the Closing", "no later than the Closing", "by event"),
        ("deliver them at the Closing", "at the Closing", "at event"),
        ("answer the call within 10 minutes of it", "within 10 minutes of it", "within 10 minutes"),
        ("answer, in any event within [***], the letter", "within [***]", "within ?"),
        ("warn its designated agent prior to the visit", "prior to the visit", "before event"),
        ("warn it in advance of such visit", "in advance of such visit", "before event"),
        ("answer within [***] after the end", "within [***] after the end", "within ?"),
        ("answer within [***] days of receipt", "within [***] days of receipt", "within ? days"),
        (
            "have ten (10) days after receipt to inspect",
            "ten (10) days after receipt to inspect",
            "within 10 days",
        ),
        (
            "draft it before the fair, and in any case not less than 3 weeks before the audit",
            "before the fair, and in any case not less than 3 weeks before the audit",
            "before event and 3 weeks before",
        ),
        ("answer within ten days thereof, or", "within ten days thereof", "within 10 days"),
        (
            "answer within one day (as defined below) of the call",
            "within one day (as defined below) of the call",
            "within 1 day",
        ),
        (
            "return them within ten days after they are provided to it",
            "within ten days after they are provided to it",
            "within 10 days",
        ),
        (
            "leave following the passage of ten  (10) days after the notice",
            "following the passage of ten  (10) days after the notice",
            "after 10 days",
        ),
        (
            "leave at any time after 30 days from the date of the fair",
            "after 30 days from the date of the fair",
            "after 30 days",
        ),
        (
            "leave no earlier than ten days after the fair",
            "no earlier than ten days after the fair",
            "after 10 days",
        ),
        (
            "warn it not less than thirty (30) nor more than sixty (60) days prior to the fair",
            "not less than thirty (30) nor more than sixty (60) days prior to the fair",
            "30 days before",
        ),
        (
            "warn it not later than 80 days, nor sooner than 90 days, before the fair",
            "not later than 80 days, nor sooner than 90 days, before the fair",
            "80 days before",
        ),
        (
            "leave as soon as possible not exceeding 90 days",
            "not exceeding 90 days",
            "within 90 days",
        ),
        (
            "count them not later than [***] after the fair",
            "not later than [***] after the fair",
            "within ?",
        ),
        (
            "pay it within the earlier of: (1) ten days from delivery; or (2) two days after the sale.",
            "within the earlier of: (1) ten days from delivery; or (2) two days after the sale",
            "within 10 days and within 2 days",
        ),
        (
            "report by December 31st of each year of the Term",
            "by December 31st of each year of the Term",
            "by 12-31",
        ),
        (
            "ship it prior to the Opening (as set out in Clause 3 (Opening))",
            "prior to the Opening",
            "before event",
        ),
        ("pay it by close of business", "by close of business", "by event"),
        ("answer within thirty (20) days of receipt", "within thirty (20) days of receipt", "within ? days"),
    ],
)
def test_a_limit_is_found_and_spelled(text: str, printed: str, value: str) -> None:
    assert [(text[x.start : x.end], x.value) for x in limits_in(text)] == [(printed, value)]


@pytest.mark.parametrize(
    "text",
    [
        "answer promptly and in a reasonable time",
        "keep the books for at least two (2) years following the fair",
        "appear before the arbitrators",
        "ship all orders placed prior to the fair",
        "keep the secret prior to and after the fair",
        "ask for lists older than 12 months from the date of the fair",
        "keep it secret before and/or during the fair",
        "keep a balance not to exceed 30 days of rent",
        "insure it for up to three (3) years",
    ],
)
def test_what_is_no_limit(text: str) -> None:
    assert limits_in(text) == ()
