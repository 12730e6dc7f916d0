"""What the load files of a production list: its papers, each with the places of its files as stated there.

Answers: of a DAT the papers with first and last number, native, text and picture file; of an OPT the papers
with the key and picture of each page. Headings are known in the wordings that platforms export. Refuses what
`pipelines.exhibits.load_files` refuses, and a DAT without a column of first numbers: its rows name no paper.
A path is data here: where it leads is `pipelines.discovery.volume_paths`'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.errors import UsageError
from extractors.sniffing import LOAD_DAT
from pipelines.exhibits.bates_numbers import BatesRange, parse_range
from pipelines.exhibits.block_list import HEADINGS
from pipelines.exhibits.load_files import OptPage, read_dat, read_opt

_NOT_PLAIN = re.compile(r"[^0-9a-z]+")


def plain(text: str) -> str:
    """A heading, or a number, as it is compared: small letters and digits."""
    return _NOT_PLAIN.sub("", text.casefold())


_BEGIN = tuple(plain(h) for h in (*HEADINGS["begin"], *HEADINGS["bates"]))
_END = tuple(plain(h) for h in HEADINGS["end"])
_NATIVE = (
    *("nativepath", "nativelink", "nativefilepath", "nativefilelink", "nativefile", "native", "itempath"),
    *("filepath", "filelink", "link"),
)
_TEXT = (
    *("textpath", "textlink", "textfilepath", "textfile", "ocrpath", "ocrlink", "extractedtextpath"),
    *("extractedtextlink", "fulltextpath", "ocrtextpath", "textprecedence", "extractedtext", "fulltext"),
    *("ocrtext", "ocr", "text"),
)
_PICTURE = (
    "imagepath",
    "imagelink",
    "imagefilepath",
    "imagefile",
    "pdfpath",
    "pdflink",
    "pdffile",
    "image",
    "pdf",
)
_PATH = re.compile(r"[^\n]{1,400}\.[0-9A-Za-z]{1,5}")
"""A column of text may hold the text itself: only what looks like a file's path is followed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper of a load file.

    ``begin`` and ``end`` are its numbers as stated, ``pages`` the (key, path) of each page's
    picture; the other paths are "" where none is stated. ``place`` is
    where in its load file it stands, in words.
    """

    begin: str
    end: str
    place: str
    pages: tuple[tuple[str, str], ...] = ()
    native: str = ""
    text: str = ""

    @property
    def range(self) -> BatesRange | None:
        """Its numbers; ``None`` if they are no Bates range."""
        try:
            return parse_range(f"{self.begin} to {self.end}" if self.end != self.begin else self.begin)
        except UsageError:
            return None


@dataclass(frozen=True, slots=True)
class Listing:
    """What one load file lists; ``volumes`` are the labels that an OPT gives its media."""

    papers: tuple[Listed, ...]
    volumes: tuple[str, ...] = ()


def read_listing(untrusted: bytes, media_type: str, name: str) -> Listing:
    """Read one load file.

    Args:
        media_type: of the two, which it is.
        name: for messages.

    Raises:
        UsageError: torn, not such a file, or a DAT without first numbers.
    """
    short = name.rpartition("/")[2]
    if media_type == LOAD_DAT:
        return Listing(_of_dat(read_dat(untrusted, short), short))
    pages = read_opt(untrusted, short)
    return Listing(_of_opt(pages), tuple(sorted({p.volume for p in pages if p.volume})))


def _of_dat(rows: Sequence[Mapping[str, str]], name: str) -> tuple[Listed, ...]:
    columns = {plain(column): column for column in reversed(tuple(rows[0]))} if rows else {}
    begin, end, native, text, picture = (
        next((columns[kind] for kind in kinds if kind in columns), "")
        for kinds in (_BEGIN, _END, _NATIVE, _TEXT, _PICTURE)
    )
    if rows and not begin:
        raise UsageError(
            f"{name} has no column of first Bates numbers.",
            "Ask for the load file with BEGBATES and ENDBATES.",
        )
    return tuple(
        Listed(
            first,
            row.get(end, "").strip() or first,
            f"record {number}",
            ((first, path),) if (path := _path(row.get(picture, ""))) else (),
            _path(row.get(native, "")),
            _path(row.get(text, "")),
        )
        for number, row in enumerate(rows, 1)
        if (first := row[begin].strip())
    )


def _path(value: str) -> str:
    found = value.strip()
    return found if _PATH.fullmatch(found) else ""


def _of_opt(pages: Sequence[OptPage]) -> tuple[Listed, ...]:
    papers: list[list[OptPage]] = []
    for page in pages:
        if page.first_of_document:
            papers.append([])
        papers[-1].append(page)
    return tuple(
        Listed(
            own[0].image_key,
            own[-1].image_key,
            f"at {own[0].image_key}",
            tuple((page.image_key, page.path) for page in own),
        )
        for own in papers
    )
