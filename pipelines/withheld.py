"""An error without its text, for what an orchestrator keeps in the clear.

What an error says may name a file or a person. Inside `withheld` every error is put into one that says its
kind only; whoever runs the flow in its own process gets the error itself back, a server gets its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Withheld(Exception):
    """Stands in an orchestrator's records for an error whose own text may name a file or a person."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(type(error).__name__)
        self.error = error

    def __reduce__(self) -> tuple[type[Exception], tuple[str]]:
        """As it is stored, or sent to another process: a plain exception that says the error's kind."""
        return RuntimeError, (str(self),)


@contextmanager
def withheld() -> Iterator[None]:
    """Keep an error's text to this process.

    Everything is caught, because what an unforeseen error says is unforeseen too.
    """
    try:
        yield
    except Withheld:
        raise
    except Exception as error:
        raise Withheld(error) from None
