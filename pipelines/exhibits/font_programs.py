"""Cuts a shipped face down to the characters that a file can show, with the widths that the file gives them.

Answers: a TrueType program with a Unicode (3, 1) table, as PDF/A asks of fonts with an encoding. A glyph
whose width differs stands in the middle of the width it is given. Refuses nothing.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from struct import pack, unpack

from pipelines.exhibits.standard_fonts import FaceName, font_file

_CUT = ("name",)  # says who made the face, in many languages; nothing that a reader shows
_DIRECTORY, _ENTRY = 12, 16
_GLYPH_IDS = 22
"""Where the glyph numbers begin in the table that the subset comes with: one record of format 6."""


@lru_cache(maxsize=24)  # all volumes of a set show much the same
def program(face: FaceName, widths: tuple[tuple[int, int], ...]) -> bytes:
    """The program.

    Args:
        face: to cut.
        widths: code points that the face has, ascending, each with its width in the face's units.
    """
    from reportlab.pdfbase.ttfonts import TTFontMaker

    codes = [code for code, _ in widths]
    tables = _tables(font_file(face).makeSubset(codes))
    glyphs = dict(zip(codes, unpack(f">{len(codes)}H", tables["cmap"][_GLYPH_IDS:]), strict=True))
    tables["cmap"] = _unicode_table(glyphs)
    given = {glyphs[code]: width for code, width in widths}
    metrics = [
        (width, start) if glyph not in given else (given[glyph], start + (given[glyph] - width) // 2)
        for glyph, (width, start) in enumerate(_metrics(tables))
    ]
    tables["hmtx"] = b"".join(pack(">Hh", width, start) for width, start in metrics)
    tables["hhea"] = tables["hhea"][:-2] + pack(">H", len(metrics))
    made = TTFontMaker()
    for tag, table in tables.items():
        if tag not in _CUT:
            made.add(tag, table)
    stream: bytes = made.makeStream()
    return stream


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = unpack(">H", font[4:6])
    found = {}
    for number in range(count):
        start = _DIRECTORY + _ENTRY * number
        tag, _, offset, length = unpack(">4sLLL", font[start : start + _ENTRY])
        found[tag.decode("latin-1")] = font[offset : offset + length]
    return found


def _metrics(tables: dict[str, bytes]) -> list[tuple[int, int]]:
    """Width and left side bearing of each glyph. The last width goes for all glyphs after it."""
    (glyphs,) = unpack(">H", tables["maxp"][4:6])
    (full,) = unpack(">H", tables["hhea"][-2:])
    pairs = [unpack(">Hh", tables["hmtx"][4 * n : 4 * n + 4]) for n in range(full)]
    rest = unpack(f">{glyphs - full}h", tables["hmtx"][4 * full :])
    return [*pairs, *((pairs[-1][0], start) for start in rest)]


def _unicode_table(glyphs: dict[int, int]) -> bytes:
    """A cmap of one subtable, format 4: runs of code points whose glyph numbers run along with them."""
    runs = []
    for _, group in groupby(sorted(glyphs.items()), key=lambda pair: pair[1] - pair[0]):
        points: list[list[int]] = []
        for code, _ in group:
            if points and code == points[-1][1] + 1:
                points[-1][1] = code
            else:
                points.append([code, code])
        runs += [(first, last, (glyphs[first] - first) % 0x10000) for first, last in points]
    runs = [*sorted(runs), (0xFFFF, 0xFFFF, 1)]
    count = len(runs)
    power = 1 << (count.bit_length() - 1)
    search = (2 * power, power.bit_length() - 1, 2 * (count - power))
    body = (
        pack(f">{count}H", *(last for _, last, _ in runs))
        + pack(">H", 0)
        + pack(f">{count}H", *(first for first, _, _ in runs))
        + pack(f">{count}H", *(delta for _, _, delta in runs))
        + pack(f">{count}H", *([0] * count))
    )
    head = pack(">7H", 4, 14 + len(body), 0, 2 * count, *search)
    return pack(">4HL", 0, 1, 3, 1, 12) + head + body
