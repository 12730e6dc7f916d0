"""References of a contract to its own sections, and those that lead nowhere.

Answers: which "Section 7.2(b)" refer to this contract, and for which of them no section of that number is
printed. Refuses references to other papers ("Section 9 of the Lease", "Section 365(n) of the Code", what an
amendment amends), and abstains where the numbering of a contract was not understood: where many of its
references find nothing, it is the outline that was misread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.contracts.enumerators import (
    ARTICLE,
    DECIMAL,
    Enumerator,
    Place,
    article_value,
    decimal_value,
    enumerators,
)
from extractors.contracts.sections import Outline

_NUMBER = r"(?:\d{1,3}(?:\.\d{1,3}){0,4}(?!\.?\d)|(?:[IVX]|[IVXLC]{2,6})\b)(?:\([A-Za-z0-9]{1,4}\))*"
_REFERENCE = re.compile(
    r"(?<![\w-])(?P<word>(?i:sections?|articles?|clauses?|paragraphs?|sub-?sections?)|§§?)[^\S\n]*(?:\s|\n(?!\s*\n))[^\S\n]*"
    rf"(?P<first>{_NUMBER})(?P<more>(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|and/or|through|to)\s+|\s?[–-]\s?)"
    rf"(?:(?i:sections?|articles?|clauses?|paragraphs?|§)\s+)?{_NUMBER}(?![\w%]|\s*(?:days|months|years|percent)))*)"
    r"(?![\w%])(?!-\w)"
)
_WORD = re.compile(r"(?i)sub-?sections?|sections?|articles?|clauses?|paragraphs?|§§?")
_EACH = re.compile(_NUMBER)
_MORE_LETTERS = re.compile(r"(?:\s?(?:-|–|,|,?\s(?:and|or|through|to))\s?\([A-Za-z0-9]{1,5}\))+")
_TITLE_BEHIND = re.compile(r"\s*(?:\([^()]{2,90}\)|\[[^\][]{2,90}\]|“[^”]{2,90}”|\"[^\"\n]{2,90}\")")
_OWN = re.compile(
    r"[,\s]*(?i:of|in|to|under)\s+(?i:this|the\s+present|these)\b|[,\s]*(?:hereof|herein|hereto|hereunder"
    r"|above|below|of\s+the\s+(?:main|body|foregoing)\b)"
)
_OTHERS = re.compile(
    r"\s*\(S\)|[,\s]*(?:\([^)]{0,60}\))?[,\s]*(?:respectively,?\s)?(?:and\s+elsewhere\s)?(?:"
    r"(?:thereof|therein|thereto|Township)\b|(?i:of|to|in|under|from)\s+(?:its|their|his|such|that|each|any|said"
    r"|[A-Z0-9“\"]|(?i:the)\s+(?:[A-Z“\"]|\w+\s+[A-Z]|\w+\s+\w+\s+[A-Z]|terms|agreement|license|lease|contract|form))"
    r"|of\b|,?\s*\d+\s+(?:U\.?S|C\.?F|Del))"
)
_LAW_BEFORE = re.compile(
    r"(?:\b(?:Act|Code|Regulations?|Reg\.|Rules?|Law|Laws|Statutes?|Ordinance|Directive|Treaty|Constitution|Lease"
    r"|Plan|Indenture|Policy|Guidelines|Ann\.|Stat\.|Agreement’s|Agreement's)|U\.?\s?S\.?\s?C\.?(?:A\.)?|C\.?\s?F\.?\s?R\.?|GDPR"
    r"|D?FARS?|Title\s\d+|[A-Z]{2}/E[CU]|Stat\.|\b[Tt]hat|\b[Ss]uch|\b[Ss]aid|Tariff)"
    r"[,:]?\s*\(?$"
)
_AMENDS = re.compile(
    r"(?i)\b(?:is|are)\s+(?:hereby\s+)?(?:amended|deleted|replaced|modified|restated|supplemented)\b"
)
_AMENDMENT_TITLE = re.compile(
    r"(?:AMENDMENT|Amendment|ADDENDUM|SUPPLEMENT|AMENDED)\b(?!\s+AND\s+RESTATED|\s+and\s+Restated)"
)
_REFERRING = re.compile(
    r"(?i)(?:(?:sections?|articles?|clauses?|paragraphs?|exhibit|schedule|annex|appendix|attachment|of)\s*"
    r"|§\s*|[\d)]\s*(?:,|,?\s*\b(?:and|or|to|through)\b|[–-])\s*)$"
)
_TITLE_LENGTH = 700
_LEAST_SECTIONS = 3
_MOST_BROKEN_SHARE = 0.2
_FEW_BROKEN = 2
_HIGHEST = 100


@dataclass(frozen=True, slots=True)
class Reference:
    """``text[start:end]`` is a reference: "Section 7.2(b)", or "8" where a word has several numbers."""

    start: int
    end: int
    word: str
    number: str


@dataclass(frozen=True, slots=True)
class _Numbering:
    """Every number that may be a section's: values with the spans of the sections that carry them.

    ``doubtful`` are numbers that stand at more places than sections were opened with them.
    """

    values: frozenset[tuple[int, ...]]
    doubtful: frozenset[tuple[int, ...]]
    spans: tuple[tuple[tuple[int, ...], int, int], ...]


def references(text: str) -> Iterator[Reference]:
    """The references to sections of this contract, one for each number of an enumeration, in order."""
    for match in _REFERENCE.finditer(text):
        if _elsewhere(text, match):
            continue
        for number in _EACH.finditer(text, match.start("first"), match.end()):
            start = match.start() if number.start() == match.start("first") else number.start()
            words = _WORD.findall(text, match.start(), number.start())
            yield Reference(start, number.end(), words[-1], number[0])


def broken(text: str, outline: Outline) -> tuple[Reference, ...]:
    """The references for which no section of that number is printed; empty where that cannot be told."""
    if is_amendment(text):
        return ()
    numbering = _numbering(text, outline)
    if len({value for value, _, _ in numbering.spans}) < _LEAST_SECTIONS:
        return ()
    inside = [r for r in references(text) if not _heads(r, outline)]
    lost = [r for r in inside if not _found(text, r, numbering)]
    distinct = {r.number for r in lost}
    if len(distinct) > _FEW_BROKEN and len(lost) > _MOST_BROKEN_SHARE * len(inside):
        return ()
    return tuple(lost)


def is_amendment(text: str) -> bool:
    """Whether a paper changes another one, so that its references are to that other one."""
    return _AMENDMENT_TITLE.search(text[:_TITLE_LENGTH]) is not None or len(_AMENDS.findall(text)) > 1


def _elsewhere(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 90) : match.start()]
    first = match["first"]
    if first[0].isdigit() and int(re.split(r"\D", first)[0]) >= _HIGHEST:
        return True
    if _LAW_BEFORE.search(before) or re.search(r"\b(?:Directive|Regulation)\b[^.]*$", before):
        return True
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    if (not line or line[-1].isdigit()) and re.match(r"[.:]?\s+[A-Z]", text[match.end() : match.end() + 4]):
        return True
    letters = _MORE_LETTERS.match(text, match.end())
    behind = letters.end() if letters else match.end()
    title = _TITLE_BEHIND.match(text, behind)
    if title:
        behind = title.end()
    after = text[behind : behind + 90]
    return _OWN.match(after) is None and _OTHERS.match(after) is not None


def _heads(reference: Reference, outline: Outline) -> bool:
    around = outline.at(reference.start)
    return bool(around) and around[-1].start == reference.start


def _numbering(text: str, outline: Outline) -> _Numbering:
    values: set[tuple[int, ...]] = {v for number in outline.listed if (v := _value(number))}
    spans: list[tuple[tuple[int, ...], int, int]] = []
    for section in outline.sections:
        if value := _value(section.number):
            values.add(value)
            if "(" not in section.number:
                spans.append((value, section.start, section.end))
    heads: Counter[tuple[int, ...]] = Counter()
    # A number that the sequence did not take may head a section all the same: it is then not called missing.
    for enumerator in enumerators(text):
        reading = enumerator.readings[0]
        referring = _REFERRING.search(text[max(0, enumerator.start - 16) : enumerator.start])
        if reading.style == ARTICLE and _heads_article(text, enumerator):
            values.add(reading.value)
        elif reading.style == DECIMAL and not enumerator.prefixed and not referring:
            values.add(reading.value)
            heads[reading.value] += enumerator.place > Place.RUNNING
    for value, _, _ in spans:
        heads[value] -= 1
    doubtful = frozenset(value for value, left in heads.items() if left > 0)
    return _Numbering(frozenset(values), doubtful, tuple(_up_to_successor(text, spans)))


def _heads_article(text: str, enumerator: Enumerator) -> bool:
    after = text[enumerator.end : enumerator.end + 12]
    return enumerator.place > Place.RUNNING and re.match(r"[.:]?\s*(?:[–—-]|[A-Z\[]|\n|$)", after) is not None


def _up_to_successor(
    text: str, spans: list[tuple[tuple[int, ...], int, int]]
) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Each section up to the next number of its row or an outer one: one misread inside does not end it."""
    for index, (value, start, _) in enumerate(spans):
        after = {(*value[:i], value[i] + 1) for i in range(len(value))} | {(*value[:-1], value[-1] + 2)}
        yield value, start, next((s for v, s, _ in spans[index + 1 :] if v in after), len(text))


def _value(number: str) -> tuple[int, ...]:
    """ "2.1(a)" → (2, 1); "ARTICLE IV" → (4,); "IV" → (4,); () for what is no number of sections."""
    main = number.split("(")[0].split()
    if not main or main[0].lower().startswith(
        ("exhibit", "schedule", "annex", "appendix", "attach", "addend")
    ):
        return ()
    word = main[-1] if main[0].lower() == "article" else main[0]
    if re.fullmatch(r"\d+(?:\.\d+)*", word):
        return decimal_value(word)
    value = article_value(word.rstrip("."))
    return (value,) if value else ()


def _found(text: str, reference: Reference, numbering: _Numbering) -> bool:
    value = _value(reference.number)
    if not value:
        return True
    if not any(known[: len(value)] == value for known in numbering.values):
        return _in_a_gap(value, numbering)
    letters = re.findall(r"\([A-Za-z0-9]{1,4}\)", reference.number)
    stretches = [(start, end) for known, start, end in numbering.spans if known == value]
    if not letters or not stretches or value in numbering.doubtful:
        return True
    return any(_holds(text[start:end], letters[0]) for start, end in stretches)


def _in_a_gap(value: tuple[int, ...], numbering: _Numbering) -> bool:
    """Whether numbers before and behind it head sections: then the reading lost one, not the paper."""
    last, above = len(value) - 1, value[:-1]
    row = [known[last] for known, _, _ in numbering.spans if len(known) > last and known[:last] == above]
    return bool(row) and min(row) < value[-1] < max(row)


def _holds(section: str, letter: str) -> bool:
    """Whether a section prints "(b)", "b)" or "b." as the head of one of its parts."""
    core = re.escape(letter.strip("()"))
    own = re.compile(rf"(?<![\w.])\(?{core}[.)](?!\w)", re.IGNORECASE)
    before = (section[max(0, m.start() - 24) : m.start()] for m in own.finditer(section))
    return any(
        not re.search(r"(?i)(?:section|clause|paragraph|article)s?\s+\d[\d.]*(?<!\.) ?$", b) for b in before
    )
