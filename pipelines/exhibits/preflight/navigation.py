"""Do index, bookmarks and page labels lead to the right pages, as read again from the finished file.

Answers: for each volume, exhibits without a bookmark or with one to another page, labels other than the
printed numbers, lines of the index whose number is not the page on which the exhibit starts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
import pypdfium2.raw as pdfium_c

from pipelines.exhibits.court_profile import Need
from pipelines.exhibits.exhibit_set import ExhibitRow
from pipelines.exhibits.preflight.active import notes_of
from pipelines.exhibits.preflight.content import squeezed
from pipelines.exhibits.preflight.faults import Fault, FileRule, spared_if
from pipelines.exhibits.preflight.finished import FileKind
from pipelines.exhibits.preflight.links import link_target
from pipelines.exhibits.preflight.opened import Opened

_DASHES = ("–", "—", "-", ":", ".")
_SIDE_BY_SIDE = 6.0
"""Points between the middles of words that stand on one line."""
_COLUMNS = 110.0
"""Points from the left within which exhibit numbers stand, those of two parties side by side."""
_FAR = 1e9


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word of the index: its text, its left edge, its middle from the top of the page."""

    text: str
    left: float
    middle: float


def _page_labels(opened: Opened) -> Iterator[Fault]:
    first = opened.file.first_printed
    if not first:
        return
    for index in range(len(opened.document)):
        label = opened.document.get_page_label(index)
        if label != str(first + index):
            yield Fault(f"labelled “{label}”, printed {first + index}", index + 1)


def _counter(opened: Opened) -> Iterator[Fault]:
    if opened.file.volume <= 1 and opened.file.first_printed > 1:
        yield Fault(f"starts at {opened.file.first_printed}, so no printed number equals the viewer's", 1)


def _bookmarks(opened: Opened) -> Iterator[Fault]:
    if opened.file.kind is not FileKind.VOLUME:
        return
    pages = opened.file.pages
    found: dict[str, list[int]] = {row_id: [] for row_id in opened.starts}
    for mark in opened.document.get_toc():
        title = squeezed(mark.get_title())
        target = mark.get_dest()
        index = target.get_index() if target is not None else None
        if index is None or not 0 <= index < len(pages):
            yield Fault("a bookmark that leads nowhere")
            continue
        row = _titled(opened, title)
        if row is not None:
            found.setdefault(row.id, []).append(index + 1)
        elif pages[index].row:
            yield Fault(
                "a bookmark that is no exhibit's", index + 1, opened.whole.by_id[pages[index].row].designation
            )
    for row_id, start in opened.starts.items():
        designation = opened.whole.by_id[row_id].designation
        if len(found[row_id]) != 1:
            yield Fault(f"{len(found[row_id])} bookmarks for {designation}", start, designation)
        elif found[row_id] != [start]:
            yield Fault(f"the bookmark of {designation} leads to page {found[row_id][0]}", start, designation)


def _titled(opened: Opened, title: str) -> ExhibitRow | None:
    """The exhibit of this file whose designation opens a bookmark's title; the longest where several do."""
    rows = (opened.whole.by_id[i] for i in opened.starts)
    named = [r for r in rows if title == r.designation or title.startswith(tuple(_heads(r.designation)))]
    return max(named, key=lambda r: len(r.designation), default=None)


def _heads(designation: str) -> Iterator[str]:
    for lead in ("", "Exhibit ", "Ex. "):
        for dash in _DASHES:
            yield f"{lead}{designation} {dash} "
            yield f"{lead}{designation}{dash} "
        yield f"{lead}{designation} "


def _opening_view(opened: Opened) -> Iterator[Fault]:
    if (
        opened.file.kind is FileKind.VOLUME
        and opened.document.get_pagemode() != pdfium_c.PAGEMODE_USEOUTLINES
    ):
        yield Fault("opens without its bookmarks")


def _index_numbers(opened: Opened) -> Iterator[Fault]:
    pages = [number for number, page in enumerate(opened.file.pages, start=1) if page.index]
    if not pages:
        return
    rows = [r for r in opened.whole.rows if r.first_page]
    left = {r.id for r in rows}
    for number in pages:
        for seen in opened.page(number):
            words = [
                _Placed(w.placed.text, w.placed.box.x0, (w.placed.box.top + w.placed.box.bottom) / 2)
                for w in seen.words.words
            ]
            for row, printed in _lines(words, opened.whole.rows):
                if row.id in left and _gives_page(row, printed):
                    left.discard(row.id)
    for row in rows:
        if row.id in left:
            yield Fault(
                f"the index does not give {row.designation} with page {row.first_page}",
                pages[0],
                row.designation,
            )


def _gives_page(row: ExhibitRow, printed: Counter[str]) -> bool:
    """Whether a line of the index has the page of its exhibit, besides the numbers in its other columns."""
    rest = Counter(printed)
    for said in (row.description, row.date, row.witness, row.purpose, row.objection, row.criterion):
        words = Counter(_bare(word) for word in said.split())
        if words <= rest:
            rest -= words
    first, last = row.first_page, row.last_page
    return any(rest[number] for number in (str(first), f"{first}-{last}", f"{first}–{last}"))


def _bare(word: str) -> str:
    return word.strip(".,;:()")


def _lines(words: Sequence[_Placed], rows: Sequence[ExhibitRow]) -> Iterator[tuple[ExhibitRow, Counter[str]]]:
    """Each row named on an index page, with the words between it and the row named next.

    A designation may stand elsewhere too, in a description: those of the index stand at its left.
    """
    at: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        at.setdefault(word.text, []).append(place)
    named = [
        (words[place].middle, words[place].left, row)
        for row in rows
        for parts in (row.designation.split(),)
        for place in at.get(parts[0] if parts else "", ())
        if [w.text for w in words[place : place + len(parts)]] == parts
    ]
    leftmost = min((left for _, left, _ in named), default=0.0)
    anchors = [(m, row.id, row) for m, left, row in named if left < leftmost + _COLUMNS]
    for middle, id_, row in anchors:
        others = [m for m, other, _ in anchors if other != id_ and abs(m - middle) > _SIDE_BY_SIDE]
        above = max((m for m in others if m < middle), default=-_FAR)
        below = min((m for m in others if m > middle), default=_FAR)
        top, bottom = (above + middle) / 2, (middle + below) / 2
        yield row, Counter(_bare(w.text) for w in words if top < w.middle < bottom)


def _index_links(opened: Opened) -> Iterator[Fault]:
    pages = {number for number, page in enumerate(opened.file.pages, start=1) if page.index}
    if not pages or opened.file.kind is not FileKind.VOLUME:
        return
    reached = {
        target
        for number, note in notes_of(opened)
        if number in pages
        and note.get("/Subtype") == pikepdf.Name.Link
        and isinstance(target := link_target(opened, note), int)
    }
    for row_id, start in opened.starts.items():
        if start not in reached:
            designation = opened.whole.by_id[row_id].designation
            yield Fault(f"the index has no link to {designation}", start, designation)


_AGAIN = "Make the deliverable again; if it fails again, report it with this line."
FILE_RULES = (
    FileRule("page_labels", "Has page labels that equal the printed numbers", _AGAIN, _page_labels),
    FileRule(
        "counter",
        "Is numbered as the viewer counts",
        "Number from 1, index and slip sheets included.",
        _counter,
        spared_if(lambda p: not p.counter_matches, "does not ask for it"),
    ),
    FileRule(
        "bookmarks",
        "Has one bookmark for each exhibit, to its first page",
        _AGAIN,
        _bookmarks,
        spared_if(lambda p: p.bookmarks is Need.REJECTED, "takes no bookmarks"),
    ),
    FileRule(
        "opening_view",
        "Opens with its bookmarks",
        _AGAIN,
        _opening_view,
        spared_if(lambda p: not p.open_at_bookmarks, "does not ask for it"),
    ),
    FileRule(
        "index_numbers", "Has an index whose page numbers are those of the pages", _AGAIN, _index_numbers
    ),
    FileRule("index_links", "Has an index whose lines lead to the exhibits", _AGAIN, _index_links),
)
