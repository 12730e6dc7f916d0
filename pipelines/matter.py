"""Where everything of one matter lives, and who its client is. Paths only: nothing here reads records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Client:
    """The matter's client as typed by a person; ``aliases`` are other names the records may print."""

    name: str
    date_of_birth: date | None
    aliases: tuple[str, ...] = ()
    mrns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: ``matter.toml`` as values, and the places of its folder.

    ``adverse`` are the other side's parties; nothing prints them, the conflicts check compares them.
    """

    folder: Path
    slug: str
    client: Client
    date_of_incident: date | None
    title: str = ""
    adverse: tuple[str, ...] = ()

    @property
    def uploads(self) -> Path:
        """The drop folder: what arrives here is taken in by the next run."""
        return self.folder / "uploads"

    @property
    def sources(self) -> Path:
        """Originals by digest, read-only, written once."""
        return self.folder / "sources"

    @property
    def readable(self) -> Path:
        """Copies of the sources under readable names, for people who follow a citation."""
        return self.folder / "readable"

    @property
    def database(self) -> Path:
        """The matter's own SQLite file."""
        return self.folder / "pincite.sqlite"

    @property
    def drafts(self) -> Path:
        """``drafts/<deliverable>/<revision>/``: renditions marked DRAFT."""
        return self.folder / "drafts"

    @property
    def deltas(self) -> Path:
        """``deltas/<deliverable>/<revision>/``: what a draft changes; see ``pipelines/delta/folder.py``."""
        return self.folder / "deltas"

    @property
    def sealed(self) -> Path:
        """Content store of clean renditions submitted for review, named by digest, read-only."""
        return self.folder / "sealed"

    @property
    def released(self) -> Path:
        """``released/<deliverable>/<revision>/``: written only by ``pipelines/review/release.py``."""
        return self.folder / "released"

    @property
    def ledger(self) -> Path:
        """The append-only, hash-chained audit log."""
        return self.folder / "ledger.jsonl"

    @property
    def access(self) -> Path:
        """Who may work in the matter; without it, nobody. See ``pipelines/confidentiality/access.py``."""
        return self.folder / "access.toml"
