"""Load-file volumes: papers joined, copies in text put apart, what is missing and what is unnamed told."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from PIL import Image

from extractors.errors import UsageError
from extractors.sniffing import LOAD_DAT
from pipelines.discovery.received_bates import received
from pipelines.discovery.volume_listing import read_listing
from pipelines.discovery.volumes import arrange, lines, volumes
from pipelines.exhibits.load_files import OptPage, write_dat, write_opt
from tests.pipelines.discovery.made_volumes import Stood, picture, volume

PAPERS = [
    "VOL001/IMAGES/001/QX000001-003.tif",
    "VOL001/IMAGES/001/QX000004.tif",
    "VOL001/IMAGES/001/QX000005-006.tif",
]


@pytest.fixture
def stood(tmp_path: Path) -> Stood:
    return Stood(tmp_path / "matter")


def set_asides(stood: Stood) -> list[tuple[str, str, str]]:
    return [(a.file, a.reason, a.detail) for a in stood.store.set_asides()]


def test_a_volume_becomes_its_papers(stood: Stood) -> None:
    digests = stood.put(volume())
    (made,) = arrange(stood.matter, stood.store)
    assert stood.names() == PAPERS
    assert (made.folder, len(made.papers), made.missing, made.unnamed, made.apart) == (
        "VOL001",
        3,
        (),
        (),
        (),
    )
    roles = stood.roles()
    assert roles["VOL001/DATA/VOL001.dat"] == roles["VOL001/DATA/VOL001.opt"] == "load file"
    assert roles["VOL001/IMAGES/001/QX000002.tif"] == "page"
    assert roles["VOL001/TEXT/QX000004.txt"] == "text"
    stated = {s.range.text: s.sha256 for s in received(stood.store)}
    assert sorted(stated) == ["QX000001-003", "QX000004", "QX000005-006"]
    assert stated["QX000004"] == digests["VOL001/IMAGES/001/QX000004.tif"]
    with Image.open(stood.matter.sources / stated["QX000001-003"]) as joined:
        assert joined.n_frames == 3  # type: ignore[attr-defined]
    for sha256 in digests.values():
        assert (stood.matter.sources / sha256).exists(), "originals stay"


def _records(*rows: tuple[str, str, str]) -> bytes:
    keys = ("BEGBATES", "NATIVEPATH", "TEXTPATH")
    return write_dat([dict(zip(keys, row, strict=True)) for row in rows])


def test_a_record_that_is_named_as_text_is_not_put_away(stood: Stood) -> None:
    """Only plain text can be the text of another paper: else a load file could hide a chart."""
    stood.put(
        {
            "V/cover.txt": b"A cover sheet.\n",
            "V/chart.pdf": b"%PDF-1.7\n%%EOF\n",
            "V/load.dat": _records(("QX1", "cover.txt", "chart.pdf")),
        }
    )
    arrange(stood.matter, stood.store)
    assert stood.names() == ["V/chart.pdf", "V/cover.txt"]


@pytest.mark.parametrize("other", [("QX2", "note.txt", ""), ("QX2", "", "note.txt")])
def test_the_text_of_one_paper_that_is_another_paper_stands(
    stood: Stood, other: tuple[str, str, str]
) -> None:
    stood.put(
        {
            "V/cover.txt": b"A cover sheet.\n",
            "V/note.txt": b"A visit.\n",
            "V/load.dat": _records(("QX1", "cover.txt", "note.txt"), other),
        }
    )
    arrange(stood.matter, stood.store)
    assert stood.names() == ["V/cover.txt", "V/note.txt"]


@pytest.mark.parametrize(
    "path", ["../../secret.txt", "..\\..\\secret.txt", "/etc/../secret.txt", "V/../../secret.txt"]
)
def test_a_path_that_leads_out_of_the_volume_leads_nowhere(stood: Stood, path: str) -> None:
    stood.put(
        {
            "secret.txt": b"Another paper.\n",
            "V/cover.txt": b"A cover sheet.\n",
            "V/load.dat": _records(("QX1", "cover.txt", path)),
        }
    )
    (made,) = arrange(stood.matter, stood.store)
    assert stood.names() == ["V/cover.txt", "secret.txt"]
    assert [m.path for m in made.missing] == [path]


def test_a_volume_in_a_zip_or_deep_in_folders(stood: Stood) -> None:
    stood.put({f"March/delivery.zip/{name}": data for name, data in volume().items()})
    (made,) = arrange(stood.matter, stood.store)
    assert made.folder == "March/delivery.zip/VOL001"
    assert stood.names() == [f"March/delivery.zip/{name}" for name in PAPERS]


def test_a_volume_whose_own_folder_was_left_out(stood: Stood) -> None:
    stood.put({f"sent/{name.removeprefix('VOL001/')}": data for name, data in volume().items()})
    (made,) = arrange(stood.matter, stood.store)
    assert made.missing == ()
    assert len(stood.names()) == 3


def test_any_order_of_arrival_ends_in_the_same(tmp_path: Path) -> None:
    files = {**volume(), **volume("VOL002", ((7, 9),)), "notes.txt": b"A letter.\n"}
    batch = Stood(tmp_path / "batch")
    batch.put(files)
    arrange(batch.matter, batch.store)
    for seed in range(6):
        order = sorted(files)
        random.Random(seed).shuffle(order)
        bits = Stood(tmp_path / f"bits{seed}")
        for name in order:
            bits.put({name: files[name]})
            if seed % 2 or name == order[-1]:
                arrange(bits.matter, bits.store)
        assert (bits.names(), bits.roles()) == (batch.names(), batch.roles())
        assert received(bits.store) == received(batch.store)
        assert set_asides(bits) == set_asides(batch)
    arrange(batch.matter, batch.store)
    assert (bits.names(), bits.roles()) == (batch.names(), batch.roles())


def test_a_missing_page_is_told_and_the_others_stay_together(stood: Stood) -> None:
    files = volume()
    del files["VOL001/IMAGES/001/QX000002.tif"]
    stood.put(files)
    (made,) = arrange(stood.matter, stood.store)
    assert [m.path for m in made.missing] == [".\\VOL001\\IMAGES\\001\\QX000002.TIF"]
    # The extracted text holds the page that is missing, so it is no mere copy.
    assert "VOL001/TEXT/QX000001.txt" in stood.names()
    assert "VOL001/TEXT/QX000005.txt" not in stood.names()
    assert set_asides(stood) == [
        (
            "VOL001/DATA/VOL001.opt",
            "incomplete",
            "It names 1 file not received: .\\VOL001\\IMAGES\\001\\QX000002.TIF.",
        )
    ]
    stood.put(volume())
    arrange(stood.matter, stood.store)
    assert (stood.names(), set_asides(stood)) == (PAPERS, [])


def test_what_no_load_file_names_is_told_and_stays_a_paper(stood: Stood) -> None:
    stray = {"VOL001/IMAGES/001/QX000099.tif": picture("stray"), "letter.txt": b"A letter.\n"}
    stood.put({**volume(), **stray})
    (made,) = arrange(stood.matter, stood.store)
    assert made.unnamed == ("VOL001/IMAGES/001/QX000099.tif",)
    assert set(stray) <= set(stood.names())
    assert [line for line in lines((made,)) if "QX000099" in line] == [
        "  VOL001/IMAGES/001/QX000099.tif lies there and is named by no load file"
    ]


def test_a_torn_load_file_is_set_aside_with_its_line_and_its_files_stand_as_they_came(stood: Stood) -> None:
    files = volume()
    files["VOL001/DATA/VOL001.dat"] = files["VOL001/DATA/VOL001.dat"][:-30]
    files["VOL001/DATA/VOL001.opt"] = files["VOL001/DATA/VOL001.opt"].replace(b",Y,,,2", b",Y,,,3")
    stood.put(files)
    arrange(stood.matter, stood.store)
    told = set_asides(stood)
    assert [(file, reason) for file, reason, _ in told] == [
        ("VOL001/DATA/VOL001.dat", "damaged"),
        ("VOL001/DATA/VOL001.opt", "damaged"),
    ]
    assert "VOL001.dat line 4" in told[0][2]
    assert "VOL001.opt line 5" in told[1][2]
    assert "VOL001/IMAGES/001/QX000001.tif" in stood.names()
    stood.put(volume())
    # Its sound copy at the same place takes its stead: the torn one lost its name when it was replaced.
    with stood.store.database.writing() as run:
        for name in ("VOL001/DATA/VOL001.dat", "VOL001/DATA/VOL001.opt"):
            run(
                "DELETE FROM names WHERE name = ? AND sha256 = ?",
                (name, hashlib.sha256(files[name]).hexdigest()),
            )
    arrange(stood.matter, stood.store)
    assert (stood.names(), set_asides(stood)) == (PAPERS, [])


def test_colour_pages_among_black_and_white_ones(stood: Stood) -> None:
    files = volume()
    colour = "VOL001/IMAGES/001/QX000002.jpg"
    del files["VOL001/IMAGES/001/QX000002.tif"]
    files[colour] = picture("in colour", "JPEG")
    opt = files["VOL001/DATA/VOL001.opt"]
    files["VOL001/DATA/VOL001.opt"] = opt.replace(b"QX000002.TIF", b"QX000002.JPG")
    stood.put(files)
    arrange(stood.matter, stood.store)
    assert stood.names() == PAPERS


def test_pages_that_cannot_be_joined_stay_apart_and_are_told(stood: Stood) -> None:
    pages = [
        OptPage("QX1", "V", "a/QX1.png", True, pages=2),
        OptPage("QX2", "V", "a/QX2.png"),
    ]
    files = {
        "v/v.opt": write_opt(pages),
        "v/a/QX1.png": picture("1", "PNG"),
        "v/a/QX2.png": picture("2", "PNG"),
    }
    stood.put(files)
    (made,) = arrange(stood.matter, stood.store)
    assert made.apart == (("QX1", "its pages are of the kind image/png, which are not joined"),)
    assert stood.names() == ["v/a/QX1.png", "v/a/QX2.png"]
    assert "  QX1: its pages are not joined" in lines(volumes(stood.matter, stood.store))
    assert [s.range.text for s in received(stood.store)] == ["QX1", "QX2"]


def test_pages_that_differ_in_their_notes_only_make_one_paper_of_two_names(stood: Stood) -> None:
    files = volume(papers=((1, 2),))
    again = {
        name.replace("VOL001", "VOL002"): data.replace(b"VOL001", b"VOL002")
        if "DATA" in name
        else data + b"  "
        for name, data in files.items()
    }
    stood.put({**files, **again})
    arrange(stood.matter, stood.store)
    arrange(stood.matter, stood.store)
    with stood.store.database.reading() as run:
        papers = run("SELECT DISTINCT pages, paper FROM joined").fetchall()
        names = run("SELECT name FROM names WHERE sha256 = ?", (papers[0][1],)).fetchall()
    assert (len(papers), len({paper for _, paper in papers}), len(names)) == (2, 1, 2)


def test_a_file_of_all_pages_is_the_paper_itself(stood: Stood) -> None:
    pages = [
        OptPage("QX000001", "V", "a/QX000001.pdf", True, pages=2),
        OptPage("QX000002", "V", "a/QX000001.pdf"),
    ]
    stood.put(
        {"v/v.opt": write_opt(pages), "v/a/QX000001.pdf": b"%PDF-1.4\n", "v/TEXT/qx000001.txt": b"Words.\n"}
    )
    arrange(stood.matter, stood.store)
    assert stood.names() == ["v/a/QX000001.pdf"]
    assert [s.range.text for s in received(stood.store)] == ["QX000001-002"]


def test_natives_and_their_texts_by_a_dat_alone(stood: Stood) -> None:
    rows = [
        {"Begin Bates": "QX-0001", "End Bates": "QX-0004", "Native Link": "D:\\out\\NATIVES\\QX-0001.pdf",
         "Extracted Text": "D:\\out\\TEXT\\QX-0001.txt"},
        {"Begin Bates": "QX-0005", "End Bates": "QX-0005", "Native Link": "D:\\out\\NATIVES\\QX-0005.xls",
         "Extracted Text": "D:\\out\\TEXT\\QX-0005.txt"},
        {"Begin Bates": "QX-0006", "End Bates": "QX-0006", "Native Link": "",
         "Extracted Text": "The words themselves."},
    ]  # fmt: skip
    stood.put(
        {
            "p/load.dat": write_dat(rows),
            "p/NATIVES/QX-0001.pdf": b"%PDF-1.4\n",
            "p/TEXT/QX-0001.txt": b"One.\n",
            "p/TEXT/QX-0005.txt": b"Five.\n",
        }
    )
    (made,) = arrange(stood.matter, stood.store)
    # The workbook did not come: its text is all there is of it, and stands.
    assert stood.names() == ["p/NATIVES/QX-0001.pdf", "p/TEXT/QX-0005.txt"]
    assert [m.path for m in made.missing] == ["D:\\out\\NATIVES\\QX-0005.xls"]
    assert [s.range.text for s in received(stood.store)] == ["QX-0001-004", "QX-0005"]


def test_a_page_that_lies_elsewhere_too_is_still_a_paper_of_its_own(stood: Stood) -> None:
    files = volume()
    files["sent again/page 2.tif"] = files["VOL001/IMAGES/001/QX000002.tif"]
    stood.put(files)
    arrange(stood.matter, stood.store)
    assert "sent again/page 2.tif" in stood.names()


def test_two_files_of_one_name_are_not_chosen_between(stood: Stood) -> None:
    stood.put(volume())
    stood.put({"VOL001/IMAGES/001/QX000002.tif": picture("another")})
    (made,) = arrange(stood.matter, stood.store)
    assert [(m.path, m.several) for m in made.missing] == [(".\\VOL001\\IMAGES\\001\\QX000002.TIF", True)]
    assert "of which two differ" in set_asides(stood)[0][2]


def test_a_matter_without_load_files_is_left_alone(stood: Stood) -> None:
    stood.put({"QX000001.txt": b"A note.\n", "QX000001.tif": picture("x")})
    assert arrange(stood.matter, stood.store) == ()
    assert (stood.names(), stood.roles()) == (["QX000001.tif", "QX000001.txt"], {})


def test_the_volumes_can_be_asked_for_without_a_change(stood: Stood) -> None:
    stood.put(volume())
    assert len(volumes(stood.matter, stood.store)) == 1
    assert stood.roles() == {}


def test_a_dat_whose_rows_name_no_paper() -> None:
    data = write_dat([{"CUSTODIAN": "Records", "TEXTPATH": "a.txt"}])
    with pytest.raises(UsageError, match=r"list\.dat has no column of first Bates numbers"):
        read_listing(data, LOAD_DAT, "p/list.dat")


def test_a_path_that_leads_out_is_not_followed(stood: Stood) -> None:
    pages = [OptPage("QX1", "V", "..\\..\\..\\etc\\QX1.tif", True)]
    stood.put({"v/v.opt": write_opt(pages), "etc/QX1.tif": picture("1")})
    (made,) = arrange(stood.matter, stood.store)
    assert len(made.missing) == 1
