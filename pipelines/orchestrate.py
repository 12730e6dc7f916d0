"""Runs a flow for the command line: on the Prefect server that PREFECT_API_URL names, else on one of our own.

Answers: what the flow ended with. Refuses nothing itself; the errors that Pincite raises inside a flow come
out as they are. Prefect is loaded here and not before: importing it takes about a second.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipelines.prefect_server import QUIET, cache_folder, temporary_server


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
