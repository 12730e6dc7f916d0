"""Whose law a clause chooses: "the laws of the State of Ohio", "English law", "the laws of England".

Answers the places that stand as the object of "law", under one name each. Refuses places that are named for
their courts, for where a party was organised, or as law that is shut out; and a clause that names no place
(a blank, "the State in which the Site lies") has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import load


@dataclass(frozen=True, slots=True)
class Place:
    """``text[start:end]`` names a place whose law is chosen; ``name`` is how the abstract writes it."""

    start: int
    end: int
    name: str


_G = r"\s{1,30}"
_S = r"\s{0,30}"
_KIND = (
    rf"(?:(?:state|commonwealth|province|territory|republic|federal{_G}republic|kingdom|principality|country|nation"
    rf"|state{_G}and{_G}city|county{_G}and{_G}state){_G}of{_G}(?:the{_G})?)?"
)
# "laws", then what may stand before its "of": "(without its conflicts rules) and decisions".
_OF = (
    rf"(?:{_S}\([^()]{{0,160}}\))?(?:{_S},?{_S}(?:and|or|but){_G}not{_G}(?:by{_G})?the{_G}laws?{_G}[^,.;]{{0,60}},"
    rf"|,{_S}(?:other{_G}than|excluding|except|without)[^,.;]{{0,80}},)?"
    rf"(?:{_G}(?:and|or){_G}(?:judicial{_G})?(?:decisions|regulations|statutes|rules|usages|customs)"
    rf"(?:{_G}of{_G}the{_G}courts)?)?(?:{_S},)?{_G}(?:of|(?:prevailing{_G}|in{_G}force{_G}|applicable{_G})?in){_G}(?:the{_G})?"
)
_LAW_OF = re.compile(rf"(?<![a-z])laws?{_OF}{_KIND}$", re.IGNORECASE)
_MORE = re.compile(
    rf"{_S},?{_S}(?:and|or|&|/){_G}(?:(?:the{_G})?(?:applicable{_G})?(?:federal{_G})?(?:laws?{_G})?of{_G})?(?:the{_G})?"
    rf"(?:(?:applicable{_G})?(?:federal{_G})?laws?{_G}of{_G}(?:the{_G})?)?{_KIND}$",
    re.IGNORECASE,
)
_LAW_AFTER = re.compile(
    rf"(?:{_S}[’']s?)?{_G}(?:(?:state|substantive|internal|local|federal|contract|civil){_G})?laws?(?![a-z])"
    rf"(?!{_G}(?:of|in){_G})",
    re.IGNORECASE,
)
_THEREOF = re.compile(
    rf"(?<![a-z])laws?{_G}(?:thereof|of{_G}(?:such|said|that){_G}(?:state|country|province))", re.IGNORECASE
)
_GOVERNS = re.compile(
    r"govern|constru|interpret|\bappl(?:y|ies|ied|icable)\b|controlled|enforced|determined"
    # "Any dispute shall be decided under the laws of ..."
    r"|(?:decided|settled|resolved|adjudicated)\s(?:[^.;]{0,80}\s)??(?:under|by|in\saccordance\swith|according\sto"
    r"|pursuant\sto|applying)\s(?:\w+\s){0,5}laws?\b"
    r"|subject\sto\sthe\s(?:\w+\s){0,5}laws?\b",
    re.IGNORECASE,
)
# Before "the laws of": these say where somebody comes from, or whose law it is not.
_NOT_CHOSEN = re.compile(
    r"(?<![a-z])(?:organi[sz]ed|existing|incorporated|formed|registered|established|constituted|chartered|domiciled)[^.;]{0,80}"
    r"|(?:without\s(?:regard|reference|giving\seffect|recourse)|exclud(?:ing|es)|exclusive\sof|other\sthan|except"
    r"|regardless|irrespective|notwithstanding|\bnot\s(?:by|under|the|in))\s[^.;,]{0,80}",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"[.;]\s")


def chosen_laws(text: str) -> tuple[Place, ...]:
    """The places whose law a clause chooses, in order; a country beside its own state is left out.

    Args:
        text: a clause, one or more sentences.
    """
    if not _GOVERNS.search(text):
        return ()
    chosen: list[_Named] = []
    named = _places(text)
    for place in named:
        if _adjective(text, place) or _object_of_law(text, place) or _goes_on(text, place, chosen):
            chosen.append(place)
    thereof = _THEREOF.search(text)
    if not chosen and thereof:
        chosen = [p for p in named if p.end <= thereof.start() and not p.adjective][-1:]
    return _without_their_countries(chosen)


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    name: str
    adjective: bool


def _places(text: str) -> tuple[_Named, ...]:
    pattern, names, adjectives, _ = _words()
    found: list[_Named] = []
    for match in pattern.finditer(text):
        word = " ".join(match[0].split()).casefold()
        name = names.get(word) or adjectives[word]
        found.append(_Named(match.start(), match.end(), name, word not in names))
    return tuple(found)


def _adjective(text: str, place: _Named) -> bool:
    return bool(_LAW_AFTER.match(text, place.end)) and not _shut_out(text, place.start)


def _object_of_law(text: str, place: _Named) -> bool:
    if place.adjective:
        return False
    law = _LAW_OF.search(text, 0, place.start)
    return bool(law) and not _shut_out(text, law.start() if law else 0)


def _goes_on(text: str, place: _Named, chosen: list[_Named]) -> bool:
    """Whether it is joined to the chosen place before it: "of Ohio and of the United States"."""
    return bool(chosen) and not place.adjective and bool(_MORE.fullmatch(text, chosen[-1].end, place.start))


def _shut_out(text: str, at: int) -> bool:
    starts = [m.end() for m in _SENTENCE_START.finditer(text, 0, at)]
    before = text[starts[-1] if starts else 0 : at]
    return any(
        not re.search(r"govern|constru|interpret", before[m.start() : m.end()], re.IGNORECASE)
        for m in _NOT_CHOSEN.finditer(before)
        if m.end() == len(before)
    )


def _without_their_countries(chosen: list[_Named]) -> tuple[Place, ...]:
    within = _words()[3]
    around = {within[p.name] for p in chosen if p.name in within}
    kept: dict[str, Place] = {}
    for place in chosen:
        if place.name in around:
            continue
        country = within.get(place.name, "United States")
        name = place.name if country == "United States" else f"{place.name}, {country}"
        kept.setdefault(name, Place(place.start, place.end, name))
    return tuple(kept.values())


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str], dict[str, str], dict[str, str]]:
    """The pattern of all names; the name by printed word and by adjective; the country of each state."""
    data = load("jurisdictions")
    groups = [data[key] for key in ("us", "canada", "australia", "countries")]
    within = {name: group["within"] for group in groups for name in group["names"] if group["within"]}
    names = {name.casefold(): name for group in groups for name in group["names"]}
    adjectives: dict[str, str] = {}
    for other in data["other_name"]:
        names |= {word.casefold(): other["name"] for word in other["words"]}
        adjectives |= {word.casefold(): other["name"] for word in other["law"]}
    others = [word for other in data["other_name"] for word in other["words"] + other["law"]]
    words = [*(name for group in groups for name in group["names"]), *others]
    alternatives = "|".join(
        # Letters only ("PRC", "UK") are names in capitals alone.
        (f"(?-i:{re.escape(w)})" if w.isupper() else re.escape(w).replace(r"\ ", r"\s{1,30}"))
        for w in sorted(set(words), key=lambda w: (-len(w), w))
    )
    return re.compile(rf"(?<![\w.])(?:{alternatives})(?!\w)", re.IGNORECASE), names, adjectives, within
