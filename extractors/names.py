"""Facility and provider names as printed: letterheads, footers, labelled fields, signatures.

Names stay as printed. A name found nowhere on its page is left out here; whether a neighbouring page of the
same print run lends its name is decided in `notes`, and said on the row.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.cells import Cell, cells
from extractors.citations import cite
from extractors.facts import Printed
from extractors.lexicon import load, normal
from extractors.pages import Line, Page
from extractors.sections import is_heading

_ADDRESS = re.compile(
    r"\b[A-Z]{2}[ ,.]+\d{5}(?:-\d{4})?\b|\(\d{3}\)\s?\d{3}[-. ]\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b"
    r"|\bP\.?O\.? Box\b|\b(?:Suite|Ste\.?)\s+\w+",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,6}\s+(?:[NSEW]\.?\s+)?\w+(?:\s\w+){0,3}\s+(?:st(?:reet)?|ave(?:nue)?|r(?:oa)?d|blvd"
    r"|boulevard|dr(?:ive)?|lane|ln|way|court|ct|pkwy|parkway|pike|hwy|highway|place|pl|circle|plaza"
    r"|terrace|trail)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:acct|account|mrn|page|pg|tel|phone|fax|ph|tax id|tin|dob|npi)\b.*$|\s*[-–|]\s*(?:page|acct"
    r"|medical records?|patient|him|release).*$|\s*\(?continued\)?$",
    re.IGNORECASE,
)
_EDGE = 7


@cache
def _words(section: str, key: str) -> tuple[str, ...]:
    return tuple(sorted({normal(w) for w in load("names")[section][key]}, key=lambda w: (-len(w), w)))


@cache
def _any_word(section: str, key: str) -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(?:" + "|".join(re.escape(w) for w in _words(section, key)) + r")(?![a-z])")


def title_case(text: str) -> bool:
    """Whether a cell looks like a name: most words of three letters or more begin with a capital."""
    words = [w for w in re.findall(r"[A-Za-z][A-Za-z'’.-]*", text) if len(w) > 2 or w.isupper()]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.75 * len(words)


_CLAIM_BOX = re.compile(r"service facility location|billing provider info", re.IGNORECASE)


def billing_facility_of(page: Page) -> Printed | None:
    """The facility in box 32 or 33 of a CMS-1500 claim, often cut short by the box."""
    lines = page.lines()
    for index, line in enumerate(lines[:-1]):
        for position, cell in enumerate(cells(line)):
            if not _CLAIM_BOX.search(cell.text):
                continue
            below = cells(lines[index + 1])
            if not below:
                continue
            value = below[min(position, len(below) - 1)]
            if (
                re.match(r"[A-Za-z]", value.text)
                and not _CLAIM_BOX.search(value.text)
                and len(value.text) > 3
            ):
                return Printed(value.text, cite(page, value.start, value.end))
    return None


def facility_of(page: Page, not_names: tuple[str, ...] = ()) -> Printed | None:
    """The facility whose paper this is, from labelled fields, letterhead or footer.

    Args:
        page: the page.
        not_names: names that are people here (the client's), never a facility.
    """
    lines = page.lines()
    best: tuple[int, Printed] | None = None
    for index, line in enumerate(lines):
        at_edge = index < _EDGE or index >= len(lines) - _EDGE
        for cell in cells(line):
            scored = _facility_score(page, lines, index, cell, at_edge, not_names)
            if scored and (best is None or scored[0] > best[0]):
                best = scored
    return best[1] if best else None


def _facility_score(
    page: Page, lines: tuple[Line, ...], index: int, cell: Cell, at_edge: bool, not_names: tuple[str, ...]
) -> tuple[int, Printed] | None:
    labelled = _labelled(cell.text, "facility")
    if labelled:
        start, end = cell.start + labelled[0], cell.start + labelled[1]
        name = page.text[start:end]
        if _facility_like(name, not_names) and (_any_word("facility", "words").search(normal(name))):
            return 7, Printed(name, cite(page, start, end))
    if not at_edge:
        return None
    text = _TAIL.sub("", _STREET.split(cell.text)[0]).strip(" ,;:-–|*_")
    if not _facility_like(text, not_names) or ":" in text:
        return None
    offset = cell.text.find(text)
    worded = bool(_any_word("facility", "words").search(normal(text)))
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    addressed = bool(
        _ADDRESS.search(following)
        or _STREET.search(following)
        or _ADDRESS.search(cell.text[offset + len(text) :])
    )
    score = (
        3 * worded + 3 * addressed + (2 if index == 0 else 1 if index < 3 or index >= len(lines) - 3 else 0)
    )
    if not worded and not (addressed and index < 4):
        return None
    start, end = cell.start + offset, cell.start + offset + len(text)
    if worded and all(w in _generic() for w in normal(text).split()):
        start, end = _with_neighbour(lines, index, start, end, not_names)
        if end - start == len(text):
            score -= 4  # "URGENT CARE" alone names nobody
    return score, Printed(" ".join(page.text[start:end].split()), cite(page, start, end))


@cache
def _generic() -> frozenset[str]:
    return frozenset(w for phrase in _words("facility", "words") for w in phrase.split()) | {
        "and",
        "of",
        "the",
        "department",
        "services",
        "service",
        "care",
    }


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


def _facility_like(text: str, not_names: tuple[str, ...]) -> bool:
    words = text.split()
    if _person().search(text) and not re.search(
        r"\b(?:PLLC|LLC|P\.?A\.?|P\.?C\.?|Inc|Clinic|Associates)\b", text
    ):
        return False
    if not 1 <= len(words) <= 10 or len(text) < 4 or not title_case(text):
        return False
    plain = normal(text)
    if _any_word("facility", "never").search(plain) or any(n and n in plain for n in not_names):
        return False
    digits = sum(c.isdigit() for c in text)
    return (digits <= 4 and not text.rstrip().endswith((".", ":"))) or text.rstrip().endswith(
        ("Inc.", "P.A.", "P.C.", "Ltd.", "Corp.", "L.L.C.")
    )


# The next field on the line: one word and a colon, or the usual two-word labels.
_NEXT_FIELD = re.compile(
    r"\s{2,}|\s+(?:(?:Visit|Patient|Date|Service|Attending|Account|Encounter|Provider|Print|Order\w*"
    r"|Referring)\s+)?"
    r"[A-Z][A-Za-z./#]{1,24}:|\s+Date of \w+|\s+\(\d{3}\)|\s+\d{3}-\d{3}|[;|]"
)


def _labelled(text: str, section: str) -> tuple[int, int] | None:
    """Span of the value after a known label and a colon inside a cell's text."""
    for match in re.finditer(r"([A-Za-z0-9][A-Za-z0-9 ./'’#-]{1,40}?)\s*:\s*", text):
        label = normal(match[1])
        known = next((w for w in _words(section, "labels") if label == w or label.endswith(" " + w)), None)
        if not known:
            continue
        rest = text[match.end() :]
        stop = _NEXT_FIELD.search(rest)
        value = rest[: stop.start()] if stop else rest
        value = value.strip(" ,;-")
        if value:
            start = match.end() + rest.find(value)
            return start, start + len(value)
    return None


@cache
def _person() -> re.Pattern[str]:
    credentials = "|".join(
        sorted((re.escape(c) for c in load("names")["person"]["credentials"]), key=len, reverse=True)
    )
    name = (
        r"(?:[A-Z]\. ?)?[A-Z][A-Za-z'’-]+(?:[ \t]+[A-Z]\.?)?(?:[ \t]+(?:de|la|van|von|del"
        r"|St\.)[ \t]?)?(?:[ \t]+[A-Z][A-Za-z'’-]+){1,2}|[A-Z]\.[ \t]?(?:[A-Z]\.[ \t]?)?[A-Z][A-Za-z'’-]+"
    )
    last = r"[A-Z][A-Za-z'’-]+,[ \t]+[A-Z][A-Za-z'’-]+(?:[ \t]+[A-Z]\.?)?"
    credential = rf"(?:{credentials})(?![A-Za-z])\.?"
    return re.compile(
        rf"(?:(?P<full>{name})|(?P<last>{last}))[ \t]*,?[ \t]+(?P<cred>{credential}(?:[ \t]*,[ \t]*{credential})*)"
    )


_PLAIN_NAME = re.compile(
    r"(?:Dr\.?\s+)?(?P<name>[A-Z][A-Za-z'’-]+,\s+[A-Z][a-z'’-]+(?:\s+[A-Z]\.?)?"
    r"|[A-Z][A-Za-z'’-]+(?:\s+[A-Z]\.?)?\s+[A-Z][A-Za-z'’-]+)"
)
_SIGN_LINE = re.compile(r"_{5,}|^\s*/s/", re.IGNORECASE)


def provider_of(
    page: Page, start: int, end: int, not_names: tuple[str, ...] = ()
) -> tuple[int, Printed] | None:
    """The treating provider named in ``page.text[start:end]`` and how strong the evidence is.

    4 a signature, 3 a labelled field, 2 a credentialed name under a signature line or alone on a line, 1 any
    credentialed name that is not ordering, referring or copied. ``not_names`` are the client's names.
    """
    best: tuple[int, Printed] | None = None
    for match in _person().finditer(page.text, start, end):
        name = match["full"] or match["last"]
        words = normal(name)
        if any(n and n in words for n in not_names) or _any_word("facility", "words").search(
            words.split()[-1]
        ):
            continue
        line_start = page.text.rfind("\n", start, match.start()) + 1
        line_start = max(line_start, start)
        before = page.text[line_start : match.start()]
        score = _provider_score(page, before, line_start, start, match.end(), end)
        if score > 0 and (best is None or score > best[0]):
            shown = page.text[match.start() : match.end()].rstrip(" ,")
            if shown.endswith(".") and "." not in shown[-4:-1]:
                shown = shown[:-1]  # the sentence's full stop, not the "M.D." one
            best = (score, Printed(shown, cite(page, match.start(), match.start() + len(shown))))
    if best is None or best[0] < 3:
        labelled = _labelled_person(page, start, end, not_names)
        if labelled and (best is None or best[0] < 3):
            best = (3, labelled)
    return best


def _provider_score(page: Page, before: str, line_start: int, start: int, name_end: int, end: int) -> int:
    plain = normal(before)
    if any(
        re.search(rf"(?:^|\s){re.escape(w)}(?:\s|$)", " ".join(plain.split()[-4:]))
        for w in _words("person", "never")
    ):
        return 0
    if any(re.search(rf"(?:^|\s){re.escape(w)}(?:\s|$)", plain) for w in _words("person", "signature")):
        return 4
    last = plain.split()
    if last and any(" ".join(last[-n:]) in _words("person", "labels") for n in (1, 2, 3)):
        return 3
    above_start = page.text.rfind("\n", start, max(line_start - 1, start)) + 1
    above = page.text[max(above_start, start) : max(line_start - 1, start)]
    line_end = page.text.find("\n", name_end, end)
    after = page.text[name_end : line_end if line_end >= 0 else end]
    if not plain:
        if _SIGN_LINE.search(above) or normal(above) in _words("person", "signature"):
            return 4
        return 2 if len(after.strip()) < 24 or normal(after).startswith("on ") else 1
    return 1


def _labelled_person(page: Page, start: int, end: int, not_names: tuple[str, ...]) -> Printed | None:
    labels = sorted(_words("person", "labels"), key=len, reverse=True)
    pattern = re.compile(
        r"(?<![A-Za-z])(?:"
        + "|".join(re.escape(w).replace(r"\ ", r"[\s]+") for w in labels if len(w) > 4)
        + r")(?:\s+name)?\s*[:#]\s*",
        re.IGNORECASE,
    )
    for match in pattern.finditer(page.text, start, end):
        lead = normal(page.text[max(start, match.start() - 14) : match.start()]).split()
        if lead and lead[-1] in ("referring", "ordering", "ref", "requesting", "care"):
            continue
        name = _PLAIN_NAME.match(page.text, match.end(), end)
        if name and not any(n and n in normal(name["name"]) for n in not_names):
            return Printed(name["name"], cite(page, name.start("name"), name.end("name")))
    return None
