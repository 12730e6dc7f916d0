"""What a cell of a Word table is made of: paragraphs of styled text, and the two that every table uses.

Knows styles by name and nothing of XML: `pipelines.render.word_form` puts cells into the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.render.printing import reflow
from pipelines.render.sources import CitedPages


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text in a character style ("" = the paragraph's own). ``\\n`` is a line end; ``link`` is where
    it leads, "" for nowhere."""

    text: str
    style: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs in a paragraph style ("" = the prototype's)."""

    runs: tuple[Text, ...]
    style: str = ""


Cell = tuple[Paragraph, ...]
IN_DATA = "In the workbook"
"""Stands for the pages where the house keeps cites out of the text."""
Record = Mapping[str, Cell]


def plain(text: str, style: str = "") -> Cell:
    """One paragraph of one run."""
    return (Paragraph((Text(text),), style),)


def quote(untrusted_quote: str, tag: str) -> Paragraph:
    """A passage in quotation marks, with the tag of its page."""
    text = Text("“" + "\n".join(reflow(untrusted_quote)) + "”")
    return Paragraph((text, Text(" " + tag, "PinciteCite")) if tag else (text,), "PinciteQuote")


def source_line(sources: CitedPages) -> Cell:
    """For a wide column: each file with its pages on one line."""
    if sources.silent:
        return plain(IN_DATA, "PinciteNote")
    cell: list[Paragraph] = []
    for file in sources.files(tagged=sources.tagged):
        runs = [Text(f"{file.name}, ")]
        for n, (line, link) in enumerate(file.lines):
            runs += [Text(", ", "PinciteCite")] if n else []
            runs.append(Text(line, "PinciteCite", link))
        cell.append(Paragraph(tuple(runs)))
    return tuple(cell)


def source_cell(sources: CitedPages, *, tagged: bool) -> Cell:
    """For a narrow column: each file with its pages under it, one line each."""
    if sources.silent:
        return plain(IN_DATA, "PinciteNote")
    cell: list[Paragraph] = []
    for file in sources.files(tagged=tagged):
        cell += plain(file.name)
        cell += [Paragraph((Text(line, "PinciteCite", link),)) for line, link in file.lines]
    return tuple(cell)
