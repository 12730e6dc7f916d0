"""The words of a sentence as the model counts them: in lower case, numbers by their kind.

Answers: the same tokens for "$5,000" and "$12.50", for "[***]" and "[ * ]", so that an amount or a kept
secret teaches its kind and not itself. Refuses nothing: what is no token is passed over.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"\[\s*\*+\s*\]|\*{2,}|\$\s?[\d,.]+|\d+(?:[.,]\d+)*%?|[A-Za-z]+(?:['’][a-z]+)?|_{3,}|[§©®\"“”()]"
)


def tokens(text: str) -> tuple[str, ...]:
    """The tokens of a text in order."""
    return tuple(_kind_of(match) for match in _TOKEN.findall(text))


def _kind_of(printed: str) -> str:
    first = printed[0]
    if first.isalpha():
        return printed.lower()
    if first in "[*":
        return "<kept secret>"
    if first == "$":
        return "<money>"
    if first == "_":
        return "<blank>"
    if not first.isdigit():
        return '"' if first in "“”" else printed
    if printed.endswith("%"):
        return "<percent>"
    if len(printed) == 4 and printed[:2] in ("19", "20"):
        return "<year>"
    return "<small number>" if len(printed) <= 2 else "<number>"
