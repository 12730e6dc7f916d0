"""Defined terms: where a contract defines one, which it defines twice, never uses, or uses and never defines.

Answers: the quoted terms that "means", "has the meaning" or a bracket ("(the "Buyer")") defines, and three
flaws that counting shows. A term counts as used wherever its words stand, in any case and number, and as
defined wherever it stands in quotes. Refuses to miss definitions in papers that borrow them from another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.contracts.cross_references import is_amendment
from extractors.contracts.sections import Outline
from extractors.lexicon import load

_OPEN, _CLOSE = "[\"“”‘`']{1,2}", "[\"”“’']{1,2}"
_TERM = r"(?P<term>[A-Z0-9](?:[\w&/.’' -]|\n(?!\n)){0,60}?)"
_QUOTED = re.compile(rf"(?<!\w){_OPEN}\s?(?:(?:the|each|an?)\s)?{_TERM},?\s?{_CLOSE}(?!\w)")
_BRACKET = re.compile(rf"\((?P<lead>[^()\"“”]{{0,70}}?){_OPEN}[A-Z][^()]{{0,160}}\)")
_LEAD = re.compile(
    r"(?i)^(?:\W|\b(?:the|a|an|each|collectively|individually|together|hereinafter|hereafter|herein|referred|to|as"
    r"|and|or|with|any|all|of|which|shall|be|being|called|known|for|short|also|sometimes|this|these|its|in"
    r"|defined|our|we|us|you|your|foregoing|is|are|when|date|every|one)\b)*$"
)
_MEANS = re.compile(
    r"(?:\s?\([^()]{0,60}\))?,?\s+(?:(?:shall|will|each)\s+)?(?:collectively\s+)?"
    r"(?:(?P<full>means?\b|refers?\s+to\b|shall\s+mean\b|mean\b|is\s+defined\s+as\b|has\s+the\s+following\s+meaning)"
    r"|(?P<pointer>(?:has|have|bears?)\s+(?:the\s+)?(?:same\s+)?(?:respective\s+)?meanings?|is\s+defined|are\s+defined"
    r"|as\s+defined))"
)
_POINTS = re.compile(
    r"\s+(?:the\s+)?(?:meaning|definition|term)?s?\s*(?:as\s+)?(?:set\s+forth|given|ascribed|assigned|specified|described)\b"
)
_UNQUOTED = re.compile(
    r"(?:(?<=\n)|\A)[^\S\n]*(?:(?:\d+(?:\.\d+)*|\([a-z]{1,3}\))\.?\s{1,4})?"
    r"(?P<term>[A-Z][\w’'&/-]*(?: (?:of|and|or|to|for|[A-Z][\w’'&/-]*)){0,5})"
    r",?\s+(?:(?:shall|will)\s+mean|means|shall\s+have\s+the\s+meaning|has\s+the\s+meaning)\b"
)
_SCOPED = re.compile(
    r"(?i)\b(?:purposes?\s+of|as\s+used\s+in|in)\s+(?:this|the\s+foregoing|clause|section)[^.;\n]{0,60}$"
    r"|\bused\s+as\s+an?\s+\w+[^.;\n]{0,30}$|\breferences?\s+(?:\w+\s+)?to\s+(?:the\s+)?\W*$|[’']s\s+\W*$"
)
_BORROWS = re.compile(
    r"(?i)(?:capitali[sz]ed\s+(?:terms|words)|terms\s+(?:used|not))[^.]{0,90}"
    r"\b(?:not\s+(?:otherwise\s+|specifically\s+)?defined|without\s+definition)|terms\s+defined\s+in\s+the\s"
    r"|capitali[sz]ed\s+(?:terms|words)[^.]{0,90}\bmeanings?\b[^.]{0,60}\bin\s+(?:the|that|such)\s"
)
_BEGINS = re.compile(r"(?:\A|\n|[.;:)\]•·]\s*|\b[Tt]erms?\s+|\d\s+|\bphrase\s+|\band\s+)[\s\W]*\Z")
_ACRONYM = re.compile(r"[A-Z][A-Z.&]{1,6}$")
_SAME_BREATH = 40
_LEAST_DEFINED = 4
_SAME_LEAD = 30


@dataclass(frozen=True, slots=True)
class Definition:
    """``text[start:end]`` is a term where it is defined; ``full`` if its meaning stands there too."""

    term: str
    start: int
    end: int
    full: bool
    bracketed: bool


@dataclass(frozen=True, slots=True)
class TermFlaw:
    """A term with the spans where the flaw shows."""

    term: str
    spans: tuple[tuple[int, int], ...]


def definitions(text: str) -> tuple[Definition, ...]:
    """All definitions in order of their place; a term defined in a bracket has its meaning in front of it."""
    found: dict[int, Definition] = {}
    for match in _QUOTED.finditer(text):
        start, end = match.span("term")
        behind = _MEANS.match(text, match.end())
        if behind:
            pointer = behind["pointer"] is not None or _POINTS.match(text, behind.end()) is not None
            found[start] = Definition(match["term"], start, end, not pointer, False)
    for bracket in _BRACKET.finditer(text):
        if not _LEAD.match(bracket["lead"]):
            continue
        for match in _QUOTED.finditer(text, bracket.start(), bracket.end()):
            start, end = match.span("term")
            full = "defin" not in bracket[0]
            found.setdefault(start, Definition(match["term"], start, end, full, True))
    for match in _UNQUOTED.finditer(text):
        start, end = match.span("term")
        found.setdefault(start, Definition(match["term"], start, end, "the meaning" not in match[0], False))
    return tuple(found[at] for at in sorted(found))


def defined_twice(text: str, outline: Outline) -> tuple[TermFlaw, ...]:
    """Terms whose meaning is given at two places of the same part, other than for one section alone."""
    places: dict[tuple[str, int], list[Definition]] = {}
    for definition in definitions(text):
        if definition.full and _stands_alone(text, definition):
            part = outline.part_at(definition.start)
            places.setdefault((definition.term, part), []).append(definition)
    flaws: list[TermFlaw] = []
    for (term, _), found in places.items():
        leads = {" ".join(text[max(0, d.start - _SAME_LEAD) : d.start].split()) for d in found}
        if len(leads) > 1 and sum(not d.bracketed for d in found) >= 1:
            flaws.append(TermFlaw(term, tuple((d.start, d.end) for d in found)))
    return tuple(flaws)


def _stands_alone(text: str, definition: Definition) -> bool:
    """Whether it holds for the whole paper, unlike "if …, then "Base" means" and "in this Section"."""
    before = text[max(0, definition.start - 90) : definition.start]
    if _SCOPED.search(before) or re.match(
        r"\W+(?:\w+\s+){1,2}this\b", text[definition.end : definition.end + 40]
    ):
        return False
    return definition.bracketed or _BEGINS.search(before) is not None


def never_used(text: str) -> tuple[TermFlaw, ...]:
    """Terms that stand nowhere but where they are defined."""
    every = definitions(text)
    by_term: dict[str, list[Definition]] = {}
    for definition in every:
        by_term.setdefault(definition.term, []).append(definition)
    flaws: list[TermFlaw] = []
    for term, found in by_term.items():
        # A name in short ("(the "FDA")") is no term, and one of two names for a thing is enough.
        if any(not d.full for d in found) or _ACRONYM.match(term) or _is_used(text, term, found):
            continue
        twins = (d for d in every if d.term != term and any(_one_breath(text, d, own) for own in found))
        if any(_is_used(text, twin.term, by_term[twin.term]) for twin in twins):
            continue
        flaws.append(TermFlaw(term, tuple((d.start, d.end) for d in found)))
    return tuple(flaws)


def never_defined(text: str, outline: Outline) -> tuple[TermFlaw, ...]:
    """Terms of contract language used with capitals as if they were defined, and found nowhere in quotes."""
    if is_amendment(text) or _BORROWS.search(text):
        return ()
    known = {_key(m["term"]) for m in _QUOTED.finditer(text)} | {_key(d.term) for d in definitions(text)}
    known |= {key.replace(" ", "") for key in known}
    if len(known) < _LEAST_DEFINED:
        return ()
    # "the Service Levels" may be what an exhibit of that title sets out.
    known |= {_key(section.heading) for section in outline.sections if section.attached}
    uses: dict[str, list[tuple[int, int]]] = {}
    described: dict[str, bool] = {}
    for match in _used_as_defined().finditer(text):
        term = " ".join(match["term"].split())
        words = _key(term).split()
        if term.endswith(tuple(load("contract_terms")["heads"]["names"])):
            continue
        if any(" ".join(words[at:]) in known for at in range(len(words))) or "".join(words) in known:
            continue
        if term not in described:
            described[term] = _is_described(text, term)
        if described[term]:
            continue
        uses.setdefault(_key(term), []).append(match.span("term"))
    # One word that stands once may be a capital too many; a phrase is no slip.
    return tuple(
        TermFlaw(" ".join(text[slice(*spans[0])].split()), tuple(spans))
        for key, spans in uses.items()
        if len(spans) > 1 or " " in key
    )


@cache
def _used_as_defined() -> re.Pattern[str]:
    terms = load("contract_terms")["heads"]
    alone, in_phrases = (_either(terms[key]) for key in ("words", "in_phrases"))
    first = r"[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?\s"
    return re.compile(
        rf"(?<=[a-z,;] )(?:{'|'.join(terms['before'])})\s+"
        rf"(?P<term>(?:{first}){{0,2}}(?:{alone})|(?:{first}){{1,2}}(?:{in_phrases}))\b"
        rf"(?!\s+(?:(?:of|and|or|for)\s+)?[A-Z(“\"]|,?\s+(?:as\s+)?defined\s+in\s+the\b)(?![-’'/])"
    )


def _either(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _is_described(text: str, term: str) -> bool:
    """Whether words without quotes define it: "(the Fee)", "Fee: …", "a Fee shall be deemed to be …"."""
    name = r"\s+".join(map(re.escape, term.split())) + "s?"
    bracket = rf"\((?:\w+,?\s+){{0,4}}{name}\s?\)"
    said = rf"{name}\s+(?:(?:shall|will)\s+)?(?:be\s+deemed|mean|consist|includ|be\s+defined|is\s+defined)"
    called = rf"(?:called|known\s+as|referred\s+to\s+as)\s+(?:the\s+)?{name}"
    entry = rf"(?:^|\n)[^\S\n]*{name}\s?[:–—]"
    return re.search(f"{bracket}|{said}|{entry}|{called}", text) is not None


def _key(term: str) -> str:
    """The words of a term in lower case, each in the singular."""
    words = re.findall(r"[\w&]+", term.lower().replace("’", "'").replace("'s", ""))
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _one_breath(text: str, one: Definition, other: Definition) -> bool:
    """Whether two terms name one thing: '"Term" or "Initial Term" means', '("Affiliate", collectively …)'."""
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return len(between) <= _SAME_BREATH and not re.search(r"[.;]\s|\n\s*\n", between)


def _is_used(text: str, term: str, found: list[Definition]) -> bool:
    words = re.findall(r"[\w&]+", term)
    if len(words) == 1:
        stem = words[0] if len(words[0]) < 5 else words[0][: max(4, len(words[0]) - 3)]
        pattern = rf"(?<!\w){re.escape(stem)}\w*"
    else:
        last = words[-1][:-1] if words[-1].endswith(("s", "y")) else words[-1]
        pattern = r"(?<!\w)" + r"[\W_]+".join([*map(re.escape, words[:-1]), re.escape(last)]) + r"\w*"
    own = [(d.start, d.end) for d in found]
    uses = (m.span() for m in re.finditer(pattern, text, re.IGNORECASE))
    return any(all(end <= a or start >= b for a, b in own) for start, end in uses)
