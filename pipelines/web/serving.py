"""Running the review page on this machine: one socket on the loopback address, no log of requests.

Answers: serve an office until it is stopped. Refuses to listen to other machines, which no setting changes,
and a port that is taken. The server's own log is off: it would hold addresses.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import uvicorn
from starlette.types import Receive, Scope, Send

from extractors.errors import UsageError
from pipelines.office import Office
from pipelines.web.app import create_app
from pipelines.web.page_pictures import Pictures

LOOPBACK = "127.0.0.1"
_LEAVING_SECONDS = 3
_WAITING = 128
"""Connections that may wait to be taken up."""


def serve(office: Office, port: int, now: Callable[[], datetime], ready: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Args:
        port: 0 for any that is free.
        now: the time, with its zone.
        ready: told of the page's address, once it answers there.

    Raises:
        UsageError: the port cannot be had.
    """
    try:
        socket = _config(_nothing, port).bind_socket()
        # From here on who asks waits for the answer, and nobody else can have the port.
        socket.listen(_WAITING)
    except (SystemExit, OSError):  # the first is how uvicorn says it
        raise UsageError(
            f"Port {port} cannot be used.", "Name another with --port, or 0 for a free one."
        ) from None
    pictures = Pictures()
    try:
        bound = socket.getsockname()[1]
        config = _config(create_app(office, bound, pictures, _seconds, now), bound)
        ready(f"http://{LOOPBACK}:{bound}/")
        uvicorn.Server(config).run(sockets=[socket])
    finally:
        pictures.close()
        socket.close()


def _seconds() -> float:
    """Seconds that also pass while the machine sleeps, where the system counts them: a lid closed for the
    night ends every session."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _config(app: Callable[..., object], port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=LOOPBACK,
        port=port,
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_LEAVING_SECONDS,
    )


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands for the application until the port is known that its addresses hold."""
