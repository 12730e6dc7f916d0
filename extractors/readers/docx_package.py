"""The parts of a Word file and their XML, opened without trusting either.

Answers: a part's XML as elements with short names (``w:p``), and what a part refers to.
Refuses document type declarations (and with them every entity trick), parts that swell, XML nested beyond
sense, and packages with two parts of one name, which different programs would read differently.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from extractors.errors import Reason, SetAsideError
from extractors.zip_contents import Member, ZipDamage, members, read_member

PART_BYTES = 100_000_000
MOST_PARTS = 10_000
MOST_DEPTH = 256
"""Elements inside elements. Forty tables inside one another need about 130."""

PRINT_IT = "Open it in Word, print it to PDF, and add that."

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
NAMESPACES = {
    f"{_OPEN}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OPEN}markup-compatibility/2006": "mc",
    f"{_OPEN}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OPEN}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OPEN}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OPEN}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OPEN}package/2006/relationships": "rel",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
"""Both dialects of the format, transitional and strict, under one set of short names."""


class PartError(Exception):
    """One part cannot be read; ``what`` is in the program's words. A broken main part costs the file."""

    def __init__(self, what: str, reason: Reason = Reason.DAMAGED) -> None:
        super().__init__(what)
        self.what = what
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: the last word of its type, and a part's name, or an address outside."""

    kind: str
    target: str
    external: bool


class Package:
    """An opened Word file.

    Args:
        file: open and able to seek, for as long as the package is used.
        name: display name of the file.

    Raises:
        SetAsideError: no readable table of contents, or two parts of one name.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        try:
            found, count = members(file, MOST_PARTS)
        except ZipDamage as damage:
            raise SetAsideError(
                Reason.DAMAGED, f"{name} is a damaged Word file: {damage.what}.", "Ask for it again."
            ) from damage
        self._parts: dict[str, Member] = {}
        for member in found:
            part = member.untrusted_name.decode("utf-8", "replace").replace("\\", "/").lstrip("/")
            if part in self._parts:
                raise SetAsideError(
                    Reason.UNSAFE, f"{name} is a Word file that holds two parts of one name.", PRINT_IT
                )
            self._parts[part] = member
        if count > len(found):
            raise SetAsideError(
                Reason.UNSAFE, f"{name} is a Word file of more than {MOST_PARTS:,} parts.", PRINT_IT
            )

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._parts))

    def main(self) -> str:
        """The name of the part with the text."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and not relationship.external:
                return relationship.target
        return "word/document.xml"

    def xml(self, name: str) -> Element:
        """A part's root element, tags and attributes under the short names of `NAMESPACES`.

        Raises:
            PartError: it is missing, damaged, too large, or not plain XML.
        """
        member = self._parts.get(name)
        if member is None:
            raise PartError("it is missing")
        if not member.readable:
            raise PartError("it is locked or packed in an unknown way")
        reading = _XmlReading()
        size = 0
        try:
            for chunk in read_member(self._file, member):
                size += len(chunk)
                if size > PART_BYTES:
                    raise PartError(f"it is larger than {PART_BYTES // 1_000_000} MB", Reason.UNSAFE)
                reading.feed(chunk)
        except ZipDamage as damage:
            raise PartError(damage.what) from damage
        return reading.root()

    def relationships(self, name: str) -> dict[str, Relationship]:
        """What a part refers to, by id; the package itself is ``""``. Empty if it says nothing readable."""
        folder, base = posixpath.split(name)
        try:
            root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        except PartError:
            return {}
        found: dict[str, Relationship] = {}
        for element in root.iter("rel:Relationship"):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relationship(kind, target, external)
        return found


def first(parent: Element, *path: str) -> Element | None:
    """The first descendant reached by tags, one level each; ``None`` if there is none.

    ElementTree's own paths cannot be used: they take ``w:p`` for a prefix to look up.
    """
    return next(iter(every(parent, *path)), None)


def every(parent: Element, *path: str) -> list[Element]:
    """Every descendant reached by tags, one level each, in document order."""
    level = [parent]
    for tag in path:
        level = [child for element in level for child in element if child.tag == tag]
    return level


class _XmlReading:
    """Expat, because it can refuse a document type declaration before anything of it takes effect."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._builder.data

    def feed(self, data: bytes) -> None:
        self._parse(data, False)

    def root(self) -> Element:
        self._parse(b"", True)
        return self._builder.close()

    def _parse(self, data: bytes, is_last: bool) -> None:
        try:
            self._parser.Parse(data, is_last)
        except (expat.ExpatError, LookupError, ValueError) as error:  # also encodings nobody knows
            raise PartError("its XML is broken") from error

    def _doctype(self, *_: object) -> None:
        raise PartError(
            "its XML carries a document type declaration, which no Word file needs", Reason.UNSAFE
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise PartError(f"its XML is nested more than {MOST_DEPTH} deep", Reason.UNSAFE)
        self._builder.start(_short(tag), {_short(name): value for name, value in attributes.items()})

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(_short(tag))


def _short(name: str) -> str:
    namespace, space, local = name.partition(" ")
    return f"{NAMESPACES.get(namespace, '?')}:{local}" if space else name
