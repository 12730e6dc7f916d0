"""The words of one sentence with their places, how deep in brackets each stands, and the phrases among
them.

spaCy's tokenizer for English cuts the words and its PhraseMatcher finds the phrases of the lexicon; there
is no trained pipeline behind it, so nothing here knows a noun from a verb. Line ends inside a sentence are
blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.contracts.values.written_numbers import WORDS
from extractors.lexicon import load

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

_ENUMERATOR = re.compile(r"(?:[a-z]|[ivx]{1,5}|\d{1,2}|[A-Z])$")
_SPACE = re.compile(r"\s")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,3}){1,3}\.?$")
_NUMBER_WORD = re.compile(WORDS, re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,3})*\.?$|[A-Z]\.$")


_CITED = frozenset({"clause", "section", "paragraph", "subsection", "subclause", "article", "item"})
_NOUNS = frozenset({"role", "thing"})
"""Lists of the lexicon that give nouns in the singular."""
Place = tuple[int, int]
"""First word and last word (excluded) of a passage of a sentence."""


class Phrase(NamedTuple):
    """Words ``first`` to ``last`` (excluded) of a sentence are a phrase of the lexicon's list ``kind``."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``flow[start:end]``. ``depth`` counts the brackets around each; an enumerator such as
    "(a)" has depth 0 and stands in ``enumerators`` with all its tokens, for it opens a part and hides
    none."""

    printed: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    depth: tuple[int, ...]
    enumerators: frozenset[int]
    phrases: tuple[Phrase, ...]
    known: dict[tuple[str, ...], tuple[Phrase, ...]] = field(default_factory=dict, compare=False, repr=False)
    """The lists of phrases that were asked for already."""

    def __len__(self) -> int:
        return len(self.lower)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the flow of the words ``first`` to ``last`` (excluded); there is at least one."""
        return self.starts[first], self.ends[last - 1]

    def of(self, *kinds: str) -> tuple[Phrase, ...]:
        """The phrases of these lists, in order; of two that overlap, the longer."""
        if kinds in self.known:
            return self.known[kinds]
        kept: list[Phrase] = []
        for phrase in self.phrases:
            if phrase.kind in kinds and (not kept or phrase.first >= kept[-1].last):
                kept.append(phrase)
        self.known[kinds] = tuple(kept)
        return self.known[kinds]


@cache
def _tools() -> tuple[Language, PhraseMatcher]:
    import spacy
    from spacy.matcher import PhraseMatcher as Matcher

    nlp = spacy.blank("en")
    matcher = Matcher(nlp.vocab, attr="LOWER")
    for kind, phrases in load("obligations")["words"].items():
        forms = [f for p in phrases for f in _forms(kind, p)]
        matcher.add(kind, [nlp.make_doc(f) for f in forms])
    return nlp, matcher


def _forms(kind: str, phrase: str) -> tuple[str, ...]:
    """A noun of the lexicon in both numbers, any other phrase as it stands."""
    if kind not in _NOUNS:
        return (phrase,)
    plural = phrase[:-1] + "ies" if phrase.endswith("y") and phrase[-2] not in "aeo" else phrase + "s"
    return phrase, plural


def words_of(flow_text: str, start: int, end: int) -> Words:
    """The words of ``flow_text[start:end]``."""
    from spacy.tokens import Doc as WholeDoc

    nlp, matcher = _tools()
    cut = nlp.tokenizer(_SPACE.sub(" ", flow_text[start:end]))
    spelled, starts = _spelled(cut, start)
    printed = tuple(p for p, _ in spelled)
    lower = tuple(low for _, low in spelled)
    enumerators = _enumerators(printed)
    # Phrases are found across runs of white space, which the tokenizer keeps as words of their own.
    whole = cut if len(printed) == len(cut) else WholeDoc(nlp.vocab, words=list(printed))
    found = [Phrase(nlp.vocab.strings[key], first, last) for key, first, last in matcher(whole)]
    return Words(
        printed,
        lower,
        starts,
        tuple(s + len(p) for s, p in zip(starts, printed, strict=True)),
        _depths(printed, enumerators),
        enumerators,
        tuple(sorted(found, key=lambda p: (p.first, -p.last, p.kind))),
    )


@cache
def _spelling(key: int) -> tuple[str, str]:
    """A word by its key in spaCy's list of strings: as printed, and in lower case."""
    printed = _tools()[0].vocab.strings[key]
    return printed, printed.lower()


def _spelled(cut: Doc, start: int) -> tuple[list[tuple[str, str]], tuple[int, ...]]:
    """The words and where they begin, white space left out; by their keys, since to make an object of every
    word takes longer than all the rest."""
    spelled: list[tuple[str, str]] = []
    starts: list[int] = []
    at = start
    for key, blank in cut.to_array(["ORTH", "SPACY"]).tolist():
        word = _spelling(key)
        if not word[0].isspace():
            spelled.append(word)
            starts.append(at)
        at += len(word[0]) + blank
    return spelled, tuple(starts)


def _enumerators(printed: tuple[str, ...]) -> frozenset[int]:
    """Places of the tokens of "(a)", and of "a)" or "2.1" at the head."""
    found: set[int] = set()
    for at, word in enumerate(printed):
        closed = at + 1 < len(printed) and printed[at + 1] == ")"
        if not closed and not word[:1].isdigit():
            continue
        if closed and _ENUMERATOR.match(word):
            if at > 1 and printed[at - 2].lower().rstrip("s") in _CITED:
                continue  # "the events of clause (ii)"
            if at and printed[at - 1] == "(":
                if at > 1 and word.isdigit() and _NUMBER_WORD.fullmatch(printed[at - 2]):
                    continue  # "ten (10) days" opens no part
                found |= {at - 1, at, at + 1}
            elif at == 0:
                found |= {at, at + 1}
        elif at and _SECTION.match(word) and at + 1 < len(printed) and printed[at + 1][:1].isupper():
            found.add(at)
        elif at and closed and len(word) == 1 and word.islower() and printed[at - 1] == ".":
            found |= {at, at + 1}
    if printed and 0 not in found and _NUMBER.match(printed[0]):
        found |= {0, 1} if printed[1:2] == (".",) else {0}
    return frozenset(found)


def _depths(printed: tuple[str, ...], enumerators: frozenset[int]) -> tuple[int, ...]:
    if "(" not in printed:
        return (0,) * len(printed)
    depth, depths = 0, []
    for at, word in enumerate(printed):
        if at not in enumerators and word == "(":
            depth += 1
        depths.append(depth)
        if at not in enumerators and word == ")":
            depth = max(0, depth - 1)
    return tuple(depths)
