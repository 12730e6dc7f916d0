"""Printed sums of money: where they stand in a line, their value with its sign; refuses to repair a figure.

A minus before or behind, brackets and "CR" make a credit. Six digits in a form's dollar and cent boxes are
read by `boxed_amounts` only, because elsewhere "198 00" is no sum. A figure with a letter in it ("$19B.00")
is none: `garbled_amount` says that one stands there, so that nothing is summed as if the line were not there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# Dots may lead to a figure ("Total ..... 715.00"); a digit and a dot make it a part of something else.
_AMOUNT = re.compile(
    r"(?<![\w,])(?<!\d\.)(?P<minus>[-–−](?=[$(\d]))?(?P<open>\()?\s?\$?\s?(?P<minus_in>[-–−](?=\d))?"
    r"(?P<figure>\d{1,3}(?:,\d{3})+\.\d{2}|\d+\.\d{2})"
    r"(?P<close>\s?\))?(?P<after>\s?CR\b|[-–−](?![\d$]))?(?!\w|\.\d|\s?%|,\d)"
)
_WHOLE_DOLLARS = re.compile(
    r"(?<![\w.,])(?P<minus>(?<!\S)[-–−])?(?P<open>\()?\$\s?(?P<figure>\d{1,3}(?:,\d{3})+|\d+)"
    r"(?P<close>\))?(?P<after>\s?CR\b|[-–−](?![\d$]))?(?![\w.,]*\d)"
)
_GARBLED = re.compile(
    r"(?<!\S)\(?-?\$?(?=\S*\d)(?=\S*[A-Za-z])[\dOoIlSBg]{1,3}(?:,?[\dOoIlSBg]{3})*[.,][\dOoIlSBg]{2}(?!\S)"
)
_BOXED = re.compile(r"(?=(?<![\w.,-])(?P<dollars>\d{1,3}(?:,\d{3})+|\d{1,7})\s+(?P<cents>\d{2})(?!\S))")


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed sum: its span in the page text (sign and "$" included) and its value, credits negative."""

    start: int
    end: int
    value: Decimal


def amounts_in(text: str, offset: int = 0, skip: Sequence[tuple[int, int]] = ()) -> tuple[Amount, ...]:
    """The sums printed in ``text``, left to right.

    Args:
        text: a line of a page.
        offset: where the line starts in the page text.
        skip: spans of the page text that are something else (dates).
    """
    found: list[Amount] = []
    for pattern in (_AMOUNT, _WHOLE_DOLLARS):
        for match in pattern.finditer(text):
            start, end = offset + _first_ink(text, match), offset + match.end()
            if not any(start < e and s < end for s, e in skip) and not any(
                start < a.end and a.start < end for a in found
            ):
                found.append(Amount(start, end, _value(text, match)))
    return tuple(sorted(found, key=lambda a: a.start))


def boxed_amounts(text: str, offset: int = 0) -> tuple[Amount, ...]:
    """Sums in the dollar and cent boxes of a claim form ("198 00"); overlapping readings are all given."""
    return tuple(
        Amount(
            offset + m.start("dollars"),
            offset + m.end("cents"),
            Decimal(f"{m['dollars'].replace(',', '')}.{m['cents']}"),
        )
        for m in _BOXED.finditer(text)
    )


def garbled_amount(text: str) -> bool:
    """Whether a sum stands in the line that was read with letters in it."""
    return bool(_GARBLED.search(text))


def _first_ink(text: str, match: re.Match[str]) -> int:
    start = match.start()
    while text[start].isspace():
        start += 1
    return start


def _value(text: str, match: re.Match[str]) -> Decimal:
    # Cents are always given, so that "$480" and "480.00" are written alike.
    value = Decimal(match["figure"].replace(",", "")) + Decimal("0.00")
    before = text[match.start() : match.start("figure")]
    bracketed = bool(match["open"] and match["close"])
    credit = bracketed or bool(match["after"]) or any(c in before for c in "-–−")
    return -value if credit else value
