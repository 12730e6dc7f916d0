"""Which column of a bill an amount stands in: by its edges where words have places, else by its order.

The amounts of a table are bundled into columns and laid under the headings from left to right at the least
distance. Refuses a meaning that no heading gives: an amount under a heading of something else (units, a
diagnosis) is no money.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.money import Amount
from extractors.money_headings import Column, Heading, Meaning, span_of
from extractors.pages import Line

_SKIP = 150.0
"""What leaving a bundle without a column costs, in points: more than any column is wide."""
_CREDITS = (Meaning.PAID, Meaning.ADJUSTED, Meaning.CREDIT)


def assign(heading: Heading, rows: Sequence[tuple[Line, Sequence[Amount]]]) -> dict[int, Meaning]:
    """What each amount of the rows under a heading is, by the amount's start; by place or else by order."""
    full = all(len(amounts) == len(heading.money) for _, amounts in rows)
    if heading.placed and not (full and rows and _crowded(heading, rows)):
        return _by_place(heading, rows)
    found: dict[int, Meaning] = {}
    for _, amounts in rows:
        for amount, meaning in zip(amounts, _by_order(heading, amounts), strict=True):
            found[amount.start] = meaning
    return found


def _crowded(heading: Heading, rows: Sequence[tuple[Line, Sequence[Amount]]]) -> bool:
    """Whether the places do not tell the columns apart: two sums of a row fall into one, or into none."""
    placed = _by_place(heading, rows)
    money = sorted(c.meaning for c in heading.money)
    return any(sorted(placed[a.start] for a in amounts) != money for _, amounts in rows)


def _by_order(heading: Heading, amounts: Sequence[Amount]) -> list[Meaning]:
    money = [c.meaning for c in heading.money]
    if len(amounts) >= len(money):
        # More figures than columns of money: those of units or codes stand before them.
        return [Meaning.OTHER] * (len(amounts) - len(money)) + money
    if Meaning.BALANCE not in money or len(amounts) == 1:
        first = next((m for m in money if m in (Meaning.BILLED, Meaning.AMOUNT)), money[0])
        if amounts and amounts[0].value < 0:
            first = next((m for m in money if m in _CREDITS), first)
        return [first, *(m for m in money if m is not first)][: len(amounts)]
    first = next((m for m in money if m in (Meaning.BILLED, Meaning.AMOUNT)), money[0])
    credits = [m for m in money if m in _CREDITS]
    if amounts[0].value < 0 and credits:
        first = credits[0] if len(credits) == 1 else Meaning.CREDIT
    middle = [m for m in money if m not in (first, Meaning.BALANCE)][: len(amounts) - 2]
    return [first, *middle, Meaning.BALANCE]


def _by_place(heading: Heading, rows: Sequence[tuple[Line, Sequence[Amount]]]) -> dict[int, Meaning]:
    spans = sorted((*span_of(line, a.start, a.end), a.start) for line, amounts in rows for a in amounts)
    bundles: list[tuple[float, float, list[int]]] = []
    for left, right, start in spans:
        home = next((i for i, b in enumerate(bundles) if left < b[1] and b[0] < right), None)
        if home is None:
            bundles.append((left, right, [start]))
        else:
            b = bundles[home]
            bundles[home] = (min(b[0], left), max(b[1], right), [*b[2], start])
    bundles.sort(key=lambda b: b[:2])
    chosen = _lay([(b[0], b[1]) for b in bundles], heading.columns)
    return {
        start: heading.columns[column].meaning if column is not None else Meaning.OTHER
        for (_, _, starts), column in zip(bundles, chosen, strict=True)
        for start in starts
    }


def _lay(bundles: Sequence[tuple[float, float]], columns: Sequence[Column]) -> list[int | None]:
    """The column of each bundle, never crossing, at the least total distance (bundles × columns steps)."""
    width = len(columns)
    best = [[0.0] * (width + 1)]
    for left, right in bundles:
        row = [best[-1][0] + _SKIP]
        for j, column in enumerate(columns, 1):
            row.append(min(best[-1][j] + _SKIP, row[j - 1], best[-1][j - 1] + _distance(left, right, column)))
        best.append(row)
    chosen: list[int | None] = []
    j = width
    for i in range(len(bundles), 0, -1):
        while j and best[i][j] == best[i][j - 1]:
            j -= 1
        if j and best[i][j] == best[i - 1][j - 1] + _distance(*bundles[i - 1], columns[j - 1]):
            chosen.append(j - 1)
            j -= 1
        else:
            chosen.append(None)
    return chosen[::-1]


def _distance(left: float, right: float, column: Column) -> float:
    apart = max(0.0, left - column.right, column.left - right)
    edges = min(
        abs(right - column.right), abs(left - column.left), abs(left + right - column.left - column.right) / 2
    )
    return apart + 0.1 * edges
