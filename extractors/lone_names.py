"""Whose paper a page is when neither address nor a facility's word says so: the name left over at its edge.

A paper's margin holds few things: titles, the patient, people, dates, addresses, marks of printing. What
stands there by itself, set like a name, and is none of these is the name of the house. It is the weakest
evidence and is asked only where `facility_names` finds nothing. Refuses plain single words, studies, people
and words of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extractors.cell_places import Place, PlacedPage, placed
from extractors.citations import cite
from extractors.facility_shapes import (
    ADDRESS,
    STREET,
    cut,
    facility_like,
    generic_words,
    is_paper_word,
    names_a_facility,
)
from extractors.facts import Printed
from extractors.form_words import is_title_or_label, title_words
from extractors.letterheads import WARD, addressee_lines, others_cells, segments
from extractors.lexicon import name_words, normal, word_pattern
from extractors.pages import Page
from extractors.person_names import PLAIN_NAME, family_name, people

_HEAD, _FOOT, _WORDS = 3, 2, range(2, 7)
# "OrthoNow" was made up to be a name.
_COINED = re.compile(r"(?!(?:Mc|Mac|De|Di|La|Le|Van)[A-Z])[A-Z][a-z]+[A-Z][A-Za-z]+")
_PLACE = re.compile(r"location|office|site|visit location|clinic location|dept|department|service location")
# A file is printed where it is kept.
_PRINTED_AT = re.compile(r"\bprinted (?:by \w[\w., ]{0,24} )?(?:at|from)[: ]\s*(?=[A-Z])", re.IGNORECASE)
_SHEET_MARKS = re.compile(r"\d|www\.|@|\b(?:page|fax|printed|confidential|draft|original|continued)\b", re.I)


def lone_name(page: Page, not_names: tuple[str, ...], patient: tuple[str, ...]) -> Printed | None:
    """The name by itself in a page's margin, the head's before the foot's; else that of its place's field.

    Args:
        page: the page.
        not_names: names that are people here (the client's), normalised.
        patient: names that the page labels as its patient's, normalised.
    """
    places = placed(page)
    refused = {w for n in (*not_names, *patient) for w in n.split() if len(w) > 2}
    refused |= {family_name(m) for m in people(page, 0, len(page.text))}
    for place, offset, name in _left_over(page, places):
        words = set(normal(name).split())
        if words & refused or not _is_name(name, not_names):
            continue
        start = place.cell.start + offset
        return Printed(name, cite(page, start, start + len(name)))
    return None


def _left_over(page: Page, places: PlacedPage) -> Iterator[tuple[Place, int, str]]:
    """Cells of the margins and values of fields for the place, each with the offset of what may be a name."""
    printed = [i for i, row in enumerate(places.rows) if row]
    inside, others = addressee_lines(places.lines), others_cells(places)
    head, foot = printed[:_HEAD], printed[-_FOOT:]
    for number, index in enumerate([*head, *(i for i in foot if i not in head)]):
        if index in inside:
            continue
        for before, place in pairwise((None, *places.rows[index])):
            is_value = before is not None and before.cell.text.rstrip().endswith(":")
            if place is None or is_value or place.cell.start in others or _in_a_sentence(place.cell.text):
                continue
            parts = [(at, text) for at, text in segments(place.cell.text)]
            titled = len(parts) > 1 or len(places.rows[index]) > 1
            if number in (1, 2) and not titled and not _titled_below(places, index):
                continue  # further down only what stands over the paper's title is a heading's name
            for at, text in parts:
                if place.cell.text[:at].rstrip().endswith(":"):
                    continue  # a field's value
                name = cut(text)
                yield place, at + max(text.find(name), 0), name
    for match in _PRINTED_AT.finditer(page.text):
        row = next(r for r in places.rows if r and r[-1].cell.end > match.start())
        place = next(p for p in row if p.cell.end > match.start())
        name = cut(page.text[match.end() : place.cell.end])
        yield place, match.end() - place.cell.start, name
    for row in places.rows:
        for place in row:
            label, colon, value = place.cell.text.partition(":")
            if colon and _PLACE.fullmatch(normal(label)) and value.strip():
                name = cut(value)
                yield place, place.cell.text.find(name, len(label)), name


def _titled_below(places: PlacedPage, index: int) -> bool:
    below = places.rows[index + 1] if index + 1 < len(places.rows) else ()
    return any(is_title_or_label(p.cell.text) or is_paper_word(p.cell.text) for p in below[:1])


def _in_a_sentence(text: str) -> bool:
    return len(re.findall(r"(?<!\w)[a-z]{3,}", text)) > 2 or text.rstrip().endswith((".", ",", ";"))


def _is_name(name: str, not_names: tuple[str, ...]) -> bool:
    words = normal(name).split()
    coined = len(words) == 1 and _COINED.fullmatch(name)
    if (len(words) not in _WORDS and not coined) or ":" in name or WARD.match(name):
        return False
    if ADDRESS.search(name) or STREET.search(name) or _SHEET_MARKS.search(name):
        return False
    paper = word_pattern("facility", "paper")
    if paper.search(normal(name)) and not names_a_facility(paper.sub(" ", normal(name))):
        return False
    if is_title_or_label(name) or all(w in _form_words() for w in words):
        return False
    if not facility_like(name, not_names):
        return False
    # "Lane, Ruth" and "R. Lane" are people; two plain names may be a house ("Mercy South").
    return not (PLAIN_NAME.fullmatch(name) and ("," in name or re.match(r"[A-Z]\.|Dr\b", name)))


@cache
def _form_words() -> frozenset[str]:
    """Words of titles, labels and fields: a line of none but these is the form's own."""
    keys = ("facility", "labels"), ("person", "labels"), ("patient", "labels"), ("patient", "never")
    phrases = [phrase for key in keys for phrase in name_words(*key)]
    return title_words() | generic_words() | {w for phrase in phrases for w in phrase.split()}
