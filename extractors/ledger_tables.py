"""A bill's page as a table: its lines with their dates and sums, and which of them are rows.

A row begins with a date, or carries a code, a revenue code or a credit's words under a heading. Refuses
totals, the letterhead's dates, and lines whose only figure is a balance brought forward.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.cells import cells
from extractors.codes import BILLED_CODE
from extractors.facts import DateMention, DateRole, PageFacts, PageKind
from extractors.ledger_facts import CreditKind, TotalKind
from extractors.lexicon import load
from extractors.money import Amount, amounts_in
from extractors.money_columns import labelled
from extractors.money_headings import Heading
from extractors.money_meanings import Meaning
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
OF_SERVICE = frozenset({DateRole.BILLED_SERVICE, DateRole.SERVICE, DateRole.FILLED})
_SUMMED = frozenset({TotalKind.SUBTOTAL, TotalKind.BALANCE, TotalKind.TOTAL})
# A number behind these words is a check's or a claim's, not a procedure's.
_NUMBERED = re.compile(
    r"(?:\b(?:check|ck|chk|claim|ref|invoice|inv|acct|rx|no)\.?|#)\s*[#:]?\s*$", re.IGNORECASE
)
REVENUE = re.compile(r"^\s*(?P<revenue>0\d{3})\b(?!\s*[-/])")
"""The revenue code that begins a line of a UB-04 or of a hospital's summary."""
# A list of services to tick: what is not ticked was not done.
_UNMARKED = re.compile(r"\s*(?:\[\s*\]|\(\s+\)|[☐□◻❑]|_{2,}(?=\s))")
_CODED = re.compile(r"\s*(?:[\d/.-]{6,10}\s+)?(?:\d{5}|[A-V]\d{4})(?:-[A-Z0-9]{2})?\s+[A-Za-z]")
_WORDS_ONLY = re.compile(r"\s*[A-Za-z(][A-Za-z()/&,'. -]*")
_CODE_BELOW = re.compile(r"^\s*\(?(?P<code>(?:\d{5}|[A-V]\d{4})(?:-[A-Z0-9]{2})?)\)?\s*$")


@dataclass(frozen=True, slots=True)
class Table:
    """A page cut into lines, with the dates and the sums of each line."""

    page: Page
    facts: PageFacts
    lines: tuple[Line, ...]
    dates: tuple[tuple[DateMention, ...], ...]
    amounts: tuple[tuple[Amount, ...], ...]

    def bare(self, i: int) -> str:
        """Line ``i`` without its dates and sums, at the same length; a tab ends each column."""
        line = self.lines[i]
        text = list(line.text)
        spans = [(d.citation.start, d.citation.end) for d in self.dates[i]]
        for start, end in [*spans, *((a.start, a.end) for a in self.amounts[i])]:
            text[start - line.start : end - line.start] = " " * (min(end, line.end) - start)
        for cell in cells(line)[:-1] if line.words else ():
            # The gap between two columns ends a run of words, as several spaces do in plain text.
            text[cell.end - line.start] = "\t"
        return "".join(text)

    def leads(self, i: int) -> bool:
        """Whether line ``i`` begins with a date that may be a row's."""
        dates = self.dates[i]
        if not dates or dates[0].role in _NOT_OF_LINES:
            return False
        before = self.lines[i].text[: dates[0].citation.start - self.lines[i].start]
        return len(re.findall(r"[A-Za-z]", before)) < 3

    def charge_named(self, i: int) -> bool:
        """Whether a sum of line ``i`` has a charge's label of its own."""
        meanings = labelled(self.lines[i], self.amounts[i]).values()
        return any(m in (Meaning.BILLED, Meaning.AMOUNT) for m in meanings)

    def code_below(self, i: int) -> str:
        """The code of a row that stands alone on the line under it (a wrapped cell)."""
        if i + 1 >= len(self.lines) or self.amounts[i + 1]:
            return ""
        match = _CODE_BELOW.match(self.lines[i + 1].text)
        return match["code"] if match else ""


def table_of(page: Page, facts: PageFacts) -> Table:
    """The page's lines with their dates and sums; a row that goes on under its description is one line."""
    lines = _joined(page, page.lines())
    dates = tuple(
        tuple(
            sorted(
                (d for d in facts.dates if line.start <= d.citation.start < line.end),
                key=lambda d: d.citation.start,
            )
        )
        for line in lines
    )
    amounts = tuple(
        amounts_in(line.text, line.start, [(d.citation.start, d.citation.end) for d in found])
        for line, found in zip(lines, dates, strict=True)
    )
    return Table(page, facts, lines, dates, amounts)


def _joined(page: Page, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; one that has a code and no sum is one with that under it, if it has only words and sums."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if above and _CODED.match(above.text) and not amounts_in(above.text) and _goes_on(line.text):
            text = page.text[above.start : line.end]
            found[-1] = Line(above.start, line.end, text, (*above.words, *line.words))
        else:
            found.append(line)
    return tuple(found)


def _goes_on(text: str) -> bool:
    first = next(iter(amounts_in(text)), None)
    return bool(first and _WORDS_ONLY.fullmatch(text[: first.start]) and not labels_in(text))


@cache
def credit_words(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{load('money')['credit'][kind]})(?![A-Za-z])", re.IGNORECASE)


def credit_kind(text: str) -> CreditKind | None:
    """What the words of a line say came off the account; ``None`` when they say nothing of the sort."""
    found = [
        (match.start(), kind)
        for kind in (CreditKind.PAID, CreditKind.ADJUSTED)
        if (match := credit_words(kind.value).search(text))
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
    if _UNMARKED.match(text):
        return False
    if table.leads(i):
        return TotalKind.OPENING not in kinds and not _is_dated_total(table.bare(i), labels_in(text))
    coded = bool(code_of(table.bare(i)))
    of_service = any(d.role in OF_SERVICE for d in table.dates[i])
    told = coded or table.facts.kind is PageKind.EOB
    if told and of_service and ((heading is not None and not kinds) or table.charge_named(i)):
        return True  # words stand before the date: whose line it is, or "DOS:"
    if heading is None or table.dates[i] or not re.search(r"[A-Za-z]{3}", text):
        return False
    if heading.revenue and REVENUE.match(text):
        return True
    if kinds:
        itemised = kinds <= {TotalKind.PAYMENTS, TotalKind.ADJUSTMENTS, TotalKind.CREDITS}
        return itemised and rows_follow and "total" not in text.lower()
    return bool(coded or table.code_below(i) or (rows_follow and credit_kind(text)))


def is_plain(table: Table, i: int) -> bool:
    """Whether a line has words and sums and nothing more: no date, no total's label, no credit's words."""
    text = table.lines[i].text
    if not table.amounts[i] or table.dates[i] or labels_in(text) or _UNMARKED.match(text):
        return False
    return bool(re.match(r"\W*[A-Za-z]{3}", text)) and credit_kind(text) is None


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


def date_above(table: Table, i: int) -> DateMention | None:
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
