"""A matter whose drop folder is worked on step by step, and contents of every sort to put there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from fixtures.generator.packing import stored_zip
from pipelines.discovery.arrivals import Arrival
from pipelines.discovery.looking import look
from pipelines.discovery.taking import take_settled
from pipelines.matter import Client, Matter
from pipelines.store import Store
from tests.made_pages import BORN, INCIDENT
from tests.made_transmissions import lay, paper

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

INNER = stored_zip([("note.txt", paper(0).text), ("sub/therapy.txt", paper(2).text)])
CONTENTS = {
    "note": paper(0).text,
    "visit": paper(1).text,
    "therapy": paper(2).pdf,
    "account": paper(3).text,
    "nothing": b"",
    "program": b"MZ\x90\x00" + b"\0" * 200,
    "zip": INNER,
    "zip in zip": stored_zip([("inner.zip", INNER), ("visit.txt", paper(1).text), ("none.txt", b"")]),
    "torn zip": INNER[:-40],
}


class DropFolder:
    """``now`` moves on by a quarter of an hour with each run. A file counts as settled at once."""

    def __init__(self, root: Path) -> None:
        root.mkdir(exist_ok=True)
        self.matter = Matter(root, "quimby", Client("Rosalind Quimby", BORN), INCIDENT)
        self.matter.uploads.mkdir(exist_ok=True)
        self.now = NOON

    def put(self, path: str, content: str) -> None:
        lay(self.matter.uploads, {path: CONTENTS[content]})

    def at(self, path: str) -> Path:
        return self.matter.uploads / path

    def move(self, path: str, to: str) -> None:
        self.at(to).parent.mkdir(parents=True, exist_ok=True)
        self.at(path).rename(self.at(to))

    def run(self) -> tuple[Arrival, ...]:
        """One look, and what it takes."""
        self.now += timedelta(minutes=15)
        with Store.open(self.matter) as store:
            seen = look(self.matter, store, 0.0, self.now)
            assert seen.moving == ()
            return take_settled(self.matter, store, seen, "pat", self.now)
