"""Runs a flow for the command line: on the Prefect server that PREFECT_API_URL names, else on one of our own.

Answers: what the flow ended with. Refuses nothing itself; the errors that Pincite raises inside a flow come
out as they are. Prefect is loaded here and not before: importing it takes about a second.
"""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Any

from extractors.errors import UsageError
from pipelines.prefect_server import QUIET, cache_folder, temporary_server

IDLE_SECONDS = 60.0
MOST_RUNS = 200
"""After so long without a run, or so many runs, a server of our own is ended: its database grows."""


def run_flow(name: str, **parameters: Any) -> Any:
    """Run ``flows.<name>`` to its end.

    Args:
        name: the flow's function name.
        parameters: ids, paths and digests only: a Prefect server keeps them in the clear.

    Returns:
        What the flow's final state carries.
    """
    theirs = os.environ.get("PREFECT_API_URL")
    with _on(theirs) if theirs else _alone() as flows:
        return flows.outcome(getattr(flows, name)(**parameters, return_state=True))


def serve_uploads(**parameters: Any) -> None:
    """Serve ``flows.take_uploads`` on the server that PREFECT_API_URL names, until this process is ended.

    Args:
        parameters: as ``flows.serve_uploads`` takes them.

    Raises:
        UsageError: no server is named.
    """
    theirs = os.environ.get("PREFECT_API_URL")
    if not theirs:
        raise UsageError(
            "No Prefect server is named.",
            "Start one with `prefect server start`, and set PREFECT_API_URL to its address.",
        )
    # Prefect's own at every end by a signal: nothing that a person could do anything about.
    warnings.filterwarnings("ignore", "coroutine 'Runner.astop' was never awaited", RuntimeWarning)
    with _on(theirs) as flows:
        flows.serve_uploads(**parameters)


@contextmanager
def _on(api_url: str) -> Iterator[Any]:
    """A lasting server, with whatever Prefect settings its owner made; its log is read there, not here."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    flows = importlib.import_module("flows")
    with flows.against(api_url):
        yield flows


@contextmanager
def _alone() -> Iterator[Any]:
    """A server for this one run. Settings must stand in the environment before Prefect is imported."""
    # Both at once: the server needs a core for four seconds, while this process loads Prefect on another.
    with temporary_server(cache_folder()) as server:
        for key, value in {"PREFECT_HOME": str(server.home / "client"), **QUIET}.items():
            os.environ.setdefault(key, value)
        flows = importlib.import_module("flows")
        with flows.against(server.address()):
            yield flows


class SharedServer:
    """A Prefect server for commands that follow one another: one is started when the first of them needs it.

    Where PREFECT_API_URL names a lasting server there is none of our own.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._environment: dict[str, str] = {}
        self._runs = 0
        self._used = 0.0

    def __enter__(self) -> SharedServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def environment(self) -> Mapping[str, str]:
        """What a command's environment must hold besides, to use it; waits until it is up.

        Raises:
            PinciteError: it does not start.
        """
        if os.environ.get("PREFECT_API_URL"):
            return {}
        if not self._environment:
            server = self._stack.enter_context(temporary_server(cache_folder()))
            here = {"PREFECT_API_URL": server.address(), "PREFECT_HOME": str(server.home / "client")}
            self._environment = {**QUIET, **here}
        self._runs, self._used = self._runs + 1, monotonic()
        return self._environment

    def rest(self) -> None:
        """No command uses it now: end it where it has been idle for long, or has served many."""
        if self._environment and (monotonic() - self._used > IDLE_SECONDS or self._runs >= MOST_RUNS):
            self.close()

    def close(self) -> None:
        """End it; the next command gets a new one."""
        self._environment, self._runs = {}, 0
        self._stack.close()
