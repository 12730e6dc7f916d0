"""Renewals by their length and number, and the notice that stops them."""

from __future__ import annotations

import pytest

from extractors.contracts.values.renewals import notices_in, read_renewal


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        (
            "shall automatically renew for successive one (1) year periods unless terminated",
            "successive periods of 1 year",
        ),
        (
            "may be extended for up to three (3) additional periods of twelve (12) months",
            "3 periods of 12 months",
        ),
        ("option to renew this Agreement for an additional Three (3) year period", "3 years"),
        ("automatically extend for an additional two (2) years on the same terms", "2 years"),
        ("for one (1) year and automatically renewing annually thereafter", "successive periods of 1 year"),
        ("for a period of five (5) years with automatic renewal of one year thereafter", "1 year"),
        ("will extend automatically for monthly periods", "successive periods of 1 month"),
    ],
)
def test_a_renewal_is_read(text: str, normal: str) -> None:
    renewal = read_renewal(text)
    assert renewal is not None
    assert renewal.normal == normal


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement shall continue for three (3) years from the Effective Date.",
        "unless it gives notice of its intent not to renew within a period of three (3) months",
        "may be renewed for periods of **** each",
    ],
)
def test_what_gives_no_length_of_a_renewal_is_none(text: str) -> None:
    assert read_renewal(text) is None


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        (
            "renews for five (5) year terms unless notice is given six (6) months prior to its end",
            ["6 months"],
        ),
        ("upon thirty (30) days written notice to the other party", ["30 days"]),
        ("no later than thirty (30) days in advance of the expiration", ["30 days"]),
        ("written notice to the other Party of at least 3 months", ["3 months"]),
        ("sixty (60) days' notice, or ninety (90) days' notice by the Buyer", ["60 days", "90 days"]),
        ("shall continue for one (1) year from the Effective Date", []),
    ],
)
def test_notices(text: str, lengths: list[str]) -> None:
    assert [n.normal for n in notices_in(text)] == lengths
