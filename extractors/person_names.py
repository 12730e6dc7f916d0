"""People's names as records print them: with credentials in any order, with "Dr.", or plain.

Answers where a name with credentials stands and what is its family name; whether a plain text can be a
person's name. Refuses to say what part a person played: that is `provider_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extractors.cells import GAP_IN_HEIGHTS
from extractors.lexicon import load, name_words, normal
from extractors.pages import Page

_CAPITAL, _LETTER = "[A-ZÀ-ÖØ-Þ]", "[A-Za-zÀ-ÖØ-öø-ÿ'’-]"
_GAP = r"[ \t]"
_WORD = rf"(?<![A-Za-z]){_CAPITAL}{_LETTER}{{1,30}}"
_INITIALS = rf"[A-Z]\.{_GAP}?(?:[A-Z]\.{_GAP}?)?"
_BARE_INITIALS = rf"(?<![A-Za-z])[A-Z]{{1,2}}{_GAP}"
_PARTICLES = rf"(?:(?:de|la|las|los|van|von|der|den|del|di|da|dos|du|le|el|al|bin|ter|St\.){_GAP}+){{0,3}}"
_SHORTENED = r"(?:Wm|Chas|Geo|Jos|Jas|Thos|Robt|Edw|Benj|Alex|Danl|Saml)\."
_DOCTOR = r"D[Rr](?:\.?:|\.)?"
_SUFFIX = rf"(?:{_GAP}*,?{_GAP}+(?:Jr|Sr|II|III|IV)\b\.?)?"


def _any_of(key: str) -> str:
    known = sorted(
        {_dotted(c) for c in load("names")["person"][key]}, key=lambda c: (-len(c.replace(r"\.?", "")), c)
    )
    return rf"(?:{'|'.join(known)})(?![A-Za-z]|[ \t]+\d{{5}}\b)\.?"


def _dotted(credential: str) -> str:
    """A licence's letters as a pattern, with or without the dots: "LCSW" and "L.C.S.W."."""
    if "." in credential or not credential[1:2].isalpha() or " " in credential or credential[1:4].islower():
        return re.escape(credential)
    letters = re.findall(r"[A-Z][a-z]*|[^A-Za-z]+", credential)
    return r"\.?".join(re.escape(part) for part in letters)


@cache
def credentialled() -> re.Pattern[str]:
    """A name with credentials; groups ``full``, ``last`` or ``between`` hold it without those behind it."""
    credential, further = _any_of("credentials"), _any_of("further_credentials")
    full = (
        rf"(?:[A-Z]\. ?)?{_WORD}(?:{_GAP}+[A-Z]\.?)?{_GAP}+{_PARTICLES}{_WORD}(?:{_GAP}+{_WORD})?"
        rf"|(?:{_INITIALS}|{_BARE_INITIALS}){_PARTICLES}{_WORD}"
    )
    last = rf"{_PARTICLES}{_WORD},{_GAP}*(?:{_WORD}|[A-Z]\b\.?)(?:{_GAP}+[A-Z]\b\.?)?"
    # Cerner prints the credential between the names: "Abara DPT, Jolene".
    between = rf"{_WORD}{_GAP}+{credential},{_GAP}*{_WORD}"
    apart = rf"{_GAP}*,?{_GAP}+"
    return re.compile(
        rf"(?P<between>{between})"
        rf"|(?:(?P<full>{full})|(?P<last>{last})){_SUFFIX}(?:{apart}{further})*"
        rf"(?:{apart}{credential}|{_GAP}*,?{_GAP}*\({credential}\))"
        rf"(?:{_GAP}*,{_GAP}*(?:{credential}|{further}))*"
    )


PLAIN_NAME = re.compile(
    rf"(?:{_DOCTOR}{_GAP}+)?(?P<name>"
    rf"{_PARTICLES}{_CAPITAL}{_LETTER}+,{_GAP}*(?:{_CAPITAL}[a-zß-öø-ÿ'’-]+|[A-Z][A-Z'’-]{{3,}})(?:{_GAP}+[A-Z]\b\.?)?"
    rf"|(?:{_CAPITAL}{_LETTER}+|{_SHORTENED})(?:{_GAP}+[A-Z]\.?)?{_GAP}+{_PARTICLES}{_CAPITAL}{_LETTER}+"
    rf"|{_INITIALS}{_PARTICLES}{_CAPITAL}{_LETTER}{{2,}})"
)
"""A name without credentials: "Ruth Lane", "Lane, Ruth", "R. Lane"; a "Dr." before it is no part of it."""

DOCTOR_NAME = re.compile(rf"{_DOCTOR}{_GAP}+(?P<name>{_CAPITAL}{_LETTER}{{2,}})")
"""A doctor by the family name alone."""


@cache
def family_lettered() -> re.Pattern[str]:
    """A family name alone with credentials ("Osei, PT"): a name only where a label or column says so."""
    credential = _any_of("credentials")
    return re.compile(
        rf"(?P<name>{_PARTICLES}{_WORD},?{_GAP}+{credential})(?!{_GAP}*,?{_GAP}*{_CAPITAL}[a-z])"
    )


@cache
def _no_name_words() -> frozenset[str]:
    phrases = (phrase for key in ("labels", "signature", "never") for phrase in name_words("person", key))
    return frozenset(w for phrase in phrases for w in phrase.split()) | {
        "dr",
        "by",
        "name",
        "date",
        "patient",
    }


def is_person(text: str) -> bool:
    """Whether a text holds a name with credentials."""
    return bool(credentialled().search(text))


def people(page: Page, start: int, end: int) -> Iterator[re.Match[str]]:
    """Names with credentials in a span, each inside one field: a label before a name is no part of it."""
    pattern = credentialled()
    at = start
    while match := pattern.search(page.text, at, end):
        first = re.match(r"[^\s,]+", match[0])
        labelled = match["full"] and first and normal(first[0]) in _no_name_words()
        if labelled or _spans_a_gap(page, match):
            at = match.start() + (len(first[0]) if first else 1)
            continue
        yield match
        at = match.end()


def _spans_a_gap(page: Page, match: re.Match[str]) -> bool:
    """Whether a name would reach from one field into the next."""
    words = page.words_in(match.start(), match.end())
    return any(
        after.box.x0 - before.box.x1 > GAP_IN_HEIGHTS * max(before.box.bottom - before.box.top, 4.0)
        for before, after in pairwise(words)
    )


def family_name(match: re.Match[str]) -> str:
    """The family name of a match of `credentialled`, normalised."""
    if match["full"]:
        return normal(match["full"]).split()[-1]
    return normal((match["last"] or match["between"]).split(",")[0]).split()[0 if match["between"] else -1]
