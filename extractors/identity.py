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
from extractors.lexicon import name_words, normal
from extractors.pages import Layer, Page

_WORD = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’-]*\.?"
_NAME_RUN = re.compile(rf"{_WORD}(?:(?:[ \t]*,[ \t]*|[ \t]+){_WORD}){{1,5}}")
_SAME_TOKEN = 80.0
_LONGEST_NAME = 5


class Owner(StrEnum):
    """Whose page the evidence says it is."""

    CLIENT = "client"
    OTHER = "other patient"
    CONFLICT = "identity conflict"
    UNSTATED = "not stated"


@cache
def _label_pattern() -> re.Pattern[str]:
    alternatives = "|".join(
        re.escape(w).replace(r"\ ", r"[\s'’.,()]*") for w in name_words("patient", "labels") if w
    )
    return re.compile(
        rf"(?:^|[\s|(])(?:\d{{1,2}}[a-z]?\.?\s*)?(?:{alternatives})['’]?s?\s*(?:\([^)\n]{{0,24}}\))?\s*(?P<colon>:)?\s+",
        re.IGNORECASE,
    )


def read_identity(page: Page, dates: tuple[DateMention, ...]) -> Identity:
    """The labelled patient names and birth dates of a page."""
    names: dict[int, Printed] = {}
    lines = page.lines()
    for index, line in enumerate(lines):
        for match in _label_pattern().finditer(line.text):
            if not match["colon"] and match.start() > 3:
                continue
            value = _name_at(line.text, match.end())
            if value and (match["colon"] or "," in line.text[value[0] : value[1]]):
                _keep(page, names, line.start + value[0], line.start + value[1])
        for position, cell in enumerate(cells(line)):
            if _unnumbered(cell.text) not in name_words("patient", "labels"):
                continue
            row = cells(line)
            candidates = [row[position + 1]] if position + 1 < len(row) and len(row) > 1 else []
            if index + 1 < len(lines):
                below = cells(lines[index + 1])
                if len(below) == len(row):
                    candidates.append(below[position])
                elif len(row) == 1:
                    candidates += below[:1]
            for candidate in candidates:
                value = _name_at(candidate.text, 0)
                if value:
                    _keep(page, names, candidate.start + value[0], candidate.start + value[1])
                    break
    births = tuple(d for d in dates if d.role is DateRole.BIRTH)
    for birth in births:
        line = next(line for line in lines if line.start <= birth.citation.start <= line.end)
        # "RENFROW, Tobias (id #11846, dob: 02/27/1957)": the name that heads a birth date's line.
        value = _name_at(line.text, len(line.text) - len(line.text.lstrip()))
        if value and "," in line.text[value[0] : value[1]]:
            _keep(page, names, line.start + value[0], line.start + value[1])
    return Identity(tuple(names[k] for k in sorted(names)), births)


def _unnumbered(text: str) -> str:
    """A form's label without the number of its box: "2. PATIENT'S NAME" → "patients name"."""
    return re.sub(r"^\d{1,2}[a-z]? ", "", normal(text))


def _name_at(text: str, start: int) -> tuple[int, int] | None:
    """Span of a name that begins at ``start``: two to five capitalised words, up to the next field."""
    run = _NAME_RUN.match(text, start)
    if run is None:
        return None
    not_names = name_words("patient", "never")
    end, words = start, 0
    for word in re.finditer(r"[A-Za-zÀ-ÖØ-öø-ÿ'’.-]+", run[0]):
        if normal(word[0]) in not_names or words == _LONGEST_NAME:
            break
        end, words = start + word.end(), words + 1
    full = [w for w in _tokens(text[start:end]) if len(w) > 1]
    return (start, end) if words >= 2 and full else None


def _keep(page: Page, names: dict[int, Printed], start: int, end: int) -> None:
    citation = cite(page, start, end)
    names.setdefault(citation.start, Printed(citation.quote, citation))


_TITLES = frozenset({"jr", "sr", "ii", "iii", "mr", "mrs", "ms", "dr"})
# Letters that scans and typists confuse are made alike before names are compared.
_CONFUSED = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("5", "s"), ("8", "b"))


def _tokens(name: str) -> list[str]:
    return [t for t in normal(name).split() if t not in _TITLES]


def _folded(token: str) -> str:
    for seen, meant in _CONFUSED:
        token = token.replace(seen, meant)
    return token


def _last_names(client: str) -> list[str]:
    """The folded last names of a typed name: both halves of a double one, since records print either."""
    words = [w for w in client.split() if any(len(t) > 1 for t in _tokens(w))]
    return [_folded(t) for t in _tokens(words[-1]) if len(t) > 1] if words else []


def same_person(printed: str, client: str) -> bool:
    """Whether a printed name holds the client's first and last: letters misread, an initial for the first."""
    have = [_folded(t) for t in _tokens(printed)]
    want = [_folded(t) for t in _tokens(client) if len(t) > 1]
    if not have or not want:
        return False
    last, likeness = max(
        ((t, fuzz.ratio(t, name)) for t in have for name in _last_names(client)), key=lambda found: found[1]
    )
    if likeness < _SAME_TOKEN:
        return False
    have.remove(last)
    return len(want) == 1 or any(
        want[0].startswith(t) if len(t) == 1 else fuzz.ratio(t, want[0]) >= _SAME_TOKEN for t in have
    )


def owner_of(
    page: Page, identity: Identity, client: str, aliases: tuple[str, ...], born_iso: str | None
) -> Owner:
    """Whose page this is, by its labelled names and birth dates.

    Only both a foreign name and no agreeing birth date make a page someone else's; a foreign name beside the
    client's birth date, or the client's name beside a foreign one, is a conflict for a person to settle.
    """
    known = (client, *aliases)
    agree = any(same_person(n.value, k) for n in identity.names for k in known)
    births = {b.iso for b in identity.births}
    born_agrees = bool(born_iso) and born_iso in births
    scanned = page.layer is Layer.OCR
    foreign_birth = bool(births) and bool(born_iso) and not born_agrees
    if agree:
        # A scan misreads a digit of a birth date far more often than a stranger bears the client's name.
        return Owner.CONFLICT if foreign_birth and not scanned else Owner.CLIENT
    if not identity.names:
        if foreign_birth:
            return Owner.CONFLICT
        return Owner.CLIENT if born_agrees else Owner.UNSTATED
    if born_agrees:
        return Owner.CLIENT if scanned else Owner.CONFLICT
    likeness = max(fuzz.token_set_ratio(normal(n.value), normal(k)) for n in identity.names for k in known)
    if not births and (mentions(page, known) or (scanned and likeness > 60)):
        return Owner.CONFLICT
    return Owner.OTHER


def mentions(page: Page, known: tuple[str, ...]) -> bool:
    """Whether a page prints all parts of one of the names anywhere."""
    printed = set(normal(page.text).split())
    return any(all(t in printed for t in _tokens(k) if len(t) > 1) for k in known)
