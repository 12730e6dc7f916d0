"""The written task definition (``task.toml``): what a deliverable holds, leaves out, and when work stops.

Answers: scope, standard, inputs, checkpoints, stop-work triggers, escalation, tier, turnaround and approver;
of a chronology its columns, headings, order and gap threshold; of an exhibit set the columns of each layout
of its index; of a clause report the columns of its tables.
Refuses: unknown or missing keys, wrong types, empty texts, repeated ids. A misspelt key would
otherwise be a rule that everyone believes in and nothing applies.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from extractors.errors import TemplateError
from pipelines.house import APPLIED, SETTINGS, House

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_ID = re.compile(r"[a-z][a-z0-9-]*")
APPROVERS = ("attorney", "supervising_attorney")
_REMEDY = (
    "Correct task.toml, then have the template approved again; "
    "`pincite templates add` brings the shipped one."
)


class Sort(StrEnum):
    """The order of rows."""

    DATE_ASCENDING = "date_ascending"
    DATE_DESCENDING = "date_descending"


class Tier(StrEnum):
    """How much is at stake: decides how much review a deliverable gets."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Scope:
    """What belongs into the deliverable, and what must not be there."""

    within: tuple[str, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What quality control confirms before a draft goes to an attorney."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class StopWorkTrigger:
    """A state of the file at which work stops; met when a finding of one of ``kinds`` exists."""

    id: str
    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A parsed ``task.toml``. ``turnaround`` counts business days from submission to decision,
    ``escalation_hours`` the working hours in which a question is to be answered. ``approver_role`` is who may
    approve the deliverable: an ``attorney`` of the roster, or the ``supervising_attorney`` alone.

    From ``gap_threshold_days`` to ``citation_form`` it speaks of chronologies; ``acute_days``, of a damages
    chronology only, is the last day of the acute phase, counted from the incident. ``layouts``, of an exhibit
    set only, are the columns of its index by layout: it keeps the order of its plan and measures no gap.
    ``tables``, of a clause report only, are the columns of its tables by name; ``low_confidence`` (0-1) is
    below which a clause stands in a table of its own; ``asked_types`` are those that each agreement is asked
    for.
    """

    deliverable: str
    name: str
    version: str
    approver_role: str
    purpose: str
    tier: Tier
    turnaround: int
    scope: Scope
    standard: tuple[str, ...]
    inputs: tuple[str, ...]
    checkpoints: tuple[Checkpoint, ...]
    escalation_path: tuple[str, ...]
    escalation_rule: str
    escalation_hours: int
    stop_work_triggers: tuple[StopWorkTrigger, ...]
    house: House
    gap_threshold_days: int = 0
    sort: Sort | None = None
    columns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    citation_form: str = ""
    acute_days: int | None = None
    layouts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    low_confidence: float = 0.0
    asked_types: tuple[str, ...] = ()


_EVERY = (
    *("deliverable", "name", "version", "approver_role", "purpose", "tier", "turnaround_business_days"),
    *("standard", "inputs", "scope", "checkpoints", "escalation", "stop_work_triggers"),
)
_CHRONOLOGY = ("gap_threshold_days", "sort", "columns", "headings", "citation_form", "house")
_CLAUSES = ("low_confidence_percent", "asked_types", "tables", "citation_form", "house")
_OWN: Mapping[str, tuple[str, ...]] = {
    "damages": (*_CHRONOLOGY, "damages"),
    "exhibits": ("layouts",),
    "clauses": _CLAUSES,
}
"""The keys of a deliverable beside those of every one; where none are listed, those of a chronology."""


def parse_task(toml: bytes) -> Task:
    """Read a task definition.

    Raises:
        TemplateError: not UTF-8 TOML, or not exactly the keys and types of `Task`.
    """
    try:
        data = tomllib.loads(toml.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise TemplateError("task.toml is not valid TOML in UTF-8.", _REMEDY) from None
    deliverable = _matching(data, "deliverable", _NAME)
    _exact_keys(data, "", (*_EVERY, *_OWN.get(deliverable, _CHRONOLOGY)))
    scope = _table(data, "scope", ("in", "out"))
    escalation = _table(data, "escalation", ("path", "rule", "working_hours"))
    return Task(
        deliverable=deliverable,
        name=_text(data, "name"),
        version=_matching(data, "version", _VERSION),
        approver_role=_one_of(data, "approver_role", APPROVERS),
        purpose=_text(data, "purpose"),
        tier=Tier(_one_of(data, "tier", [t.value for t in Tier])),
        turnaround=_days(data, "turnaround_business_days"),
        scope=Scope(_texts(scope, "in"), _texts(scope, "out")),
        standard=_texts(data, "standard"),
        inputs=_texts(data, "inputs"),
        checkpoints=_checkpoints(data["checkpoints"]),
        escalation_path=_texts(escalation, "path"),
        escalation_rule=_text(escalation, "rule"),
        escalation_hours=_count(escalation, "working_hours", "hours"),
        stop_work_triggers=_triggers(data["stop_work_triggers"]),
        house=_house(data, APPLIED.get(deliverable, ())),
        **_READ.get(deliverable, _of_chronology)(data),
    )


def _of_chronology(data: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a chronology's own keys."""
    acute = _table(data, "damages", ("acute_days",)) if "damages" in data else None
    return {
        "gap_threshold_days": _days(data, "gap_threshold_days"),
        "sort": Sort(_one_of(data, "sort", [s.value for s in Sort])),
        "columns": _texts(data, "columns"),
        "headings": _texts(data, "headings"),
        "citation_form": _text(data, "citation_form"),
        "acute_days": None if acute is None else _days(acute, "acute_days"),
    }


def _of_exhibits(data: Mapping[str, Any]) -> dict[str, Any]:
    """The value of an exhibit set's own key. Which layouts there must be is for who fills them to say."""
    return {"layouts": _columns(data, "layouts")}


def _of_clauses(data: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a clause report's own keys. Which tables there must be is for who fills them to say."""
    percent = data["low_confidence_percent"]
    if isinstance(percent, bool) or not isinstance(percent, int) or not 0 <= percent <= 100:
        raise _wrong("low_confidence_percent", "a whole number from 0 to 100 is expected")
    return {
        "tables": _columns(data, "tables"),
        "low_confidence": percent / 100,
        "asked_types": _texts(data, "asked_types"),
        "citation_form": _text(data, "citation_form"),
    }


_READ: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "exhibits": _of_exhibits,
    "clauses": _of_clauses,
}
"""How the own keys of a deliverable are read; where none is listed, as a chronology's."""


def _columns(data: Mapping[str, Any], key: str) -> dict[str, tuple[str, ...]]:
    """The columns of several tables, by name."""
    tables = data[key]
    if not isinstance(tables, dict) or not tables or not all(map(_NAME.fullmatch, tables)):
        raise _wrong(key, "a table of lower-case names is expected")
    return {name: _texts(tables, name) for name in tables}


def _house(data: Mapping[str, Any], applied: Sequence[str]) -> House:
    house = _table(data, "house", applied) if applied else {}
    return House(**{name: _setting(house, name) for name in applied})


def _setting(house: Mapping[str, Any], name: str) -> Any:
    kind = SETTINGS[name]
    return kind(_one_of(house, name, [choice.value for choice in kind]))


def _checkpoints(value: object) -> tuple[Checkpoint, ...]:
    tables = _entries(value, "checkpoints", ("id", "text"))
    return tuple(Checkpoint(_matching(t, "id", _ID), _text(t, "text")) for t in tables)


def _triggers(value: object) -> tuple[StopWorkTrigger, ...]:
    triggers: list[StopWorkTrigger] = []
    for table in _entries(value, "stop_work_triggers", ("id", "text", "kinds")):
        kinds = _texts(table, "kinds")
        if not all(_NAME.fullmatch(kind) for kind in kinds):
            raise _wrong("stop_work_triggers.kinds", "kinds of findings are lower-case names")
        triggers.append(StopWorkTrigger(_matching(table, "id", _ID), _text(table, "text"), kinds))
    return tuple(triggers)


def _entries(value: object, key: str, keys: Sequence[str]) -> list[Mapping[str, Any]]:
    """The ``[[key]]`` tables, each with exactly those keys and an id of its own."""
    if not isinstance(value, list) or not value or not all(isinstance(t, dict) for t in value):
        raise _wrong(key, "at least one table is needed")
    for table in value:
        _exact_keys(table, key, keys)
    if len({_text(table, "id") for table in value}) != len(value):
        raise _wrong(f"{key}.id", "each id may stand only once")
    return value


def _wrong(key: str, what: str) -> TemplateError:
    return TemplateError(f"task.toml, {key}: {what}.", _REMEDY)


def _exact_keys(table: Mapping[str, Any], at: str, keys: Sequence[str]) -> None:
    missing = sorted(set(keys) - set(table))
    unknown = sorted(set(table) - set(keys))
    if missing:
        raise _wrong(at or "top level", f"missing {', '.join(missing)}")
    if unknown:
        raise _wrong(at or "top level", f"unknown {', '.join(repr(k) for k in unknown)}")


def _table(data: Mapping[str, Any], key: str, keys: Sequence[str]) -> Mapping[str, Any]:
    value = data[key]
    if not isinstance(value, dict):
        raise _wrong(key, "a table is expected")
    _exact_keys(value, key, keys)
    return value


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data[key]
    if not isinstance(value, str) or not value.strip():
        raise _wrong(key, "text is expected")
    return value.strip()


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data[key]
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
        raise _wrong(key, "a list of texts is expected")
    if len(set(value)) != len(value):
        raise _wrong(key, "each text may stand only once")
    return tuple(v.strip() for v in value)


def _matching(data: Mapping[str, Any], key: str, pattern: re.Pattern[str]) -> str:
    value = _text(data, key)
    if not pattern.fullmatch(value):
        raise _wrong(key, f"does not have the form {pattern.pattern}")
    return value


def _one_of(data: Mapping[str, Any], key: str, allowed: Sequence[str]) -> str:
    value = _text(data, key)
    if value not in allowed:
        raise _wrong(key, f"must be one of {', '.join(allowed)}")
    return value


def _days(data: Mapping[str, Any], key: str) -> int:
    return _count(data, key, "days")


def _count(data: Mapping[str, Any], key: str, unit: str) -> int:
    value = data[key]
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _wrong(key, f"a whole number of {unit}, at least 1, is expected")
    return value
