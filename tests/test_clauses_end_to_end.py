"""The demo contracts from folder to release: against their gold answers, by an independent reader, signed."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.contracts.clause_types import ClauseType
from pipelines.confidentiality.access import grant
from pipelines.matter_file import load_matter
from pipelines.office import add_key, add_person, open_office
from pipelines.review.history import Item
from pipelines.review.roster import Person, Role
from tests.conftest import ROOT, Pincite
from tests.pipelines.run_here import run_here
from tests.reviewing import checked, decided

DEMO = ROOT / "fixtures" / "demo_contracts"
GOLD: dict[str, Any] = json.loads((DEMO / "gold.json").read_text(encoding="utf-8"))
WORDS: dict[str, list[str]] = json.loads(gzip.decompress((DEMO / "page_text.json.gz").read_bytes()))
DOCUMENTS = {d["file"]: d for d in GOLD["documents"]}
SCAN = next(name for name, d in DOCUMENTS.items() if d["layer"] == "none")
SUPPLY, AMENDMENT = next((d["amends"], d["file"]) for d in GOLD["documents"] if d["amends"])
DRAFT_OF_SERVICES = next(name for name, d in DOCUMENTS.items() if d["flags"])
SECRET = "correct horse battery staple"

Json = dict[str, Any]


@pytest.fixture(scope="module")
def out(served: Pincite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contracts drafted in one command, for a client who has no birth date. Not to be changed."""
    folder = tmp_path_factory.mktemp("contracts")
    files = DEMO / "files"
    done = served("run", "clauses", files, "--client", GOLD["client"], "--out", folder, "--preparer", "pat")
    assert done.returncode == 0, done.stderr
    assert "awaiting attorney review" in done.stdout
    return folder


@pytest.fixture(scope="module")
def told(out: Path) -> Json:
    loaded: Json = json.loads((out / "draft-clauses" / "clauses.json").read_bytes())
    return loaded


def of(told: Json, table: str, file: str) -> list[Json]:
    """The rows of a table that are about one file."""
    (sha256,) = {paper["sha256"] for paper in told["papers"] if paper["source"] == file}
    return [row for row in told[table] if row["sha256"] == sha256]


def citations(value: object) -> Iterator[Json]:
    """Everything anywhere that has a quote, with its source and page."""
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        for inner in value.values():
            yield from citations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from citations(inner)


def quoted(row: Json) -> str:
    return " ".join(c["quote"] for c in row["citations"])


def alike(one: str, other: str) -> bool:
    """CUAD's measure of the same passage: they share half of their words; or the one lies in the other."""
    a, b = (set(re.sub(r"[.,;:]", "", text.lower()).split()) for text in (one, other))
    return squeezed(other) in squeezed(one) or len(a & b) >= 0.5 * len(a | b)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_page_has_exactly_one_line_in_the_page_ledger(told: Json) -> None:
    lines = Counter((p["source"], p["page"]) for p in told["pages"])
    assert lines == Counter((name, n + 1) for name, d in DOCUMENTS.items() for n in range(d["pages"]))


def test_every_quote_stands_on_the_page_it_names(told: Json) -> None:
    """Against the words that were drawn, not those that were read; a scan's are read from its pixels."""
    found = [c for c in citations(told) if c["source"] != SCAN]
    assert len(found) > 300
    pages = {(name, n): squeezed(words) for name, texts in WORDS.items() for n, words in enumerate(texts, 1)}
    # Running headers and footers of a Word file stand outside the text that was drawn.
    wrong = [c for c in found if squeezed(c["quote"]) not in pages[c["source"], c["page"]]]
    assert [c for c in wrong if not c["source"].endswith(".docx")] == []
    assert all("Wrenfield Software LLC · " in c["quote"] or c["quote"] == "Confidential" for c in wrong)


def test_each_type_is_found_in_a_contract_or_said_not_to_be(told: Json) -> None:
    for file in DOCUMENTS:
        found = {row["type"] for row in of(told, "clauses", file)}
        absent = {row["type"] for row in of(told, "not_found", file)}
        assert found | absent == set(ClauseType)
        assert not found & absent


def test_clauses_are_found_on_their_pages(told: Json) -> None:
    """A measured floor of recall; what is found is found where it stands, over a page's end too."""
    missed, wrong_page = [], []
    wanted = [(file, clause) for file, d in DOCUMENTS.items() for clause in d["clauses"]]
    for file, clause in wanted:
        rows = [r for r in of(told, "clauses", file) if r["type"] == clause["type"]]
        rows = [r for r in rows if alike(quoted(r), clause["text"])]
        if not rows:
            missed.append((file, clause["type"]))
        elif all({c["page"] for c in r["citations"]} != set(clause["pages"]) for r in rows):
            wrong_page.append((file, clause["type"]))
    assert len(missed) <= 0.3 * len(wanted), missed
    assert wrong_page == []


def test_the_amendment_follows_what_it_amends_and_both_values_are_shown(told: Json) -> None:
    order = [paper["source"] for paper in told["papers"]]
    assert order.index(SUPPLY) < order.index(AMENDMENT)
    for field in ("Expiration Date", "Governing Law"):
        values = [
            next(r["value"] for r in of(told, "abstract", file) if r["field"] == field)
            for file in (SUPPLY, AMENDMENT)
        ]
        gold = [
            next(c["value"] for c in DOCUMENTS[file]["clauses"] if c["type"] == field)
            for file in (SUPPLY, AMENDMENT)
        ]
        assert values == gold


def test_a_value_is_right_or_not_given(told: Json) -> None:
    fields = ("Agreement Date", "Effective Date", "Expiration Date", "Governing Law")
    given = []
    for file, document in DOCUMENTS.items():
        for row in of(told, "abstract", file):
            if row["field"] in fields and row["value"]:
                right = {c["value"] for c in document["clauses"] if c["type"] == row["field"]}
                given.append((file, row["field"], row["value"], row["value"] in right))
    assert len(given) >= 15
    assert [answer for answer in given if not answer[-1]] == []


def test_what_is_computed_says_from_what(told: Json) -> None:
    (row,) = (r for r in told["abstract"] if r["value"] == "2025-09-01")
    assert row["computed_from"] == ["Effective Date 2022-09-01 + 3 years"]
    assert len(row["passages"]) == 2


def test_points_of_form_are_flagged_where_they_are_and_nowhere_else(told: Json) -> None:
    def kinds(file: str) -> Counter[str]:
        return Counter(f["kind"] for f in of(told, "flags", file) if f["kind"] != "Clause type not found")

    assert kinds(SUPPLY) == {}
    assert kinds(AMENDMENT)["Dates differ"] == 0
    assert kinds(DRAFT_OF_SERVICES) >= Counter(
        {
            "Blank or placeholder": 2,
            "Dates differ": 1,
            "Defined term without definition": 1,
            "Term defined twice": 1,
            "Defined term not used": 1,
            "Reference to a section that is not there": 1,
            "Attachment not among the pages": 1,
            "Signature line without signature text": 1,
        }
    )


def test_duties_are_in_the_register_with_who_and_what_kind(told: Json) -> None:
    missed, other = [], []
    wanted = [(file, duty) for file, d in DOCUMENTS.items() for duty in d["obligations"]]
    for file, duty in wanted:
        rows = [r for r in of(told, "obligations", file) if alike(quoted(r), duty["text"])]
        kind = (duty["modality"], duty["obligor"].lower())
        if not rows:
            missed.append(duty["text"])
        elif kind not in [(r["modality"], " ".join(c["quote"] for c in r["obligor"]).lower()) for r in rows]:
            other.append(duty["text"])
    assert len(missed) <= 0.05 * len(wanted), missed
    assert len(other) <= 0.1 * len(wanted), other


def test_from_a_confirmed_date_to_a_release_with_a_calendar(served: Pincite, out: Path, told: Json) -> None:
    """Last, for it changes the office: a date confirmed, drafted again, signed, released, verified."""
    office, matter = open_office(out / "office"), out / "office" / "matters" / "matter"
    valid = (date(2025, 1, 1), date(2099, 12, 31))
    for person in (
        Person("pat", "Pat Quill", (Role.PREPARER,)),
        Person("quinn", "Quinn Hale", (Role.QC,)),
        Person("lee", "Lee Moss", (Role.ATTORNEY,), "111", "GA", *valid),
        Person("rory", "Rory Vane", (Role.RELEASER,)),
    ):
        add_person(office, person, "pat", datetime.now(UTC))
    grant(load_matter(matter), ["quinn", "lee", "rory"], "pat", datetime.now(UTC))
    key = out / "lee.key"
    add_key(office, "lee", key, SECRET, "lee", datetime.now(UTC))

    proposal = matter / "confirmed-dates.toml"
    before, line, after = proposal.read_text(encoding="utf-8").partition("date = 2026-12-31\n")
    assert after.startswith('confirmed_by = ""')
    confirmed = f'confirmed_by = "lee"\nconfirmed_on = {date.today()}'
    proposal.write_text(before + line + after.replace('confirmed_by = ""', confirmed, 1), encoding="utf-8")
    again = served("draft", "clauses", matter, "--preparer", "pat")
    assert again.returncode == 0, again.stderr
    assert "Reading 0 files; 6 were read before" in again.stderr
    drafted = json.loads((matter / "drafts/clauses/2/clauses.json").read_bytes())
    assert [r["date"] for r in drafted["dates"] if r["confirmed_by"]] == ["2026-12-31"]
    for table in ("clauses", "not_found", "abstract", "obligations", "pages"):
        assert drafted[table] == told[table], table

    asked = ("--deliverable", "clauses", "--actor")
    assert run_here("review", "submit", matter, *asked, "pat").returncode == 0
    item = Item("clauses", 2)
    checked(load_matter(matter), item, "quinn")
    assert decided(load_matter(matter), item, "lee") > 100
    approved = run_here("approve", matter, *asked, "lee", "--key", key, passphrase=SECRET)
    assert approved.returncode == 0, approved.stderr
    assert served("release", matter, *asked, "rory").returncode == 0
    released = matter / "released" / "clauses" / "2"
    verified = run_here("verify", released, "--roster", out / "office" / "roster.toml")
    assert verified.stdout.startswith("verified: clauses revision 2, signed by Lee Moss")
    calendar = (released / "clauses.ics").read_text(encoding="utf-8")
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261231" in calendar
    assert "DRAFT" not in calendar
