"""Finds the phrases of a lexicon in the words of a sentence, with the words that must or must not stand by.

Answers: which entry is met, and where. An entry is data: ``phrases`` ("~" stands for up to four words),
``needs`` (lists of which one word must be in the sentence), ``after`` (lists of which one word must follow
within ``reach`` words, ten if not said), ``unless`` (phrases that silence the entry). It judges nothing: "no"
and "not" stay in the sentence that is quoted, and only callers that ask about negation look at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.lexicon import load, normal

_REACH = 10
_NEGATED = re.compile(
    r"\b(?:no|not|denies|denied|deny|denying|without|never|negative for|ruled out|rule out|r o|none|nor"
    r"|cannot|absence of|free of|unlikely"
    r"|(?:was|is|did|were|are|had|do|does|would|could|have|has|ca)nt)\b(?: [a-z0-9]+){0,4} ?$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of a lexicon, ready to be looked for. ``name`` is what the entry calls itself."""

    name: str
    pattern: re.Pattern[str]
    needs: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None

    def find(self, joined: str) -> re.Match[str] | None:
        """The first place of the entry's phrases in a sentence's joined words, if the entry is met."""
        found = self.pattern.search(joined)
        if found is None or (self.unless and self.unless.search(joined)):
            return None
        return found if all(n.search(joined) for n in self.needs) else None


def phrase_pattern(phrases: Sequence[str]) -> str:
    """Alternatives of phrases as whole words, the longest first."""
    spelled = sorted({_spell(p) for p in phrases}, key=lambda p: (-len(p), p))
    return r"(?<![a-z0-9])(?:" + "|".join(spelled) + r")(?![a-z0-9])"


def _spell(phrase: str) -> str:
    parts = [re.escape(normal(p)).replace(r"\ ", " ") for p in phrase.split("~")]
    return "(?: [a-z0-9]+){0,4}? ".join(p for p in parts if p)


@cache
def cues(lexicon: str, table: str, name_key: str) -> tuple[Cue, ...]:
    """The entries ``[[table]]`` of ``lexicons/<lexicon>.toml``, in the order in which they stand."""
    data = load(lexicon)
    lists: Mapping[str, Sequence[str]] = data.get("words", {})
    return tuple(_cue(entry, lists, name_key) for entry in data[table])


def _cue(entry: Mapping[str, Any], lists: Mapping[str, Sequence[str]], name_key: str) -> Cue:
    pattern = phrase_pattern(entry["phrases"])
    if entry.get("after"):
        reach = int(entry.get("reach", _REACH))
        following = phrase_pattern([w for name in entry["after"] for w in lists[name]])
        pattern += rf"(?: [a-z0-9]+){{0,{reach}}}? {following}"
    needs = [w for name in entry.get("needs", ()) for w in lists[name]]
    unless = [*entry.get("unless", ()), *(w for name in entry.get("unless_any", ()) for w in lists[name])]
    return Cue(
        entry[name_key],
        re.compile(pattern),
        (re.compile(phrase_pattern(needs)),) if needs else (),
        re.compile(phrase_pattern(unless)) if unless else None,
    )


def met(entries: Sequence[Cue], joined: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Each name whose entry is met, once, with its first place."""
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            continue
        found = entry.find(joined)
        if found:
            seen.add(entry.name)
            yield entry.name, found


def negated(joined: str, at: int) -> bool:
    """Whether a word of denial stands within four words before ``joined[at]``."""
    return bool(_NEGATED.search(joined[:at]))
