"""The patterns of party names, made of the words in ``lexicons/party_names.toml``.

Answers where a company's form stands, where a name ends, and how an alias is introduced. Every run of blanks
is bounded, so that reading an opening takes time linear in it. It judges no name: `party_names` does.
"""

from __future__ import annotations

import re

from extractors.lexicon import load

_DATA = load("party_names")
GAP = r"\s{1,40}"
MAYBE = r"\s{0,40}"
_OPEN, _CLOSE = "\"“”'‘ʺ„«", "\"“”'’ʺ»"


def _any(words: list[str]) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", GAP) for w in ordered) + ")"


def _form(word: str) -> str:
    """A form's pattern: letters apart may have dots and blanks between them ("L.L.C.", "L. L. C.")."""
    if word.isupper() and "/" not in word:
        return r"\.?\s?".join(c for c in word if c != ".")
    return re.escape(word)


_LETTERS = "|".join(re.escape(w) for w in sorted(_DATA["letters"], key=lambda w: (-len(w), w)))
_LAST = "(?:" + "|".join(_form(w) for w in _DATA["closing_forms"]) + f"|(?-i:{_LETTERS}))"
FORM = f"(?i:{_LAST}|{_any(_DATA['inner_forms'])})"
COMPANY = re.compile(
    # Its form stands behind its name: "Company" alone is an alias.
    rf"(?!(?i:the\s|{FORM})[\s,.)])\S.*?[\s,]{FORM}(?!\w).*"
    rf"|[Tt](?i:he)\s\S+\s(?:.*?\s)??{FORM}(?!\w).*",
    re.DOTALL,
)
# Behind a closing form, or any form and "of", no more of the name comes.
CLOSED = re.compile(
    rf"(?<!\w)(?:{FORM}\.?(?=\s{{1,9}}of\s)"
    rf"|(?i:{_LAST})\.?(?=\s{{1,40}}(?!(?:{FORM}|Partnership)(?!\w))\w))"
)
ONLY_A_FORM = re.compile(rf"{FORM}\W*")
NAME_ENDS = re.compile(
    rf",(?!{MAYBE}{FORM}(?![a-z])|{MAYBE}&)"
    rf"|{GAP}(?i:an?|the){GAP}(?:[\w.-]+{GAP}){{0,5}}(?i:{_any(_DATA['descriptions'])})(?![a-z])"
    rf"|{GAP}{_any(_DATA['telling'])}(?![a-zA-Z])|{GAP}(?:D/?B/?A|of{GAP}\d)"
    rf"|;|:|\(|[\"“”ʺ„«]|\n{MAYBE}\n|\n{MAYBE}\d|\s{{4,}}"
    rf"|(?<=[\s,])\d{{2,6}}{GAP}[A-Z][a-z]+{GAP}"
    rf"|{GAP}and{GAP}(?=[A-Z])"
)
AND_OF_NAME = re.compile(rf"{GAP}and{GAP}(?:[A-Z][\w.-]*{GAP}){{0,3}}{FORM}(?![a-z])")
_CONNECTED = rf"(?:^|[,;:)\]–-]|\s){MAYBE}(?:and|AND|And)(?:{GAP}(?:between|among|is|by))?"
_SIDE = rf"(?:on|as){GAP}the{GAP}(?:one|other|first|second){GAP}(?:hand|part),?{MAYBE}(?:and{GAP})?"
_NUMBERED = rf"\(?(?:\d|[ivxab]{{1,3}})[.)]{MAYBE}"
_WORD = r"(?:[a-z]{1,2}[-.]?[a-z]?\.?){0,2}[A-Z0-9][^\s,]*|[a-z]\w*\.com(?!\w)"
NAME_STARTS = re.compile(
    rf"(?:{_CONNECTED}|;|^|\n{MAYBE}\n)[\s,;:–-]{{0,120}}"
    rf"(?:{_SIDE}|{_NUMBERED}|the{GAP}following[^:]{{0,60}}:{MAYBE})?"
    rf"(?P<name>(?:(?:[Tt]he|THE){GAP})?(?:{_WORD}))"
)
ADDRESS = re.compile(rf"(?<!\w){_any(_DATA['addresses'])}(?!\w)|\d{{4}}")
RELATED = re.compile(rf"{_any(_DATA['related'])}\s(?:of|for)[^,;]{{0,40}}$")

# An alias, its quotes outside it; scans and typists lose the closing one before a bracket.
_IN_QUOTES = (
    rf"(?<!\w)[{_OPEN}]%s[^\s{_OPEN}{_CLOSE}][^{_OPEN}\n()]{{0,60}}?)[,.]?(?:[{_CLOSE}](?!\w)|(?=\)))"
)
_UNQUOTED = r"[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,3}"
ALIAS = re.compile(_IN_QUOTES % "(?P<alias>")
BARE_ALIAS = re.compile(rf"(?P<alias>{_UNQUOTED})\)?$")
_CALLED = rf"(?:(?:referred{GAP}to|called|designated|known|as|individually|collectively){GAP}){{0,4}}"
_QUOTED = _IN_QUOTES % "(?:"
# "(the "Supplier")", "hereinafter referred to as Supplier"
INTRODUCED = re.compile(
    rf"\([^()]{{0,160}}?{_QUOTED}[^()]{{0,200}}\)"
    rf"|,?{MAYBE}\(?(?:hereinafter|hereafter|herein|referred{GAP}to(?:{GAP}in{GAP}this{GAP}\w+)?){GAP}"
    rf"(?:sometimes{GAP})?{_CALLED}(?:as{GAP})?(?:the{GAP})?(?:{_QUOTED}|{_UNQUOTED})\)?"
)
BRACKETED = re.compile(r"\((?:the\s)?[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,2}\)")
NOT_OF_ONE = re.compile(
    rf"(?:the )?(?:{_any(_DATA['not_of_one_party'])}|amended .*|.* (?:agreement|date|amendment))",
    re.IGNORECASE,
)
COLLECTIVE = re.compile(rf"{_any(_DATA['collective'])}(?![a-z])", re.IGNORECASE)
NOT_A_NAME = re.compile(rf"(?:the\s)?(?:{_any(_DATA['not_names'])}|(?:{FORM}[.,)]*\s*)+)", re.IGNORECASE)
# Between two aliases: the second is another's, whose name could not be read.
NEW_NAME = re.compile(rf"(?<![a-z])(?i:and)(?![a-z])|;|__|(?<!\w){FORM}(?!\w)")
