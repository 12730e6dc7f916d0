"""The rows of the damages chronology: encounters with their money, days of charges, periods of wage loss.

Answers: the money of each row from the lines that were posted to it, and the rows of what has no encounter.
Refuses to state an amount that no paper states: "outstanding" least of all, which a row has only where the
provider's own account says what came off and all of it is posted to encounters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.facts import Charge, PageKind, Printed
from extractors.ledger_facts import LedgerLine, TotalKind
from pipelines.bills import Bill
from pipelines.citing import Citer
from pipelines.footing import Sums
from pipelines.phases import Phase, phase_on
from pipelines.postings import ChargedDay, Place, Postings, place_of
from pipelines.rows import DamagesRow, SourceCitation, TreatmentRow, VerbatimFinding
from pipelines.same_names import facility_key
from pipelines.specials import ProviderSpecials
from pipelines.specials_lines import UNDATED, SpecialsLine
from pipelines.wage_loss import Statement

WAGE_LOSS = "Wage loss"
CHARGED = "Charges as billed"
NO_RECORD = "no record of this day in the file"
_CLAIMS = frozenset({PageKind.EOB, PageKind.CMS1500, PageKind.UB04, PageKind.PHARMACY})
"""Papers that are no provider's account: they do not say what is left to pay."""


@dataclass(frozen=True, slots=True)
class Money:
    """The amounts of a row in dollars, ``None`` where no paper states them; ``flags`` and the lines."""

    billed: Decimal | None
    adjusted: Decimal | None
    paid: Decimal | None
    outstanding: Decimal | None
    flags: tuple[str, ...]


def keeps_account(provider: ProviderSpecials) -> bool:
    """Whether the provider's own account is in the file: credits or a balance on a paper that is no claim."""
    lines = [paper for day in provider.days for line in day.lines for paper in line.papers]
    return any(p.paper not in _CLAIMS and (p.balance is not None or p.billed is None) for p in lines) or any(
        f.total.kind is TotalKind.BALANCE and f.bill.paper not in _CLAIMS for f in provider.footings
    )


def settled(postings: Postings, providers: Sequence[ProviderSpecials]) -> frozenset[int]:
    """Providers (by ``id``) whose account is in the file with every credit posted to a row."""
    open_credits = {id(p) for p, line in postings.untied if line.amounts.moves_credits}
    return frozenset(id(p) for p in providers if keeps_account(p) and id(p) not in open_credits)


def money_of(lines: Sequence[SpecialsLine], *, outstanding: bool) -> Money:
    """The amounts of the lines posted to one row.

    Args:
        lines: the row's lines.
        outstanding: whether what is left may be stated.
    """
    sums = sum((line.amounts for line in lines), Sums())
    papers = [paper for line in lines for paper in line.papers]
    charged = any(not line.amounts.moves_credits for line in lines)
    flags = dict.fromkeys(flag for line in lines for flag in line.flags if flag != UNDATED)
    if sums.other_credits:
        flags[
            f"credits of ${sums.other_credits:,.2f} that the paper names neither payment nor adjustment"
        ] = None
    return Money(
        sums.billed if charged else None,
        _stated(sums.adjusted, [p.adjusted for p in papers]),
        _stated(sums.paid, [p.paid for p in papers]),
        sums.outstanding if outstanding and charged else None,
        tuple(flags),
    )


def _stated(total: Decimal, printed: Sequence[Decimal | None]) -> Decimal | None:
    """A sum of what counts; zero only where every paper that says something prints zero."""
    said = [p for p in printed if p is not None]
    return total if total or (said and not any(said)) else None


def encounter_row(
    row: TreatmentRow,
    lines: Sequence[SpecialsLine],
    phase: str,
    cites: Citer,
    *,
    outstanding: bool,
) -> DamagesRow:
    """An encounter as the treatment chronology has it, with the money that was posted to it."""
    money = money_of(lines, outstanding=outstanding)
    return DamagesRow(
        row.id,
        row.date_start,
        row.date_end,
        row.date_precision,
        phase,
        row.facility,
        row.provider,
        row.type,
        row.findings,
        row.icd10,
        row.cpt,
        money.billed,
        money.adjusted,
        money.paid,
        money.outstanding,
        _with_lines(row.citations, lines, cites),
        tuple(dict.fromkeys((*row.flags, *money.flags))),
    )


def _with_lines(
    cited: Sequence[SourceCitation], lines: Sequence[SpecialsLine], cites: Citer
) -> tuple[SourceCitation, ...]:
    """The citations with a line of each further page that tells of the money."""
    found = list(cited)
    known = {(c.citation.sha256, c.citation.page) for c in found}
    for citation in (c for line in lines for c in line.citations):
        if (citation.sha256, citation.page) not in known:
            known.add((citation.sha256, citation.page))
            found.append(cites.source(citation))
    return tuple(found)


def printed_as_is(name: Printed) -> bool:
    """Whether a name stands in its own quote word for word: no other is shown."""
    return name.value in " ".join(name.citation.quote.split())


@dataclass(frozen=True, slots=True)
class Billed:
    """What else is known of a money line: its charge and its bill, by where they are printed."""

    charges: Mapping[Place, Charge]
    bills: Mapping[tuple[str, int], Bill]

    def name(self, line: LedgerLine) -> str:
        """Who bills by this line, as printed on its own papers."""
        charge = self.charges.get(place_of(line))
        bill = self.bills.get((line.citation.sha256, line.citation.page))
        for printed in (
            charge and charge.biller,
            charge and charge.facility,
            bill and bill.facility,
        ):
            if printed and printed_as_is(printed):
                return printed.value
        return ""

    def codes(self, line: LedgerLine) -> tuple[str, ...]:
        """The code that its quote prints."""
        charge = self.charges.get(place_of(line))
        return (charge.code,) if charge and charge.code and charge.code in charge.citation.quote else ()


def charged_row(
    charged: ChargedDay, phase: str, billed: Billed, cites: Citer, *, outstanding: bool
) -> DamagesRow:
    """A day of charges of one provider that no record in the file tells of, quoted from the bill."""
    papers = [line.papers[0] for line in charged.lines if line.papers]
    first, dated = next((p, p.date) for line in charged.lines for p in line.papers if p.date)
    money = money_of(charged.lines, outstanding=outstanding)
    facility = next((name for p in papers if (name := billed.name(p))), "")
    quotes = {place_of(p): p.citation for p in papers}
    dispensed = all(p.paper is PageKind.PHARMACY for p in papers)
    day = charged.day.isoformat()
    return DamagesRow(
        row_id(day, facility_key(facility), "", first.paper.value),
        day,
        day,
        dated.precision.value,
        phase,
        facility,
        "",
        first.paper.value,
        tuple(VerbatimFinding(CHARGED, cites.source(c), cites.doubtful(c)) for c in quotes.values()),
        (),
        tuple(dict.fromkeys(code for p in papers for code in billed.codes(p))),
        money.billed,
        money.adjusted,
        money.paid,
        money.outstanding,
        _with_lines([cites.source(dated.citation)], charged.lines, cites),
        (*(() if dispensed else (NO_RECORD,)), *money.flags),
    )


def absence_rows(
    statements: Sequence[Statement], phases: Sequence[Phase], cites: Citer
) -> tuple[DamagesRow, ...]:
    """A row for each period of work lost that an employer prints, with every statement of it quoted."""
    periods: dict[tuple[str, str, str], list[Statement]] = {}
    for one in statements:
        if one.first and one.last:
            name = one.page.facility
            employer = name.value if name and printed_as_is(name) else ""
            periods.setdefault((one.first.iso, one.last.iso, employer), []).append(one)
    rows = []
    for (first, last, employer), told in sorted(periods.items()):
        begins = told[0].first
        assert begins is not None, "a period has a first day"
        cited = (cites.source(begins.citation), *(cites.source(s.citation) for s in told))
        quotes = (
            VerbatimFinding(WAGE_LOSS, cites.source(s.citation), cites.doubtful(s.citation)) for s in told
        )
        rows.append(
            DamagesRow(
                row_id(first, facility_key(employer), last, PageKind.WAGE.value),
                first,
                last,
                begins.precision.value,
                phase_on(begins.start, phases),
                employer,
                "",
                PageKind.WAGE.value,
                tuple(quotes),
                (),
                (),
                None,
                None,
                None,
                None,
                cited,
            )
        )
    return tuple(rows)


def row_id(*parts: str) -> str:
    """An id made of what the row says, in the form of `row_ids`."""
    digest = hashlib.sha256("\x1f".join(("damages", *parts)).encode()).hexdigest()
    return f"R-{digest[:10]}"
