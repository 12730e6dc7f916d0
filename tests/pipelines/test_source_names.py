"""No two sources ever bear one name, and no name is too long to carry."""

from __future__ import annotations

from pipelines.source_names import LONGEST_NAME, distinct_names, shortened

A, B, C = "a1" * 32, "b1" * 32, "c1" * 32


def test_a_name_made_to_look_like_a_digests_is_told_apart_too() -> None:
    names = distinct_names([(A, "r.pdf"), (B, "r.pdf"), (C, "r [a1a1a1a1].pdf"), (C, f"r [{A}].pdf")])
    shown = [name for own in names.values() for name in own]
    assert len(set(shown)) == len(shown)
    assert names[C] == ("r [a1a1a1a1].pdf", f"r [{A}].pdf")


def test_digests_that_begin_alike_are_told_apart() -> None:
    names = distinct_names([("a" * 64, "r.pdf"), ("a" * 63 + "b", "r.pdf")])
    assert len({own[0] for own in names.values()}) == 2


def test_a_long_name_keeps_its_beginning_and_its_ending() -> None:
    assert shortened("short.pdf") == "short.pdf"
    long = shortened("a" * 65_000 + ".pdf")
    assert len(long) <= LONGEST_NAME
    assert long.startswith("aaa")
    assert long.endswith("a.pdf")
