"""Facility names as printed: letterheads, footers, labelled fields, boxes of claim forms.

Names stay as printed. A name found nowhere on its page is left out here; whether a neighbouring page of the
same print run lends its name is decided in `encounters`, and said on the row.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.cells import Cell, cells
from extractors.citations import cite
from extractors.facts import Printed
from extractors.lexicon import load, name_words, normal, word_pattern
from extractors.pages import Box, Line, Page
from extractors.provider_names import is_person
from extractors.sections import is_heading

_ADDRESS = re.compile(
    r"\b[A-Z]{2}[ ,.]+\d{5}(?:-\d{4})?\b|\(\d{3}\)\s?\d{3}[-. ]\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b"
    r"|\bP\.?O\.? Box\b|\b(?:Suite|Ste\.?)\s+\w+",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,6}\s+(?:[NSEW]\.?\s+)?\w+(?:\s\w+){0,3}\s+(?:st(?:reet)?|ave(?:nue)?|r(?:oa)?d|blvd|boulevard"
    r"|dr(?:ive)?|lane|ln|way|court|ct|pkwy|parkway|pike|hwy|highway|place|pl|circle|plaza|terrace"
    r"|trail|square)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:(?-i:[A-Z]{2,4})\s+)?\*+LIVE\b.*$|\s+HIM\b.*$"
    r"|\s+(?:acct|account|mrn|page|pg|tel|phone|fax|ph|tax id|tin|dob|npi)\b.*$"
    r"|\s*[-–|]\s*(?:page|acct|medical records?|patient|him|release).*$|\s*\(?continued\)?$",
    re.IGNORECASE,
)
_EDGE = 7
_LABELLED, _LABELLED_WEAKLY = 7, 4


def title_case(text: str) -> bool:
    """Whether a cell looks like a name: most words of three letters or more begin with a capital."""
    words = [w for w in re.findall(r"[A-Za-z][A-Za-z'’.-]*", text) if len(w) > 2 or w.isupper()]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.75 * len(words)


def names_a_facility(text: str) -> bool:
    """Whether a name holds a word by which facilities are known beyond doubt (not "pain" or "health")."""
    return bool(word_pattern("facility", "strong").search(normal(text)))


_CLAIM_BOX = re.compile(r"service facility location|billing provider info", re.IGNORECASE)


def claim_facilities_of(page: Page) -> tuple[Printed, ...]:
    """The names in boxes 32 and 33 of a CMS-1500 claim, often cut short by the box; "SAME AS 33" is none."""
    found: list[Printed] = []
    lines = page.lines()
    for index, line in enumerate(lines[:-1]):
        for position, cell in enumerate(cells(line)):
            if not _CLAIM_BOX.search(cell.text):
                continue
            below = cells(lines[index + 1])
            value = below[min(position, len(below) - 1)] if below else None
            if value is None or _CLAIM_BOX.search(value.text) or not re.match(r"[A-Za-z]", value.text):
                continue
            if len(value.text) > 3 and not normal(value.text).startswith("same"):
                found.append(Printed(value.text, cite(page, value.start, value.end)))
    return tuple(found)


def facility_of(page: Page, not_names: tuple[str, ...] = ()) -> Printed | None:
    """The facility whose paper this is, from labelled fields, letterhead or footer.

    Args:
        page: the page.
        not_names: names that are people here (the client's), never a facility.
    """
    lines = page.lines()
    found: list[tuple[int, Printed]] = []
    addressee = _addressee_lines(lines)
    for index, line in enumerate(lines):
        if index in addressee:
            continue
        for cell in cells(line):
            scored = _labelled_facility(page, cell, not_names) or _heading_facility(
                page, lines, index, cell, not_names
            )
            if scored and scored[0] > 0:
                found.append(scored)
    if not found:
        return None
    best = max(found, key=lambda s: s[0])[1]
    # A field cuts a name at its line's end; where the page prints the whole of it, that is its name.
    whole = [
        p
        for _, p in found
        if p.value.lower().startswith(best.value.lower()) and len(p.value) > len(best.value)
    ]
    return whole[0] if whole else best


def _labelled_facility(page: Page, cell: Cell, not_names: tuple[str, ...]) -> tuple[int, Printed] | None:
    span = labelled_value(cell.text) or _seen_at(cell.text)
    if span is None:
        return None
    start = cell.start + span[0]
    name = _cut(page.text[start : cell.start + span[1]])
    if not _facility_like(name, not_names) or not word_pattern("facility", "words").search(normal(name)):
        return None
    if all(w in _generic() for w in normal(name).split()):
        return None  # "Department: Emergency Medicine" is a ward, no facility
    score = _LABELLED_WEAKLY if normal(cell.text).startswith("performing") else _LABELLED
    return score, Printed(name, cite(page, start, start + len(name)))


_SEEN_AT = re.compile(
    r"^(?:seen|evaluated|treated|examined)\b.{4,60}?\bat\s+(?P<name>[A-Z].+)$", re.IGNORECASE
)


def _seen_at(text: str) -> tuple[int, int] | None:
    """Span of the facility in a header line "Seen by Jane Doe, PT at Bay Rehab"."""
    match = _SEEN_AT.match(text)
    return match.span("name") if match and title_case(match["name"]) else None


def _heading_facility(
    page: Page, lines: tuple[Line, ...], index: int, cell: Cell, not_names: tuple[str, ...]
) -> tuple[int, Printed] | None:
    """A cell of the first or last lines that looks like a facility's name: by words or the address below."""
    if _EDGE <= index < len(lines) - _EDGE:
        return None
    text = _cut(cell.text)
    offset = cell.text.find(text)
    if not _facility_like(text, not_names) or ":" in text or offset < 0:
        return None
    worded = bool(word_pattern("facility", "words").search(normal(text)))
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    rest = cell.text[offset + len(text) :]
    addressed = bool(_ADDRESS.search(following) or _STREET.search(following) or _ADDRESS.search(rest))
    if not worded and not (addressed and index < 4):
        if index >= 5 or not _is_large(lines, index):
            return None
        addressed = _address_within(lines, index)
    place = 4 if index == 0 else 1 if index < 3 or index >= len(lines) - 3 else 0
    score = 3 * worded + 3 * addressed + (place if worded or addressed else 1)
    start, end = cell.start + offset, cell.start + offset + len(text)
    if worded and all(w in _generic() for w in normal(text).split()):
        start, end = _with_neighbour(lines, index, start, end, not_names)
        if end - start == len(text):
            return None  # "URGENT CARE" alone names nobody
    return score, Printed(" ".join(page.text[start:end].split()), cite(page, start, end))


_LARGE = 1.25


def _is_large(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line is set clearly larger than the page's text: a letterhead without a facility's word."""
    heights = sorted(box.bottom - box.top for line in lines if (box := _first_word(line)))
    box = _first_word(lines[index])
    return box is not None and box.bottom - box.top >= _LARGE * heights[len(heights) // 2]


def _first_word(line: Line) -> Box | None:
    return line.words[0].box if line.words else None


def _address_within(lines: tuple[Line, ...], index: int) -> bool:
    near = lines[index + 1 : index + 4]
    return any(_ADDRESS.search(line.text) or _STREET.search(line.text) for line in near)


def _addressee_lines(lines: tuple[Line, ...]) -> range:
    """Lines of a letter's inside address: between its date line and "RE:" or "Dear"."""
    top = lines[:24]
    greeting = next(
        (i for i, line in enumerate(top) if re.match(r"\s*(?:dear\b|re\s*:|regarding\s*:)", line.text, re.I)),
        None,
    )
    if greeting is None:
        return range(0)
    dated = [i for i, line in enumerate(top[:greeting]) if _DATE_LINE.fullmatch(line.text.strip())]
    return range(dated[-1] + 1, greeting) if dated else range(0)


_DATE_LINE = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
)


@cache
def _paper_titles() -> re.Pattern[str]:
    titles = {t for rule in load("page_kinds")["kind"] for t in rule.get("title", []) if " " in t}
    words = "|".join(re.escape(t) for t in sorted(titles, key=lambda t: (-len(t), t)))
    return re.compile(rf"\s+(?:{words})\b.*$", re.IGNORECASE)


def _cut(text: str) -> str:
    """A name without the street, the telephone or the paper's own title printed behind it."""
    text = _TAIL.sub("", _STREET.split(text)[0]).strip(" ,;:-–|*_·")
    title = _paper_titles().search(text)
    if title is None or word_pattern("facility", "words").search(normal(title[0])):
        return text  # "Bay Physical Therapy" is a name, although therapy notes are titled so
    untitled = text[: title.start()].strip(" ,;:-–|*_·")
    named = any(w not in _generic() for w in normal(untitled).split())
    return untitled if named else text


@cache
def _generic() -> frozenset[str]:
    words = frozenset(w for phrase in name_words("facility", "words") for w in phrase.split())
    return words | {"and", "of", "the", "department", "services", "service", "care"}


def _with_neighbour(
    lines: tuple[Line, ...], index: int, start: int, end: int, not_names: tuple[str, ...]
) -> tuple[int, int]:
    """A logo set on two lines ("Cloverleaf" over "URGENT CARE") is one name: join the line above or below."""
    for other in (index - 1, index + 1):
        parts = cells(lines[other]) if 0 <= other < len(lines) else ()
        if len(parts) != 1:
            continue
        text = parts[0].text
        plain = ":" not in text and not any(c.isdigit() for c in text) and not is_heading(text)
        if plain and len(text.split()) <= 3 and _facility_like(text, not_names):
            return (parts[0].start, end) if other < index else (start, parts[0].end)
    return start, end


# "Family Practice PA" is a professional association; only behind a person's name is it an assistant.
_ASSOCIATION = re.compile(r"[^,]+ (?:PA|PC)")
_LEGAL_FORM = re.compile(r"\b(?:PLLC|LLC|Inc|Clinic|Associates)\b|\bP\.(?:A|C)\.")


def _facility_like(text: str, not_names: tuple[str, ...]) -> bool:
    words = text.split()
    company = _LEGAL_FORM.search(text) or (_ASSOCIATION.fullmatch(text) and names_a_facility(text))
    if is_person(text) and not company:
        return False
    if not 1 <= len(words) <= 10 or len(text) < 4 or not title_case(text):
        return False
    plain = normal(text)
    if word_pattern("facility", "never").search(plain) or any(n and n in plain for n in not_names):
        return False
    if text.endswith((".", ":")):
        return text.lower().endswith(("inc.", "p.a.", "p.c.", "ltd.", "corp.", "l.l.c.", "co."))
    return sum(c.isdigit() for c in text) <= 4


# The next field on the line: one word and a colon, or the usual two-word labels.
_NEXT_FIELD = re.compile(
    r"\s{2,}|\s+(?:(?:Visit|Patient|Date|Service|Attending|Account|Encounter|Provider|Print|Order\w*"
    r"|Referring)\s+)?"
    r"[A-Z][A-Za-z./#]{1,24}:|\s+Date of \w+|\s+\(\d{3}\)|\s+\d{3}-\d{3}|[;|]"
)


_ANOTHER_PLACE = re.compile(
    r"refer|transfer|receiving|destination|sending|prior|outside|primary care|employ|mailing|home"
)


def labelled_value(text: str) -> tuple[int, int] | None:
    """Span of the value after a facility label and a colon inside a cell's text."""
    for match in re.finditer(r"([A-Za-z0-9][A-Za-z0-9 ./'’#-]{1,40}?)\s*:\s*", text):
        label = normal(match[1])
        if not any(label == w or label.endswith(" " + w) for w in name_words("facility", "labels")):
            continue
        if _ANOTHER_PLACE.search(label):
            continue
        rest = text[match.end() :]
        stop = _NEXT_FIELD.search(rest)
        value = (rest[: stop.start()] if stop else rest).strip(" ,;-")
        if value:
            start = match.end() + rest.find(value)
            return start, start + len(value)
    return None
