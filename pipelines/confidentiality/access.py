"""Who may work in a matter (``access.toml``): nobody, until somebody is named.

    [[grant]]
    person = "pat"
    roles = ["preparer"]      left out: every role that the roster gives

Answers: which roles a person has in this matter, who is named. Refuses: everyone who is not named, a role
that the roster does not give, drafts by whoever does not prepare here, changes by anyone but a supervising
attorney or an admin where the roster has one, an unreadable list (which then grants nothing). Whoever makes a
matter names its first people: until something is recorded in it there is nothing to see. What the operating
system lets a login read is not decided here, see docs/confidentiality.md.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import GateRefusal, UsageError
from pipelines.durable import plain_failure, replace_file
from pipelines.ledger import Ledger, Transaction
from pipelines.ledger_chain import is_id
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.review.roster import Person, Role, Roster
from pipelines.toml_file import Table, read_toml, toml_lines

GRANTED = "access.granted"
WITHDRAWN = "access.withdrawn"
REFUSED = "access.refused"
ALL_ROLES = "all"
"""What the ledger records where a grant names no roles."""

GRANTERS = frozenset({Role.SUPERVISING_ATTORNEY, Role.ADMIN})

_HEADER = """\
# Who may work in this matter; whoever is not named may not. Changed with `pincite matter grant` and
# `pincite matter withdraw`, which record it in the matter's ledger.

schema = 1
"""


@dataclass(frozen=True, slots=True)
class Grant:
    """``person`` is a roster id; ``roles`` narrows what the roster gives, empty for all of it."""

    person: str
    roles: tuple[Role, ...] = ()


def roles_in(matter: Matter, person: Person) -> tuple[Role, ...]:
    """The roles that the person has in this matter, in the roster's order; none without a grant.

    Raises:
        UsageError: ``access.toml`` is malformed.
    """
    given = next((g for g in grants(matter) if g.person == person.id), None)
    if given is None:
        return ()
    return tuple(r for r in person.roles if not given.roles or r in given.roles)


def grants(matter: Matter) -> tuple[Grant, ...]:
    """Everyone who is named in ``access.toml``, by id.

    Raises:
        UsageError: the file is malformed, or names somebody twice.
    """
    path = matter.access
    if not os.path.lexists(path):
        return ()
    at = f"{matter.slug}/{path.name}"
    table = Table(read_toml(path), at)
    if table.number("schema") != 1:
        raise UsageError(f"{at}: this version reads schema 1.", "Use the version that wrote it.")
    found = tuple(_grant(t) for t in table.tables("grant"))
    table.done()
    if len({g.person for g in found}) != len(found):
        raise UsageError(f"{at} names a person twice.", "Keep one grant for each person.")
    return tuple(sorted(found, key=lambda g: g.person))


def grant(
    matter: Matter, people: Sequence[str], actor: str, now: datetime, roles: Sequence[Role] = ()
) -> tuple[Grant, ...]:
    """Let people work in the matter, and log it; an earlier grant of theirs is replaced.

    Args:
        people: ids; they need not be on the roster yet, and have no role before they are.
        roles: what each may be here, at most; empty for whatever the roster gives.

    Returns:
        everyone who is named now.

    Raises:
        GateRefusal: the actor may not grant (logged).
        UsageError: an id is not usable.
    """
    for person in people:
        if not is_id(person):
            raise UsageError(f"{person!r} is no roster id.", "Name people by their ids on the roster.")
    kept = tuple(dict.fromkeys(roles))
    with Ledger(matter.ledger).transaction() as tx, plain_failure("Writing who has access"):
        if tx.entries:
            refuse_outsiders(office_of(matter).roster(), tx, actor, now)
        _check_actor(actor)
        after = {g.person: g for g in grants(matter)}
        for person in people:
            after[person] = Grant(person, kept)
            tx.append(actor, GRANTED, {"person": person, "roles": "+".join(kept) or ALL_ROLES}, now)
        return _write(matter, after)


def withdraw(matter: Matter, person: str, actor: str, now: datetime) -> tuple[Grant, ...]:
    """Take a person's access to the matter back, and log it.

    Returns:
        everyone who is named now.

    Raises:
        GateRefusal: the actor may not grant (logged).
        UsageError: the person has no access.
    """
    with Ledger(matter.ledger).transaction() as tx, plain_failure("Writing who has access"):
        refuse_outsiders(office_of(matter).roster(), tx, actor, now)
        after = {g.person: g for g in grants(matter)}
        if person not in after:
            raise UsageError(
                f"{person!r} has no access to {matter.slug}.", "See who has: `pincite matter access`."
            )
        taken = after.pop(person)
        tx.append(actor, WITHDRAWN, {"person": person, "roles": "+".join(taken.roles) or ALL_ROLES}, now)
        return _write(matter, after)


def access_text(named: Sequence[Grant]) -> str:
    """The grants as ``access.toml``."""
    lines = [_HEADER]
    for g in named:
        lines += ["[[grant]]", *toml_lines((("person", g.person), ("roles", g.roles or None))), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _write(matter: Matter, after: dict[str, Grant]) -> tuple[Grant, ...]:
    named = tuple(after[person] for person in sorted(after))
    replace_file(matter.access, access_text(named).encode("utf-8"))
    return named


def _grant(table: Table) -> Grant:
    given = Grant(table.text("person"), tuple(_role(r) for r in table.texts("roles")))
    table.done()
    return given


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        known = ", ".join(Role)
        raise UsageError(f"A grant names an unknown role {name!r}.", f"Use one of: {known}.") from None


def _check_actor(actor: str) -> None:
    if not is_id(actor):
        raise UsageError("The actor's id is not usable.", "Use an id of lower-case letters and digits.")


def may_prepare(matter: Matter, person_id: str, now: datetime) -> bool:
    """Whether this person may prepare drafts in the matter now.

    While nobody is on the roster anyone may draft: that is how an office begins.

    Raises:
        UsageError: ``access.toml`` or the roster is malformed.
    """
    roster = office_of(matter).roster()
    person = roster.person(person_id)
    active = person is not None and person.active_at(now)
    return not roster.people or bool(person and active and Role.PREPARER in roles_in(matter, person))


def refuse_no_preparer(matter: Matter, person_id: str, now: datetime) -> None:
    """Refuse, and log, a draft in the name of somebody who may not prepare in the matter.

    Raises:
        GateRefusal: no id, not on the roster, not active, not named in the matter, or no preparer there.
        UsageError: ``access.toml`` or the roster is malformed.
    """
    if is_id(person_id) and may_prepare(matter, person_id, now):
        return
    known = person_id if is_id(person_id) else "unknown"
    Ledger(matter.ledger).append(known, REFUSED, {"rule": "no_preparer"}, now)
    raise GateRefusal(
        f"{person_id!r} may not prepare a draft in {matter.slug}.",
        "Name the preparer with --preparer; the roster and `pincite matter access` say who may.",
        rule="no_preparer",
    )


def refuse_outsiders(
    roster: Roster, tx: Transaction, actor: str, now: datetime, event: str = REFUSED, **details: str
) -> None:
    """Refuse, and log, what only a supervising attorney or an admin may do, where the roster has one. When
    the last of them has ended, nobody may: who sets the clock on would be let in.

    Raises:
        GateRefusal: the actor is neither.
        UsageError: the actor's id is none.
    """
    _check_actor(actor)
    granters = sorted((p for p in roster.people if p.has(*GRANTERS)), key=lambda p: p.id)
    if granters and not any(p.id == actor and p.active_at(now) for p in granters):
        tx.append(actor, event, {**details, "rule": "not_a_granter"}, now)
        raise GateRefusal(
            f"{actor!r} may not decide this about a matter.",
            f"Ask a supervising attorney or an admin: {', '.join(p.id for p in granters)}.",
            rule="not_a_granter",
        )
