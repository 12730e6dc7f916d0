"""What stands in a cell of the index, by the name of its placeholder.

Answers: the paragraphs of one exhibit under any column that a template may have; which columns would be empty
in every line. A withdrawn or omitted exhibit has its number and its status; a held one says that its pages
are not there. The clerk's columns stay empty: they are the court's to fill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.exhibits.exhibit_set import NOT_INCLUDED, ExhibitRow
from pipelines.exhibits.plan import WITHOUT_PAGES, Party
from pipelines.render.printing import in_words, one_line, us_date
from pipelines.render.word_text import Cell, Paragraph, Text, plain

NOTE, CITE, STATUS = "PinciteNote", "PinciteCite", "PinciteStatus"
"""Styles of remarks, of words that lead somewhere, and of a status that stands for a description."""
NONE = "–"
UNBROKEN = "\u00a0"
"""A space at which no line ends."""
DEFENDING = frozenset({Party.DEFENDANT.value, Party.RESPONDENT.value})
_TRANSLATED = {"yes": "Yes", "missing": "Missing"}
"""What a row says of a paper in another language; one in English is ``no``, and needs none."""
_WITHOUT_PAGES = frozenset(status.value for status in WITHOUT_PAGES)


@dataclass(frozen=True, slots=True)
class Links:
    """Where the words for an exhibit, and the number of its first page, lead; "" for nowhere."""

    words: Callable[[ExhibitRow], str]
    page: Callable[[ExhibitRow], str]


Maker = Callable[[ExhibitRow, Links], Cell]


def empty_columns(rows: Sequence[ExhibitRow]) -> frozenset[str]:
    """Placeholders of columns that these rows leave without meaning: nothing to tell, or one volume."""
    told = {name: any(getattr(row, field) for row in rows) for name, field in _OPTIONAL.items()}
    told["volume"] = len({row.volume for row in rows if row.volume}) > 1
    return frozenset(name for name, has in told.items() if not has)


_OPTIONAL = {
    "date": "date",
    "bates": "bates_first",
    "page": "first_page",
    "pages": "first_page",
}
"""Columns that an index may do without, and the field that they print."""


def without_pages(row: ExhibitRow) -> bool:
    """Whether the exhibit was withdrawn or left out: it has a number and no pages."""
    return row.status in _WITHOUT_PAGES


def _designation(row: ExhibitRow, links: Links) -> Cell:
    return (Paragraph((Text(one_line(row.designation), "PinciteStrong"),)),)


def _numbered_by(*, defending: bool) -> Maker:
    """The designation under the side that offers the exhibit; a joint one stands under both."""

    def cell(row: ExhibitRow, links: Links) -> Cell:
        offers = row.party == Party.JOINT.value or (row.party in DEFENDING) == defending
        return _designation(row, links) if offers else plain("")

    return cell


def _description(row: ExhibitRow, links: Links) -> Cell:
    if without_pages(row):
        return (Paragraph((Text(in_words(row.status), STATUS),)),)
    made = [Paragraph((Text(one_line(row.description) or NONE, "", links.words(row)),))]
    if row.held:
        made.append(Paragraph((Text(NOT_INCLUDED),), NOTE))
    made += [Paragraph((Text(one_line(remark)),), NOTE) for remark in row.remarks]
    return tuple(made)


def _page(row: ExhibitRow, links: Links, *, last: bool = False) -> Cell:
    if without_pages(row) or not row.first_page:
        return plain(NONE)
    link = links.page(row)
    runs = [Text(str(row.first_page), CITE if link else "", link)]
    if last and row.last_page > row.first_page:
        runs.append(Text(f"–{row.last_page}"))
    return (Paragraph(tuple(runs)),)


def _pages(row: ExhibitRow, links: Links) -> Cell:
    return _page(row, links, last=True)


def _bates(row: ExhibitRow, links: Links) -> Cell:
    first, last = one_line(row.bates_first), one_line(row.bates_last)
    if not last or last == first:
        return plain(first)
    return (Paragraph((Text(f"{first}{UNBROKEN}–"),)), Paragraph((Text(last),)))


def _file(row: ExhibitRow, links: Links) -> Cell:
    return plain(one_line(row.file.rpartition("/")[2]) or NONE)


def _volume(row: ExhibitRow, links: Links) -> Cell:
    return plain(str(row.volume) if row.volume else NONE)


def _translation(row: ExhibitRow, links: Links) -> Cell:
    return plain(_TRANSLATED.get(row.translation, NONE))


def _empty(row: ExhibitRow, links: Links) -> Cell:
    return plain("")


def _typed(field: str) -> Maker:
    """A text of the plan as it was typed; nothing of an exhibit that has only its number and status."""
    return lambda row, links: plain("" if without_pages(row) else one_line(getattr(row, field)))


CELLS: Mapping[str, Maker] = {
    "designation": _designation,
    "plaintiff_no": _numbered_by(defending=False),
    "defendant_no": _numbered_by(defending=True),
    "description": _description,
    "date": lambda row, links: plain("" if without_pages(row) else us_date(row.date)),
    "bates": _bates,
    "volume": _volume,
    "bundle": _volume,
    "page": _page,
    "pages": _pages,
    "file": _file,
    "translation": _translation,
    **{name: _typed(name) for name in ("witness", "purpose", "objection", "stipulated", "criterion", "tier")},
    **{name: _typed(name) for name in ("bates_first", "bates_last")},
    # A clerk or judge fills these by hand.
    **dict.fromkeys(("offered", "marked", "admitted", "ruling"), _empty),
}
"""Placeholder → what stands in its place."""
