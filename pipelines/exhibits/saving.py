"""Writes a PDF so that the same pages give the same bytes, and nobody learns when or where it was made.

Answers: one way of saving for every PDF of an exhibit set. Streams stay as they came (nothing is packed
anew), /Info holds the producer and nothing else, and the file's ID follows from its content. Refuses to
encrypt: what is filed must open for everyone.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pikepdf

PRODUCER = "Pincite"


def save(pdf: pikepdf.Pdf, path: Path | BinaryIO) -> None:
    """Write ``pdf`` to ``path``, over what may be there, or into an open file.

    Raises:
        ValueError: ``path`` is the file that ``pdf`` was opened from, and is still read from.
    """
    if isinstance(path, Path):
        read = Path(pdf.filename)
        if path.exists() and read.exists() and path.samefile(read):
            raise ValueError("a PDF cannot be written over the file it is read from")
        with path.open("wb") as file:
            _write(pdf, file)
    else:
        _write(pdf, path)


def _write(pdf: pikepdf.Pdf, file: BinaryIO) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    pdf.trailer["/Info"] = pdf.make_indirect(pikepdf.Dictionary(Producer=pikepdf.String(PRODUCER)))
    pdf.save(
        file,
        deterministic_id=True,
        encryption=False,
        fix_metadata_version=False,
        compress_streams=False,
        recompress_flate=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        normalize_content=False,
        linearize=False,
    )
