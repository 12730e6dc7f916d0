"""The templates of an office as a set: which are approved and until when, what is wrong, and who approves.

Answers: for every template that lies in the office or was ever approved there, whether drafts can be made
from it. Refuses an approval by anyone but a template owner or supervising attorney of the roster, logged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from extractors.errors import GateRefusal, TemplateError
from pipelines.approved import (
    APPROVALS,
    TemplateApproval,
    date_reviews,
    load_approved,
    pin,
    read_approvals,
)
from pipelines.ledger_chain import is_id
from pipelines.office import Office, create_office
from pipelines.review.roster import Role

OWNERS = frozenset({Role.TEMPLATE_OWNER, Role.SUPERVISING_ATTORNEY})
"""Who may approve a template: it says what every later deliverable is."""

_WORD = (".doc", ".docx", ".docm", ".dot", ".dotx", ".dotm", ".odt", ".ott")


def make_office(folder: Path, shipped: Path, now: datetime) -> Office:
    """Make an office with a copy of the shipped templates, each to be reviewed within a year.

    Raises:
        UsageError: there is an office already, or the folder cannot be written.
        TemplateError: a template in the set is not approved, or altered.
    """
    office = create_office(folder, shipped)
    date_reviews(office.templates, now)
    return office


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one template stands; it can be drafted from if there is no ``fault``."""

    name: str
    approval: TemplateApproval | None
    fault: TemplateError | None


def standings(office: Office, now: datetime) -> tuple[Standing, ...]:
    """Every template of the office by name: in force, or with the reason why it is refused.

    Raises:
        TemplateError: ``approvals.toml`` is missing or malformed.
    """
    approvals = read_approvals(office.templates)
    there = [f.name for f in office.templates.iterdir() if f.name != APPROVALS and not f.name.startswith(".")]
    return tuple(
        Standing(name, approvals.get(name), _fault(office, name, now))
        for name in sorted({*approvals, *there})
    )


def approve_template(
    office: Office, deliverable: str, actor: str, now: datetime, review_by: date | None = None
) -> TemplateApproval:
    """Approve the template as it now stands in the office, and log that in the office's ledger.

    Args:
        actor: roster id of a template owner or supervising attorney.
        review_by: the last day on which the approval holds; a year from ``now`` if left out.

    Raises:
        GateRefusal: the actor may not (logged).
        TemplateError: files are missing or too many, or the task definition is malformed.
        UsageError: the day of review is past.
    """
    with office.ledger.transaction() as ledger:
        person = office.roster().person(actor)
        if person is None or not person.active_at(now) or not person.has(*OWNERS):
            known = actor if is_id(actor) else "unknown"
            ledger.append(known, "template.refused", {"rule": "not_an_owner"}, now)
            raise GateRefusal(f"{actor!r} may not approve templates.", _whom_to_ask(office, now))
        return pin(
            office.templates,
            deliverable,
            person.name,
            now,
            review_by,
            log=lambda a: ledger.append(actor, "template.approved", _details(deliverable, a), now),
        )


def _fault(office: Office, name: str, now: datetime) -> TemplateError | None:
    if name.casefold().endswith(_WORD):
        return TemplateError(
            f"{name!r} lies beside the templates; a second template is how wrong ones come into use.",
            f"Move it out of {office.templates}.",
        )
    try:
        load_approved(office.templates, name).in_force(now)
    except TemplateError as error:
        return error
    return None


def _details(deliverable: str, approval: TemplateApproval) -> dict[str, str]:
    return {
        "template": deliverable,
        "version": approval.version,
        "sha256": approval.sha256,
        "review_by": str(approval.review_by),
    }


def _whom_to_ask(office: Office, now: datetime) -> str:
    owners = [p.id for p in office.roster().people if p.active_at(now) and p.has(*OWNERS)]
    if not owners:
        return "Put a template_owner or supervising_attorney on the roster."
    return f"Ask {' or '.join(owners)}."
