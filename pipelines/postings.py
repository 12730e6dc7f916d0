"""Which row each line of the specials ledger stands in: an encounter, a day of charges, or neither.

Answers: for every counted line exactly one place, so that what the rows sum up to, with what stands in no
row, is the ledger's grand total to the cent. A charge stands with the encounter that it bills (`billing`),
else under its provider and day. A payment or adjustment stands with the charge that its own line, or its day
and code, names. Refuses to spread what is posted for several days, and to give a day to what has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors.facts import Charge
from extractors.ledger_facts import LedgerLine
from pipelines.billing import Reconciliation
from pipelines.footing import ZERO
from pipelines.specials import ProviderSpecials, Specials
from pipelines.specials_lines import SpecialsLine

Place = tuple[str, int, int, int]
"""Digest, page, start and end of a line: where money is printed."""


@dataclass(frozen=True, slots=True)
class ChargedDay:
    """The lines of one provider on one day that no encounter of the file was matched with."""

    provider: ProviderSpecials
    day: date
    lines: tuple[SpecialsLine, ...]


@dataclass(frozen=True, slots=True)
class Postings:
    """``by_group``: lines by index of the encounter; ``days`` in order of date and provider; ``untied``
    lines stand in no row. ``not_added`` sums up, by encounter, charges that are listed and do not count."""

    by_group: Mapping[int, tuple[SpecialsLine, ...]]
    days: tuple[ChargedDay, ...]
    untied: tuple[tuple[ProviderSpecials, SpecialsLine], ...]
    not_added: Mapping[int, Decimal]

    def billed(self, index: int) -> Decimal | None:
        """What an encounter was billed, in dollars; ``None`` where no paper states a charge that counts."""
        charged = [one for one in self.by_group.get(index, ()) if not one.amounts.moves_credits]
        return sum((one.amounts.billed for one in charged), ZERO) if charged else None

    def charged(self, papers: Sequence[Charge]) -> Decimal | None:
        """What a day of charges comes to, in dollars, for lines that no encounter was matched with; ``None``
        where they tell of what encounters were billed.

        Args:
            papers: the lines that tell of it. Of a claim that does not count it is what the claim says.
        """
        places = {place_of(paper) for paper in papers}
        found = [
            one.amounts.billed
            for day in self.days
            if any(place_of(p) in places for line in day.lines for p in line.papers)
            for one in day.lines
            if one.amounts.billed < 0 or any(place_of(p) in places for p in one.papers)
        ]
        if not found and any(
            place_of(p) in places for lines in self.by_group.values() for one in lines for p in one.papers
        ):
            return None
        return sum(found or [paper.amount for paper in papers], ZERO)


def post(specials: Specials, bills: Reconciliation) -> Postings:
    """Give every counted line of the ledger its place.

    Args:
        specials: the matter's ledger.
        bills: which charges bill which encounter.
    """
    homes = {place_of(c): index for index, charges in sorted(bills.billed.items()) for c in charges}
    by_group: dict[int, list[SpecialsLine]] = {}
    days: list[ChargedDay] = []
    untied: list[tuple[ProviderSpecials, SpecialsLine]] = []
    not_added: dict[int, Decimal] = {}
    for provider in specials.providers:
        apart: dict[date, list[SpecialsLine]] = {}
        for line, home in _homes(provider, homes):
            if home is None:
                untied.append((provider, line))
            elif isinstance(home, int):
                by_group.setdefault(home, []).append(line)
            else:
                apart.setdefault(home, []).append(line)
        for line in provider.not_added:
            home = _own(line, homes)
            if home is not None and not line.amounts.moves_credits:
                not_added[home] = not_added.get(home, ZERO) + line.amounts.billed
        days += [ChargedDay(provider, day, tuple(apart[day])) for day in sorted(apart)]
    return Postings(
        {index: tuple(by_group[index]) for index in sorted(by_group)},
        tuple(sorted(days, key=lambda d: d.day)),
        tuple(untied),
        not_added,
    )


def place_of(printed: LedgerLine | Charge) -> Place:
    """Where a line is printed."""
    c = printed.citation
    return (c.sha256, c.page, c.start, c.end)


def _homes(
    provider: ProviderSpecials, homes: Mapping[Place, int]
) -> list[tuple[SpecialsLine, int | date | None]]:
    """Each line of a provider with its encounter, the day it stands under, or ``None``."""
    lines = [line for day in provider.days for line in day.lines]
    found: dict[int, int | date | None] = {}
    by_day: dict[date, set[int]] = {}
    by_code: dict[tuple[date, str], int | date] = {}
    for line in sorted(lines, key=lambda one: not _charges(one)):
        home: int | date | None = _own(line, homes)
        if home is None and line.day and _charges(line):
            # A voided charge, or one on a paper of another kind, goes where the day's other charges went.
            others = by_day.get(line.day, set())
            home = min(others) if len(others) == 1 else line.day
        elif home is None and line.day and line.code:
            home = by_code.get((line.day, _bare(line.code)))
        found[id(line)] = home
        if line.day and home is not None and _charges(line):
            by_code.setdefault((line.day, _bare(line.code)), home)
            if isinstance(home, int):
                by_day.setdefault(line.day, set()).add(home)
    return [(line, found[id(line)]) for line in lines]


def _own(line: SpecialsLine, homes: Mapping[Place, int]) -> int | None:
    """The encounter billed by one of the papers that tell of a line, the one with most words first."""
    papers = sorted(line.papers, key=lambda paper: -len(paper.description))
    return next((homes[p] for paper in papers if (p := place_of(paper)) in homes), None)


def _charges(line: SpecialsLine) -> bool:
    """Whether the line puts a charge of a printed day on the account, or takes one off again.

    An explanation of benefits prints charge and payment in one line: its payment stands with the charge.
    """
    return any(paper.billed is not None and paper.date is not None for paper in line.papers)


def _bare(code: str) -> str:
    return code.split("-")[0]
