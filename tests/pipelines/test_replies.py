"""What a reading process may say, and what is not believed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import Reason, SetAsideError
from extractors.pages import Box, Document, Layer, Page, Source, Word, page_to_json
from pipelines.frames import HEADER, FrameError, Kind, pack, unpack_body, unpack_header
from pipelines.limits import LIMITS
from pipelines.replies import Reply, ReplyError

SOURCE = Source("a" * 64, ("a.pdf", "b.pdf"), "application/pdf", 10)
PAGE = Page(
    SOURCE.sha256,
    1,
    612,
    792,
    "Seen here",
    (Word("Seen", Box(1, 2, 3, 4), 0, 0.5), Word("here", Box(5, 2, 8, 4), 5)),
)
HEAD = {"pages": 1, "unread": [[1, "a form", "Print it."]], "remarks": ["odd"]}


def told(*frames: tuple[Kind, Any]) -> Document:
    reply = Reply(SOURCE, LIMITS)
    for kind, payload in frames:
        reply.take(kind, payload)
    return reply.document()


def test_a_whole_reply() -> None:
    document = told(
        (Kind.PROGRESS, [1, 1]), (Kind.HEAD, HEAD), (Kind.ITEM, page_to_json(PAGE)), (Kind.END, None)
    )
    assert document.source == SOURCE
    assert document.pages == (PAGE,)
    assert document.unread[0].page == 1
    assert document.remarks == ("odd",)


def test_progress_is_handed_on_and_bounded() -> None:
    assert Reply(SOURCE, LIMITS).take(Kind.PROGRESS, [3, 10**15]) == (3, LIMITS.pages)


def page(**changes: Any) -> dict[str, Any]:
    return {**page_to_json(PAGE), **changes}


@pytest.mark.parametrize(
    "frames",
    [
        [],
        [(Kind.HEAD, HEAD)],
        [(Kind.HEAD, HEAD), (Kind.END, None)],
        [(Kind.END, None)],
        [(Kind.ITEM, page())],
        [(Kind.HEAD, HEAD), (Kind.HEAD, HEAD)],
        [(Kind.HEAD, HEAD), (Kind.ITEM, page()), (Kind.ITEM, page())],
        [(Kind.READY, None)],
        [(Kind.HEAD, {})],
        [(Kind.HEAD, None)],
        [(Kind.HEAD, {**HEAD, "pages": -1})],
        [(Kind.HEAD, {**HEAD, "pages": True})],
        [(Kind.HEAD, {**HEAD, "unread": [["1", "x", "y"]]})],
        [(Kind.HEAD, {**HEAD, "remarks": [1]})],
        [(Kind.PROGRESS, [2, 1])],
        [(Kind.PROGRESS, "x")],
        [(Kind.REFUSED, ["no such reason", "x", "y"])],
        [(Kind.REFUSED, ["damaged", 1, "y"])],
        *(
            [(Kind.HEAD, HEAD), (Kind.ITEM, broken)]
            for broken in (
                None,
                page(number=2),
                page(text=None),
                page(text="Seen \ud800ere"),
                page(size=[1e400, 1]),
                page(confidence=7),
                page(words=[[0, 100, 0, 0, 1, 1, None]]),
                page(words=[[5, 4, 0, 0, 1, 1, None], [0, 4, 0, 0, 1, 1, None]]),
                page(words=[[0, 4, "x", 0, 1, 1, None]]),
                page(words=[[0, 4, 0, 0, 1, 1, 2.0]]),
                page(layer="made up"),
                page(marks=["\ud800"]),
                page(marks=[1]),
            )
        ),
    ],
)
def test_a_reply_that_does_not_hold_together(frames: list[tuple[Kind, Any]]) -> None:
    with pytest.raises(ReplyError):
        told(*frames)


def test_a_refusal_is_one_printable_line() -> None:
    with pytest.raises(SetAsideError) as caught:
        told((Kind.REFUSED, ["damaged", "It is\n\x1b[31mbroken.", "Ask again."]))
    assert caught.value.reason is Reason.DAMAGED
    assert str(caught.value) == "It is\\x0a\\x1b[31mbroken. Ask again."


def test_more_pages_than_allowed() -> None:
    with pytest.raises(SetAsideError, match=r"a\.pdf has more than 10,000 pages\."):
        told((Kind.HEAD, {**HEAD, "pages": 10_001}))


def test_ocr_pages_come_through() -> None:
    ocr = replace(PAGE, layer=Layer.OCR, confidence=0.8, marks=("read at 90°",))
    assert told((Kind.HEAD, HEAD), (Kind.ITEM, page_to_json(ocr)), (Kind.END, None)).pages == (ocr,)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@given(JSON)
def test_frames_carry_any_json(value: Any) -> None:
    message = pack(Kind.ITEM, value)
    kind, length = unpack_header(message[: HEADER.size], 10**6)
    assert kind is Kind.ITEM
    assert length == len(message) - HEADER.size
    assert unpack_body(message[HEADER.size :]) == value


@given(st.sampled_from(list(Kind)), JSON)
def test_no_frame_breaks_the_parent(kind: Kind, value: Any) -> None:
    """Anything a process may say ends in a document, a refusal, or a broken reply; in nothing else."""
    with suppress(ReplyError, SetAsideError):
        told((Kind.HEAD, HEAD), (kind, value))


@pytest.mark.parametrize("header", [b"z" + bytes(8), b"i" + b"\xff" * 8])
def test_headers_that_are_not_believed(header: bytes) -> None:
    with pytest.raises(FrameError):
        unpack_header(header, 10**6)


@pytest.mark.parametrize("body", [b"", b"{", b"NaN", b"[Infinity]", b"\xff", b"[" * 100_000])
def test_bodies_that_are_not_believed(body: bytes) -> None:
    with pytest.raises(FrameError):
        unpack_body(body)
