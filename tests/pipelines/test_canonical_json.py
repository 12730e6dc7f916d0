"""One value, one sequence of bytes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.canonical_json import canonical_bytes, readable_bytes

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
VALUES = st.dictionaries(
    st.text(),
    st.recursive(SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(), v, max_size=3)),
    max_size=4,
)


@given(VALUES)
def test_both_forms_are_json_of_the_value(value: dict[str, Any]) -> None:
    assert json.loads(canonical_bytes(value)) == value
    assert json.loads(readable_bytes(value)) == value


@given(VALUES)
def test_order_of_keys_does_not_matter(value: dict[str, Any]) -> None:
    assert canonical_bytes(dict(reversed(value.items()))) == canonical_bytes(value)


def test_the_forms_themselves() -> None:
    value = {"b": [1, "é", [Decimal("1.50")]], "a": {"x": None, "y": []}, "c": {}}
    assert canonical_bytes(value) == '{"a":{"x":null,"y":[]},"b":[1,"é",[1.50]],"c":{}}\n'.encode()
    assert readable_bytes({"b": 1, "a": [{"x": [1, 2]}]}).decode().split("\n") == [
        "{",
        '  "b": 1,',
        '  "a": [',
        "    {",
        '      "x": [1, 2]',
        "    }",
        "  ]",
        "}",
        "",
    ]


def test_lone_surrogates_come_back() -> None:
    value = {"text": "a\ud800b"}
    assert b"\\ud800" in canonical_bytes(value)
    assert json.loads(canonical_bytes(value)) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), b"bytes", {1, 2}, object()])
def test_what_has_no_json_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="no JSON form"):
        canonical_bytes({"v": value})
