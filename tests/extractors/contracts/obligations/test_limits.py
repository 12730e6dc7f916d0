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
        "insure it for up to three (3) years",
    ],
)
def test_what_is_no_limit(text: str) -> None:
    assert limits_in(text) == ()
