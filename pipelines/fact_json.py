"""The facts of a document as compact JSON and back, by the fields of their types.

Answers: plain lists for one `DocumentFacts`, and the same facts of such lists, told which source they are of.
Refuses (``ValueError``, ``TypeError``, ``KeyError``) what is not of that form. It is the form of a cache, not
one to publish: without names of fields, in their order, which changes with the code that wrote it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from extractors.facts import DocumentFacts

_SOURCE = "sha256"
"""Every citation repeats the digest of its source: it is written nowhere, and given when facts are read."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How values of one type are written, and read again: ``read(written, digest of the source)``."""

    write: Callable[[Any], Any]
    read: Callable[[Any, str], Any]


def facts_to_json(facts: DocumentFacts) -> list[Any]:
    """The facts as lists, strings, numbers, booleans and nulls."""
    written: list[Any] = _form(DocumentFacts).write(facts)
    return written


def facts_from_json(value: object, sha256: str) -> DocumentFacts:
    """Inverse of `facts_to_json`, for the source of that digest.

    Raises:
        ValueError, TypeError, KeyError: the value is of another form.
    """
    facts: DocumentFacts = _form(DocumentFacts).read(value, sha256)
    return facts


@cache
def _form(kind: Any) -> _Form:
    if kind in (str, int, bool, float):
        return _Form(lambda value: value, lambda value, _: _checked(value, kind))
    if kind is date:
        return _Form(date.isoformat, lambda value, _: date.fromisoformat(value))
    if kind is Decimal:
        return _Form(str, lambda value, _: Decimal(_checked(value, str)))
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind))
    if get_origin(kind) in (Union, UnionType):
        (inner,) = (_form(k) for k in get_args(kind) if k is not type(None))
        return _Form(
            lambda value: None if value is None else inner.write(value),
            lambda value, source: None if value is None else inner.read(value, source),
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        return _Form(lambda value: value.value, lambda value, _: members[value])
    if is_dataclass(kind):
        return _record(kind)
    raise TypeError(f"facts hold no {kind!r}")


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{kind.__name__} is expected")
    return value


def _tuple(kinds: tuple[Any, ...]) -> _Form:
    if kinds[1:] == (...,):
        each = _form(kinds[0])
        write, read = each.write, each.read
        return _Form(
            lambda values: [write(v) for v in values],
            lambda values, source: tuple([read(v, source) for v in _checked(values, list)]),
        )
    forms = tuple(_form(kind) for kind in kinds)
    return _Form(
        lambda values: [f.write(v) for f, v in zip(forms, values, strict=True)],
        lambda values, source: tuple([f.read(v, source) for f, v in zip(forms, values, strict=True)]),
    )


def _record(kind: Any) -> _Form:
    """A dataclass as the list of its values, without the digest of its source."""
    hints = get_type_hints(kind)
    named = tuple((f.name, _form(hints[f.name])) for f in fields(kind) if f.name != _SOURCE)
    own = any(f.name == _SOURCE for f in fields(kind))
    names = tuple(name for name, _ in named)
    writers = tuple(form.write for _, form in named)
    readers = tuple(form.read for _, form in named)

    def write(value: Any) -> list[Any]:
        return [w(getattr(value, name)) for name, w in zip(names, writers, strict=True)]

    def read(values: Any, source: str) -> Any:
        given = dict(zip(names, (r(v, source) for r, v in zip(readers, values, strict=True)), strict=True))
        return kind(**given, **({_SOURCE: source} if own else {}))

    return _Form(write, read)
