"""Every page of a matter, read once.

Answers: which sources still have to be read, and what was read of all. Refuses to lose a file: one that
could not be read is set aside, one that was withdrawn is told of, one that is neither stops the draft. What
was read is kept by (digest, readers), so a second draft reads only what is new. "Readers" is the version of
our readers and, where the machine has it, of Tesseract: its second opinion can mark a line as doubtful, so it
is an input.
"""

from __future__ import annotations

import shutil
import subprocess

from extractors.errors import AccountingError
from extractors.pages import Document, Source
from extractors.reading import CONTAINERS, READER_VERSION
from pipelines.discovery.withdrawal_rows import withdrawn_rows
from pipelines.progress import progress
from pipelines.rows import SetAside
from pipelines.source_rows import in_printed_order
from pipelines.store import READING_STAGE, Store
from pipelines.uncollected import uncollected


def readers() -> str:
    """Who reads: our reader version, and Tesseract's where it is installed, e.g. ``1, tesseract 5.3.0``."""
    program = shutil.which("tesseract")
    if program is None:
        return READER_VERSION
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return READER_VERSION
    return ", ".join((READER_VERSION, *(said.stdout or said.stderr).splitlines()[:1]))


def unread(store: Store, readers: str, *, again: bool = False) -> tuple[Source, ...]:
    """The sources that these readers have not read yet, the largest first: it takes longest.

    Args:
        again: also those whose reading crashed, or took too long or too much memory.
    """
    waiting = [s for s in store.unread(readers, again=again) if s.media_type not in CONTAINERS]
    progress().reading(waiting, len(store.sources()) - len(waiting))
    return tuple(sorted(waiting, key=lambda s: (-s.size, s.sha256)))


def read_or_set_aside(store: Store, readers: str) -> tuple[tuple[Document, ...], tuple[SetAside, ...]]:
    """Every document of the matter, sorted by digest, and every file set aside: each source in use is one of
    them. Withdrawn sources are among those set aside, whether they were read or not.

    What other readers could not read, and these have read, is not set aside.

    Raises:
        AccountingError: a source is neither, as when somebody added it while the others were being read.
    """
    sources = store.sources()
    in_use = {s.sha256 for s in sources}
    with uncollected():
        read = tuple(d for s in sources if (d := store.document(s.sha256, readers, s)) is not None)
    known = {d.source.sha256 for d in read}
    aside = tuple(a for a in store.set_asides() if a.stage != READING_STAGE or a.sha256 in in_use - known)
    known |= {a.sha256 for a in aside if a.stage == READING_STAGE and a.sha256 is not None}
    missing = [s.sha256 for s in sources if s.sha256 not in known]
    for sha256 in missing:  # what was kept of it is damaged, if it is there at all
        store.forget_document(sha256, readers)
    if missing:
        raise AccountingError(
            f"{len(missing)} of {len(sources)} files are neither read nor set aside; perhaps they came "
            "meanwhile.",
            "Draft again: what was read stays read.",
        )
    with store.database.reading() as run:
        withdrawn = [told for told, kept in withdrawn_rows(run) if not kept]
    return read, in_printed_order((*aside, *withdrawn))
