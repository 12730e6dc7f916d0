"""Billed lines: date of service, code and amount of ledgers, CMS-1500, UB-04 and explanations of benefits.

Amounts are decimals of the printed figures; payments, adjustments, totals and balances are not charges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.citations import cite
from extractors.facility_names import claim_facilities_of
from extractors.facts import Charge, DateMention, DateRole, PageFacts, PageKind, Printed
from extractors.pages import Line, Page

_AMOUNT = re.compile(
    r"(?<![\w,])(?<!\w\.)(?P<sign>[-(]?)\$?\s?(?P<figure>\d{1,3}(?:,\d{3})+\.\d{2}"
    r"|\d+\.\d{2})(?P<close>\)?-?)(?![\w.])"
)
_BOXED_AMOUNT = re.compile(r"(?<!\w)(?P<dollars>\d{1,6})\s+(?P<cents>\d{2})(?=\s+\d{1,3}\b|\s*$)")
CODE = re.compile(r"(?<![\w.$])(?:\d{5}|[A-V]\d{4})(?:-[A-Z0-9]{2})?(?![\w.])")
# With a code and a plain amount a line is a charge unless it says that money came in; without a code, more
# words say so. "Adjustment", "transfer" and "total" also name treatments (98940, 97530, 27447).
_MONEY_IN = re.compile(
    r"payment|\bpaid\b|\bpmt\b|\bpymt\b|write[- ]?off|\bw/o\b|contractual|refund", re.IGNORECASE
)
_NO_SERVICE = re.compile(
    r"adjust|total|balance|transfer|creation date|credit|forward|discount|check|co-?pay|\bpip\b|visa"
    r"|mastercard|\bcash\b|\beft\b|interest|insurance|deductible|\bins\b",
    re.IGNORECASE,
)
# Money that came in is printed with a minus, in brackets or with "CR"; the plain figure behind is a balance.
_CREDIT = re.compile(r"(?<!\S)[-(]\s?\$?\d[\d,]*\.\d{2}|\d\.\d{2}\s?(?:-|CR\b)")
_MOST_UNITS = 99
# A heading that names units before the money: "Qty  Price  Amount".
_UNITS_FIRST = re.compile(
    r"\b(?:units?|qty|quantity)\b[^\n\d$]*\b(?:price|rate|amount|charges?|total|fee)s?\b", re.IGNORECASE
)
_ROLES = frozenset({DateRole.BILLED_SERVICE, DateRole.SERVICE})


def charges_of(page: Page, facts: PageFacts) -> tuple[Charge, ...]:
    """The charges printed on one billing page, in order; empty for other pages."""
    if facts.kind not in (PageKind.LEDGER, PageKind.CMS1500, PageKind.UB04, PageKind.EOB):
        return ()
    found: list[Charge] = []
    boxes = claim_facilities_of(page) if facts.kind is PageKind.CMS1500 else ()
    units_first = False
    for line in page.lines():
        units_first = units_first or bool(_UNITS_FIRST.search(line.text))
        dates = [d for d in facts.dates if line.start <= d.citation.start < line.end]
        charge = _line_charge(page, facts, line, dates, units_first)
        if charge:
            found.append(replace(charge, biller=boxes[-1]) if boxes else charge)
    return tuple(found)


def _line_charge(
    page: Page, facts: PageFacts, line: Line, dates: Sequence[DateMention], units_first: bool
) -> Charge | None:
    service = next((d for d in dates if d.role in _ROLES), None)
    if service is None or _MONEY_IN.search(line.text):
        return None
    tail_from = max(d.citation.end for d in dates) - line.start
    amount = _amount(facts.kind, line.text, tail_from if facts.kind is PageKind.CMS1500 else 0, units_first)
    if amount is None or amount <= 0:
        return None
    bare = line.text
    for date in dates:
        bare = bare.replace(date.citation.quote, " " * len(date.citation.quote), 1)
    code = CODE.search(bare)
    if code is None and (_NO_SERVICE.search(bare) or _CREDIT.search(bare)):
        return None
    words = re.findall(
        r"[A-Za-z][A-Za-z/&,'-]*(?: [A-Za-z][A-Za-z0-9/&,'-]*)*", bare[code.end() if code else 0 :]
    )
    description = max((w for w in words if len(w) > 3), key=len, default="")
    facility = _payee(page, line, dates, code) if facts.kind is PageKind.EOB else facts.facility
    return Charge(
        service,
        code[0] if code else "",
        description.strip(),
        amount,
        facility,
        facts.kind,
        cite(page, line.start, line.end),
    )


PAYEE = re.compile(
    r"\b(?:provider|payee|rendered by|billing provider|paid to)(?:\s+name)?\s*:\s*"
    r"(?P<name>[A-Z][A-Za-z&.,'’ -]*?[A-Za-z.])"
    r"(?=\s{2,}|\s+[A-Z][A-Za-z]*:|\n|$)",
    re.IGNORECASE,
)


def _payee(
    page: Page, line: Line, dates: Sequence[DateMention], code: re.Match[str] | None
) -> Printed | None:
    """The provider named in a line of an explanation of benefits: between the dates and the code."""
    start = max(d.citation.end for d in dates)
    end = line.start + code.start() if code else line.end
    words = re.match(r"\W*(?P<name>[A-Za-z][^\d$]*[A-Za-z.)])", page.text[start:end])
    if not words:
        above = list(PAYEE.finditer(page.text, 0, line.start))
        if not above:
            return None
        return Printed(above[-1]["name"], cite(page, *above[-1].span("name")))
    return Printed(words["name"], cite(page, start + words.start("name"), start + words.end("name")))


def _amount(kind: PageKind, text: str, tail_from: int, units_first: bool) -> Decimal | None:
    printed = [m for m in _AMOUNT.finditer(text) if not m["sign"] and not m["close"].endswith("-")]
    if printed:
        return _charge_of([Decimal(m["figure"].replace(",", "")) for m in printed], units_first)
    if kind is PageKind.CMS1500:
        code = CODE.search(text, tail_from)
        boxed = _BOXED_AMOUNT.search(text, code.end() if code else tail_from)
        if boxed:
            return Decimal(f"{boxed['dollars']}.{boxed['cents']}")
    return None


def _charge_of(figures: Sequence[Decimal], units_first: bool) -> Decimal:
    """The charge among a line's figures: the first, unless that one counts units at a price.

    Units are whole and few. They are told by the sum (units times price is the next figure), or by a
    heading that names them before the money.
    """
    units = figures[0]
    if len(figures) == 1 or not 0 < units <= _MOST_UNITS or units != int(units):
        return units
    if len(figures) > 2 and figures[1] and units * figures[1] == figures[2]:
        return figures[2]
    return figures[1] if units_first else units
