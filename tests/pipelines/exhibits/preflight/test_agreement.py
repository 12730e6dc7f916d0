"""Caption, labels, rows, files and citations: whatever differs fails its check and names the exhibit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.exhibits.exhibit_set import Outcome
from pipelines.exhibits.preflight.agreement import designation_key
from pipelines.exhibits.preflight.finished import FinishedPage
from pipelines.rows import MatterCaption
from tests.pipelines.exhibits.preflight.made_filing import CAPTION, KNOWN, LABELS, ROWS, Made, made


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("filing"))


@pytest.mark.parametrize("key", ["court", "caption", "short_caption", "case_number"])
def test_a_caption_that_lacks_something_fails(clean: Made, key: str) -> None:
    assert replace(clean, filing=replace(CAPTION, **{key: ""})).failing()["caption"].outcome is Outcome.FAIL


def test_a_petition_has_no_case_number_yet(clean: Made) -> None:
    petition = replace(CAPTION, case_number="", layout="immigration")
    assert "caption" not in replace(clean, filing=petition).failing()


def test_a_short_caption_of_other_parties_fails(clean: Made) -> None:
    other = replace(CAPTION, short_caption="Moen v. Delmar Rail")
    assert "caption" in replace(clean, filing=other).failing()


@pytest.mark.parametrize(
    ("title", "client", "agrees"),
    [
        ("Moen v. Ardent Freight", "Hanna Moen", True),
        ("Moen v. Delmar Rail", "Hanna Moen", False),
        ("", "Hanna Moen", True),
        ("", "Otto Lindqvist", False),
        ("File 417", "H. Moen", True),
    ],
)
def test_parties_are_those_of_the_matter(clean: Made, title: str, client: str, agrees: bool) -> None:
    matter = MatterCaption("moen", client, "", "", title)
    failing = replace(clean, known=replace(KNOWN, matter=matter)).failing()
    assert ("parties" not in failing) is agrees


def test_a_minor_is_named_by_initials(clean: Made) -> None:
    caption = replace(CAPTION, caption="T.L., a minor, v. Ardent Freight LLC", short_caption="T.L. v. Ardent")
    matter = MatterCaption("lind", "Tomas Lind", "", "")
    failing = replace(clean, filing=caption, known=replace(KNOWN, matter=matter)).failing()
    assert "parties" not in failing


def test_a_label_with_another_case_number_fails(clean: Made) -> None:
    failing = replace(clean, filing=replace(CAPTION, case_number="2:26-cv-00471")).failing()
    assert failing["case_number"].designation == "PX-1"


def test_a_label_with_another_exhibit_number_fails(clean: Made) -> None:
    rows = (ROWS[0], replace(ROWS[1], label_text=LABELS["PX-1"]))
    assert replace(clean, rows=rows).failing()["label_designation"].designation == "PX-2"


def test_a_number_given_twice_fails(clean: Made) -> None:
    rows = (ROWS[0], replace(ROWS[1], designation="px 001"))
    assert "designations" in replace(clean, rows=rows).failing()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("PX-7", "Ex. PX-007", True),
        ("Exhibit 12-A", "12/a", True),
        ("Exs. 3", "3", True),
        ("PX-7", "DX-7", False),
        ("1-A", "1-B", False),
        ("A", "AA", False),
    ],
)
def test_two_ways_of_writing_one_designation(one: str, other: str, same: bool) -> None:
    assert (designation_key(one) == designation_key(other)) is same


def test_pages_that_are_missing_from_the_bound_set_fail(clean: Made) -> None:
    volume = clean.files[0]
    short = replace(volume, pages=(*volume.pages[:2], FinishedPage(), volume.pages[3]))
    check = replace(clean, files=(short, *clean.files[1:])).failing()["bound"]
    assert (check.designation, check.outcome) == ("PX-1", Outcome.FAIL)


def test_pages_out_of_order_fail(clean: Made) -> None:
    volume = clean.files[0]
    turned = replace(volume, pages=(volume.pages[0], volume.pages[2], volume.pages[1], volume.pages[3]))
    assert replace(clean, files=(turned, *clean.files[1:])).failing()["bound"].designation == "PX-1"


def test_an_index_that_gives_other_pages_fails(clean: Made) -> None:
    rows = (ROWS[0], replace(ROWS[1], first_page=5, last_page=5))
    assert replace(clean, rows=rows).failing()["bound"].designation == "PX-2"


def test_pages_of_an_exhibit_outside_the_index_fail(clean: Made) -> None:
    assert "bound" in replace(clean, rows=ROWS[:1]).failing()


def test_a_held_exhibit_fails(clean: Made) -> None:
    rows = (ROWS[0], replace(ROWS[1], held="It needs a password."))
    check = replace(clean, rows=rows).failing()["held"]
    assert (check.designation, check.detail) == ("PX-2", "It needs a password.")


def _citing(filing: Made, *cited: str) -> Made:
    return replace(filing, known=replace(KNOWN, cited=cited))


def test_an_exhibit_cited_and_missing_fails(clean: Made) -> None:
    check = _citing(clean, "PX-1", "Ex. PX-9").failing()["cited"]
    assert "PX-9" in check.detail
    assert "cited" not in _citing(clean, "PX-1", "Ex. PX-002").failing()


def test_an_exhibit_cited_and_withdrawn_fails(clean: Made) -> None:
    rows = (ROWS[0], replace(ROWS[1], status="withdrawn"))
    assert _citing(replace(clean, rows=rows), "PX-2").failing()["cited"].designation == "PX-2"


def test_an_exhibit_without_a_use_fails(clean: Made) -> None:
    rows = (ROWS[0], replace(ROWS[1], purpose=""))
    assert _citing(replace(clean, rows=rows), "PX-1").failing()["uncited"].designation == "PX-2"
    assert "uncited" not in _citing(clean, "PX-1").failing()
    assert "uncited" not in replace(clean, rows=rows).failing()


def test_a_file_name_that_the_court_refuses_fails(clean: Made) -> None:
    failing = clean.asking(file_name="texas").failing()
    assert failing["file_names"].file == "PX-1.pdf"


def test_two_files_of_one_name_fail(clean: Made) -> None:
    twice = replace(clean.files[2], name="px-1.PDF")
    assert "file_names" in replace(clean, files=(*clean.files[:2], twice)).failing()
