"""Who the parties are, as an opening paragraph names them: "between Birch Mills, Inc. ("Supplier") and ...".

Answers each party's printed name and the words it goes by afterwards. Refuses addresses, descriptions and the
names that belong to all of them ("each a Party"); a party whose name is left blank is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.contracts.values import party_words as words


@dataclass(frozen=True, slots=True)
class Party:
    """``text[start:end]`` is a party's name; ``aliases`` are the spans of the words it goes by, unquoted."""

    start: int
    end: int
    aliases: tuple[tuple[int, int], ...]


# A full stop behind a word that is not cut short. "Israel. Hereinafter referred to as" goes on.
_SENTENCE_ENDS = re.compile(
    r"(?:[a-z]{3}|[\])”\"\d])(?<!Inc)(?<!Ltd)(?<!Corp)(?<!Ave)(?<!Blvd)(?<!Ste)\.\s+"
    r"(?!Hereinafter|And\b|AND\b|Referred)[A-Z1-9]|\n\s{0,40}(?:1\.|A\.)\s"
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST_NAME = 140
_FAR_APART = 900
"""Characters that no party is told of in: behind them the opening is over."""
_SMALL = frozenset({"of", "and", "the", "&", "for", "de", "on", "behalf"})
"""Words that names hold in small letters."""


def parties_in(text: str) -> tuple[Party, ...]:
    """The parties that an opening paragraph introduces, in order.

    Args:
        text: from behind "between" to the end of the paragraph that names them.
    """
    parties: list[Party] = []
    begin = 0
    for introduced in _introductions(text):
        told = text[begin : introduced.start()]
        if parties and (_SENTENCE_ENDS.search(told) or len(told) > _FAR_APART):
            break
        aliases = _aliases(text, introduced)
        names = _names(told, begin, bool(aliases))
        parties += [Party(*name, ()) for name in names]
        if parties and aliases and (names or not words.NEW_NAME.search(told)):
            last = parties[-1]
            parties[-1] = Party(last.start, last.end, last.aliases + aliases)
        begin = introduced.end()
    rest = _SENTENCE_ENDS.split(text[begin : begin + _FAR_APART], maxsplit=1)[0]
    parties += [Party(*name, ()) for name in _names(rest, begin, False)]
    return tuple(parties)


def is_company(text: str, start: int, end: int) -> bool:
    """Whether a name holds its form of company behind it ("Birch Mills, Inc.")."""
    return bool(words.COMPANY.fullmatch(text, start, end))


def _introductions(text: str) -> Iterator[re.Match[str]]:
    """Where aliases are introduced; words in brackets without quotes where no quoted ones are near them."""
    quoted, bare = words.INTRODUCED.search(text), words.BRACKETED.search(text)
    unquoted = bare and (not quoted or quoted.start() > bare.end() + _FAR_APART)
    return (words.BRACKETED if unquoted else words.INTRODUCED).finditer(text)


def _aliases(text: str, introduced: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """The spans of the words that one party goes by; none for words that name all of them or the paper."""
    quoted = list(words.ALIAS.finditer(text, *introduced.span()))
    bare = words.BARE_ALIAS.search(text, *introduced.span())
    kept: list[tuple[int, int]] = []
    for match in quoted or ([bare] if bare else []):
        between = text[kept[-1][1] if kept else introduced.start() : match.start()]
        if words.NOT_OF_ONE.fullmatch(" ".join(match["alias"].split())) or words.COLLECTIVE.search(between):
            break
        kept.append(match.span("alias"))
    return tuple(kept)


def _names(told: str, offset: int, introduces: bool) -> list[tuple[int, int]]:
    """The names in a text up to an alias: those of companies, else the last one where an alias follows."""
    found: list[tuple[int, int]] = []
    for match in words.NAME_STARTS.finditer(told):
        span = _ended(told, match.start("name"), len(told))
        if span and (not found or span[0] >= found[-1][1]):
            found.append(span)
    named = [s for s in found if is_company(told, *s) and not words.RELATED.search(told, 0, s[0])]
    if introduces and not named:
        people = [s for s in found if not words.ADDRESS.search(told, *s)]
        named = people[:1] if offset == 0 else people[-1:]
    return [(offset + start, offset + end) for start, end in named]


def _ended(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """The name that begins at ``start``, cut where its description begins; None for what is no name."""
    at = start
    while (stop := words.NAME_ENDS.search(text, at, limit)) and words.AND_OF_NAME.match(text, stop.start()):
        at = stop.end()
    end = stop.start() if stop else limit
    closed = words.CLOSED.search(text, start + 1, end)
    end = start + len(text[start : closed.end() if closed else end].rstrip(" \t\n,;("))
    return (start, end) if _is_name(text[start:end]) else None


def _is_name(text: str) -> bool:
    """Whether most words are written as names are: "Celebrity shall provide" is a sentence."""
    if words.NOT_A_NAME.fullmatch(text) or not _LETTERS.search(text) or len(text) > _LONGEST_NAME:
        return False
    counted = [w for w in text.split() if w.lower() not in _SMALL]
    names = [w for w in counted if not w.islower() or "." in w or words.ONLY_A_FORM.fullmatch(w)]
    return 4 * len(names) >= 3 * len(counted)
