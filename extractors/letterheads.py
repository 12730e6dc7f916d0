"""Whose paper a page is by its place: letterhead, running header, footer.

A name at a page's edge counts when it holds a facility's word, or when the paper itself sets it as a
letterhead: an address right under it or behind it, letters clearly larger than the text, the patient's
identity beside it. Refuses what stands in the same places and is none: titles, labels, people, addressees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.cell_places import Place, PlacedPage
from extractors.citations import cite
from extractors.facility_shapes import (
    ADDRESS,
    STREET,
    cut,
    facility_like,
    generic_words,
    is_paper_word,
    names_a_facility,
    only_generic,
    worded,
)
from extractors.facts import Printed
from extractors.form_words import is_title_or_label
from extractors.lexicon import name_words, normal, word_pattern
from extractors.pages import Line, Page
from extractors.person_names import is_person

_TOP, _TOP_UNWORDED, _FOOT = 7, 10, 7
_LARGE, _SMALL, _LOGO_WORDS = 1.25, 0.85, 5
_SEGMENT = re.compile(r"(?:(?!\s*[|•●■·]|\s\*\s).)+")
_PART = re.compile(r"(?:(?!\s[-–—]\s|:\s).)+")
_IDENTITY = re.compile(r"\b(?:dob|d\.o\.b|mrn|born|date of birth|birth ?date|patient|dos)\b", re.IGNORECASE)


def letterheads(
    page: Page, places: PlacedPage, place: Place, not_names: tuple[str, ...]
) -> Iterator[tuple[int, Printed]]:
    """The names in a cell at the page's edge that are a letterhead, with the strength of the evidence."""
    top = place.line < _TOP_UNWORDED or _stands_at_top(page, places, place)
    if not (top or place.line >= len(places.lines) - _FOOT):
        return
    for number, (offset, segment) in enumerate(segments(place.cell.text)):
        name = cut(segment)
        logo = _is_large(places, place) and len(name.split()) <= _LOGO_WORDS
        if ":" in name or _is_address(name) or is_title_or_label(name) or WARD.match(name):
            continue
        start = place.cell.start + offset + segment.find(name)
        behind = page.text[start + len(name) : place.cell.end]
        if not facility_like(name, not_names, logo or _is_address(behind)):
            continue
        scored = _strength(page, places, place, name, behind, number == 0)
        if not scored:
            continue
        end = start + len(name)
        if only_generic(name) and len(segment) < len(place.cell.text.strip()):
            continue  # "Marcus Roe, M.D. · Spine Surgery" tells a doctor's field
        if only_generic(name):
            start, end = _with_neighbour(places, place, start, end, not_names)
            if end - start == len(name):
                continue  # "URGENT CARE" alone names nobody
        yield scored, Printed(" ".join(page.text[start:end].split()), cite(page, start, end))


def segments(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a cell between bars and bullets, and on either side of a dash or colon beside what is no
    part of a name: a title, a person, an address."""
    for match in _SEGMENT.finditer(text):
        parts = [p for p in _PART.finditer(match[0]) if p[0].strip()]
        titled = len(parts) > 1 and any(_is_apart(p[0]) for p in parts)
        # Behind a person's name stands the person's rank or town.
        led = [i for i, p in enumerate(parts) if _is_someone(p[0])] if titled else []
        parts = parts[: led[0]] if led and led[0] else parts
        for part in parts if titled else [match]:
            stripped = part[0].strip()
            if stripped:
                at = part.start() + part[0].find(stripped)
                yield (match.start() + at if titled else at), stripped


def _is_apart(part: str) -> bool:
    told = is_title_or_label(part) or is_paper_word(part)
    return told or _is_address(part) or _is_someone(part)


def _is_someone(part: str) -> bool:
    return is_person(part) or bool(_DOCTOR.match(part))


_DOCTOR = re.compile(r"[\s–—-]*Dr\.? [A-Z]")
WARD = re.compile(r"(?:department|dept\.?|division|section|school|college|office) of\b", re.IGNORECASE)
_TOP_SHARE = 0.15


def _stands_at_top(page: Page, places: PlacedPage, place: Place) -> bool:
    """Whether a cell stands in the head of the sheet, though a column beside it is read first."""
    return bool(places.lines[place.line].words) and place.bottom < _TOP_SHARE * page.height


def _strength(page: Page, places: PlacedPage, place: Place, name: str, behind: str, first: bool) -> int:
    index, count = place.line, len(places.lines)
    top = index < _TOP or _stands_at_top(page, places, place)
    has_word = worded(name)
    addressed = _is_address(behind) or _address_follows(places, place, 1)
    # Letterheads also spread over the page: the name at the left, its address at the right.
    spread = index < _LETTERHEAD_LINES and _address_within(places, index, index + 2)
    # Stamps and fax lines stand above the paper's own first line, in small print.
    small = 0 < place.height < _SMALL * places.letter_height
    seat = 4 if index == 0 and not small else 1 if index < 3 or index >= count - 3 else 0
    if has_word and not _is_paper_line(name) and (top or index >= count - _FOOT):
        if not top and index and is_person(places.lines[index - 1].text) and not addressed:
            return 1  # under a signer's name stands the signer's rank
        return 3 + 3 * (addressed or spread) + seat
    if not first or sum(c.isdigit() for c in name) > 1:
        return 0
    large = _is_large(places, place) and top
    if addressed:
        return 3 + 2 * large + seat
    if large:
        near = _address_follows(places, place, 3) or _address_within(places, index, index + 4)
        return 5 + seat if near else 1
    if spread:
        return 2 + seat
    beside = page.text[places.lines[index].start : places.lines[index].end]
    running = index < 2 or index >= count - 2
    beside_patient = running and _IDENTITY.search(beside) and len(name.split()) > 1
    return 1 if beside_patient and not word_pattern("facility", "paper").search(normal(name)) else 0


def _is_paper_line(name: str) -> bool:
    """Whether a line holds none but words of papers and of wards ("Surgical Consult")."""
    paper = frozenset(name_words("facility", "paper"))
    words = normal(name).split()
    return not names_a_facility(name) and all(w in paper or w in generic_words() for w in words)


def _is_large(places: PlacedPage, place: Place) -> bool:
    """Whether a cell is set clearly larger than the page's text."""
    return place.height >= _LARGE * places.letter_height > 0


def _is_address(text: str) -> bool:
    return bool(ADDRESS.search(text) or STREET.search(text))


def _address_follows(places: PlacedPage, place: Place, depth: int) -> bool:
    return any(_is_address(p.cell.text) for p in places.beneath(place, depth))


def _address_within(places: PlacedPage, first: int, end: int) -> bool:
    return any(_is_address(line.text) for line in places.lines[first:end])


def _with_neighbour(
    places: PlacedPage, place: Place, start: int, end: int, not_names: tuple[str, ...]
) -> tuple[int, int]:
    """A logo set on two lines ("Cloverleaf" over "URGENT CARE") is one name: join the line above or below."""
    for other in (place.line - 1, place.line + 1):
        parts = places.rows[other] if 0 <= other < len(places.rows) else ()
        if len(parts) != 1 or len(places.rows[place.line]) != 1:
            continue
        cell = parts[0].cell
        plain = not any(c == ":" or c.isdigit() for c in cell.text) and not is_title_or_label(cell.text)
        if plain and len(cell.text.split()) <= 3 and facility_like(cell.text, not_names):
            return (cell.start, end) if other < place.line else (start, cell.end)
    return start, end


_GREETING = re.compile(r"\s*(?:dear\b|re\s*:|regarding\s*:)", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
)
_LETTERHEAD_LINES = 4


def addressee_lines(lines: tuple[Line, ...]) -> range:
    """Lines of a letter's inside address: from its date line, or from under the letterhead, to "Dear"."""
    top = lines[:24]
    greeting = next((i for i, line in enumerate(top) if _GREETING.match(line.text)), None)
    if greeting is None:
        return range(0)
    dated = [i for i, line in enumerate(top[:greeting]) if _DATE_LINE.fullmatch(line.text.strip())]
    if dated:
        return range(dated[-1] + 1, greeting)
    is_letter = normal(top[greeting].text).startswith("dear")
    return range(_LETTERHEAD_LINES, greeting) if is_letter else range(0)


_SOMEONE_ELSE = re.compile(
    r"^(?:to|attn|attention|sent to|send to|mail to|bill(?:ed)? to|remit(?:tance)? to|requested by|c ?c"
    r"|ship to|deliver to|(?:admitted|admit|transferred|transfer|arrived|came) from|(?:discharged|transferred"
    r"|transported|referred|released) to|destination|client|ordering|referring|referred by|employer"
    r"|insurance|insurer|carrier|payer|payor|guarantor|responsible party|subscriber|pharmacy)"
    r"(?: (?:information|info|provider|physician|facility|name|address|location|company|details))*$"
)
_BLOCK = 4


def others_cells(places: PlacedPage) -> frozenset[int]:
    """Starts of the cells under or beside a label such as "Bill to" or "Admitted from": others' places."""
    starts: set[int] = set()
    for row in places.rows:
        for place in row:
            if _SOMEONE_ELSE.match(normal(place.cell.text)):
                starts.update(p.cell.start for p in places.beneath(place, _BLOCK))
                starts.update(p.cell.start for p in [p for p in row if p.x0 > place.x0][:1])
    return frozenset(starts)
