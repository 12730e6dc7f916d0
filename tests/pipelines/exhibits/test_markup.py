"""Text stays text in the markup: only what was made as an element is one."""

from __future__ import annotations

import pytest

from pipelines.exhibits.markup import Element, element, joined


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "</p><p onload=x>", "a & b", "&lt;"])
def test_text_is_escaped_wherever_it_stands(evil: str) -> None:
    made = element("p", evil, element("b", evil), [evil], title=evil)
    assert "<script" not in made
    assert "onload=x>" not in made.replace("&lt;/p&gt;&lt;p onload=x&gt;", "")
    assert made.count("<") == 4  # p and b, opened and closed
    assert "<" not in joined(evil)


def test_attributes_cannot_be_left() -> None:
    assert element("a", href='x" onclick="y') == '<a href="x&quot; onclick=&quot;y"></a>'


def test_names_of_attributes_and_empty_ones() -> None:
    assert element("meta", http_equiv="X", name="") == '<meta http-equiv="X">'
    assert element("p", "x", class_="label") == '<p class="label">x</p>'


def test_hidden_characters_are_shown_and_words_keep_their_space() -> None:
    assert element("p", element("b", "a"), " \n b\u202e\x1b") == "<p><b>a</b> b\\u202e\\x1b</p>"


def test_elements_are_not_escaped_twice() -> None:
    assert joined([element("b", "&")], element("i")) == "<b>&amp;</b><i></i>"
    assert isinstance(joined("x"), Element)
