"""The money of claim forms: CMS-1500 boxes 24, 28, 29 and 30, UB-04 revenue lines and the 0001 total.

Dollars and cents may stand in boxes of their own ("198 00"); they are read there and nowhere else. A line
without a readable date keeps its money: an undated charge is still billed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractors.citations import Citation, cite
from extractors.codes import BILLED_CODE
from extractors.facility_names import claim_facilities_of
from extractors.facts import DateMention, DateRole, PageFacts, PageKind, Printed
from extractors.ledger_facts import LedgerLine, MoneyPage, PrintedTotal, TotalKind
from extractors.ledger_rows import description
from extractors.ledger_tables import REVENUE, Table
from extractors.money import Amount, amounts_in, boxed_amounts, garbled_amount
from extractors.money_columns import assign
from extractors.money_headings import Heading, span_of
from extractors.money_meanings import Meaning
from extractors.pages import Line, Page

_LINES_BEGIN = re.compile(r"\b24\s*\.?\s*A?\b.*dates?|dates?\(?s?\)? of serv", re.IGNORECASE)
_LINES_END = re.compile(r"\b2[58]\s*\.\s*(?:federal|total)|federal tax|total charge", re.IGNORECASE)
_BOXES = (
    (TotalKind.CHARGES, re.compile(r"(?:28\s*\.?\s*)?total\s+charges?", re.IGNORECASE)),
    (TotalKind.PAYMENTS, re.compile(r"(?:29\s*\.?\s*)?amount\s+paid", re.IGNORECASE)),
    (TotalKind.BALANCE, re.compile(r"(?:30\s*\.?\s*)?(?:balance\s+due|rsvd\b[^\n]*)", re.IGNORECASE)),
)
_COVERS = re.compile(r"statement\s+covers", re.IGNORECASE)
_SERVICE = frozenset({DateRole.BILLED_SERVICE, DateRole.SERVICE})


def cms1500_money(page: Page, facts: PageFacts) -> MoneyPage:
    """Service lines of box 24 and the totals of boxes 28 to 30."""
    lines = page.lines()
    begin = next((i for i, line in enumerate(lines) if _LINES_BEGIN.search(line.text)), None)
    end = next((i for i, line in enumerate(lines) if i > (begin or 0) and _LINES_END.search(line.text)), None)
    boxes = claim_facilities_of(page)
    payee = boxes[-1] if boxes else facts.facility
    found: list[LedgerLine] = []
    unread: list[Citation] = []
    for line in lines[(begin or 0) + 1 : end] if begin is not None else ():
        dates = tuple(d for d in facts.dates if line.start <= d.citation.start < line.end)
        bare = _without(line, dates)
        code = BILLED_CODE.search(bare)
        if code is None:
            continue
        amount = _line_charge(line, code.end())
        if amount is None:
            if re.search(r"\d\s+\S{1,6}\s+\d{2}\s", line.text[code.end() :]) or garbled_amount(line.text):
                unread.append(cite(page, line.start, line.end))
            continue
        found.append(_line(page, facts.kind, line, dates, code[0], "", "", amount, payee))
    totals = _box_totals(page, lines)
    return MoneyPage(page.source, page.number, facts.kind, tuple(found), totals, tuple(unread))


def _without(line: Line, dates: Sequence[DateMention]) -> str:
    text = line.text
    for printed in dates:
        at = printed.citation.start - line.start
        text = text[:at] + " " * len(printed.citation.quote) + text[at + len(printed.citation.quote) :]
    return text


def _line_charge(line: Line, after: int) -> Amount | None:
    """Box 24F: behind the code, modifiers and pointers, before the units. Of two readings the last, because
    numeric pointers and modifiers stand before it ("97110 59 1 72 00 1")."""
    tail = line.text[after:]
    printed = amounts_in(tail, line.start + after)
    if printed:
        return printed[0]
    fitting = [
        a
        for a in boxed_amounts(tail, line.start + after)
        if re.match(r"\s*$|\s+\d{1,3}(?:\.\d+)?(?!\S)", line.text[a.end - line.start :])
    ]
    return fitting[-1] if fitting else None


def _line(
    page: Page,
    kind: PageKind,
    line: Line,
    dates: Sequence[DateMention],
    code: str,
    revenue: str,
    words: str,
    amount: Amount,
    payee: Printed | None,
) -> LedgerLine:
    service = next((d for d in dates if d.role in _SERVICE), None)
    return LedgerLine(
        cite(page, line.start, line.end),
        kind,
        service,
        None,
        code,
        revenue,
        words,
        amount.value,
        None,
        None,
        None,
        None,
        None,
        None,
        payee,
    )


def _box_totals(page: Page, lines: Sequence[Line]) -> tuple[PrintedTotal, ...]:
    for index, line in enumerate(lines):
        labels = [(m, kind) for kind, box in _BOXES if (m := box.search(line.text))]
        if not labels or labels[0][1] is not TotalKind.CHARGES or _LINES_BEGIN.search(line.text):
            continue
        for value in (line, *lines[index + 1 : index + 3]):
            after = labels[0][0].end() if value is line else 0
            found = _under_boxes(page, line, [(m.start(), k) for m, k in labels], value, after)
            if found:
                return found
    return ()


def _under_boxes(
    page: Page, line: Line, labels: Sequence[tuple[int, TotalKind]], value: Line, after: int
) -> tuple[PrintedTotal, ...]:
    """The figures under (or beside) the labels of boxes 28 to 30: by place, else in order."""
    text = value.text[after:]
    sums = [*amounts_in(text, value.start + after), *boxed_amounts(text, value.start + after)]
    sums = [a for a in sums if not re.search(r"\d-$", page.text[max(0, a.start - 3) : a.start])]
    if not sums:
        return ()
    if line.words and value.words and value is not line:
        edges = [span_of(line, line.start + at, line.start + at + 2)[0] for at, _ in labels]
        found = []
        for number, (left, (_, kind)) in enumerate(zip(edges, labels, strict=True)):
            right = (
                edges[number + 1] if number + 1 < len(edges) else left + (left - edges[0]) / max(number, 1)
            )
            right = right if right > left else float("inf")
            inside = [a for a in sums if left - 8 <= sum(span_of(value, a.start, a.end)) / 2 < right]
            if inside:
                found.append(
                    PrintedTotal(kind, inside[-1].value, cite(page, inside[-1].start, inside[-1].end))
                )
        return tuple(found)
    marked = [a for a in sums if re.search(r"\$\s*$", page.text[: a.start]) or page.text[a.start] == "$"]
    return tuple(
        PrintedTotal(kind, a.value, cite(page, a.start, a.end))
        for a, (_, kind) in zip(marked or sums, labels, strict=False)
    )


def ub04_money(table: Table, headings: Sequence[Heading]) -> MoneyPage:
    """Revenue lines (boxes 42 to 47) and the total line 0001; an undated line is of the claim's first day."""
    page, kind = table.page, table.facts.kind
    first_day = next((d for d in table.facts.dates if d.role in _SERVICE), None)
    heading = headings[-1] if headings else None
    rows = [i for i, line in enumerate(table.lines) if REVENUE.match(line.text) and not _is_total(line)]
    totals = [i for i, line in enumerate(table.lines) if _is_total(line)]
    sums = {i: (*table.amounts[i], *_boxed(table, i)) for i in (*rows, *totals)}
    meanings = assign(heading, [(table.lines[i], sums[i]) for i in sums]) if heading else {}
    found: list[LedgerLine] = []
    printed: list[PrintedTotal] = []
    unread: list[Citation] = []
    for i in sorted(sums):
        line = table.lines[i]
        charged = [a for a in sums[i] if meanings.get(a.start) is Meaning.BILLED] or _behind_units(
            line, sums[i]
        )
        if i in totals:
            printed += [
                PrintedTotal(TotalKind.CHARGES, a.value, cite(page, line.start, line.end))
                for a in charged[:1]
            ]
            continue
        revenue = REVENUE.match(line.text)
        if not charged:
            if garbled_amount(line.text):
                unread.append(cite(page, line.start, line.end))
            continue
        bare = table.bare(i)
        code = BILLED_CODE.search(bare, revenue.end() if revenue else 0)
        found.append(
            _line(
                page,
                kind,
                line,
                table.dates[i] or ((first_day,) if first_day else ()),
                code[0] if code else "",
                revenue["revenue"] if revenue else "",
                description(bare),
                charged[0],
                table.facts.facility,
            )
        )
    return MoneyPage(
        page.source, page.number, kind, tuple(found), tuple(printed), tuple(unread), _period(table)
    )


def _period(table: Table) -> tuple[date, date] | None:
    """Box 6: two days on its line, or on one of the lines under its label."""
    label = next((i for i, line in enumerate(table.lines) if _COVERS.search(line.text)), None)
    if label is None:
        return None
    for dates in table.dates[label : label + 4]:
        if len(dates) >= 2:
            first, last = dates[0].start, dates[1].start
            return (first, last) if first <= last else None
    return None


def _is_total(line: Line) -> bool:
    return bool(re.match(r"^\s*0?001\b", line.text))


def _behind_units(line: Line, sums: Sequence[Amount]) -> list[Amount]:
    """Boxes 47 and 48: the last sums of a line with nothing between them; a rate stands before the units."""
    found: list[Amount] = []
    for amount in reversed(sums):
        if found and line.text[amount.end - line.start : found[0].start - line.start].strip(" $"):
            break
        found.insert(0, amount)
    return found


def _boxed(table: Table, i: int) -> tuple[Amount, ...]:
    """Boxed sums behind the printed ones of a line (a rate may be printed with a point); of readings that
    overlap the right one, because units stand before a charge."""
    last = max((a.end for a in table.amounts[i]), default=0)
    found: list[Amount] = []
    for amount in reversed(boxed_amounts(table.bare(i), table.lines[i].start)):
        if amount.start >= last and (not found or amount.end <= found[-1].start):
            found.append(amount)
    return tuple(reversed(found))
