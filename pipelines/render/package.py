"""Office packages with one byte sequence for one content: fixed order, fixed times, nothing compressed.

Members are stored, not deflated: zlib and its successors compress the same content to different bytes, and a
chronology must come out identical on every machine. A few hundred rows stay below a few megabytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_UNIX = 3


def pack(members: Mapping[str, bytes]) -> bytes:
    """A ZIP of the members: content types and root relationships first, the others sorted by name."""
    first = [name for name in _FIRST if name in members]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in [*first, *sorted(set(members) - set(first))]:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, members[name])
    return out.getvalue()


def repack(package: bytes) -> bytes:
    """The same members, packed as `pack` does."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})
