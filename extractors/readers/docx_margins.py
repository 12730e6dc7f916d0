"""Headers and footers of a Word file: which ones stand on which page.

Answers: the header and footer lines of a page, by its section and whether it is the section's first or even.
Refuses nothing; a header that cannot be read is reported by the caller's ``on_broken``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from extractors.readers.docx_blocks import Walk
from extractors.readers.docx_inline import Story, count_text, is_on
from extractors.readers.docx_package import Package, PartError, Relationship, every, first


@dataclass(frozen=True, slots=True)
class Section:
    """One section: how it begins, and its header and footer parts by (kind, which), inherited ones too."""

    start: str
    first_differs: bool
    parts: dict[tuple[str, str], str]


class Margins:
    """Headers and footers of one document.

    Args:
        package: the file.
        properties: each section's ``w:sectPr``, in order.
        relationships: of the main part.
        even_differs: the document's setting for even and odd pages.
        on_broken: called with the part's name and the problem, once for each part that cannot be read.
    """

    def __init__(
        self,
        package: Package,
        properties: Sequence[Element],
        relationships: dict[str, Relationship],
        even_differs: bool,
        on_broken: Callable[[str, PartError], None],
    ) -> None:
        self.sections = _sections(properties, relationships)
        self.met = self.there = self.replaced = 0
        self._even_differs = even_differs
        self._roots: dict[str, Element] = {}
        for name in sorted({part for section in self.sections for part in section.parts.values()}):
            try:
                self._roots[name] = package.xml(name)
            except PartError as error:
                on_broken(name, error)
        self._counted: set[str] = set()

    def lines(self, kind: str, section: int, page: int, pages: int, first_of_section: bool) -> list[str]:
        """The lines of one page's ``header`` or ``footer``.

        Args:
            kind: ``header`` or ``footer``.
            section: index into `sections`.
            page: number of the page in the document, which PAGE fields print.
            pages: how many there are, which NUMPAGES fields print.
            first_of_section: whether the page is its section's first.
        """
        if not self.sections:
            return []
        here = self.sections[section]
        which = "default"
        if here.first_differs and first_of_section:
            which = "first"
        elif self._even_differs and page % 2 == 0:
            which = "even"
        name = here.parts.get((kind, which), "")
        root = self._roots.get(name)
        return [] if root is None else self._read(name, root, page, pages)

    def unused(self) -> list[str]:
        """Lines of headers and footers that no page shows; they may still say whose record it is."""
        names = sorted(
            name for name, root in self._roots.items() if name not in self._counted and count_text(root)
        )
        return [line for name in names for line in self._read(name, self._roots[name], 1, 1) if line]

    def _read(self, name: str, root: Element, page: int, pages: int) -> list[str]:
        story = Story(page_field=lambda field: str(page if field == "PAGE" else pages))
        walk = Walk(story, (), {})
        walk.blocks(root)
        if name not in self._counted:
            self._counted.add(name)
            self.met += story.met
            self.there += count_text(root)
            self.replaced += walk.replaced
        return [line for leaf in walk.leaves for line in leaf.lines if line.strip()]


def _sections(properties: Sequence[Element], relationships: dict[str, Relationship]) -> tuple[Section, ...]:
    sections: list[Section] = []
    parts: dict[tuple[str, str], str] = {}
    for element in properties:
        parts = dict(parts)
        for kind in ("header", "footer"):
            for reference in every(element, f"w:{kind}Reference"):
                found = relationships.get(reference.get("r:id", ""))
                if found is not None and not found.external:
                    parts[(kind, reference.get("w:type", "default"))] = found.target
        start = first(element, "w:type")
        begins = "nextPage" if start is None else start.get("w:val", "nextPage")
        sections.append(Section(begins, is_on(element, "w:titlePg"), parts))
    return tuple(sections)
