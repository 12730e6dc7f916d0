"""A row without the names that its sources bear: what stays the same when a file is moved or renamed.

Answers: a row's JSON form without them. A source is its bytes; its name changes when the file is moved, or
when another one arrives under the same name. Takes out nothing else: a name that the row's own words speak
of stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NAMES = frozenset({"source", "name"})
"""Keys of a name, where a digest stands beside it."""


def nameless(value: Any) -> Any:
    """The JSON value with every object that names a source by digest and name left with the digest."""
    if isinstance(value, Mapping):
        named = _NAMES if "sha256" in value else frozenset()
        return {key: nameless(part) for key, part in value.items() if key not in named}
    return [nameless(part) for part in value] if isinstance(value, list | tuple) else value
