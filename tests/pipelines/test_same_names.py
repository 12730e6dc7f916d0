"""When two printed names mean one provider: family names, misread letters, initials on a card."""

from __future__ import annotations

import pytest

from pipelines.same_names import same_provider


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("GR", "Gavin Roe, DC", True),
        ("Gavin Allen Roe, DC", "G.R.", True),
        ("GR", "GR", True),
        ("GR", "Lucia Poe, DC", False),
        ("Gavin Roe, DC", "Roe, Gavin", True),
        ("Gavin Roe, DC", "Lucia Poe, DC", False),
    ],
)
def test_initials_agree_with_the_name_that_has_them(one: str, other: str, same: bool) -> None:
    assert same_provider(one, other) is same
