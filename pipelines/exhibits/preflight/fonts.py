"""Do all letters print as they were meant: is each font in the file.

Answers: fonts that are named but not embedded, by page. The fourteen that every viewer has, and those that
every viewer draws with the same widths, pass unless the court wants PDF/A, which takes none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf

from pipelines.exhibits.court_profile import Need
from pipelines.exhibits.preflight.faults import Fault, FileRule
from pipelines.exhibits.preflight.opened import Opened
from pipelines.exhibits.preflight.structure import inherited

_EVERYWHERE = (
    "Helvetica",
    "Times",
    "Courier",
    "Symbol",
    "ZapfDingbats",
    "Arial",
    "TimesNewRoman",
    "CourierNew",
)
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_DEEPEST = 8

_Key = tuple[int, int]


class _Fonts:
    """Names of fonts that are not embedded, by resources; each object is looked at once."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self._known: dict[_Key, frozenset[str]] = {}

    def missing(self, resources: object, depth: int = 0) -> frozenset[str]:
        if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
            return frozenset()
        found: set[str] = set()
        for font in _values(resources.get("/Font")):
            found |= self._once(font, self._of_font)
        for form in _values(resources.get("/XObject")):
            if form.get("/Subtype") == pikepdf.Name.Form:
                found |= self._once(form, lambda one: self.missing(one.get("/Resources"), depth + 1))
        return frozenset(found)

    def _once(self, one: pikepdf.Object, look: Callable[[pikepdf.Object], frozenset[str]]) -> frozenset[str]:
        key = one.objgen
        if key == (0, 0):
            return look(one)
        if key not in self._known:
            self._known[key] = frozenset()  # a form that draws itself ends here
            self._known[key] = look(one)
        return self._known[key]

    def _of_font(self, font: pikepdf.Object) -> frozenset[str]:
        if font.get("/Subtype") == pikepdf.Name.Type3:
            return frozenset()  # drawn in the file itself
        name = str(font.get("/BaseFont", "/?"))[1:]
        inner = font.get("/DescendantFonts")
        if isinstance(inner, pikepdf.Array) and len(inner):
            font = inner[0]
        descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
        if any(key in descriptor for key in _FILES):
            return frozenset()
        plain = name.replace(" ", "")
        if not self._strict and plain.startswith(_EVERYWHERE):
            return frozenset()
        return frozenset((name,))


def _values(holder: object) -> Iterator[pikepdf.Object]:
    if isinstance(holder, pikepdf.Dictionary):
        for key in sorted(holder.keys()):
            if isinstance(one := holder[key], (pikepdf.Dictionary, pikepdf.Stream)):
                yield one


def _fonts(opened: Opened) -> Iterator[Fault]:
    fonts = _Fonts(opened.whole.profile.pdfa is Need.REQUIRED)
    for number, page in enumerate(opened.pdf.pages, start=1):
        if missing := fonts.missing(inherited(page.obj, "/Resources")):
            row = opened.whole.by_id.get(opened.file.pages[number - 1].row)
            yield Fault("not embedded: " + ", ".join(sorted(missing)), number, row.designation if row else "")


FILE_RULES = (
    FileRule(
        "fonts",
        "Has its fonts in it",
        "Print the source to PDF on a computer that has these fonts, with fonts embedded, and use that.",
        _fonts,
    ),
)
