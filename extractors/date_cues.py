"""Words that tell a date's role: labels right before it, cues earlier on its line, cues right after it.

The words are data (``lexicons/date_roles.toml``); this module only matches them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from extractors.facts import DateRole
from extractors.lexicon import load, normal

_LONGEST_LABEL = 8
# "Date of Daily Note", "date of office visit": any contact named between the two words.
_DATE_OF = re.compile(
    r"\bdate of (?:\w+ ){0,2}(?:note|visit|service|exam|examination|encounter|procedure|evaluation|treatment"
    r"|session|consultation|surgery|operation|study|contact|assessment)$"
)
_FILLERS = frozenset(
    [
        *("on", "of", "at", "is", "was", "the", "a", "and", "date", "time", "tm"),
        *("o", "or", "about", "around", "approximately", "approx", "circa"),
    ]
)
_MOST_FILLERS = 5
_FUZZY_CUT = 86.0


@dataclass(frozen=True, slots=True)
class _Cues:
    labels: dict[str, DateRole]
    nouns: dict[str, DateRole]
    before: tuple[tuple[str, DateRole], ...]
    after: tuple[tuple[str, DateRole], ...]


@cache
def _cues() -> _Cues:
    labels: dict[str, DateRole] = {}
    nouns: dict[str, DateRole] = {}
    before: list[tuple[str, DateRole]] = []
    after: list[tuple[str, DateRole]] = []
    for rule in load("date_roles")["role"]:
        role = DateRole(rule["role"])
        for phrase in rule.get("label", []):
            labels.setdefault(normal(phrase), role)
        for noun in rule.get("noun", []):
            nouns.setdefault(normal(noun), role)
        before += [(normal(p), role) for p in rule.get("before", [])]
        after += [(normal(p), role) for p in rule.get("after", [])]
    return _Cues(labels, nouns, tuple(before), tuple(after))


def label_role(words: list[str], fuzzy: bool) -> tuple[DateRole, str] | None:
    """The role of the longest known label that ends ``words``; near misses allowed on OCR text."""
    labels = _cues().labels
    trimmed = list(words)
    for _ in range(_MOST_FILLERS):
        if trimmed[-1:] == ["dt"] and (f"{trimmed[-2]} date" if trimmed[1:] else "") in labels:
            trimmed[-1] = "date"
        for size in range(min(_LONGEST_LABEL, len(trimmed)), 0, -1):
            label = " ".join(trimmed[-size:])
            composed = _composed(trimmed) if size == 1 else None
            if composed:  # before a label of one word: "Consult Dt" is no transcription's "Dt"
                return composed
            if label in labels:
                before = trimmed[-size - 1] if size < len(trimmed) else ""
                return _qualified(labels[label], before), f"label “{label}”"
        named = _DATE_OF.search(" ".join(trimmed[-_LONGEST_LABEL:]))
        if named:
            return DateRole.SERVICE, f"label “{named[0]}”"
        if not trimmed or trimmed[-1] not in _FILLERS:
            break
        trimmed.pop()
    if fuzzy:
        for size in range(min(4, len(words)), 0, -1):
            label = " ".join(words[-size:])
            if len(label) < 5:
                continue
            best = max(
                ((fuzz.ratio(label, known), known) for known in labels if abs(len(known) - len(label)) < 4),
                default=None,
            )
            if best and best[0] >= _FUZZY_CUT:
                return labels[best[1]], f"label close to “{best[1]}”"
    return None


_DATE_WORDS = frozenset({"date", "dates", "dt", "dttm", "datetime", "day"})


def _composed(words: list[str]) -> tuple[DateRole, str] | None:
    """A label in no list, of what happened and "date" in either order: "Enc Dt", "Date of Consult"."""
    nouns = _cues().nouns
    if words[-1:] and words[-1] in _DATE_WORDS:
        for size in (2, 1):
            noun = " ".join(words[-size - 1 : -1])
            if noun in nouns:
                before = words[-size - 2] if len(words) > size + 1 else ""
                return _qualified(nouns[noun], before), f"label “{noun} {words[-1]}”"
    for size in (2, 1):
        noun, lead = " ".join(words[-size:]), words[-size - 2 : -size]
        if noun in nouns and lead[-1:] == ["of"] and lead[0] in _DATE_WORDS:
            return nouns[noun], f"label “{' '.join(lead)} {noun}”"
    return None


_OF_A_CONTACT = frozenset({DateRole.SERVICE, DateRole.ADMISSION, DateRole.COLLECTED})
_AHEAD = frozenset({"next", "upcoming", "future"})
_BEHIND = frozenset({"last", "previous", "prior", "past", "former", "earlier", "first", "original"})


def _qualified(role: DateRole, before: str) -> DateRole:
    """ "Next appointment date" and "last office visit" name another contact than the page's own."""
    if role not in _OF_A_CONTACT:
        return role
    if before in _AHEAD:
        return DateRole.APPOINTMENT
    return DateRole.REFERENCE if before in _BEHIND else role


def label_in(rule: str) -> str:
    """The label that a rule of `label_role` names."""
    return rule.partition("“")[2].rstrip("”")


_SENTENCE_END = re.compile(r"[a-z]{4,}\.\s+[A-Z]")
_CLAUSE = re.compile(r"\b(?:since|after|before|following|prior to|until)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:was|were|been|be|being|had|has|have|is|are|will)$")
_LOWER_WORD = re.compile(r"(?<![\w'’-])[a-z]{3,}")


def told_in_sentence(left: str, rule: str) -> bool:
    """Whether a label is only part of a sentence: three running words before it ("he was first seen on").

    A label of several capitalised words is a field of the form, whatever value stands before it.
    """
    label_words = len(label_in(rule).split())
    words = left.split()
    before, label = words[: -max(label_words, 1)], words[-max(label_words, 1) :]
    tail = re.split(r"[.:;|]\s", " ".join(before))[-1]
    field = len(label) > 1 and all(w[0].isupper() or w == "of" for w in label)
    running = not field and len(_LOWER_WORD.findall(tail)) >= 3
    prose = running or _CLAUSE.search(tail) or _VERB.search(tail)
    return bool(prose) or bool(_SENTENCE_END.search(left))


def nearest_cue(before: str) -> tuple[DateRole, str] | None:
    """The role of the cue nearest to the end of the normalised text before a date."""
    padded = f" {before} "
    best: tuple[int, int, DateRole, str] | None = None
    for phrase, role in _cues().before:
        at = padded.rfind(f" {phrase} ")
        if at >= 0 and (best is None or (at + len(phrase), len(phrase)) > best[:2]):
            best = (at + len(phrase), len(phrase), role, f"after “{phrase}”")
    return (best[2], best[3]) if best else None


def following_cue(after: str) -> tuple[DateRole, str] | None:
    """The role of a cue that begins the normalised text after a date."""
    for phrase, role in _cues().after:
        if after.startswith(phrase):
            return role, f"followed by “{phrase}”"
    return None


def label_roles() -> dict[str, DateRole]:
    """Every known label, normalised, with its role."""
    return _cues().labels
