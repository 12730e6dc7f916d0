"""Which link targets a rendition may carry: pages of the files in the folder of sources beside it.

Refuses every other target by giving "": the words stay, the link goes. Record text can name any address; it
never becomes a link.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_TARGET = re.compile(r"(\.\./sources/)([^#?\\]+)(#page=[0-9]{1,7})?")
_NEVER_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f\\\ufffd]")
_FIELD = re.compile(r'\s*HYPERLINK\s+"((?:[^"\\]|\\.)*)"(?:\s+\\l\s+"([^"\\]*)")?')


def source_link(untrusted_target: str) -> str:
    """``../sources/NAME#page=3``, percent-encoded; "" for anything else."""
    match = _TARGET.fullmatch(untrusted_target)
    if not match:
        return ""
    name = unquote(match[2])
    climbs = any(part in ("", ".", "..") for part in name.split("/"))
    if climbs or _NEVER_IN_A_NAME.search(name):
        return ""
    return match[1] + quote(name, safe="/") + (match[3] or "")


def field_link(untrusted_instruction: str) -> str:
    """The checked target of a ``HYPERLINK`` field; "" for another field or target."""
    match = _FIELD.match(untrusted_instruction)
    if not match:
        return ""
    target = re.sub(r"\\(.)", r"\1", match[1])
    return source_link(f"{target}#{match[2]}" if match[2] else target)
