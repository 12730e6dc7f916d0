"""The code index: ICD-10, CPT and HCPCS codes as recorded, each with the words printed beside it, if any.

Answers: which codes, on which days, in records or on bills. A description stands only where the paper prints
one beside the code; nothing is looked up, translated or completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from extractors.citations import Citation, cite
from extractors.code_descriptions import description_beside
from extractors.facts import Charge, Printed
from extractors.lexicon import normal
from pipelines.billing import Reconciliation
from pipelines.citing import Citer
from pipelines.indexes.visits import Visit
from pipelines.rows import Index, IndexLine
from pipelines.same_names import last_name

COLUMNS = ("system", "code", "description", "first", "last", "recorded_on")
ICD10, PROCEDURES = "ICD-10", "CPT/HCPCS"


@dataclass(frozen=True, slots=True)
class _Mention:
    """One print of a code: its day, the row that shows it, the words beside it and the place of both."""

    system: str
    code: str
    description: str
    day: str
    row: str
    billed: bool
    citation: Citation


def code_index(visits: Sequence[Visit], bills: Reconciliation, citer: Citer) -> Index:
    """One line for each code, diagnoses before procedures.

    Args:
        visits: the encounters, in the order of their groups.
        bills: the charges, by group and without one.
        citer: the matter's citer.
    """
    mentions = [*_recorded(visits, citer), *_billed(visits, bills)]
    lines: list[IndexLine] = []
    for key in sorted({(m.system != ICD10, m.code) for m in mentions}):
        lines.append(_line([m for m in mentions if (m.system != ICD10, m.code) == key], citer))
    return Index("codes", COLUMNS, tuple(lines))


def _recorded(visits: Sequence[Visit], citer: Citer) -> Iterator[_Mention]:
    for visit in visits:
        for encounter in visit.encounters:
            day = encounter.date.iso
            for system, codes in ((ICD10, encounter.icd10), (PROCEDURES, encounter.cpt)):
                for code in codes:
                    words, place = _beside(code, citer)
                    yield _Mention(system, code.value, words, day, visit.shown, False, place)


def _beside(code: Printed, citer: Citer) -> tuple[str, Citation]:
    page = citer.pages[(code.citation.sha256, code.citation.page)]
    span = description_beside(page, code.citation.start, code.citation.end)
    if span is None:
        return "", code.citation
    words = " ".join(page.text[span[0] : span[1]].split())
    return words, cite(page, min(span[0], code.citation.start), max(span[1], code.citation.end))


def _billed(visits: Sequence[Visit], bills: Reconciliation) -> Iterator[_Mention]:
    names = {last_name(e.provider.value) for v in visits for e in v.encounters if e.provider}
    charges = [(visits[i].shown, c) for i, cs in sorted(bills.billed.items()) for c in cs]
    charges += [("", c) for bill in bills.without_record for c in bill.papers]
    for row, charge in charges:
        if charge.code and re.search(rf"(?<!\w){re.escape(charge.code)}(?!\w)", charge.citation.quote):
            words = _described(charge, names)
            yield _Mention(PROCEDURES, charge.code, words, charge.date.iso, row, True, charge.citation)


def _described(charge: Charge, names: AbstractSet[str]) -> str:
    """A bill's description without what the columns beside it add; "" where it is none or not printed so."""
    words = _without_columns(" ".join(charge.description.split()), charge.code)
    if normal(words.rpartition(" ")[2]) in names:
        words = words.rpartition(" ")[0]  # the column of the physician, by family name
    described = (words[:1].isupper() or words[:1].isdigit()) and not words.startswith("DR ")
    return words if described and words in " ".join(charge.citation.quote.split()) else ""


def _without_columns(words: str, code: str) -> str:
    """A bill's description without the codes and the count of units that stand behind it in their columns."""
    return re.sub(
        rf"(?:(?<!level)(?<!stage)(?<!grade)(?<!type)(?<!phase)\s+(?:{re.escape(code)}|\d{{1,3}}|[A-Z]\d[0-9AB]\.[0-9A-Z]{{1,4}}))+$",
        "",
        words,
        flags=re.IGNORECASE,
    )


def _agreeing(description: str, described: Sequence[_Mention]) -> int:
    """Prints of a description; a bill's column beside it may run on into it ("Office visit Aster")."""
    return sum(
        m.description == description or (m.billed and m.description.startswith(description + " "))
        for m in described
    )


def _line(mentions: Sequence[_Mention], citer: Citer) -> IndexLine:
    described = [m for m in mentions if m.description]
    description = min(
        {m.description for m in described},
        key=lambda d: (-_agreeing(d, described), d.isupper(), d),
        default="",
    )
    ordered = sorted(mentions, key=lambda m: (m.day, m.billed, citer.names[m.citation.sha256], m.citation))
    proof = [ordered[0], ordered[-1]]
    proof += [next(m for m in ordered if m.description == description)]
    proof += [next((m for m in ordered if m.billed is b), ordered[0]) for b in (False, True)]
    on = {m.billed for m in mentions}
    return IndexLine(
        (
            ordered[0].system,
            ordered[0].code,
            description,
            ordered[0].day,
            ordered[-1].day,
            "record and bill" if len(on) == 2 else "bill" if True in on else "record",
        ),
        tuple(dict.fromkeys(m.row for m in ordered if m.row)),
        tuple(dict.fromkeys(citer.source(m.citation) for m in proof)),
    )
