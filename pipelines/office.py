"""The firm's folder: who works here, by which policy, from which approved templates, on which matters.

    office/
      policy.toml    the firm's few review rules         roster.toml    people, roles, licences, public keys
      templates/     the approved set, with approvals    matters/<slug>/
      ledger.jsonl   changes of roster and matters       sealed/, disposed/   their reasons, what is kept

Answers: make an office, open it, find a matter, put a person or a key on the roster. Refuses: a folder
that is no office or already one, templates that are not approved, roster changes by someone who is no
admin where there is one, a private key inside a matter's folder.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.errors import GateRefusal, UsageError
from pipelines.approved import APPROVALS, DOCX, EXAMPLE, READABLE, TASK, load_approved
from pipelines.durable import replace_file, sync_folder
from pipelines.ledger import Ledger, Transaction
from pipelines.ledger_chain import is_id
from pipelines.matter import Matter
from pipelines.matter_file import LOCKED_FILE, MATTER_FILE, check_slug, load_matter
from pipelines.policy import POLICY_TEXT, Policy, load_policy
from pipelines.review.roster import Person, Role, Roster, checked, load_roster, roster_text


@dataclass(frozen=True, slots=True)
class Office:
    """An office by its folder. Its files are read anew at each question, so an edit counts at once."""

    folder: Path

    @property
    def policy_file(self) -> Path:
        return self.folder / "policy.toml"

    @property
    def roster_file(self) -> Path:
        return self.folder / "roster.toml"

    @property
    def templates(self) -> Path:
        """The firm's approved templates with ``approvals.toml``: what `load_approved` takes."""
        return self.folder / "templates"

    @property
    def matters_folder(self) -> Path:
        return self.folder / "matters"

    @property
    def ledger(self) -> Ledger:
        """The office's own ledger: roster changes. Each matter has another."""
        return Ledger(self.folder / "ledger.jsonl")

    @property
    def sealed(self) -> Path:
        """Reasons given for what is decided about matters, by digest: see ``pipelines/sealed.py``."""
        return self.folder / "sealed"

    def policy(self) -> Policy:
        """The policy as it now stands; ``UsageError`` if malformed."""
        return load_policy(self.policy_file)

    def roster(self) -> Roster:
        """The roster as it now stands; ``UsageError`` if malformed."""
        return load_roster(self.roster_file)

    def matter(self, slug: str) -> Matter:
        """The matter of that slug; ``UsageError`` if there is none."""
        check_slug(slug)
        return load_matter(self.matters_folder / slug)

    def matters(self) -> tuple[Matter, ...]:
        """Every matter that is not locked, by slug."""
        locked = set(self.locked_matters())
        found = sorted(f.parent for f in self.matters_folder.glob(f"*/{MATTER_FILE}"))
        return tuple(load_matter(folder) for folder in found if folder not in locked)

    def locked_matters(self) -> tuple[Path, ...]:
        """The folders of the matters that are locked, by slug."""
        return tuple(sorted(f.parent for f in self.matters_folder.glob(f"*/{LOCKED_FILE}")))


def create_office(folder: Path, templates: Path) -> Office:
    """Make an office in ``folder`` (new or empty of one), with a copy of the approved templates.

    Args:
        templates: a folder with ``approvals.toml`` and one folder for each deliverable.

    Raises:
        UsageError: there is an office already, or the folder cannot be written.
        TemplateError: a template in the set is not approved, or altered.
    """
    office = Office(folder.resolve())
    if office.policy_file.exists():
        raise UsageError(f"{folder} is an office already.", "Use it, or name another folder.")
    names = sorted(f.name for f in templates.iterdir() if (f / TASK).is_file()) if templates.is_dir() else []
    for name in names:
        load_approved(templates, name)
    if not names:
        raise UsageError(f"{templates} holds no approved templates.", "Name the folder that does.")
    try:
        for part in (office.folder, office.templates, office.matters_folder):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(templates / APPROVALS, office.templates / APPROVALS)
        for name in names:
            (office.templates / name).mkdir(exist_ok=True)
            for part_name in (DOCX, TASK, EXAMPLE):
                if (templates / name / part_name).is_file():
                    _copy(templates / name / part_name, office.templates / name / part_name)
        replace_file(office.roster_file, roster_text(Roster()).encode("utf-8"))
        # Last: a folder without a policy is not an office yet, and may be made again after a crash.
        replace_file(office.policy_file, POLICY_TEXT.encode("utf-8"), READABLE)
        sync_folder(office.folder)
    except OSError as error:
        raise UsageError(
            f"The office cannot be written to {folder} ({error.strerror}).", "Name a folder you may write."
        ) from None
    for name in names:
        load_approved(office.templates, name)
    return office


def add_template(office: Office, shipped: Path, name: str) -> None:
    """Copy a shipped template into an office that has none of that name; it is not approved by that.

    Raises:
        UsageError: the office has one already, nothing of that name is shipped, or it cannot be written.
        TemplateError: the shipped template is altered.
    """
    if not (shipped / name / TASK).is_file():
        known = ", ".join(sorted(f.name for f in shipped.iterdir() if (f / TASK).is_file()))
        raise UsageError(f"No template {name!r} is shipped.", f"Use one of: {known}.")
    load_approved(shipped, name)
    target = office.templates / name
    if target.exists():
        raise UsageError(
            f"The office has a template {name!r} already.",
            f"To replace it, move {target} elsewhere first.",
        )
    try:
        target.mkdir(mode=0o700)
        for part in (DOCX, TASK, EXAMPLE):
            if (shipped / name / part).is_file():
                _copy(shipped / name / part, target / part)
    except OSError as error:
        raise UsageError(
            f"The template cannot be written to {target} ({error.strerror}).", "Make the office writable."
        ) from None


def open_office(folder: Path) -> Office:
    """The office in ``folder``, its policy and roster proven readable.

    Raises:
        UsageError: there is none, or a file of it is malformed.
    """
    office = Office(folder.resolve())
    if not office.policy_file.is_file():
        raise UsageError(f"There is no office in {folder}.", "Make one with `pincite init`.")
    office.policy()
    office.roster()
    return office


def office_of(matter: Matter) -> Office:
    """The office that a matter's folder lies in; the gate takes its roster and policy from nowhere else.

    Links are followed first: a link to a matter, put into another office, does not bring it under that
    office's roster.

    Raises:
        UsageError: the folder lies in no office, or a file of the office is malformed.
    """
    return open_office(matter.folder.resolve().parent.parent)


def add_person(office: Office, person: Person, actor: str, now: datetime) -> Roster:
    """Put a person on the roster, and log it.

    Args:
        person: with all values; the key is added later with `add_key`.
        actor: who does it. Once there is an active admin, only an admin may; before that, anyone.

    Raises:
        GateRefusal: the actor is no admin (logged).
        UsageError: the entry is faulty, or overlaps another in id, licence or key.
    """
    with office.ledger.transaction() as ledger:
        roster = office.roster()
        refuse_outsiders(roster, ledger, actor, now)
        changed = checked(dataclasses.replace(roster, people=(*roster.people, person)))
        details = {"person": person.id, "entry": person.sha256}
        ledger.append(actor, "roster.person_added", details, now)
        replace_file(office.roster_file, roster_text(changed).encode("utf-8"))
    return changed


def add_key(
    office: Office, person_id: str, key_path: Path, passphrase: str, actor: str, now: datetime
) -> Person:
    """Give a person on the roster a signing key, and log it.

    Makes a new key in ``key_path`` if there is no file; otherwise takes the public half of the key in it.
    The private half stays in that file, which belongs to the person alone and never enters the office.

    Raises:
        GateRefusal: the actor is neither the person nor an admin (logged).
        UsageError: no such person, a key already there, the path lies in a matter, the key cannot be made or
            opened.
    """
    from pipelines.review.signing import create_key, load_key, public_half

    with office.ledger.transaction() as ledger:
        roster = office.roster()
        if actor != person_id:
            refuse_outsiders(roster, ledger, actor, now)
        person = roster.person(person_id)
        if person is None:
            raise UsageError(f"{person_id!r} is not on the roster.", "Add the person first.")
        if person.signing_key:
            raise UsageError(
                f"{person_id!r} has a key already.",
                "Revoke it with `pincite roster revoke-key` first; what it signed stays verifiable.",
            )
        refuse_key_in_matter(office, key_path)
        public_key = (
            public_half(load_key(key_path, passphrase))
            if key_path.exists()
            else create_key(key_path, passphrase)
        )
        changed = person.with_key(public_key)
        text = roster_text(checked(roster.replacing(changed)))
        ledger.append(actor, "roster.key_added", {"person": person_id, "entry": changed.sha256}, now)
        replace_file(office.roster_file, text.encode("utf-8"))
    return changed


def refuse_key_in_matter(office: Office, key_path: Path) -> None:
    """Refuse a private key that lies among the matters: whoever may write there could sign.

    Raises:
        UsageError: it does.
    """
    if key_path.resolve().is_relative_to(office.matters_folder.resolve()):
        raise UsageError(
            "The private key lies in a matter's folder.", "Keep it where only its attorney can read it."
        )


def refuse_outsiders(roster: Roster, ledger: Transaction, actor: str, now: datetime) -> None:
    """Refuse, and log, a change of the roster by someone who is no admin, where there is one. An admin whose
    entry has ended leaves the roster closed, not open to everyone: who sets the clock on would be let in.

    Raises:
        GateRefusal: the actor is no admin.
        UsageError: the actor's id is none.
    """
    admins = sorted((p for p in roster.people if p.has(Role.ADMIN)), key=lambda p: p.id)
    if not is_id(actor):
        raise UsageError("The actor's id is not usable.", "Use an id of lower-case letters and digits.")
    if admins and not any(p.id == actor and p.active_at(now) for p in admins):
        ledger.append(actor, "roster.refused", {"rule": "not_an_admin"}, now)
        raise GateRefusal(
            f"{actor!r} may not change the roster.", f"Ask an admin: {', '.join(p.id for p in admins)}."
        )


def _copy(source: Path, target: Path) -> None:
    replace_file(target, source.read_bytes(), READABLE)
