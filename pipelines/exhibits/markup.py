"""HTML elements that cannot be broken by what stands in them: every text is escaped, unless it is an element.

Answers: the text of one element. Record text is made printable, its white space one space; attributes are
escaped the same way. There is no way to pass markup through as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from pipelines.render.printing import printable

_SPACE = re.compile(r"\s+")
_VOID = frozenset({"img", "meta", "col"})


class Element(str):
    """Markup made by `element`; any other text is escaped."""

    __slots__ = ()


def element(name: str, /, *children: str | Iterable[str], **attributes: str) -> Element:
    """``<name attributes>children</name>``.

    Args:
        name: of the element.
        children: elements, and texts to escape; an iterable stands for its items.
        attributes: by name; a closing ``_`` is dropped (``class_``), "" leaves the attribute out.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_shown(value))}"'
        for key, value in attributes.items()
        if value
    )
    if name in _VOID:
        return Element(f"<{name}{said}>")
    return Element(f"<{name}{said}>{''.join(_inner(children))}</{name}>")


def joined(*children: str | Iterable[str]) -> Element:
    """Elements and texts one after the other, without an element around them."""
    return Element("".join(_inner(children)))


def _inner(children: Iterable[str | Iterable[str]]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Element):
            yield child
        elif isinstance(child, str):
            yield escape(_shown(child), quote=False)
        else:
            yield from _inner(child)


def _shown(text: str) -> str:
    """Fit for any page; white space as one space, at the ends too: words stand beside elements."""
    return _SPACE.sub(" ", printable(text))
