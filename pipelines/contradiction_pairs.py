"""A contradiction: two sentences that cannot both be right about one field, as a pair of quotes.

Answers: how a pair becomes a finding. Never says which is right, and never pairs a sentence with its
own copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.citations import cite
from extractors.sentences import around
from extractors.statements import LONGEST_STATEMENT
from pipelines.citing import Citer
from pipelines.merging import Group
from pipelines.rows import MatterFinding, SourceCitation
from pipelines.statement_findings import told_on
from pipelines.told import Told


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and what it says of a field: ``value`` in the program's words, ``at`` its place in the
    sentence's joined words."""

    told: Told
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of one ``field``; ``more`` are further sentences that say what ``second`` says.
    ``about`` narrows the field (a part of the body), "" if it needs no narrowing."""

    field: str
    first: Said
    second: Said
    more: tuple[Said, ...] = ()
    about: str = ""


def order_of_said(said: Said, groups: Sequence[Group], citer: Citer) -> tuple[str, str, int, int]:
    """By day, undated last, then by file and place."""
    page = said.told.page
    return (
        told_on(said.told, groups) or "9999",
        citer.names[page.source],
        page.number,
        said.told.sentence.start,
    )


def quote_of(said: Said, citer: Citer) -> SourceCitation:
    """The sentence as a citation, cut around the words that matter if it is very long."""
    told = said.told
    start, end = around(told.words, told.sentence.start, told.sentence.end, said.at, LONGEST_STATEMENT)
    return citer.source(cite(told.page, start, end))


def finding_of(pair: Pair, groups: Sequence[Group], citer: Citer) -> MatterFinding:
    """The pair as a finding: the two quotes first, then the further ones."""
    first_day, second_day = told_on(pair.first.told, groups), told_on(pair.second.told, groups)
    field = f"{pair.field} ({pair.about})" if pair.about else pair.field
    message = (
        f"{field[0].upper()}{field[1:]}: {_said(pair.first.value, first_day)}, "
        f"{_said(pair.second.value, second_day)}."
    )
    data = {
        "about": pair.about,
        "field": pair.field,
        "first": pair.first.value,
        "first_date": first_day,
        "second": pair.second.value,
        "second_date": second_day,
    }
    said = (pair.first, pair.second, *pair.more)
    return MatterFinding(
        "contradiction", message, tuple(quote_of(s, citer) for s in said), tuple(sorted(data.items()))
    )


def _said(value: str, day: str) -> str:
    return f"{value} in the note of {day}" if day else f"{value} in an undated paper"


def usable(told: Iterable[Told], citer: Citer) -> list[Told]:
    """Sentences that may contradict: not copies, and not on pages whose identity is in doubt."""
    return [t for t in told if not t.is_copy and t.place not in citer.unsettled]
