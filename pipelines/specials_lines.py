"""Which money lines of a provider count, and which tell of the same money: the rules of the specials ledger.

A charge on two papers is one, cited twice. Lines without a code pair with coded ones of another paper by day
and amount. What cannot be settled (two amounts for one code) is marked and counted, never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.citations import Citation
from extractors.facts import DateMention, PageKind
from extractors.ledger_facts import LedgerLine, PrintedTotal, TotalKind
from extractors.lexicon import normal
from pipelines.bills import Bill, paper_of
from pipelines.counted_once import counted_once
from pipelines.footing import ZERO, Sums

LISTED_TWICE = "listed twice on one paper"
READ_WITH_DOUBT = "read below the confidence floor: compare with the page"
TWO_AMOUNTS = "two papers bill this code on this day with different amounts"
UNDATED = "no date could be read"


@dataclass(frozen=True, slots=True)
class SpecialsLine:
    """One charge, payment or adjustment, counted once.

    ``papers`` are all lines that tell of it; ``totals`` where only a total does (box 29 of a claim form).
    """

    day: date | None
    posted: DateMention | None
    code: str
    revenue: str
    description: str
    amounts: Sums
    papers: tuple[LedgerLine, ...]
    flags: tuple[str, ...] = ()
    totals: tuple[PrintedTotal, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every place that tells of it; never empty."""
        return (*(line.citation for line in self.papers), *(total.citation for total in self.totals))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with its bill and what it does to the account."""

    line: LedgerLine
    bill: Bill
    number: int
    sums: Sums

    @property
    def name(self) -> str:
        printed = self.line.payee or self.bill.facility
        return printed.value if printed else ""

    @property
    def day(self) -> date | None:
        dated = self.line.date or self.line.posted
        return dated.start if dated else None

    @property
    def paper(self) -> Hashable:
        """The paper a charge is counted on."""
        return paper_of(self.line.paper, self.bill.sha256, self.number)


def without_claims(charges: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Charges that count, and those of institutional claims whose days itemised lines bill in other words."""
    itemised = [e for e in charges if e.line.paper is not PageKind.UB04]
    set_aside: set[int] = set()
    for number in sorted({e.number for e in charges if e.line.paper is PageKind.UB04}):
        claim = [e for e in charges if e.number == number]
        days = [e.day for e in claim if e.day]
        within = [e for e in itemised if e.day and days and min(days) <= e.day <= max(days)]
        keys = {_key(e) for e in within}
        if within and not all(_key(e) in keys for e in claim):
            set_aside.add(number)
    return (
        [e for e in charges if e.number not in set_aside],
        [e for e in charges if e.number in set_aside],
    )


def _key(entry: Entry) -> Hashable:
    """What makes two lines the same charge: day, code without modifier (else the words), amount."""
    line = entry.line
    return (entry.day, line.code.split("-")[0] or line.revenue or normal(line.description), line.billed)


def charge_lines(entries: Sequence[Entry]) -> tuple[SpecialsLine, ...]:
    """Charges, each counted once, in the order of the papers."""
    places = {id(e): i for i, e in enumerate(entries)}
    bundles = _without_codes(counted_once(entries, paper=lambda e: e.paper, charge=_key))
    times = Counter((e.paper, _key(e)) for e in entries)
    found: list[SpecialsLine] = []
    for bundle in sorted(bundles, key=lambda b: min(places[id(e)] for e in b)):
        flags = []
        if any(times[(e.paper, _key(e))] > 1 for e in bundle):
            flags.append(LISTED_TWICE)
        if _contradicted(bundle, bundles):
            flags.append(TWO_AMOUNTS)
        found.append(_line(bundle, flags))
    return tuple(found)


def _without_codes(bundles: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """A line without a code and one with, of other papers, the same day and amount, tell of one charge."""
    kept: list[list[Entry]] = []
    for bundle in sorted(bundles, key=lambda b: not b[0].line.code):
        first = bundle[0]
        home = None
        if not first.line.code and first.day and first.line.paper is not PageKind.PHARMACY:
            home = next(
                (
                    b
                    for b in kept
                    if b[0].line.code
                    and b[0].day == first.day
                    and b[0].line.billed == first.line.billed
                    and not {e.paper for e in b} & {e.paper for e in bundle}
                ),
                None,
            )
        if home is None:
            kept.append(list(bundle))
        else:
            home += bundle
    return kept


def _contradicted(bundle: Sequence[Entry], bundles: Sequence[Sequence[Entry]]) -> bool:
    first = bundle[0]
    code = first.line.code.split("-")[0]
    papers = {e.paper for e in bundle}
    return bool(code and first.day) and any(
        other is not bundle
        and other[0].day == first.day
        and other[0].line.code.split("-")[0] == code
        and other[0].line.billed != first.line.billed
        and not papers & {e.paper for e in other}
        for other in bundles
    )


def _line(bundle: Sequence[Entry], flags: Sequence[str], amounts: Sums | None = None) -> SpecialsLine:
    first = bundle[0]
    doubtful = any(e.line.citation.page in e.bill.doubtful for e in bundle)
    return SpecialsLine(
        first.day,
        next((e.line.posted for e in bundle if e.line.posted), None),
        next((e.line.code for e in bundle if e.line.code), ""),
        next((e.line.revenue for e in bundle if e.line.revenue), ""),
        max((e.line.description for e in bundle), key=lambda d: (len(d), d)),
        Sums(billed=first.sums.billed) if amounts is None else amounts,
        tuple(e.line for e in bundle),
        (
            *flags,
            *((READ_WITH_DOUBT,) if doubtful else ()),
            *((UNDATED,) if first.day is None else ()),
        ),
    )


def credits_apart(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Credits that count, and those on papers that may tell of the same money."""
    account = [e for e in entries if e.line.paper is not PageKind.EOB]
    benefits = [e for e in entries if e.line.paper is PageKind.EOB]
    return (account, benefits) if account else (benefits, [])


def credit_lines(entries: Sequence[Entry]) -> tuple[SpecialsLine, ...]:
    """Payments and adjustments, each counted once, in the order of the papers."""
    bundles = counted_once(
        entries,
        paper=lambda e: e.paper,
        charge=lambda e: (e.day, e.line.code.split("-")[0], replace(e.sums, billed=ZERO)),
    )
    return tuple(_line(b, (), replace(b[0].sums, billed=ZERO)) for b in bundles)


def box_29_lines(bills: Sequence[Bill]) -> tuple[SpecialsLine, ...]:
    """Payments that claim forms print as a total only (box 29)."""
    found: list[SpecialsLine] = []
    for bill in bills:
        paid = any(t.kind is TotalKind.PAYMENTS and t.amount for t in bill.totals)
        if bill.paper is PageKind.CMS1500 and paid and bill.lines:
            day = bill.lines[0].date
            total = next(t for t in bill.totals if t.kind is TotalKind.PAYMENTS and t.amount)
            found.append(
                SpecialsLine(
                    day.start if day else None,
                    None,
                    "",
                    "",
                    "amount paid (box 29)",
                    Sums(paid=abs(total.amount)),
                    (),
                    (),
                    (total,),
                )
            )
    return tuple(found)
