"""The style sheet of the page for the browser: what every page shares, and the classes its template asks for.

Answers: CSS without a reference to anything outside the page. Sizes are relative to the template's text, so
that a screen shows it larger than paper does. A class is named after the template's style where it has one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from math import fsum

from pipelines.render.figure import number
from pipelines.render.word_blocks import Edge, Letters, Setting, Sheet, Watermark

_SHARED = """\
html{font:14px/1.4 Arial,"Liberation Sans",Helvetica,sans-serif;color:#000;background:#fff;\
scroll-padding-top:5.5rem;-webkit-text-size-adjust:100%}
body{margin:0}
p,h1,h2,h3,h4,h5,h6{margin:0;font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}
.bar{position:sticky;top:0;z-index:3;display:flex;gap:1.5rem;justify-content:space-between;\
align-items:center;height:2.4rem;padding:0 1.6rem;background:#fff;border-bottom:1px solid #b9c2cf}
.bar p,.foot p{font-size:.88rem;color:#5f6670}
.bar figure,.foot figure{margin:0;flex:none;width:auto}
.bar img,.foot img{width:auto;max-height:2rem}
.bar p{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.bar p:last-child:not(:first-child){flex:none}
.page{max-width:88rem;margin:0 auto;padding:1.4rem 1.6rem 3rem}
nav{font-size:.92rem;margin:0 0 1rem}
nav strong{display:block;margin:.2rem 0 .4rem;color:#5f6670;font-weight:normal}
nav ol{list-style:none;margin:0;padding:0}
nav ol ol{padding-left:.9rem;font-size:.92em}
nav li{margin:.28rem 0}
nav a,nav a:visited{color:#1f3864;text-decoration:none}
nav a:hover,nav a:focus{text-decoration:underline}
main a{color:inherit;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:2px}
main a:hover{text-decoration-thickness:2px}
figure{margin:1rem 0}
svg,img{width:100%;height:auto}
svg{font-family:Arial,"Liberation Sans",Helvetica,sans-serif}
table{width:100%;border-collapse:separate;border-spacing:0;table-layout:fixed}
th,td{text-align:left;vertical-align:top;font-weight:normal}
thead th{position:sticky;top:2.4rem;z-index:2;background-clip:padding-box}
.watermark{position:fixed;inset:0;z-index:-1;display:flex;align-items:center;justify-content:center;\
overflow:hidden;font-weight:bold;font-size:min(7vw,8rem);white-space:nowrap;pointer-events:none;\
user-select:none}
.foot{margin-top:2rem;padding-top:.6rem;border-top:1px solid #b9c2cf}
@media (min-width:84rem){
.page{display:grid;grid-template-columns:13rem minmax(0,1fr);column-gap:2.2rem;max-width:104rem}
nav{position:sticky;top:3.6rem;align-self:start;max-height:calc(100vh - 4.6rem);overflow-y:auto}
.foot{grid-column:2}
}
@media (max-width:960px){
.table{overflow-x:auto}
.table table{min-width:940px}
thead th{position:static}
.page{padding:1rem}
}
@media print{
html{font-size:8.5pt;line-height:1.15}
.bar{position:static;padding:0}
.page{display:block;max-width:none;padding:0}
nav{display:none}
thead{display:table-header-group}
thead th{position:static}
tr.whole{break-inside:avoid}
h1,h2,h3,h4,h5,h6,tr.kept,p.kept{break-after:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9-]+")


class StyleSheet:
    """Collects the classes that a page needs, each look once, in the order in which they are asked for."""

    def __init__(self, base: float) -> None:
        self._base = base
        self._classes: dict[str, str] = {}
        self._names: dict[str, int] = {}
        self._rules: list[str] = []

    def paragraph(self, style: str, setting: Setting, mark: Letters, *, heading: bool) -> str:
        """Class of a paragraph: how it stands, and its own letters."""
        declared = [*_setting(setting, self._rem), *_letters(mark, Letters(self._base), self._rem)]
        if heading and not mark.bold:
            declared.append("font-weight:normal")
        name = self._class(style or "text", declared)
        return f"{name} kept".strip() if setting.keep_next else name

    def span(self, style: str, letters: Letters, around: Letters) -> str:
        """Class of text that looks other than its paragraph; "" if it does not."""
        return self._class(style or "run", _letters(letters, around, self._rem))

    def cell(
        self, top: Edge | None, bottom: Edge | None, left: Edge | None, right: Edge | None, fill: str
    ) -> str:
        """Class of a cell's lines and shading."""
        sides = (("top", top), ("bottom", bottom), ("left", left), ("right", right))
        declared = [
            f"border-{side}:{number(max(e.width * 4 / 3, 1.0))}px solid #{e.colour}" for side, e in sides if e
        ]
        return self._class("cell", [*declared, *([f"background-color:#{fill}"] if fill else [])])

    def figure(self, width: float, full: float) -> str:
        """Class of a figure: as wide on the page as on paper."""
        return self._class("figure", [f"width:{number(min(100.0, 100 * width / full))}%"])

    def table(
        self, widths: tuple[float, ...], padding: tuple[float, float, float, float], full: float
    ) -> str:
        """Class of a table: its width on the page, its columns' widths, its cells' inner margins."""
        total = fsum(widths) or 1.0
        columns = [number(100 * width / total) for width in widths]
        inner = " ".join(self._rem(max(p, 1.5) * 1.25) for p in padding)  # a screen wants more air than paper
        known = len(self._rules)
        name = self._class(
            "grid", [f"width:{number(min(100.0, 100 * total / full))}%", f"--columns:{' '.join(columns)}"]
        )
        if len(self._rules) > known:
            self._rules.append(f".{name} :is(th,td){{padding:{inner}}}")
            self._rules += [f".{name} col:nth-child({i}){{width:{w}%}}" for i, w in enumerate(columns, 1)]
        return name

    def text(self, sheet: Sheet, mark: Watermark | None) -> str:
        """The whole style sheet. On paper the mark and the count of pages stand in the margins."""
        words = _quoted(mark.text) if mark else '""'
        margin = " ".join(f"{number(m)}pt" for m in (sheet.top, sheet.right, sheet.bottom, sheet.left))
        look = "font:bold 7.5pt Arial,sans-serif;color:#b00020"
        page = (
            f"@page{{size:{number(sheet.width)}pt {number(sheet.height)}pt;margin:{margin};"
            f"@top-right{{content:{words};{look}}}@bottom-center{{content:{words};{look}}}"
            '@bottom-right{content:"Page " counter(page) " of " counter(pages);'
            "font:7.5pt Arial,sans-serif;color:#5f6670}}\n"
        )
        if mark is not None:
            page += f".watermark span{{color:#{mark.colour};transform:rotate({number(mark.rotation)}deg)}}\n"
        return _SHARED + page + "\n".join(self._rules) + "\n"

    def _rem(self, points: float) -> str:
        return f"{number(points / self._base)}rem"

    def _class(self, wanted: str, declared: list[str]) -> str:
        if not declared:
            return ""
        body = ";".join(declared)
        if body not in self._classes:
            name = _NOT_IN_A_NAME.sub("-", wanted)
            self._names[name] = self._names.get(name, 0) + 1
            if self._names[name] > 1 or name in ("bar", "page", "foot", "kept", "whole", "watermark"):
                name = f"{name}-{self._names[name]}"
            self._classes[body] = name
            self._rules.append(f".{name}{{{body}}}")
        return self._classes[body]


def content_policy(style_sheet: str) -> str:
    """The Content-Security-Policy that lets a browser apply this one style sheet, show pictures that stand in
    the page itself, and fetch or run nothing."""
    digest = base64.b64encode(hashlib.sha256(style_sheet.encode("utf-8")).digest()).decode("ascii")
    allowed = f"style-src 'sha256-{digest}'; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _quoted(text: str) -> str:
    """A CSS string: whatever could end it, or the style sheet, stands as its code."""
    return (
        '"'
        + "".join(c if c.isascii() and (c.isalnum() or c in " ,.-") else f"\\{ord(c):x} " for c in text)
        + '"'
    )


def _setting(setting: Setting, rem: Callable[[float], str]) -> list[str]:
    """Declarations of how a paragraph stands; what is as in any paragraph is left out."""
    said = []
    if setting.before or setting.after:
        said.append(f"margin:{rem(setting.before)} 0 {rem(setting.after)}")
    if setting.align != "left":
        said.append(f"text-align:{setting.align}")
    if setting.fill:
        said.append(f"background-color:#{setting.fill}")
    if setting.bar:
        said.append(f"border-left:{number(setting.bar.width * 4 / 3)}px solid #{setting.bar.colour}")
        said.append(f"padding:0 {rem(setting.bar.space)}")
    elif setting.left:
        said.append(f"padding-left:{rem(setting.left)}")
    for side, edge in (("top", setting.above), ("bottom", setting.below)):
        if edge:
            said.append(f"border-{side}:{number(edge.width * 4 / 3)}px solid #{edge.colour}")
    return said


def _letters(letters: Letters, around: Letters, rem: Callable[[float], str]) -> list[str]:
    """Declarations of the looks in which letters differ from those around them."""
    said = []
    if letters.size != around.size:
        said.append(f"font-size:{rem(letters.size)}")
    if letters.colour != around.colour:
        said.append(f"color:#{letters.colour or '000000'}")
    for name, declared, undone in (
        ("bold", "font-weight:bold", "font-weight:normal"),
        ("italic", "font-style:italic", "font-style:normal"),
        ("caps", "text-transform:uppercase", "text-transform:none"),
        ("underline", "text-decoration:underline", "text-decoration:none"),
    ):
        if getattr(letters, name) != getattr(around, name):
            said.append(declared if getattr(letters, name) else undone)
    return said
