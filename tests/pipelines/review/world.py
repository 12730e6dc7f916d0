"""A small office for the gate's tests: real folders, ledger and keys; a chronology of three rows."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.citations import Citation
from extractors.errors import GateRefusal
from pipelines.approved import load_approved, pin
from pipelines.canonical_json import canonical_bytes
from pipelines.confidentiality.access import grant
from pipelines.drafts import Draft, load_draft, recorded_draft, write_corrected, write_draft
from pipelines.durable import sha256_of
from pipelines.ledger import Ledger
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.office import Office, add_key, add_person, create_office
from pipelines.review import gate
from pipelines.review.case import open_case
from pipelines.review.decisions import Verdict, decide, look_through, reconfirm, show_row
from pipelines.review.desk import open_desk
from pipelines.review.escalations import UNPROMPTED, Escalation, answer, escalate, escalations_of
from pipelines.review.frozen import freeze, standing_submission
from pipelines.review.history import History, Item, newest
from pipelines.review.release import Release, release
from pipelines.review.roster import Person, Role
from pipelines.review.sampling import ReviewPlan
from pipelines.review.standing import status
from pipelines.review.states import Action, State
from pipelines.review.submission import Submission
from pipelines.rows import (
    Chronology,
    MatterCaption,
    MatterFinding,
    PageEntry,
    SourceCitation,
    TemplateStamp,
    TreatmentRow,
    VerbatimFinding,
)
from pipelines.rows_json import chronology_to_json
from pipelines.task import Task

TASK = Path(__file__).resolve().parents[3] / "templates" / "treatment" / "task.toml"
PASSPHRASE = "six horses graze at noon"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KIND = "treatment"

CONTENTS = ("first", "second", "third")
"""What the third row may quote: each makes another draft."""

PEOPLE = (
    Person("adam", "Adam Reyes", (Role.ADMIN,)),
    Person("paula", "Paula Lindqvist", (Role.PREPARER,)),
    Person("quinn", "Quinn Abara", (Role.QC, Role.PREPARER)),
    Person("anna", "Anna Thorvald", (Role.ATTORNEY,), "204417", "GA", date(2025, 1, 1), date(2027, 12, 31)),
    Person(
        "otto",
        "Otto Brandvold",
        (Role.ATTORNEY, Role.PREPARER, Role.RELEASER),
        "118203",
        "GA",
        date(2025, 1, 1),
        date(2027, 12, 31),
    ),
    Person(
        "sven",
        "Sven Aldana",
        (Role.SUPERVISING_ATTORNEY,),
        "99031",
        "GA",
        date(2025, 1, 1),
        date(2027, 12, 31),
    ),
    Person("rita", "Rita Osei", (Role.RELEASER,)),
    Person("alma", "Alma Ferreira", (Role.AUDITOR,)),
)
WITH_KEYS = ("anna", "otto", "sven", "rita")
TEXTS = {
    "one.txt": "01/05/2024 Elm Clinic\nNeck pain since the collision, first told.\nCervical strain.\n",
    "two.txt": "02/09/2024 Elm Clinic\nNeck pain, second visit. No change.\nThe third time: better.\n",
}
"""The matter's sources: what each prints."""


@dataclass
class World:
    """An office with one matter. Every call moves the clock one minute on."""

    root: Path
    now: datetime = START
    findings: tuple[tuple[str, str], ...] = ()
    """(kind, message) of what the draft has found beside its rows."""
    office: Office = field(init=False)
    matter: Matter = field(init=False)

    def __post_init__(self) -> None:
        self.office = create_office(self.root / "office", approved_templates(self.root / "templates"))
        for person in PEOPLE:
            add_person(self.office, person, "adam", self.tick())
        for person_id in WITH_KEYS:
            add_key(self.office, person_id, self.key(person_id), PASSPHRASE, person_id, self.tick())
        client = Client("Dara Moss", date(1980, 4, 2), ("D. Moss",), ("MRN-1",))
        self.matter = create_matter(self.office, "2024-017", client, date(2024, 1, 5), "Moss v. Hale")
        grant(self.matter, [p.id for p in PEOPLE], "adam", self.tick())
        self.matter.sources.mkdir()
        self.sources = {name: self.add_source(text.encode()) for name, text in TEXTS.items()}

    def copy(self, folder: Path) -> World:
        """The same office in another folder, with the same clock and keys."""
        shutil.copytree(self.root, folder, symlinks=True)
        twin = object.__new__(World)
        twin.root, twin.now, twin.sources = folder, self.now, self.sources
        twin.findings = self.findings
        twin.office = Office(folder / "office")
        twin.matter = twin.office.matter(self.matter.slug)
        return twin

    def tick(self, **step: float) -> datetime:
        self.now += timedelta(**step) if step else timedelta(minutes=1)
        return self.now

    def key(self, person_id: str) -> Path:
        return self.root / f"{person_id}.pem"

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.matter.ledger)

    @staticmethod
    def contents(folder: Path) -> dict[str, bytes]:
        """Relative path → bytes of every file below a folder."""
        files = (p for p in folder.rglob("*") if not p.is_dir())
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}

    def add_source(self, data: bytes) -> str:
        sha256 = sha256_of(data)
        (self.matter.sources / sha256).write_bytes(data)
        return sha256

    # --- moves ---

    def draft(self, content: str = "first", preparer: str = "paula") -> Draft:
        stamp = load_approved(self.office.templates, KIND).stamp
        return write_draft(
            self.matter,
            KIND,
            self.rows(content),
            self.render(content, "DRAFT, NOT REVIEWED"),
            stamp,
            self.sources,
            preparer,
            self.ledger,
            self.tick(),
        )

    def rows(self, content: str) -> bytes:
        """Three rows, sealed form: one critical, one flagged, one plain, which quotes ``content``."""
        one, two = TEXTS
        rows = (
            self._row("r1", "2024-01-05", one, "01/05/2024", ("Diagnosis", "Cervical strain.")),
            self._row("r2", "2024-02-09", two, "02/09/2024", ("Complaint", "Neck pain"), flags=("amended",)),
            self._row("r3", "2024-02-09", two, "02/09/2024", ("Complaint", content)),
        )
        client, incident = self.matter.client, self.matter.date_of_incident
        assert client.date_of_birth is not None
        assert incident is not None
        born = client.date_of_birth.isoformat()
        chronology = Chronology(
            MatterCaption(self.matter.slug, client.name, born, incident.isoformat(), self.matter.title),
            TemplateStamp(KIND, *self._stamp()),
            "Pincite, in a test",
            rows,
            tuple(MatterFinding(kind, message) for kind, message in self.findings),
            tuple(PageEntry(n, s, 1, "cited", "", "native", None) for n, s in sorted(self.sources.items())),
            (),
            (),
        )
        return canonical_bytes(chronology_to_json(chronology))

    def _stamp(self) -> tuple[str, str]:
        stamp = load_approved(self.root / "templates", KIND).stamp  # what tests alter is the office's copy
        return stamp.version, stamp.sha256

    def _row(
        self, id: str, day: str, file: str, date: str, quoted: tuple[str, str], flags: tuple[str, ...] = ()
    ) -> TreatmentRow:
        heading, quote = quoted
        dated = self._cited(file, date)
        finding = VerbatimFinding(heading, self._cited(file, quote))
        return TreatmentRow(
            *(id, day, day, "day", "Elm Clinic", "", "Office visit", (finding,), (), (), None, (dated,)),
            flags=flags,
        )

    def _cited(self, file: str, quote: str) -> SourceCitation:
        start = max(TEXTS[file].find(quote), 0)
        citation = Citation(self.sources[file], 1, start, start + len(quote), quote)
        return SourceCitation(citation, file)

    def render(self, content: str, mark: str) -> Mapping[str, bytes]:
        digest = sha256_of(self.rows(content))
        return {
            "chronology.txt": f"{mark}\n{content}\n".encode(),
            "chronology.json": json.dumps({"status": mark, "rows_digest": digest}).encode(),
            "parts/one.txt": f"{mark}\npart of {content}\n".encode(),
        }

    def submit(self, draft: Draft, actor: str = "paula", content: str = "first") -> Submission:
        """Submit it, with files of ``content`` in the place of those that would be rendered."""
        with rendering(self.render(content, "CLEAN")):
            return gate.submit(self.matter, draft, actor, self.tick())

    @property
    def task(self) -> Task:
        return load_approved(self.office.templates, KIND).task

    def qc(self, item: Item, actor: str = "quinn") -> ReviewPlan:
        checks = dict.fromkeys((c.id for c in self.task.checkpoints), True)
        return gate.pass_qc(self.matter, item, actor, checks, self.tick())

    def accept(self, item: Item, row_id: str, actor: str = "anna") -> None:
        """Look at a row with its source and accept it."""
        show_row(self.matter, item, row_id, actor, self.tick())
        decide(self.matter, item, row_id, Verdict.ACCEPT, actor, self.tick())

    def decide_all(self, item: Item, actor: str = "anna") -> None:
        """Accept every row that must be decided, confirm what was carried over, look through the pages."""
        desk = open_desk(self.matter, item)
        for row_id in desk.left:
            self.accept(item, row_id, actor)
        if not desk.reconfirmed:
            reconfirm(self.matter, item, actor, self.tick())
        if not desk.looked_through:
            look_through(self.matter, item, actor, self.tick())

    def correct(self, item: Item, content: str = "corrected", actor: str = "anna") -> Item:
        """The next revision, as corrections make it, but of any content: what the gate does around it."""
        with open_case(self.matter, item, actor, Action.CORRECT, self.tick()) as case:
            submission = standing_submission(case)
            latest = newest(case.items, item.deliverable)
            assert latest is not None
            before = recorded_draft(case.matter, case.history)
            rendered = (self.render(content, mark) for mark in ("DRAFT, NOT REVIEWED", "CLEAN"))
            draft = write_corrected(case.matter, before, latest, self.rows(content), next(rendered), case.tx)
            passed = (submission.submitter, submission.tier, submission.preflight_sha256)
            _, recorded = freeze(case, draft, next(rendered), *passed)
            case.record_corrected(draft.item, **(draft.recorded | recorded), corrections=1)
            return draft.item

    def hold(self, item: Item, actor: str = "anna") -> Escalation:
        return escalate(self.matter, item, "Is page 3 ours?", UNPROMPTED, actor, self.tick(), hold=True)

    def lift(self, item: Item, actor: str = "sven") -> Escalation:
        """Answer what holds the item; where nothing does, ask for the move all the same."""
        held = [e for e in escalations_of(self.ledger.entries(), item) if e.hold and e.open]
        if not held:
            with open_case(self.matter, item, actor, Action.LIFT, self.tick()):
                raise AssertionError("nothing is held")
        return answer(self.matter, item, held[0].id, "It is.", actor, self.tick())

    def approve(
        self, item: Item, actor: str = "anna", passphrase: str = PASSPHRASE, key: Path | None = None
    ) -> gate.Approved:
        return gate.approve(self.matter, item, actor, key or self.key(actor), passphrase, self.tick())

    def release(self, item: Item, actor: str = "rita") -> Release:
        return release(self.matter, item, actor, self.tick())

    # --- ready-made situations ---

    def in_qc(self, content: str = "first") -> Item:
        draft = self.draft(content)
        self.submit(draft, content=content)
        return draft.item

    def in_review(self, content: str = "first") -> Item:
        item = self.in_qc(content)
        self.qc(item)
        return item

    def through(self, draft: Draft, submitter: str = "paula", reviewer: str = "anna") -> Item:
        """A draft submitted, passed and decided."""
        content = next(c for c in CONTENTS if sha256_of(self.rows(c)) == draft.rows_sha256)
        self.submit(draft, submitter, content)
        self.qc(draft.item)
        self.decide_all(draft.item, reviewer)
        return draft.item

    def reviewed(self, content: str = "first") -> Item:
        """In review, with everything decided: nothing stands against approval."""
        item = self.in_review(content)
        self.decide_all(item)
        return item

    def approved(self, content: str = "first") -> Item:
        item = self.reviewed(content)
        self.approve(item)
        return item

    def released(self, content: str = "first") -> Release:
        return self.release(self.approved(content))

    def reach(self, state: State) -> Item:
        """An item in that state, by legal moves only."""
        if state is State.DRAFT:
            return self.draft().item
        if state is State.QC:
            return self.in_qc()
        if state is State.APPROVED:
            return self.approved()
        if state in (State.RELEASED, State.SUPERSEDED, State.REVOKED):
            item = self.released().approval.item
            if state is State.SUPERSEDED:
                self.released("second")
            elif state is State.REVOKED:
                gate.revoke(self.matter, item, "sven", "wrong_person", "not our client", self.tick())
            return item
        item = self.in_review()
        if state is State.CHANGES_REQUESTED:
            gate.request_changes(self.matter, item, "anna", "wrong_person", "not our client", self.tick())
        elif state is State.REJECTED:
            gate.reject(self.matter, item, "anna", "other", "no longer needed", self.tick())
        elif state is State.VOID:
            gate.void(self.matter, item, "anna", "superseded by new records", self.tick())
        elif state is State.ESCALATED:
            self.hold(item)
        return item

    # --- observations ---

    def history(self, item: Item) -> History:
        return next(h for h in status(self.matter) if h.item == item)

    def state(self, item: Item) -> State:
        return self.history(item).state

    def load(self, item: Item) -> Draft:
        return load_draft(self.matter, item.deliverable, item.revision)

    def rules(self) -> list[str]:
        """The rules of all logged refusals, in order."""
        return [str(e.details["rule"]) for e in self.ledger.entries() if e.event == "review.refused"]

    def released_files(self) -> list[Path]:
        folder = self.matter.released
        return sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []


def approved_templates(folder: Path) -> Path:
    """An approved set of one template; the gate never opens its Word file, so that is any bytes."""
    (folder / KIND).mkdir(parents=True)
    (folder / KIND / "approved.docx").write_bytes(b"a Word file")
    (folder / KIND / "task.toml").write_bytes(TASK.read_bytes())
    pin(folder, KIND, "Anna Thorvald", START)
    return folder


@contextlib.contextmanager
def rendering(files: Mapping[str, bytes]) -> Iterator[None]:
    """Whatever the gate renders clean meanwhile is these files: the office's Word template is none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.review.gate.clean_rendition", lambda *_: files)
        yield


def rewrite(path: Path, data: bytes) -> None:
    """Put other bytes in a read-only file, as someone with the right to write the folder can."""
    mode = path.stat().st_mode
    path.chmod(0o600)
    path.write_bytes(data)
    os.chmod(path, mode)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    rewrite(path, text.replace(old, new).encode())


def refusal(call: Any, *args: Any, **kwargs: Any) -> GateRefusal:
    """The refusal that a call must end in."""
    try:
        call(*args, **kwargs)
    except GateRefusal as error:
        return error
    raise AssertionError("the gate let it through")
