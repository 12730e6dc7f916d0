"""A small office whose matter holds drawn papers, for tests of whole exhibit sets. All names are invented."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extractors.errors import GateRefusal
from extractors.pages import Document, Source
from extractors.reading import read
from extractors.reading_options import ReadingOptions
from extractors.sniffing import PDF
from pipelines.confidentiality.access import grant
from pipelines.drafting import approved_template, draft_deliverable
from pipelines.drafts import Draft
from pipelines.exhibits.exhibit_set import ExhibitSet
from pipelines.exhibits.set_json import set_from_bytes
from pipelines.ledger import Ledger
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.office import Office, add_key, add_person, create_office
from pipelines.review import gate
from pipelines.review.decisions import Verdict, decide, look_through, reconfirm, show_row
from pipelines.review.desk import open_desk
from pipelines.review.escalations import answer, escalations
from pipelines.review.history import Item
from pipelines.review.refusal import Rule
from pipelines.review.release import Release, release
from pipelines.review.roster import Person, Role
from pipelines.rows import SetAside
from pipelines.sealed import unseal

ROOT = Path(__file__).resolve().parents[3]
PASSPHRASE = "nine grey geese at dusk"
HEAD = """\
schema = 1

[filing]
profile = "cmecf-default"
court = "District Court of Larkspur"
case_number = "26-cv-00417"
caption = "Dara Moss v. Hale Freight"
short_caption = "Moss v. Hale"

[numbering.plaintiff]
prefix = "PX"
"""


def paper(pages: Sequence[str], size: tuple[float, float] = (612, 792)) -> bytes:
    """A PDF with one heading and a few lines on each page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    for words in pages:
        canvas.setFont("Helvetica", 11)
        for row, line in enumerate(words.split("\n")):
            canvas.drawString(60, size[1] - 80 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@dataclass
class ExhibitWorld:
    """An office with one matter; every call moves the clock one minute on."""

    root: Path
    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    office: Office = field(init=False)
    matter: Matter = field(init=False)
    documents: dict[str, Document] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()

    def __post_init__(self) -> None:
        self.office = create_office(self.root / "office", ROOT / "templates")
        valid = (date(2025, 1, 1), date(2027, 12, 31))
        for person in (
            Person("adam", "Adam Reyes", (Role.ADMIN,)),
            Person("paula", "Paula Lindqvist", (Role.PREPARER,)),
            Person("quinn", "Quinn Abara", (Role.QC,)),
            Person("anna", "Anna Thorvald", (Role.ATTORNEY,), "204417", "GA", *valid),
            Person("rita", "Rita Osei", (Role.RELEASER,)),
        ):
            add_person(self.office, person, "adam", self.tick())
        add_key(self.office, "anna", self.root / "anna.pem", PASSPHRASE, "anna", self.tick())
        client = Client("Dara Moss", date(1980, 4, 2))
        self.matter = create_matter(self.office, "2026-017", client, date(2024, 1, 5), "Moss v. Hale")
        self.open_matter()

    def open_matter(self) -> None:
        """Let everyone on the roster work in the matter, and make the place of its sources."""
        grant(self.matter, [p.id for p in self.office.roster().people], "adam", self.tick())
        self.matter.sources.mkdir()

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def add(self, name: str, data: bytes, media_type: str = PDF) -> str:
        """Take in a paper and read it; its digest."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.matter.sources / sha256
        path.write_bytes(data)
        path.chmod(0o444)
        source = Source(sha256, (name,), media_type, len(data))
        self.documents[sha256] = read(path, source, ReadingOptions(ocr=False))
        return sha256

    def plan(self, exhibits: str, head: str = HEAD) -> None:
        """Write the matter's plan."""
        (self.matter.folder / "exhibits.toml").write_text(head + exhibits, encoding="utf-8")

    def draft(self, deliverable: str = "exhibits") -> Draft:
        documents = [self.documents[sha256] for sha256 in sorted(self.documents)]
        return draft_deliverable(
            self.matter, deliverable, documents, self.set_aside, "test readers", "paula", self.tick()
        )

    def rows(self, draft: Draft) -> ExhibitSet:
        return set_from_bytes(unseal(self.matter.sealed, draft.rows_sha256))

    def release(self, draft: Draft) -> Release:
        """The whole way through the gate."""
        return release(self.matter, self.approve(draft), "rita", self.tick())

    def approve(self, draft: Draft) -> Item:
        """Submitted, with every stop-work question answered; passed, decided row by row, and signed for."""
        matter, item = self.matter, draft.item
        try:
            self.submit(draft)
        except GateRefusal as refused:
            if refused.rule != Rule.STOP_WORK:
                raise
            for question in escalations(Ledger(matter.ledger).entries(), item.deliverable):
                if question.open:
                    answer(matter, item, question.id, "It stays so.", "anna", self.tick())
            self.submit(draft)
        task = approved_template(matter, item.deliverable).task
        checks = dict.fromkeys((c.id for c in task.checkpoints), True)
        gate.pass_qc(matter, item, "quinn", checks, self.tick())
        desk = open_desk(matter, item)
        for row_id in desk.left:
            show_row(matter, item, row_id, "anna", self.tick())
            decide(matter, item, row_id, Verdict.ACCEPT, "anna", self.tick())
        if not desk.reconfirmed:
            reconfirm(matter, item, "anna", self.tick())
        if not desk.looked_through:
            look_through(matter, item, "anna", self.tick())
        gate.approve(matter, item, "anna", self.root / "anna.pem", PASSPHRASE, self.tick())
        return item

    def submit(self, draft: Draft) -> None:
        gate.submit(self.matter, draft, "paula", self.tick())


def exhibit(source: str = "", **values: str) -> str:
    """One ``[[exhibit]]`` table."""
    lines = [f'{key} = "{value}"' for key, value in {"source": source, **values}.items() if value]
    return "\n".join(["", "[[exhibit]]", *lines, ""])
