"""What a signed-in person may open of a matter: its items, their data, the pages of its sources.

Answers: a visit (person, roles, matter, item) for an address; each page and each JSON value below a matter's
address. Refuses: a matter in which the person has no role, with the same words as for one that does not
exist; records to whoever only runs the office (admin, template owner); items that the ledger does not know.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from extractors.errors import GateRefusal, PinciteError, UsageError
from pipelines.confidentiality.access import roles_in
from pipelines.matter import Matter
from pipelines.office import Office
from pipelines.review.desk import Desk, open_desk
from pipelines.review.history import History, Item
from pipelines.review.refusal import Rule
from pipelines.review.roster import Role
from pipelines.review.standing import status
from pipelines.web.json_views import Visit, progress_json, rows_json
from pipelines.web.page_pictures import Pair, Pictures
from pipelines.web.reception import Reception
from pipelines.web.security import SIGNED_IN, SignedIn, refusal
from pipelines.web.source_pages import NoPageError, SourcePages, page_json

READS = frozenset(Role) - {Role.ADMIN, Role.TEMPLATE_OWNER}
"""Roles that read records in a matter where they are granted."""

ITEM = "/m/{slug}/{deliverable}/{revision}"
_DELIVERABLE = re.compile(r"[a-z][a-z0-9_]{0,62}")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_AHEAD = 3
"""Pages after the wanted one that are drawn in the same go."""
_LONGEST_WAIT = 120.0
"""Seconds that a browser may wait for a picture."""
_OFFSET = re.compile(r"[0-9]{1,9}")


class UnknownError(UsageError):
    """There is nothing at this address."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that is being drawn: to be waited for without holding a thread, of which there are few."""

    future: Future[Pair | None]
    which: int

    async def response(self) -> Response:
        """The picture, or that there is none, once that is known or has taken too long."""
        done, _ = await asyncio.wait([asyncio.wrap_future(self.future)], timeout=_LONGEST_WAIT)
        return _picture_response(self.future.result() if done else None, self.which)


class MatterPages:
    """Everything below a matter's address.

    Args:
        now: the time, with its zone.
    """

    def __init__(
        self, office: Office, reception: Reception, pictures: Pictures, now: Callable[[], datetime]
    ) -> None:
        self._office = office
        self._reception = reception
        self._pictures = pictures
        self._sources = SourcePages()
        self._now = now
        self._prepared: set[tuple[Path, Item]] = set()
        self._lock = threading.Lock()

    def visit(self, request: Request) -> Visit:
        """Who asks for which item, if they may.

        Raises:
            GateRefusal: no role here, or none that reads records (recorded).
            UnknownError: the address names no item.
        """
        matter, who, roles = self._matter(request)
        item = _item(request)
        if all(h.item != item for h in status(matter)):
            raise UnknownError("There is no such draft in this matter.", "Go back to the queue.")
        return Visit(self._office, matter, item, who.person, roles, self._now())

    def rows(self, request: Request) -> Response:
        """``rows.json``; pages that will be looked at are drawn from now on."""
        visit, desk, history, latest = self._open(request)
        later = BackgroundTask(self._prepare, visit, desk)
        return JSONResponse(rows_json(visit, desk, history, latest), background=later)

    def progress(self, request: Request) -> Response:
        """``progress.json``."""
        return JSONResponse(progress_json(*self._open(request)))

    def page(self, request: Request) -> Response:
        """A page's geometry and text."""
        matter, key = self._key(request)
        found = self._sources.find(matter, *key)[0]
        address = f"/m/{matter.slug}/page/{key[0]}/{key[1]}" if found.drawn else ""
        return JSONResponse(page_json(found, address, _span(request.query_params)))

    def picture(self, request: Request) -> Response | Drawing:
        """A page's picture."""
        return self._picture(request, 0)

    def thumbnail(self, request: Request) -> Response | Drawing:
        """A page's small picture."""
        return self._picture(request, 1)

    def _picture(self, request: Request, which: int) -> Response | Drawing:
        matter, key = self._key(request)
        pair = self._pictures.kept(matter, key)
        if pair is None:
            page, *following = self._sources.find(matter, *key, following=_AHEAD)
            if page.drawn:
                ahead = [f.sheet for f in following if f.drawn]
                return Drawing(self._pictures.ask(matter, page.sheet, ahead), which)
        return _picture_response(pair, which)

    def _open(self, request: Request) -> tuple[Visit, Desk, History, int]:
        visit = self.visit(request)
        histories = [h for h in status(visit.matter) if h.item.deliverable == visit.item.deliverable]
        history = next(h for h in histories if h.item == visit.item)
        latest = max(h.item.revision for h in histories)
        return visit, open_desk(visit.matter, visit.item), history, latest

    def _matter(self, request: Request) -> tuple[Matter, SignedIn, tuple[Role, ...]]:
        who: SignedIn = request.scope[SIGNED_IN]
        slug = request.path_params["slug"]
        try:
            matter = self._office.matter(slug)
        except UsageError:
            raise _no_access() from None
        roles = roles_in(matter, who.person)
        rule = Rule.WRONG_ROLE if roles else Rule.NO_ACCESS
        if not READS.intersection(roles):
            self._reception.refused(rule.value, who.person.id, matter=matter.slug)
            raise _no_access()
        return matter, who, roles

    def _key(self, request: Request) -> tuple[Matter, tuple[str, int]]:
        """The matter, and which page of which source is asked for."""
        matter, _, _ = self._matter(request)
        sha256, number = request.path_params["sha256"], request.path_params["number"]
        if not _DIGEST.fullmatch(sha256) or not _NUMBER.fullmatch(number):
            raise NoPageError(
                "This matter has no such page.", "Go back to the draft and choose a page there."
            )
        return matter, (sha256, int(number))

    def _prepare(self, visit: Visit, desk: Desk) -> None:
        """Have the pages drawn that this review will ask for, in its order; once for each item."""
        key = (visit.matter.folder, visit.item)
        with self._lock:
            if key in self._prepared:
                return
            self._prepared.add(key)
        with contextlib.suppress(PinciteError):  # nobody waits for these; who asks for one is told
            self._pictures.prepare(visit.matter, self._sources.sheets(visit.matter, _wanted(desk)))


def _wanted(desk: Desk) -> Iterable[tuple[str, int]]:
    """(source, page) of every row in the order of the queue, then the pages without a row."""
    rows = {row.id: row for row in desk.rows}
    for row_id in desk.order:
        for cited in rows[row_id].citations[:1]:
            yield cited.citation.sha256, cited.citation.page
    for row_id in desk.order:
        for cited in rows[row_id].citations[1:]:
            yield cited.citation.sha256, cited.citation.page
    for entry in desk.pages_without_rows:
        yield entry.sha256, entry.page


def _picture_response(pair: Pair | None, which: int) -> Response:
    if pair is not None:
        return Response(pair[which], media_type="image/jpeg")
    return refusal(
        404, "no_picture", "There is no picture of this page.", "Read its text, or open the original."
    )


def _item(request: Request) -> Item:
    deliverable, revision = request.path_params["deliverable"], request.path_params["revision"]
    if not _DELIVERABLE.fullmatch(deliverable) or not _NUMBER.fullmatch(revision):
        raise UnknownError("There is no such draft in this matter.", "Go back to the queue.")
    return Item(deliverable, int(revision))


def _span(query: Mapping[str, str]) -> tuple[int, int] | None:
    start, end = query.get("start", ""), query.get("end", "")
    if not _OFFSET.fullmatch(start) or not _OFFSET.fullmatch(end):
        return None
    return int(start), int(end)


def _no_access() -> GateRefusal:
    return GateRefusal(
        "You have no access to such a matter.",
        "Ask a supervising attorney for it; a matter that is locked must be unlocked first.",
        rule=Rule.NO_ACCESS.value,
    )
