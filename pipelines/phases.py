"""The phases of a recovery, by days from the incident and by events that the papers record.

Answers: which phase a day falls into, where each begins and ends, and the paper that marks it. The last event
to have happened names the phase: the incident, the days after it, the first operation, the first statement
that maximum medical improvement was reached. Refuses a phase that nothing marks: without a date of incident
there is none, without an operation or such a statement that phase is absent. It is procedure, not opinion:
nothing is said of how the person was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.citations import cite
from extractors.facts import CLINICAL, Encounter, PageKind
from extractors.milestones import is_operation, states_improvement
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.merging import Group
from pipelines.rows import SourceCitation
from pipelines.told import Told, tell

BASELINE, INCIDENT, ACUTE, SUBACUTE, SURGERY, AFTER_MMI = (
    "baseline",
    "incident",
    "acute",
    "subacute",
    "surgery",
    "post-MMI",
)
_TOP = 400
"""Characters at the top of an untitled report in which its kind is printed."""
_BARE = 4
"""Words of a line that may hold nothing but the name of the matter."""
_DONE = 200
"""Characters of what was done that name the procedure."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase: its first and last day, ``None`` where it is open; ``marked`` cites what begins it."""

    name: str
    first: date | None
    last: date | None
    marked: tuple[SourceCitation, ...] = ()


def phases_of(
    facts: Facts, groups: Sequence[Group], incident: date | None, acute_days: int, citer: Citer
) -> tuple[Phase, ...]:
    """The phases of a matter in order of time, each ending on the day before the next begins.

    Args:
        facts: the matter's facts.
        groups: its encounters.
        incident: the matter's date of incident.
        acute_days: the last day of the acute phase, counted from the incident.
        citer: the matter's citer.
    """
    if incident is None:
        return ()
    marks: list[tuple[date, str, tuple[SourceCitation, ...]]] = [
        (incident, INCIDENT, ()),
        (incident + timedelta(days=1), ACUTE, ()),
        (incident + timedelta(days=acute_days + 1), SUBACUTE, ()),
    ]
    for name, mark in (
        (SURGERY, _operation(groups, incident, citer)),
        (AFTER_MMI, _improvement(facts, groups, incident, citer)),
    ):
        if mark:
            # What was to begin later than the event, by days alone, does not begin any more. On the day of
            # the incident itself that day keeps its name.
            day = max(mark[0], incident + timedelta(days=1))
            marks = [m for m in marks if m[0] < day]
            marks.append((day, name, (mark[1],)))
    found = [Phase(BASELINE, None, incident - timedelta(days=1))]
    ends = [begin - timedelta(days=1) for begin, _, _ in marks[1:]]
    for (begin, name, marked), last in zip(marks, [*ends, None], strict=True):
        found.append(Phase(name, begin, last, marked))
    return tuple(found)


def phase_on(day: date, phases: Sequence[Phase]) -> str:
    """The name of the phase that a day falls into, "" where there is none."""
    return next(
        (p.name for p in phases if (p.first is None or p.first <= day) and (p.last is None or day <= p.last)),
        "",
    )


def _operation(groups: Sequence[Group], incident: date, citer: Citer) -> tuple[date, SourceCitation] | None:
    """The first operation on or after the incident, cited by its date."""
    for group in sorted(groups, key=lambda g: g.start):
        if group.start < incident:
            continue
        for encounter in group.members:
            if encounter.kind is PageKind.OPERATIVE and _operates(encounter, citer):
                return group.start, citer.source(encounter.date.citation)
    return None


def _operates(encounter: Encounter, citer: Citer) -> bool:
    top = citer.pages[(encounter.sha256, encounter.pages[0])].text[:_TOP]
    title = encounter.title.value if encounter.title else ""
    done = next((p.citation.quote for p in encounter.passages if p.heading == "Procedure"), "")
    return is_operation(title or top, done[:_DONE])


def _improvement(
    facts: Facts, groups: Sequence[Group], incident: date, citer: Citer
) -> tuple[date, SourceCitation] | None:
    """The first encounter after the incident that states it, cited by its words."""
    stated = [
        (groups[told.group].start, told)
        for told in tell(facts, groups, citer, CLINICAL | {PageKind.WORK_STATUS})
        if told.group is not None and _states(told)
    ]
    after = sorted((s for s in stated if s[0] > incident), key=lambda s: (s[0], s[1].is_copy))
    return (after[0][0], _quoted(after[0][1], citer)) if after else None


def _states(told: Told) -> bool:
    """Whether a sentence states it. A question does not; the bare words do where a full stop ends them, and
    are a heading where none does."""
    heading = len(told.words.places) <= _BARE and not told.text.endswith(".")
    return not heading and not told.text.endswith("?") and states_improvement(told.words.joined)


def _quoted(told: Told, citer: Citer) -> SourceCitation:
    return citer.source(cite(told.page, told.sentence.start, told.sentence.end))
