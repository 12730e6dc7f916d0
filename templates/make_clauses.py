"""Draws ``clauses/approved.docx``: run ``python -m templates.make_clauses``, then approve the new bytes.

Answers: what a clause report looks like: its sections in order, its static words, its tables with the
prototype rows that the renderer copies. A firm may restyle the result in Word. The renderer refuses a
template that lacks what it needs. Same version, same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from templates.chronology_parts import (
    NUMBERS,
    PAGES,
    PAGES_NOTE,
    PAPER,
    SET_ASIDE,
    SIDE,
    SOURCES,
    TRIGGERS,
    Column,
    caption,
    counts,
    divider,
    file_row,
    footer,
    header,
    listing,
    total_row,
)
from templates.word_styles import styles
from templates.wordml import package, paragraph, section

TARGET = Path(__file__).parent / "clauses" / "approved.docx"
TITLE = "Clauses and Obligations"

CAPTION = (
    ("Client", "client", "Matter", "matter"),
    ("Clauses found by", "finder", "Prepared by", "program"),
    ("Template digest", "template_digest", "Rows digest", "rows_digest"),
    ("Model digest", "model_digest", "Digest of own types", "own_list"),
)
METHOD = (
    "Every passage is quoted word for word from the page cited beside it; only line ends follow the column, "
    "and a character that cannot be printed is shown by its code, such as \\x1b. Cited as: {citation_form}. "
    "Headers, footers and page numbers inside a passage are passed over. A confidence is the measured share "
    "of sentences with that score that were clauses of the type; what scores at least {threshold} is shown, "
    "below {low} in a table of its own. Types of the firm's own list are found by its rules and have none. "
    "Values, dates worked out and labels are the program's words and stand beside the passage they come "
    "from. Nothing here says what a clause means or whether it is good for anyone."
)
ABSENT = (
    "No sentence of these papers scored high enough. That is no proof that there is none: the share of "
    "contracts with such a clause in which none was shown when this was measured stands beside each type. "
    "The nearest sentence is shown so that a person can judge it. An amendment is named only where no "
    "contract has the type; the workbook lists each paper by itself."
)


@dataclass(frozen=True, slots=True)
class TablePart:
    """A section with one table: its heading, its name, its columns, what is said above it and in its place
    when it has no row. ``parted`` if a row across the table parts its groups; ``whole`` if no row may be
    split over two pages: not where passages may be longer than one."""

    heading: str
    name: str
    columns: tuple[Column, ...]
    empty: str
    note: str = ""
    parted: bool = False
    whole: bool = True

    @property
    def section(self) -> str:
        """Heading, note, table, and the line that stands for an empty table."""
        more = (divider(len(self.columns)),) if self.parted else ()
        numbers = NUMBERS | {"missed", "clause_count"}
        return "".join(
            [
                paragraph(self.heading, "Heading1"),
                paragraph(self.note, "PinciteText") if self.note else "",
                listing(self.name, self.columns, *more, whole=self.whole, numbers=numbers),
                paragraph(self.empty, "PinciteNone"),
            ]
        )


PARTS = (
    TablePart(
        "Contracts read",
        "papers",
        (
            ("No.", "number", 600),
            ("Title as printed", "title", 4500),
            ("File", "file", 3812),
            ("Kind", "kind", 1800),
            ("Date", "date", 1300),
            ("Pages", "page_count", 900),
            ("Clauses", "clause_count", 1200),
        ),
        "No file could be read.",
        "In order of date, what amends an agreement after it; undated papers last. Titles that speak of an "
        "amendment make one.",
    ),
    TablePart(
        "Contract abstract",
        "abstract",
        (
            ("Field", "field", 2500),
            ("Value", "value", 3000),
            ("As printed", "passage", 5812),
            ("Source", "source", 2800),
        ),
        "No field was found.",
        "A value is normalised from the passage beside it, or worked out from two: then both are quoted. "
        "Where the contract does not say, the field says why it is left open.",
        parted=True,
    ),
    TablePart(
        "Points of form",
        "flags",
        (
            ("Kind", "kind", 2400),
            ("What was found", "message", 3400),
            ("Passage", "passage", 5512),
            ("Source", "source", 2800),
        ),
        "None was found.",
        "Blanks, references that lead nowhere, terms without a definition, passages that differ. Facts of "
        "the paper only.",
        parted=True,
    ),
    TablePart(
        "Dates for a calendar",
        "dates",
        (
            ("Date", "date", 1300),
            ("What", "what", 2700),
            ("Passage", "passage", 5000),
            ("Confirmed", "confirmed", 2612),
            ("Source", "source", 2500),
        ),
        "The papers give no date that a calendar could take.",
        "Only dates that an attorney on the roster confirmed, in confirmed-dates.toml of the matter, stand "
        "in the calendar file.",
    ),
    TablePart(
        "Clauses",
        "clauses",
        (
            ("Contract and section", "place", 2900),
            ("Clause", "passage", 7312),
            ("Confidence", "confidence", 1100),
            ("Source", "source", 2800),
        ),
        "No clause was found.",
        parted=True,
        whole=False,
    ),
    TablePart(
        "Possible clauses of low confidence",
        "possible",
        (
            ("Contract and section", "place", 2900),
            ("Passage", "passage", 7312),
            ("Confidence", "confidence", 1100),
            ("Source", "source", 2800),
        ),
        "None.",
        "More of these are not clauses of the type than are. They are shown because leaving them out would "
        "lose some that are.",
        parted=True,
        whole=False,
    ),
    TablePart(
        "Types not found",
        "not_found",
        (
            ("Type", "type", 2200),
            ("Not found in", "papers", 2700),
            ("Nearest sentence, not shown as a clause", "passage", 4612),
            ("Its confidence", "confidence", 1050),
            ("Overlooked when measured", "missed", 1250),
            ("Source", "source", 2300),
        ),
        "Every type was found in every contract.",
        ABSENT,
    ),
    TablePart(
        "Obligation register",
        "obligations",
        (
            ("No.", "number", 600),
            ("Who", "obligor", 1800),
            ("Duty or right", "modality", 1000),
            ("What", "action", 4212),
            ("If or when", "trigger", 2000),
            ("By when", "deadline", 1600),
            ("How often", "recurrence", 1100),
            ("Source", "source", 1800),
        ),
        "No sentence states a duty or a right.",
        "Parts of a sentence as printed; the whole sentence stands in the workbook. A dash is for what the "
        "sentence does not say.",
        parted=True,
    ),
    TablePart(
        "Sentences left out of the register",
        "left_out",
        (
            ("Reason", "reason", 3700),
            ("Sentences", "count", 1200),
            ("The first of them", "passage", 6412),
            ("Source", "source", 2800),
        ),
        "None.",
        "Every sentence stands in the register or here, by the reason why it is in no register; each by "
        "itself in the workbook.",
    ),
    TablePart("Appendix A: Source files", "sources", SOURCES, "No file was read."),
)


def make() -> bytes:
    """The template's bytes."""
    return package(
        title=TITLE.capitalize(),
        styles=styles(),
        body=_body() + section(PAPER, SIDE, top=1200, bottom=1000, edges=(540, 460)),
        header=header(f"{TITLE.capitalize()}   ·   {{matter}}"),
        footer=footer(),
    )


def _body() -> str:
    """The document from title to page ledger. A PinciteNone line stays where its table has no row."""
    return "".join(
        [
            paragraph(TITLE, "Title"),
            paragraph("{mark}", "PinciteNotice"),
            caption(CAPTION),
            paragraph("Files set aside", "Heading1"),
            listing("set_aside", SET_ASIDE),
            paragraph("None: every file received was read.", "PinciteNone"),
            paragraph("Stop-work triggers met", "Heading1"),
            listing("triggers", TRIGGERS),
            paragraph("None in these papers.", "PinciteNone"),
            paragraph("{escalation_rule}", "PinciteAfter"),
            paragraph("Method and counts", "Heading1"),
            paragraph(METHOD, "PinciteText"),
            paragraph("{attribution}", "PinciteText"),
            counts(),
            *(part.section for part in PARTS),
            paragraph("Appendix B: Page ledger", "Heading1"),
            paragraph(PAGES_NOTE, "PinciteText"),
            listing("pages", PAGES, file_row(), total_row()),
            paragraph("No page was read.", "PinciteNone"),
            paragraph("End of the clause report. Rows digest {rows_digest}.", "PinciteEnd"),
        ]
    )


if __name__ == "__main__":
    TARGET.write_bytes(make())
