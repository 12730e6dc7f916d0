"""Whose page it is: labelled patient names and birth dates against the matter's client.

A page of someone else is a confidentiality incident, a page of the client read as someone else's is a lost
encounter: so both a name and, where printed, a birth date must disagree. Near misses of OCR count as
agreement.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from rapidfuzz import fuzz

from extractors.cells import cells
from extractors.citations import cite
from extractors.facts import DateMention, DateRole, Identity, Printed
from extractors.lexicon import load, normal
from extractors.pages import Layer, Page

_NAME = re.compile(
    r"[A-Z][A-Za-z'’-]+(?:\s+(?:Jr|Sr|II|III)\.?)?\s*,\s*[A-Z][A-Za-z'’-]*(?:[\s,]+[A-Z]\.?(?![A-Za-z]))?|[A-Z][A-Za-z'’-]+(?:\s+[A-Z]\.?)?(?:\s+[A-Z][A-Za-z'’-]+){1,2}"
)
# "RENFROW, Tobias (id #11846, dob: 02/27/1957)": a name that heads the line of a birth date is the patient's.
_HEADING_NAME = re.compile(
    r"\s*(?P<name>[A-Z][A-Za-z'’-]+(?:\s+(?:Jr|Sr|II|III)\.?)?\s*,\s*[A-Z][A-Za-z'’-]*(?:\s+[A-Z]\.?(?![A-Za-z]))?)"
)
_SAME_TOKEN = 80.0


class Owner(StrEnum):
    """Whose page the evidence says it is."""

    CLIENT = "client"
    OTHER = "other patient"
    CONFLICT = "identity conflict"
    UNSTATED = "not stated"


@cache
def _labels() -> frozenset[str]:
    return frozenset(normal(w) for w in load("names")["patient"]["labels"])


@cache
def _label_pattern() -> re.Pattern[str]:
    words = sorted(_labels(), key=len, reverse=True)
    alternatives = "|".join(re.escape(w).replace(r"\ ", r"[\s'’.,()]*") for w in words if w)
    return re.compile(
        rf"(?:^|[\s|(])(?:{alternatives})['’]?s?\s*(?:\([^)\n]{{0,24}}\))?\s*(?P<colon>:)?\s+", re.IGNORECASE
    )


def read_identity(page: Page, dates: tuple[DateMention, ...]) -> Identity:
    """The labelled patient names and birth dates of a page."""
    names: dict[int, Printed] = {}
    lines = page.lines()
    for index, line in enumerate(lines):
        for match in _label_pattern().finditer(line.text):
            if not match["colon"] and match.start() > 3:
                continue
            value = _NAME.match(line.text, match.end())
            if value and _nameable(value[0], bool(match["colon"])):
                _keep(page, names, line.start + value.start(), line.start + value.end())
        for position, cell in enumerate(cells(line)):
            if normal(cell.text) not in _labels():
                continue
            row = cells(line)
            candidates = [row[position + 1]] if position + 1 < len(row) and len(row) > 1 else []
            if index + 1 < len(lines):
                below = cells(lines[index + 1])
                candidates += (
                    [c for c in below[position : position + 1]]
                    if len(below) == len(row)
                    else list(below[:1])
                    if len(row) == 1
                    else []
                )
            for candidate in candidates:
                value = _NAME.match(candidate.text)
                if value and _nameable(value[0], True):
                    _keep(page, names, candidate.start + value.start(), candidate.start + value.end())
                    break
    births = tuple(d for d in dates if d.role is DateRole.BIRTH)
    for birth in births:
        line = next(line for line in lines if line.start <= birth.citation.start <= line.end)
        value = _HEADING_NAME.match(line.text)
        if value and _nameable(value["name"], True):
            _keep(page, names, line.start + value.start("name"), line.start + value.end("name"))
    return Identity(tuple(names[k] for k in sorted(names)), births)


def _nameable(text: str, labelled: bool) -> bool:
    plain = normal(text)
    words = plain.split()
    refused = {
        "date",
        "name",
        "dob",
        "mrn",
        "account",
        "phone",
        "address",
        "sex",
        "information",
        "signature",
        "portion",
        "id",
        "status",
        "history",
        "education",
        "instructions",
        "follow",
        "and",
        "record",
        "claim",
        "demand",
        "has",
        "is",
        "was",
        "reports",
        "presents",
        "tolerated",
        "states",
        "denies",
        "the",
        "patient",
        "records",
        "visit",
        "exam",
        "number",
        "care",
        "plan",
        "medical",
        "your",
        "insured",
        "located",
        "will",
        "returns",
        "seen",
        "injury",
        "accident",
        "appointment",
        "called",
        "responsibility",
        "same",
    }
    if len(words) < 2 or any(w in refused for w in words):
        return False
    return labelled or "," in text


def _keep(page: Page, names: dict[int, Printed], start: int, end: int) -> None:
    citation = cite(page, start, end)
    names.setdefault(citation.start, Printed(citation.quote, citation))


def _tokens(name: str) -> list[str]:
    return [
        t
        for t in normal(name).split()
        if len(t) > 1 and t not in ("jr", "sr", "ii", "iii", "mr", "mrs", "ms")
    ]


def same_person(printed: str, client: str) -> bool:
    """Whether first and last name of the client stand in a printed name, allowing misread letters."""
    have, want = _tokens(printed), _tokens(client)
    if not have or not want:
        return False
    wanted = [want[0], want[-1]] if len(want) > 1 else want
    free = list(have)
    for token in wanted:
        best = max(free, key=lambda t: fuzz.ratio(t, token), default=None)
        if best is None:
            return False
        initial_only = len(best) == 1 and token.startswith(best)
        if fuzz.ratio(best, token) < _SAME_TOKEN and not initial_only:
            return False
        free.remove(best)
    return True


def owner_of(
    page: Page, identity: Identity, client: str, aliases: tuple[str, ...], born_iso: str | None
) -> Owner:
    """Whose page this is, by its labelled names and birth dates.

    Only both a foreign name and no agreeing birth date make a page someone else's; a foreign name beside the
    client's own birth date is a conflict for a person to settle.
    """
    known = (client, *aliases)
    agree = any(same_person(n.value, k) for n in identity.names for k in known)
    births = {b.iso for b in identity.births}
    born_agrees = bool(born_iso) and born_iso in births
    if agree:
        return Owner.CLIENT
    if not identity.names:
        if (
            births
            and born_iso
            and not born_agrees
            and not _mentions(page, known)
            and page.layer is not Layer.OCR
        ):
            return Owner.CONFLICT
        return Owner.CLIENT if born_agrees else Owner.UNSTATED
    if born_agrees:
        return Owner.CLIENT if page.layer is Layer.OCR else Owner.CONFLICT
    if _mentions(page, known) and not births:
        return Owner.CONFLICT
    if (
        page.layer is Layer.OCR
        and not births
        and max(fuzz.token_set_ratio(normal(n.value), normal(k)) for n in identity.names for k in known) > 60
    ):
        return Owner.CONFLICT
    return Owner.OTHER


def _mentions(page: Page, known: tuple[str, ...]) -> bool:
    plain = normal(page.text)
    return any(all(t in plain for t in _tokens(k)) for k in known)
