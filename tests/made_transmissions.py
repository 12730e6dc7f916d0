"""Small transmissions as discovery arrives: office notes, therapy notes and accounts of one made-up client,
as PDF and text, loose, in folders and in ZIPs. The same seed gives the same bytes.

Every name, facility, number and word is invented here.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from fixtures.generator.packing import stored_zip
from fixtures.generator.printing import print_pdf
from fixtures.generator.sheet import Sheet
from tests.made_pages import INCIDENT, ledger, therapy, visit

FACILITIES = ("Larkspur Family Medicine", "Harbor Point Orthopedics", "Quayside Imaging Center")
LONG_AGO_NS = 1_600_000_000_000_000_000
"""A time stamp of files that were copied long ago: nobody waits for them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the client: the stem of its name, the text of each page."""

    stem: str
    pages: tuple[str, ...]

    @property
    def text(self) -> bytes:
        """As a text file, a form feed between pages."""
        return "\f".join(self.pages).encode("ascii")

    @property
    def pdf(self) -> bytes:
        """As a PDF with a text layer, in a typewriter face."""
        return _printed(self.pages)


@cache
def paper(number: int) -> Paper:
    """The client's ``number``-th paper (from 0): visits, therapy, accounts in turn, each of its own day."""
    day = INCIDENT + timedelta(days=3 + 2 * number)
    printed = f"{day:%m/%d/%Y}"
    facility = FACILITIES[number % len(FACILITIES)]
    match number % 4:
        case 2:
            return Paper(f"therapy {number:03d}", (therapy(printed, number + 1),))
        case 3:
            before = day - timedelta(days=2)
            line = f"{before:%m/%d/%Y} 99213 Office visit ${100 + number}.00"
            return Paper(f"account {number:03d}", (ledger(line, facility=facility),))
        case _:
            return Paper(f"note {number:03d}", (visit(printed, facility=facility),))


def transmission(seed: int, papers: int = 8) -> dict[str, bytes]:
    """What one transmission holds, by path: loose files, nested folders, a ZIP, a copy of one of them.

    Args:
        seed: decides everything.
        papers: how many different papers, the first of them the client's ``seed * papers``-th.
    """
    draw = random.Random(seed)
    name = f"VOL{seed:03d}"
    numbers = range(seed * papers, (seed + 1) * papers)
    files: dict[str, bytes] = {}
    zipped: list[tuple[str, bytes]] = []
    for number in numbers:
        made = paper(number)
        as_pdf = draw.random() < 0.4
        body, ending = (made.pdf, "pdf") if as_pdf else (made.text, "txt")
        file = f"{made.stem}.{ending}"
        match draw.randrange(4):
            case 0:
                files[file] = body
            case 1:
                files[f"{name}/{file}"] = body
            case 2:
                files[f"{name}/from the clinic/{file}"] = body
            case _:
                zipped.append((f"scans/{file}" if draw.random() < 0.5 else file, body))
    if zipped:
        files[f"{name}/{name}.zip"] = stored_zip(zipped)
    again = draw.choice(sorted(files))
    files[f"{name}/again/{again.rpartition('/')[2]}"] = files[again]
    return files


def lay(folder: Path, files: Mapping[str, bytes], *, settled: bool = True) -> None:
    """Put files below a folder, whole at once (written beside and renamed); ``settled`` as if long ago."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{target.name}.part")
        beside.write_bytes(data)
        if settled:
            os.utime(beside, ns=(LONG_AGO_NS, LONG_AGO_NS))
        os.rename(beside, target)


def all_of(transmissions: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """Everything of several transmissions, as if it had come at once."""
    return {path: data for files in transmissions for path, data in files.items()}


@cache
def _printed(pages: tuple[str, ...]) -> bytes:
    sheets = []
    for text in pages:
        sheet = Sheet("record")
        for row, line in enumerate(text.split("\n")):
            sheet.put(54, 60 + row * 14, line, "Courier", 9)
        sheets.append(sheet)
    return print_pdf(sheets)


def days_of(numbers: Iterable[int]) -> set[date]:
    """The days of the papers with these numbers that are visits, by which a chronology shows them."""
    return {INCIDENT + timedelta(days=3 + 2 * n) for n in numbers if n % 4 != 3}
