"""What a reader of the paper would write down for each document: loaded from the TOML beside its drawing.

Answers: client, pages (kind, owner), encounters, dates that are no encounters, the sum of charges. Refuses
unknown keys, so that a misspelt one cannot make a document easier.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ExpectedEncounter:
    """One row as it should be. ``ends``, ``facilities`` and ``providers`` hold every acceptable answer.

    ``may_cite`` are pages that support the row and may be cited with it; ``optional`` rows may be missing
    without loss and present without fault: two readers would differ on both.
    """

    start: date
    ends: tuple[date, ...]
    pages: frozenset[int]
    may_cite: frozenset[int]
    facilities: tuple[str, ...]
    providers: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """Acceptable `PageKind` member names, and whether the page is the client's."""

    kinds: tuple[str, ...]
    client: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """All expected values of one document; ``charges`` is ``None`` where the sum is not scored."""

    name: str
    system: str
    client: str
    born: date
    incident: date
    never: tuple[date, ...]
    charges: Decimal | None
    pages: tuple[ExpectedPage, ...]
    encounters: tuple[ExpectedEncounter, ...]


def load_expected(path: Path) -> Expected:
    """Read one TOML.

    Raises:
        ValueError: an unknown or missing key.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    _keys(path, data, {"system", "client", "page"}, {"never", "charges", "charges_free", "encounter"})
    client = data["client"]
    free = bool(data.get("charges_free", False))
    return Expected(
        path.stem,
        data["system"],
        client["name"],
        client["dob"],
        client["incident"],
        tuple(data.get("never", ())),
        None if free else Decimal(data.get("charges", "0.00")),
        tuple(_page(path, p) for p in data["page"]),
        tuple(_encounter(path, e) for e in data.get("encounter", ())),
    )


def _page(path: Path, data: Mapping[str, Any]) -> ExpectedPage:
    _keys(path, data, {"kind"}, {"owner"})
    return ExpectedPage(tuple(data["kind"]), data.get("owner", "client") == "client")


def _encounter(path: Path, data: Mapping[str, Any]) -> ExpectedEncounter:
    _keys(path, data, {"date", "pages", "facility", "provider"}, {"end", "may_cite", "optional"})
    providers = data["provider"]
    return ExpectedEncounter(
        data["date"],
        tuple(data.get("end", (data["date"],))),
        frozenset(data["pages"]),
        frozenset(data.get("may_cite", ())),
        tuple(data["facility"]),
        (providers,) if isinstance(providers, str) else tuple(providers),
        bool(data.get("optional", False)),
    )


def _keys(path: Path, data: Mapping[str, Any], needed: set[str], allowed: set[str]) -> None:
    wrong = (needed - set(data)) | (set(data) - needed - allowed)
    if wrong:
        raise ValueError(f"{path.name}: missing or unknown {sorted(wrong)}")
