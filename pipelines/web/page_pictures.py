"""The pages that a reviewer looks at, as pictures: drawn in a process of their own, kept beside the matter.

Answers: the picture of one page of one source, at once if it was drawn before, else as soon as it is drawn;
pages wanted soon are drawn in the background, in the order in which they will be asked for. Refuses to open
a source itself: that is done in a process of its own session, memory and time capped, without network,
which proves the source's digest first. What is kept is bound to the matter's key, the source, the page and
the way of drawing; bytes that do not prove themselves are drawn anew, never shown.

    <matter>/pictures/<source>/<page>-<way of drawing>      both sizes; private; may be deleted at any time
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractors.errors import IntegrityError, PinciteError
from extractors.pages import Source
from pipelines.durable import read_regular, sha256_of
from pipelines.frames import Kind
from pipelines.limits import LIMITS, MB, Limits
from pipelines.matter import Matter
from pipelines.matter_file import MATTER_FILE
from pipelines.matter_key import keyed
from pipelines.watch import Watch
from pipelines.work_folder import work_folder
from pipelines.worker import Worker, WorkerLate, WorkerLost

DRAWER = "pipelines.web.page_drawing:draw"
DRAWING = "1"
"""Version of the way of drawing: older pictures are drawn anew."""
FOLDER = "pictures"
PAGE_LIMITS = replace(LIMITS, opening_seconds=30.0, stall_seconds=15.0, longest_seconds=900.0, patience=2.0)
DRAWN_TYPES = frozenset(
    {"application/pdf", "image/png", "image/jpeg", "image/tiff", "image/bmp", "image/gif"}
)
"""Media types of which there are pictures; pages of the others are text."""

_AHEAD = 4
"""Pages drawn at once, so that opening a long file is paid for once in a while only."""
_LARGEST = 20 * MB
_SIGNATURE = b"\xff\xd8\xff"
_MAC, _SIZE = 32, 8
_NOW, _SOON = 0, 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to draw: of which source, and as large as it was read (points)."""

    source: Source
    number: int
    width: float
    height: float

    @property
    def key(self) -> tuple[str, int]:
        return self.source.sha256, self.number


Pair = tuple[bytes, bytes]
"""The picture, and the small one."""


class Pictures:
    """Pictures of the pages of any matter. Safe to use from many threads; drawing is done by one process.

    Args:
        limits: what one file may cost.
        drawer: ``module:function`` that draws; another one is for tests only.
    """

    def __init__(self, limits: Limits = PAGE_LIMITS, drawer: str = DRAWER) -> None:
        self._limits = limits
        self._drawer = drawer
        self._jobs: queue.PriorityQueue[tuple[int, int, Matter | None, tuple[Sheet, ...]]] = (
            queue.PriorityQueue()
        )
        self._order = itertools.count()
        self._waiting: dict[tuple[Path, str, int], Future[Pair | None]] = {}
        self._lock = threading.Lock()
        self._failed: set[tuple[Path, str, int]] = set()
        self._worker: Worker | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="page-pictures", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the drawing process, a busy one too; whoever waits is told that there is no picture."""
        with self._lock:
            self._closed = True
        self._jobs.put((-1, next(self._order), None, ()))
        worker = self._worker
        if worker is not None:
            worker.kill()
        self._thread.join(timeout=10)

    def ask(self, matter: Matter, sheet: Sheet, following: Sequence[Sheet] = ()) -> Future[Pair | None]:
        """The page's picture and its small one, as soon as they are drawn; ``None``: it cannot be drawn.

        Args:
            following: pages of the same source to draw in the same go.
        """
        kept = self.kept(matter, sheet.key)
        known = (matter.folder, *sheet.key)
        with self._lock:
            no_hope = self._closed or known in self._failed or sheet.source.media_type not in DRAWN_TYPES
            if kept is not None or no_hope:
                done: Future[Pair | None] = Future()
                done.set_result(kept)
                return done
            future = self._waiting.setdefault(known, Future())
        more = tuple(s for s in following[: _AHEAD - 1] if not _is_kept(matter, s))
        self._jobs.put((_NOW, next(self._order), matter, (sheet, *more)))
        return future

    def kept(self, matter: Matter, key: tuple[str, int]) -> Pair | None:
        """The pair of (source, page) if it was drawn before; others are thrown away if they do not prove
        themselves."""
        return _kept(matter, key)

    def prepare(self, matter: Matter, sheets: Iterable[Sheet]) -> None:
        """Draw these in the background, in their order, unless they are there."""
        wanted = [
            s for s in dict.fromkeys(sheets) if s.source.media_type in DRAWN_TYPES and not _is_kept(matter, s)
        ]
        for _, group in itertools.groupby(wanted, key=lambda s: s.source.sha256):
            together = tuple(group)
            for at in range(0, len(together), _AHEAD):
                self._jobs.put((_SOON, next(self._order), matter, together[at : at + _AHEAD]))

    def _run(self) -> None:
        while True:
            _, _, matter, sheets = self._jobs.get()
            if matter is None or self._closed:
                break
            # A matter locked meanwhile keeps nothing readable, so nothing is drawn of it.
            there = (matter.folder / MATTER_FILE).is_file()
            left = tuple(s for s in sheets if there and not _is_kept(matter, s))
            with contextlib.suppress(PinciteError, OSError):  # who waits is told below that there is none
                self._draw(matter, left)
            for sheet in sheets:
                self._done(matter, sheet, tried=there)
        self._lose()
        with self._lock:
            futures = list(self._waiting.values())
            self._waiting.clear()
        for future in futures:
            _answer(future, None)

    def _done(self, matter: Matter, sheet: Sheet, *, tried: bool = True) -> None:
        key = (matter.folder, *sheet.key)
        if tried and not _is_kept(matter, sheet):
            self._failed.add(key)  # what ends the process is not tried at every look; it is after a restart
        with self._lock:
            future = self._waiting.pop(key, None)
        if future is not None:
            _answer(future, _kept(matter, sheet.key))

    def _draw(self, matter: Matter, sheets: tuple[Sheet, ...]) -> None:
        """Draw pages of one source; of several that end the process, each is tried once alone."""
        if not sheets:
            return
        with work_folder(matter) as scratch:
            try:
                self._ask(matter, sheets, scratch)
            except (WorkerLate, WorkerLost):
                self._lose()
                again = sheets if len(sheets) > 1 else ()
            else:
                again = ()
        for sheet in again:
            if not self._closed and not _is_kept(matter, sheet):
                self._draw(matter, (sheet,))

    def _ask(self, matter: Matter, sheets: tuple[Sheet, ...], scratch: Path) -> None:
        source = sheets[0].source
        order = scratch / "order.json"
        order.write_bytes(_order(matter, source, sheets, scratch))
        if self._worker is None or not self._worker.alive:
            self._lose()
            self._worker = Worker(self._limits, self._drawer)
        if self._closed:  # while the process was being started, when there was none to end
            raise WorkerLost(None)
        watch = Watch(self._limits)
        watch.begin(self._worker.processor_seconds)
        request = {"task": "copy", "name": source.sha256[:12], "job": str(order)}
        for kind, payload in self._worker.ask(request, watch.deadline):
            if kind is Kind.PROGRESS:
                done, total = _progress(payload)
                watch.heard((done, total))
                if 0 < done <= len(sheets):  # nobody waits for the pages after theirs
                    _keep(matter, sheets[done - 1], scratch)
                    self._done(matter, sheets[done - 1])
        if self._worker.served >= self._limits.served:
            self._lose()

    def _lose(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()


def _answer(future: Future[Pair | None], pair: Pair | None) -> None:
    with contextlib.suppress(InvalidStateError):  # whoever waited has gone
        future.set_result(pair)


def _order(matter: Matter, source: Source, sheets: tuple[Sheet, ...], scratch: Path) -> bytes:
    order = {
        "source": str(matter.sources / source.sha256),
        "sha256": source.sha256,
        "name": source.sha256[:12],
        "media_type": source.media_type,
        "folder": str(scratch),
        "pages": [[s.number, s.width, s.height] for s in sheets],
    }
    return json.dumps(order).encode("ascii")


def _progress(untrusted_payload: Any) -> tuple[int, int]:
    try:
        done, total = untrusted_payload
    except (TypeError, ValueError) as error:
        raise WorkerLost(None) from error
    if not (isinstance(done, int) and isinstance(total, int) and 0 <= done <= total):
        raise WorkerLost(None)
    return done, total


# --- what is kept -------------------------------------------------------------------------------------------


def _place(matter: Matter, key: tuple[str, int]) -> Path:
    return matter.folder / FOLDER / key[0] / f"{key[1]}-{DRAWING}"


def _is_kept(matter: Matter, sheet: Sheet) -> bool:
    return os.path.lexists(_place(matter, sheet.key))


def _kept(matter: Matter, key: tuple[str, int]) -> Pair | None:
    path = _place(matter, key)
    try:
        data = read_regular(path)
    except (IntegrityError, OSError):
        return None
    proof, size, body = data[:_MAC], data[_MAC : _MAC + _SIZE], data[_MAC + _SIZE :]
    first = int.from_bytes(size, "big")
    pair = body[:first], body[first:]
    if proof.decode("ascii", "replace") != _proof(matter, key, pair):
        path.unlink(missing_ok=True)
        return None
    return pair


def _keep(matter: Matter, sheet: Sheet, scratch: Path) -> None:
    """Keep what the process drew of a page, if it did; it is cheap to draw again, so nothing is forced to
    the disk."""
    if not (matter.folder / MATTER_FILE).is_file():
        return
    drawn = [_drawn(scratch / f"{sheet.number}{end}.jpg") for end in ("", ".small")]
    if drawn[0] is None or drawn[1] is None:
        return
    pair = drawn[0], drawn[1]
    place = _place(matter, sheet.key)
    for folder in (place.parent.parent, place.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    beside = scratch / "kept"
    size = len(pair[0]).to_bytes(_SIZE, "big")
    beside.write_bytes(_proof(matter, sheet.key, pair).encode("ascii") + size + pair[0] + pair[1])
    beside.chmod(0o600)
    os.replace(beside, place)


def _drawn(path: Path) -> bytes | None:
    """A picture as the process left it, if it is one and of a usual size."""
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST:
            return None
        data = read_regular(path)
    except (IntegrityError, OSError):
        return None
    return data if data.startswith(_SIGNATURE) else None


def _proof(matter: Matter, key: tuple[str, int], pair: Pair) -> str:
    said = f"{DRAWING}/{key[0]}/{key[1]}/{sha256_of(pair[0])}/{sha256_of(pair[1])}"
    return keyed(matter, "picture", said)
