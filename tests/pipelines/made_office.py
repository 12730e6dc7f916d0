"""A small office for tests of what happens around matters: a policy, people, no templates."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.office import Office
from pipelines.policy import POLICY_TEXT
from pipelines.review.roster import Person, Role, Roster, checked, roster_text

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADAM = Person("adam", "Adam Reyes", (Role.ADMIN,))
PAULA = Person("paula", "Paula Lindqvist", (Role.PREPARER, Role.QC))
ANNA = Person("anna", "Anna Thorvald", (Role.ATTORNEY,), "204417", "GA")
SENA = Person("sena", "Sena Whitlock", (Role.SUPERVISING_ATTORNEY,), "77120", "GA")


def made_office(folder: Path, *people: Person) -> Office:
    """An office in the new folder with these people on its roster."""
    office = Office(folder)
    office.matters_folder.mkdir(parents=True)
    office.policy_file.write_text(POLICY_TEXT, encoding="utf-8")
    set_roster(office, *people)
    return office


def set_roster(office: Office, *people: Person) -> None:
    """Put these people on the roster in the place of those who are, as one who edits the file does."""
    office.roster_file.write_text(roster_text(checked(Roster(people))), encoding="utf-8")


def events(of: Matter | Office) -> list[tuple[str, str, dict[str, str | int]]]:
    """(actor, event, details) of each entry of a matter's or an office's ledger."""
    ledger = of.ledger if isinstance(of, Office) else Ledger(of.ledger)
    return [(e.actor, e.event, dict(e.details)) for e in ledger.entries()]
