"""The tables beside the damages chronology: the ledger by provider and by line, phases, what is in no sum.

Answers: every figure of the specials ledger with the papers that prove it. Totals are the program's sums, to
the cent; printed totals are compared, never copied. Refuses to leave out a line: what is in no sum is listed
with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from extractors.citations import Citation
from extractors.ledger_facts import TotalKind
from pipelines.bills import Bill
from pipelines.citing import Citer
from pipelines.deliverables.damages_rows import keeps_account, money_of
from pipelines.footing import ZERO, Outcome, Sums
from pipelines.phases import Phase
from pipelines.postings import Place, place_of
from pipelines.rows import DamagesRow, Index, IndexLine, IndexValue, SourceCitation
from pipelines.specials import CLAIM_LEFT_OUT, OPENING_LEFT_OUT, PAID_ELSEWHERE, ProviderSpecials, Specials
from pipelines.specials_lines import (
    LISTED_TWICE,
    NAMED_OTHERWISE,
    READ_WITH_DOUBT,
    TWO_AMOUNTS,
    SpecialsLine,
)

NOT_TIED = "not tied to one encounter"
NOT_STATED = "not stated"
TOTAL = "Total"
BEFORE = "of which billed for days before the incident"
FROM_ON = "of which billed for days from the incident on"
UNDATED_CHARGES = "of which billed without a readable date"
_UNNAMED = "name not printed"
_SHORT = {
    READ_WITH_DOUBT: "low confidence",
    TWO_AMOUNTS: "two amounts",
    LISTED_TWICE: "listed twice",
    NAMED_OTHERWISE: "named otherwise on a notice",
}
"""Flags as they stand in a narrow column."""
_SPECIALS_NOTE = (
    "Each charge is counted once, on however many papers it stands; every paper is cited. Outstanding is "
    "what was billed less what the papers in the file show as adjusted, paid or credited; it is not stated "
    "for a provider whose own account is not in the file. Foots: whether every printed total of the bills is "
    "the sum of its lines."
)
_LINES_NOTE = (
    "Every line that counts. A line that is not tied to one encounter (a payment posted for several days, a "
    "charge without a day) is in the totals and in no row of the chronology."
)
_PHASES_NOTE = (
    "By days from the incident and by recorded events only: surgery from the first operative report on, "
    "post-MMI from the first encounter that states maximum medical improvement was reached. No opinion."
)
_NOT_ADDED_NOTE = "Printed on papers in the file and in no sum of this chronology, each with its reason."


def specials_index(
    specials: Specials, rows_by_provider: Mapping[int, tuple[str, ...]], incident: date | None, cites: Citer
) -> Index:
    """Subtotals by provider, the grand total, and how it parts at the date of incident.

    Args:
        specials: the ledger.
        rows_by_provider: ids of the rows that hold lines of each provider, by ``id`` of the provider.
        incident: the matter's date of incident.
        cites: the matter's citer.
    """
    lines: list[IndexLine] = []
    left: list[Decimal] = []
    for provider in specials.providers:
        sums = provider.amounts
        charged = [d for d in provider.days if any(not one.amounts.moves_credits for one in d.lines)]
        days = [d.day for d in charged if d.day]
        outstanding: IndexValue = NOT_STATED
        if keeps_account(provider):
            outstanding = sums.outstanding
            left.append(sums.outstanding)
        rows = rows_by_provider.get(id(provider), ())
        lines.append(
            IndexLine(
                (
                    provider.name or _UNNAMED,
                    len(rows),
                    min(days).isoformat() if days else "",
                    max(days).isoformat() if days else "",
                    *_money([provider]),
                    outstanding,
                    _foots(provider),
                ),
                rows,
                _pages([c for d in provider.days for one in d.lines for c in one.citations], cites),
            )
        )
    if lines:
        visits = sum(len(line.rows) for line in lines)
        total = (TOTAL, visits, "", "", *_money(specials.providers), sum(left) if left else NOT_STATED, "")
        lines.append(IndexLine(total, (), ()))
        lines += _parted(specials, incident)
    columns = ("provider", "visits", "first", "last", "billed", "adjusted", "paid", "credits")
    return Index("specials", (*columns, "outstanding", "foots"), tuple(lines), _SPECIALS_NOTE)


def _parted(specials: Specials, incident: date | None) -> list[IndexLine]:
    """What was billed before and from the incident on, where both or undated charges are in the total.

    Payments are not parted: the day on which one was posted is not the day that it pays for.
    """
    parts = {BEFORE: ZERO, FROM_ON: ZERO, UNDATED_CHARGES: ZERO}
    for day in (d for p in specials.providers for d in p.days):
        part = UNDATED_CHARGES if day.day is None else BEFORE if incident and day.day < incident else FROM_ON
        parts[part] += day.amounts.billed
    if not incident or not (parts[BEFORE] or parts[UNDATED_CHARGES]):
        return []
    return [
        IndexLine((name, "", "", "", billed, "", "", "", "", ""), (), ())
        for name, billed in parts.items()
        if billed
    ]


def _money(providers: Sequence[ProviderSpecials]) -> tuple[IndexValue, ...]:
    """What their papers state as billed, adjusted, paid and otherwise credited, "" for what none states."""
    lines = [line for provider in providers for day in provider.days for line in day.lines]
    money = money_of(lines, outstanding=False)
    credits = sum((line.amounts.other_credits for line in lines), ZERO)
    stated = (money.billed, money.adjusted, money.paid, credits or None)
    return tuple("" if amount is None else amount for amount in stated)


def _foots(provider: ProviderSpecials) -> str:
    """``yes``, ``no``, or why nothing can be said."""
    outcomes = {f.outcome for f in provider.footings if f.total.amount or f.lines}
    if Outcome.DOES_NOT_FOOT in outcomes:
        return "no"
    if Outcome.FOOTS in outcomes:
        return "in part" if Outcome.NOT_CHECKED in outcomes else "yes"
    return "not checked" if outcomes else "no printed total"


def lines_index(specials: Specials, homes: Mapping[int, str], cites: Citer) -> Index:
    """Every counted line; what one line of one paper both charges and pays stands on one line here.

    Args:
        specials: the ledger.
        homes: the id of the row that each line stands in, by ``id`` of the line.
        cites: the matter's citer.
    """
    lines = []
    for provider in specials.providers:
        for bundle in _bundles(provider):
            first = bundle[0]
            sums = sum((one.amounts for one in bundle), Sums())
            row = homes.get(id(first))
            flags = dict.fromkeys(_SHORT.get(flag, flag) for one in bundle for flag in one.flags)
            if sums.other_credits:
                flags[f"credit of ${sums.other_credits:,.2f}: neither payment nor adjustment by name"] = None
            if row is None:
                flags[NOT_TIED] = None
            values = (
                first.day.isoformat() if first.day else "",
                provider.name or _UNNAMED,
                first.code,
                first.revenue,
                first.description,
                *(amount or "" for amount in (sums.billed, sums.adjusted, sums.paid)),
                _balance(first),
                "; ".join(flags),
            )
            cited = dict.fromkeys(c for one in bundle for c in one.citations)
            lines.append(
                IndexLine(
                    values,
                    (row,) if row else (),
                    tuple(cites.source(c) for c in cited),
                )
            )
    columns = ("date", "provider", "code", "revenue", "description", "billed", "adjusted", "paid")
    return Index("specials_lines", (*columns, "balance", "flags"), tuple(lines), _LINES_NOTE)


def _bundles(provider: ProviderSpecials) -> list[list[SpecialsLine]]:
    """The lines of a provider, a payment together with the charge printed on the very same line."""
    found: list[list[SpecialsLine]] = []
    by_place: dict[Place, list[SpecialsLine]] = {}
    for line in (one for day in provider.days for one in day.lines):
        places = [place_of(paper) for paper in line.papers]
        beside = next((by_place[p] for p in places if p in by_place), None)
        home = beside if line.amounts.moves_credits else None
        if home is None:
            home = []
            found.append(home)
        home.append(line)
        if not line.amounts.moves_credits:
            by_place.update((p, home) for p in places)
    return found


def _balance(line: SpecialsLine) -> IndexValue:
    """The running balance that its paper prints beside it."""
    return next((p.balance for p in line.papers if p.balance is not None), "")


def phases_index(
    phases: Sequence[Phase], encounters: Sequence[DamagesRow], rows: Sequence[DamagesRow], billed: Decimal
) -> Index:
    """Each phase that holds a row, and what stands in no row, down to the grand total.

    Args:
        phases: the phases in order of time.
        encounters: the rows that are encounters.
        rows: all rows.
        billed: the ledger's grand total.
    """
    lines = []
    seen = {row.id for row in encounters}
    for phase in phases:
        own = [row for row in rows if row.phase == phase.name]
        if own:
            values = (
                phase.name,
                phase.first.isoformat() if phase.first else "",
                phase.last.isoformat() if phase.last else "",
                sum(row.id in seen for row in own),
                _billed(own),
            )
            lines.append(IndexLine(values, tuple(row.id for row in own), phase.marked))
    if lines:
        apart = billed - _billed(rows)
        if apart:
            lines.append(IndexLine((NOT_TIED, "", "", 0, apart), (), ()))
        lines.append(IndexLine((TOTAL, "", "", len(encounters), billed), (), ()))
    return Index("phases", ("phase", "from", "to", "encounters", "billed"), tuple(lines), _PHASES_NOTE)


def _billed(rows: Sequence[DamagesRow]) -> Decimal:
    return sum((row.billed for row in rows if row.billed is not None), ZERO)


def not_added_index(specials: Specials, bills: Sequence[Bill], cites: Citer) -> Index:
    """Lines and opening balances that are in no sum."""
    lines = []
    for provider in specials.providers:
        for line in provider.not_added:
            credit = line.amounts.moves_credits
            values = (
                line.day.isoformat() if line.day else "",
                provider.name or _UNNAMED,
                line.code or line.revenue,
                line.description,
                line.amounts.credits if credit else line.amounts.billed,
                PAID_ELSEWHERE if credit else CLAIM_LEFT_OUT,
            )
            lines.append(IndexLine(values, (), tuple(cites.source(c) for c in line.citations)))
    for bill in bills:
        # The first: what later pages bring forward is the sum of the lines before it.
        for total in [t for t in bill.totals if t.kind is TotalKind.OPENING][:1]:
            if total.amount and not bill.copied:
                name = bill.facility.value if bill.facility else _UNNAMED
                values = ("", name, "", "opening balance", total.amount, OPENING_LEFT_OUT)
                lines.append(IndexLine(values, (), (cites.source(total.citation),)))
    columns = ("date", "provider", "code", "description", "amount", "reason")
    return Index("not_added", columns, tuple(lines), _NOT_ADDED_NOTE)


def _pages(citations: Sequence[Citation], cites: Citer) -> tuple[SourceCitation, ...]:
    """The first of the citations on each page."""
    pages: dict[tuple[str, int], Citation] = {}
    for citation in citations:
        pages.setdefault((citation.sha256, citation.page), citation)
    return tuple(cites.source(c) for c in pages.values())
