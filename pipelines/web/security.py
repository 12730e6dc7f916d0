"""What stands before every page of the review server: host, origin, session, token; the headers of answers.

Answers: whether a request comes from this machine's own browser, from our own page, from somebody signed in.
Refuses everything else before any page is asked, in this order: a host name that is not ours (a name on the
internet may be made to point at this machine), other methods than GET and POST, a POST that another page
sent, a request without a session, a POST without the session's token. There is no list of exceptions but the
sign-in page and the files that make it look like one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractors.errors import PinciteError
from pipelines.review.roster import Person
from pipelines.web.sessions import Session, same

SIGN_IN, SIGN_OUT, STATIC = "/sign-in", "/sign-out", "/static/"
TOKEN_HEADER = "x-pincite-token"
SIGNED_IN = "pincite.signed_in"
"""Where a request's scope holds who sent it."""

HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
"""On every answer, refusals and errors too. With no referrer at all, a form's POST would name no
origin. ``no-store``: pages and pictures stay off the browser's disk."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who sent a request, in which session."""

    person: Person
    session: Session


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the guard asks of the application.

    ``find`` gives who is signed in under a cookie (session id, browser's name); ``refused`` is told of
    (rule, person or "" for a stranger) for the ledger; ``sign_in_page`` is shown to whoever asks for a page
    unsigned.
    """

    port: int
    find: Callable[[str, str], SignedIn | None]
    refused: Callable[[str, str], None]
    sign_in_page: Callable[[], Response]

    @property
    def cookie(self) -> str:
        """The session cookie's name; cookies do not tell ports apart, two offices may be open at once."""
        return f"pincite-{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"


class Guard:
    """The middleware around the whole application."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self._app = app
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page opens a websocket
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        # In a thread: finding the session reads the roster.
        answer = await run_in_threadpool(self._examined, scope)
        await (answer or self._app)(scope, receive, send_guarded)

    def _examined(self, scope: Scope) -> Response | None:
        """Where the roster or the accounts cannot be read nobody is signed in, and is told why."""
        try:
            return self._examine(scope)
        except PinciteError as error:
            return refusal(500, "refused", error.problem, error.remedy)

    def _examine(self, scope: Scope) -> Response | None:
        """The answer to a request that is refused; ``None`` for one that may pass."""
        headers, path, entrance = Headers(scope=scope), scope["path"], self._entrance
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in entrance.hosts:
            return self._refuse("host", "", "This is not the address of the review page.")
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            return refusal(405, "method", "The review page takes no such request.", "Use the page.")
        signed_in = self._signed_in(headers)
        person = signed_in.person.id if signed_in else ""
        if method == "POST" and not _own_origin(headers, hosts[0].lower()):
            return self._refuse("origin", person, "The request comes from another page.")
        if path == SIGN_IN or (path.startswith(STATIC) and method != "POST"):
            return None
        if signed_in is None:
            if method == "POST":
                entrance.refused("signed_out", "")
            if "text/html" in headers.get("accept", ""):
                return entrance.sign_in_page()
            return refusal(401, "signed_out", "Nobody is signed in, or the session has ended.", "Sign in.")
        # A form cannot set a header: signing out checks the token in its body.
        given = headers.get(TOKEN_HEADER, "")
        if method == "POST" and path != SIGN_OUT and not same(given, signed_in.session.token):
            return self._refuse("token", person, "The request does not come from a page of this session.")
        scope[SIGNED_IN] = signed_in
        return None

    def _signed_in(self, headers: Headers) -> SignedIn | None:
        """Who it is; nobody if there are two cookies of the name, one of which another program planted."""
        given = [
            part.strip().partition("=") for value in headers.getlist("cookie") for part in value.split(";")
        ]
        ids = [value for name, _, value in given if name == self._entrance.cookie]
        return self._entrance.find(ids[0], headers.get("user-agent", "")) if len(ids) == 1 else None

    def _refuse(self, rule: str, person: str, problem: str) -> Response:
        self._entrance.refused(rule, person)
        return refusal(
            403, rule, problem, "Open the address that the review page printed, and try again there."
        )


def refusal(status: int, rule: str, problem: str, remedy: str) -> JSONResponse:
    """A refusal as every POST answers one."""
    return JSONResponse({"rule": rule, "problem": problem, "remedy": remedy}, status)


def _own_origin(headers: Headers, host: str) -> bool:
    """Whether the browser says that our own page sent this; every browser says so of a POST."""
    origins, site = headers.getlist("origin"), headers.get("sec-fetch-site", "same-origin")
    return len(origins) == 1 and origins[0].lower() == f"http://{host}" and site == "same-origin"
