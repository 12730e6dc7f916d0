"""Reads the index and the bookmarks of a finished exhibit set, and where each of their lines leads.

Answers: every line of the index whose words, link or number differ from ``exhibit-index.json``, and every
bookmark that is not at the first page of its exhibit in its volume. Imports nothing of the program's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
from pdfplumber.page import Page

from tests.pipelines.exhibits.drawn_sets import CLOSED, Setting
from tests.pipelines.exhibits.read_pages import LOOSE, Json, Reading, Sheet, split, words_of

TITLE = "Index of Exhibits"
NONE = "–"
HEADINGS = ("Ex.", "Exhibit", "Tab", "No.", "Plf.", "Def.")
"""Over the columns of designations, first words."""
FOOT = 60.0
"""Points at the foot of a page of the index that hold its own number."""


@dataclass(frozen=True, slots=True)
class Link:
    """The label of the page that a link leads to, and its box from the top left of its own page."""

    label: str
    box: tuple[float, float, float, float]


def read_front(
    reading: Reading,
    rows: Sequence[Json],
    sheets: Sequence[Sheet],
    setting: Setting,
    volumes: Mapping[str, Any],
) -> None:
    """The index in the bundle and its links; every page that no exhibit has is of the front or a cover."""
    taken = {page["bundle_page"] for row in rows for page in row["pages"]}
    reading.same("pages of exhibits", sum(len(row["pages"]) for row in rows), len(taken))
    first = min(taken, default=len(sheets) + 1)
    others = [sheet for sheet in sheets if int(sheet.label) not in taken]
    covers = {sheet.label for sheet in others if "VOLUME" in words_of(sheet.page)}
    for sheet in others:
        if int(sheet.label) > first and sheet.label not in covers:
            reading.faults.append(f"page {sheet.label} is nothing that was wanted")
    index = [sheet for sheet in sheets[: first - 1] if sheet.label not in covers]
    bands = read_index(reading, rows, [sheet.page for sheet in index], setting, "the bound index")
    links = _links(list(volumes)[sheets[0].volume], [sheet.at for sheet in index])
    of_volume = {sheet.label for sheet in sheets if sheet.volume == sheets[0].volume}
    for row, (at, top, bottom) in zip(rows, bands, strict=False):
        leads = [link for link in links[at] if top <= (link.box[1] + link.box[3]) / 2 < bottom]
        reading.links += len(leads)
        there = row["pages"] and str(row["first_page"]) in of_volume
        what = f"{row['designation']} in the index"
        wanted = {str(row["first_page"])} if there else set()
        reading.same(f"{what}: where links lead", wanted, {link.label for link in leads})
        if there:
            texts = [_inside(index[at].page, link.box) for link in leads]
            number = str(row["first_page"])
            reading.same(f"{what}: its number is a link", 1, texts.count(number))
            said = " ".join(text for text in texts if text != number)
            reading.same(f"{what}: its words are a link", row["description"], said)
    reading.same("links in the index that belong to a line", sum(map(len, links)), reading.links)


def _links(path: str, places: Sequence[int]) -> list[list[Link]]:
    """The links of some pages (from 0) of a volume."""
    reader = pypdf.PdfReader(path)
    labels = dict(zip((page.indirect_reference for page in reader.pages), reader.page_labels, strict=True))
    found = []
    for page in (reader.pages[at] for at in places):
        high, links = float(page.mediabox.top), []
        for note in page.get("/Annots", ()):
            link = note.get_object()
            place = (link["/Dest"] if "/Dest" in link else link["/A"]["/D"]).get_object()
            x0, y0, x1, y1 = (float(v) for v in link["/Rect"])
            links.append(Link(labels[list.__getitem__(place, 0)], (x0, high - y1, x1, high - y0)))
        found.append(links)
    return found


def _inside(page: Page, box: tuple[float, float, float, float]) -> str:
    """The words under a link; where it stands on a part of a word, that part."""
    letters = [
        str(c["text"])
        for c in page.chars
        if box[0] <= (c["x0"] + c["x1"]) / 2 <= box[2] and box[1] <= (c["top"] + c["bottom"]) / 2 <= box[3]
    ]
    return " ".join("".join(letters).split())


def read_index(
    reading: Reading, rows: Sequence[Json], pages: Sequence[Page], setting: Setting, where: str
) -> list[tuple[int, float, float]]:
    """The lines of an index, each with its words; (page from 0, top, bottom) of each."""
    bands: list[tuple[int, float, float]] = []
    several = len({row["volume"] for row in rows if row["volume"]}) > 1
    starts = list(_starts(rows, pages))
    reading.same(f"{where}: designations", [r["designation"] for r in rows], [text for *_, text in starts])
    if len(starts) != len(rows):
        return bands
    for row, (at, top, _), following in zip(rows, starts, [*starts[1:], (-1, 0.0, "")], strict=True):
        bottom = following[1] if following[0] == at else float(pages[at].height) - FOOT
        bands.append((at, top - 3, bottom - 3))
        strip = pages[at].crop((0, top - 3, pages[at].width, bottom - 3), strict=False)
        wanted = split(_cells(row, setting, several))
        found = words_of(strip)
        if wanted != found:
            gone, added = dict(wanted - found), dict(found - wanted)
            reading.faults.append(f"{where}: {row['designation']} lacks {gone}, has besides {added}")
    return bands


def _starts(rows: Sequence[Json], pages: Sequence[Page]) -> Iterator[tuple[int, float, str]]:
    """Where designations stand at the left of an index: (page from 0, top, text)."""
    wanted = [row["designation"] for row in rows]
    for at, page in enumerate(pages):
        words = page.extract_words(**LOOSE)
        heads = [w for w in words if w["text"] in HEADINGS]
        lefts = {w["x0"] for w in heads if w["x0"] < 200}
        for word in words:
            if word["text"] in wanted and any(abs(word["x0"] - left) < 3 for left in lefts):
                yield at, float(word["top"]), str(word["text"])


def _cells(row: Json, setting: Setting, several: bool) -> list[str]:
    """What a line of the index says, cell by cell."""
    cells = [row["designation"]]
    closed = row["status"] in CLOSED
    if setting.layout == "ao187" and row["party"] == "joint":
        cells.append(row["designation"])
    if several or setting.layout == "binder":
        cells.append(str(row["volume"]) if row["volume"] else NONE)
    if closed:
        shown = row["status"].capitalize()
        return [*cells, shown, NONE, *_closed_cells(setting)]
    cells += [row["description"], "Pages not included in this set." if row["held"] else ""]
    cells += row["remarks"]
    cells.append(str(row["first_page"]))
    date = re.sub(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", _us, row["date"])
    first, last = row["bates_first"], row["bates_last"]
    span = first if first == last else f"{first} – {last}"
    if setting.layout == "immigration":
        more = f"{row['first_page']}–{row['last_page']}"
        cells[-1] = cells[-1] if row["first_page"] == row["last_page"] else more
    return (
        cells
        + {
            "motion": [date, span],
            "ao187": [],
            "pretrial": [date, first, last, row["witness"]],
            "immigration": [{"yes": "Yes", "no": NONE, "missing": "Missing"}[row["translation"]]],
            "binder": [date, row["file"].rpartition("/")[2] or NONE],
            "jers": [row["file"].rpartition("/")[2] or NONE],
            "confidential": [row["tier"], span],
        }[setting.layout]
    )


def _closed_cells(setting: Setting) -> list[str]:
    return [NONE] if setting.layout in ("immigration", "binder", "jers") else []


def _us(match: re.Match[str]) -> str:
    return "/".join(part for part in (match[2], match[3], match[1]) if part)


def read_bookmarks(
    reading: Reading, rows: Sequence[Json], sheets: Sequence[Sheet], volumes: Mapping[str, Any]
) -> None:
    """One for each exhibit, or for each part of one that is cut, to the first page of it in its volume."""
    for number, path in enumerate(volumes):
        reader = pypdf.PdfReader(path)
        labels = reader.page_labels
        found = []
        for mark in reader.outline:
            if not isinstance(mark, list):
                page = reader.get_destination_page_number(mark)
                found.append((str(mark.title), "nowhere" if page is None else labels[page]))
        own = {int(sheet.label) for sheet in sheets if sheet.volume == number}
        wanted = []
        for row in rows:
            here = [p["bundle_page"] for p in row["pages"] if p["bundle_page"] in own]
            in_volumes = sorted({p["volume"] for p in row["pages"]})
            if here:
                title = f"{row['designation']} – {row['description']}"
                if len(in_volumes) > 1:
                    volume = next(p["volume"] for p in row["pages"] if p["bundle_page"] == here[0])
                    title += f" (part {in_volumes.index(volume) + 1} of {len(in_volumes)})"
                wanted.append((title, str(here[0])))
        exhibits = [mark for mark in found if " – " in mark[0]]
        reading.same(f"{Path(path).name}: bookmarks", wanted, exhibits)
        others = {title for title, _ in found} - {title for title, _ in exhibits}
        fixed = {title for title in others if title in (TITLE, "Cover")}
        reading.same(f"{Path(path).name}: other bookmarks", set(), others - fixed)
