"""What is known of a delivery beside its files: who sent it, how, on what, in answer to which request.

    load file ─▶ transmittal.toml ─▶ a person's word        each outranks the one before, field by field

Answers: the description of each delivery as it now stands; describe one. Every word is somebody's: the
program fills in nothing. Refuses: fields that are none, texts that are no line, a description by somebody
without access to the matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from extractors.errors import GateRefusal, UsageError
from extractors.printable import printable
from pipelines.canonical_json import canonical_bytes
from pipelines.confidentiality.access import REFUSED, roles_in
from pipelines.durable import sha256_of
from pipelines.ledger import Ledger, Transaction
from pipelines.ledger_chain import Details, is_id
from pipelines.matter import Matter
from pipelines.matter_database import Run
from pipelines.office import office_of
from pipelines.store import Store

FIELDS = {
    "sent": "Sent",
    "from": "From",
    "contact": "Contact",
    "means": "Means",
    "tracking": "Tracking No.",
    "media": "Media",
    "volume": "Volume",
    "request": "Request answered",
    "tier": "Confidentiality",
    "replaces": "Replaces",
    "location": "Location of copy",
    "comments": "Comments",
}
"""The fields by their keys, with the headings under which they print."""
LOAD_FILE, TRANSMITTAL, PERSON = "load file", "transmittal", "person"
_RANK = (LOAD_FILE, TRANSMITTAL, PERSON)
LONGEST = 500
"""Characters of one field."""
DESCRIBED = "discovery.described"


def checked(values: Mapping[str, str]) -> dict[str, str]:
    """The values by field, each one printable line.

    Raises:
        UsageError: a field is none, a text too long, or ``sent`` no day.
    """
    for key in sorted(set(values) - set(FIELDS)):
        raise UsageError(f"{key!r} describes no delivery.", f"Use {', '.join(FIELDS)}.")
    lines = {key: " ".join(printable(value.replace("\n", " ")).split()) for key, value in values.items()}
    for key, line in lines.items():
        if len(line) > LONGEST:
            raise UsageError(f"{key!r} is longer than {LONGEST} characters.", "Shorten it.")
    if lines.get("sent"):
        try:
            lines["sent"] = date.fromisoformat(lines["sent"]).isoformat()
        except ValueError:
            raise UsageError("'sent' must be a day such as 2026-02-27.", "Correct it.") from None
    return lines


def note(run: Run, delivery: int, values: Mapping[str, str], told_by: str) -> None:
    """Keep what somebody says of a delivery, in the caller's transaction; other fields of theirs stay."""
    for key, value in checked(values).items():
        run("INSERT OR REPLACE INTO descriptions VALUES (?, ?, ?, ?)", (delivery, key, told_by, value))


def described(run: Run) -> dict[int, dict[str, str]]:
    """Fields with their values by delivery; what nobody says is not there."""
    found: dict[int, dict[str, str]] = {}
    rows = run("SELECT delivery, field, told_by, value FROM descriptions").fetchall()
    for delivery, key, _, value in sorted(rows, key=lambda r: _RANK.index(r[2])):
        found.setdefault(delivery, {})[key] = value
    return found


def describe(
    matter: Matter, store: Store, delivery: int, values: Mapping[str, str], actor: str, now: datetime
) -> None:
    """A person's word on a delivery, logged. An empty value takes back what others say in that field.

    Raises:
        GateRefusal: the actor has no access to the matter (logged).
        LedgerError: the ledger does not verify or cannot be written.
        UsageError: there is no such delivery, or a value is none.
    """
    lines = checked(values)
    if not lines:
        raise UsageError("Nothing is said of the delivery.", "Add what is known, such as --from or --media.")
    with Ledger(matter.ledger).transaction() as tx, store.database.writing() as run:
        _refuse_outsiders(matter, tx, actor, now)
        if run("SELECT 1 FROM deliveries WHERE id = ?", (delivery,)).fetchone() is None:
            raise UsageError(f"There is no delivery {delivery}.", "See `pincite discovery log`.")
        note(run, delivery, lines, PERSON)
        details: Details = {
            "delivery": delivery,
            "by": PERSON,
            "description": sha256_of(canonical_bytes(lines)),
        }
        tx.append(actor, DESCRIBED, details, now)


def _refuse_outsiders(matter: Matter, tx: Transaction, actor: str, now: datetime) -> None:
    """Refuse, and log, a word from somebody without access. While nobody is on the roster anyone may."""
    roster = office_of(matter).roster()
    person = roster.person(actor)
    if not is_id(actor):
        raise UsageError("The actor's id is not usable.", "Use an id of lower-case letters and digits.")
    if roster.people and not (person and person.active_at(now) and roles_in(matter, person)):
        tx.append(actor, REFUSED, {"rule": "no_access"}, now)
        raise GateRefusal(
            f"{actor!r} has no access to {matter.slug}.", "Ask a supervising attorney, or an admin."
        )
