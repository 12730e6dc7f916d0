"""The log of what was received: what is counted, what is left open, and the files made of it."""

from __future__ import annotations

import csv
import io
import subprocess
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipelines.discovery.arrivals import Change
from pipelines.discovery.descriptions import PERSON, note
from pipelines.discovery.received_log import joined_ranges, received_log
from pipelines.discovery.received_log_files import COLUMNS, received_log_csv, received_log_xlsx
from pipelines.discovery.withdrawn import block
from pipelines.durable import sha256_of
from pipelines.exhibits.bates_numbers import BatesRange
from pipelines.exhibits.xlsx_rows import xlsx_rows
from pipelines.matter import Matter
from pipelines.rows import SetAside
from pipelines.store import Store
from tests.pipelines.discovery.made_arrivals import arrive, made_matter
from tests.pipelines.made_office import NOW
from tests.pipelines.run_here import run_here

ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return made_matter(tmp_path)[1]


def read(store: Store, data: bytes, pages: int, *numbers: tuple[int, int]) -> str:
    """A source that was read, with the ranges of numbers printed on it."""
    sha256 = sha256_of(data)
    with store.database.writing() as run:
        run("INSERT OR IGNORE INTO sources VALUES (?, 'application/pdf', ?)", (sha256, len(data)))
        run("INSERT INTO documents VALUES (?, 'readers 1', ?, x'')", (sha256, pages))
        for first, last in numbers:
            row = (sha256, "ABC", "-", 6, first, last, "printed", "p. 1")
            run("INSERT INTO bates_received VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return sha256


def test_a_line_counts_what_came_and_what_was_read_of_it(matter: Matter) -> None:
    with Store.open(matter) as store:
        arrive(store, "VOL001", ("VOL001/a.pdf", b"a", Change.NEW), ("VOL001/b.pdf", b"b", Change.NEW))
        arrive(
            store,
            "VOL002",
            ("VOL002/a again.pdf", b"a", Change.SAME),
            ("VOL002/c.pdf", b"c", Change.REPLACED),
            ("VOL002/d.pdf", b"d", Change.NEW),
            ("VOL002/b.pdf", b"b", Change.MOVED),
            day=3,
        )
        read(store, b"a", 10)
        read(store, b"b", 5)
        read(store, b"c", 2)
        aside = SetAside("VOL002/d.pdf", sha256_of(b"d"), "reading", "encrypted", "It is locked.", "Ask.")
        store.set_aside(aside)
        block(store, sha256_of(b"b"), "clawback.csv line 2")
        first, second = received_log(store)
    assert (first.documents, first.pages, first.set_aside) == (2, 15, 0)
    assert (second.documents, second.pages, second.set_aside) == (2, 12, 1)
    assert (first.withdrawn, second.withdrawn) == (1, 0)
    assert (second.count(Change.NEW), second.count(Change.SAME, Change.REPLACED)) == (1, 2)
    assert (second.name, second.received) == ("VOL002", "2026-03-05T09:00:00Z")


def test_the_digest_of_a_delivery_can_be_taken_with_the_systems_own_tools(matter: Matter) -> None:
    files = {"VOL001/b.pdf": b"b", "VOL001/Ä sub/a.pdf": b"a", "VOL001/z.pdf": b"a"}
    for path, data in files.items():
        (matter.uploads / path).parent.mkdir(parents=True, exist_ok=True)
        (matter.uploads / path).write_bytes(data)
    command = "find VOL001 -type f | LC_ALL=C sort | tr '\\n' '\\0' | xargs -0 sha256sum | sha256sum"
    said = subprocess.run(
        ["sh", "-c", command], cwd=matter.uploads, capture_output=True, text=True, check=True
    )
    with Store.open(matter) as store:
        arrive(store, "VOL001", *((path, data, Change.NEW) for path, data in files.items()))
        arrive(store, "VOL001", ("VOL001/b.pdf", b"b", Change.REMOVED))
        log = received_log(store)
    assert [line.sha256 for line in log] == [said.stdout.split()[0], ""]


def test_what_was_unpacked_counts_with_its_archive_and_joined_pages_as_one_paper(matter: Matter) -> None:
    with Store.open(matter) as store:
        arrive(store, "late.zip", ("late.zip", b"zip", Change.NEW))
        inside, page = read(store, b"inside", 7, (1, 7)), read(store, b"page image", 1)
        paper, load_file = read(store, b"joined paper", 3, (8, 10)), read(store, b"load file", 9)
        former = read(store, b"former paper", 2)
        with store.database.writing() as run:
            for member in (inside, page, load_file):
                run("INSERT INTO brought SELECT id, ? FROM arrivals", (member,))
            run("INSERT INTO parts VALUES (?, 'page', ?)", (page, paper))
            run("INSERT INTO parts VALUES (?, 'load-file', '')", (load_file,))
            for made, of in ((paper, "all pages"), (former, "the pages that came first")):
                run("INSERT INTO joined (pages, number, page, paper) VALUES (?, 1, ?, ?)", (of, page, made))
            run("INSERT INTO parts VALUES (?, 'former', '')", (former,))
        (line,) = received_log(store)
    assert (line.count(Change.NEW), line.documents, line.pages) == (1, 2, 10)
    assert [r.text for r in line.bates] == ["ABC-000001-010"]


def test_numbers_that_do_not_follow_each_other_stay_apart(matter: Matter) -> None:
    with Store.open(matter) as store:
        arrive(store, "x", ("x/1", b"1", Change.NEW), ("x/2", b"2", Change.NEW))
        read(store, b"1", 3, (1, 3), (9, 9))
        read(store, b"2", 3, (4, 6), (3, 5))
        (line,) = received_log(store)
    assert [(r.begin, r.end) for r in line.bates] == [
        ("ABC-000001", "ABC-000006"),
        ("ABC-000009", "ABC-000009"),
    ]


def test_ranges_are_joined_within_their_series_only() -> None:
    def of(prefix: str, first: int, last: int) -> BatesRange:
        return BatesRange(prefix, "", 4, first, last)

    found = joined_ranges([of("B", 4, 5), of("A", 1, 9), of("a", 3, 4), of("B", 1, 3), of("A", 11, 12)])
    assert [(r.series, r.first, r.last) for r in found] == [("a", 1, 9), ("a", 11, 12), ("b", 1, 5)]


def test_what_was_read_again_by_later_readers_counts_once(matter: Matter) -> None:
    with Store.open(matter) as store:
        arrive(store, "x", ("x/1", b"1", Change.NEW))
        sha256 = read(store, b"1", 3)
        with store.database.writing() as run:
            run("INSERT INTO documents VALUES (?, 'readers 2', 4, x'')", (sha256,))
        (line,) = received_log(store)
    assert (line.documents, line.pages) == (1, 4)


def of_three(store: Store) -> None:
    one = arrive(store, "VOL001", ("VOL001/a.pdf", b"a", Change.NEW))
    with store.database.writing() as run:
        note(run, one, {"from": "=HYPERLINK(1)", "media": "DVD", "comments": "x" * 300}, PERSON)
    arrive(store, "late.zip", ("late.zip", b"z", Change.NEW), day=8)
    arrive(store, "VOL001", ("VOL001/a.pdf", b"a", Change.REMOVED), day=9)
    read(store, b"a", 3, (1, 1), (3, 3))


def test_the_log_as_csv(matter: Matter) -> None:
    with Store.open(matter) as store:
        of_three(store)
        data = received_log_csv(received_log(store), ZONE)
        assert data == received_log_csv(received_log(store), ZONE)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["From"] == "'=HYPERLINK(1)"
    assert (rows[0]["Bates begin"], rows[0]["Bates end"]) == ("ABC-000001; ABC-000003",) * 2
    assert [row["Received"] for row in rows] == [
        "2026-03-02 04:00 EST",
        "2026-03-10 05:00 EDT",
        "2026-03-11 05:00 EDT",
    ]
    assert [(row["Files"], row["Gone"]) for row in rows] == [("1", "0"), ("1", "0"), ("0", "1")]


def test_the_log_as_a_workbook(matter: Matter, tmp_path: Path) -> None:
    with Store.open(matter) as store:
        of_three(store)
        lines = received_log(store)
    made = [received_log_xlsx(lines, "2024-017", "Rosalind Quimby", ZONE) for _ in range(2)]
    assert made[0] == made[1]
    (tmp_path / "log.xlsx").write_bytes(made[0])
    banner, headings, *rows = (row.cells for row in xlsx_rows(tmp_path / "log.xlsx"))
    assert banner[0] == "Production log: Received · Rosalind Quimby · 2024-017"
    assert set(headings) == set(COLUMNS)
    cell = dict(zip(headings, rows[0], strict=False))
    assert (cell["From"], cell["Pages"], cell["Media"]) == ("=HYPERLINK(1)", "3", "DVD")
    assert len(rows) == 3


def test_the_commands(matter: Matter, tmp_path: Path) -> None:
    empty = run_here("discovery", "log", matter.folder)
    assert (empty.returncode, empty.stdout) == (0, "Nothing has arrived yet.\n")
    with Store.open(matter) as store:
        of_three(store)
    out = tmp_path / "log.csv"
    shown = run_here("discovery", "log", matter.folder, "--csv", out, "--xlsx", tmp_path / "log.xlsx")
    assert shown.returncode == 0, shown.stderr
    assert (
        "  1  2026-03-02 04:00 EST  VOL001, from =HYPERLINK(1)\n     1 file, 1 document, 3 pages\n"
        in shown.stdout
    )
    assert "     Bates ABC-000001, ABC-000003\n     on DVD\n" in shown.stdout
    assert "late.zip\n     1 file, nothing read yet\n" in shown.stdout
    assert "     0 files, 1 gone from the drop folder, 0 documents, 0 pages\n" in shown.stdout
    assert max(map(len, shown.stdout.replace(str(tmp_path), "").splitlines())) <= 88
    assert out.read_bytes().startswith(b"\xef\xbb\xbfNo.,Received,")
    told = run_here(
        *("discovery", "describe", matter.folder, "2", "--actor", "anna"),
        *("--from", "County EMS", "--request", "RFP 3", "--sent", "2026-03-09"),
    )
    assert told.returncode == 0, told.stderr
    assert "late.zip, from County EMS" in told.stdout
    assert "sent 2026-03-09, answers RFP 3" in told.stdout
    refused = run_here("discovery", "describe", matter.folder, "2", "--actor", "otto", "--media", "CD")
    assert (refused.returncode, "has no access" in refused.stderr) == (6, True)
    none = run_here("discovery", "log", matter.folder, "--csv", tmp_path / "none" / "log.csv")
    assert (none.returncode, "cannot be written" in none.stderr) == (2, True)


def test_a_delivery_of_the_evening_is_one_of_that_day(matter: Matter) -> None:
    with Store.open(matter) as store:
        arrive(store, "x", ("x/1", b"1", Change.NEW))
        with store.database.writing() as run:
            evening = (NOW + timedelta(hours=17)).strftime("%Y-%m-%dT%H:%M:%SZ")
            run("UPDATE deliveries SET received = ?", (evening,))
        (row,) = csv.DictReader(io.StringIO(received_log_csv(received_log(store), ZONE).decode("utf-8-sig")))
    assert (evening[:10], row["Received"]) == ("2026-03-03", "2026-03-02 21:00 EST")
