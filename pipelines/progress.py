"""Telling whoever waits how far the work is, without any of it becoming a flow's parameter.

A Prefect server stores a flow's parameters, so a live display cannot be one. The command sets a listener for
its own thread; the flow and its tasks find it there. Without a listener, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from extractors.pages import Source


class Progress(Protocol):
    """What a display is told. Calls come from several threads."""

    def stage(self, name: str) -> None:
        """A station begins; ``name`` is a short phrase of the program's own."""

    def reading(self, sources: Sequence[Source], cached: int) -> None:
        """Reading begins: these sources are read now, ``cached`` others were read before."""

    def page(self, name: str, done: int, total: int) -> None:
        """``done`` of ``total`` pages of the source called ``name`` are read."""

    def source_done(self, name: str) -> None:
        """A source is read, or set aside."""


class Silent:
    """Says nothing."""

    def stage(self, name: str) -> None:
        pass

    def reading(self, sources: Sequence[Source], cached: int) -> None:
        pass

    def page(self, name: str, done: int, total: int) -> None:
        pass

    def source_done(self, name: str) -> None:
        pass


_listener: ContextVar[Progress | None] = ContextVar("pincite_progress", default=None)


def progress() -> Progress:
    """The listener of this context."""
    return _listener.get() or Silent()


@contextmanager
def told_to(listener: Progress) -> Iterator[None]:
    """Tell ``listener`` what happens inside the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
