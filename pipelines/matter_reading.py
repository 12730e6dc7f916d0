"""Every page of a matter, read once.

Answers: which sources still have to be read, and what was read of all. Refuses to lose a file: one that
cannot be read is set aside in the store, with reason and remedy, and the others go on. What was read is kept
by (digest, reader version), so a second draft reads only what is new.
"""

from __future__ import annotations

from extractors.errors import SetAsideError
from extractors.pages import Document, Source
from extractors.reading import CONTAINERS, READER_VERSION
from pipelines.intake import IntakeReport, take_in
from pipelines.isolation import ReadingPool
from pipelines.matter import Matter
from pipelines.progress import progress
from pipelines.rows import SetAside
from pipelines.store import READING_STAGE, Store


def take_in_uploads(matter: Matter, store: Store) -> IntakeReport:
    """Take in what lies in the matter's drop folder; what lay there before is known and stays as it is."""
    return take_in(matter, store, [matter.uploads] if matter.uploads.is_dir() else [])


def unread(store: Store) -> tuple[Source, ...]:
    """The sources that this version of the readers has not read yet, the largest first: it takes longest."""
    sources = [s for s in store.sources() if s.media_type not in CONTAINERS]
    waiting = [s for s in sources if store.document(s.sha256, READER_VERSION) is None]
    progress().reading(waiting, len(sources) - len(waiting))
    return tuple(sorted(waiting, key=lambda s: (-s.size, s.sha256)))


def read_source(matter: Matter, store: Store, pool: ReadingPool, sha256: str) -> int:
    """Read one source into the store.

    Returns:
        Its pages; 0 when it had to be set aside.

    Raises:
        StoreError: the database is busy or full. Trying again can help.
    """
    source = next(s for s in store.sources() if s.sha256 == sha256)
    try:
        document = pool.read(matter.sources / sha256, source)
    except SetAsideError as refused:
        store.set_aside(
            SetAside(source.name, sha256, READING_STAGE, refused.reason, refused.problem, refused.remedy)
        )
        return 0
    finally:
        progress().source_done(source.name)
    store.put_document(document, READER_VERSION)
    return len(document.pages)


def documents(store: Store) -> tuple[Document, ...]:
    """Every document of the matter, sorted by digest; sources set aside are not among them."""
    found = (store.document(s.sha256, READER_VERSION) for s in store.sources())
    return tuple(d for d in found if d is not None)
