"""The specials: what each provider billed, what was adjusted and paid, what is left, line by line and day by
day.

The same charge on two papers counts once and cites both (`counted_once`). Payments are taken from the
provider's own account where it shows any, else from explanations of benefits, else from box 29 of its claims,
never from two of these: they tell of the same money. Where the hospital's own account itemises the days of an
institutional claim, its lines are what counts and the claim is listed as not added (`hospital_claims`). A
charge listed twice on one paper is marked, never removed. Refuses to hide doubt: sums over pages read below
the confidence floor say so.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from extractors.ledger_facts import TotalKind
from extractors.lexicon import normal
from pipelines.bills import Bill
from pipelines.footing import ZERO, Footing, Sums, footings, sums_of
from pipelines.hospital_claims import claims_itemised
from pipelines.same_names import same_facility
from pipelines.specials_lines import (
    Entry,
    SpecialsLine,
    box_29_lines,
    charge_lines,
    credit_lines,
    credits_apart,
    under_their_accounts,
)

OPENING_LEFT_OUT = "an opening balance is printed and not itemised: it is in no sum"
CLAIM_LEFT_OUT = "an institutional claim bills days that itemised lines bill otherwise: listed, not added"
PAID_ELSEWHERE = "payments on other papers of this provider are listed, not added: they may be the same money"


@dataclass(frozen=True, slots=True)
class SpecialsDay:
    """The lines of one provider on one day; ``day`` is ``None`` for lines without a readable date."""

    day: date | None
    lines: tuple[SpecialsLine, ...]

    @property
    def amounts(self) -> Sums:
        """The sums of the day."""
        return sum((line.amounts for line in self.lines), Sums())


@dataclass(frozen=True, slots=True)
class ProviderSpecials:
    """All money of one provider or facility.

    ``names`` as printed, the longest first; ``not_added`` are lines listed but in no sum; ``footings`` hold
    every printed total of its bills against their lines; ``notes`` are the program's remarks.
    """

    names: tuple[str, ...]
    days: tuple[SpecialsDay, ...]
    not_added: tuple[SpecialsLine, ...]
    footings: tuple[Footing, ...]
    notes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name to print; "" where none is printed."""
        return self.names[0] if self.names else ""

    @property
    def amounts(self) -> Sums:
        """The provider's sums: billed, adjusted, paid, outstanding."""
        return sum((day.amounts for day in self.days), Sums())


@dataclass(frozen=True, slots=True)
class Specials:
    """The ledger of a matter, providers by first day of service."""

    providers: tuple[ProviderSpecials, ...]

    @property
    def amounts(self) -> Sums:
        """The grand total."""
        return sum((p.amounts for p in self.providers), Sums())


def specials_of(all_bills: Sequence[Bill]) -> Specials:
    """The specials ledger of a matter, from all its bills; pages of other people and copies add nothing."""
    entries: list[Entry] = []
    bills = [b for b in all_bills if not b.copied]
    for number, bill in enumerate(bills):
        for line, sums in zip(bill.lines, sums_of(bill), strict=True):
            if line.citation.page not in bill.copied_pages:
                entries.append(Entry(line, bill, number, sums))
    groups: list[tuple[list[str], list[Entry]]] = []
    for entry in under_their_accounts(entries):
        home = next((g for g in groups if _is_of(entry.name, g[0])), None)
        if home is None:
            groups.append(([entry.name] if entry.name else [], [entry]))
        else:
            home[1].append(entry)
            if entry.name and entry.name not in home[0]:
                home[0].append(entry.name)
    itemised = claims_itemised(bills)
    found = [_provider(names, own, bills, itemised) for names, own in groups]
    return Specials(tuple(sorted(found, key=lambda p: (_first_day(p), normal(p.name)))))


def _is_of(name: str, names: Sequence[str]) -> bool:
    return any(same_facility(name, n) for n in names) if name else not names


def _first_day(provider: ProviderSpecials) -> date:
    return min((d.day for d in provider.days if d.day), default=date.max)


def _provider(
    names: Sequence[str], entries: Sequence[Entry], bills: Sequence[Bill], itemised: Set[tuple[str, int]]
) -> ProviderSpecials:
    own = sorted({e.number for e in entries})
    charges = [e for e in entries if e.line.billed is not None]
    claims = [e for e in charges if (e.bill.sha256, e.line.citation.page) in itemised]
    charged = [e for e in charges if (e.bill.sha256, e.line.citation.page) not in itemised]
    credits, elsewhere = credits_apart([e for e in entries if e.sums.moves_credits])
    box_29 = box_29_lines([bills[n] for n in own]) if not credits else ()
    lines = (*charge_lines(charged), *credit_lines(credits), *box_29)
    days: dict[date | None, list[SpecialsLine]] = {}
    for line in sorted(lines, key=lambda line: line.day or date.max):
        days.setdefault(line.day, []).append(line)
    notes = []
    if elsewhere:
        notes.append(PAID_ELSEWHERE)
    if any(t.kind is TotalKind.OPENING and t.amount for n in own for t in bills[n].totals):
        notes.append(OPENING_LEFT_OUT)
    if claims:
        apart = sum((e.sums.billed for e in claims), ZERO)
        notes.append(f"{CLAIM_LEFT_OUT} (${apart:,.2f})")
    doubtful = sum(len(bills[n].doubtful) for n in own)
    if doubtful:
        notes.append(f"sums include {doubtful} page{'s' * (doubtful > 1)} read below the confidence floor")
    unread = sum(len(p.unread) for n in own for p in bills[n].pages)
    if unread:
        notes.append(f"{unread} line{'s' * (unread > 1)} whose figure could not be read: in no sum")
    return ProviderSpecials(
        tuple(sorted(names, key=lambda n: (-len(n), n.isupper(), n))),
        tuple(SpecialsDay(day, tuple(own_lines)) for day, own_lines in days.items()),
        (*charge_lines(claims), *credit_lines(elsewhere)),
        tuple(f for n in own for f in footings(bills[n])),
        tuple(notes),
    )
