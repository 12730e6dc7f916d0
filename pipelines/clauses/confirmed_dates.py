"""``confirmed-dates.toml``: which of the dates that the papers give an attorney stands for.

Answers: a proposal with every date off; what a person made of it; the file with dates added that came since.
What stands in the file is never changed: it is theirs. Refuses a date confirmed by nobody's id, by someone
who is no attorney on the roster on that day, or without the day: a calendar entry is relied upon.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from extractors.errors import UsageError
from pipelines.clauses.report import DatedRow, words_of
from pipelines.clauses.settings_file import stands
from pipelines.durable import read_regular, replace_file
from pipelines.matter import Matter
from pipelines.review.roster import ATTORNEYS, Roster
from pipelines.toml_file import Table, read_toml, toml_lines

CONFIRMED_FILE = "confirmed-dates.toml"
_HEADER = """\
# Dates that the papers of this matter give, as the program read them. None is in the calendar until an
# attorney stands for it. To confirm one, check its page, correct its date if need be, and write under it
#   confirmed_by = "your id on the roster"
#   confirmed_on = 2026-01-05
# (the day on which you confirm), then draft again. New dates come at the end; what stands here stays.

schema = 1
"""
_LONGEST_QUOTE = 300
"""Characters of the passage shown beside a date, so that a person knows which it is."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One ``[[date]]``: ``by`` is "" while nobody stands for it."""

    id: str
    day: date | None
    by: str
    name: str
    on: date | None


def confirmed_path(matter: Matter) -> Path:
    """Where the file lies."""
    return matter.folder / CONFIRMED_FILE


def read_confirmed(matter: Matter, roster: Roster) -> tuple[Confirmation, ...]:
    """What the file says; nothing where there is none.

    Raises:
        UsageError: malformed, an id twice, or a confirmation that does not hold; naming the place.
    """
    path = confirmed_path(matter)
    if not stands(path):
        return ()
    table = Table(_values(path), path.name)
    if table.number("schema") != 1:
        raise UsageError(f"{path.name}: this version reads schema 1.", "Use the version that wrote it.")
    found = tuple(
        _confirmation(entry, f"{path.name} [[date]] no. {n}", roster)
        for n, entry in enumerate(table.tables("date"), 1)
    )
    table.done()
    ids = [one.id for one in found]
    repeated = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    if repeated:
        raise UsageError(f"{path.name}: the date {repeated[0]!r} stands twice.", "Take one of them out.")
    return found


def _values(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path)
    except (RecursionError, ValueError):
        # tomllib lets these two through: brackets without end, and whole numbers of thousands of digits.
        raise UsageError(
            f"{path.name} holds brackets or a number that nobody types.", "Correct it."
        ) from None


def _confirmation(entry: Table, at: str, roster: Roster) -> Confirmation:
    id_, day = entry.text("id"), entry.day("date")
    by, on = entry.text("confirmed_by", ""), entry.day("confirmed_on")
    for shown in ("what", "paper", "quote"):
        entry.text(shown, "")
    entry.done()
    if not by:
        return Confirmation(id_, day, "", "", None)
    if day is None or on is None:
        missing = "date" if day is None else "confirmed_on"
        raise UsageError(f"{at}: it is confirmed, but has no {missing!r}.", "Write the day beside it.")
    person = roster.person(by)
    if person is None or not person.has(*ATTORNEYS) or not person.active(on):
        raise UsageError(
            f"{at}: {by!r} is no attorney on the roster on {on.isoformat()}.",
            "An attorney confirms a date: see `pincite roster list`.",
        )
    return Confirmation(id_, day, by, person.name, on)


def with_confirmations(
    rows: Sequence[DatedRow], confirmed: Iterable[Confirmation]
) -> tuple[tuple[DatedRow, ...], tuple[Confirmation, ...]]:
    """The rows with who stands for them, and the confirmations of dates that the papers no longer give."""
    standing = {one.id: one for one in confirmed if one.by}
    known = {row.id for row in rows}
    joined = tuple(_joined(row, standing[row.id]) if row.id in standing else row for row in rows)
    return joined, tuple(one for id_, one in standing.items() if id_ not in known)


def _joined(row: DatedRow, one: Confirmation) -> DatedRow:
    assert one.day is not None, "a confirmation has its days: see _confirmation"
    assert one.on is not None
    return replace(
        row,
        confirmed_date=one.day.isoformat(),
        confirmed_by=one.by,
        confirmed_name=one.name,
        confirmed_on=one.on.isoformat(),
    )


def propose_dates(matter: Matter, rows: Sequence[DatedRow], present: Iterable[Confirmation]) -> None:
    """Add the rows that the file does not hold yet, each off; no rows, no file.

    Raises:
        UsageError: a text cannot be written in UTF-8, or no plain file bears the file's name.
    """
    held = {one.id for one in present}
    new = [row for row in rows if row.id not in held]
    if not new:
        return
    path = confirmed_path(matter)
    before = read_regular(path) if stands(path) else _HEADER.encode("utf-8")
    lines = [line for row in new for line in ("", "[[date]]", *_proposed(row))]
    replace_file(path, before.rstrip() + b"\n" + ("\n".join(lines) + "\n").encode("utf-8"))


def _proposed(row: DatedRow) -> list[str]:
    quote = words_of(row.passages[0])
    return toml_lines(
        (
            ("id", row.id),
            ("what", row.what),
            ("paper", row.passages[0][0].label),
            ("quote", quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]} …"),
            ("date", date.fromisoformat(row.date)),
            ("confirmed_by", ""),
        )
    )
