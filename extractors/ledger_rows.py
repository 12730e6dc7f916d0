"""One row of a bill's table: which dates, code, words and figures it has, and what each figure does to the
account.

The column decides what an amount is. Where one column holds charges and credits alike, the sign and the words
of the line decide ("Contractual adjustment -95.00"), and where these say nothing it stays a plain credit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal

from extractors.citations import cite
from extractors.facts import DateMention, DateRole, PageKind, Printed
from extractors.ledger_facts import CreditKind, LedgerLine
from extractors.ledger_tables import OF_SERVICE, Table, code_of, credit_kind, credit_words, date_above
from extractors.money import Amount
from extractors.money_columns import labelled
from extractors.money_headings import Heading
from extractors.money_meanings import Meaning
from extractors.pages import Page

_SECOND = frozenset({DateRole.POSTED, DateRole.PAYMENT})
# Behind a code, "adjustment" and "transfer" name treatments; these words never do.
_STRONG = re.compile(
    r"payments?|\bpaid\b|\bp(?:ay)?mts?\b|\bpymts?\b|write[- ]?off|contractual|refund", re.IGNORECASE
)
_PAYEE = re.compile(
    r"\b(?:provider|payee|rendered by|billing provider|paid to)(?:\s+name)?\s*:\s*"
    r"(?P<name>[A-Z][A-Za-z&.,'’ -]*?[A-Za-z.])"
    r"(?=\s{2,}|\s+[A-Z][A-Za-z]*(?:\s(?-i:[a-z]+))?:|\n|$)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:(?<!\S)\d)?[A-Za-z][A-Za-z/&,'-]*(?: [A-Za-z0-9][A-Za-z0-9/&,.'+-]*)*")


def row_of(
    table: Table, i: int, heading: Heading | None, meanings: Mapping[int, Meaning]
) -> LedgerLine | None:
    """The row as a typed fact; ``None`` when none of its sums is money."""
    page, kind, line, bare = table.page, table.facts.kind, table.lines[i], table.bare(i)
    code = None if kind is PageKind.PHARMACY else code_of(bare)
    leading = code is not None and not re.search(r"[A-Za-z]{3}", bare[: code.start()])
    named = labelled(line, table.amounts[i]) if table.charge_named(i) else {}
    columns = {c.meaning for c in heading.money} if heading else set()
    values = _values(table.amounts[i], {**meanings, **named} if heading or named else None)
    billed, credits = _account(values, line.text, leading, columns | set(named.values()))
    if billed is None and not credits and Meaning.ALLOWED not in values:
        return None
    service, posted = _dates(table, i)
    if not table.dates[i] and (kind is PageKind.EOB or billed is not None):
        service = date_above(table, i)
    shown = code[0] if code and (leading or billed is not None) else ""
    below = table.code_below(i) if billed is not None and not code else ""
    return LedgerLine(
        # A code that stands alone under its row is a cell of it, and shown: the quote reaches to it.
        cite(page, line.start, table.lines[i + 1].end if below else line.end),
        kind,
        service,
        posted,
        shown or below,
        _revenue(bare) if heading and heading.revenue else "",
        _said(bare, code, leading or bool(kind is PageKind.EOB and table.dates[i])),
        billed,
        credits.get(CreditKind.PAID),
        credits.get(CreditKind.ADJUSTED),
        credits.get(CreditKind.OTHER),
        values.get(Meaning.BALANCE),
        values.get(Meaning.ALLOWED),
        values.get(Meaning.PATIENT),
        _payee(table, i, code) if kind is PageKind.EOB else None,
        bool(credit_words("returned").search(line.text)),
    )


def _revenue(bare: str) -> str:
    found = re.search(r"(?<![\w.])0\d{3}(?![\w.])", bare)
    return found[0] if found else ""


def description(bare: str) -> str:
    """The longest run of words of a line without its dates, code and sums."""
    return max((w for w in _WORDS.findall(bare) if len(w) > 2), key=len, default="").strip(" ,-")


def _said(bare: str, code: re.Match[str] | None, behind: bool) -> str:
    """A row's own words: behind its code, or around it where the words come first."""
    if code is None:
        return description(bare)
    return description(bare[code.end() :] if behind else bare[: code.start()] + "  " + bare[code.end() :])


def _dates(table: Table, i: int) -> tuple[DateMention | None, DateMention | None]:
    """The date of the service or transaction, and the second date of the row."""
    dates = table.dates[i]
    if not dates:
        return None, None
    service = next((d for d in dates if d.role in OF_SERVICE), None) or next(
        (d for d in dates if d.role not in _SECOND), None
    )
    return service, next((d for d in dates if d is not service and d.role in _SECOND), None)


def _values(amounts: Sequence[Amount], meanings: Mapping[int, Meaning] | None) -> dict[Meaning, Decimal]:
    """The figures of a row by what their columns are; without columns the first is the row's own."""
    if meanings is None:
        # Two figures without a heading: the second runs on; of more only the first is certain.
        values = {Meaning.AMOUNT: amounts[0].value}
        return values | ({Meaning.BALANCE: amounts[1].value} if len(amounts) == 2 else {})
    values = {}
    for amount in amounts:
        meaning = meanings.get(amount.start, Meaning.OTHER)
        if meaning is not Meaning.OTHER:
            # Two columns of one meaning (insurance and patient payments) are added up.
            values[meaning] = values.get(meaning, Decimal(0)) + amount.value
    # Deductible, co-pay and co-insurance are the share itself only where no column sums them up.
    parts = values.pop(Meaning.PATIENT_PART, None)
    return values if parts is None else {Meaning.PATIENT: parts} | values


def _account(
    values: Mapping[Meaning, Decimal], text: str, coded: bool, columns: Set[Meaning]
) -> tuple[Decimal | None, dict[CreditKind, Decimal]]:
    """What a row puts on the account and what it takes off, figures as printed."""
    credits: dict[CreditKind, Decimal] = {}

    def take(kind: CreditKind, value: Decimal) -> None:
        credits[kind] = credits.get(kind, Decimal(0)) + value

    words = credit_kind(text) if not coded or _STRONG.search(text) else None
    if Meaning.PAID in values:
        elsewhere = words is CreditKind.ADJUSTED and Meaning.ADJUSTED not in columns
        take(CreditKind.ADJUSTED if elsewhere else CreditKind.PAID, values[Meaning.PAID])
    if Meaning.ADJUSTED in values:
        take(CreditKind.ADJUSTED, values[Meaning.ADJUSTED])
    if Meaning.CREDIT in values:
        take(words or CreditKind.OTHER, values[Meaning.CREDIT])
    billed: Decimal | None = None
    for meaning in (Meaning.BILLED, Meaning.AMOUNT):
        if meaning not in values:
            continue
        value = values[meaning]
        apart = columns & {Meaning.PAID, Meaning.ADJUSTED, Meaning.CREDIT}
        if meaning is Meaning.BILLED and value >= 0 and apart:
            billed = value
        elif words:
            take(words, value)
        elif value < 0 and not coded:
            take(CreditKind.OTHER, value)
        elif billed is None:
            billed = value
    return billed, credits


def _payee(table: Table, i: int, code: re.Match[str] | None) -> Printed | None:
    """The provider named in a line of an explanation of benefits, under the claim's date, or above."""
    page, line = table.page, table.lines[i]
    if table.dates[i]:
        pattern = r"[\W\d]*(?P<name>[A-Za-z]{2}[^\d$]*[A-Za-z.)])"
        first = min(d.citation.start for d in table.dates[i])
        last = max(d.citation.end for d in table.dates[i])
        behind = _named(page, pattern, last, line.start + code.start()) if code else None
        found = behind or _named(page, pattern, line.start, first)
    else:
        date = None if table.dates[i] else date_above(table, i)
        pattern = r"\s*(?P<name>[A-Za-z][^\d(\n]*[A-Za-z.])"
        found = _named(page, pattern, date.citation.end, line.start) if date else None
    above = None if found else next(reversed(list(_PAYEE.finditer(page.text, 0, line.start))), None)
    return Printed(above["name"], cite(page, *above.span("name"))) if above else found


def _named(page: Page, pattern: str, start: int, end: int) -> Printed | None:
    match = re.match(pattern, page.text[start:end])
    if not match:
        return None
    return Printed(match["name"], cite(page, start + match.start("name"), start + match.end("name")))
