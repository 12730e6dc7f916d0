"""Headings of a note and the verbatim passages under them, mapped to the template's headings by lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.citations import cite
from extractors.facts import PageKind, Passage
from extractors.lexicon import load, normal
from extractors.pages import Page

_HEADING = re.compile(
    r"(?P<text>[A-Za-z][A-Za-z0-9 &/()'’.-]{0,44}?)\s*(?P<colon>:|\s-\s)(?=\s|$)"
    r"|(?P<alone>[A-Z][A-Za-z0-9 &/()'’-]{2,44})$"
)
QUOTE_LIMIT = 700
"""Longest quote in characters before it is cut at a sentence's end (diagnoses and impressions never are)."""

_WHOLE = frozenset({"Imaging impression", "Diagnosis", "Work status / restrictions"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading: where it and its text begin, and the template heading ("" = not quoted)."""

    start: int
    body: int
    heading: str
    printed: str


@cache
def _headings() -> dict[str, str]:
    data = load("headings")["headings"]
    found = {normal(p): "" for p in data["skip"]}
    for heading, phrases in data.items():
        if heading != "skip":
            found.update({normal(p): heading for p in phrases})
    return found


def is_heading(text: str) -> bool:
    """Whether a text is a section heading that records print."""
    return normal(text) in _headings()


def headings_of(page: Page, start: int, end: int, kind: PageKind) -> tuple[Heading, ...]:
    """Known headings printed in ``page.text[start:end]``, in order."""
    known = _headings()
    found: list[Heading] = []
    at = start
    for line in page.text[start:end].split("\n"):
        for match in _heading_matches(line):
            printed = match["text"] or match["alone"]
            label = normal(printed)
            if label not in known:
                continue
            heading = known[label]
            if match["alone"] and not printed.isupper() and len(line.split()) > 4:
                continue
            if kind is PageKind.IMAGING and label in ("impression", "impressions", "conclusion", "opinion"):
                heading = "Imaging impression"
            elif kind is PageKind.IMAGING and label == "findings":
                heading = "Examination"
            found.append(Heading(at + match.start(), at + match.end(), heading, printed))
        at += len(line) + 1
    return tuple(found)


def _heading_matches(line: str) -> list[re.Match[str]]:
    first = _HEADING.match(line)
    matches = [first] if first else []
    # Short clinic notes put several headings on one line ("ASSESSMENT: … PLAN: …"); capitals only there.
    for match in re.finditer(
        r"(?<=[.;)]\s)(?P<text>[A-Z][A-Z /&]{2,30})(?P<colon>:)(?=\s)(?P<alone>)?", line
    ):
        if not matches or match.start() > matches[-1].end():
            matches.append(match)
    return matches


def passages_of(
    page: Page, start: int, end: int, kind: PageKind, carried: str = ""
) -> tuple[tuple[Passage, ...], str]:
    """Quotes under known headings in a span of a page.

    Args:
        page: the page.
        start: first character of the note on this page.
        end: end of the note on this page.
        kind: page kind (an imaging report's "Impression" is its imaging impression).
        carried: template heading still open from the page before.

    Returns:
        The passages, and the template heading left open at the end of the span.
    """
    headings = headings_of(page, start, end, kind)
    passages: list[Passage] = []
    if carried and _goes_on(page.text[start : headings[0].start if headings else end]):
        _add(page, passages, carried, start, headings[0].start if headings else end)
    for index, heading in enumerate(headings):
        stop = headings[index + 1].start if index + 1 < len(headings) else end
        if heading.heading:
            _add(page, passages, heading.heading, heading.body, stop)
    return tuple(passages), (headings[-1].heading if headings else carried)


def _goes_on(text: str) -> bool:
    """Whether text before a page's first heading runs on from the page before, and is no header again."""
    first = " ".join(text.split()[:30])
    return bool(re.match(r"[a-z]", first)) or len(re.findall(r"(?<![\w'’-])[a-z]{2,}", first)) >= 5


# Where a quote must stop: signatures and print-outs' own lines are not findings.
_STOP = re.compile(
    r"(?:^|\n)[^\S\n]*(?i:electronically signed|authenticated by|digitally signed|e-signed|encounter signed"
    r"|signed(?:\s+(?:by|on|electronically)|\s*[:(])|printed (?:by|on)|sincerely|_{5,}|page \d+ of \d+"
    r"|.{0,40}\(continued\)|thank you for|records reviewed|dictated (?:by|but)|cc:)"
    r"|\n[^\S\n]*- [A-Z][\w.' -]+, (?:MD|DO|DC|PT|PA|NP)"
    r"|\n[A-Z][A-Z .,&'’-]{8,}\n\d+ [A-Z]\w+ (?i:st|ave|avenue|street|road|rd|blvd|boulevard|drive|dr|lane|ln"
    r"|way|court|ct|parkway|pkwy|pike|highway|hwy|place|plaza|circle|square)\b"
)


def _add(page: Page, passages: list[Passage], heading: str, start: int, end: int) -> None:
    limit = None if heading in _WHOLE else QUOTE_LIMIT
    passage = bounded_passage(page, heading, start, end, limit)
    if passage:
        passages.append(passage)


def bounded_passage(page: Page, heading: str, start: int, end: int, limit: int | None) -> Passage | None:
    """The quote of a span: up to a signature or print line, and cut at a sentence's end beyond ``limit``."""
    stop = _STOP.search(page.text, start, end)
    if stop:
        end = stop.start()
    if start >= end or len(normal(page.text[start:end])) < 2:
        return None
    start += len(page.text[start:end]) - len(page.text[start:end].lstrip())
    cut = limit is not None and end - start > limit
    if limit is not None and cut:
        sentences = list(re.finditer(r"(?<=[a-z0-9)\]])[.;](?=\s)", page.text[start : start + limit]))
        space = page.text.rfind(" ", start, start + limit)
        end = start + sentences[-1].end() if sentences else space if space > start else start + limit
    return Passage(heading, cite(page, start, end), cut)
