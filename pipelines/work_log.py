"""Who worked how long on a matter, in house or outsourced: what a bill must be able to show.

Answers: log time that a person spent; take a wrong line back; every line of a matter, with what the review
page itself measured. Refuses: time of somebody without access to the matter; time logged for another by
anyone but a supervising attorney or an admin; more than a day at once. Nothing is altered: a line that is
taken back stays in the ledger, and so does who took it back.

Measured time is what the page counted while a row was before an attorney. It may lie within time that the
same person also logged, so the two are never added up here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from extractors.errors import GateRefusal, UsageError
from pipelines.confidentiality.access import roles_in
from pipelines.ledger import Ledger, Transaction
from pipelines.ledger_chain import Details, Entry, is_id
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.review.roster import Engagement, Role, Roster
from pipelines.review.verdicts import DECIDED

LOGGED = "work.logged"
WITHDRAWN = "work.withdrawn"
REFUSED = "work.refused"
_MOST_MINUTES = 24 * 60
_FOR_OTHERS = frozenset({Role.SUPERVISING_ATTORNEY, Role.ADMIN})


class What(StrEnum):
    """What the time went into."""

    INTAKE = "intake"
    DRAFTING = "drafting"
    QUALITY_CONTROL = "quality_control"
    REVIEW = "review"
    CORRECTION = "correction"
    CORRESPONDENCE = "correspondence"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Time of one person. ``entry`` is the ledger's sequence, 0 for what was ``measured``; ``about`` is the
    revision that was reviewed, where that is known. ``engagement`` is that of the roster as it now stands."""

    matter: str
    day: date
    person: str
    name: str
    engagement: Engagement
    what: What
    about: str
    seconds: int
    measured: bool
    entry: int

    @property
    def minutes(self) -> float:
        """To a tenth."""
        return round(self.seconds / 60, 1)


def log_work(
    matter: Matter,
    what: What,
    minutes: int,
    day: date,
    actor: str,
    now: datetime,
    *,
    person: str = "",
) -> Entry:
    """Log time.

    Args:
        day: when it was worked, as the office counts days.
        person: whose time; the actor's own if left out.

    Raises:
        GateRefusal: one of them has no access, or the actor may not log for others (logged).
        LedgerError: the ledger does not verify or cannot be written.
        UsageError: no such amount of time, or a day that has not come.
    """
    office = office_of(matter)
    today = now.astimezone(ZoneInfo(office.policy().hours.zone)).date()
    if not 1 <= minutes <= _MOST_MINUTES:
        raise UsageError("The minutes are not those of a day's work.", f"Use 1 to {_MOST_MINUTES}.")
    if day > today:
        raise UsageError(f"{day} has not come yet.", "Log what was worked.")
    whose = person or actor
    with Ledger(matter.ledger).transaction() as tx:
        _check(matter, office.roster(), tx, actor, whose, now)
        details: Details = {
            "person": whose,
            "minutes": minutes,
            "what": what.value,
            "day": day.isoformat(),
        }
        return tx.append(actor, LOGGED, details, now)


def withdraw_work(matter: Matter, entry: int, actor: str, now: datetime) -> Entry:
    """Take a logged line back.

    Raises:
        GateRefusal: the actor may not (logged).
        LedgerError: the ledger does not verify or cannot be written.
        UsageError: the entry is no line of work, or was taken back before.
    """
    with Ledger(matter.ledger).transaction() as tx:
        line = next((e for e in _standing(tx.entries) if e.seq == entry), None)
        if line is None:
            raise UsageError(f"Entry {entry} is no line of work that stands.", "See `pincite worklog show`.")
        _check(matter, office_of(matter).roster(), tx, actor, str(line.details["person"]), now)
        return tx.append(actor, WITHDRAWN, {"entry": entry}, now)


def worked(matter: Matter) -> tuple[WorkLine, ...]:
    """Every line of the matter that stands, by day, person and entry; what was measured comes last.

    Raises:
        LedgerError: the ledger does not verify.
        UsageError: policy or roster is malformed.
    """
    office = office_of(matter)
    roster, zone = office.roster(), ZoneInfo(office.policy().hours.zone)
    entries = Ledger(matter.ledger).entries()
    lines = [
        _line(matter, roster, _day(e), str(e.details["person"]), What(str(e.details["what"])), e)
        for e in _standing(entries)
    ]
    measured: dict[tuple[date, str, str], int] = {}
    for e in entries:
        seconds = e.details.get("seconds")
        if e.event == DECIDED and isinstance(seconds, int) and seconds > 0:
            day = datetime.fromisoformat(e.time).astimezone(zone).date()
            key = (day, e.actor, f"{e.details.get('deliverable')} revision {e.details.get('revision')}")
            measured[key] = measured.get(key, 0) + seconds
    for (day, who, about), seconds in measured.items():
        name, engagement = _known(roster, who)
        lines.append(WorkLine(matter.slug, day, who, name, engagement, What.REVIEW, about, seconds, True, 0))
    return tuple(sorted(lines, key=lambda x: (x.measured, x.day, x.person, x.about, x.entry)))


def _standing(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    logged = [e for e in entries if e.event in (LOGGED, WITHDRAWN)]
    taken = {e.details.get("entry") for e in logged if e.event == WITHDRAWN}
    return tuple(e for e in logged if e.event == LOGGED and e.seq not in taken)


def _line(matter: Matter, roster: Roster, day: date, person: str, what: What, e: Entry) -> WorkLine:
    name, engagement = _known(roster, person)
    minutes = e.details["minutes"]
    assert isinstance(minutes, int)
    return WorkLine(matter.slug, day, person, name, engagement, what, "", minutes * 60, False, e.seq)


def _day(e: Entry) -> date:
    return date.fromisoformat(str(e.details["day"]))


def _known(roster: Roster, id: str) -> tuple[str, Engagement]:
    person = roster.person(id)
    return (person.name, person.engagement) if person else (id, Engagement.IN_HOUSE)


def _check(matter: Matter, roster: Roster, tx: Transaction, actor: str, whose: str, now: datetime) -> None:
    people = {id: roster.person(id) for id in (actor, whose)}
    for id, person in people.items():
        if person is None or not person.active_at(now) or not roles_in(matter, person):
            _refuse(tx, actor, "no_access", now, f"{id!r} has no access to {matter.slug}.")
    by = people[actor]
    if whose != actor and by is not None and not _FOR_OTHERS & set(roles_in(matter, by)):
        _refuse(tx, actor, "time_of_another", now, f"{actor!r} may not log the time of others.")


def _refuse(tx: Transaction, actor: str, rule: str, now: datetime, problem: str) -> None:
    tx.append(actor if is_id(actor) else "unknown", REFUSED, {"rule": rule}, now)
    raise GateRefusal(problem, "Ask a supervising attorney, or an admin.")
