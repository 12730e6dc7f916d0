"""roster.toml: what is written is read back, overlapping and malformed entries are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from extractors.errors import UsageError
from pipelines.review.roster import (
    Engagement,
    Key,
    Person,
    RevokedRelease,
    Role,
    Roster,
    checked,
    load_roster,
    roster_text,
)
from pipelines.review.signing import create_key
from tests.pipelines.review.world import PASSPHRASE, PEOPLE

OTHER_KEY = "B" * 42 + "A="
PERSON = 'schema = 1\n[[person]]\nid = "a"\nname = "A"\nroles = ["qc"]\n'


def test_a_roster_comes_back_as_written(tmp_path: Path) -> None:
    key = create_key(tmp_path / "k.pem", PASSPHRASE)
    odd = Person(
        *("o.neil_2-x", 'Ó\'Neil "Bo" \\ Sr.', tuple(Role), "A-1/7", "NY", None, date(2030, 1, 1), key),
        key_revoked_at="2026-03-01T14:05:09Z",
        former_keys=(Key(OTHER_KEY, "2025-12-31T23:59:59Z"),),
        engagement=Engagement.OUTSOURCED,
        lock_recipient="age1" + "q" * 58,
    )
    roster = Roster((*PEOPLE, odd), (RevokedRelease("ab" * 32, date(2026, 3, 9), "o.neil_2-x"),))
    (tmp_path / "roster.toml").write_text(roster_text(roster), encoding="utf-8")
    assert load_roster(tmp_path / "roster.toml") == roster
    assert roster.person("anna") in PEOPLE
    assert roster.person("nobody") is None


def test_an_entry_counts_from_its_first_to_its_last_day() -> None:
    person = Person("a", "A", (Role.QC,), valid_from=date(2026, 1, 10), valid_until=date(2026, 1, 20))
    days = [date(2026, 1, d) for d in (9, 10, 15, 20, 21)]
    assert [person.active(d) for d in days] == [False, True, True, True, False]
    assert Person("a", "A", (Role.QC,)).active(date(1900, 1, 1))
    west = timezone(timedelta(hours=-8))
    assert not person.active_at(datetime(2026, 1, 20, 20, 0, tzinfo=west))  # the 21st in UTC
    assert person.active_at(datetime(2026, 1, 20, 23, 59, tzinfo=UTC))


def test_the_digest_covers_all_that_gives_authority() -> None:
    base = Person("a", "A", (Role.QC,))
    others = [
        Person("b", "A", (Role.QC,)),
        Person("a", "B", (Role.QC,)),
        Person("a", "A", (Role.QC, Role.ADMIN)),
        Person("a", "A", (Role.QC,), "1"),
        Person("a", "A", (Role.QC,), "", "GA"),
        Person("a", "A", (Role.QC,), valid_from=date(2026, 1, 1)),
        Person("a", "A", (Role.QC,), valid_until=date(2026, 1, 1)),
        Person("a", "A", (Role.QC,), public_key="A" * 43 + "="),
        Person("a", "A", (Role.QC,), public_key="A" * 43 + "=", key_revoked_at="2026-03-01T14:05:09Z"),
    ]
    assert len({p.sha256 for p in (base, *others)}) == 10
    for aside in ({"engagement": Engagement.OUTSOURCED}, {"lock_recipient": "age1" + "q" * 58}):
        assert replace(base, **aside).sha256 == base.sha256
    swapped = Person("a", "A", (Role.ADMIN, Role.QC))
    assert swapped.sha256 == others[2].sha256


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'schema' must be a whole number"),
        ("schema = 2", "schema 1"),
        ("schema = 1\nperson = 3", r"must be a \[\[person\]\] table"),
        ("schema = 1\npeople = []", "'people' is not a setting"),
        ('schema = 1\n[[person]]\nid = "a"\nname = "A"\nroles = ["boss"]', "unknown role 'boss'"),
        ('schema = 1\n[[person]]\nid = "a"\nname = "A"\nroles = "qc"', "'roles' must be a list"),
        ('schema = 1\n[[person]]\nid = "a"\nname = "A"\nroles = []', "at least one role"),
        ('schema = 1\n[[person]]\nid = "a"\nname = "A"\nroles = ["qc", "qc"]', "each once"),
        ('schema = 1\n[[person]]\nid = "a"\nname = "A"\nroles = ["qc"]\nkey = "x"', "'key' is not a setting"),
        ('schema = 1\n[[person]]\nid = "a"\nroles = ["qc"]', "'name' must be a text"),
        ("schema = 1\n[[person]]\nid = 1", "'id' must be a text"),
        (PERSON + 'engagement = "temp"', "unknown engagement 'temp'"),
        (PERSON + 'lock_recipient = "age1short"', "not an age public key"),
        (PERSON + 'key_revoked_at = "2026-03-01T14:05:09Z"', "without a public_key"),
        (PERSON + f'public_key = "{OTHER_KEY}"\nkey_revoked_at = "yesterday"', "revoked at a time such as"),
        (PERSON + f'public_key = "{OTHER_KEY}"\nkey_revoked_at = "2026-03-01"', "revoked at a time such as"),
        (PERSON + f'former_keys = ["{OTHER_KEY}"]', "revoked at a time such as"),
        (PERSON + 'former_keys = ["x 2026-03-01T14:05:09Z"]', "not an Ed25519 key"),
        (
            'schema = 1\n[[revoked_release]]\napproval = "ab"\non = 2026-03-01\nby = "a"',
            "SHA-256 of approval",
        ),
        (f'schema = 1\n[[revoked_release]]\napproval = "{"ab" * 32}"\nby = "a"', "needs approval"),
    ],
)
def test_what_is_no_roster(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "roster.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        load_roster(tmp_path / "roster.toml")


def test_a_key_is_written_one_way() -> None:
    """The last letter has bits to spare: the same key, written another way, in a second entry."""
    again = "A" * 42 + "B="
    with pytest.raises(UsageError, match="not an Ed25519 key"):
        checked(Roster((Person("a", "A", (Role.QC,), public_key=again),)))


def test_one_person_one_entry() -> None:
    key = "A" * 43 + "="
    pairs = [
        (Person("a", "A", (Role.QC,)), Person("a", "B", (Role.QC,)), "id"),
        (Person("a", "Ann A. Lee", (Role.QC,)), Person("b", "ann a.  lee", (Role.PREPARER,)), "name"),
        (
            Person("a", "A", (Role.QC,), public_key=key),
            Person("b", "B", (Role.QC,), public_key=key),
            "public_key",
        ),
        (
            Person("a", "A", (Role.ATTORNEY,), "1", "GA"),
            Person("b", "B", (Role.ATTORNEY,), "1", "GA"),
            "licence",
        ),
        (
            Person("a", "A", (Role.QC,), former_keys=(Key(key, "2026-03-01T14:05:09Z"),)),
            Person("b", "B", (Role.QC,), public_key=key),
            "public_key",
        ),
    ]
    pairs += [
        (
            Person("a", "A", (Role.ATTORNEY,), "204417", "GA"),
            Person("b", "B", (Role.ATTORNEY,), number, "GA"),
            "licence",
        )
        for number in ("204 417", "0204417", "204-417", "204417 ")
    ]
    for first, second, what in pairs:
        with pytest.raises(UsageError, match=f"share the {what}"):
            checked(Roster((first, second)))
    same_number = (
        Person("a", "A", (Role.ATTORNEY,), "1", "GA"),
        Person("b", "B", (Role.ATTORNEY,), "1", "FL"),
    )
    assert checked(Roster(same_number)).people == same_number
