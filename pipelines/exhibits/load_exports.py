"""Load files of a finished set: what review platforms take in, written and read again.

Answers: a Concordance DAT with one line for each exhibit and an Opticon OPT with one for each page. Only what
bears Bates numbers can be loaded by them, so a set without numbers has neither. Refuses to hand out a file
that does not read back as what was written.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractors.errors import AccountingError
from pipelines.exhibits.exhibit_set import ExhibitRow, ExhibitSet
from pipelines.exhibits.load_files import OptPage, read_dat, read_opt, write_dat, write_opt

DAT, OPT = "load/exhibits.dat", "load/exhibits.opt"


def load_exports(exhibit_set: ExhibitSet) -> Mapping[str, bytes]:
    """File name in the deliverable → bytes; none where no page bears a number.

    Raises:
        AccountingError: what was written does not read back.
    """
    rows = [row for row in exhibit_set.rows if row.bates_first and row.file]
    if not rows:
        return {}
    digests = {output.name: output.sha256 for output in exhibit_set.outputs}
    lines = tuple(_line(row, digests) for row in rows)
    pages = tuple(page for row in rows for page in _pages(row))
    dat, opt = write_dat(lines), write_opt(pages)
    if read_dat(dat) != lines or read_opt(opt) != pages:
        raise AccountingError("A load file does not read back as written.", "Report it; nothing was drafted.")
    return {DAT: dat, OPT: opt}


def _line(row: ExhibitRow, digests: Mapping[str, str]) -> dict[str, str]:
    line = {
        "BEGBATES": row.bates_first,
        "ENDBATES": row.bates_last,
        "EXHIBIT": row.designation,
        "DESCRIPTION": " ".join(row.description.split()),
        "DOCDATE": row.date,
        "CONFIDENTIALITY": row.tier,
        "PAGECOUNT": str(sum(1 for page in row.pages if page.bates)),
        "SHA256": digests.get(row.file, ""),
        "PDFPATH": row.file,
    }
    # The format writes a line end as ®, so it cannot hold that sign.
    return {name: value.replace("\xae", "(R)") for name, value in line.items()}


def _pages(row: ExhibitRow) -> list[OptPage]:
    numbered = [page.bates for page in row.pages if page.bates]
    volume = f"VOL{row.volume:03d}"
    return [
        OptPage(
            bates,
            volume,
            row.file.replace(",", " "),
            first_of_document=n == 0,
            pages=len(numbered) if n == 0 else None,
        )
        for n, bates in enumerate(numbered)
    ]
