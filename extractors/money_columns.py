"""Which column of a bill an amount stands in: by its edges where words have places, by bars, or by its order.

The amounts of a table are bundled into columns and laid under the headings from left to right at the least
distance. Refuses a meaning that no heading gives: an amount under a heading of something else (units, a
diagnosis) is no money.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.money import Amount
from extractors.money_headings import Column, Heading, span_of
from extractors.money_meanings import Meaning, meaning_of
from extractors.pages import Line

_SKIP = 150.0
"""What leaving a bundle without a column costs, in points: more than any column is wide."""
_LABEL = re.compile(r"(?P<words>(?:[A-Za-z/&.']+ ){0,2}[A-Za-z/&.']+):\s*$")
_BESIDE = 12.0
"""Points between a heading and the sums under it, one set left and the other right in their column."""
_MOST_UNITS = 99
_CREDITS = (Meaning.PAID, Meaning.ADJUSTED, Meaning.CREDIT)


def assign(heading: Heading, rows: Sequence[tuple[Line, Sequence[Amount]]]) -> dict[int, Meaning]:
    """What each amount of the rows under a heading is, by the amount's start; by place or else by order."""
    if not heading.money:
        return {a.start: Meaning.OTHER for _, amounts in rows for a in amounts}
    if heading.bars > 1 and all(line.text.count("|") == heading.bars for line, _ in rows):
        cells = {c.cell: c.meaning for c in heading.money}
        return {
            a.start: cells.get(line.text.count("|", 0, a.start - line.start), Meaning.OTHER)
            for line, amounts in rows
            for a in amounts
        }
    full = all(len(amounts) == len(heading.money) for _, amounts in rows)
    if heading.placed and _stands_over(heading, rows) and not (full and rows and _crowded(heading, rows)):
        return _by_place(heading, rows)
    found: dict[int, Meaning] = {}
    for _, amounts in rows:
        for amount, meaning in zip(amounts, _by_order(heading, amounts), strict=True):
            found[amount.start] = meaning
    return found


def labelled(line: Line, amounts: Sequence[Amount]) -> dict[int, Meaning]:
    """What the sums of a line are that have a label of their own ("Charge: $185.00"), by the sum's start."""
    found: dict[int, Meaning] = {}
    at = line.start
    for amount in amounts:
        label = _LABEL.search(line.text[at - line.start : amount.start - line.start])
        meaning = meaning_of(label["words"]) if label else Meaning.OTHER
        if meaning is not Meaning.OTHER:
            found[amount.start] = meaning
        at = amount.end
    return found


def _stands_over(heading: Heading, rows: Sequence[tuple[Line, Sequence[Amount]]]) -> bool:
    """Whether any sum stands under a heading of money; where none does the heading was set apart from its
    table, and its places say nothing."""
    spans = [span_of(line, a.start, a.end) for line, amounts in rows for a in amounts]
    return not spans or any(
        left < c.right + _BESIDE and c.left - _BESIDE < right for left, right in spans for c in heading.money
    )


def _crowded(heading: Heading, rows: Sequence[tuple[Line, Sequence[Amount]]]) -> bool:
    """Whether the places do not tell the columns apart: two sums of a row fall into one, or into none."""
    placed = _by_place(heading, rows)
    money = sorted(c.meaning for c in heading.money)
    return any(sorted(placed[a.start] for a in amounts) != money for _, amounts in rows)


def _by_order(heading: Heading, amounts: Sequence[Amount]) -> list[Meaning]:
    money = [c.meaning for c in heading.money]
    if len(amounts) >= len(money):
        before = _without_heading(heading, amounts, len(amounts) - len(money))
        behind = len(amounts) - len(money) - before
        return [Meaning.OTHER] * before + money + [Meaning.OTHER] * behind
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


def _without_heading(heading: Heading, amounts: Sequence[Amount], extra: int) -> int:
    """How many of a row's figures that no heading of money names stand before its sums; the others: behind.

    Units and their price stand before: told by a heading that names them, by their product, or by a single
    whole digit. Without any of these the figures behind are a balance that runs on.
    """
    values = [a.value for a in amounts]
    if extra > 1 and _counts(values[0]) and values[1] and values[0] * values[1] == values[2]:
        return 2
    left, right = heading.money[0].left, heading.money[-1].left
    if any(c.left < left for c in heading.units):
        return extra
    if any(c.left > right for c in heading.units):
        return 0
    return int(_counts(values[0]) and values[0] < 10)


def _counts(value: Decimal) -> bool:
    return 0 < value <= _MOST_UNITS and value == int(value)


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
