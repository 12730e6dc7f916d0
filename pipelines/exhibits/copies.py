"""What is asked of a working copy, and what comes of it: values, and their JSON between the two processes.

Answers: the job of copying one exhibit's pages, the copy with one line for each page, or why it is held and
the way out. Refuses a reply that does not hold together: whoever wrote it has parsed an untrusted file.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from extractors.pages import Box, Layer, Word
from extractors.printable import message
from pipelines.exhibits.plan import Region, SignedAs

MOST_REMARKS = 200


class HeldFor(StrEnum):
    """Why no copy was made: the closed list. The first ten are those of `extractors.errors.Reason`."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    EMPTY = "empty"
    OVERSIZED = "oversized"
    UNSUPPORTED = "unsupported"
    UNSAFE = "unsafe"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"
    SIGNED = "signed, no decision"
    NATIVE = "filed as it is"
    XFA = "script-driven form"
    PORTFOLIO = "portfolio"
    LAYERS = "hidden layers"
    UNAPPLIED = "unapplied redactions"
    UNDRAWN = "marks without appearance"
    PAGES = "pages"
    TEXT = "text would change"
    NO_CONVERTER = "no converter"


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """Words that OCR read on one page of a source: ``page`` from 1, boxes on a page of ``width`` by
    ``height`` points, top-left origin, words in reading order."""

    page: int
    width: float
    height: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class CopyJob:
    """One copy to be made.

    Args:
        source: the sealed original; read only, its digest compared first.
        name: what messages call it.
        media_type: as intake found it.
        sha256: of the original's bytes.
        out: where the copy goes; its folder exists.
        pages: source pages wanted, from 1, in the order wanted; empty for all.
        page_count: pages that the reading of the matter found, 0 where not known; another count is held.
        flatten: print annotations and form values into the pages; else they are kept, without their actions.
        words: OCR words of pages that are images only; pages with text of their own are left alone.
        signed_as: the decision on a digital signature.
        apply_marks: marks for redaction that nobody applied are given as regions, to be redacted in this copy
            afterwards, and are then no reason to hold it.
    """

    source: Path
    name: str
    media_type: str
    sha256: str
    out: Path
    pages: tuple[int, ...] = ()
    page_count: int = 0
    flatten: bool = True
    words: tuple[ScannedPage, ...] = ()
    signed_as: SignedAs = SignedAs.UNDECIDED
    apply_marks: bool = False


@dataclass(frozen=True, slots=True)
class CopyPage:
    """One page of a copy: which page of the source, its size as displayed in points, where its text comes
    from (values of `extractors.pages.Layer`), how many characters other than blanks it has."""

    source_page: int
    width: float
    height: float
    text_layer: str
    characters: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made: the file, its digest, its pages in order. ``marked`` are the regions of marks for
    redaction on its pages, which count in the source."""

    path: Path
    sha256: str
    pages: tuple[CopyPage, ...]
    remarks: tuple[str, ...] = ()
    marked: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """No copy was made: why, in one sentence that names the file, and what to do."""

    reason: HeldFor
    problem: str
    remedy: str


class HeldError(Exception):
    """Ends the making of one copy."""

    def __init__(self, reason: HeldFor, problem: str, remedy: str) -> None:
        super().__init__(reason, problem, remedy)
        self.held = Held(reason, problem, remedy)


class CopyReplyError(Exception):
    """A reply that does not hold together."""


def job_to_json(job: CopyJob) -> dict[str, Any]:
    """A job in plain JSON; inverse of `job_from_json`."""
    return {
        "source": str(job.source.absolute()),
        "name": job.name,
        "media_type": job.media_type,
        "sha256": job.sha256,
        "out": str(job.out.absolute()),
        "pages": list(job.pages),
        "page_count": job.page_count,
        "flatten": job.flatten,
        "words": [
            [s.page, s.width, s.height, [[w.text, *w.box.as_list(), w.start] for w in s.words]]
            for s in job.words
        ],
        "signed_as": job.signed_as.value,
        "apply_marks": job.apply_marks,
    }


def job_from_json(data: dict[str, Any]) -> CopyJob:
    """The job as the parent wrote it."""
    return CopyJob(
        Path(data["source"]),
        data["name"],
        data["media_type"],
        data["sha256"],
        Path(data["out"]),
        tuple(data["pages"]),
        data["page_count"],
        data["flatten"],
        tuple(
            ScannedPage(page, width, height, tuple(Word(w[0], Box(*w[1:5]), w[5]) for w in words))
            for page, width, height, words in data["words"]
        ),
        SignedAs(data["signed_as"]),
        data["apply_marks"],
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What the child tells of a copy it made."""

    pages: tuple[CopyPage, ...]
    remarks: tuple[str, ...] = ()
    marked: tuple[Region, ...] = ()


def told_to_json(told: Told) -> dict[str, Any]:
    """What the child tells, in plain JSON; the digest is for the parent to find."""
    return {
        "pages": [
            [p.source_page, p.width, p.height, p.text_layer, p.characters, list(p.remarks)]
            for p in told.pages
        ],
        "remarks": list(told.remarks),
        "marked": [[r.page, list(r.box), r.reason] for r in told.marked if r.box],
    }


def told_from_json(untrusted: Any, job: CopyJob) -> Told:
    """A reply, held against its form and against the job.

    Raises:
        CopyReplyError: malformed, or other pages than were asked for.
    """
    try:
        pages = tuple(_page(row) for row in untrusted["pages"])
        remarks = _remarks(untrusted["remarks"])
        marked = tuple(_region(row) for row in untrusted["marked"])
    except (KeyError, TypeError, ValueError) as error:
        raise CopyReplyError("malformed") from error
    wanted = job.pages or tuple(range(1, len(pages) + 1))
    counted = len(pages) if job.pages or not job.page_count else job.page_count
    if not pages or tuple(p.source_page for p in pages) != wanted or len(pages) != counted:
        raise CopyReplyError("other pages")
    if (marked and not job.apply_marks) or not {r.page for r in marked} <= set(wanted):
        raise CopyReplyError("other marks")
    return Told(pages, remarks, marked)


def _region(row: Any) -> Region:
    page, box, reason = row
    x0, top, x1, bottom = box
    if isinstance(page, bool) or not isinstance(page, int) or not isinstance(reason, str):
        raise TypeError("region")
    if not all(isinstance(v, int | float) and math.isfinite(v) for v in box):
        raise ValueError("box")
    return Region(page, (float(x0), float(top), float(x1), float(bottom)), "", message(reason))


def _page(row: Any) -> CopyPage:
    number, width, height, layer, characters, remarks = row
    for count in (number, characters):
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise ValueError("count")
    for size in (width, height):
        if not isinstance(size, int | float) or not math.isfinite(size) or size <= 0:
            raise ValueError("size")
    return CopyPage(number, float(width), float(height), Layer(layer).value, characters, _remarks(remarks))


def _remarks(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise TypeError("remarks")
    return tuple(message(v) for v in values[:MOST_REMARKS])
