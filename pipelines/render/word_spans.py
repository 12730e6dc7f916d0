"""The text of one Word paragraph: its runs with their looks, links, fields and figures.

Answers: spans in reading order, neighbours of one look joined. A field shows its result, page numbers are
marked to be computed anew, and a ``HYPERLINK`` field or element gives its words a checked link. Deleted text
is not text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipelines.render.figure import Figure
from pipelines.render.figure_word import EMU, drawn_figure
from pipelines.render.link_targets import checked_target, field_target
from pipelines.render.word_blocks import FIELDS, Letters, Picture, Span
from pipelines.render.word_looks import Element, Looks, tag

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PASSED_OVER = {tag("w:del"), tag("w:moveFrom"), tag("w:pPr"), tag("w:rPr"), f"{_MC}Fallback"}
_BEGINS: Mapping[Literal["png", "jpeg"], bytes] = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
_AS_TEXT = {tag("w:cr"): "\n", tag("w:tab"): "\t", tag("w:noBreakHyphen"): "\u2011"}


@dataclass(slots=True)
class _Field:
    """A complex field being read: its instruction until the separator, then its result."""

    instruction: str = ""
    result: bool = False
    counted: bool = False

    @property
    def name(self) -> str:
        """The instruction's first word."""
        words = self.instruction.split(None, 1)
        return words[0].upper() if words else ""


@dataclass(frozen=True, slots=True)
class Related:
    """What a part of the package refers to, by relationship id: targets outside it, and images' bytes."""

    links: Mapping[str, str]
    images: Mapping[str, bytes]


class Spans:
    """Collects the spans of one paragraph."""

    def __init__(self, looks: Looks, part: Related, style: str) -> None:
        self.figures: list[Figure | Picture] = []
        self.new_page = False
        self._looks, self._part, self._style = looks, part, style
        self._found: list[Span] = []
        self._fields: list[_Field] = []
        self._look: tuple[str, Letters] = looks.letters(style, None)

    def spans(self) -> tuple[Span, ...]:
        """What was read, neighbours of one look as one span."""
        joined: list[Span] = []
        for span in self._found:
            last = joined[-1] if joined else None
            if last is not None and _look(last) == _look(span) and not span.field:
                joined[-1] = Span(last.text + span.text, span.letters, span.style, span.link)
            else:
                joined.append(span)
        return tuple(joined)

    def read(self, parent: Any, link: str = "") -> None:
        """Read what stands under an element; ``link`` is the link around it."""
        for child in parent:
            rule = _RULES.get(child.tag)
            if rule is not None:
                rule(self, child, link)
            elif child.tag not in _PASSED_OVER:
                self.read(child, link)

    def _run(self, run: Element, link: str) -> None:
        self._look = self._looks.letters(self._style, run.find(tag("w:rPr")))
        self.read(run, link)

    def _hyperlink(self, element: Element, link: str) -> None:
        target = self._part.links.get(element.get(tag("r:id"), ""), "")
        anchor = element.get(tag("w:anchor"))
        self.read(element, checked_target(f"{target}#{anchor}" if anchor else target))

    def _simple_field(self, element: Element, link: str) -> None:
        field = _Field(element.get(tag("w:instr"), ""), result=True)
        self._fields.append(field)
        self.read(element, link)
        self._fields.pop()

    def _field_mark(self, element: Element, link: str) -> None:
        kind = element.get(tag("w:fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].result = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _instruction(self, element: Element, link: str) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    def _break(self, element: Element, link: str) -> None:
        if element.get(tag("w:type")) == "page":
            self.new_page = True
        else:
            self._add("\n", link)

    def _drawing(self, element: Element, link: str) -> None:
        found = drawn_figure(element) or self._picture(element)
        if found is not None:
            self.figures.append(found)
        else:
            self.read(element, link)  # a text box

    def _picture(self, drawing: Element) -> Picture | None:
        image = drawing.find(f".//{tag('a:blip')}")
        data = b"" if image is None else self._part.images.get(image.get(tag("r:embed"), ""), b"")
        kind = next((k for k, begins in _BEGINS.items() if data.startswith(begins)), None)
        extent, named = drawing.find(f".//{tag('wp:extent')}"), drawing.find(f".//{tag('wp:docPr')}")
        if kind is None or extent is None:
            return None
        width, height = (int(extent.get(side)) / EMU for side in ("cx", "cy"))
        return Picture(data, kind, width, height, "" if named is None else named.get("descr", ""))

    def _inner_paragraph(self, element: Element, link: str) -> None:
        """A paragraph within a text box: its text on a line of its own."""
        if self._found:
            self._add("\n", "")
        self.read(element, link)

    def _text(self, element: Element, link: str) -> None:
        self._add(_AS_TEXT.get(element.tag) or element.text or "", link)

    def _add(self, text: str, link: str) -> None:
        if any(not field.result for field in self._fields):
            return  # between a field's begin and its result
        style, letters = self._look
        for field in reversed(self._fields):
            if field.name in FIELDS:
                if not field.counted:  # its result may be several runs
                    self._found.append(Span(text, letters, style, link, field.name))
                field.counted = True
                return
            link = link or field_target(field.instruction)
        if text:
            self._found.append(Span(text, letters, style, link))


_RULES: Mapping[str, Callable[[Spans, Element, str], None]] = {
    tag("w:r"): Spans._run,
    tag("w:hyperlink"): Spans._hyperlink,
    tag("w:fldSimple"): Spans._simple_field,
    tag("w:fldChar"): Spans._field_mark,
    tag("w:instrText"): Spans._instruction,
    tag("w:br"): Spans._break,
    tag("w:t"): Spans._text,
    tag("w:drawing"): Spans._drawing,
    tag("w:p"): Spans._inner_paragraph,
    **dict.fromkeys(_AS_TEXT, Spans._text),
}


def _look(span: Span) -> tuple[Letters, str, str, str]:
    return span.letters, span.style, span.link, span.field
