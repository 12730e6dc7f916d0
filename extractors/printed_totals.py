"""The totals a bill prints: a label ("Total charges", "Balance due") and its figure, beside or below it.

Labels are data (``lexicons/money.toml``); where a total has several figures, their columns say what each is.
Refuses sentences: between label and figure stand only dots, a date or "as of".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from extractors.cells import cells
from extractors.citations import cite
from extractors.ledger_facts import PrintedTotal, TotalKind
from extractors.lexicon import load
from extractors.money import Amount
from extractors.money_headings import span_of
from extractors.money_meanings import Meaning
from extractors.pages import Line, Page

_BETWEEN = re.compile(
    r"\b(?:as of|through|thru|from|to|on|for|usd|only|now)\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_OF_COLUMN = {
    Meaning.BILLED: TotalKind.CHARGES,
    Meaning.AMOUNT: TotalKind.TOTAL,
    Meaning.PAID: TotalKind.PAYMENTS,
    Meaning.ADJUSTED: TotalKind.ADJUSTMENTS,
    Meaning.CREDIT: TotalKind.CREDITS,
    Meaning.BALANCE: TotalKind.BALANCE,
    Meaning.ALLOWED: TotalKind.ALLOWED,
    Meaning.PATIENT: TotalKind.PATIENT,
}


@cache
def _labels() -> tuple[tuple[TotalKind, re.Pattern[str]], ...]:
    return tuple(
        (TotalKind(rule["kind"]), re.compile(rf"(?<![a-z])(?:{rule['words']})(?![a-z])"))
        for rule in load("money")["total"]
    )


def labels_in(text: str) -> tuple[tuple[int, int, TotalKind], ...]:
    """Labels of totals in a line, left to right: span and kind; of overlapping ones the longest."""
    # "T0TAL": the zero that a reader sees among letters; lengths stay, so that spans do.
    plain = re.sub(r"(?<=[a-z])0(?=[a-z])", "o", text.lower())
    found = [
        (m.start(), m.end(), kind, order)
        for order, (kind, pattern) in enumerate(_labels())
        for m in pattern.finditer(plain)
    ]
    kept: list[tuple[int, int, TotalKind]] = []
    for start, end, kind, _ in sorted(found, key=lambda f: (f[0] - f[1], f[3], f[0])):
        if not any(start < e and s < end for s, e, _ in kept):
            kept.append((start, end, kind))
    return tuple(sorted(kept))


def totals_in(
    page: Page, line: Line, amounts: Sequence[Amount], meanings: Mapping[int, Meaning]
) -> tuple[PrintedTotal, ...]:
    """The totals printed on one line, each label with its figures.

    Args:
        page: the page, for citations.
        line: the line.
        amounts: the sums printed on it.
        meanings: what the column of a sum is, by the sum's start, where a heading stands above.
    """
    labels = labels_in(line.text)
    found: list[PrintedTotal] = []
    for number, (start, end, kind) in enumerate(labels):
        until = line.start + (labels[number + 1][0] if number + 1 < len(labels) else len(line.text))
        own = [a for a in amounts if line.start + end <= a.start < until]
        if not own or _says_more(page.text[line.start + end : own[0].start]):
            continue
        if len(own) == 1:
            kind = _by_column(kind, meanings.get(own[0].start))
            found.append(PrintedTotal(kind, own[0].value, cite(page, line.start + start, own[0].end)))
            continue
        by_column = [(a, meanings.get(a.start, Meaning.OTHER)) for a in own]
        for amount, meaning in by_column:
            if meaning in _OF_COLUMN:
                column_kind = TotalKind.SUBTOTAL if kind is TotalKind.SUBTOTAL else _OF_COLUMN[meaning]
                if column_kind is not TotalKind.SUBTOTAL or meaning in (Meaning.BILLED, Meaning.AMOUNT):
                    found.append(
                        PrintedTotal(column_kind, amount.value, cite(page, line.start + start, amount.end))
                    )
        if all(m not in _OF_COLUMN for _, m in by_column):
            found.append(PrintedTotal(kind, own[0].value, cite(page, line.start + start, own[0].end)))
    return tuple(found)


def _by_column(kind: TotalKind, meaning: Meaning | None) -> TotalKind:
    """A total that names nothing is of its column; a named one is what it says."""
    if kind is TotalKind.TOTAL and meaning is not None:
        return _OF_COLUMN.get(meaning, kind)
    return kind


def _says_more(between: str) -> bool:
    return bool(re.search(r"[A-Za-z]", _BETWEEN.sub("", between)))


def totals_below(page: Page, line: Line, below: Line, amounts: Sequence[Amount]) -> tuple[PrintedTotal, ...]:
    """Totals of a summary box: labels on one line, each figure under its label; needs places."""
    if not line.words or not below.words or not amounts or re.search(r"[A-Za-z]", below.text):
        return ()
    found: list[PrintedTotal] = []
    for cell in cells(line):
        labels = labels_in(cell.text)
        if len(labels) != 1 or re.search(r"[A-Za-z]", cell.text[: labels[0][0]] + cell.text[labels[0][1] :]):
            continue
        left, right = span_of(line, cell.start, cell.end)
        under = [a for a in amounts if (s := span_of(below, a.start, a.end))[0] < right and left < s[1]]
        if len(under) == 1:
            found.append(PrintedTotal(labels[0][2], under[0].value, cite(page, under[0].start, under[0].end)))
    return tuple(found)
