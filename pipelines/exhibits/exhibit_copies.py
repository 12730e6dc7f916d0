"""Each exhibit as one working copy: its files copied apart from the originals, joined, and redacted.

Answers: for each exhibit with pages, the copy that labels and numbers are put on, page by page with the
source page that it is; or why it is held. Refuses a redaction that cannot be proven: such an exhibit is
held, and nothing of it goes further. Originals are only read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf

from extractors.errors import UsageError
from extractors.pages import Layer, Page, Word
from extractors.sniffing import DOCX
from pipelines.exhibits.copies import Copy, CopyJob, Held, HeldFor, ScannedPage
from pipelines.exhibits.plan import RedactionMarks, Region
from pipelines.exhibits.planning import Part, Planned
from pipelines.exhibits.preparing import prepare
from pipelines.exhibits.redacted import RedactionError, Removed
from pipelines.exhibits.redaction import on_copy, redact
from pipelines.exhibits.redaction_proof import prove_redaction
from pipelines.exhibits.saving import save
from pipelines.matter import Matter

REDACTED = "redacted: the page is a picture with the words that stay"


@dataclass(frozen=True, slots=True)
class CopiedPage:
    """One page of a working copy: which page of which file, where its text comes from, what to know of it."""

    sha256: str
    source_page: int
    text_layer: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """An exhibit's working copy. ``removed`` holds the redacted words themselves: it is searched for, and
    never written."""

    path: Path
    pages: tuple[CopiedPage, ...]
    remarks: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = field(default=(), repr=False)


Outcome = Copied | Held


def copy_exhibits(
    matter: Matter,
    planned: Sequence[Planned],
    work: Path,
    flatten: bool,
) -> Mapping[str, Outcome]:
    """Copy the exhibits that have pages.

    Args:
        matter: whose originals they are.
        planned: the exhibits.
        work: an empty folder.
        flatten: whether form values and remarks are printed into the pages.

    Returns:
        By exhibit id, in the order given.
    """
    wanted = [p for p in planned if p.with_pages]
    jobs: list[CopyJob] = []
    for exhibit in wanted:
        for n, part in enumerate(exhibit.parts):
            jobs.append(_job(matter, exhibit, part, work / f"{exhibit.id}-{n}.pdf", flatten))
    made = iter(prepare(jobs))
    results: dict[str, Outcome] = {}
    for exhibit in wanted:
        copies = [next(made) for _ in exhibit.parts]
        results[exhibit.id] = _whole(exhibit, copies, work)
    return results


def _job(matter: Matter, exhibit: Planned, part: Part, out: Path, flatten: bool) -> CopyJob:
    document = part.document
    scanned = tuple(
        ScannedPage(p.number, p.width, p.height, p.words)
        for p in document.pages
        if p.layer is Layer.OCR and p.number in part.pages
    )
    everything = part.pages == tuple(range(1, len(document.pages) + 1))
    return CopyJob(
        source=matter.sources / part.source.sha256,
        name=part.source.name,
        media_type=part.source.media_type,
        sha256=part.source.sha256,
        out=out,
        pages=() if everything else part.pages,
        # Reading a Word file finds no pages but those that its writer parted by hand.
        page_count=0 if part.source.media_type == DOCX else len(document.pages),
        flatten=flatten,
        words=scanned,
        signed_as=exhibit.line.signed_as,
        apply_marks=exhibit.line.redaction_marks is RedactionMarks.APPLY,
    )


def _whole(exhibit: Planned, copies: Sequence[Copy | Held], work: Path) -> Outcome:
    """One copy of all parts, without what was marked in any of them, proven on the whole."""
    held = next((c for c in copies if isinstance(c, Held)), None)
    if held is not None:
        return _as_it_is(exhibit, held) if held.reason is HeldFor.NATIVE else held
    sound = [c for c in copies if isinstance(c, Copy)]
    try:
        parts: list[Copied] = []
        for n, (part, copy) in enumerate(zip(exhibit.parts, sound, strict=True)):
            marks = (*(() if part.role else exhibit.line.redactions), *copy.marked)
            before = sum(len(p.pages) for p in parts)
            copied = _redacted(exhibit, part, copy, marks, work / f"{exhibit.id}-{n}")
            gone = tuple(replace(r, page=r.page + before) for r in copied.removed)
            parts.append(replace(copied, removed=gone))
        if len(parts) == 1:
            return parts[0]
        whole = _joined(parts, work / f"{exhibit.id}.pdf")
        if whole.removed:  # what is gone from the paper may stand in its translation
            prove_redaction(whole.path, whole.removed, exhibit.designation, moved=True)
        return whole
    except RedactionError as error:
        return Held(HeldFor.TEXT, error.problem, error.remedy)
    except UsageError as error:
        return Held(HeldFor.PAGES, error.problem, error.remedy)


def _as_it_is(exhibit: Planned, native: Held) -> Held:
    """A signed original goes whole and unaltered: where the plan asks for anything else of it, it waits for
    a person, for the file itself would go out with what was to be left out."""
    line = exhibit.line
    asked = [
        *(["a redaction"] if line.redactions or line.redaction_marks is RedactionMarks.APPLY else []),
        *(["some of its pages"] if line.pages else []),
        *(["a translation behind it"] if len(exhibit.parts) > 1 else []),
    ]
    if not asked:
        return native
    return Held(
        HeldFor.PAGES,
        f'The plan asks for {" and ".join(asked)}; with signed_as = "native" the signed file goes out as it '
        "is, whole.",
        'Decide on signed_as = "copy", or take that out; a translation may be an exhibit of its own.',
    )


def _redacted(
    exhibit: Planned, part: Part, copy: Copy, marks: Sequence[Region], stem: Path
) -> Copied:
    """A part's copy without what was marked, proven; as it is where nothing is marked.

    Raises:
        RedactionError: something that was to go can still be read.
        UsageError: a region is not on the pages, or its text is not.
    """
    pages = tuple(
        CopiedPage(part.source.sha256, p.source_page, p.text_layer, p.remarks) for p in copy.pages
    )
    if not marks:
        return Copied(copy.path, pages, copy.remarks)
    numbers = [p.source_page for p in pages]
    regions: tuple[Region, ...] = on_copy(marks, numbers, exhibit.designation)
    read = {p.number: p for p in part.document.pages}
    words = {at: _words(read.get(number)) for at, number in enumerate(numbers, 1)}
    out = stem.with_name(f"{stem.name}-redacted.pdf")
    redacted = redact(copy.path, out, regions, words, exhibit.designation)
    prove_redaction(out, redacted.removed, exhibit.designation)
    now = tuple(
        replace(page, remarks=(*page.remarks, REDACTED)) if at in redacted.pages else page
        for at, page in enumerate(pages, 1)
    )
    return Copied(out, now, (*copy.remarks, *redacted.remarks), redacted.removed)


def _words(page: Page | None) -> tuple[Word, ...]:
    return page.words if page else ()


def _joined(copies: Sequence[Copied], out: Path) -> Copied:
    """The paper, its translation and its certificate as one file."""
    with ExitStack() as opened, pikepdf.new() as whole:
        for copied in copies:
            whole.pages.extend(opened.enter_context(pikepdf.open(copied.path)).pages)
        save(whole, out)
    remarks = tuple(dict.fromkeys(r for c in copies for r in c.remarks))
    removed = tuple(r for c in copies for r in c.removed)
    return Copied(out, tuple(p for c in copies for p in c.pages), remarks, removed)


