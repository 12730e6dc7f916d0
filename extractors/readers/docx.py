"""Word files to pages: everything the file says, edits made plain, pages where Word last saw them end.

Answers: body, tables, headers, footers, notes, comments, text boxes, content controls, tracked changes, in
reading order, on the pages the file marks (or counted out, if it marks none).
Refuses to lose a word in silence: what is not read (pictures, charts, embedded files) is named, and every
text element of the XML is counted. Edits stand in brackets, ``[inserted: …]``, ``[deleted: …]``,
``[hidden: …]``, so that they are not taken for what the record prints.

The walk is our own because python-docx leaves out insertions, text boxes, notes and content controls, and
does not end on a table whose cell claims to span a hundred million columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from extractors.errors import SetAsideError
from extractors.pages import Document, Source, Unread
from extractors.printable import printable
from extractors.readers.docx_blocks import CHUNK_REMARK, Leaf, Walk, section_properties
from extractors.readers.docx_inline import Story, count_text, is_on
from extractors.readers.docx_margins import Margins
from extractors.readers.docx_package import PRINT_IT, Package, PartError, every, first
from extractors.readers.sheets import Sheet, lines_of, number, remark_on_pages, sheets
from extractors.reading_options import ReadingOptions

NOTE_PARTS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
EDITED = frozenset({"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel"})
UNREAD_PARTS = (
    ("word/charts/chart", "A chart was not read."),
    ("word/diagrams/data", "A diagram was not read."),
    ("word/embeddings/", "A file embedded in the document was not read."),
)
SAVE_IT = "Open the document in Word, save what is embedded by itself or print all to PDF, and add that."


@dataclass(slots=True)
class _Reading:
    """What has come together so far about one file."""

    source: Source
    met: int = 0
    there: int = 0
    replaced: int = 0
    unread: list[Unread] = field(default_factory=list)
    remarks: set[str] = field(default_factory=set)
    labels: dict[str, dict[str, int]] = field(default_factory=dict)

    def walk(self, parent: Element, section_starts: tuple[str, ...]) -> list[Leaf]:
        """Read one story's blocks and add up its tallies."""
        story = Story()
        walk = Walk(story, section_starts, self.labels)
        walk.blocks(parent)
        self.met += story.met
        self.there += count_text(parent)
        self.replaced += walk.replaced
        self.remarks |= story.remarks
        if story.fields:
            self.unread.append(Unread(None, "A field without an end may hide text.", PRINT_IT))
        return walk.leaves

    def broken(self, part: str, error: PartError) -> None:
        self.unread.append(
            Unread(None, f"The part {printable(part)} of the file was not read: {error.what}.", PRINT_IT)
        )


def read_docx(path: Path, source: Source, options: ReadingOptions) -> Document:
    """Read a Word file (.docx, .docm; either dialect of the format).

    Returns:
        Pages without geometry. Headers and footers stand on every page they belong to, notes and comments at
        the foot of the page that refers to them.

    Raises:
        SetAsideError: damaged, or built to do harm.
    """
    with path.open("rb") as file:
        package = Package(file, source.name)
        main = package.main()
        reading = _Reading(source)
        try:
            root = package.xml(main)
        except PartError as error:
            raise SetAsideError(
                error.reason,
                f"{source.name} is a Word file whose main part cannot be read: {error.what}.",
                PRINT_IT,
            ) from error
        body = first(root, "w:body")
        relationships = package.relationships(main)
        margins = Margins(
            package,
            section_properties(root),
            relationships,
            _even_differs(package, main),
            reading.broken,
        )
        leaves = reading.walk(root if body is None else body, tuple(s.start for s in margins.sections))
        notes = _notes(package, main, reading)
        _put_notes(leaves, notes, reading.labels)
        if any(e.tag in EDITED for e in root.iter()):
            reading.remarks.add("Tracked changes are shown as [inserted: …] and [deleted: …].")
        if any(r.external and r.kind not in ("hyperlink", "image") for r in relationships.values()):
            reading.remarks.add("The file draws on something outside it, which was not followed.")
        _tell_unread_parts(package.names, reading)
    bound = _bind(leaves, margins)
    pages = number(source, bound)
    options.tell(len(pages), len(pages))
    _tell_tallies(reading, margins)
    _tell_pictures(leaves, reading, pages_moved=len(bound) != len(leaves))
    remarks = (remark_on_pages(len(leaves), len(bound)), *sorted(reading.remarks))
    return Document(source, pages, tuple(reading.unread), remarks)


def _bind(leaves: list[Leaf], margins: Margins) -> list[Sheet]:
    """Sheets with header, text and footer; long leaves are divided first, so that each sheet gets both."""
    divided: list[tuple[Leaf, str]] = []
    for leaf in leaves:
        divided += [(leaf, sheet.text) for sheet in sheets([leaf.lines])]
    bound: list[Sheet] = []
    section = -1
    for at, (leaf, text) in enumerate(divided, start=1):
        opening = leaf.section != section
        section = leaf.section
        around = [
            "\n".join(margins.lines(kind, section, at, len(divided), opening))
            for kind in ("header", "footer")
        ]
        bound.append(_sheet([around[0], text, around[1]], leaf))
    unused = margins.unused()
    if unused:
        last = bound.pop()
        bound.append(
            Sheet(
                "\n".join([last.text, *(f"[header or footer not in use: {u}]" for u in unused)]), last.marks
            )
        )
    return bound


def _sheet(texts: list[str], leaf: Leaf) -> Sheet:
    """One sheet; its lines are within the width already, but for header and footer."""
    whole = "\n".join(text for text in texts if text)
    wrapped = "\n".join(sheet.text for sheet in sheets(lines_of([whole])))
    pictures = leaf.large_pictures + leaf.small_pictures
    mark = "1 picture not read" if pictures == 1 else f"{pictures} pictures not read"
    return Sheet(wrapped, (mark,) if pictures else ())


def _notes(package: Package, main: str, reading: _Reading) -> dict[tuple[str, str], list[str]]:
    """Lines of every footnote, endnote and comment, by (kind, id)."""
    found: dict[tuple[str, str], list[str]] = {}
    for relationship in package.relationships(main).values():
        kind = NOTE_PARTS.get(relationship.kind)
        if kind is None or relationship.external:
            continue
        try:
            root = package.xml(relationship.target)
        except PartError as error:
            reading.broken(relationship.target, error)
            continue
        for note in every(root, f"w:{kind}"):
            if note.get("w:type") not in SEPARATORS:
                leaves = reading.walk(note, ())
                found[(kind, note.get("w:id", ""))] = [
                    line for leaf in leaves for line in leaf.lines if line.strip()
                ]
    return found


def _put_notes(
    leaves: list[Leaf], notes: dict[tuple[str, str], list[str]], labels: dict[str, dict[str, int]]
) -> None:
    """Notes to the foot of the page that refers to them first; those nothing refers to, to the last page."""
    referred = {key for leaf in leaves for key in leaf.notes}
    leaves[-1].notes += [key for key in notes if key not in referred]
    printed: set[tuple[str, str]] = set()
    for leaf in leaves:
        for key in leaf.notes:
            lines = notes.get(key)
            if lines is None or key in printed:
                continue
            printed.add(key)
            kind, note = key
            label = labels.get(kind, {}).get(note)
            leaf.lines.append(
                f"[{kind} {label}: {' '.join(lines)}]" if label else f"[{kind}: {' '.join(lines)}]"
            )


def _even_differs(package: Package, main: str) -> bool:
    settings = (
        r.target for r in package.relationships(main).values() if r.kind == "settings" and not r.external
    )
    for name in settings:
        try:
            return is_on(package.xml(name), "w:evenAndOddHeaders")
        except PartError:
            return False
    return False


def _tell_unread_parts(names: tuple[str, ...], reading: _Reading) -> None:
    for beginning, reason in UNREAD_PARTS:
        reading.unread += [Unread(None, reason, SAVE_IT) for name in names if name.startswith(beginning)]
    if CHUNK_REMARK in reading.remarks:
        reading.remarks.discard(CHUNK_REMARK)
        reading.unread.append(Unread(None, CHUNK_REMARK, PRINT_IT))
    if any(name.endswith("vbaProject.bin") for name in names):
        reading.remarks.add("Macros are present; they were not run.")


def _tell_tallies(reading: _Reading, margins: Margins) -> None:
    replaced = reading.replaced + margins.replaced
    if replaced:
        reading.remarks.add(f"{replaced:,} control characters were replaced by U+FFFD.")
    missed = reading.there + margins.there - reading.met - margins.met
    if missed > 0:
        reading.unread.append(
            Unread(None, f"{missed:,} pieces of text lie where the reader does not look.", PRINT_IT)
        )


def _tell_pictures(leaves: list[Leaf], reading: _Reading, pages_moved: bool) -> None:
    """Large pictures by page, where pages are the file's own; they may be pasted scans."""

    def large() -> Iterator[tuple[int, int]]:
        return ((i, leaf.large_pictures) for i, leaf in enumerate(leaves, start=1) if leaf.large_pictures)

    for page, count in large():
        what = "A large picture was" if count == 1 else f"{count} large pictures were"
        remedy = "If it holds record text, print the document to PDF and add that: it is then read as a scan."
        reading.unread.append(Unread(None if pages_moved else page, f"{what} not read.", remedy))
