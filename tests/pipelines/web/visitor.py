"""A browser without a screen for tests of the review page, and the page it visits."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from pipelines.office import Office
from pipelines.web.accounts import set_password
from pipelines.web.app import create_app
from pipelines.web.page_pictures import Pictures
from pipelines.web.security import Guard

PORT = 8123
HOME = f"http://127.0.0.1:{PORT}"
PASSWORD = "four green kettles whistle"
BROWSER = "Mozilla/5.0 (made up)"


@dataclass
class Clock:
    """Seconds that pass when a test says so."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Visitor:
    """One browser: keeps cookies, names its origin, holds the token that the page gave it."""

    app: ASGIApp
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    browser: str = BROWSER

    def get(
        self, path: str, *, html: bool = False, headers: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        accept = {"accept": "text/html" if html else "application/json"}
        return self.ask("GET", path, headers={**accept, **(headers or {})})

    def post(
        self, path: str, body: Any = None, *, headers: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        """A POST as the page's own script sends it."""
        own = {"origin": HOME, "x-pincite-token": self.token, "accept": "application/json"}
        return self.ask("POST", path, headers={**own, **(headers or {})}, json={} if body is None else body)

    def sign_in(self, id: str, password: str = PASSWORD) -> httpx.Response:
        answer = self.ask(
            "POST",
            "/sign-in",
            headers={"origin": HOME, "accept": "application/json"},
            data={"id": id, "password": password},
        )
        if answer.status_code == 200:
            self.token = answer.json()["token"]
        return answer

    def ask(self, method: str, path: str, *, headers: Mapping[str, Any], **more: Any) -> httpx.Response:
        """Any request at all; a header with the value "" is left out."""
        sent = {"host": HOME.removeprefix("http://"), "user-agent": self.browser, **headers}
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if cookies and "cookie" not in sent:
            sent["cookie"] = cookies
        answer = asyncio.run(_asked(self.app, method, path, {k: v for k, v in sent.items() if v}, more))
        for header in answer.headers.get_list("set-cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return answer

    def twin(self) -> Visitor:
        """The same cookies and token in other hands."""
        return Visitor(self.app, dict(self.cookies), self.token, self.browser)


async def _asked(
    app: ASGIApp, method: str, path: str, headers: Mapping[str, Any], more: Mapping[str, Any]
) -> httpx.Response:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        del client.headers["accept-encoding"], client.headers["accept"]
        return await client.request(method, path, headers=headers, **more)


@dataclass
class Review:
    """A running review page of an office, with its clocks in a test's hands."""

    office: Office
    pictures: Pictures
    clock: Clock
    now: datetime
    app: ASGIApp = field(init=False)

    def __post_init__(self) -> None:
        self.app = create_app(self.office, PORT, self.pictures, self.clock, lambda: self.now)

    def visitor(self) -> Visitor:
        return Visitor(self.app)

    def signed_in(self, id: str) -> Visitor:
        visitor = self.visitor()
        answer = visitor.sign_in(id)
        assert answer.status_code == 200, answer.text
        return visitor

    def routes(self) -> list[Route]:
        """Every address that the application knows, behind its guard."""
        assert isinstance(self.app, Guard)
        assert isinstance(self.app._app, Starlette)
        return [route for route in self.app._app.routes if isinstance(route, Route)]

    def events(self, *events: str) -> list[dict[str, str | int]]:
        """Details of the office ledger's entries of these events."""
        return [dict(e.details) for e in self.office.ledger.entries() if e.event in events]


def give_passwords(office: Office, ids: tuple[str, ...], now: datetime) -> None:
    for id in ids:
        set_password(office, id, PASSWORD, "adam", now)


def token_of(html: str) -> str:
    """The token that a page holds for its script."""
    found = re.search(r'<meta name="pincite-token" content="([^"]*)"', html)
    assert found is not None
    return found[1]
