"""Load-file volumes as productions come: pictures page by page, natives, extracted text, DAT and OPT.

Prefixes, words and names are invented here.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from extractors.pages import Source
from extractors.sniffing import sniff
from pipelines.durable import READ_ONLY
from pipelines.exhibits.load_files import OptPage, write_dat, write_opt
from pipelines.matter import Client, Matter
from pipelines.store import Store
from tests.kept_sources import add_source


def picture(words: str, kind: str = "TIFF") -> bytes:
    """One page; ``kind`` TIFF (Group 4), JPEG or PNG."""
    image = Image.new("L", (200, 260), 255)
    ImageDraw.Draw(image).text((12, 20), words, fill=0)
    into = io.BytesIO()
    if kind == "TIFF":
        image.convert("1").save(into, "TIFF", compression="group4", dpi=(200, 200))
    else:
        image.save(into, kind)
    return into.getvalue()


def number(n: int, prefix: str = "QX") -> str:
    return f"{prefix}{n:06d}"


def volume(
    name: str = "VOL001", papers: Sequence[tuple[int, int]] = ((1, 3), (4, 4), (5, 6)), prefix: str = "QX"
) -> dict[str, bytes]:
    """Files by path. Each of ``papers`` is (first, last) number; each has a text of all its pages, too."""
    files: dict[str, bytes] = {}
    rows, pages = [], []
    for first, last in papers:
        begin = number(first, prefix)
        files[f"{name}/TEXT/{begin}.txt"] = f"Words of {begin}.\n".encode()
        rows.append(
            {
                "BEGBATES": begin,
                "ENDBATES": number(last, prefix),
                "PAGECOUNT": str(last - first + 1),
                "TEXTPATH": f"\\{name}\\TEXT\\{begin}.txt",
                "NATIVEPATH": "",
            }
        )
        for n in range(first, last + 1):
            key = number(n, prefix)
            files[f"{name}/IMAGES/001/{key}.tif"] = picture(f"page {key} of {name}")
            path = f".\\{name}\\IMAGES\\001\\{key}.TIF"
            pages.append(OptPage(key, name, path, n == first, pages=last - first + 1 if n == first else None))
    files[f"{name}/DATA/{name}.dat"] = write_dat(rows)
    files[f"{name}/DATA/{name}.opt"] = write_opt(pages)
    return files


class Stood:
    """A matter in which files stand as sources, without the drop folder between."""

    def __init__(self, root: Path) -> None:
        root.mkdir(exist_ok=True)
        self.matter = Matter(root, "quimby", Client("Rosalind Quimby", None), None)
        self.matter.sources.mkdir(exist_ok=True)
        self.store = Store.open(self.matter)

    def put(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Digests by name."""
        found = {}
        for name, data in files.items():
            sha256 = hashlib.sha256(data).hexdigest()
            path = self.matter.sources / sha256
            if not path.exists():
                path.write_bytes(data)
                path.chmod(READ_ONLY)
            add_source(self.store, Source(sha256, (name,), sniff(path), len(data)))
            found[name] = sha256
        return found

    def names(self) -> list[str]:
        """Of the papers that are read and drafted."""
        with self.store.database.reading() as run:
            rows = run("SELECT name FROM names WHERE sha256 NOT IN (SELECT sha256 FROM parts)").fetchall()
        return sorted(name for (name,) in rows)

    def roles(self) -> dict[str, str]:
        with self.store.database.reading() as run:
            return dict(run("SELECT name, role FROM names JOIN parts USING (sha256)").fetchall())
