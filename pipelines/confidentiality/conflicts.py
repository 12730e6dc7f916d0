"""The conflicts check: do the names of a new matter stand among the parties of the office's other matters.

Answers: every pair of names that agree, who each is in its matter, and by which rule they agree; which
matters could not be compared, because they are locked. Refuses to decide: whether a hit is a conflict
(Model Rules 1.7, 1.9 and 1.10) is an attorney's judgment, and a check without a hit proves only that no
name was found that these rules know. It compares names; it knows no corporate family, no witness and no
insurer that nobody typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from extractors.lexicon import load
from pipelines.matter import Matter

CLIENT = "client"
ADVERSE = "adverse"
CAPTION = "caption"

_ALIKE = 88.0
"""Of 100, as rapidfuzz counts: one letter in eight."""
_SHORTEST_ALIKE = 6
"""Letters: below it, one letter makes another name."""
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "&": " "})
_SILENT = re.compile(r"[.'’`´]")


@dataclass(frozen=True, slots=True)
class PartyName:
    """A name and who bears it: ``role`` is client, adverse, or caption (a side of the title)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Hit:
    """``ours`` is a name of the new matter, ``theirs`` one of the matter ``slug``; ``why`` is the rule."""

    ours: PartyName
    slug: str
    theirs: PartyName
    why: str

    def __str__(self) -> str:
        return (
            f'"{self.ours.name}" ({self.ours.role} here) and "{self.theirs.name}" '
            f"({self.theirs.role} in {self.slug}): {self.why}"
        )


def party_names(matter: Matter) -> tuple[PartyName, ...]:
    """Every name that ``matter.toml`` holds of the parties, in its order; each once for each role."""
    client = (matter.client.name, *matter.client.aliases)
    found = [PartyName(n, CLIENT) for name in client for n in _each_name(name)]
    found += [PartyName(n, ADVERSE) for name in matter.adverse for n in _each_name(name)]
    known = {" ".join(_words(p.name)) for p in found}
    sides = (n for side in _sides(matter.title) for n in _each_name(side))
    found += [PartyName(n, CAPTION) for n in sides if " ".join(_words(n)) not in known]
    return tuple(dict.fromkeys(p for p in found if _words(p.name)))


def hits(ours: Sequence[PartyName], others: Iterable[tuple[str, Sequence[PartyName]]]) -> tuple[Hit, ...]:
    """Every agreement of the new matter's names with those of other matters, by matter.

    Args:
        others: (slug, names) of each other matter.
    """
    return tuple(
        Hit(mine, slug, theirs, why)
        for slug, names in sorted(others, key=lambda other: other[0])
        for mine in ours
        for theirs in names
        if (why := agreement(mine.name, theirs.name))
    )


def agreement(one: str, other: str) -> str:
    """By which rule two names agree; empty if by none. The surest rule is the one named."""
    a, b = _words(one), _words(other)
    if not a or not b:
        return ""
    if a == b:
        return "the same name"
    if sorted(a) == sorted(b):
        return "the same words in another order"
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return _single(short[0], long, one if a == short else other)
    if a[-1] == b[-1] and a[1:-1] == b[1:-1]:
        if _given(a[0]) & _given(b[0]):
            return "the same family name, and a given name that is a form of the other"
        if 1 in (len(a[0]), len(b[0])) and a[0][0] == b[0][0]:
            return "the same family name and first letter"
    if set(short) <= set(long):
        return "every word of one name stands in the other"
    if len(short) == 2 and short[-1] == long[-1] and len(short[0]) == 1 and short[0] == long[0][0]:
        return "the same family name and first letter"
    return _alike(a, b)


def _single(word: str, long: Sequence[str], as_typed: str) -> str:
    if word in long and len(word) > 1:
        return "a single name that stands in the other"
    if len(word) >= 3 and len(long) >= 3 and word == "".join(w[0] for w in long) and as_typed.isupper():
        return "the first letters of the other"
    return _alike((word,), long) if len(long) == 1 else ""


def _alike(a: Sequence[str], b: Sequence[str]) -> str:
    """Words are compared in pairs where there are as many: of "Hale Freight" and "Tarn Freight" most letters
    agree, and yet they are two."""
    if len(a) == len(b):
        pairs = list(zip(a, b, strict=True))
        near = all(x == y or _near(x, y) for x, y in pairs) and any(len(x) > 1 for x, _ in pairs)
        return "spelt alike" if near else ""
    joined = fuzz.ratio("".join(a), "".join(b))  # "Quill Feather", "Quillfeather"
    return "spelt alike" if joined >= 95 and len("".join(a)) >= _SHORTEST_ALIKE else ""


def _near(x: str, y: str) -> bool:
    """Of short words one letter may be too many or missing, of longer ones one in eight may differ."""
    if min(len(x), len(y)) < 3:
        return False
    if min(len(x), len(y)) < _SHORTEST_ALIKE:
        return len(x) != len(y) and fuzz.ratio(x, y) >= _ALIKE
    return fuzz.ratio(x, y) >= _ALIKE


@cache
def _words(name: str) -> tuple[str, ...]:
    """A name's words as they are compared: the family name last, without forms of company and titles."""
    head, comma, tail = name.partition(",")
    if comma and _telling(tail) and not _has_form(name):
        name = f"{tail} {head}"
    return _telling(name)


def _telling(text: str) -> tuple[str, ...]:
    return tuple(w for w in _all_words(text) if w not in _left_out())


def _all_words(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = _SILENT.sub("", "".join(c for c in folded if not unicodedata.combining(c)))
    return tuple("".join(c if c.isalnum() else " " for c in plain).split())


def _has_form(name: str) -> bool:
    """Whether the name is a company's, so that its comma does not stand behind a family name."""
    return not _of("forms").isdisjoint(_all_words(name))


def _given(word: str) -> frozenset[str]:
    return frozenset({word}).union(*(names for names in map(set, load(_LEXICON)["given"]) if word in names))


def _each_name(text: str) -> tuple[str, ...]:
    return tuple(part.strip(" ,;()") for part in _between("also").split(text) if part.strip(" ,;()"))


def _sides(title: str) -> tuple[str, ...]:
    """The sides of a caption; none where the title is no caption."""
    sides = _between("against").split(title)
    return tuple(sides) if len(sides) > 1 else ()


_LEXICON = "party_matching"


@cache
def _of(key: str) -> frozenset[str]:
    return frozenset(load(_LEXICON)[key])


@cache
def _left_out() -> frozenset[str]:
    return _of("forms") | _of("titles")


@cache
def _between(key: str) -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(_of(key), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?i)(?<!\S)\(?(?:{words})(?=[\s,:])")
