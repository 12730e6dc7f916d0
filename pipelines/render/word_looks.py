"""How text of a Word file looks once its styles are followed: document defaults, ``basedOn``, then its own.

Answers: `Setting` of a paragraph and `Letters` of a run. Bold, italic and capitals of a character style undo
those of the paragraph style, as in Word. Does not follow the conditional parts of table styles (banding), nor
numbering.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx.oxml.ns import qn

from pipelines.render.word_blocks import Align, Edge, Letters, Setting, Tab

Element = Any
tag = cache(qn)
"""The full name of ``w:p`` and the like; python-docx works it out at every call."""
Changes = dict[str, Any]

TWIPS = 20.0
"""Twips to the point."""
_TOGGLES = {"w:b": "bold", "w:i": "italic", "w:caps": "caps"}
_ALIGN: Mapping[str, Align] = {"center": "center", "right": "right", "end": "right"}


def measure(text: str | None, otherwise: float = 0.0) -> float:
    """A number as it stands in the file; ``otherwise`` where it is missing or no number."""
    try:
        return float(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def points(twips: str | None) -> float:
    """Points of a measure in twips; 0 where it is missing or no number."""
    return measure(twips) / TWIPS


def colour(value: str | None) -> str:
    """Six hexadecimal digits; "" for ``auto`` and whatever is no colour."""
    plain = (value or "").upper()
    return plain if len(plain) == 6 and all(c in "0123456789ABCDEF" for c in plain) else ""


def child_value(element: Element, name: str) -> str | None:
    """``w:val`` of a child; ``None`` without it."""
    child = element.find(tag(name))
    return None if child is None else child.get(tag("w:val"))


def edge(element: Element | None) -> Edge | None:
    """The ruled line that a border element asks for; ``None`` for none."""
    if element is None or element.get(tag("w:val")) in (None, "nil", "none"):
        return None
    width = measure(element.get(tag("w:sz")), 4.0) / 8  # eighths of a point
    return Edge(colour(element.get(tag("w:color"))) or "000000", width, measure(element.get(tag("w:space"))))


def on(element: Element) -> bool:
    """Whether an on/off property is on."""
    return element.get(tag("w:val"), "true") not in ("0", "false", "off")


def letter_changes(properties: Element | None) -> Changes:
    """What run properties say of `Letters`."""
    said: Changes = {}
    for child in () if properties is None else properties:
        if child.tag in _RUN_TAGS:
            name = _RUN_TAGS[child.tag]
            if name == "size":
                said[name] = max(measure(child.get(tag("w:val")), 20.0), 1.0) / 2
            elif name == "colour":
                said[name] = colour(child.get(tag("w:val")))
            elif name == "underline":
                said[name] = child.get(tag("w:val"), "none") != "none"
            else:
                said[name] = on(child)
    return said


_RUN_TAGS = {tag(name): said for name, said in _TOGGLES.items()} | {
    tag("w:sz"): "size",
    tag("w:color"): "colour",
    tag("w:u"): "underline",
}


def setting_changes(properties: Element | None) -> Changes:
    """What paragraph properties say of `Setting`."""
    said: Changes = {}
    for child in () if properties is None else properties:
        rule = _PARAGRAPH_RULES.get(child.tag)
        if rule is not None:
            rule(said, child)
    return said


def _spacing(said: Changes, element: Element) -> None:
    for name in ("before", "after"):
        if (value := element.get(tag(f"w:{name}"))) is not None:
            said[name] = points(value)
    if (line := element.get(tag("w:line"))) is not None:
        if element.get(tag("w:lineRule"), "auto") == "auto":
            said["line"], said["line_least"] = measure(line, 240.0) / 240, 0.0
        else:
            said["line_least"] = points(line)


def _indent(said: Changes, element: Element) -> None:
    for name, also in (("left", "start"), ("right", "end")):
        value = element.get(tag(f"w:{name}"), element.get(tag(f"w:{also}")))
        if value is not None:
            said[name] = points(value)
    if (value := element.get(tag("w:hanging"))) is not None:
        said["first"] = -points(value)
    elif (value := element.get(tag("w:firstLine"))) is not None:
        said["first"] = points(value)


def _borders(said: Changes, element: Element) -> None:
    for side, name in (("left", "bar"), ("top", "above"), ("bottom", "below")):
        if (found := element.find(tag(f"w:{side}"))) is not None:
            said[name] = edge(found)


def _tabs(said: Changes, element: Element) -> None:
    stops = [
        Tab(_ALIGN.get(tab.get(tag("w:val"), ""), "left"), points(tab.get(tag("w:pos"))))
        for tab in element.findall(tag("w:tab"))
        if tab.get(tag("w:val")) not in ("clear", "bar")
    ]
    said["tabs"] = tuple(sorted(stops, key=lambda t: t.at))


def _level(said: Changes, element: Element) -> None:
    level = int(measure(element.get(tag("w:val")), 9.0))
    said["level"] = level if level < 9 else None


def _align(said: Changes, element: Element) -> None:
    said["align"] = _ALIGN.get(element.get(tag("w:val"), ""), "left")


def _fill(said: Changes, element: Element) -> None:
    said["fill"] = colour(element.get(tag("w:fill")))


def _switch(name: str) -> Any:
    def rule(said: Changes, element: Element) -> None:
        said[name] = on(element)

    return rule


_PARAGRAPH_RULES = {
    tag("w:spacing"): _spacing,
    tag("w:ind"): _indent,
    tag("w:pBdr"): _borders,
    tag("w:tabs"): _tabs,
    tag("w:outlineLvl"): _level,
    tag("w:jc"): _align,
    tag("w:shd"): _fill,
    tag("w:keepNext"): _switch("keep_next"),
    tag("w:keepLines"): _switch("keep_lines"),
    tag("w:pageBreakBefore"): _switch("new_page"),
}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style and those it is based on say."""

    setting: Changes
    letters: Changes


class Looks:
    """The styles of one Word file. Looks without properties of their own are worked out once."""

    def __init__(self, styles: Element) -> None:
        self._elements = {s.get(tag("w:styleId")): s for s in styles.findall(tag("w:style"))}
        self._default = next(
            (
                style_id
                for style_id, s in self._elements.items()
                if s.get(tag("w:type")) == "paragraph" and s.get(tag("w:default")) in ("1", "true")
            ),
            "",
        )
        defaults = styles.find(tag("w:docDefaults"))
        root = (None, None) if defaults is None else (defaults.find(_P_DEFAULT), defaults.find(_R_DEFAULT))
        self._setting, self._letters = setting_changes(root[0]), letter_changes(root[1])
        self._styles: dict[str, _Style | None] = {}
        self._made: dict[tuple[str, str], Letters] = {}
        self._settings: dict[str, Setting] = {}

    def paragraph_style(self, properties: Element | None) -> str:
        """The id of the paragraph style in force."""
        named = None if properties is None else child_value(properties, "w:pStyle")
        return named if named is not None and named in self._elements else self._default

    def setting(self, style: str, properties: Element | None) -> Setting:
        """How a paragraph in this style with these properties stands."""
        base = self._settings.get(style)
        if base is None:
            base = self._settings[style] = Setting(**(self._setting | self._said(style, "setting")))
        own = setting_changes(properties)
        if not own:
            return base
        return Setting(**(self._setting | self._said(style, "setting") | own))

    def letters(self, paragraph_style: str, properties: Element | None) -> tuple[str, Letters]:
        """The character style's id and how a run with these properties looks in such a paragraph."""
        named = ("" if properties is None else child_value(properties, "w:rStyle")) or ""
        key = (paragraph_style, named)
        if key not in self._made:
            inherited = self._letters | self._said(paragraph_style, "letters")
            above = self._said(named, "letters")
            toggled = {
                name: inherited.get(name, False) != above[name] for name in _TOGGLES.values() if name in above
            }
            self._made[key] = Letters(**(inherited | above | toggled))
        base = self._made[key]
        own = letter_changes(properties)
        if not own:
            return named, base
        return named, Letters(**({name: getattr(base, name) for name in Letters.__slots__} | own))

    def table_properties(self, style: str) -> list[Element]:
        """``w:tblPr`` of a table style and of those it is based on, the nearest first."""
        found, seen = [], set()
        while style in self._elements and style not in seen:
            seen.add(style)
            element = self._elements[style]
            if (properties := element.find(tag("w:tblPr"))) is not None:
                found.append(properties)
            style = child_value(element, "w:basedOn") or ""
        return found

    def _said(self, style: str, what: str) -> Changes:
        if style not in self._styles:
            self._styles[style] = self._followed(style)
        found = self._styles[style]
        return {} if found is None else getattr(found, what)

    def _followed(self, style: str) -> _Style | None:
        chain, seen = [], set()
        while style in self._elements and style not in seen:
            seen.add(style)
            chain.append(self._elements[style])
            style = child_value(chain[-1], "w:basedOn") or ""
        if not chain:
            return None
        setting: Changes = {}
        letters: Changes = {}
        for element in reversed(chain):
            setting |= setting_changes(element.find(tag("w:pPr")))
            letters |= letter_changes(element.find(tag("w:rPr")))
        return _Style(setting, letters)


_P_DEFAULT = f"{tag('w:pPrDefault')}/{tag('w:pPr')}"
_R_DEFAULT = f"{tag('w:rPrDefault')}/{tag('w:rPr')}"
