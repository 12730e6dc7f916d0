"""One value of a court's rules: as it is typed in a court's file or a plan, and as the profile holds it.

Answers: the typed value of a key, and how a value is typed. Refuses: an unknown key, and a value that its key
cannot have. ``stamp_zones = ["upper right 216 x 216 first"]`` is in points; ``label_colours =
["plaintiff yellow"]``; ``max_pages = "none"`` stands for a limit that is known not to exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from extractors.errors import UsageError
from pipelines.exhibits.court_profile import Corner, CourtProfile, Need, StampZone
from pipelines.exhibits.file_names import LONGEST, RULES
from pipelines.exhibits.plan import Party

Value = str | int | float | bool | tuple[str, ...]
_Choice = TypeVar("_Choice", bound=StrEnum)

NO_LIMIT = "none"
"""What a person types for a limit that the court is known not to have."""
COLOURS = ("white", "yellow", "blue", "red", "green", "pink")
IDENTIFIERS = ("ssn", "taxpayer", "birth_date", "account", "minor", "licence", "passport")
SHORTEST_NAME = 20
"""Characters: with fewer, not even a designation and the extension are sure to fit."""
_ZONE = re.compile(
    r"(?P<corner>[a-z]+ [a-z]+) (?P<width>\d+(?:\.\d+)?) x (?P<height>\d+(?:\.\d+)?)"
    r" (?P<pages>first|later|all)"
)


def read_value(key: str, value: object, where: str) -> object:
    """A typed value as the profile holds it. ``where`` ends the sentence that refuses it.

    Raises:
        UsageError: no such key, or a value that it cannot have.
    """
    if key not in _READERS:
        near = get_close_matches(key, _READERS, n=1, cutoff=0.5)
        raise UsageError(
            f"{key!r} {where} is not a court value.",
            f"Perhaps {near[0]}." if near else f"The court values are {', '.join(sorted(_READERS))}.",
        )
    reader, expected = _READERS[key]
    try:
        return reader(value)
    except ValueError:
        raise UsageError(f"The court value {key!r} {where} must be {expected}.", "Correct it.") from None


def typed_value(profile: CourtProfile, key: str) -> str:
    """A value as a person types it in a plan, e.g. ``"rejected"``, ``35``, ``["upper left"]``."""
    value = getattr(profile, key)
    if value is None:
        return f'"{NO_LIMIT}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{_typed_entry(entry)}"' for entry in value) + "]"
    return f'"{value}"'


def _typed_entry(entry: object) -> str:
    if isinstance(entry, StampZone):
        return f"{entry.corner} {entry.width:g} x {entry.height:g} {entry.pages}"
    return " ".join(entry) if isinstance(entry, tuple) else str(entry)


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _measure(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1_000_000:
        raise ValueError
    return float(value)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 1_000_000:
        raise ValueError
    return value


def _name_length(value: object) -> int:
    if not SHORTEST_NAME <= (count := _count(value)) <= LONGEST:
        raise ValueError
    return count


def _or_none(reader: Callable[[object], float]) -> Callable[[object], float | None]:
    return lambda value: None if value == NO_LIMIT else reader(value)


def _one_of(choices: Iterable[str]) -> Callable[[object], str]:
    allowed = frozenset(choices)

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ValueError
        return value

    return read


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise ValueError
    if len(set(value)) != len(value):
        raise ValueError
    return tuple(value)


def _need(value: object) -> Need:
    return _member(Need, value)


def _corners(value: object) -> tuple[Corner, ...]:
    if not value:
        raise ValueError
    return tuple(_member(Corner, v) for v in _texts(value))


def _colours(value: object) -> tuple[tuple[str, str], ...]:
    pairs = [tuple(v.split()) for v in _texts(value)]
    parties = [p[0] for p in pairs if len(p) == 2 and p[0] in set(Party) and p[1] in COLOURS]
    if len(set(parties)) != len(pairs):
        raise ValueError
    return tuple((p[0], p[1]) for p in pairs)


def _zones(value: object) -> tuple[StampZone, ...]:
    return tuple(map(_zone, _texts(value)))


def _zone(text: str) -> StampZone:
    found = _ZONE.fullmatch(text)
    if not found:
        raise ValueError
    width, height = _measure(float(found["width"])), _measure(float(found["height"]))
    return StampZone(_member(Corner, found["corner"]), width, height, found["pages"])


def _identifiers(value: object) -> tuple[str, ...]:
    return tuple(map(_one_of(IDENTIFIERS), _texts(value)))


def _member(kind: type[_Choice], value: object) -> _Choice:
    if not isinstance(value, str):
        raise ValueError
    return kind(value)


_NEEDS = (
    *("searchable", "pdfa", "bookmarks", "forms", "javascript", "attachments", "annotations", "layers"),
    *("encryption", "external_links", "launch_actions", "media", "index"),
)
_SWITCHES = (
    *("pagination", "counter_matches", "footers", "designation_with_page", "open_at_bookmarks"),
    *("one_exhibit_per_file", "translations"),
)
_READERS: dict[str, tuple[Callable[[object], object], str]] = {
    **{
        key: (_or_none(_measure), f'a number over 0, or "{NO_LIMIT}"')
        for key in ("max_file_mb", "max_envelope_mb")
    },
    **{
        key: (_or_none(_count), f'a whole number over 0, or "{NO_LIMIT}"')
        for key in ("max_pages", "max_attachments", "dpi")
    },
    **{key: (_need, "one of " + ", ".join(Need)) for key in _NEEDS},
    **{key: (_switch, "true or false") for key in _SWITCHES},
    "flatten": (_one_of(("always", "never", "unstated")), "always, never or unstated"),
    "paper": (_one_of(("letter", "")), 'letter, or "" for any'),
    "label_on": (_one_of(("page", "cover")), "page or cover"),
    "label_corners": (_corners, 'a list of corners, the best first, e.g. ["lower right", "upper right"]'),
    "label_colours": (_colours, f'a list such as ["plaintiff yellow"], colours {", ".join(COLOURS)}'),
    "label_width": (_measure, "a number of points"),
    "label_height": (_measure, "a number of points"),
    "stamp_zones": (
        _zones,
        'a list such as ["upper right 216 x 216 first"], in points, pages first, later or all',
    ),
    "file_name": (_one_of(RULES), "one of " + ", ".join(RULES)),
    "file_name_longest": (_name_length, f"a whole number from {SHORTEST_NAME} to {LONGEST}"),
    "identifiers": (_identifiers, "a list of " + ", ".join(IDENTIFIERS)),
}
"""How each value that a court's file or a plan may give is read, and what is expected of it."""
