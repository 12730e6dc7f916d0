"""matter.toml: what was typed comes back, and nothing that could be mistyped passes unseen."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import UsageError
from pipelines.matter import Client, Matter
from pipelines.matter_file import (
    caption_digest,
    check_slug,
    create_matter,
    load_matter,
    matter_text,
)

CLIENT = Client('Dara "Dee" Moss\\Ó\'Neil', date(1980, 4, 2), ("D. Moss", "Moss, Dara"), ("00417", "MRN 2"))


@dataclass(frozen=True, slots=True)
class Place:
    matters_folder: Path


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return create_matter(Place(tmp_path), "2024-017", CLIENT, date(2024, 1, 5), "Moss v. Hale")


def test_a_matter_comes_back_as_made(matter: Matter) -> None:
    assert load_matter(matter.folder) == matter
    assert matter.uploads.is_dir()
    assert (matter.folder / "matter.toml").stat().st_mode & 0o777 == 0o600
    assert matter.folder.stat().st_mode & 0o777 == 0o700


def test_unknown_dates_stay_unknown(tmp_path: Path) -> None:
    made = create_matter(Place(tmp_path), "m", Client("Dara Moss", None), None)
    loaded = load_matter(made.folder)
    assert (loaded.client.date_of_birth, loaded.date_of_incident, loaded.title) == (None, None, "")


def test_a_matter_is_found_through_any_path_to_it(matter: Matter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(matter.folder.parent)
    assert load_matter(Path("2024-017")) == matter


def test_no_second_matter_under_a_slug(matter: Matter) -> None:
    with pytest.raises(UsageError, match="already a matter"):
        create_matter(Place(matter.folder.parent), "2024-017", CLIENT, None)


def test_a_folder_left_by_a_crash_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "m-1" / "uploads").mkdir(parents=True)
    assert create_matter(Place(tmp_path), "m-1", CLIENT, None).slug == "m-1"


@pytest.mark.parametrize("slug", ["a", "7", "2016-0417", "smith-2", "a" * 63])
def test_slugs(slug: str) -> None:
    check_slug(slug)


@pytest.mark.parametrize(
    "slug",
    [
        "",
        ".",
        "..",
        "../a",
        "a/b",
        "A",
        "Moss v. Hale",
        "-a",
        "a-",
        "a_b",
        "é",
        "a" * 64,
        "a\n",
        "nul",
        "com1",
    ],
)
def test_what_is_no_slug(slug: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be a matter's slug"):
        create_matter(Place(tmp_path), slug, CLIENT, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("schema = 1", "schema = 2", "schema 1"),
        ("date_of_birth = 1980-04-02", 'date_of_birth = "1980-04-02"', "without quotes"),
        ("date_of_birth = 1980-04-02", "date_of_birth = 1980-04-02T10:00:00", "without quotes"),
        ("date_of_birth", "date_of_brith", "'date_of_brith' is not a setting"),
        ('title = "Moss v. Hale"', "title = 3", "'title' must be a text"),
        ("aliases = [", "aliases = [3, ", "'aliases' must be a list of texts"),
        ("[client]", "[klient]", "'name' must be a text"),
        ('slug = "2024-017"', 'slug = "2024-018"', "not the folder's name"),
        ("[client]", "[client", "is not TOML in UTF-8"),
    ],
)
def test_what_is_mistyped_is_named(matter: Matter, old: str, new: str, message: str) -> None:
    path = matter.folder / "matter.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(UsageError, match=message):
        load_matter(matter.folder)


def test_a_file_that_is_not_utf8(matter: Matter) -> None:
    (matter.folder / "matter.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not TOML in UTF-8"):
        load_matter(matter.folder)


def test_no_matter_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pincite matter new"):
        load_matter(tmp_path)


def test_a_name_that_cannot_be_stored(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be stored"):
        create_matter(Place(tmp_path), "m", Client("\udcff", None), None)
    assert list(tmp_path.iterdir()) == []


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(TEXT, TEXT, st.lists(TEXT, max_size=3), st.none() | st.dates())
def test_whatever_is_typed_comes_back(name: str, title: str, aliases: list[str], day: date | None) -> None:
    matter = Matter(Path("m"), "m", Client(name, day, tuple(aliases)), day, title)
    data = tomllib.loads(matter_text(matter))
    assert (data["title"], data["client"]["name"], data["client"]["aliases"]) == (title, name, aliases)
    assert data.get("date_of_incident") == day


def test_the_caption_digest_is_of_what_is_printed_not_of_the_place(matter: Matter) -> None:
    assert caption_digest(dataclasses.replace(matter, folder=Path("elsewhere"))) == caption_digest(matter)
    digests = {
        caption_digest(m)
        for m in (
            matter,
            dataclasses.replace(matter, title=""),
            dataclasses.replace(matter, date_of_incident=None),
            dataclasses.replace(matter, client=dataclasses.replace(CLIENT, date_of_birth=None)),
            dataclasses.replace(matter, client=dataclasses.replace(CLIENT, aliases=("D. Moss",))),
        )
    }
    assert len(digests) == 5
