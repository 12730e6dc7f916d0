"""Names and messages from outside, fit for one line of any terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.printable import LONGEST_MESSAGE, message, printable


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Records rec'd 3-4.pdf", "Records rec'd 3-4.pdf"),
        ("a\nb", "a\\x0ab"),
        ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
        ("a\u202eb", "a\\u202eb"),
        ("Re\u0301sume\u0301", "Résumé"),
        ("\U000e0041", "\\U000e0041"),
        ("\udcff", "\\xff"),
        ("Screenshot at 1.02\u202fPM.png", "Screenshot at 1.02 PM.png"),
    ],
)
def test_names_for_display(raw: str, shown: str) -> None:
    assert printable(raw) == shown


def test_a_message_has_an_end() -> None:
    assert message("x" * 10_000) == "x" * LONGEST_MESSAGE + " …"


@given(st.text())
def test_whatever_comes_is_printable_and_can_be_stored(raw: str) -> None:
    shown = printable(raw)
    assert shown.isprintable()
    shown.encode("utf-8")
