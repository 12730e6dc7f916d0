"""Named rules for the 41 clause types: which of them a sentence meets, and by which words.

Rules are data (``lexicons/clause_cues.toml``). They explain a hit of the model, stand in where its file is
missing, and are features of it. A rule that fires says that the words stand there, nothing of what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from extractors.contracts.clause_types import ClauseType
from extractors.contracts.cue_language import (
    Cue,
    CueError,
    Lists,
    Words,
    any_of,
    compile_cues,
    first_of,
    words_of,
)
from extractors.lexicon import load

_PREFIX = 3
_ORDER = {kind.value: place for place, kind in enumerate(ClauseType)}


class Stretch(Protocol):
    """A part of a text that knows where it stands and under which heading, such as a sentence."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def heading(self) -> str: ...


@dataclass(frozen=True, slots=True)
class RuleHit:
    """``text[start:end]`` are the words by which the rule ``rule_name`` of ``type`` fired."""

    type: str
    rule_name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: any of ``cues``, one of each group of ``near`` in the same sentence, none of ``unless``; and,
    where it asks for a heading, one of ``heading`` in that of the section."""

    type: str
    name: str
    cues: tuple[Cue, ...]
    near: tuple[tuple[Cue, ...], ...]
    unless: tuple[Cue, ...]
    heading: tuple[Cue, ...]

    def allowed(self, sentence: Words) -> bool:
        """Whether what must stand by does, and what must not does not."""
        return all(any_of(group, sentence) for group in self.near) and not any_of(self.unless, sentence)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Rules with an index of the words that must be there before a cue is looked for at all.

    An entry of the index is (place of the rule, place of the cue in it)."""

    rules: tuple[Rule, ...]
    by_word: Mapping[str, tuple[tuple[int, int], ...]]
    by_beginning: Mapping[str, tuple[tuple[str, int, int], ...]]

    def met(self, sentence: str, heading: str = "") -> tuple[RuleHit, ...]:
        """The rules that a sentence under a heading meets, in the order of the book; offsets within the
        sentence."""
        ready, headed = words_of(sentence), words_of(heading)
        tried: dict[int, list[Cue]] = {}
        for rule, cue in sorted(self._possible(ready)):
            tried.setdefault(rule, []).append(self.rules[rule].cues[cue])
        hits = []
        for index, cues in tried.items():
            rule_here = self.rules[index]
            if rule_here.heading and not any_of(rule_here.heading, headed):
                continue
            place = first_of(cues, ready)
            if place and rule_here.allowed(ready):
                hits.append(RuleHit(rule_here.type, rule_here.name, *place))
        return tuple(hits)

    def _possible(self, sentence: Words) -> set[tuple[int, int]]:
        found: set[tuple[int, int]] = set()
        for word in sentence.words:
            found.update(self.by_word.get(word, ()))
            for beginning, rule, cue in self.by_beginning.get(word[:_PREFIX], ()):
                if word.startswith(beginning):
                    found.add((rule, cue))
        return found


def rule_book(rules: Iterable[Rule]) -> RuleBook:
    """The rules, ready to be tried on many sentences."""
    kept = tuple(rules)
    by_word: dict[str, list[tuple[int, int]]] = {}
    by_beginning: dict[str, list[tuple[str, int, int]]] = {}
    for index, rule in enumerate(kept):
        for place, cue in enumerate(rule.cues):
            for anchor in cue.anchors:
                if anchor.endswith("*"):
                    by_beginning.setdefault(anchor[:_PREFIX], []).append((anchor[:-1], index, place))
                else:
                    by_word.setdefault(anchor, []).append((index, place))
    return RuleBook(
        kept,
        {word: tuple(places) for word, places in by_word.items()},
        {start: tuple(places) for start, places in by_beginning.items()},
    )


def compile_rule(type: str, name: str, entry: Mapping[str, Any], lists: Lists) -> Rule:
    """A rule of a table with ``cues`` and, where there are, ``near``, ``also``, ``unless`` and ``heading``.

    Raises:
        CueError: a cue that cannot be looked for.
    """
    near = tuple(compile_cues(entry[key], lists) for key in ("near", "also") if entry.get(key))
    unless, heading = (
        compile_cues(entry[key], lists) if entry.get(key) else () for key in ("unless", "heading")
    )
    cues = compile_cues(entry["cues"], lists)
    for cue in cues:
        if not cue.anchors:
            raise CueError(f"{cue.text!r} has no word to be found by.")
    return Rule(type, name, cues, near, unless, heading)


@cache
def clause_book() -> RuleBook:
    """The rules of the house, type by type in CUAD's order."""
    data = load("clause_cues")
    entries = sorted(data["rule"], key=lambda e: _ORDER[e["type"]])
    return rule_book(compile_rule(e["type"], e["name"], e, data["words"]) for e in entries)


def fired(
    text: str, sentences: Sequence[Stretch], book: RuleBook | None = None
) -> tuple[tuple[RuleHit, ...], ...]:
    """For each sentence the rules (of the house, unless told) that it meets; offsets in ``text``."""
    tried = book or clause_book()
    return tuple(
        tuple(
            RuleHit(hit.type, hit.rule_name, at.start + hit.start, at.start + hit.end)
            for hit in tried.met(text[at.start : at.end], at.heading)
        )
        for at in sentences
    )
