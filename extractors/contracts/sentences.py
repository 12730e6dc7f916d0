"""The sentences of a contract: the units that clauses are quoted in.

Answers: where each sentence of a flow begins and ends, in which paragraph, under which section. An enumerator
stays with the sentence it opens; abbreviations, initials and section numbers end nothing; a semicolon does,
and a colon before an enumerated list, because drafters put one duty between two of them.
Refuses to cut inside a word, and to join paragraphs: the flow did that where words visibly ran on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.contracts.sections import Outline, sections

_PARAGRAPH = re.compile(r"\n\n+")
_ENDS = re.compile(
    r"(?<![.?!])[.?!]++[\"”’')\]]*+(?=\s)|;(?=\s)|:(?=\s+\(?(?:[a-z0-9]{1,3}|[ivx]{1,5})[.)]\s)",
)
_WIDE_BEFORE_NUMBER = re.compile(
    r"(?<![ \t\xa0])[ \t\xa0]{3,}+(?=(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]|\d{1,2}\.\d{1,2}|"
    r"[•●■§]|(?:Section|SECTION) \d|ARTICLE )\s*\S)"
)
"""Papers that lost their line breaks keep the white space that stood before a number."""
_NUMBER_ONLY = re.compile(r"\s*(?:(?:Section|Article|SECTION|ARTICLE)\s+)?\(?\w{1,4}(?:\.\w{1,4})*\)?")
_STARTS_ANYWAY = re.compile(
    r"(?:The|This|In|If|Any|Each|All|No|Such|Upon|For|Subject|Notwithstanding|Except|"
    r"[A-Z][a-z]+ (?:shall|will|may|agrees))\b"
)
"""What begins a sentence even behind an abbreviation ("… Acme, Inc. The Distributor shall …")."""
_LONGEST = 8_000
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w")
_SHORT_FORMS = (
    "inc corp co ltd llc l.l.c no nos vs v mr mrs ms dr st u.s u.s.a u.k e.g i.e etc art sec sect para "
    "fig ex exh jr sr dept est ave blvd rd ste approx attn tel fax cf al viz p.m a.m pp vol jan feb mar "
    "apr jun jul aug sep sept oct nov dec messrs n.a s.a p.o d.c n.v b.v l.p l.l.p p.l.c p.c plc bros "
    "intl int'l assn ass'n gov't hon pty mfg div dist prof rev gen capt col lt esq ph.d b.s m.d d.b.a "
    "f.k.a a.k.a rs sub subs sched cl"
)
_ABBREVIATIONS = frozenset(_SHORT_FORMS.split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` of a flow, trimmed.

    ``paragraph`` counts the flow's paragraphs from 0; ``number`` ("2.1(a)") and ``heading`` are those of the
    section it stands in, as printed, empty where none are.
    """

    start: int
    end: int
    paragraph: int
    number: str
    heading: str


def sentences(text: str, outline: Outline | None = None) -> tuple[Sentence, ...]:
    """The sentences of a flow in order; they do not overlap.

    Args:
        text: the flow, paragraphs parted by a blank line.
        outline: its sections, if the caller has them already.
    """
    known = outline if outline is not None else sections(text)
    found = []
    for paragraph, (start, end) in enumerate(paragraphs(text)):
        for a, b in _in_paragraph(text, start, end):
            around = known.at(a)
            heading = next((s.heading for s in reversed(around) if s.heading), "")
            found.append(Sentence(a, b, paragraph, around[-1].number if around else "", heading))
    return tuple(found)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The spans between blank lines, trimmed; blank ones are left out."""
    at = 0
    for match in [*_PARAGRAPH.finditer(text), None]:
        end = match.start() if match else len(text)
        start, end = _trimmed(text, at, end)
        at = match.end() if match else end
        if start < end:
            yield start, end


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *(m.end() for m in _WIDE_BEFORE_NUMBER.finditer(text, start, end)), end]
    for a, b in pairwise(cuts):
        for x, y in _cut(text, *_trimmed(text, a, b)):
            for start_, end_ in _bounded(text, x, y):
                if _WORD.search(text, start_, end_):
                    yield start_, end_


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A text that ends no sentence for pages is a table or no contract: it is cut at blanks."""
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        stop = blank if blank > 0 else start + _LONGEST
        yield _trimmed(text, start, stop)
        start, end = _trimmed(text, stop, end)
    if start < end:
        yield start, end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _ENDS.finditer(text, start, end):
        space = _SPACE.match(text, match.end())
        begins = space.end() if space else end
        if begins >= end:
            break
        if text[match.start()] == "." and _goes_on(text, start, match.start(), begins):
            continue
        yield start, match.end()
        start = begins
    if start < end:
        yield start, end


def _goes_on(text: str, start: int, stop: int, begins: int) -> bool:
    """Whether the full stop at ``stop`` ends no sentence."""
    if text[begins].islower() or _NUMBER_ONLY.fullmatch(text, start, stop):
        return True
    at = stop
    while at > start and not text[at - 1].isspace() and text[at - 1] not in '("“[':
        at -= 1
    word = text[at:stop].lower()
    short = not word or word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())
    return short and not _STARTS_ANYWAY.match(text, begins)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
