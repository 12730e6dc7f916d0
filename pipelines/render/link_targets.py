"""Which link targets a rendition may carry: pages of sources and exhibits beside it, or exhibits to be bound.

``exhibit:ID`` and ``exhibit:ID#page`` stand in an index of exhibits until it is bound; then they are pages.
Refuses every other target by giving "": the words stay, the link goes. Record text can name any address; it
never becomes a link.
"""

from __future__ import annotations

import re

_TARGET = re.compile(
    r"\.\./sources/[A-Za-z0-9][A-Za-z0-9._-]*(?:#page=[0-9]{1,7})?"
    r"|exhibits/[A-Za-z0-9](?:[A-Za-z0-9._-]|%20)*"
    r"|exhibit:[A-Za-z0-9][A-Za-z0-9._-]{0,63}(?:#page)?"
)
_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]*)"(?:\s+\\l\s+"([^"]*)")?\s*')


def checked_target(untrusted_target: str) -> str:
    """The target if it is ``../sources/NAME``, ``../sources/NAME#page=3``, ``exhibits/NAME``, ``exhibit:ID``
    or ``exhibit:ID#page``; "" for anything else."""
    return untrusted_target if _TARGET.fullmatch(untrusted_target) else ""


def field_target(untrusted_instruction: str) -> str:
    """The checked target of a ``HYPERLINK`` field; "" for another field or target."""
    match = _FIELD.fullmatch(untrusted_instruction)
    if not match:
        return ""
    return checked_target(f"{match[1]}#{match[2]}" if match[2] else match[1])
