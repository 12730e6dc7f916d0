"""``exhibits.toml``: the plan as a person typed it, read and written.

Answers: the plan as values, its lines from ``[[exhibit]]`` tables or from the list that it names; a plan as a
file for a person to edit. Refuses everything malformed, naming file and line: an exhibit list is filed as it
is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path, PurePath
from typing import Any

from extractors.errors import UsageError
from pipelines.exhibits.plan import (
    BatesStyle,
    Filing,
    Layout,
    Numbering,
    Party,
    Plan,
    PlanLine,
    Scheme,
)
from pipelines.exhibits.plan_files import require_plain
from pipelines.exhibits.plan_lines import choice, plan_line, printable
from pipelines.exhibits.plan_sheet import RawLine, read_sheet
from pipelines.exhibits.typed_numbering import numbering_of
from pipelines.toml_file import Table, read_toml

PLAN_FILE = "exhibits.toml"
_SUFFIXES = (".csv", ".xlsx")
_LISTS = (*_SUFFIXES, ".dat", ".txt")
_EXHIBIT = re.compile(r"\s*\[\[\s*exhibit\s*\]\]")
_LONGEST, _LONGEST_WORD = 2_000, 100
"""Characters of what a filing says of itself, and of one word of it: more fits no label."""
_LEAST_DIGITS, _MOST_DIGITS = 3, 12


def read_plan(path: Path) -> Plan:
    """Read a plan.

    Args:
        path: ``exhibits.toml``. A list that it names lies in the same folder.

    Raises:
        UsageError: malformed, naming file, line and what to do.
    """
    values = _values(path)
    at = path.name
    raw = _raw_lines(values.pop("exhibit", None), values.pop("list", None), path)
    proposed = _flag(values, "proposed", at) or False
    filing = _filing(values.pop("filing", {}), f"{at} [filing]")
    stated = values.pop("numbering", {})
    overrides = _overrides(values.pop("overrides", {}), f"{at} [overrides]")
    bates = _bates(values.pop("bates"), f"{at} [bates]") if "bates" in values else None
    table = Table(values, at)
    if table.number("schema") != 1:
        raise UsageError(f"{at}: this version reads schema 1.", "Use the version that wrote it.")
    block_lists = tuple(_beside(name, at, "block_lists") for name in table.texts("block_lists"))
    if odd := [name for name in block_lists if not name.lower().endswith(_LISTS)]:
        # Lists are copied into the matter's folder: none may bear the name of a file of its own.
        raise UsageError(f"{at}: {odd[0]!r} is no .csv, .xlsx, .dat or .txt file.", "Name it so.")
    table.done()
    lines = tuple(plan_line(line) for line in raw)
    numbering = _numbering(stated, lines, filing.party, at)
    return Plan(filing, lines, numbering, bates, overrides, block_lists, proposed)


def read_list(path: Path, filing: Filing) -> Plan:
    """A plan that is only a list, ``.csv`` or ``.xlsx``: what it does not say of the filing is left open.

    Raises:
        UsageError: malformed, naming file, line and what to do.
    """
    lines = tuple(plan_line(line) for line in read_sheet(path))
    return Plan(filing, lines, _numbering({}, lines, filing.party, path.name))


def _values(path: Path) -> dict[str, Any]:
    require_plain(path)
    try:
        return read_toml(path)
    except (RecursionError, ValueError):
        # tomllib lets these two through: brackets without end, and whole numbers of thousands of digits.
        raise UsageError(
            f"{path.name} holds brackets or a number that nobody types.", "Correct it, or write it anew."
        ) from None


def _raw_lines(tables: object, listed: object, path: Path) -> tuple[RawLine, ...]:
    if listed is not None and tables is not None:
        raise UsageError(
            f"{path.name}: the exhibits stand here and in a list.", "Leave either [[exhibit]] or list."
        )
    if listed is not None:
        if not isinstance(listed, str) or not listed.lower().endswith(_SUFFIXES):
            raise UsageError(f"{path.name}: 'list' must name a .csv or .xlsx file.", "Correct it.")
        return read_sheet(path.parent / _beside(listed, path.name, "list"))
    if tables is None:
        return ()
    if not isinstance(tables, list) or not all(isinstance(t, Mapping) for t in tables):
        raise UsageError(f"{path.name}: 'exhibit' must be [[exhibit]] tables.", "Correct it.")
    begins = _lines_of_tables(path)
    shown = begins if len(begins) == len(tables) else ()
    return tuple(
        RawLine(f"{path.name} [[exhibit]] no. {i}" + (f" (line {shown[i - 1]})" if shown else ""), t)
        for i, t in enumerate(tables, 1)
    )


def _lines_of_tables(path: Path) -> tuple[int, ...]:
    """Where each ``[[exhibit]]`` stands: TOML's own reader does not say."""
    text = path.read_text(encoding="utf-8")
    return tuple(n for n, line in enumerate(text.split("\n"), 1) if _EXHIBIT.match(line))


def _beside(name: str, at: str, key: str) -> str:
    """The name of a file in the plan's folder or below it."""
    parts = PurePath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or PurePath(name).is_absolute() or ":" in parts[0]:
        raise UsageError(f"{at}: {key!r} names a file outside the plan's folder.", "Put it beside the plan.")
    if not printable(name):
        raise UsageError(f"{at}: {key!r} holds characters of no file name.", "Type it anew.")
    return name


def _filing(values: object, at: str) -> Filing:
    kept = dict(values) if isinstance(values, Mapping) else values
    flags: dict[str, bool | None] = {}
    if isinstance(kept, dict):
        flags = {k: _flag(kept, k, at) for k in ("clerk_boxes", "tabs", "pagination", "footers")}
    table = Table(kept, at)
    words = {f.name: table.text(f.name, f.default) for f in fields(Filing) if type(f.default) is str}
    for key, value in words.items():
        if not printable(value):
            raise UsageError(f"{at}: {key!r} holds characters that cannot be printed.", "Type it anew.")
        if len(value) > _LONGEST or any(len(word) > _LONGEST_WORD for word in value.split()):
            raise UsageError(f"{at}: {key!r} is too long for a page or a label.", "Shorten it.")
        words[key] = " ".join(value.split())
    confirmed, filing = table.day("confirmed_on"), table.day("filing_date")
    party = choice(Party, table.text("party", Party.PLAINTIFF.value), "party", at)
    layout = choice(Layout, table.text("layout", Layout.MOTION.value), "layout", at)
    table.done()
    if (confirmed is None) != (not words["confirmed_by"].strip()):
        raise UsageError(
            f"{at}: confirmed_by and confirmed_on belong together.",
            "Say who looked the court's rules up, and when.",
        )
    return Filing(
        **words,
        confirmed_on=confirmed,
        filing_date=filing,
        party=party,
        layout=layout,
        clerk_boxes=flags["clerk_boxes"] or False,
        tabs=flags["tabs"] or False,
        pagination=flags["pagination"],
        footers=flags["footers"],
    )


def _flag(values: dict[str, Any], key: str, at: str) -> bool | None:
    value = values.pop(key, None)
    if value is not None and not isinstance(value, bool):
        raise UsageError(f"{at}: {key!r} must be true or false.", "Correct it; no quotes.")
    return value


def _numbering(stated: object, lines: tuple[PlanLine, ...], party: Party, at: str) -> dict[Party, Numbering]:
    """Each party's numbering: as stated, else the one that its typed designations have."""
    if not isinstance(stated, Mapping):
        raise UsageError(f"{at}: 'numbering' must be [numbering.plaintiff] tables.", "Correct it.")
    numbering = {
        choice(Party, k, "party", at): _one_numbering(v, f"{at} [numbering.{k}]") for k, v in stated.items()
    }
    for who in dict.fromkeys(line.party or party for line in lines):
        if who in numbering:
            continue
        typed = [x for x in lines if (x.party or party) is who and x.designation]
        found = numbering_of([x.designation for x in typed], who)
        if found is None:
            odd = next(x for x in typed if numbering_of([typed[0].designation, x.designation], who) is None)
            raise UsageError(
                f"{odd.place}: {odd.designation!r} and {typed[0].designation!r} are of different numberings.",
                f"Correct one, or set scheme and prefix under [numbering.{who.value}].",
            )
        numbering[who] = found
    return {p: numbering[p] for p in Party if p in numbering}


def _one_numbering(values: object, at: str) -> Numbering:
    table = Table(values, at)
    scheme = choice(Scheme, table.text("scheme", Scheme.NUMBERS.value), "scheme", at)
    prefix, separator = table.text("prefix", ""), table.text("separator", "-")
    first, last = table.number("first", 1), table.number("last", 0)
    table.done()
    if first < 1 or (last and last < first):
        raise UsageError(f"{at}: the block runs backwards or from 0.", "Count from 1, first before last.")
    if not re.fullmatch(r"(?:[A-Za-z][A-Za-z0-9.']{0,11}[-. /]{0,2})?", prefix) or not re.fullmatch(
        r"[-. /]?", separator
    ):
        raise UsageError(
            f"{at}: prefix or separator cannot be printed on a label.",
            'A prefix is up to 12 letters such as "PX", a separator one of "-", ".", "/", " " or nothing.',
        )
    return Numbering(scheme, prefix, first, last or None, separator)


def _bates(values: object, at: str) -> BatesStyle:
    table = Table(values, at)
    prefix, separator = table.text("prefix"), table.text("separator", "-")
    first, digits = table.number("first", 1), table.number("digits", 0)
    table.done()
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9&. _-]{0,19}", prefix) or prefix[-1].isdigit():
        raise UsageError(
            f"{at}: {prefix!r} is no Bates prefix.", "Use letters such as MOEN; a digit cannot be its last."
        )
    if separator not in ("", "-", "_", ".", " ") or first < 1:
        raise UsageError(f"{at}: separator or first cannot be used.", 'Use "-", "_", ".", " " or ""; from 1.')
    if digits and not max(_LEAST_DIGITS, len(str(first))) <= digits <= _MOST_DIGITS:
        raise UsageError(f"{at}: {digits} digits cannot be used.", "Leave digits out: they are computed.")
    return BatesStyle(prefix, separator, first, digits or None)


def _overrides(values: object, at: str) -> tuple[tuple[str, str | int | float | bool | tuple[str, ...]], ...]:
    if not isinstance(values, Mapping):
        raise UsageError(f"{at}: a table is expected.", "Correct it.")
    found: list[tuple[str, str | int | float | bool | tuple[str, ...]]] = []
    for key, value in sorted(values.items()):
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            found.append((key, tuple(value)))
        elif isinstance(value, str | int | float | bool):
            found.append((key, value))
        else:
            raise UsageError(f"{at}: {key!r} must be a text, a number, true or false.", "Correct it.")
    return tuple(found)
