"""The review page's addresses: what a signed-in person may open and ask for, each handled by the library.

    GET  /                                     what waits            GET  /metrics, /report
    GET  /m/{matter}/{deliverable}/{revision}  a review              …/pages, …/contact, …/task, …/delta
         …/rows.json, …/progress.json          its data              POST …/{act}: see `pipelines.web.acts`
    GET  /m/{matter}/page/{source}/{n}[.json], /m/{matter}/thumb/{source}/{n}

Answers: a page, a picture, JSON. Refuses, beside what `pipelines.web.security` and `matter_pages` refuse,
whatever the library refuses, in its words. Slugs, digests and numbers stand in addresses, nothing that a
record says; an unforeseen error is told by its class alone, since its words may quote a record.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from extractors.errors import GateRefusal, PinciteError, TemplateError, UsageError
from pipelines.office import Office
from pipelines.review.refusal import Rule
from pipelines.web import delta_view, figure_views, views
from pipelines.web.accounts import Door, SignInError
from pipelines.web.acts import ACTS
from pipelines.web.bodies import LARGEST, Body
from pipelines.web.matter_pages import ITEM, Drawing, MatterPages, UnknownError
from pipelines.web.page_pictures import Pictures
from pipelines.web.reception import Reception
from pipelines.web.security import (
    SIGN_IN,
    SIGN_OUT,
    SIGNED_IN,
    TOKEN_HEADER,
    Entrance,
    Guard,
    SignedIn,
    refusal,
)
from pipelines.web.sessions import same
from pipelines.web.source_pages import NoPageError
from pipelines.web.templating import Templates

STATIC_FILES = Path(__file__).parent / "static"
_STATIC_NAME = re.compile(r"[a-z][a-z0-9_-]*\.(js|css|svg|woff2)")
_MEDIA = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "woff2": "font/woff2"}
_OFFICE_PAGES: Mapping[str, Callable[..., Mapping[str, object]]] = {
    "/": views.queue,
    "/metrics": figure_views.metrics,
    "/report": figure_views.report,
}
_ITEM_PAGES: Mapping[str, Callable[..., Mapping[str, object]]] = {
    "": views.review,
    "/pages": views.pages,
    "/contact": views.contact,
    "/delta": delta_view.changes,
    "/task": views.task,
}

Work = Callable[[Request, bytes], Response | Drawing]


def create_app(
    office: Office,
    port: int,
    pictures: Pictures,
    clock: Callable[[], float],
    now: Callable[[], datetime],
) -> ASGIApp:
    """The review page of one office, as it answers on one port of this machine.

    Args:
        pictures: draws the pages; closed by whoever made it.
        clock: seconds that only go forward.
        now: the time, with its zone.
    """
    reception = Reception(office, Door(office), clock, now)
    desk = _FrontDesk(office, port, reception, MatterPages(office, reception, pictures, now), now)
    return Guard(Starlette(routes=desk.routes(), max_body_size=LARGEST), desk.entrance)


class _FrontDesk:
    """Every address with what answers it."""

    def __init__(
        self,
        office: Office,
        port: int,
        reception: Reception,
        matters: MatterPages,
        now: Callable[[], datetime],
    ) -> None:
        self._office = office
        self._reception = reception
        self._matters = matters
        self._now = now
        self._templates = Templates(now)
        self.entrance = Entrance(port, reception.find, reception.refused, self._unsigned)

    def routes(self) -> list[Route]:
        """The table; what it does not hold is answered by `_nothing`."""
        matters, page = self._matters, "/m/{slug}/page/{sha256}/{number}"
        table: list[tuple[str, str, Work]] = [
            ("GET", SIGN_IN, self._sign_in_page),
            ("POST", SIGN_IN, self._sign_in),
            ("POST", SIGN_OUT, self._sign_out),
            ("GET", "/static/{name}", self._static),
            ("GET", f"{page}.json", lambda request, _: matters.page(request)),
            ("GET", page, lambda request, _: matters.picture(request)),
            ("GET", "/m/{slug}/thumb/{sha256}/{number}", lambda request, _: matters.thumbnail(request)),
            ("GET", f"{ITEM}/rows.json", lambda request, _: matters.rows(request)),
            ("GET", f"{ITEM}/progress.json", lambda request, _: matters.progress(request)),
            *(("GET", path, self._office_page(path)) for path in _OFFICE_PAGES),
            *(("GET", ITEM + end, self._item_page(end)) for end in _ITEM_PAGES),
            ("POST", ITEM + "/{act}", self._act),
            ("GET", "/{nothing:path}", self._nothing),
            ("POST", "/{nothing:path}", self._nothing),
        ]
        return [Route(path, self._endpoint(work), methods=[method]) for method, path, work in table]

    def _endpoint(self, work: Work) -> Callable[[Request], Awaitable[Response]]:
        """The library waits for disks and locks, so its work is done in a thread."""

        async def endpoint(request: Request) -> Response:
            body = await request.body() if request.method == "POST" else b""
            answer = await run_in_threadpool(self._answered, work, request, body)
            return await answer.response() if isinstance(answer, Drawing) else answer

        return endpoint

    def _answered(self, work: Work, request: Request, body: bytes) -> Response | Drawing:
        try:
            return work(request, body)
        except PinciteError as error:
            return self._refused(request, _status(error), getattr(error, "rule", ""), error)
        except Exception as error:  # the border: its words may quote a record, its class does not
            self._reception.failed(type(error).__name__)
            told = PinciteError(
                f"Something went wrong that nobody foresaw ({type(error).__name__}).",
                "Load the page again; if it recurs, report it with these words.",
            )
            return self._refused(request, 500, "unforeseen", told)

    def _refused(self, request: Request, status: int, rule: str, error: PinciteError) -> Response:
        if request.method != "POST" and "text/html" in request.headers.get("accept", ""):
            return self._templates.refused(_who(request), status, error.problem, error.remedy)
        return refusal(status, rule or "refused", error.problem, error.remedy)

    def _nothing(self, request: Request, _: bytes) -> Response:
        raise UnknownError("There is nothing at this address.", "Go back to the queue.")

    # --- signing in and out ---

    def _unsigned(self) -> Response:
        return self._templates.page("sign_in", None, {}, 401)

    def _sign_in_page(self, request: Request, _: bytes) -> Response:
        return self._templates.page("sign_in", None, {})

    def _sign_in(self, request: Request, body: bytes) -> Response:
        given = _form(body)
        wants_json = "application/json" in request.headers.get("accept", "")
        before, browser = self._cookie(request), request.headers.get("user-agent", "")
        try:
            admitted = self._reception.admit(given.get("id", ""), given.get("password", ""), browser, before)
        except PinciteError as error:
            status = 401 if isinstance(error, SignInError) else _status(error)
            if wants_json:
                return refusal(status, getattr(error, "rule", "refused"), error.problem, error.remedy)
            return self._templates.page("sign_in", None, {"problem": str(error)}, status)
        who = admitted.signed_in
        person = {"id": who.person.id, "name": who.person.name}
        answer: Response = RedirectResponse("/", 303)
        if wants_json:
            answer = JSONResponse({"person": person, "token": who.session.token})
        answer.set_cookie(self.entrance.cookie, admitted.id, path="/", httponly=True, samesite="strict")
        return answer

    def _sign_out(self, request: Request, body: bytes) -> Response:
        who = _who(request)
        given = request.headers.get(TOKEN_HEADER) or _form(body).get("token", "")
        if who is None or not same(given, who.session.token):
            self._reception.refused("token", who.person.id if who else "")
            return refusal(
                403, "token", "The request does not come from a page of this session.", "Try again."
            )
        self._reception.leave(self._cookie(request))
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(self.entrance.cookie, path="/", httponly=True, samesite="strict")
        return answer

    def _cookie(self, request: Request) -> str:
        return request.cookies.get(self.entrance.cookie, "")

    # --- pages, files, acts ---

    def _static(self, request: Request, _: bytes) -> Response:
        match = _STATIC_NAME.fullmatch(request.path_params["name"])
        path = STATIC_FILES / match.group() if match else None
        if match is None or path is None or not path.is_file():
            return self._nothing(request, b"")
        return Response(path.read_bytes(), media_type=_MEDIA[match.group(1)])

    def _office_page(self, path: str) -> Work:
        view, name = _OFFICE_PAGES[path], path.strip("/") or "queue"

        def work(request: Request, _: bytes) -> Response:
            who: SignedIn = request.scope[SIGNED_IN]
            return self._templates.page(name, who, view(self._office, who.person, self._now()))

        return work

    def _item_page(self, end: str) -> Work:
        view, name = _ITEM_PAGES[end], end.strip("/") or "review"

        def work(request: Request, _: bytes) -> Response:
            visit = self._matters.visit(request)
            values = view(visit.matter, visit.item, visit.person, visit.roles, visit.now)
            return self._templates.page(name, _who(request), values)

        return work

    def _act(self, request: Request, untrusted_body: bytes) -> Response:
        act = ACTS.get(request.path_params["act"])
        if act is None:
            return self._nothing(request, b"")
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise UsageError("The request is not JSON.", "Load the page again.")
        visit = self._matters.visit(request)
        return JSONResponse(act(visit, Body(untrusted_body)))


def _who(request: Request) -> SignedIn | None:
    who = request.scope.get(SIGNED_IN)
    return who if isinstance(who, SignedIn) else None


def _form(untrusted_body: bytes) -> Mapping[str, str]:
    """The fields of a plain form, each given once."""
    try:
        fields = parse_qs(untrusted_body.decode("utf-8"), keep_blank_values=True, max_num_fields=8)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items() if len(values) == 1}


def _status(error: PinciteError) -> int:
    if isinstance(error, NoPageError | UnknownError):
        return 404
    if isinstance(error, GateRefusal):
        return 409 if error.rule == Rule.STALE else 403
    if isinstance(error, TemplateError):
        return 409
    return 400 if isinstance(error, UsageError) else 500
