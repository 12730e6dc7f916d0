"""A matter into whose drop folder things arrived, written down as a run would: without a run."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pipelines.confidentiality.access import grant
from pipelines.discovery.arrivals import Change
from pipelines.durable import sha256_of
from pipelines.ledger_chain import utc_text
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.office import Office
from pipelines.store import Store
from tests.pipelines.made_office import ANNA, NOW, PAULA, SENA, made_office

File = tuple[str, bytes, Change]


def made_matter(folder: Path) -> tuple[Office, Matter]:
    """An office with one matter in which Paula, Anna and Sena work."""
    office = made_office(folder / "office", PAULA, ANNA, SENA)
    matter = create_matter(office, "2024-017", Client("Rosalind Quimby", None), None)
    grant(matter, ["paula", "anna", "sena"], "sena", NOW)
    return office, matter


def arrive(store: Store, name: str, *files: File, day: int = 0) -> int:
    """A delivery of these (path, bytes, what became of it), days after the matter was made; its number."""
    at = utc_text(NOW + timedelta(days=day))
    with store.database.writing() as run:
        number = run("INSERT INTO deliveries (name, received) VALUES (?, ?)", (name, at)).lastrowid
        assert number is not None
        for path, data, change in files:
            row = (path, sha256_of(data), len(data), change.value, "", number, at, at)
            columns = "path, sha256, size, change, before, delivery, seen, taken"
            run(f"INSERT INTO arrivals ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return number


def drafted(store: Store, deliverable: str, revision: int) -> None:
    """A revision drafted by a run."""
    with store.database.writing() as run:
        run("INSERT OR REPLACE INTO drafted VALUES (?, 'a basis', ?)", (deliverable, revision))
