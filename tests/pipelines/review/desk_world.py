"""An office whose matter holds read papers and a drafted chronology, for tests of the review desk.

Every name, facility and word is invented; the papers are those of `tests.made_pages`.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from extractors.errors import GateRefusal
from extractors.pages import Document, Source
from pipelines.approved import load_approved
from pipelines.confidentiality.access import grant
from pipelines.drafting import draft_deliverable
from pipelines.drafts import Draft, load_draft
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Entry
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.office import Office, add_key, add_person, create_office
from pipelines.review.decisions import Verdict, decide, look_through, show_row
from pipelines.review.desk import Desk, open_desk
from pipelines.review.escalations import answer, escalations
from pipelines.review.gate import approve, pass_qc, submit
from pipelines.review.history import Item
from pipelines.review.roster import Person, Role
from pipelines.review.tier_setting import set_tier
from pipelines.rows import SetAside
from pipelines.store import Store
from pipelines.task import Tier
from tests.kept_sources import add_source, put_document
from tests.made_pages import BORN, INCIDENT, document, visit

ROOT = Path(__file__).resolve().parents[3]
PASSPHRASE = "six horses graze at noon"
READERS = "made readers"
VALID = (date(2025, 1, 1), date(2027, 12, 31))
PEOPLE = (
    Person("adam", "Adam Reyes", (Role.ADMIN,)),
    Person("paula", "Paula Lindqvist", (Role.PREPARER,)),
    Person("quinn", "Quinn Abara", (Role.QC,)),
    Person("anna", "Anna Thorvald", (Role.ATTORNEY,), "204417", "GA", *VALID),
    Person("otto", "Otto Brandvold", (Role.ATTORNEY, Role.PREPARER), "118203", "GA", *VALID),
    Person("sven", "Sven Aldana", (Role.SUPERVISING_ATTORNEY,), "99031", "GA", *VALID),
    Person("alma", "Alma Ferreira", (Role.AUDITOR,)),
)


def paper(name: str, *texts: str | None) -> Document:
    """A document of these pages, under the digest of its own bytes."""
    made = document(name, *texts)
    data = _bytes(made)
    sha256 = hashlib.sha256(data).hexdigest()
    pages = tuple(replace(page, source=sha256) for page in made.pages)
    return Document(Source(sha256, (name,), "text/plain", len(data)), pages)


def papers() -> tuple[Document, ...]:
    """Three visits, and a page that no row cites."""
    return (
        paper("first.txt", visit("03/17/2021", complaint="Neck pain after the collision.")),
        paper("second.txt", visit("04/20/2021", provider="Ines Vale, PA"), None),
        paper("third.txt", visit("05/11/2021", facility="Stride Physical Therapy")),
    )


@dataclass
class DeskWorld:
    """An office with one matter; every call moves the clock one minute on."""

    root: Path
    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    office: Office = field(init=False)
    matter: Matter = field(init=False)

    def __post_init__(self) -> None:
        self.office = create_office(self.root / "office", ROOT / "templates")
        for person in PEOPLE:
            add_person(self.office, person, "adam", self.tick())
        add_key(self.office, "anna", self.root / "anna.pem", PASSPHRASE, "anna", self.tick())
        client = Client("Rosalind Quimby", BORN)
        self.matter = create_matter(self.office, "2026-031", client, INCIDENT, "Quimby v. Hale")
        grant(self.matter, [p.id for p in PEOPLE], "adam", self.tick())
        self.matter.sources.mkdir()

    def copy(self, folder: Path) -> DeskWorld:
        """The same office in another folder, with the same clock and keys."""
        shutil.copytree(self.root, folder, symlinks=True)
        twin = object.__new__(DeskWorld)
        twin.root, twin.now, twin.office = folder, self.now, Office(folder / "office")
        twin.matter = twin.office.matter(self.matter.slug)
        return twin

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    # --- moves ---

    def draft(
        self,
        made: Sequence[Document],
        deliverable: str = "treatment",
        preparer: str = "paula",
        set_aside: Sequence[SetAside] = (),
    ) -> Draft:
        """Take the papers in as read, and draft."""
        with Store.open(self.matter) as store:
            for one in made:
                path = self.matter.sources / one.source.sha256
                if not path.exists():
                    path.write_bytes(_bytes(one))
                add_source(store, one.source)
                put_document(store, one, READERS)
        ordered = sorted(made, key=lambda one: one.source.sha256)
        now = self.tick()
        return draft_deliverable(self.matter, deliverable, ordered, set_aside, READERS, preparer, now)

    def to_review(self, draft: Draft, tier: Tier = Tier.HIGH) -> Item:
        """Through the gate until an attorney may decide."""
        task = load_approved(self.office.templates, draft.deliverable).task
        if tier is not task.tier:
            set_tier(self.matter, draft.item, tier, "sven", "an internal index", self.tick())
        try:
            self.submit(draft)
        except GateRefusal:  # stop-work triggers are met: each has its question now
            for question in escalations(self.entries(), draft.deliverable):
                answer(self.matter, draft.item, question.id, "Noted: go on.", "anna", self.tick())
            self.submit(draft)
        checks = {point.id: True for point in task.checkpoints}
        pass_qc(self.matter, draft.item, "quinn", checks, self.tick())
        return draft.item

    def submit(self, draft: Draft) -> None:
        submit(self.matter, draft, "paula", self.tick())

    def show(self, item: Item, row_id: str, actor: str = "anna") -> None:
        show_row(self.matter, item, row_id, actor, self.tick())

    def accept(self, item: Item, row_id: str, actor: str = "anna") -> None:
        """Look at a row and accept it."""
        self.show(item, row_id, actor)
        decide(self.matter, item, row_id, Verdict.ACCEPT, actor, self.tick())

    def accept_left(self, item: Item, actor: str = "anna") -> None:
        """Whatever still has to be decided, and the pages without rows."""
        for row_id in self.desk(item).left:
            self.accept(item, row_id, actor)
        look_through(self.matter, item, actor, self.tick())

    def approve(self, item: Item) -> None:
        key = self.root / "anna.pem"
        approve(self.matter, item, "anna", key, PASSPHRASE, self.tick())

    # --- observations ---

    def desk(self, item: Item) -> Desk:
        return open_desk(self.matter, item)

    def load(self, item: Item) -> Draft:
        return load_draft(self.matter, item.deliverable, item.revision)

    def entries(self) -> tuple[Entry, ...]:
        return Ledger(self.matter.ledger).entries()

    def events(self) -> list[str]:
        return [entry.event for entry in self.entries()]

    def refused(self) -> list[str]:
        """The rules of all logged refusals, in order."""
        return [str(e.details["rule"]) for e in self.entries() if e.event == "review.refused"]


def _bytes(made: Document) -> bytes:
    """What stands for the file of a made document."""
    return "\f".join(page.text for page in made.pages).encode()
