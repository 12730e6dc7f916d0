"""Whom the words of a paper mean: units, surnames, "I" of a known speaker, "your insured".

Answers: for each event the phrases that name the client or the other party. With more than one other driver,
each is told by surname, so that two drivers' signals are never set against one another. Guesses nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.facts import Event, EventKind
from extractors.lexicon import normal
from extractors.versions import CLIENT, OTHER

_UNIT_NAMES = (
    "unit",
    "vehicle",
    "driver",
    "operator",
    "party",
    "veh",
    "driver of unit",
    "operator of vehicle",
)
_OTHERS = ("other driver", "other car", "other vehicle", "other truck", "other motorist")
_VEHICLES = ("car", "truck", "pickup", "pickup truck", "van", "suv", "vehicle", "sedan", "motorcycle", "bus")
_RIDING = ("driving", "driver of", "passenger in", "passenger of", "riding in", "in", "operating")
_NOT_FAMILY = frozenset({"jr", "sr", "ii", "iii"})


def names_in_reports(events: Sequence[Event], client: str) -> dict[str, str]:
    """Phrase → whom: the client's and the other drivers' names and units, from the boxes of crash reports."""
    surname = _surname(client)
    people: dict[str, str] = {surname: CLIENT, normal(client): CLIENT} if surname else {}
    drivers: dict[str, str] = {}
    for event in events:
        for unit, printed in event.drivers:
            is_client = bool(surname) and surname in normal(printed).split()
            drivers.setdefault(unit, "" if is_client else _family_name(printed))
    others = {name for name in drivers.values() if name}
    for unit_number, name in drivers.items():
        whom = CLIENT if not name else OTHER if len(others) == 1 else name
        if name:
            people[name] = whom
        people |= {f"{word} {unit_number}": whom for word in _UNIT_NAMES}
        people |= {f"{letter}{unit_number}": whom for letter in "uvdp"}  # "OPERATOR OF V1", "D-2"
        people |= {f"{letter} {unit_number}": whom for letter in "uvdp"}
    if len(others) <= 1:
        people |= dict.fromkeys(_OTHERS, OTHER)
    return people


def people_of_event(event: Event, names: Mapping[str, str], client: str) -> dict[str, str]:
    """The phrases of one event: the matter's names, and who speaks in it."""
    people = dict(names)
    speaker = _speaker(event, names)
    if event.kind in (EventKind.STATEMENT, EventKind.TESTIMONY):
        people |= _speaking(speaker, asked=event.kind is EventKind.TESTIMONY)
    elif event.kind is EventKind.EMS:
        people |= of_a_patient(names)
    elif event.kind in (EventKind.LETTER, EventKind.EMAIL):
        surname = _surname(client)
        said = [normal(line) for p in event.passages for line in p.citation.quote.split("\n")]
        ours = any("insured" in line and surname in line.split() for line in said)
        if not ours:
            people |= {"our insured": OTHER, "your insured": OTHER}
        people |= {"your client": CLIENT, "our client": CLIENT, "my client": CLIENT}
    elif event.kind is EventKind.PLEADING:
        people |= _in_caption(event, client)
    return people


def _in_caption(event: Event, client: str) -> dict[str, str]:
    """Plaintiff and defendant, where the caption names the client as the one and one party as the other."""
    surname = _surname(client)
    behind_name = re.compile(rf"\b{re.escape(surname)}\b.*?\b(plaintiff|defendant)") if surname else None
    sides = {
        match[1]
        for party in event.parties
        if behind_name and (match := behind_name.search(normal(party.value)))
    }
    caption = normal(" ".join(party.value for party in event.parties))
    if len(sides) != 1 or re.search(r"\b(?:plaintiffs|defendants|et al)\b", caption):
        return {}
    (own,) = sides
    return {own: CLIENT, "defendant" if own == "plaintiff" else "plaintiff": OTHER}


def of_a_patient(names: Mapping[str, str]) -> dict[str, str]:
    """The phrases of a client's own account in a medical paper."""
    patient = dict.fromkeys(("patient", "pt", "she", "he", "her", "his"), CLIENT)
    # "Struck by a truck that ran the light": a vehicle not said to be the patient's is the other party's.
    strikers = {f"{article} {v}": OTHER for article in ("a", "an", "another") for v in _VEHICLES}
    own = {f"{riding} a {v}": CLIENT for riding in _RIDING for v in _VEHICLES}
    return {**names, **patient, **strikers, **own}


def speaks_for_the_client(event: Event, names: Mapping[str, str]) -> bool:
    """Whether a statement or transcript is the client's own, or the paper tells the patient's account."""
    return event.kind is EventKind.EMS or _speaker(event, names) == CLIENT


def _speaking(speaker: str, *, asked: bool) -> dict[str, str]:
    if not speaker:
        return {}
    own = dict.fromkeys(("i", "my", "me", *(("your", "you") if asked else ())), speaker)
    return own


def _speaker(event: Event, names: Mapping[str, str]) -> str:
    if event.kind not in (EventKind.STATEMENT, EventKind.TESTIMONY) or not event.parties:
        return ""
    said = f" {normal(event.parties[0].value)} "
    found = {whom for name, whom in names.items() if f" {name} " in said and not re.search(r"\d", name)}
    return found.pop() if len(found) == 1 else ""


def _surname(client: str) -> str:
    words = normal(client).split()
    return words[-1] if words else ""


def _family_name(printed: str) -> str:
    """The family name of a printed one: before its comma, else the last word."""
    words = [w for w in normal(printed.split(",")[0]).split() if w not in _NOT_FAMILY]
    return words[-1] if words else ""
