"""What a reading process says about a file, put together and held against what it may say.

Answers: the document that a sequence of frames makes.
Refuses frames out of order, more pages than promised or allowed, pages out of sequence, broken text.
"""

from __future__ import annotations

import math
from typing import Any

from extractors.errors import Reason, SetAsideError
from extractors.pages import Document, Page, Source, Unread, page_from_json
from extractors.printable import message
from pipelines.frames import Kind
from pipelines.limits import Limits


class ReplyError(Exception):
    """The reply does not hold together; turned into a set-aside by the pool."""


class Reply:
    """One reply in the making."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._head: tuple[int, tuple[Unread, ...], tuple[str, ...]] | None = None
        self._pages: list[Page] = []
        self._ended = False

    def take(self, kind: Kind, untrusted_payload: Any) -> tuple[int, int] | None:
        """Take one frame.

        Returns:
            (pages done, pages in all) for a progress frame, else ``None``.

        Raises:
            SetAsideError: the reader refused the file.
            ReplyError: the frame is malformed or out of place.
        """
        try:
            return self._take(kind, untrusted_payload)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise ReplyError("malformed") from error

    def document(self) -> Document:
        """The whole document, with the source as the parent knows it.

        Raises:
            ReplyError: the reply is not complete.
        """
        if self._head is None or not self._ended or len(self._pages) != self._head[0]:
            raise ReplyError("incomplete")
        return Document(self._source, tuple(self._pages), self._head[1], self._head[2])

    def _take(self, kind: Kind, payload: Any) -> tuple[int, int] | None:
        if kind is Kind.PROGRESS:
            done, total = (_count(value) for value in payload)
            if not 0 <= done <= total:
                raise ReplyError("progress")
            return done, min(total, self._limits.pages)
        if kind is Kind.HEAD and self._head is None:
            self._head = self._checked_head(payload)
        elif kind is Kind.ITEM and self._head is not None and len(self._pages) < self._head[0]:
            page = page_from_json(self._source.sha256, payload)
            self._pages.append(_checked_page(page, len(self._pages) + 1))
        elif kind is Kind.END and self._head is not None:
            self._ended = True
        elif kind is Kind.REFUSED:
            reason, problem, remedy = payload
            raise SetAsideError(Reason(reason), message(_string(problem)), message(_string(remedy)))
        else:
            raise ReplyError("out of place")
        return None

    def _checked_head(self, payload: Any) -> tuple[int, tuple[Unread, ...], tuple[str, ...]]:
        pages = _count(payload["pages"])
        if pages > self._limits.pages:
            raise SetAsideError(
                Reason.OVERSIZED,
                f"{self._source.name} has more than {self._limits.pages:,} pages.",
                "Split it and add the parts.",
            )
        unread = tuple(
            Unread(None if page is None else _count(page), message(_string(reason)), message(_string(remedy)))
            for page, reason, remedy in payload["unread"]
        )
        return pages, unread, tuple(message(_string(remark)) for remark in payload["remarks"])


def _checked_page(page: Page, number: int) -> Page:
    """A page whose number, figures and text can be relied on."""
    if page.number != number:
        raise ReplyError("page number")
    page.text.encode("utf-8")  # lone surrogates are not text: nothing could store or print them
    for mark in page.marks:
        _string(mark).encode("utf-8")
    corners = (c for w in page.words for c in (w.box.x0, w.box.top, w.box.x1, w.box.bottom))
    figures = [page.width, page.height, *corners]
    confidences = [page.confidence, *(w.confidence for w in page.words)]
    if not all(isinstance(f, int | float) and math.isfinite(f) for f in figures):
        raise ReplyError("figure")
    if not all(c is None or (isinstance(c, int | float) and 0 <= c <= 1) for c in confidences):
        raise ReplyError("confidence")
    at = 0
    for word in page.words:
        if word.start < at:
            raise ReplyError("word order")
        at = word.end
    return page


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ReplyError("count")
    return value


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ReplyError("string")
    return value
