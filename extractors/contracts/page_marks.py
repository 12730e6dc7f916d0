"""Page numbers and filing lines by their words: "- 3 -", "Page 3 of 9", "iv", "Source: X, 10-K, 9/1/2010".

Answers: whether a line is a page number and which; where a filing line stands in a line.
Refuses to say whether the number counts pages: that takes its neighbours (`furniture`, `bare_furniture`).
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_PAGE_NUMBER = re.compile(
    r"(?P<page>page\s+)?(?:[-–—(\[{]\s*)?(?P<prefix>[A-Z]{1,3}-)?(?P<number>\d{1,3}|[ivxl]{1,7})(?:\s*[-–—)\]}])?"
    r"(?P<of>\s+of\s+\d{1,3})?(?:[\s_]*_)?",
    re.IGNORECASE,
)
_FILING = re.compile(r"(?:^|\s{2,})\s*(?P<line>Source: \S.{1,160}?, \d{1,2}/\d{1,2}/\d{4})\s*$")
_STAYS = re.compile(
    r"(?:exhibit|schedule|annex|appendix|attachment|article|section|part)\b"
    r"|(?:by|name|title|date|dated|its|attest|witness|signed|cc|print|address|re)\b[^a-z]*(?::|_|$)"
)
"""Headings of attachments and articles, and what signature pages print in the same place on each."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def page_number(line: str) -> tuple[str, int] | None:
    """(style, number) of a line that holds a page number and nothing else; None for any other line.

    The style parts numbers that count apart: "A-" for "A-3", "roman", "" for plain ones.
    """
    match = _PAGE_NUMBER.fullmatch(line.strip())
    if match is None:
        return None
    digits = match["number"]
    prefix = (match["prefix"] or "").upper()
    if digits.isdigit():
        return prefix, int(digits)
    return (prefix + "roman", _roman(digits)) if digits.islower() else None


def says_page(line: str) -> bool:
    """Whether a line says by itself that it is a page number: "Page 3", "3 of 9", "- 3 -"."""
    match = _PAGE_NUMBER.fullmatch(line.strip())
    return bool(
        match and (match["page"] or match["of"] or re.fullmatch(r"[-–—]\s*\d+\s*[-–—]", line.strip()))
    )


def filing_in(line: str) -> Span | None:
    """Where a line names the filing that it was taken from, at the line's end."""
    match = _FILING.search(line)
    return match.span("line") if match else None


def runs_on(line: str) -> bool:
    """Whether a line, in small letters, may be a running header or footer if pages repeat it."""
    told = sum(character.isalnum() for character in line) >= 3
    return told and not _STAYS.match(line) and page_number(line) is None


def _roman(word: str) -> int:
    values = [_ROMAN[letter] for letter in word.lower()]
    following = [*values[1:], 0]
    return sum(-own if own < after else own for own, after in zip(values, following, strict=True))
