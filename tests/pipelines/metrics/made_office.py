"""An office whose matters hold made ledgers: the work of a month in a few lines each."""

from __future__ import annotations

from pathlib import Path

from pipelines.ledger import Ledger
from pipelines.ledger_database import add_to_copy
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.office import Office, add_person, create_office
from pipelines.review.roster import Person, Role
from tests.pipelines.metrics.made_ledgers import MONDAY, Told

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
CLIENT = "Dara Moss"
PEOPLE = (
    Person("anna", "Anna <Thorvald>", (Role.ATTORNEY,), "204417", "GA"),
    Person("paula", "Paula Lindqvist", (Role.PREPARER,)),
    Person("sven", "Sven Ilves", (Role.SUPERVISING_ATTORNEY,), "118203", "GA"),
)


def made_office(folder: Path) -> Office:
    office = create_office(folder / "office", TEMPLATES)
    for person in PEOPLE:
        add_person(office, person, "paula", MONDAY)
    return office


def put(office: Office, slug: str, told: Told) -> Matter:
    """A matter with that ledger, in both copies."""
    matter = create_matter(office, slug, Client(CLIENT, None), None, "Moss v. Hale")
    matter.ledger.write_bytes(b"".join(e.line + b"\n" for e in told.entries))
    add_to_copy(Ledger(matter.ledger).copy, 1, [e.line for e in told.entries])
    return matter


def asked(told: Told, id: str = "E1", due: str = "2026-03-10T20:00:00Z", owner: str = "anna") -> Told:
    return told.of(
        "escalation.asked", "paula", escalation=id, trigger="two-patients", owner=owner, due=due,
        question="a" * 64,
    )  # fmt: skip


def held(told: Told, due: str = "2026-03-10T20:00:00Z") -> Told:
    return told.of(
        "review.escalated", escalation="E1", trigger="asked", owner="sven", due=due, question="a" * 64
    )
