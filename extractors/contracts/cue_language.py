"""The small language in which cues for clauses are written, in the house's lexicon and in a firm's own list.

A cue is words as printed, in any case, over any punctuation and line break: "may not assign" is found in "may
not\\nassign". Beside plain words it knows

    ~        up to four words between
    ~~       up to twelve words between
    ~~~      up to thirty words between
    assign*  a word that begins so
    {shall}  any of the words or phrases of the list of that name
    #        a number, in digits or as a word
    $        an amount of money
    @date    a day; what is found is then the day alone, not the words around it

Answers: where in a sentence a cue stands. It refuses a cue that is not understood or names no list. Every
pattern is linear: gaps are counted in words, and words are taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

Lists = Mapping[str, Sequence[str]]

_WORD = re.compile(r"\w+")
_BETWEEN = r"\W++"
_GAPS = {"~": 4, "~~": 12, "~~~": 30}
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DAY = (
    rf"(?:(?:{_MONTHS})\.?\s++\d{{1,2}}(?:st|nd|rd|th)?\s*+,?\s*+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s++(?:day\s++of\s++)?(?:{_MONTHS})\.?\s*+,?\s*+\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})"
)
_NUMERALS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|fifty"
    "|sixty|seventy|eighty|ninety|hundred|thousand|million"
)
# Filed contracts print what they keep secret as "[***]", "[ * ]" or "*****".
_KEPT_SECRET = r"(?:\[[\s*]*+\*[\s*]*+\]|\*{2,}+)"
_NUMBER = rf"(?:\d[\d,.]*+|{_KEPT_SECRET}|(?:{_NUMERALS})(?!\w))"
_MONEY = (
    rf"(?:(?:us|c|a|hk)?\s?[$€£¥]\s*+(?:\d[\d,.]*+|{_KEPT_SECRET})|(?:usd|eur|gbp|rmb|cad)\s*+\d[\d,.]*+"
    r"|\d[\d,.]*+\s*+\)?\s*+(?:u\.?s\.?\s*+)?(?:dollars?|euros?|pounds|rmb)"
    r"|(?:thousand|million|hundred)\s++dollars?)"
)
_BEFORE_NUMBER = r"[^\w$€£¥\[*]*+"
_SHORTEST_ANCHOR = 3


class CueError(ValueError):
    """A cue that cannot be looked for; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as cues are looked for in it: lower case, same offsets, and the set of its words."""

    lower: str
    words: frozenset[str]


def words_of(sentence: str) -> Words:
    """A sentence made ready for cues."""
    lower = sentence.lower()
    if len(lower) != len(sentence):  # "İ" grows when it is made small; offsets must not move
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in sentence)
    return Words(lower, frozenset(_WORD.findall(lower)))


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue. All of ``words`` stand wherever it does, and one of ``anchors``, if there are any: lower-case
    words, or beginnings of words marked with "*"."""

    text: str
    pattern: str
    words: frozenset[str]
    anchors: tuple[str, ...]

    def find(self, sentence: Words) -> tuple[int, int] | None:
        """The first place (start, end) of the cue; of its day alone where it asks for one."""
        if not self.words <= sentence.words:
            return None
        match = _compiled(self.pattern).search(sentence.lower)
        return match.span(match.lastindex or 0) if match else None


def compile_cues(cues: Iterable[str], lists: Lists) -> tuple[Cue, ...]:
    """The cues, in their order.

    Raises:
        CueError: a cue that is not understood, a list nobody made, or no cue at all.
    """
    spelled = tuple(dict.fromkeys(cues))
    if not spelled:
        raise CueError("there is no cue.")
    return tuple(_cue(cue, lists) for cue in spelled)


def first_of(cues: Iterable[Cue], sentence: Words) -> tuple[int, int] | None:
    """The first place of any of the cues, the longest of those that begin there."""
    places = [place for cue in cues if (place := cue.find(sentence))]
    return min(places, key=lambda p: (p[0], -p[1])) if places else None


def any_of(cues: Iterable[Cue], sentence: Words) -> bool:
    """Whether any of the cues stands in the sentence."""
    return any(cue.find(sentence) for cue in cues)


def _cue(cue: str, lists: Lists) -> Cue:
    plain = frozenset(t for t in _tokens(cue) if t[0].isalnum() and not t.endswith("*"))
    return Cue(cue, _spell(cue, lists), plain, _anchors(cue, lists))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first looked for: most cues never are, and all of them together take most of a second."""
    return re.compile(pattern)


def _tokens(cue: str) -> list[str]:
    """A cue's words and signs; a word with a hyphen or an apostrophe counts as two."""
    tokens = []
    for part in cue.split():
        if part in _GAPS or part in {"#", "$", "@date"} or re.fullmatch(r"\{\w+\}", part):
            tokens.append(part)
        else:
            words = _WORD.findall(part.lower())
            if not words or re.search(r"[~{}#@$]|\*.", part):
                raise CueError(f"{part!r} in {cue!r} is not understood.")
            tokens += [*words[:-1], words[-1] + ("*" if part.endswith("*") else "")]
    return tokens


def _list(token: str, cue: str, lists: Lists) -> Sequence[str]:
    if token[1:-1] not in lists:
        raise CueError(f"{token} in {cue!r} is no list.")
    return lists[token[1:-1]]


def _spell(cue: str, lists: Lists) -> str:
    tokens = _tokens(cue)
    if not tokens or tokens[0] in _GAPS or tokens[-1] in _GAPS:
        raise CueError(f"{cue!r} must begin and end with a word.")
    pattern = r"(?<!\w)"
    for index, token in enumerate(tokens):
        if token in _GAPS:
            pattern += rf"(?:\W++\w++){{0,{_GAPS[token]}}}?"
            continue
        if index:
            pattern += _BEFORE_NUMBER if token in {"#", "$"} else _BETWEEN
        pattern += _piece(token, cue, lists)
    return pattern + (r"(?!\w)" if tokens[-1] not in {"#", "$"} else "")


def _piece(token: str, cue: str, lists: Lists) -> str:
    if token == "#":
        return _NUMBER
    if token == "$":
        return _MONEY
    if token == "@date":
        return f"({_DAY})"
    if token.startswith("{"):
        words = sorted({_phrase(w) for w in _list(token, cue, lists)}, key=lambda w: (-len(w), w))
        return "(?:" + "|".join(words) + ")"
    return _phrase(token)


def _phrase(words: str) -> str:
    """Plain words, one after the other; the last may be the beginning of a word."""
    spelled = _BETWEEN.join(map(re.escape, _WORD.findall(words.lower())))
    return spelled + (r"\w*+" if words.endswith("*") else r"(?!\w)")


def _anchors(cue: str, lists: Lists) -> tuple[str, ...]:
    """The words of which one must be there: the longest plain word, else a word of each phrase of a list."""
    tokens = _tokens(cue)
    if plain := [t for t in tokens if _findable(t) and len(t) >= _SHORTEST_ANCHOR]:
        return (max(plain, key=lambda t: (not t.endswith("*"), len(t), t)),)
    for token in tokens:
        if token.startswith("{"):
            words = [[t for t in _tokens(phrase) if _findable(t)] for phrase in _list(token, cue, lists)]
            if words and all(words):
                return tuple(max(found, key=lambda t: (len(t), t)) for found in words)
    return ()


def _findable(token: str) -> bool:
    """Whether a token is a word by which a sentence can be looked up, or a beginning that is long enough."""
    return token[0].isalnum() and (not token.endswith("*") or len(token) > _SHORTEST_ANCHOR)
