"""One row of a bill's table: which dates, code, words and figures it has, and what each figure does to the
account.

The column decides what an amount is. Where one column holds charges and credits alike, the sign and the words
of the line decide ("Contractual adjustment -95.00"), and where these say nothing it stays a plain credit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.citations import cite
from extractors.codes import BILLED_CODE
from extractors.facts import DateMention, DateRole, PageFacts, PageKind, Printed
from extractors.ledger_facts import CreditKind, LedgerLine, TotalKind
from extractors.lexicon import load
from extractors.money import Amount
from extractors.money_headings import Heading, Meaning
from extractors.pages import Line, Page
from extractors.printed_totals import labels_in

_NOT_OF_LINES = frozenset(
    {
        DateRole.BIRTH,
        DateRole.STATEMENT,
        DateRole.PRINTED,
        DateRole.FAXED,
        DateRole.INCIDENT,
        DateRole.SIGNED,
        DateRole.FORM,
        DateRole.POLICY,
    }
)
_SERVICE = frozenset({DateRole.BILLED_SERVICE, DateRole.SERVICE, DateRole.FILLED})
_SUMMED = frozenset({TotalKind.SUBTOTAL, TotalKind.BALANCE, TotalKind.TOTAL})
_SECOND = frozenset({DateRole.POSTED, DateRole.PAYMENT})
# A number behind these words is a check's or a claim's, not a procedure's.
_NUMBERED = re.compile(
    r"(?:\b(?:check|ck|chk|claim|ref|invoice|inv|acct|rx|no)\.?|#)\s*[#:]?\s*$", re.IGNORECASE
)
# Behind a code, "adjustment" and "transfer" name treatments; these words never do.
_STRONG = re.compile(
    r"payments?|\bpaid\b|\bp(?:ay)?mts?\b|\bpymts?\b|write[- ]?off|\bw/o\b|contractual|refund", re.IGNORECASE
)
_CODE_BELOW = re.compile(r"^\s*\(?(?P<code>(?:\d{5}|[A-V]\d{4})(?:-[A-Z0-9]{2})?)\)?\s*$")
_PAYEE = re.compile(
    r"\b(?:provider|payee|rendered by|billing provider|paid to)(?:\s+name)?\s*:\s*"
    r"(?P<name>[A-Z][A-Za-z&.,'’ -]*?[A-Za-z.])"
    r"(?=\s{2,}|\s+[A-Z][A-Za-z]*:|\n|$)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:(?<!\S)\d)?[A-Za-z][A-Za-z/&,'-]*(?: [A-Za-z0-9][A-Za-z0-9/&,.'+-]*)*")


@dataclass(frozen=True, slots=True)
class Table:
    """A page cut into lines, with the dates and the sums of each line."""

    page: Page
    facts: PageFacts
    lines: tuple[Line, ...]
    dates: tuple[tuple[DateMention, ...], ...]
    amounts: tuple[tuple[Amount, ...], ...]

    def bare(self, i: int) -> str:
        """Line ``i`` without its dates and sums, at the same length."""
        line = self.lines[i]
        text = list(line.text)
        spans = [(d.citation.start, d.citation.end) for d in self.dates[i]]
        for start, end in [*spans, *((a.start, a.end) for a in self.amounts[i])]:
            text[start - line.start : end - line.start] = " " * (min(end, line.end) - start)
        return "".join(text)

    def leads(self, i: int) -> bool:
        """Whether line ``i`` begins with a date that may be a row's."""
        dates = self.dates[i]
        if not dates or dates[0].role in _NOT_OF_LINES:
            return False
        before = self.lines[i].text[: dates[0].citation.start - self.lines[i].start]
        return len(re.findall(r"[A-Za-z]", before)) < 3

    def code_below(self, i: int) -> str:
        """The code of a row that stands alone on the line under it (a wrapped cell)."""
        if i + 1 >= len(self.lines) or self.amounts[i + 1]:
            return ""
        match = _CODE_BELOW.match(self.lines[i + 1].text)
        return match["code"] if match else ""


@cache
def _credit_words(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{load('money')['credit'][kind]})(?![A-Za-z])", re.IGNORECASE)


def credit_kind(text: str) -> CreditKind | None:
    """What the words of a line say came off the account; ``None`` when they say nothing of the sort."""
    found = [
        (match.start(), kind)
        for kind in (CreditKind.PAID, CreditKind.ADJUSTED)
        if (match := _credit_words(kind.value).search(text))
    ]
    if found:
        return min(found)[1]
    return CreditKind.PAID if re.search(r"\brefund", text, re.IGNORECASE) else None


def is_row(table: Table, i: int, heading: Heading | None, rows_follow: bool) -> bool:
    """Whether a line carries money of its own, and is no total.

    Args:
        table: the page.
        i: the line.
        heading: the heading above it, if any.
        rows_follow: whether dated rows stand below it in the same table.
    """
    if not table.amounts[i]:
        return False
    text = table.lines[i].text
    kinds = {kind for _, _, kind in labels_in(text)}
    if table.leads(i):
        return TotalKind.OPENING not in kinds and not _is_dated_total(table.bare(i), labels_in(text))
    if heading is None or table.dates[i] or not re.search(r"[A-Za-z]{3}", text):
        return False
    if kinds:
        itemised = kinds <= {TotalKind.PAYMENTS, TotalKind.ADJUSTMENTS, TotalKind.CREDITS}
        return itemised and rows_follow and "total" not in text.lower()
    return bool(code_of(table.bare(i)) or table.code_below(i) or (rows_follow and credit_kind(text)))


def _is_dated_total(bare: str, labels: Sequence[tuple[int, int, TotalKind]]) -> bool:
    """Whether a dated line says nothing but a total's label: "03/31/2021 Total 185.00"."""
    rest = bare
    for start, end, _ in labels:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    if not labels or re.search(r"[A-Za-z0-9]", rest):
        return False
    return any(kind in _SUMMED or "total" in bare[start:end].lower() for start, end, kind in labels)


def code_of(bare: str) -> re.Match[str] | None:
    """The first procedure code of a line that is not a check's or a claim's number."""
    return next((m for m in BILLED_CODE.finditer(bare) if not _NUMBERED.search(bare[: m.start()])), None)


def row_of(
    table: Table, i: int, heading: Heading | None, meanings: Mapping[int, Meaning]
) -> LedgerLine | None:
    """The row as a typed fact; ``None`` when none of its sums is money."""
    page, kind, line, bare = table.page, table.facts.kind, table.lines[i], table.bare(i)
    code = None if kind is PageKind.PHARMACY else code_of(bare)
    leading = code is not None and not re.search(r"[A-Za-z]{3}", bare[: code.start()])
    values = _values(table.amounts[i], meanings, heading)
    billed, credits = _account(values, line.text, leading, heading)
    if billed is None and not credits and Meaning.ALLOWED not in values:
        return None
    service, posted = _dates(table, i)
    if not table.dates[i] and (kind is PageKind.EOB or billed is not None):
        service = _date_above(table, i)
    shown = code[0] if code and (leading or billed is not None) else ""
    return LedgerLine(
        cite(page, line.start, line.end),
        kind,
        service,
        posted,
        shown or (table.code_below(i) if billed is not None and not code else ""),
        "",
        _said(bare, code, leading or bool(kind is PageKind.EOB and table.dates[i])),
        billed,
        credits.get(CreditKind.PAID),
        credits.get(CreditKind.ADJUSTED),
        credits.get(CreditKind.OTHER),
        values.get(Meaning.BALANCE),
        values.get(Meaning.ALLOWED),
        values.get(Meaning.PATIENT),
        _payee(table, i, code) if kind is PageKind.EOB else None,
        bool(_credit_words("returned").search(line.text)),
    )


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
    service = next((d for d in dates if d.role in _SERVICE), None) or next(
        (d for d in dates if d.role not in _SECOND), None
    )
    return service, next((d for d in dates if d is not service and d.role in _SECOND), None)


def _date_above(table: Table, i: int) -> DateMention | None:
    """The day that the rows under it share: alone on its line, or labelled as one of service; the nearest
    above. Refuses a period, and one beyond a row that has a date of its own."""
    benefits = table.facts.kind is PageKind.EOB
    for k in range(i - 1, -1, -1):
        if table.amounts[k] and table.leads(k) and not benefits:
            return None
        dates = table.dates[k]
        if len(dates) == 1 and table.lines[k].text.strip() == dates[0].citation.quote:
            if dates[0].role not in _NOT_OF_LINES:
                return dates[0]
        elif not benefits and not table.amounts[k]:
            days = [d for d in dates if d.role is DateRole.SERVICE]
            if days:
                return days[0] if len({d.start for d in days}) == 1 else None
    return None


def _values(
    amounts: Sequence[Amount], meanings: Mapping[int, Meaning], heading: Heading | None
) -> dict[Meaning, Decimal]:
    """The figures of a row by what their columns are; without a heading the first is the row's own."""
    if heading is None:
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
    values: Mapping[Meaning, Decimal], text: str, coded: bool, heading: Heading | None
) -> tuple[Decimal | None, dict[CreditKind, Decimal]]:
    """What a row puts on the account and what it takes off, figures as printed."""
    columns = {c.meaning for c in heading.money} if heading else set()
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
    if table.dates[i] and code:
        start = max(d.citation.end for d in table.dates[i])
        found = _named(page, r"\W*(?P<name>[A-Za-z][^\d$]*[A-Za-z.)])", start, line.start + code.start())
    else:
        date = None if table.dates[i] else _date_above(table, i)
        pattern = r"\s*(?P<name>[A-Za-z][^\d(\n]*[A-Za-z.])"
        found = _named(page, pattern, date.citation.end, line.start) if date else None
    above = None if found else next(reversed(list(_PAYEE.finditer(page.text, 0, line.start))), None)
    return Printed(above["name"], cite(page, *above.span("name"))) if above else found


def _named(page: Page, pattern: str, start: int, end: int) -> Printed | None:
    match = re.match(pattern, page.text[start:end])
    if not match:
        return None
    return Printed(match["name"], cite(page, start + match.start("name"), start + match.end("name")))
