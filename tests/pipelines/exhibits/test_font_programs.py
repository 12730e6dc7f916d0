"""A face cut down: its characters are found by code point, and are as wide as they were asked to be."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO

from fontTools.ttLib import TTFont

from pipelines.exhibits.font_programs import program
from pipelines.exhibits.standard_fonts import face_named, font_file

FACE = face_named("/Times-Roman")
assert FACE is not None
CODES = (*range(0x20, 0x7F), 0xB1, 0xC9, 0xE9, 0x2022, 0xFB01)


def opened(widths: dict[int, int]) -> TTFont:
    assert FACE is not None
    return TTFont(BytesIO(program(FACE, tuple(sorted(widths.items())))), checkChecksums=2, lazy=False)


def own_widths() -> dict[int, int]:
    file = font_file(FACE) if FACE else None
    return {code: file.hmetrics[file.charToGlyph[code]][0] for code in CODES if file}


def test_every_character_is_found_with_its_own_outline() -> None:
    made = opened(own_widths())
    whole = TTFont(
        BytesIO((files("pipelines.render") / "fonts" / "LiberationSerif-Regular.ttf").read_bytes())
    )
    assert [(t.platformID, t.platEncID) for t in made["cmap"].tables] == [(3, 1)]
    table = made["cmap"].getcmap(3, 1).cmap
    assert set(table) == set(CODES)
    for code in CODES:
        got = made["glyf"][table[code]].getCoordinates(made["glyf"])[0]
        assert got == whole["glyf"][whole.getBestCmap()[code]].getCoordinates(whole["glyf"])[0]
        assert made["hmtx"][table[code]] == whole["hmtx"][whole.getBestCmap()[code]]


def test_a_width_that_is_given_moves_the_outline_to_its_middle() -> None:
    usual = own_widths()
    made = opened(usual | {0xB1: usual[0xB1] + 40})
    before, after = opened(usual)["hmtx"], made["hmtx"]
    glyph = made["cmap"].getcmap(3, 1).cmap[0xB1]
    assert after[glyph] == (before[glyph][0] + 40, before[glyph][1] + 20)
    others = set(made.getGlyphOrder()) - {glyph}
    assert all(after[name] == before[name] for name in others)


def test_the_program_depends_on_what_was_asked_alone() -> None:
    assert FACE is not None
    widths = tuple(sorted(own_widths().items()))
    first = program(FACE, widths)
    program.cache_clear()
    assert program(FACE, widths) == first
    assert len(first) < 60_000
