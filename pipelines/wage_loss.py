"""What employers and lienholders state in writing, sentence by sentence, with the period and sum it prints.

Answers: the statements of wage verifications that print a day, a sum, a rate or hours, and those of letters
and bills that speak of a lien, subrogation or reimbursement. A period is two days that the paper itself joins
("through", "-"); a sum is shown apart only where a statement prints one. Refuses to add, to multiply a rate,
or to fill a gap between two periods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from extractors.citations import Citation, cite
from extractors.facts import DateMention, DateRole, PageFacts, PageKind, Precision
from extractors.identity import Owner
from extractors.milestones import names_lien
from extractors.pages import Page
from extractors.running_lines import body_spans
from extractors.sentences import Sentence, sentences_of, words_of
from pipelines.citing import Citer
from pipelines.gather import Facts

_JOINS = re.compile(
    r"\s*(?:,?\s*(?:through|thru|to|until|till)|[-–—])\s*(?:and including\s+)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through|thru)\s+$", re.IGNORECASE)
_SUM = re.compile(r"\$ ?\d[\d,]*(?:\.\d\d)?(?!\d)")
_OF_WORK = re.compile(
    r"\b(?:hours?|hourly|hrs?|weeks?|weekly|salary|wages?|earnings|overtime|rate of pay|pay rate|per diem"
    r"|missed|absent|absence|lost|leave|returned|employed|pto|sick)\b",
    re.IGNORECASE,
)
_OF_A_CLAIM = re.compile(
    r"\b(?:paid|payments?|benefits|amount|total|reimburse(?:d|ment)?|balance|due|owed|owing)\b", re.IGNORECASE
)
_LETTERS = frozenset({PageKind.INSURER_LETTER, PageKind.OTHER})
_MAY_NAME_A_LIEN = _LETTERS | {PageKind.LEDGER, PageKind.CMS1500, PageKind.UB04, PageKind.EOB}
_NO_DAY_OF_WORK = frozenset({DateRole.BIRTH, DateRole.FAXED, DateRole.PRINTED, DateRole.RECEIVED})


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or table line. ``first`` and ``last`` are the period that it prints, ``None`` where it
    prints none or several, ``first`` also where it prints only a last day; ``amount`` as printed, "" where it
    prints none or several."""

    citation: Citation
    page: PageFacts
    first: DateMention | None
    last: DateMention | None
    amount: str

    @property
    def words(self) -> str:
        """What it says, on one line."""
        return " ".join(self.citation.quote.split())


def period_in(
    citation: Citation, dates: Sequence[DateMention]
) -> tuple[DateMention | None, DateMention | None]:
    """The one period that a quote prints: two full dates that it joins, the first not after the second.

    Of "until" and one full date there is only a last day.

    Args:
        citation: the quote.
        dates: the dates of its page.
    """
    within = sorted(
        (d for d in dates if citation.start <= d.citation.start and d.citation.end <= citation.end),
        key=lambda d: d.citation.start,
    )
    found = []
    for one, other in pairwise(within):
        between = citation.quote[one.citation.end - citation.start : other.citation.start - citation.start]
        # "Absent on May 2 and May 9" are two days; "between May 2 and May 9" is a period.
        joined = _JOINS.fullmatch(between) or (
            _AND.fullmatch(between) and _BETWEEN.search(citation.quote[: one.citation.start - citation.start])
        )
        if joined:
            found.append((one, other))
    if found:
        one, other = found[0]
        days = one.precision is other.precision is Precision.DAY and one.start <= other.start
        return found[0] if days and len(found) == 1 else (None, None)
    ends = [
        d
        for d in within
        if d.precision is Precision.DAY and _UNTIL.search(citation.quote[: d.citation.start - citation.start])
    ]
    return (None, ends[0] if len(ends) == 1 else None)


def amount_in(quote: str) -> str:
    """The one sum that a quote prints, "" for none or several."""
    sums = _SUM.findall(quote)
    return sums[0] if len(sums) == 1 else ""


def wage_statements(facts: Facts, citer: Citer) -> tuple[Statement, ...]:
    """Statements of wage verifications about days, sums, rates and hours, copies left out."""
    found: list[Statement] = []
    for page, fact, span in _passages(facts, citer, frozenset({PageKind.WAGE})):
        quote = page.text[span[0] : span[1]]
        dated = [
            d for d in fact.dates if span[0] <= d.citation.start < span[1] and d.role not in _NO_DAY_OF_WORK
        ]
        figures = bool(dated) or bool(re.search(r"\d", quote))
        dates_work = any(period_in(cite(page, *span), fact.dates))
        if _SUM.search(quote) or dates_work or (figures and _OF_WORK.search(quote)):
            found.append(_statement(page, fact, span))
    return tuple(found)


def lien_statements(facts: Facts, citer: Citer) -> tuple[Statement, ...]:
    """Statements about a lien, and on letters that speak of one also those that state what was paid."""
    found: list[Statement] = []
    read = list(_passages(facts, citer, _MAY_NAME_A_LIEN))
    named = {
        (page.source, page.number)
        for page, _, span in read
        if names_lien(words_of(page.text[span[0] : span[1]]).joined)
    }
    for page, fact, span in read:
        quote = page.text[span[0] : span[1]]
        stated = bool(_SUM.search(quote)) and bool(_OF_A_CLAIM.search(quote))
        beside = (page.source, page.number) in named and fact.kind in _LETTERS
        if names_lien(words_of(quote).joined) or (beside and stated):
            found.append(_statement(page, fact, span))
    return tuple(found)


def letter_day(fact: PageFacts) -> date | None:
    """The day of a letter: its own date line."""
    return next(
        (d.start for d in fact.dates if d.role is DateRole.LETTER and d.precision is Precision.DAY), None
    )


def _statement(page: Page, fact: PageFacts, span: tuple[int, int]) -> Statement:
    citation = cite(page, *span)
    first, last = period_in(citation, fact.dates)
    return Statement(citation, fact, first, last, amount_in(citation.quote))


def _passages(
    facts: Facts, citer: Citer, kinds: frozenset[PageKind]
) -> Iterator[tuple[Page, PageFacts, tuple[int, int]]]:
    """Every sentence or table line of the matter's own pages of these kinds: its first and last offset."""
    for document, read in zip(facts.documents, facts.facts, strict=True):
        if not any(f.kind in kinds for f in read.pages):
            continue
        bodies = body_spans(document.pages)
        for page, fact, owner, body in zip(document.pages, read.pages, read.owners, bodies, strict=True):
            copied = (page.source, page.number) in citer.originals
            if fact.kind in kinds and owner != Owner.OTHER.value and not copied:
                for sentence in sentences_of(page, *body, fact.kind):
                    for span in _lines_of_a_table(page, sentence, fact.kind):
                        yield page, fact, span


def _lines_of_a_table(page: Page, sentence: Sentence, kind: PageKind) -> list[tuple[int, int]]:
    """A passage whole if it is a sentence; line by line if it is on a bill, or its lines each print a sum."""
    spans = []
    at = sentence.start
    for line in page.text[sentence.start : sentence.end].split("\n"):
        if line.strip():
            left = at + len(line) - len(line.lstrip())
            spans.append((left, at + len(line.rstrip())))
        at += len(line) + 1
    table = sum(bool(_SUM.search(page.text[start:end])) for start, end in spans) > 1
    return spans if table or kind not in _LETTERS | {PageKind.WAGE} else [(sentence.start, sentence.end)]
