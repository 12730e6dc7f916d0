"""What every font that we cut down needs: a tag before its name, and the characters that its codes stand for.

ISO 32000-1, 9.6.4 (tags of font subsets) and 9.10.3 (ToUnicode).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<{first}> <{last}>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_MOST_IN_BLOCK = 100


def subset_tag(what: bytes) -> str:
    """Six capitals that differ where ``what`` tells the subset from others differs."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(what).digest()[:6])


def to_unicode(characters: Mapping[int, str], code_bytes: int) -> bytes:
    """The map from codes of ``code_bytes`` bytes to the characters they stand for, in the order given."""
    digits = 2 * code_bytes
    lines = [
        f"<{code:0{digits}X}> <{character.encode('utf-16-be').hex().upper()}>"
        for code, character in characters.items()
    ]
    blocks = []
    for start in range(0, len(lines), _MOST_IN_BLOCK):
        block = lines[start : start + _MOST_IN_BLOCK]
        blocks.append("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]))
    made = _MAP.format(first="0" * digits, last="F" * digits, blocks="\n".join(blocks))
    return made.encode("ascii")
