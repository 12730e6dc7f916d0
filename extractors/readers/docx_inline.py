"""What stands in one Word paragraph: its text, and what hangs on it.

Answers: the paragraph as items: text with its editing mark, line and page ends, notes, boxes, pictures.
Refuses to run a field's instructions or to follow a link; fields print the result the file carries.
Every text element is counted as it is met, so that the reader can prove none was passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from xml.etree.ElementTree import Element

from extractors.readers.docx_package import every, first
from extractors.readers.docx_symbols import is_symbol_font, symbol

GAP = "   "
TEXT_TAGS = frozenset({"w:t", "w:delText", "a:t", "m:t"})
PROPERTIES = frozenset(
    {"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sectPr", "w:tblGrid"}
)
EDITS = {
    "w:ins": "inserted",
    "w:del": "deleted",
    "w:moveTo": "moved to here",
    "w:moveFrom": "moved from here",
}
NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote", "w:commentReference": "comment"}
OUTSIDE_FIELDS = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DATABASE")
EMU_PER_POINT = 12_700
LARGE_PICTURE = 200.0
"""Points, both ways (7 cm): from here on a picture is likely a pasted scan, not a logo or a signature."""


class What(Enum):
    """Kinds of items."""

    TEXT = auto()
    LINE_END = auto()
    PAGE_END = auto()
    """The author's own page break."""
    PAGE_ENDED = auto()
    """Word's note of where a page ended when it last laid the text out."""
    NOTE = auto()
    BOX = auto()
    PICTURE = auto()


@dataclass(frozen=True, slots=True)
class Item:
    """One item. ``text`` is text, or a note's kind; ``mark`` its edit, or a note's id, or "large"/"small"."""

    what: What
    text: str = ""
    mark: str = ""
    element: Element | None = None


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    replaced: bool = False


@dataclass(slots=True)
class Story:
    """One part being read (the body, a header, the notes): fields open across paragraphs, and tallies.

    Args:
        page_field: turns PAGE and NUMPAGES into a number; ``None`` prints what the file carries.
    """

    page_field: Callable[[str], str] | None = None
    met: int = 0
    """Text elements met, printed or knowingly passed over."""
    remarks: set[str] = field(default_factory=set)
    fields: list[_Field] = field(default_factory=list)

    @property
    def silent(self) -> bool:
        """Whether text now belongs to a field's instruction, or to a result that was replaced."""
        return any(not f.in_result or f.replaced for f in self.fields)


def items_of(paragraph: Element, story: Story) -> list[Item]:
    """The items of a ``w:p`` in order."""
    found: list[Item] = []
    for child in paragraph:
        _gather(child, "", found, story)
    return found


def count_text(element: Element) -> int:
    """How many text elements there are in all."""
    return sum(1 for e in element.iter() if e.tag in TEXT_TAGS)


def is_on(parent: Element | None, name: str) -> bool:
    """A Word on/off property: present means on, unless its value says otherwise."""
    found = first(parent, name) if parent is not None else None
    return found is not None and found.get("w:val", "true") not in ("0", "false", "off")


def chosen(alternate: Element, story: Story) -> list[Element]:
    """Of the versions of one thing, the first that has text; the others are counted as met."""
    versions = [child for child in alternate if child.tag in ("mc:Choice", "mc:Fallback")]
    best = next((v for v in versions if count_text(v)), versions[0] if versions else None)
    story.met += sum(count_text(v) for v in versions if v is not best)
    return [best] if best is not None else []


def _gather(element: Element, mark: str, found: list[Item], story: Story) -> None:
    tag = element.tag
    if tag in PROPERTIES:
        return
    if tag in TEXT_TAGS:
        story.met += 1
        if story.silent:
            if any(not f.in_result for f in story.fields) and (element.text or "").strip():
                story.remarks.add(
                    "Text inside a field's instructions, which Word does not show, was left out."
                )
        else:
            found.append(Item(What.TEXT, element.text or "", mark))
    elif tag in _SIMPLE:
        if not story.silent:
            found.append(_SIMPLE[tag](element, mark))
    elif tag in ("w:fldChar", "w:fldSimple", "w:instrText"):
        _field(element, mark, found, story)
    elif tag == "w:txbxContent":
        found.append(Item(What.BOX, mark=mark, element=element))
    elif tag in NOTES:
        found.append(Item(What.NOTE, NOTES[tag], element.get("w:id", "")))
    elif tag in ("w:drawing", "w:pict", "w:object"):
        _drawing(element, mark, found, story)
    else:
        _inside(element, mark, found, story)


def _inside(element: Element, mark: str, found: list[Item], story: Story) -> None:
    """Whatever it is, its text is text: nothing is passed over for having an unknown name."""
    if element.tag == "w:r" and is_on(first(element, "w:rPr"), "w:vanish"):
        mark = mark or "hidden"
    if element.tag == "w:sdt" and any(is_on(p, "w:showingPlcHdr") for p in every(element, "w:sdtPr")):
        mark = mark or "placeholder"
    mark = EDITS.get(element.tag, mark)
    children = chosen(element, story) if element.tag == "mc:AlternateContent" else list(element)
    start = len(found)
    for child in children:
        _gather(child, mark, found, story)
    if element.tag == "w:r" and (font := _symbol_font(element)):
        found[start:] = [_in_symbols(item, font) for item in found[start:]]
    if element.tag == "a:p":
        found.append(Item(What.LINE_END))


def _field(element: Element, mark: str, found: list[Item], story: Story) -> None:
    if element.tag == "w:instrText":
        if story.fields:
            story.fields[-1].instruction += element.text or ""
        return
    if element.tag == "w:fldSimple":
        story.fields.append(_Field(element.get("w:instr", "")))
        _result(mark, found, story)
        for child in element:
            _gather(child, mark, found, story)
        story.fields.pop()
        return
    match element.get("w:fldCharType"):
        case "begin":
            story.fields.append(_Field())
            _form_field(element, mark, found, story)
        case "separate" if story.fields:
            _result(mark, found, story)
        case "end" if story.fields:
            story.fields.pop()


def _result(mark: str, found: list[Item], story: Story) -> None:
    """The instruction is complete; what follows is the result the file carries."""
    current = story.fields[-1]
    words = current.instruction.split()
    name = words[0].upper() if words else ""
    current.in_result = True
    if name in OUTSIDE_FIELDS:
        story.remarks.add("A field that draws on another file is present; it was not run.")
    if story.page_field is not None and name in ("PAGE", "NUMPAGES") and not story.silent:
        found.append(Item(What.TEXT, story.page_field(name), mark))
        current.replaced = True


def _form_field(begin: Element, mark: str, found: list[Item], story: Story) -> None:
    """Old form fields whose value is a property: check boxes and lists."""
    box = first(begin, "w:ffData", "w:checkBox")
    if box is not None:
        ticked = is_on(box, "w:checked") if first(box, "w:checked") is not None else is_on(box, "w:default")
        found.append(Item(What.TEXT, "[x]" if ticked else "[ ]", mark))
    entries = every(begin, "w:ffData", "w:ddList", "w:listEntry")
    if entries:
        result = first(begin, "w:ffData", "w:ddList", "w:result")
        at = result.get("w:val", "0") if result is not None else "0"
        index = int(at) if at.isascii() and at.isdigit() and len(at) < 6 else 0
        found.append(Item(What.TEXT, entries[min(index, len(entries) - 1)].get("w:val", ""), mark))


def _drawing(element: Element, mark: str, found: list[Item], story: Story) -> None:
    """A drawing's text is read like any other; its pictures are told, large ones apart."""
    boxes: list[Item] = []
    for child in element:
        _gather(child, mark, boxes, story)
    found.extend(boxes)
    if element.tag == "w:object":
        story.remarks.add("An embedded object is present; what it shows was not read.")
    elif any(e.tag in ("a:blip", "v:imagedata") for e in element.iter()):
        found.append(Item(What.PICTURE, mark="large" if _is_large(element) else "small"))


def _is_large(drawing: Element) -> bool:
    sizes = [
        (int(cx) / EMU_PER_POINT, int(cy) / EMU_PER_POINT)
        for e in drawing.iter("wp:extent")
        if (cx := e.get("cx", "")).isdecimal() and (cy := e.get("cy", "")).isdecimal() and len(cx + cy) < 30
    ]
    for shape in drawing.iter("v:shape"):
        style = dict(p.partition(":")[::2] for p in shape.get("style", "").replace(" ", "").split(";"))
        width, height = style.get("width", ""), style.get("height", "")
        if width.endswith("pt") and height.endswith("pt"):
            try:
                sizes.append((float(width[:-2]), float(height[:-2])))
            except ValueError:
                continue
    return any(min(size) >= LARGE_PICTURE for size in sizes) or not sizes


def _symbol_font(run: Element) -> str:
    """The run's font if it is one whose letters are pictures, else ""."""
    fonts = first(run, "w:rPr", "w:rFonts")
    font = "" if fonts is None else fonts.get("w:ascii", fonts.get("w:hAnsi", ""))
    return font if is_symbol_font(font) else ""


def _in_symbols(item: Item, font: str) -> Item:
    if item.what is not What.TEXT or item.text == GAP:
        return item
    return Item(
        What.TEXT, "".join(c if c == " " else symbol(font, f"{ord(c):x}") for c in item.text), item.mark
    )


def _break(element: Element, mark: str) -> Item:
    return Item(What.PAGE_END if element.get("w:type") == "page" else What.LINE_END)


_SIMPLE: dict[str, Callable[[Element, str], Item]] = {
    "w:tab": lambda _, mark: Item(What.TEXT, GAP, mark),
    "w:ptab": lambda _, mark: Item(What.TEXT, GAP, mark),
    "w:noBreakHyphen": lambda _, mark: Item(What.TEXT, "-", mark),
    "w:sym": lambda e, mark: Item(What.TEXT, symbol(e.get("w:font", ""), e.get("w:char", "")), mark),
    "w:br": _break,
    "w:cr": lambda _, mark: Item(What.LINE_END),
    "w:lastRenderedPageBreak": lambda _, mark: Item(What.PAGE_ENDED),
}
