"""Whether the totals a bill prints are the sums of its lines, to the cent.

A total foots when it is the sum of the whole bill, of the lines before it, of those since the total before
it, or of its page: papers differ in what they sum up, and only a figure that is none of these does not foot.
A balance foots with the lines or with the totals printed beside it. Refuses a verdict where the bill is not
whole (`Bill.gaps`) or does not itemise what the total sums up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractors.ledger_facts import LedgerLine, PrintedTotal, TotalKind
from pipelines.bills import Bill

ZERO = Decimal("0.00")


class Outcome(StrEnum):
    """What comparing a printed total with its lines gave."""

    FOOTS = "foots"
    DOES_NOT_FOOT = "does not foot"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Sums:
    """Dollars put on an account and taken off it; credits are positive here, however printed."""

    billed: Decimal = ZERO
    adjusted: Decimal = ZERO
    paid: Decimal = ZERO
    other_credits: Decimal = ZERO

    @property
    def credits(self) -> Decimal:
        """All that came off."""
        return self.adjusted + self.paid + self.other_credits

    @property
    def moves_credits(self) -> bool:
        """Whether anything came off, or went back: a payment and a reversal may cancel out in `credits`."""
        return bool(self.adjusted or self.paid or self.other_credits)

    @property
    def outstanding(self) -> Decimal:
        """What is left; negative when more came off than was billed."""
        return self.billed - self.credits

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.billed + other.billed,
            self.adjusted + other.adjusted,
            self.paid + other.paid,
            self.other_credits + other.other_credits,
        )


@dataclass(frozen=True, slots=True)
class Footing:
    """One printed total against its lines.

    ``summed`` is what they give, ``lines`` how many of them count, ``reason`` why nothing is said."""

    bill: Bill
    total: PrintedTotal
    outcome: Outcome
    summed: Decimal | None
    lines: int
    reason: str = ""


def sums_of(bill: Bill) -> tuple[Sums, ...]:
    """What each line of a bill does to the account, parallel to `Bill.lines`."""
    lines = bill.lines
    sign = _credit_sign(lines)
    found: list[Sums] = []
    balance: Decimal | None = None
    for line in lines:
        moved = None if balance is None or line.balance is None else line.balance - balance
        balance = line.balance if line.balance is not None else balance
        found.append(
            Sums(
                _on(line, moved),
                _off(line.adjusted, sign, line, moved),
                _off(line.paid, sign, line, moved),
                _off(line.credited, sign, line, moved),
            )
        )
    return tuple(found)


def _credit_sign(lines: Sequence[LedgerLine]) -> int:
    """With which sign a bill prints what comes off: a column of plain figures or of negative ones."""
    printed = [v for line in lines for v in (line.paid, line.adjusted, line.credited) if v]
    return -1 if 2 * sum(v < 0 for v in printed) >= len(printed) else 1


def _on(line: LedgerLine, moved: Decimal | None) -> Decimal:
    """What a line charges; a reversed charge is taken off where the running balance says so."""
    billed = line.billed or ZERO
    return -billed if line.returned and billed and moved == -billed else billed


def _off(printed: Decimal | None, sign: int, line: LedgerLine, moved: Decimal | None) -> Decimal:
    if not printed:
        return ZERO
    alone = sum(bool(v) for v in (line.paid, line.adjusted, line.credited)) == 1 and not line.billed
    if alone and moved is not None and abs(moved) == abs(printed):
        # The running balance says which way the figure went, whatever its sign.
        return -moved
    off = sign * printed
    # Figures of both signs on one line say themselves which way each went.
    signed = len({v > 0 for v in (line.paid, line.adjusted, line.credited) if v}) > 1
    return -off if line.returned and off > 0 and not signed else off


@dataclass(frozen=True, slots=True)
class _Added:
    """A bill taken apart once for all its totals: lines, what each does, where each stands."""

    bill: Bill
    lines: tuple[LedgerLine, ...]
    totals: tuple[PrintedTotal, ...]
    sums: tuple[Sums, ...]
    where: tuple[tuple[int, int], ...]


def footings(bill: Bill) -> tuple[Footing, ...]:
    """Every printed total of a bill, compared."""
    lines = bill.lines
    where = tuple((line.citation.page, line.citation.start) for line in lines)
    added = _Added(bill, lines, bill.totals, sums_of(bill), where)
    found = [_foot(added, total) for total in added.totals if total.kind is not TotalKind.OPENING]
    if any(f.total.kind is TotalKind.BALANCE and f.outcome is Outcome.FOOTS for f in found):
        # Bills print several amounts due (of the account, the patient, by age): one that foots is enough.
        found = [
            Footing(f.bill, f.total, Outcome.NOT_CHECKED, f.summed, f.lines, "another balance foots")
            if f.total.kind is TotalKind.BALANCE and f.outcome is Outcome.DOES_NOT_FOOT
            else f
            for f in found
        ]
    return tuple(found)


def _foot(added: _Added, total: PrintedTotal) -> Footing:
    bill = added.bill
    scopes = tuple(tuple(i for i in s if _counts(total.kind, added.lines[i])) for s in _scopes(added, total))
    whole = scopes[0]
    chosen = scopes[1] if any(t.kind is total.kind and t is not total for t in added.totals) else whole
    for scope in scopes:
        for figure in _expected(total.kind, added, scope):
            if _equal(total, figure):
                return Footing(bill, total, Outcome.FOOTS, figure, len(scope))
    if total.kind in (TotalKind.BALANCE, TotalKind.TOTAL) and total.amount in _from_printed(added):
        return Footing(bill, total, Outcome.FOOTS, total.amount, len(whole))
    expected = _expected(total.kind, added, chosen)
    reason = _not_itemised(total, added) or "; ".join(bill.gaps)
    if reason or not expected:
        return Footing(
            bill, total, Outcome.NOT_CHECKED, expected[0] if expected else None, len(chosen), reason
        )
    return Footing(bill, total, Outcome.DOES_NOT_FOOT, expected[0], len(chosen))


def _counts(kind: TotalKind, line: LedgerLine) -> bool:
    """Whether a line is of those a total of this kind sums up."""
    if kind is TotalKind.CHARGES:
        return line.billed is not None
    if kind in (TotalKind.PAYMENTS, TotalKind.ADJUSTMENTS, TotalKind.CREDITS):
        return any(v is not None for v in (line.paid, line.adjusted, line.credited))
    return True


def _equal(total: PrintedTotal, figure: Decimal) -> bool:
    if total.kind in (TotalKind.PAYMENTS, TotalKind.ADJUSTMENTS, TotalKind.CREDITS):
        return abs(total.amount) == abs(figure)
    return total.amount == figure


def _scopes(added: _Added, total: PrintedTotal) -> tuple[tuple[int, ...], ...]:
    """Line numbers a total may sum up: all, since the total before it, all before it, its page, its date."""
    lines, where = added.lines, added.where
    at = (total.citation.page, total.citation.start)
    earlier = [
        (t.citation.page, t.citation.start)
        for t in added.totals
        if (t.citation.page, t.citation.start) < at
        and (t.kind is total.kind or TotalKind.SUBTOTAL in (t.kind, total.kind))
        and t.citation.page <= total.citation.page
    ]
    since = max(earlier, default=(0, 0))
    before = [i for i, w in enumerate(where) if w < at]
    last = lines[before[-1]].date if before else None
    return (
        tuple(range(len(lines))),
        tuple(i for i in before if where[i] > since),
        tuple(before),
        tuple(i for i, w in enumerate(where) if w[0] == total.citation.page),
        tuple(i for i in before if last and (d := lines[i].date) and d.start == last.start),
    )


def _expected(kind: TotalKind, bill: _Added, scope: Sequence[int]) -> tuple[Decimal, ...]:
    """The figures a total of a kind may be, the plainest first."""
    sums = bill.sums
    added = sum((sums[i] for i in scope), Sums())
    lines = [bill.lines[i] for i in scope]
    # Voided charges may be in a total of charges or left out of it.
    charged = (added.billed, sum((s.billed for i in scope if (s := sums[i]).billed > 0), ZERO))
    # The first is the account's; those of later pages carry forward what was summed up so far.
    openings = [t.amount for t in bill.totals if t.kind is TotalKind.OPENING] or [ZERO]
    running = [line.balance for line in lines if line.balance is not None]
    left = (openings[0] + added.outstanding, sum(openings, ZERO) + added.outstanding, *running[-1:])
    if kind is TotalKind.CHARGES:
        return charged
    if kind is TotalKind.PAYMENTS:
        return (added.paid, added.paid + added.other_credits, added.credits)
    if kind is TotalKind.ADJUSTMENTS:
        return (added.adjusted, added.adjusted + added.other_credits)
    if kind is TotalKind.CREDITS:
        return (added.credits,)
    if kind is TotalKind.BALANCE:
        return left
    if kind is TotalKind.ALLOWED:
        return (sum((line.allowed or ZERO for line in lines), ZERO),)
    if kind is TotalKind.PATIENT:
        return (sum((line.patient_share or ZERO for line in lines), ZERO),)
    return (*charged, *left, added.paid)


def _from_printed(bill: _Added) -> frozenset[Decimal]:
    """Balances that follow from the other totals the bill prints."""
    by_kind: dict[TotalKind, list[Decimal]] = {}
    for total in bill.totals:
        by_kind.setdefault(total.kind, []).append(abs(total.amount))
    if TotalKind.CHARGES not in by_kind:
        return frozenset()
    charges = by_kind[TotalKind.CHARGES][-1]
    credits = by_kind.get(TotalKind.CREDITS, [ZERO])[-1]
    apart = by_kind.get(TotalKind.PAYMENTS, [ZERO])[-1] + by_kind.get(TotalKind.ADJUSTMENTS, [ZERO])[-1]
    opening = by_kind.get(TotalKind.OPENING, [ZERO])[0]
    summed = sum((s.credits for s in bill.sums), ZERO)
    return frozenset(
        opening + charges - off for off in (credits, apart, summed) if off or not (credits or apart or summed)
    )


def _not_itemised(total: PrintedTotal, bill: _Added) -> str:
    whole = sum(bill.sums, Sums())
    itemised = {
        TotalKind.PAYMENTS: whole.paid or whole.other_credits,
        TotalKind.ADJUSTMENTS: whole.adjusted or whole.other_credits,
        TotalKind.CREDITS: whole.credits,
    }
    if total.kind in itemised:
        return "" if itemised[total.kind] else f"the bill itemises no {total.kind.value}"
    if total.kind is TotalKind.ALLOWED:
        return "" if any(line.allowed is not None for line in bill.lines) else "no allowed sums are itemised"
    if total.kind is TotalKind.PATIENT:
        return "" if any(line.patient_share is not None for line in bill.lines) else "no shares are itemised"
    if not any(line.billed is not None for line in bill.lines):
        return "the bill itemises no charges"
    if (
        total.kind in (TotalKind.BALANCE, TotalKind.TOTAL)
        and not whole.credits
        and total.amount < whole.billed
    ):
        return "the bill itemises no credits"
    return ""
