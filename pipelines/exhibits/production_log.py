"""What went out, as lists for the file: a production log and the register of Bates numbers given.

Answers: one line of the log for each exhibit with pages, with its numbers, its file and that file's digest,
and the columns of a production's history that a person fills in (to whom, by what means …) left empty; the
numbers that a set gave, and the register of all of them. Both are CSV that Excel opens as it stands: UTF-8
with a mark, CRLF, and no cell that could be taken for a formula. Refuses a printed number that is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.exhibits.bates_numbers import BatesRange, Given, parse_range
from pipelines.exhibits.exhibit_set import ExhibitRow, ExhibitSet
from pipelines.spreadsheet_csv import spreadsheet_csv

LOG_COLUMNS = (
    *("Date", "From", "To", "Contact", "Means", "Tracking No.", "Media", "Volume", "Exhibit", "Description"),
    *("Status", "Bates begin", "Bates end", "Pages", "Documents", "Confidentiality", "File", "SHA-256"),
    *("Request answered", "Location of copy", "Replaces volume", "Comments"),
)
REGISTER_COLUMNS = ("Prefix", "Bates begin", "Bates end", "Pages", "SHA-256 of the source", "Given in")


def production_log(exhibit_set: ExhibitSet) -> bytes:
    """The log of one set, in the order of its index. ``Date`` is the day of filing as typed, "" if none."""
    digests = {output.name: output.sha256 for output in exhibit_set.outputs}
    filing = exhibit_set.filing
    return spreadsheet_csv(
        LOG_COLUMNS,
        (
            {
                "Date": filing.filing_date,
                "From": filing.filer,
                "Volume": str(row.volume or ""),
                "Exhibit": row.designation,
                "Description": row.description,
                "Status": row.status,
                "Bates begin": row.bates_first,
                "Bates end": row.bates_last,
                "Pages": str(row.page_count),
                "Documents": str(len(row.sources)),
                "Confidentiality": row.tier,
                "File": row.file,
                "SHA-256": digests.get(row.file, ""),
                "Comments": row.held,
            }
            for row in exhibit_set.rows
            if row.pages
        ),
    )


def bates_given(rows: Sequence[ExhibitRow], run: str) -> tuple[Given, ...]:
    """The numbers that a set's pages bear, as ranges of one source each; ``run`` names the set.

    Raises:
        UsageError: a number on a page is no Bates number.
    """
    return tuple(Given(range_, sha256, run) for row in rows for sha256, range_ in _runs(row))


def bates_register_csv(given: Sequence[Given]) -> bytes:
    """The register, by prefix and number."""
    ordered = sorted(given, key=lambda g: (g.range.series, g.range.first, g.range.last, g.sha256, g.run))
    return spreadsheet_csv(
        REGISTER_COLUMNS,
        (
            {
                "Prefix": g.range.prefix,
                "Bates begin": g.range.begin,
                "Bates end": g.range.end,
                "Pages": str(len(g.range)),
                "SHA-256 of the source": g.sha256,
                "Given in": g.run,
            }
            for g in ordered
        ),
    )


def _runs(row: ExhibitRow) -> list[tuple[str, BatesRange]]:
    """Pages of one source whose numbers run on, as one range. A slip sheet goes by the exhibit's own id."""
    runs: list[tuple[str, BatesRange]] = []
    for page in row.pages:
        if not page.bates:
            continue
        bearer, number = page.sha256 if page.source_page else row.id, parse_range(page.bates)
        if runs and runs[-1][0] == bearer and number.first == runs[-1][1].last + 1:
            runs[-1] = (bearer, replace(runs[-1][1], last=number.first))
        else:
            runs.append((bearer, number))
    return runs
