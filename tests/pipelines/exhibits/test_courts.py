"""The courts' files: every value typed, sourced, graded and dated; a person's own values laid over them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import UsageError
from pipelines.exhibits import courts
from pipelines.exhibits.court_profile import Corner, CourtProfile, Evidence, Need, StampZone
from pipelines.exhibits.court_values import Value, read_value, typed_value
from pipelines.exhibits.courts import PRESETS, load_profile, profiles
from pipelines.exhibits.file_names import file_name, name_problems
from pipelines.exhibits.readiness import ON_PAPER
from tests.conftest import ROOT

FILES = Path(courts.__file__).with_name("courts")
ALL = profiles()


def toml_of(id: str) -> dict[str, Any]:
    return tomllib.loads((FILES / f"{id}.toml").read_text("utf-8"))


def test_the_presets_and_the_courts_are_there() -> None:
    assert set(PRESETS) <= set(ALL)
    assert len(ALL) > 45
    assert list(ALL) == sorted(ALL)


@pytest.mark.parametrize("id", ALL)
def test_every_value_carries_source_evidence_and_day(id: str) -> None:
    court = toml_of(id)
    assert set(court) <= {"id", "name", "kind", "checked", "evidence", "value", "note"}
    assert court["id"] == id
    entries = [*court.get("value", []), *court.get("note", [])]
    assert entries
    for entry in entries:
        assert entry["sources"]
        assert all(isinstance(s, str) and s for s in entry["sources"])
        assert entry["evidence"] in set(Evidence)
        assert isinstance(entry["checked"], date)
        assert set(entry) <= {"key", "value", "text", "conflict", "sources", "evidence", "checked"}


@pytest.mark.parametrize("id", ALL)
def test_a_conflict_is_graded_as_one_and_told(id: str) -> None:
    for entry in toml_of(id).get("value", []):
        assert ("conflict" in entry) == (entry["evidence"] == "X"), entry["key"]
    profile = load_profile(id)
    assert len(profile.conflicts) == len(
        {o.key for o in profile.origins if o.evidence is Evidence.CONFLICT} - {"notes"}
    )


@pytest.mark.parametrize("id", ALL)
def test_a_value_is_typed_as_it_is_read(id: str) -> None:
    """What readiness asks a person to type back gives the same value."""
    profile = load_profile(id)
    for key in {o.key for o in profile.origins} - {"notes"}:
        written = tomllib.loads(f"value = {typed_value(profile, key)}")["value"]
        assert read_value(key, written, "here") == getattr(profile, key), key


@pytest.mark.parametrize("id", ALL)
def test_its_file_names_fit_its_own_rule(id: str) -> None:
    profile = load_profile(id)
    name = file_name(profile, "PX-12-A", "Radiology report of St. Brannoc's, 2019/04", "plaintiff", (2, 3))
    assert name_problems(profile, name) == ()


def test_what_a_court_says_stands_in_its_profile() -> None:
    florida = load_profile("fl-portal")
    assert florida.flatten == "never"
    assert florida.stamp_zones[0] == StampZone(Corner.UPPER_RIGHT, 216, 216, "first")
    assert load_profile("ny-appdiv").pdfa is Need.REQUIRED
    assert load_profile("us-nvb").external_links is Need.REJECTED
    assert load_profile("us-oked").external_links is Need.ACCEPTED
    assert load_profile("uscis-paper").footers
    assert load_profile("ca-superior").identifiers == ("ssn", "account")
    assert load_profile("us-nhd").label_colours[2] == ("defendant", "blue")


@pytest.mark.parametrize(
    "id", ["us-ncmd", "us-txed", "us-sdny", "us-uscfc", "us-txb", "ca-lasc", "pa-pacfile"]
)
def test_a_size_that_nobody_confirmed_is_unknown(id: str) -> None:
    profile = load_profile(id)
    assert profile.max_file_mb is None
    assert profile.notes


def test_a_persons_own_values_lie_over_the_courts() -> None:
    own: tuple[tuple[str, Value], ...] = (
        ("max_file_mb", 40),
        ("max_pages", "none"),
        ("label_corners", ("upper left",)),
        ("stamp_zones", ()),
        ("label_colours", ("plaintiff blue", "defendant yellow")),
        ("searchable", "accepted"),
    )
    profile = load_profile("md-mdec", own)
    assert profile.max_file_mb == 40.0
    assert profile.max_pages is None
    assert profile.label_corners == (Corner.UPPER_LEFT,)
    assert profile.label_colours == (("plaintiff", "blue"), ("defendant", "yellow"))
    assert profile.searchable is Need.ACCEPTED
    assert profile.overridden == tuple(sorted(key for key, _ in own))
    assert load_profile("md-mdec").max_file_mb is None  # the shipped one is untouched


@pytest.mark.parametrize(
    ("key", "value"),
    [("max_file_mb", 0), ("max_file_mb", -3), ("max_file_mb", True), ("max_file_mb", "25 MB"),
     ("max_file_mb", float("nan")), ("max_pages", 2.5), ("searchable", "maybe"), ("searchable", True),
     ("pagination", 1), ("pagination", "yes"),
     ("flatten", "sometimes"), ("paper", "a4"), ("label_on", "back"),
     ("label_corners", ()), ("label_corners", "upper left"), ("label_corners", ("upper left", "upper left")),
     ("label_corners", ("top left",)), ("label_colours", ("plaintiff",)),
     ("label_colours", ("plaintiff puce",)),
     ("label_colours", ("stranger blue",)), ("label_colours", ("plaintiff blue", "plaintiff red")),
     ("stamp_zones", ("upper right 216 first",)), ("stamp_zones", ("upper right 0 x 216 first",)),
     ("stamp_zones", ("middle right 216 x 216 first",)), ("file_name", "klingon"), ("file_name_longest", 8),
     ("file_name_longest", 400), ("identifiers", ("shoe size",)), ("dpi", -1)],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused(key: str, value: Value) -> None:
    with pytest.raises(UsageError, match=f"'{key}' in the plan must be"):
        load_profile("strict", ((key, value),))


@pytest.mark.parametrize(
    "key", ["name", "checked", "evidence", "origins", "conflicts", "overridden", "max_file"]
)
def test_what_is_no_court_value_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match="is not a court value"):
        load_profile("strict", ((key, "x"),))


def test_a_misspelt_key_is_told_the_one_meant() -> None:
    with pytest.raises(UsageError, match="Perhaps max_file_mb"):
        load_profile("strict", (("max_filemb", 30),))


def test_a_key_given_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="given twice"):
        load_profile("strict", (("dpi", 300), ("dpi", 200)))


def test_an_unknown_court_is_told_those_like_it() -> None:
    with pytest.raises(UsageError, match="us-cand"):
        load_profile("us-canb2")
    with pytest.raises(UsageError, match="strict, cmecf-default, state-default"):
        load_profile("zzzz")
    with pytest.raises(UsageError):
        load_profile("../plan")


FIXED = {"id", "name", "kind", "checked", "evidence", "notes", "conflicts", "origins", "overridden"}
KEYS = sorted(set(CourtProfile.__dataclass_fields__) - FIXED)


@pytest.mark.parametrize("key", KEYS)
def test_every_field_a_court_may_set_can_be_read(key: str) -> None:
    written = tomllib.loads(f"value = {typed_value(load_profile('strict'), key)}")["value"]
    assert read_value(key, written, "here") == getattr(load_profile("strict"), key)


def test_the_documentation_tells_every_court_with_its_size_and_every_key() -> None:
    told = (ROOT / "docs" / "court-profiles.md").read_text(encoding="utf-8")
    for id in ALL:
        profile = load_profile(id)
        (line,) = (line for line in told.splitlines() if line.startswith(f"| `{id}` |"))
        size = f"{profile.max_file_mb:g} MB" if profile.max_file_mb else "to be given"
        assert [cell.strip() for cell in line.split("|")[2:4]] == [
            profile.name,
            "on paper" if profile.kind == ON_PAPER else size,
        ]
    assert all(f"`{key}`" in told for key in KEYS)
    example = tomllib.loads(told.partition("```toml\n")[2].partition("```")[0])
    typed = {key: tuple(value) if isinstance(value, list) else value for key, value in example.items()}
    assert load_profile("us-cand", tuple(typed.items())).overridden == tuple(sorted(example))
