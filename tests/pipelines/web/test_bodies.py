from __future__ import annotations

import json

import pytest

from extractors.errors import UsageError
from pipelines.web.bodies import LONGEST_TEXT, Body


def body(**values: object) -> Body:
    return Body(json.dumps(values).encode())


def test_values_come_in_their_types_and_nothing_is_left() -> None:
    b = body(
        row="r1", seconds=4, hold=True, checks={"a": True, "b": False}, values={"Facility": "Elm", "Date": ""}
    )
    assert b.text("row") == "r1"
    assert b.text("note", "") == ""
    assert b.whole("seconds") == 4
    assert b.whole("expects", 0) == 0
    assert b.flag("hold")
    assert not b.flag("absent")
    assert b.flags("checks") == {"a": True, "b": False}
    assert b.texts("values") == (("Facility", "Elm"), ("Date", ""))
    assert b.texts("absent") == ()
    b.done()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("text", 1),
        ("text", None),
        ("text", ["x"]),
        ("text", "x" * (LONGEST_TEXT + 1)),
        ("text", "\ud800"),
        ("text", "\0"),
    ],
)
def test_texts_that_are_none_or_cannot_be_kept(key: str, value: object) -> None:
    with pytest.raises(UsageError):
        body(**{key: value}).text(key)


@pytest.mark.parametrize("value", [-1, 1.0, "1", True, None, 1 << 31, 10**30])
def test_numbers_that_count_nothing(value: object) -> None:
    with pytest.raises(UsageError):
        body(seconds=value).whole("seconds")


def test_a_flag_is_true_or_false() -> None:
    with pytest.raises(UsageError):
        body(hold=1).flag("hold")
    with pytest.raises(UsageError):
        body(checks={"a": "true"}).flags("checks")
    with pytest.raises(UsageError):
        body(values=[["a", "b"]]).texts("values")
    with pytest.raises(UsageError):
        body(values={"a": 1}).texts("values")


def test_what_is_needed_must_be_there_and_what_nobody_asked_for_must_not() -> None:
    with pytest.raises(UsageError, match="'row'"):
        body().text("row")
    with pytest.raises(UsageError, match="'expects'"):
        body().whole("expects")
    with pytest.raises(UsageError, match="nothing asks for"):
        body(approve_all=True).done()


@pytest.mark.parametrize("data", [b"", b"[]", b"1", b"\xff", b"{", b"[" * 200_000, b'{"a": Infinity}'])
def test_what_is_no_object(data: bytes) -> None:
    with pytest.raises(UsageError, match="no JSON object"):
        Body(data)
