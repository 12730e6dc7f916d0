"""Two registers of quotes: what the records say of causation and the like, and what they order or refer.

Each sentence is quoted once, verbatim, in order of date, and every copy of it is cited. Nothing is weighed:
what favours and what hurts stand in one list, and an order is listed as an order, never as a study done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.citations import Citation
from extractors.facts import CLINICAL
from extractors.lexicon import normal
from extractors.orders import order_of
from extractors.statements import statement_of
from pipelines.citing import Citer
from pipelines.merging import Group
from pipelines.rows import MatterFinding
from pipelines.told import Told

_SAME_SENTENCE = 90.0
"""Letters of a hundred that two prints of one sentence share at least: scans misread some."""


@dataclass(slots=True)
class _Quote:
    """A sentence under construction with the copies found so far (private, never leaves this module)."""

    told: Told
    names: tuple[str, ...]
    citation: Citation
    copies: list[Citation]


def statement_findings(
    told: Sequence[Told], groups: Sequence[Group], citer: Citer
) -> tuple[MatterFinding, ...]:
    """Quotes on causation, earlier conditions, permanency and effort, by date."""
    quotes = [
        _Quote(t, found.subjects, found.citation, [])
        for t in told
        if t.kind in CLINICAL and (found := statement_of(t.page, t.sentence, t.words))
    ]
    return tuple(_finding("statement", "subjects", q, groups, citer) for q in _once(quotes, groups, citer))


def order_findings(told: Sequence[Told], groups: Sequence[Group], citer: Citer) -> tuple[MatterFinding, ...]:
    """Quotes that order, refer or schedule, by date of the note."""
    quotes = [
        _Quote(t, found.acts, found.citation, [])
        for t in told
        if t.kind in CLINICAL and (found := order_of(t.page, t.sentence, t.words))
    ]
    return tuple(_finding("ordered", "acts", q, groups, citer) for q in _once(quotes, groups, citer))


def told_on(told: Told, groups: Sequence[Group]) -> str:
    """The day of the row that tells a sentence, else of its note, "" on an undated page."""
    if told.group is not None:
        return groups[told.group].start.isoformat()
    return told.encounter.date.iso if told.encounter else ""


def told_by(told: Told, groups: Sequence[Group]) -> str:
    """Who tells a sentence: the provider as printed, else the facility, of the note or of its row."""
    members = [told.encounter] if told.encounter else []
    if told.group is not None:
        members += groups[told.group].members
    providers = [e.provider.value for e in members if e.provider]
    facilities = [e.facility.value for e in members if e.facility]
    return next(iter((*providers, *facilities)), "")


def _once(quotes: Sequence[_Quote], groups: Sequence[Group], citer: Citer) -> list[_Quote]:
    """One quote for each sentence: prints on copied pages, and in other versions of one note, join it."""
    kept: list[_Quote] = []
    near: dict[tuple[object, ...], list[_Quote]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda q: (q.told.is_copy, *_place(q, citer))):
        told = quote.told
        keys: list[tuple[object, ...]] = [("page", *told.original)]
        if told.group is not None:
            keys.append(("row", told.group))
        home = next(
            (
                other
                for key in keys
                for other in near[key]
                if _same(quote.citation.quote, other.citation.quote)
            ),
            None,
        )
        if home is not None:
            home.copies.append(quote.citation)
            continue
        kept.append(quote)
        for key in keys:
            near[key].append(quote)
    return sorted(kept, key=lambda q: (told_on(q.told, groups) or "9999", *_place(q, citer)))


def _place(quote: _Quote, citer: Citer) -> tuple[str, str, int, int]:
    citation = quote.citation
    return citer.names[citation.sha256], citation.sha256, citation.page, citation.start


def _same(one: str, other: str) -> bool:
    return fuzz.ratio(normal(one), normal(other), score_cutoff=_SAME_SENTENCE) > 0


def _finding(kind: str, key: str, quote: _Quote, groups: Sequence[Group], citer: Citer) -> MatterFinding:
    day, who = told_on(quote.told, groups), told_by(quote.told, groups)
    names = ", ".join(quote.names)
    message = ", ".join(part for part in (day or "Undated", who) if part) + f": {names}."
    return MatterFinding(
        kind,
        message,
        tuple(citer.source(c) for c in (quote.citation, *quote.copies)),
        tuple(sorted({"date": day, key: names, "told_by": who}.items())),
    )
