"""The text of an HTML mail, as lines.

Answers: what a reader of the page would read, block by block, table cells kept apart.
Refuses scripts, styles and anything remote: nothing is fetched, and pictures are only mentioned.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "tfoot", "thead",
    "title", "tr", "ul",
})  # fmt: skip
CELLS = frozenset({"td", "th"})
UNREAD = frozenset({"script", "style", "template"})
GAP = "   "
_SPACE = re.compile(r"[ \t\r\n\f]+")


def html_to_text(untrusted_html: str) -> str:
    """Lines of text; runs of white space inside a line are one space, cells are a gap apart."""
    reader = _Reader()
    reader.feed(untrusted_html)
    reader.close()
    lines = (GAP.join(filter(None, (cell.strip() for cell in line.split("\t")))) for line in reader.lines())
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):  # one empty line between blocks is enough
            kept.append(line)
    return "\n".join(kept).strip("\n")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._unread = 0

    def lines(self) -> list[str]:
        return "".join(self._parts).split("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self._unread += 1
        self._separate(tag)
        if tag == "img":
            said = dict(attrs).get("alt")
            if said:
                self.handle_data(f" [picture: {said}] ")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD and self._unread:
            self._unread -= 1
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._parts.append(_SPACE.sub(" ", data))

    def _separate(self, tag: str) -> None:
        if tag in BLOCKS:
            self._parts.append("\n")
        elif tag in CELLS:
            self._parts.append("\t")
