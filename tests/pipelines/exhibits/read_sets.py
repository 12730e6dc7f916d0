"""Reads a finished exhibit set as a stranger would, and says everything that is not as it was wanted.

Answers: every difference between what was wanted (`drawn_sets`), what ``exhibit-index.json`` says and what
stands in the PDFs: lines of the index, links, printed page numbers, page labels, bookmarks, labels, Bates
numbers, tiers, footers, and the words of every source page. Reads with pdfplumber and pypdf, which made none
of it, and imports nothing of the program's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
from pdfplumber.page import Page

from tests.pipelines.exhibits.drawn_sets import DrawnSet, Wanted
from tests.pipelines.exhibits.read_index import read_bookmarks, read_front, read_index
from tests.pipelines.exhibits.read_pages import (
    Json,
    Reading,
    Sheet,
    number_in_the_middle,
    read_page,
    stamped_on,
)

DRAFT = "DRAFT, NOT REVIEWED"
CERTIFICATE = "certificate.pdf"


def read_set(folder: Path, drawn: DrawnSet) -> Reading:
    """Read a clean set in ``folder`` and compare all of it."""
    reading = Reading()
    told = json.loads((folder / "exhibit-index.json").read_text("utf-8"))
    rows = told["rows"]
    _rows(reading, rows, drawn)
    if reading.faults:
        return reading
    with _opened(sorted((folder / "volumes").iterdir())) as volumes, _sources(drawn) as sources:
        sheets = _sheets(reading, volumes)
        for row, one in zip(rows, drawn.in_order, strict=True):
            _bound(reading, row, one, sheets, drawn, sources)
            _own_file(reading, folder, row, one, drawn, sources)
        _limits(reading, sheets, list(volumes), drawn, told["escalations"])
        read_front(reading, rows, sheets, drawn.setting, volumes)
        read_bookmarks(reading, rows, sheets, volumes)
    with pdfplumber.open(folder / "exhibit-index.pdf") as loose:
        read_index(reading, rows, loose.pages, drawn.setting, "exhibit-index.pdf")
    return reading


def read_draft(folder: Path) -> Reading:
    """Whether every page of every PDF in ``folder`` says that it is a draft; a certificate is none."""
    reading = Reading()
    for path in sorted(folder.rglob("*.pdf")):
        if path.name == CERTIFICATE:
            continue
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                reading.pages += 1
                # Large letters across the page: they stand apart by their size, whatever they cross.
                big = page.filter(lambda o: o["object_type"] != "char" or _is_mark(o))
                letters = Counter(c["text"] for c in big.chars if c["text"].strip())
                wanted = Counter(DRAFT.replace(" ", ""))
                reading.same(f"{path.name} page {page.page_number}: draft mark", wanted, letters & wanted)
                page.close()
    return reading


def _is_mark(char: Json) -> bool:
    a, b, *_ = char["matrix"]
    return bool(abs(a) > 0.05 and abs(b) > 0.05)


class _Many:
    """Files held open together."""

    def __init__(self, opened: Mapping[str, Any]) -> None:
        self.opened = opened

    def __enter__(self) -> Mapping[str, Any]:
        return self.opened

    def __exit__(self, *_: object) -> None:
        for pdf in self.opened.values():
            pdf.close()


def _opened(paths: Sequence[Path]) -> _Many:
    return _Many({str(path): pdfplumber.open(path) for path in paths})


def _sources(drawn: DrawnSet) -> _Many:
    return _Many({paper.name: pdfplumber.open(BytesIO(paper.data)) for paper in drawn.papers})


def _rows(reading: Reading, rows: Sequence[Json], drawn: DrawnSet) -> None:
    """The JSON against what was wanted."""
    wanted = drawn.in_order
    reading.same("designations", [w.designation for w in wanted], [row["designation"] for row in rows])
    widths: set[int] = set()
    for row, one in zip(rows, wanted, strict=False):
        reading.exhibits += 1
        name = one.designation
        for key in ("party", "description", "status", "tier", "date", "witness"):
            reading.same(f"{name} {key}", getattr(one, key), row[key])
        digest = {s["sha256"]: s["name"] for s in row["sources"]}
        pages = tuple((digest.get(p["sha256"], ""), p["source_page"]) for p in row["pages"])
        slips = tuple(p for p in pages if not p[1])
        shown = () if one.closed else one.pages
        reading.same(f"{name} pages", shown, tuple(p for p in pages if p[1]))
        if one.missing and not one.closed:
            reading.same(f"{name} slip sheets of a held exhibit", (("", 0),), slips)
        reading.same(f"{name} held", one.missing and not one.closed, bool(row["held"]))
        reading.same(f"{name} count", row["page_count"], len(row["pages"]))
        bates = tuple(p["bates"] for p in row["pages"] if p["source_page"])
        if one.bates and not one.closed:
            reading.same(f"{name} Bates borne", one.bates, bates)
        elif bates:
            series, _, digits = zip(*(number.rpartition("-") for number in bates), strict=True)
            given = drawn.bates.get(one.key, (0,) * len(bates))
            reading.same(f"{name} Bates", given, tuple(int(n or 0) for n in digits))
            reading.same(f"{name} Bates prefix", {drawn.setting.bates}, set(series))
            widths |= {len(n) for n in digits}
    reading.same("widths of Bates numbers", True, len(widths) <= 1)


def _sheets(reading: Reading, volumes: Mapping[str, Any]) -> tuple[Sheet, ...]:
    """All pages of all volumes, in the order of their labels, which must run from 1 without a gap."""
    found = []
    for number, (path, pdf) in enumerate(volumes.items()):
        labels = pypdf.PdfReader(path).page_labels
        reading.same(f"{Path(path).name} labels", len(pdf.pages), len(labels))
        found.append([Sheet(number, at, label, pdf.pages[at]) for at, label in enumerate(labels)])
    found.sort(key=lambda pages: int(pages[0].label))
    sheets = tuple(sheet for pages in found for sheet in pages)
    reading.same("page labels", [str(n) for n in range(1, len(sheets) + 1)], [s.label for s in sheets])
    return sheets


def _bound(
    reading: Reading,
    row: Json,
    one: Wanted,
    sheets: Sequence[Sheet],
    drawn: DrawnSet,
    sources: Mapping[str, Any],
) -> None:
    """Each page of an exhibit in its volume."""
    numbered = drawn.setting.pagination is not False
    for at, page in enumerate(row["pages"]):
        what = f"{one.designation} page {at + 1} in the bundle"
        if not 1 <= page["bundle_page"] <= len(sheets):
            reading.faults.append(f"{what}: its number {page['bundle_page']} is none of the bundle's")
            continue
        sheet = sheets[page["bundle_page"] - 1]
        volume = len({s.volume for s in sheets[: page["bundle_page"]]})
        reading.same(f"{what}: volume", volume, page["volume"])
        number = (str(page["bundle_page"]),) * numbered
        texts = (*stamped_on(row, at, one, drawn.setting), *number)
        read_page(reading, what, sheet.page, texts, _original(page, row, sources), drawn.setting, not at)
        if number:
            number_in_the_middle(reading, what, sheet.page, number[0])
        sheet.page.close()
    numbers = [page["bundle_page"] for page in row["pages"]]
    reading.same(f"{one.designation}: first page", numbers[0] if numbers else 0, row["first_page"])
    reading.same(f"{one.designation}: last page", numbers[-1] if numbers else 0, row["last_page"])


def _limits(
    reading: Reading,
    sheets: Sequence[Sheet],
    paths: Sequence[str],
    drawn: DrawnSet,
    escalations: Sequence[str],
) -> None:
    """No volume is over a limit that the plan set, or a person is told."""
    most, longest = (drawn.setting.overrides.get(key) for key in ("max_file_mb", "max_pages"))
    for number, path in enumerate(paths):
        size, count = Path(path).stat().st_size, sum(sheet.volume == number for sheet in sheets)
        over = bool(most and size > float(most) * 1_000_000) or bool(longest and count > int(longest))
        if over and not any("over the limit" in told for told in escalations):
            reading.faults.append(f"{Path(path).name}: {size} bytes and {count} pages are over the limit")


def _own_file(
    reading: Reading, folder: Path, row: Json, one: Wanted, drawn: DrawnSet, sources: Mapping[str, Any]
) -> None:
    """Each page of an exhibit in its own file."""
    reading.same(f"{one.designation}: own file", bool(row["pages"]) and not one.missing, bool(row["file"]))
    if not row["file"]:
        return
    with pdfplumber.open(folder / row["file"]) as pdf:
        reading.same(f"{row['file']}: pages", len(row["pages"]), len(pdf.pages))
        for at, (page, found) in enumerate(zip(row["pages"], pdf.pages, strict=False)):
            what = f"{one.designation} page {at + 1} in its file"
            texts = stamped_on(row, at, one, drawn.setting)
            read_page(reading, what, found, texts, _original(page, row, sources), drawn.setting, not at)
            found.close()


def _original(page: Json, row: Json, sources: Mapping[str, Any]) -> Page | None:
    if not page["source_page"]:
        return None
    name = next(s["name"] for s in row["sources"] if s["sha256"] == page["sha256"])
    found: Page = sources[name].pages[page["source_page"] - 1]
    return found
