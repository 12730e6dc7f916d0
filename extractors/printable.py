"""File names and messages from outside, made fit to print: one line, no control characters.

Answers: how an untrusted name is displayed. A display name is data for people; nothing opens a file by it.
Refuses to repair: what cannot be printed is shown as an escape (``\\x1b``), never dropped.
"""

from __future__ import annotations

import unicodedata

UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories shown as escapes: controls, bidi and zero-width marks, surrogates, line ends."""

LONGEST_MESSAGE = 2_000
"""Characters kept of a message that came from a reading process."""


def printable(untrusted_text: str) -> str:
    """``untrusted_text`` in NFC, unprintable characters as ``\\xNN``, ``\\uNNNN`` or ``\\UNNNNNNNN``.

    NFC, because the same name arrives composed from one system and decomposed from another. Spaces of odd
    width (macOS puts one into the names of screenshots) are plain spaces. Bytes that were not valid UTF-8
    (Python's surrogate escapes) are shown as the byte they were.
    """
    composed = unicodedata.normalize("NFC", untrusted_text)
    return "".join(_shown(c) for c in composed)


def message(untrusted_text: str) -> str:
    """A sentence that crossed a process border: one line, bounded length."""
    shown = printable(untrusted_text)
    return shown if len(shown) <= LONGEST_MESSAGE else shown[:LONGEST_MESSAGE] + " …"


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return _escaped(character) if category in UNPRINTABLE else character


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
