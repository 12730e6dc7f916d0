"""A ledger that was touched is called by the right name; every single change is found."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipelines.ledger_chain import (
    GENESIS,
    Entry,
    FaultKind,
    examine,
    is_id,
    new_entry,
    read_entry,
    utc_text,
)

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
A, M, I, R, T = (  # noqa: E741
    FaultKind.ALTERED,
    FaultKind.MISSING,
    FaultKind.INSERTED,
    FaultKind.REORDERED,
    FaultKind.TORN_TAIL,
)


def chain(n: int, first: Entry | None = None) -> list[bytes]:
    last, lines = first, []
    for i in range(n):
        last = new_entry(last, f"p{i}", "test.event", {"n": i}, START + timedelta(minutes=i))
        lines.append(last.line)
    return lines


def file_of(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def faults(lines: list[bytes], *, whole: bool = True) -> list[tuple[FaultKind, int]]:
    return [(f.kind, f.seq) for f in examine(file_of(lines), whole=whole)[1]]


def forged(seq_after: Entry | None, **details: int) -> bytes:
    """An entry whose own digest is right: what someone who can read this code would write."""
    return new_entry(seq_after, "forger", "test.event", details, START).line


def test_an_empty_ledger_and_a_sound_one_verify() -> None:
    assert examine(b"") == ((), ())
    entries, found = examine(file_of(chain(5)))
    assert found == ()
    assert [e.seq for e in entries] == [1, 2, 3, 4, 5]
    assert entries[0].prev == GENESIS
    assert [e.prev for e in entries[1:]] == [e.sha256 for e in entries[:-1]]


def test_an_entry_reads_back_as_written() -> None:
    entry = new_entry(None, "paula", "test.event", {"digest": "a" * 64, "n": 3}, START)
    assert read_entry(entry.line) == entry


LINES = chain(6)
ENTRIES = [read_entry(line) for line in LINES]


@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        ("altered", [*LINES[:2], LINES[2].replace(b"p2", b"p9"), *LINES[3:]], [(A, 3)]),
        ("altered first", [LINES[0].replace(b"p0", b"p9"), *LINES[1:]], [(A, 1)]),
        ("altered last", [*LINES[:5], LINES[5].replace(b"p5", b"p9")], [(A, 6)]),
        ("altered, own digest made right", [*LINES[:2], forged(ENTRIES[1]), *LINES[3:]], [(A, 3)]),
        ("not even JSON", [*LINES[:2], b"scribble", *LINES[3:]], [(A, 3)]),
        ("carriage return", [*LINES[:2], LINES[2] + b"\r", *LINES[3:]], [(A, 3)]),
        ("two altered", [b"x", *LINES[1:3], b"y", *LINES[4:]], [(A, 1), (A, 4)]),
        ("deleted", [*LINES[:2], *LINES[3:]], [(M, 3)]),
        ("deleted first", LINES[1:], [(M, 1)]),
        ("deleted two", [*LINES[:2], *LINES[4:]], [(M, 3)]),
        ("copied in", [*LINES[:4], LINES[1], *LINES[4:]], [(I, 2)]),
        ("doubled", [*LINES[:3], LINES[2], *LINES[3:]], [(I, 3)]),
        ("forged in after", [*LINES[:3], forged(ENTRIES[1]), *LINES[3:]], [(I, 3)]),
        ("forged in before", [*LINES[:2], forged(ENTRIES[1]), *LINES[2:]], [(I, 3)]),
        ("alien", [*LINES[:3], chain(3, ENTRIES[5])[-1], *LINES[3:]], [(I, 9)]),
        ("swapped", [LINES[0], LINES[2], LINES[1], *LINES[3:]], [(R, 3)]),
        ("last moved first", [LINES[5], *LINES[:5]], [(R, 6)]),
        ("reversed", LINES[::-1], [(R, 6)]),
        ("foreign ledger", chain(3, new_entry(None, "x", "test.event", {}, START)), [(M, 1)]),
    ],
)
def test_each_change_by_its_name(
    name: str, lines: list[bytes], expected: list[tuple[FaultKind, int]]
) -> None:
    assert faults(lines) == expected, name


def test_a_torn_tail() -> None:
    data = file_of(LINES)
    for cut in (1, 5, 40, len(LINES[5]) - 1):
        entries, found = examine(data[:-cut])
        assert [(f.kind, f.seq) for f in found] == [(T, 6)]
        assert len(entries) == 5


def test_a_tail_cut_at_a_line_end_looks_whole_from_inside() -> None:
    assert faults(LINES[:4]) == []


def test_an_extract_may_begin_anywhere_and_is_chained_from_there() -> None:
    assert faults(LINES[2:5], whole=False) == []
    assert faults([LINES[2], *LINES[4:]], whole=False) == [(M, 4)]
    assert faults([LINES[2].replace(b"p2", b"p9"), *LINES[3:]], whole=False) == [(A, 3)]
    assert faults([LINES[3], LINES[2]], whole=False) != []


def test_every_single_random_change_is_found() -> None:
    """1,000 single changes: a byte flipped, a line removed, doubled, or two swapped."""
    chance = random.Random(7)
    data = file_of(chain(30))
    lines = data.splitlines(keepends=True)
    for _ in range(1000):
        kind = chance.randrange(4)
        changed = list(lines)
        i = chance.randrange(len(lines) - 1)  # the last line's removal needs an anchor
        if kind == 0:
            at = chance.randrange(len(data))
            flipped = bytearray(data)
            flipped[at] ^= 1 << chance.randrange(8)
            found = examine(bytes(flipped))[1]
        else:
            if kind == 1:
                del changed[i]
            elif kind == 2:
                changed.insert(chance.randrange(len(lines) + 1), changed[i])
            else:
                j = chance.choice([k for k in range(len(lines)) if k != i])
                changed[i], changed[j] = changed[j], changed[i]
            found = examine(b"".join(changed))[1]
        assert found, kind


@pytest.mark.parametrize(
    "details", [{"why": "Dara Moss was seen"}, {"x": ""}, {"x": "line\nbreak"}, {"x": "é"}, {"x": "a" * 201}]
)
def test_prose_is_refused(details: dict[str, str | int]) -> None:
    with pytest.raises(ValueError, match="ids, digests and counts"):
        new_entry(None, "paula", "test.event", details, START)


def test_actor_and_event_are_ids() -> None:
    for actor, event in (("Dara Moss", "a.b"), ("", "a.b"), ("paula", "no event"), ("paula", "a")):
        with pytest.raises(ValueError, match="ids, digests and counts"):
            new_entry(None, actor, event, {}, START)
    assert is_id("paula")
    assert not is_id("paula\n")


def test_times_are_utc_and_a_clock_moved_back_is_marked() -> None:
    summer = datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=-4)))
    assert utc_text(summer) == "2026-07-01T04:30:00Z"
    with pytest.raises(ValueError, match="without a zone"):
        utc_text(datetime(2026, 7, 1))
    later = new_entry(None, "p", "a.b", {}, START)
    back = new_entry(later, "p", "a.b", {}, START - timedelta(days=3650))
    assert back.details["clock"] == "moved-back"
    assert examine(file_of([later.line, back.line]))[1] == ()
