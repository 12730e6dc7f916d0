"""Characters that Word stores as a place in a symbol font: ticks and boxes of forms, bullets, Greek letters.

Answers: the Unicode character a symbol prints as. An unknown one becomes U+FFFD, never nothing.
Tables: the fonts' own encodings (Wingdings, Wingdings 2, Symbol), as far as records and forms use them.
"""

from __future__ import annotations

UNKNOWN = "\ufffd"
WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x9F: "•", 0xA0: "▪", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "☐"}
SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x2D: "−", 0x61: "α", 0x62: "β", 0x63: "χ", 0x64: "δ", 0x65: "ε", 0x67: "γ",
    0x6B: "κ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x72: "ρ", 0x73: "σ", 0x74: "τ", 0x77: "ω", 0x44: "Δ",
    0x57: "Ω", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD2: "®", 0xD3: "©",
    0xE4: "™",
}  # fmt: skip
FONTS = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "symbol": SYMBOL}


def is_symbol_font(font: str) -> bool:
    """Whether this font's letters are pictures."""
    return font.lower() in FONTS


def symbol(font: str, code: str) -> str:
    """The character at hexadecimal ``code`` of a symbol font; such fonts use U+F000 to U+F0FF for 0 to FF."""
    try:
        place = int(code, 16)
    except ValueError:
        return UNKNOWN
    if 0xF000 <= place <= 0xF0FF:
        place -= 0xF000
    table = FONTS.get(font.lower())
    if table is not None:
        return table.get(place, UNKNOWN)
    return chr(place) if 0x20 <= place < 0xD800 else UNKNOWN
