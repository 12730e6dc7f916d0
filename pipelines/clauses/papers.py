"""The papers of a matter as contracts: what each calls itself, which repeats another, in which order.

Answers: agreements by date, each amendment after what it amends as far as dates and numbers tell; the title
that makes a paper an amendment; the paper whose words another repeats. Refuses to guess: a paper without a
date stands after those with one, and only word for word is a copy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipelines.clauses.reading import ContractReading
from pipelines.clauses.report import PaperKind

_AMENDS = re.compile(r"\bamend(?:ments?|ing|atory)\b|\baddend(?:um|a)\b|\bmodifications?\b", re.I)
_RESTATED = re.compile(r"\bamended\s+and\s+restated\b|\brestatement\b", re.I)
_NUMBERED = re.compile(r"(?:#\s*|\b(?:no\.?\s*|number\s+|amendment\s+|addendum\s+))(\d{1,2})\b", re.I)
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh",
    "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_ORDINAL = re.compile(rf"(?<!twenty[- ])\b({'|'.join(_ORDINALS)})\b", re.I)
_UNDATED = "9999"
_LEAST_LETTERS = 200
"""Below that two papers may say the same by chance, as two covers do."""


def paper_kind(title: str, text: str) -> PaperKind:
    """What a paper is by its title as printed, given its text."""
    if not text.strip():
        return PaperKind.UNREADABLE
    amends = _AMENDS.search(title) and not _RESTATED.search(title)
    return PaperKind.AMENDMENT if amends else PaperKind.AGREEMENT


def place_in_order(kind: PaperKind, title: str, date: str, source: str) -> tuple[str, bool, int, str]:
    """The key by which papers stand: date, agreement before amendment, its number, file name."""
    amends = kind is PaperKind.AMENDMENT
    return date or _UNDATED, amends, amendment_number(title) if amends else 0, source


def amendment_number(title: str) -> int:
    """``3`` of "Third Amendment" or "Amendment No. 3"; 0 where the title prints none."""
    numbered, ordinal = _NUMBERED.search(title), _ORDINAL.search(title)
    if numbered:
        return int(numbered[1])
    return _ORDINALS.index(ordinal[1].lower()) + 1 if ordinal else 0


def copies(readings: Sequence[ContractReading]) -> Mapping[str, str]:
    """Copy → the paper it repeats, by digest: word for word but for white space; the first by name stands."""
    first: dict[str, str] = {}
    found = {}
    for reading in sorted(readings, key=lambda r: (r.document.source.name, r.document.source.sha256)):
        words = " ".join(reading.flow.text.split())
        sha256 = reading.document.source.sha256
        if len(words) >= _LEAST_LETTERS and first.setdefault(words, sha256) != sha256:
            found[sha256] = first[words]
    return found
