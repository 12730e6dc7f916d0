"""Sums of money as contracts print them: "$1,500", "One Million Dollars ($1,000,000)", "EUR 2.5 million".

Answers each with its currency as printed ("$" stays "$": whose dollar it is, the sign does not say) and its
amount; where the words and the figures of one sum differ, or a dot may group or divide ("10.000"), it has
none. Refuses numbers without a currency.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from extractors.contracts.values.written_numbers import WORDS, words_value

_SIGNS = {
    "us$": "USD", "u.s.$": "USD", "usd": "USD", "c$": "CAD", "cad": "CAD", "cdn$": "CAD", "a$": "AUD",
    "aud": "AUD", "hk$": "HKD", "hkd": "HKD", "eur": "EUR", "€": "EUR", "gbp": "GBP", "£": "GBP",
    "jpy": "JPY", "¥": "¥", "rmb": "CNY", "cny": "CNY", "chf": "CHF", "nis": "ILS", "ils": "ILS",
    "inr": "INR", "sgd": "SGD", "$": "$",
}  # fmt: skip
_NAMES = {
    "u.s. dollars": "USD", "us dollars": "USD", "united states dollars": "USD", "canadian dollars": "CAD",
    "dollars": "$", "dollar": "$", "euros": "EUR", "euro": "EUR", "pounds sterling": "GBP",
    "swiss francs": "CHF",
}  # fmt: skip


def _any(words: dict[str, str]) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s{1,12}") for w in ordered)


_SCALE = r"(?:\s{0,6}(?P<scale>thousand|million|billion|mm|m|k)(?![a-z]))?"
_FIGURE = r"(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,4})?)"
_SIGNED = re.compile(
    rf"(?<![\w$€£])(?P<sign>{_any(_SIGNS)})\s{{0,3}}{_FIGURE}(?![\d,]\d){_SCALE}", re.IGNORECASE
)
_NAMED = re.compile(
    rf"(?<![\w.,$])(?:(?P<words>{WORDS})|{_FIGURE}{_SCALE})(?:\s{{1,12}}(?:and\s{{1,3}})?(?:no|00|\d\d)/100)?"
    rf"\s{{1,12}}(?P<name>{_any(_NAMES)})(?![a-z])",
    re.IGNORECASE,
)
# "10.000": ten thousand to one writer, ten to another.
_DOTTED_GROUP = re.compile(r"\d{1,3}\.\d{3}")
_BRACKET = re.compile(r"\s{0,6}[(\[]\s{0,3}$")
_CLOSED = re.compile(r"\s{0,3}[)\]]")
_SCALES = {
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "mm": 1_000_000,
    "m": 1_000_000,
    "billion": 10**9,
}


@dataclass(frozen=True, slots=True)
class Money:
    """``text[start:end]`` as a sum; ``amount`` is None where it can be read two ways."""

    start: int
    end: int
    currency: str
    amount: Decimal | None

    @property
    def normal(self) -> str:
        """Such as "$1,500", "USD 2,500,000", "EUR 12.50"; "" without an amount."""
        if self.amount is None:
            return ""
        whole = self.amount == self.amount.to_integral_value()
        figures = f"{self.amount:,.0f}" if whole else f"{self.amount:,.2f}"
        return f"{self.currency}{figures}" if self.currency == "$" else f"{self.currency} {figures}"


def sums_in(text: str) -> tuple[Money, ...]:
    """The sums of a text in order; words with their figures in brackets behind them are one sum."""
    found: list[Money] = []
    for match in _NAMED.finditer(text):
        name = " ".join(match["name"].lower().split())
        amount = Decimal(words_value(match["words"])) if match["words"] else _figure(match)
        found.append(Money(match.start(), match.end(), _NAMES[name], amount))
    starts = [item.start for item in found]
    more: list[Money] = []
    for match in _SIGNED.finditer(text):
        item = Money(match.start(), match.end(), _SIGNS[match["sign"].lower()], _figure(match))
        at = bisect_right(starts, item.start) - 1
        if at >= 0 and _brackets(text, found[at], item):
            found[at] = _agreed(text, found[at], item)
        elif not any(f.start < item.end and item.start < f.end for f in found[max(at, 0) : at + 2]):
            more.append(item)
    return tuple(sorted([*found, *more], key=lambda f: f.start))


def _agreed(text: str, words: Money, figures: Money) -> Money:
    """Words and the figures in brackets behind them as one sum, where they say the same."""
    closed = _CLOSED.match(text, figures.end)
    amount = figures.amount if words.amount == figures.amount else None
    currency = words.currency if figures.currency == "$" else figures.currency
    return Money(words.start, closed.end() if closed else figures.end, currency, amount)


def _brackets(text: str, words: Money, figures: Money) -> bool:
    return words.end <= figures.start and bool(_BRACKET.fullmatch(text, words.end, figures.start))


def _figure(match: re.Match[str]) -> Decimal | None:
    if _DOTTED_GROUP.fullmatch(match["figure"]):
        return None
    scale = match["scale"]
    return Decimal(match["figure"].replace(",", "")) * (_SCALES[scale.lower()] if scale else 1)
