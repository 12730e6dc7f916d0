"""What sort of paper a page is, decided by the words such papers carry; says which rule decided.

Refuses to guess: a page that reaches no kind's threshold is "not classified" and goes to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractors.cells import cells
from extractors.facts import PageKind
from extractors.lexicon import load, normal
from extractors.pages import Layer, Page

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher

TITLE_WEIGHT, STRONG_WEIGHT, TEXT_WEIGHT, THRESHOLD = 5, 6, 2, 5
_TITLE_LINES, _TITLE_WORDS = 14, 12
_FEW_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class KindVerdict:
    """A page's kind, its score, and the cues that gave it (the lexicon's words, not the record's)."""

    kind: PageKind
    score: int
    rule: str


@cache
def _matcher() -> tuple[Language, PhraseMatcher, tuple[PageKind, ...]]:
    import spacy
    from spacy.matcher import PhraseMatcher as Matcher

    nlp = spacy.blank("en")
    matcher = Matcher(nlp.vocab, attr="ORTH")
    order: list[PageKind] = []
    for rule in load("page_kinds")["kind"]:
        kind = PageKind(rule["kind"])
        order.append(kind)
        for weight in ("title", "strong", "text"):
            listed = (normal(p) for p in rule.get(weight, []))
            phrases = sorted({form for p in listed for form in _forms(p, weight)} - {""})
            if phrases:
                matcher.add(f"{weight}:{kind.value}", [nlp.make_doc(p) for p in phrases])
    return nlp, matcher, tuple(order)


def _forms(phrase: str, weight: str) -> tuple[str, ...]:
    """A title in the singular and, for a run of notes or reports, in the plural."""
    many = weight == "title" and phrase.endswith((" note", " report", " visit", " record"))
    return (phrase, phrase + "s") if many else (phrase,)


def classify(page: Page) -> KindVerdict:
    """The kind of one page by its own words (continuations are settled by `notes`)."""
    if "blank" in page.marks or (page.layer is not Layer.NONE and not page.text.strip()):
        return KindVerdict(PageKind.BLANK, 0, "no ink")
    if page.layer is Layer.NONE:
        return KindVerdict(PageKind.UNREADABLE, 0, "no text")
    if len(normal(_STAMPS.sub(" ", page.text))) < 3:
        return KindVerdict(PageKind.BLANK, 0, "nothing but stamps and page numbers")
    if len(normal(page.text)) < _FEW_CHARACTERS:
        return KindVerdict(PageKind.OTHER, 0, "almost no text")
    return _score(page)


def _is_value(line: str, phrase: str) -> bool:
    """Whether a phrase only fills a section: "PLAN: Physical therapy." names no paper."""
    _, colon, value = line.partition(":")
    return bool(colon) and normal(value).startswith(phrase) and value.rstrip().endswith(".")


# What machines and clerks print on an empty page: page and Bates numbers, fax lines, received stamps.
_STAMPS = re.compile(
    r"^.*\b(?:FAX|Fax|FROM|From):?.*\d{2}.*$|^[^\S\n]*[A-Z][A-Z0-9]{1,11}[ _-]?\d{4,9}[^\S\n]*$"
    r"|\bpage\s+\d+(?:\s*of\s*\d+)?"
    r"|^.*\bRECEIVED\b.*$|^[^\S\n]*(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}"
    r"|[A-Z]{3,9} \d{1,2},? \d{4})[^\S\n]*$"
    r"|this page (?:was )?(?:intentionally )?(?:left )?blank",
    re.MULTILINE | re.IGNORECASE,
)


def _is_title(line: str, index: int) -> bool:
    words = line.split()
    if not 0 < len(words) <= _TITLE_WORDS or len(line) > 90 or line.rstrip().endswith((".", ",", ";")):
        return False
    letters = [c for c in line if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    # A heading ends in a colon or a value; a title stands alone.
    return index < _TITLE_LINES or (bool(letters) and capitals > 0.8 * len(letters) and ":" not in line)


_TYPED = re.compile(r"\b(?:type|title|document|report|form|note|service):\s*$", re.IGNORECASE)
_PAIR, _FOOT_LINES = 2, 2


def _pieces(page: Page) -> Iterator[tuple[int, str, bool]]:
    """Each line's number, text and whether it may be a title: a name and a title beside it are two pieces."""
    lines = page.lines()
    for index, line in enumerate(lines):
        head = bool(line.words) and index < min(_TITLE_LINES, len(lines) - _FOOT_LINES)
        parts = cells(line) if head else ()
        if len(parts) != _PAIR:
            yield index, line.text, _is_title(line.text, index)
            continue
        for number, part in enumerate(parts):
            label = parts[0].text.rstrip() if number else ""
            value = label.endswith(":") and not _TYPED.search(label)
            yield index, part.text, not value and ":" not in part.text and _is_title(part.text, index)


def _score(page: Page) -> KindVerdict:
    text = page.text
    nlp, matcher, order = _matcher()
    scores: dict[PageKind, int] = dict.fromkeys(order, 0)
    cues: dict[PageKind, list[str]] = {k: [] for k in order}
    seen: set[tuple[str, str]] = set()
    proved: set[PageKind] = set()
    cued: set[PageKind] = set()
    dated = {i for i, line in enumerate(text.split("\n")) if _DATED_LINE.match(line)}
    for index, line, title in _pieces(page):
        doc = nlp.make_doc(normal(line))
        if not len(doc):
            continue
        length = len(nlp.make_doc(normal(_DATED_BEHIND.sub("", line))))
        listed = index in dated
        found = matcher(doc)
        for key, start, end in found:
            if any(s <= start and end <= e and e - s > end - start for _, s, e in found):
                continue  # part of a longer phrase: an exercise flow sheet is no hospital's flow sheet
            weight, _, name = nlp.vocab.strings[key].partition(":")
            phrase = doc[start:end].text
            if (f"{weight}:{name}", phrase) in seen:
                continue
            kind = PageKind(name)
            if weight == "title":
                # A title must be most of its line, so that a mention in a sentence is not one.
                if not title or (end - start) * 3 < length or _is_value(line, phrase):
                    continue
                points = TITLE_WEIGHT + (2 if index < 4 else 0)
                if index < _FIRST_LINES and (end - start) * 2 >= length:
                    proved.add(kind)
                cued.add(kind)
            elif weight == "strong" and not (listed and kind in _SPOKEN_OF):
                points = STRONG_WEIGHT
                proved.add(kind)
                cued.add(kind)
            else:
                points = TEXT_WEIGHT
            seen.add((f"{weight}:{name}", phrase))
            scores[kind] += points
            cues[kind].append(phrase)
    billed = min(len(_BILLED_LINE.findall(text)), _ENOUGH_BILLED_LINES)
    if billed and not any(scores[k] >= THRESHOLD for k in _OTHER_MONEY_PAPERS):
        scores[PageKind.LEDGER] += _BILLED_LINE_WEIGHT * billed
        cues[PageKind.LEDGER].append("dated lines that end in a sum")
    if len(_QUESTION_LINE.findall(text)) >= _ENOUGH_QUESTIONS:
        scores[PageKind.DEPOSITION] += STRONG_WEIGHT
        cues[PageKind.DEPOSITION].append("numbered questions and answers")
    fields = {m[1].lower() for m in _COVER_LINE.finditer(text)}
    if len(fields) >= _ENOUGH_COVER_LINES and fields & {"fax", "pages", "phone"}:
        scores[PageKind.FAX_COVER] += STRONG_WEIGHT
        cues[PageKind.FAX_COVER].append("the fields of a cover sheet")
        proved.add(PageKind.FAX_COVER)
    for kind in (_NEEDS_PROOF - proved) | (_NEEDS_CUE - cued):
        scores[kind] = 0
    best = max(order, key=lambda k: (scores[k], -order.index(k)))
    if scores[best] < THRESHOLD:
        return KindVerdict(PageKind.OTHER, scores[best], "no kind reached its threshold")
    return KindVerdict(best, scores[best], ", ".join(cues[best][:4]))


# A line that begins with a date and ends in an amount is a charge or a payment, whatever else the page says.
_BILLED_LINE = re.compile(
    r"^[^\S\n]*(?:\d{1,4}[-/]\d{1,2}[-/]\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
    r"|\d{1,2} [A-Z][a-z]{2,8} \d{4})\b"
    r"[^\n]*(?:\d\.\d{2}\)?-?|\$[^\S\n]?\d[\d,]*\)?)[^\S\n]*$",
    re.MULTILINE,
)
_BILLED_LINE_WEIGHT, _ENOUGH_BILLED_LINES = 3, 6

# Kinds whose small words stand on any page ("to", "BP", "routine"): only a title or a strong cue makes one.
_NEEDS_PROOF = frozenset({PageKind.FAX_COVER, PageKind.ORDERS, PageKind.FLOW_SHEET, PageKind.MEDICATION_LIST})
# Any note may speak of pain and of axial views: what only its small words say is left to who signed it.
_NEEDS_CUE = frozenset({PageKind.THERAPY, PageKind.IMAGING})
# Papers that a list of records reviewed names, a date before each.
_SPOKEN_OF = frozenset({PageKind.DEPOSITION, PageKind.POLICE, PageKind.CERTIFICATION, PageKind.EXAMINER})
_DATED_LINE = re.compile(r"\s*(?:[-•*]|\d{1,2}[.)])?\s*\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\s")
# "PORTAL MESSAGE 02/26/2021 09:15 PM" is a title and its date.
_DATED_BEHIND = re.compile(
    r"\s+(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
    r"(?:,?\s+\d{1,2}:\d\d(?:\s*[AP]M)?)?\s*$",
    re.IGNORECASE,
)
_FIRST_LINES = 8
# A cover sheet without the word: its own fields, each heading a line.
_COVER_LINE = re.compile(
    r"^[^\S\n]*(to|from|re|cc|attn|attention|fax|phone|pages|date|subject)[^\S\n]*:", re.I | re.M
)
_ENOUGH_COVER_LINES = 4
# An employer lists days of absence with the wages lost: dated lines with a sum, and no bill.
_OTHER_MONEY_PAPERS = (PageKind.EOB, PageKind.PHARMACY, PageKind.CMS1500, PageKind.UB04, PageKind.WAGE)
# Transcripts number their lines and begin them with Q or A.
_QUESTION_LINE = re.compile(r"^[^\S\n]*\d{1,2}[^\S\n]+[QA][.:]?[^\S\n]", re.MULTILINE)
_ENOUGH_QUESTIONS = 3

_PAGE_OF = re.compile(r"\b(?:page|pg|p)\.?\s*:?\s*(\d{1,4})\s*(?:of|/)\s*(\d{1,4})\b(?!/)", re.IGNORECASE)


def page_of(text: str) -> tuple[int, int] | None:
    """The last "Page n of m" printed on the page, when it makes sense (n ≤ m).

    The last one because a fax header at the top numbers the transmission, the footer the record.
    """
    found = [(int(m[1]), int(m[2])) for m in _PAGE_OF.finditer(text)]
    good = [(n, m) for n, m in found if 1 <= n <= m]
    return good[-1] if good else None
