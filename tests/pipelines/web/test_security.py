"""Attacks on the door of the review page: no session, forged hosts, other pages, stolen and planted ids."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from pipelines.web.accounts import set_password
from pipelines.web.acts import ACTS
from pipelines.web.page_pictures import Pictures
from pipelines.web.security import HEADERS
from pipelines.web.sessions import IDLE_SECONDS, LONGEST_SECONDS
from tests.pipelines.review.world import World
from tests.pipelines.web.visitor import HOME, PASSWORD, PORT, Clock, Review, Visitor, token_of

COOKIE = f"pincite-{PORT}"
OPEN = {"/sign-in", "/static/{name}"}
"""All that answers without a session."""
DIGEST = "ab" * 32
FILLED = {
    "slug": "2024-017",
    "deliverable": "treatment",
    "revision": "1",
    "sha256": DIGEST,
    "number": "1",
    "act": "decide",
    "nothing": "x",
}


@pytest.fixture(scope="module")
def standing(under_review: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Review]:
    """For attacks after which everything is as before."""
    world = under_review.copy(tmp_path_factory.mktemp("standing") / "world")
    pictures = Pictures()
    yield Review(world.office, pictures, Clock(), world.tick())
    pictures.close()


@pytest.fixture(scope="module")
def anna(standing: Review) -> Visitor:
    return standing.signed_in("anna")


def raw(review: Review, scope: dict[str, Any]) -> list[Any]:
    """What the application says to a connection that no HTTP client would make."""
    told: list[Any] = []

    async def ask() -> None:
        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            told.append(message)

        await review.app(scope, receive, send)

    asyncio.run(ask())
    return told


def addresses(review: Review) -> list[tuple[str, str]]:
    """Every address of the application, filled in, and one that there is not."""
    found = []
    for route in review.routes():
        if route.path in OPEN:
            continue
        path = re.sub(r"\{(\w+)(:path)?\}", lambda match: FILLED[match[1]], route.path)
        found += [(method, path) for method in sorted(route.methods or ()) if method != "HEAD"]
    found += [("POST", f"/m/2024-017/treatment/1/{act}") for act in ACTS]
    return found


def test_every_address_asks_for_a_session(standing: Review) -> None:
    visitor = standing.visitor()
    asked = addresses(standing)
    assert len(asked) > 30
    for method, path in asked:
        answer = visitor.get(path) if method == "GET" else visitor.post(path)
        assert answer.status_code == 401, (method, path)
        assert answer.json()["rule"] == "signed_out"
        for cookie in ("", "x", "a" * 10_000):
            visitor.cookies = {COOKIE: cookie}
            again = visitor.get(path) if method == "GET" else visitor.post(path)
            assert again.status_code == 401, (method, path, cookie[:5])
        visitor.cookies = {}


def test_strangers_are_recorded_once_a_minute(review: Review) -> None:
    visitor = review.visitor()
    for _ in range(5):
        visitor.post("/m/2024-017/treatment/1/approve")
        visitor.get("/", headers={"host": "attacker.example"})
    visitor.get("/")  # whoever only looks at the door has tried nothing
    told = review.events("page.refused")
    assert told == [{"rule": rule, "person": "unknown"} for rule in ("signed_out", "host")]


def test_a_page_without_a_session_is_the_door(standing: Review) -> None:
    answer = standing.visitor().get("/m/2024-017/treatment/1", html=True)
    assert answer.status_code == 401
    assert 'action="/sign-in"' in answer.text
    assert token_of(answer.text) == ""


@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        f"attacker.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"127.0.0.1:{PORT}.attacker.example",
        f"localhost.:{PORT}",
        f"[::1]:{PORT}",
        f"0.0.0.0:{PORT}",
        f"user@127.0.0.1:{PORT}",
        f"2130706433:{PORT}",
    ],
)
def test_no_other_host_name_is_answered(standing: Review, anna: Visitor, host: str) -> None:
    """DNS rebinding: a name on the internet that points here."""
    asked = {path for _, path in addresses(standing)} | {"/sign-in", "/static/base.css"}
    for path in sorted(asked):
        answer = anna.get(path, headers={"host": host})
        assert answer.status_code in (400, 403), (path, host)
        assert "rule" not in answer.text or answer.json()["rule"] == "host"
    refused = anna.post("/sign-out", headers={"host": host, "origin": f"http://{host}"})
    assert refused.status_code in (400, 403)
    assert anna.get("/nothing").status_code == 404  # still signed in


@pytest.mark.parametrize(
    "hosts", [[], [HOME.removeprefix("http://")] * 2, [HOME.removeprefix("http://"), "x"]]
)
def test_exactly_one_host_is_named(standing: Review, hosts: list[str]) -> None:
    scope = {"type": "http", "method": "GET", "path": "/sign-in", "query_string": b""}
    told = raw(standing, {**scope, "headers": [(b"host", h.encode()) for h in hosts]})
    assert told[0]["status"] == 403


def test_no_websocket_is_opened(standing: Review) -> None:
    headers = [(b"host", HOME.removeprefix("http://").encode())]
    told = raw(standing, {"type": "websocket", "path": "/", "headers": headers})
    assert told == [{"type": "websocket.close", "code": 1008}]


def test_localhost_is_the_same_machine(anna: Visitor) -> None:
    assert anna.get("/nothing", headers={"host": f"localhost:{PORT}"}).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(anna: Visitor, method: str) -> None:
    answer = anna.ask(method, "/", headers={"origin": HOME})
    assert answer.status_code == 405
    assert not [h for h in answer.headers if h.startswith("access-control")]


@pytest.mark.parametrize(
    "forged",
    [
        {"origin": ""},
        {"origin": "null"},
        {"origin": "http://attacker.example"},
        {"origin": f"http://127.0.0.1:{PORT + 1}"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": f"http://localhost:{PORT}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"x-pincite-token": ""},
        {"x-pincite-token": "guessed"},
        {"x-pincite-token": b"gu\xebssed"},
    ],
)
def test_what_another_page_sends_is_refused_and_recorded(review: Review, forged: dict[str, Any]) -> None:
    anna = review.signed_in("anna")
    for act in ACTS:
        answer = anna.post(f"/m/2024-017/treatment/1/{act}", headers=forged)
        assert answer.status_code == 403, act
        assert answer.json()["rule"] in ("origin", "token")
    told = review.events("page.refused")
    assert [d["person"] for d in told] == ["anna"]  # the same refusal once a minute
    review.clock.seconds += 61
    anna.post("/m/2024-017/treatment/1/decide", headers=forged)
    assert len(review.events("page.refused")) == 2


def test_the_token_of_another_session_is_refused(review: Review) -> None:
    anna, otto = review.signed_in("anna"), review.signed_in("otto")
    anna.token = otto.token
    assert anna.post("/m/2024-017/treatment/1/decide").json()["rule"] == "token"


def test_a_form_of_another_page_cannot_sign_in_or_out(anna: Visitor) -> None:
    form = {"id": "otto", "password": PASSWORD}
    answer = anna.ask("POST", "/sign-in", headers={"origin": "http://attacker.example"}, data=form)
    assert answer.status_code == 403
    assert anna.ask("POST", "/sign-out", headers={"origin": HOME}, data={"token": "x"}).status_code == 403
    assert anna.ask("POST", "/sign-out", headers={"origin": HOME}, data={}).status_code == 403
    assert anna.get("/nothing").status_code == 404


def test_signing_out_of_a_session_that_has_ended_shows_the_door(review: Review) -> None:
    anna = review.signed_in("anna")
    review.clock.seconds += IDLE_SECONDS + 1
    answer = anna.ask(
        "POST", "/sign-out", headers={"origin": HOME, "accept": "text/html"}, data={"token": anna.token}
    )
    assert answer.status_code == 401
    assert 'action="/sign-in"' in answer.text


def test_where_nothing_can_be_recorded_nobody_signs_in(review: Review, world: World) -> None:
    ledger = world.office.folder / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-200])
    visitor = review.visitor()
    form = {"id": "anna", "password": PASSWORD}
    answer = visitor.ask("POST", "/sign-in", headers={"origin": HOME, "accept": "text/html"}, data=form)
    assert answer.status_code == 500
    assert "ledger" in answer.text
    assert "set-cookie" not in answer.headers
    assert visitor.sign_in("anna").status_code == 500


def test_signing_out_ends_the_session_for_every_copy_of_its_cookie(review: Review) -> None:
    anna = review.signed_in("anna")
    stolen = anna.twin()
    answer = anna.ask("POST", "/sign-out", headers={"origin": HOME}, data={"token": anna.token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert stolen.get("/nothing").status_code == 401
    assert review.events("session.ended") == [{"person": "anna", "rule": "signed_out"}]


def test_a_stolen_cookie_in_another_browser_ends_the_session(review: Review) -> None:
    anna = review.signed_in("anna")
    thief = anna.twin()
    thief.browser = "curl"
    assert thief.get("/nothing").status_code == 401
    assert anna.get("/nothing").status_code == 401
    assert review.events("session.ended") == [{"person": "anna", "rule": "other_browser"}]


def test_a_stolen_cookie_without_the_token_moves_nothing(anna: Visitor) -> None:
    thief = anna.twin()
    thief.token = ""
    assert thief.post("/m/2024-017/treatment/1/approve").json()["rule"] == "token"


def test_signing_in_gives_a_new_id_whatever_was_planted(review: Review) -> None:
    visitor = review.visitor()
    visitor.cookies = {COOKIE: "planted"}
    assert visitor.sign_in("anna").status_code == 200
    first = visitor.cookies[COOKIE]
    assert first != "planted"
    before = visitor.twin()
    assert visitor.sign_in("anna").status_code == 200
    assert visitor.cookies[COOKIE] != first
    assert before.get("/nothing").status_code == 401  # the old id is dead


def test_two_cookies_of_the_name_are_nobody(anna: Visitor) -> None:
    """A cookie planted beside ours by another program on this machine."""
    mine = anna.cookies[COOKIE]
    for both in (f"{COOKIE}=planted; {COOKIE}={mine}", f"{COOKIE}={mine}; {COOKIE}=planted"):
        assert anna.get("/nothing", headers={"cookie": both}).status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(standing: Review) -> None:
    answer = standing.visitor().sign_in("anna")
    set_cookie = answer.headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in set_cookie.split(";")}
    assert "domain" not in set_cookie
    assert "max-age" not in set_cookie  # gone with the browser


def test_idle_and_old_sessions_end(review: Review) -> None:
    anna = review.signed_in("anna")
    for _ in range(int(LONGEST_SECONDS // IDLE_SECONDS)):
        assert anna.get("/nothing").status_code == 404
        review.clock.seconds += IDLE_SECONDS - 1
    review.clock.seconds += IDLE_SECONDS
    assert anna.get("/nothing").status_code == 401
    otto = review.signed_in("otto")
    review.clock.seconds += IDLE_SECONDS + 1
    assert otto.get("/nothing").status_code == 401
    assert [d["rule"] for d in review.events("session.ended")] == ["old", "idle"]


def test_a_new_password_or_leaving_the_roster_ends_sessions_at_once(review: Review, world: World) -> None:
    anna, otto = review.signed_in("anna"), review.signed_in("otto")
    set_password(world.office, "anna", "another long password", "adam", world.tick())
    assert anna.get("/nothing").status_code == 401
    assert otto.get("/nothing").status_code == 404
    text = world.office.roster_file.read_text(encoding="utf-8")
    world.office.roster_file.write_text(text.replace('id = "otto"', 'id = "ottilie"'), encoding="utf-8")
    assert otto.get("/nothing").status_code == 401


@pytest.mark.parametrize("name", ["roster.toml", "accounts.toml"])
def test_where_it_cannot_be_read_who_is_who_nobody_is_signed_in(
    review: Review, world: World, name: str
) -> None:
    anna = review.signed_in("anna")
    file = world.office.folder / name
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    answer = anna.get("/")
    assert answer.status_code == 500
    assert name in answer.json()["problem"]
    assert answer.headers["cache-control"] == "no-store"
    assert review.visitor().get("/static/base.css").status_code == 200
    file.write_bytes(whole)
    assert anna.get("/nothing").status_code == 404  # still signed in


def test_every_answer_carries_the_headers(review: Review) -> None:
    anna = review.signed_in("anna")
    answers = [
        review.visitor().get("/sign-in", html=True),
        review.visitor().get("/static/base.css"),
        review.visitor().get("/", headers={"host": "attacker.example"}),
        review.visitor().get("/"),
        anna.get("/nothing"),
        anna.get("/nothing", html=True),
        anna.post("/m/2024-017/treatment/1/decide"),
        anna.ask("PUT", "/", headers={}),
    ]
    for answer, (name, value) in itertools.product(answers, HEADERS.items()):
        assert answer.headers[name] == value, (answer.url, answer.status_code)
        assert "server" not in answer.headers
    policy = HEADERS["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/base.css%00.js",
        "/static/.base.css",
        "/m/..%2f..%2fetc/treatment/1",
        "/m/2024-017/..%2f/1",
        "/m/2024-017/page/..%2f..%2fledger.jsonl/1",
        f"/m/2024-017/page/{DIGEST}/-1",
        f"/m/2024-017/page/{DIGEST}/1e3",
        f"/m/2024-017/page/{DIGEST}/99999999999999999999",
        f"/m/2024-017/page/{DIGEST}/\u0661",
        "/m/2024-017/treatment/\u0661",
        "/m/2024-017/treatment/9",
        "/m/2024-017/unheard_of/1",
        "//etc/passwd",
        "/m/2024-017/treatment/1/rows.json/",
    ],
)
def test_addresses_that_lead_elsewhere_lead_nowhere(anna: Visitor, path: str) -> None:
    for html in (False, True):
        answer = anna.get(path, html=html)
        assert answer.status_code in (400, 403, 404), answer.text
        assert "sha256" not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'"x"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"row": NaN}',
        b'{"row":' + b"1" * 5_000 + b"}",
    ],
)
def test_malformed_bodies_are_usage_errors(anna: Visitor, body: bytes) -> None:
    headers = {"origin": HOME, "x-pincite-token": anna.token, "content-type": "application/json"}
    answer = anna.ask("POST", "/m/2024-017/treatment/1/decide", headers=headers, content=body)
    assert answer.status_code == 400, answer.text


def test_a_body_too_large_is_refused(anna: Visitor) -> None:
    answer = anna.post("/m/2024-017/treatment/1/decide", {"note": "x" * 400_000})
    assert answer.status_code == 413
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_form_is_no_decision(anna: Visitor) -> None:
    """The media type of plain forms, which another site can send without asking."""
    headers = {"origin": HOME, "x-pincite-token": anna.token, "content-type": "text/plain"}
    body = json.dumps({"row": "x", "verdict": "accept", "expects": 0}).encode()
    answer = anna.ask("POST", "/m/2024-017/treatment/1/decide", headers=headers, content=body)
    assert answer.status_code == 400
