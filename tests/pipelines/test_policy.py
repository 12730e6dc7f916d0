"""policy.toml: the shipped text is a policy, and a misspelt rule is no rule."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from extractors.errors import UsageError
from pipelines.notice_settings import NoticeSettings, Relay
from pipelines.policy import POLICY_TEXT, Policy, load_policy


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "policy.toml").write_text(POLICY_TEXT)
    return tmp_path / "policy.toml"


def test_the_shipped_policy_is_the_default(path: Path) -> None:
    assert load_policy(path) == Policy()


def test_the_digest_is_of_the_rules_of_approval(path: Path) -> None:
    path.write_text("# ours\n" + POLICY_TEXT.replace("holidays = []", 'holidays = ["2026-11-26"]'))
    closed = load_policy(path)
    assert closed.hours.holidays == (date(2026, 11, 26),)
    assert closed.sha256 == Policy().sha256
    assert len({Policy().sha256, Policy("anna").sha256, Policy("", 31).sha256}) == 3


def test_an_office_sets_its_own_hours_and_years(path: Path) -> None:
    text = POLICY_TEXT.replace("America/New_York", "America/Denver").replace('"09:00"', '"08:30"')
    path.write_text(text.replace("years = 7", "years = 10").replace("anchor_days = 7", "anchor_days = 1"))
    policy = load_policy(path)
    assert (policy.hours.zone, policy.hours.opens) == ("America/Denver", time(8, 30))
    assert (policy.retention_years, policy.anchor_days) == (10, 1)


def test_an_office_says_who_is_told_of_a_run(path: Path) -> None:
    text = POLICY_TEXT.replace('folder = ""', 'folder = "notices"').replace(
        "settle_seconds = 10", "settle_seconds = 0"
    )
    text = text.replace('relay = ""', 'relay = "localhost:2525"').replace(
        'from = ""', 'from = "pincite@firm.example"'
    )
    text = text.replace("to = []", 'to = ["records@firm.example"]')
    path.write_text(text.replace('address = ""', 'address = "http://127.0.0.1:8700/"'))
    policy = load_policy(path)
    assert (policy.settle_seconds, policy.review_address) == (0, "http://127.0.0.1:8700")
    assert policy.notices == NoticeSettings(
        "notices", "", Relay("127.0.0.1", 2525), "pincite@firm.example", ("records@firm.example",)
    )


def test_a_relay_by_its_longer_address(path: Path) -> None:
    text = POLICY_TEXT.replace('relay = ""', 'relay = "[::1]:25"').replace(
        'from = ""', 'from = "a@b.example"'
    )
    path.write_text(text.replace("to = []", 'to = ["c@b.example"]'))
    assert load_policy(path).notices.relay == Relay("::1", 25)


def test_a_policy_of_an_earlier_version_has_the_defaults(path: Path) -> None:
    path.write_text(POLICY_TEXT.partition("[uploads]")[0])
    assert load_policy(path) == Policy()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("solo_attorney", "solo_atorney", "'solo_atorney' is not a setting"),
        ("[approval]", "[aproval]", "'aproval' is not a setting"),
        ("valid_days = 30", "valid_days = 0", "1 to 365"),
        ("valid_days = 30", "valid_days = 366", "1 to 365"),
        ("valid_days = 30", "valid_days = true", "whole number"),
        ("valid_days = 30", 'valid_days = "30"', "whole number"),
        ('solo_attorney = ""', "solo_attorney = true", "a text in quotes"),
        ("anchor_days = 7", "anchor_days = 0", "anchor_days must be 1 to 365"),
        ("years = 7", "years = 0", "years must be 1 to 100"),
        ("years = 7", "decades = 7", "'decades' is not a setting"),
        ('"09:00"', '"9 am"', "opens must be a time such as 09:00"),
        ('"17:00"', '"25:00"', "closes must be a time"),
        ('"17:00"', '"08:00"', "end before they begin"),
        ('"fri"]', '"friday"]', "list of weekdays"),
        ("holidays = []", 'holidays = ["Thanksgiving"]', "holidays must be days"),
        ("America/New_York", "New York", "'New York' is not known"),
        ("settle_seconds = 10", "settle_seconds = -1", "settle_seconds must be 0 to 3600"),
        ("settle_seconds = 10", "settle = 10", "'settle' is not a setting"),
        ('address = ""', 'address = "file:///etc"', "address must be the review page's"),
        ('address = ""', 'address = "http://127.0.0.1:8700/m/2024-017"', "address must be the review page's"),
        ('relay = ""', 'relay = "mail.firm.example:25"', "relay must be a port of this machine"),
        ('relay = ""', 'relay = "192.0.2.7:25"', "relay must be a port of this machine"),
        ('relay = ""', 'relay = "127.0.0.1"', "relay must be a port of this machine"),
        ('relay = ""', 'relay = "127.0.0.1:0"', "relay must be a port of this machine"),
        ('relay = ""', 'relay = "127.0.0.1:25"', "need from and to"),
        ('from = ""', 'from = "no one"', "'no one' is no mail address"),
        ("to = []", 'to = ["a@firm.example\\nBcc: b@firm.example"]', "is no mail address"),
        ("schema = 1", "schema = 2", "schema 1"),
        ("schema = 1", "approval = 3\nschema = 1", "is not TOML"),
        ("[approval]", "skip_review = true\n[approval]", "'skip_review' is not a setting"),
    ],
)
def test_what_is_no_policy(path: Path, old: str, new: str, message: str) -> None:
    path.write_text(POLICY_TEXT.replace(old, new, 1) if old != "solo_attorney" else _keys(old, new))
    with pytest.raises(UsageError, match=message):
        load_policy(path)


def _keys(old: str, new: str) -> str:
    return POLICY_TEXT.replace(f"{old} =", f"{new} =")


def test_a_policy_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_policy(tmp_path / "policy.toml")
