"""Which money lines of a provider count, and which tell of the same money: the rules of the specials ledger.

A charge on two papers is one, cited twice. Lines without a code pair with coded ones of another paper by day
and amount. What cannot be settled (two amounts for one code) is marked and counted, never dropped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.citations import Citation
from extractors.facts import DateMention, PageKind
from extractors.ledger_facts import LedgerLine, PrintedTotal, TotalKind
from pipelines.bills import Bill, paper_of
from pipelines.counted_once import counted_once
from pipelines.footing import ZERO, Sums
from pipelines.hospital_claims import charge_of
from pipelines.same_names import same_facility

LISTED_TWICE = "listed twice on one paper"
READ_WITH_DOUBT = "amount read below the confidence floor: compare with the page"
TWO_AMOUNTS = "two papers bill this code on this day with different amounts"
NAMED_OTHERWISE = "the notice of benefits names another provider for this day, code and amount"
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
    """A line with its bill and what it does to the account.

    ``account`` is whose account it is of, where the line itself names another ("" where it does not)."""

    line: LedgerLine
    bill: Bill
    number: int
    sums: Sums
    account: str = ""

    @property
    def name(self) -> str:
        printed = self.line.payee or self.bill.facility
        return self.account or (printed.value if printed else "")

    @property
    def day(self) -> date | None:
        dated = self.line.date or self.line.posted
        return dated.start if dated else None

    @property
    def paper(self) -> Hashable:
        """The paper a charge is counted on."""
        return paper_of(self.line.paper, self.bill.sha256, self.number)


def under_their_accounts(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, those of notices of benefits under the name of the account that they tell of.

    A notice bills nothing: it often names the person who treated where the account names the house. Where no
    bill bears the name of a line, and one account alone has its day, code and amount, it is of that account.
    """
    accounts = {e.name: None for e in entries if e.line.paper is not PageKind.EOB and e.name}
    billers: dict[Hashable, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        if entry.line.paper is not PageKind.EOB and entry.line.code and entry.name:
            billers[_key(entry)][entry.name] = None
    found = []
    for entry in entries:
        names = tuple(billers.get(_key(entry), ())) if entry.day and entry.line.paper is PageKind.EOB else ()
        one = bool(names) and all(same_facility(names[0], n) for n in names[1:])
        if one and entry.name and not any(same_facility(entry.name, n) for n in accounts):
            entry = replace(entry, account=names[0])
        found.append(entry)
    return found


def charge_lines(entries: Sequence[Entry]) -> tuple[SpecialsLine, ...]:
    """Charges, each counted once, in the order of the papers."""
    places = {id(e): i for i, e in enumerate(entries)}
    bundles = _without_codes(_split_alike(counted_once(entries, paper=lambda e: e.paper, charge=_key)))
    times = Counter((e.paper, _key(e)) for e in entries)
    coded: dict[Hashable, list[Sequence[Entry]]] = defaultdict(list)
    for bundle in bundles:
        coded[_day_and_code(bundle)].append(bundle)
    found: list[SpecialsLine] = []
    for bundle in sorted(bundles, key=lambda b: min(places[id(e)] for e in b)):
        flags = []
        if any(times[(e.paper, _key(e))] > 1 for e in bundle):
            flags.append(LISTED_TWICE)
        if any(e.account for e in bundle):
            flags.append(NAMED_OTHERWISE)
        if _contradicted(bundle, coded[_day_and_code(bundle)]):
            flags.append(TWO_AMOUNTS)
        found.append(_line(bundle, flags))
    return tuple(found)


def _key(entry: Entry) -> Hashable:
    return charge_of(entry.line)


def _split_alike(bundles: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """Two lines of one unit each on one paper are the line of two units on another: papers whose lines of a
    day and code add up to one sum tell of the same charges, and the paper with the most lines says which."""
    kept: list[list[Entry]] = []
    alike: dict[Hashable, list[list[Entry]]] = defaultdict(list)
    for bundle in bundles:
        kept.append(list(bundle))
        if bundle[0].line.code and bundle[0].day:
            alike[_day_and_code(bundle)].append(kept[-1])
    for same in alike.values():
        by_paper: dict[Hashable, list[Entry]] = defaultdict(list)
        for entry in (e for bundle in same for e in bundle):
            by_paper[entry.paper].append(entry)
        if len(same) < 2 or len(by_paper) < 2:
            continue
        told = max(by_paper.values(), key=len)
        sums = sum((e.sums.billed for e in told), ZERO)
        for own in by_paper.values():
            apart = [b for b in same if b and all(any(e is o for o in own) for e in b)]
            if own is not told and apart and sum((e.sums.billed for e in own), ZERO) == sums:
                home = next(b for b in same if told[0] in b)
                for bundle in apart:
                    home += bundle
                    bundle.clear()
    return [bundle for bundle in kept if bundle]


def _without_codes(bundles: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """A line without a code and one with, of other papers, the same day and amount, tell of one charge."""
    kept: list[list[Entry]] = []
    coded: dict[Hashable, list[list[Entry]]] = defaultdict(list)
    for bundle in sorted(bundles, key=lambda b: not b[0].line.code):
        first = bundle[0]
        money = (first.day, first.line.billed)
        home = None
        if not first.line.code and first.day and first.line.paper is not PageKind.PHARMACY:
            papers = {e.paper for e in bundle}
            home = next((b for b in coded[money] if not papers & {e.paper for e in b}), None)
        if home is None:
            kept.append(list(bundle))
            if first.line.code:
                coded[money].append(kept[-1])
        else:
            home += bundle
    return kept


def _day_and_code(bundle: Sequence[Entry]) -> Hashable:
    return (bundle[0].day, bundle[0].line.code.split("-")[0])


def _contradicted(bundle: Sequence[Entry], alike: Sequence[Sequence[Entry]]) -> bool:
    """Whether another paper has another amount for the code on the day.

    Args:
        bundle: the lines of one charge.
        alike: all charges of its day and code.
    """
    first = bundle[0]
    papers = {e.paper for e in bundle}
    return bool(first.line.code and first.day) and any(
        other[0].line.billed != first.line.billed and not papers & {e.paper for e in other} for other in alike
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
    """Payments that claim forms print as a total only (box 29), once for a claim on however many files."""
    stated = [
        (bill, next(t for t in bill.totals if t.kind is TotalKind.PAYMENTS and t.amount))
        for bill in bills
        if bill.paper is PageKind.CMS1500
        and bill.lines
        and any(t.kind is TotalKind.PAYMENTS and t.amount for t in bill.totals)
    ]
    bundles = counted_once(
        stated,
        paper=lambda s: paper_of(s[0].paper, s[0].sha256, 0),
        charge=lambda s: (frozenset(charge_of(line) for line in s[0].lines), abs(s[1].amount)),
    )
    found: list[SpecialsLine] = []
    for bundle in bundles:
        bill, total = bundle[0]
        day = bill.lines[0].date
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
                tuple(t for _, t in bundle),
            )
        )
    return tuple(found)
