from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from extractors.errors import GateRefusal, UsageError
from pipelines.web import accounts
from pipelines.web.accounts import Account, Door, SignInError, account_of, set_password
from tests.pipelines.review.world import World
from tests.pipelines.web.visitor import PASSWORD

WRONG = "four green kettles whisper"


def rule_of(door: Door, id: str, password: str, world: World) -> str:
    try:
        door.sign_in(id, password, world.now)
    except SignInError as error:
        return error.rule
    return "in"


def watched(door: Door, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The accounts for which a password is evaluated from now on; none is right."""
    evaluated: list[str] = []

    def proves(account: Account, password: str) -> bool:
        evaluated.append(account.id)
        return False

    monkeypatch.setattr(door, "_proves", proves)
    return evaluated


def events(world: World) -> list[str]:
    return [e.event for e in world.office.ledger.entries() if e.event.startswith("signin.")]


def test_the_right_password_signs_in_and_is_recorded(world: World) -> None:
    person, account = Door(world.office).sign_in("anna", PASSWORD, world.tick())
    assert (person.name, account.id) == ("Anna Thorvald", "anna")
    assert world.office.ledger.entries()[-1].event == "signin.ok"


def test_no_password_stands_in_any_file(world: World) -> None:
    account = account_of(world.office, "anna")
    assert account is not None
    assert account.proof.startswith("$argon2id$")
    files = [p for p in world.office.folder.rglob("*") if p.is_file()]
    assert not [p for p in files if PASSWORD.encode() in p.read_bytes()]
    assert (world.office.folder / accounts.ACCOUNTS).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("id", ["anna", "nobody", "", "Anna", "anna\n", "../anna"])
def test_a_wrong_password_and_a_stranger_are_told_the_same(world: World, id: str) -> None:
    with pytest.raises(SignInError, match="Id and password do not match"):
        Door(world.office).sign_in(id, WRONG, world.tick())
    assert events(world)[-1] == "signin.failed"


def test_what_a_stranger_types_for_an_id_is_not_recorded(world: World) -> None:
    with pytest.raises(SignInError):
        Door(world.office).sign_in("my-secret-password", "x", world.tick())
    assert dict(world.office.ledger.entries()[-1].details) == {"person": "unknown"}


def test_the_wait_doubles_and_the_tenth_wrong_password_locks(world: World) -> None:
    door = Door(world.office)
    for failures in range(9):
        assert rule_of(door, "anna", WRONG, world) == "wrong"
        world.tick(seconds=2**failures - 1)
        assert rule_of(door, "anna", PASSWORD, world) == "wait"
        world.tick(seconds=1)
    assert rule_of(door, "anna", WRONG, world) == "locked"
    assert events(world)[-1] == "signin.locked"
    world.tick(days=400)
    # Starting the program anew forgets nothing.
    assert rule_of(Door(world.office), "anna", PASSWORD, world) == "locked"
    set_password(world.office, "anna", PASSWORD, "adam", world.tick())
    assert rule_of(Door(world.office), "anna", PASSWORD, world) == "in"


def test_a_right_password_ends_the_count(world: World) -> None:
    door = Door(world.office)
    for _ in range(3):
        for _ in range(4):
            assert rule_of(door, "anna", WRONG, world) == "wrong"
            world.tick(minutes=1)
        assert rule_of(door, "anna", PASSWORD, world) == "in"


def test_a_thousand_tries_are_evaluated_ten_times_at_most(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = Door(world.office)
    evaluated = watched(door, monkeypatch)
    for number in range(1000):
        world.now += timedelta(milliseconds=60)
        rule_of(door, "anna", f"guess number {number}", world)
    assert 5 < len(evaluated) <= 10


def test_strangers_wait_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    door = Door(world.office)
    evaluated = watched(door, monkeypatch)
    for number in range(1000):
        world.now += timedelta(milliseconds=60)
        rule_of(door, f"guess{number}", "x", world)
    assert len(evaluated) <= 10
    assert rule_of(door, "anna", WRONG, world) == "wrong"  # somebody known does not wait for them


def test_tries_at_once_are_counted_one_after_the_other(world: World) -> None:
    door = Door(world.office)
    with ThreadPoolExecutor(8) as threads:
        rules = list(threads.map(lambda _: rule_of(door, "anna", WRONG, world), range(8)))
    assert sorted(rules) == ["wait"] * 7 + ["wrong"]


def test_whoever_left_the_roster_cannot_sign_in(world: World) -> None:
    world.now = world.now.replace(year=2028)
    assert rule_of(Door(world.office), "anna", PASSWORD, world) == "wrong"


def test_without_a_ledger_nobody_gets_in(world: World) -> None:
    path = world.office.folder / "ledger.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(Exception, match="ledger"):
        Door(world.office).sign_in("anna", PASSWORD, world.tick())


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", "12 to"),
        ("a" * 40, "five of them different"),
        ("x" * 2000, "12 to"),
        ("thorvald for ever", "own name"),
    ],
)
def test_poor_passwords_are_refused(world: World, password: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        set_password(world.office, "anna", password, "anna", world.tick())


def test_only_oneself_or_an_admin_sets_a_password(world: World) -> None:
    set_password(world.office, "anna", WRONG, "anna", world.tick())
    with pytest.raises(GateRefusal, match="adam"):
        set_password(world.office, "anna", PASSWORD, "paula", world.tick())
    assert events(world)[-1] == "signin.refused"
    assert rule_of(Door(world.office), "anna", WRONG, world) == "in"


def test_nobody_outside_the_roster_gets_a_password(world: World) -> None:
    with pytest.raises(UsageError, match="not on the roster"):
        set_password(world.office, "zoe", PASSWORD, "adam", world.tick())


def test_an_accent_typed_in_two_ways_is_one_password(world: World) -> None:
    set_password(world.office, "anna", "caf\u00e9 au lait, deux", "anna", world.tick())
    assert rule_of(Door(world.office), "anna", "cafe\u0301 au lait, deux", world) == "in"
