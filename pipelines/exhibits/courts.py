"""The courts' rules: which profiles are shipped, and one of them with a person's own values laid over it.

Answers: the profile of an id, each value with its source, how good that evidence is and when it was looked
up. Refuses: an unknown court, an unknown key, a value that its key cannot have. The values are data
(``courts/<id>.toml``); whether they may be relied on is for `pipelines.exhibits.readiness` to say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.errors import UsageError
from pipelines.exhibits.court_profile import CourtProfile, Evidence, Origin
from pipelines.exhibits.court_values import Value, read_value

PRESETS = ("strict", "cmecf-default", "state-default")
"""For courts that are not listed. ``strict`` asks the most of what a file may hold."""


def profiles() -> tuple[str, ...]:
    """The ids of all shipped profiles, sorted."""
    names = (entry.name for entry in files("pipelines.exhibits").joinpath("courts").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load_profile(id: str, overrides: Sequence[tuple[str, Value]] = ()) -> CourtProfile:
    """The profile with the person's own values; their keys stand in ``overridden``, sorted.

    Raises:
        UsageError: no such profile, no such key, a key given twice, or a value that it cannot have.
    """
    if id not in profiles():
        near = get_close_matches(id, profiles(), n=4, cutoff=0.4) or PRESETS
        raise UsageError(
            f"There is no court profile {id!r}.",
            f"Perhaps {', '.join(near)}; for a court not listed take strict and give the court's own values.",
        )
    given: dict[str, Any] = {}
    for key, value in overrides:
        if key in given:
            raise UsageError(f"The court value {key!r} is given twice.", "Keep one of both.")
        given[key] = read_value(key, value, "in the plan")
    return replace(_shipped(id), **given, overridden=tuple(sorted(given)))


@cache
def _shipped(id: str) -> CourtProfile:
    file = files("pipelines.exhibits").joinpath("courts", f"{id}.toml")
    court = tomllib.loads(file.read_text("utf-8"))
    entries, notes = court.get("value", []), court.get("note", [])
    values: dict[str, Any] = {
        entry["key"]: read_value(entry["key"], entry["value"], f"in courts/{id}.toml")
        for entry in entries
        if "value" in entry  # without one it says of a limit that it is not known
    }
    return CourtProfile(
        id=court["id"],
        name=court["name"],
        kind=court["kind"],
        checked=court["checked"],
        evidence=Evidence(court["evidence"]),
        notes=" ".join(note["text"] for note in notes),
        conflicts=tuple(f"{entry['key']}: {entry['conflict']}" for entry in entries if "conflict" in entry),
        origins=(
            *(origin for entry in entries for origin in _origins(entry["key"], entry)),
            *(origin for note in notes for origin in _origins("notes", note)),
        ),
        **values,
    )


def _origins(key: str, entry: dict[str, Any]) -> tuple[Origin, ...]:
    evidence = Evidence(entry["evidence"])
    return tuple(Origin(key, source, evidence, entry["checked"]) for source in entry["sources"])
