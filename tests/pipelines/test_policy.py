"""policy.toml: the shipped text is a policy, and a misspelt rule is no rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import UsageError
from pipelines.policy import POLICY_TEXT, Policy, load_policy


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "policy.toml").write_text(POLICY_TEXT)
    return tmp_path / "policy.toml"


def test_the_shipped_policy_is_the_default(path: Path) -> None:
    assert load_policy(path) == Policy()


def test_the_digest_is_of_the_values(path: Path) -> None:
    path.write_text("# ours\n" + POLICY_TEXT)
    assert load_policy(path).sha256 == Policy().sha256
    assert len({Policy().sha256, Policy("anna").sha256, Policy("", 31).sha256}) == 3


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
