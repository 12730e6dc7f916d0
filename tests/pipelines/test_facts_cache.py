"""Kept facts are the facts that would be found: equal for equal papers, found anew for any other."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.document_facts import ClientFacts, read_facts
from extractors.errors import PinciteError
from extractors.facts import DocumentFacts
from extractors.pages import Box, Document, Page
from pipelines import facts_cache
from pipelines.fact_json import facts_from_json, facts_to_json
from pipelines.facts_cache import KeptFacts, made_by
from pipelines.gather import gather
from pipelines.matter import Matter
from pipelines.matter_database import MatterDatabase
from tests.made_pages import (
    INCIDENT,
    STAY,
    STAY_CHART,
    STAY_CT,
    STAY_DAY,
    STRANGER,
    UNDATED,
    WHO,
    claim,
    document,
    ledger,
    noisy,
    scan,
    therapy,
    visit,
)
from tests.pipelines import made_liability
from tests.pipelines.made_matter import CLIENT, MATTER

PAPERS = (
    document("visits.pdf", visit("03/17/2021"), therapy("03/24/2021"), None, UNDATED),
    document("stay.pdf", STAY, STAY_DAY, STAY_CHART, STAY_CT),
    document("stranger.pdf", STRANGER),
    document("bill.pdf", ledger("03/17/2021 99213 Office visit 185.00"), claim("03 17 21")),
    scan("fax.pdf", noisy(visit("03/17/2021")), confidence=0.7),
)


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return replace(MATTER, folder=tmp_path)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that were searched for facts."""
    searched: list[str] = []

    def noted(document: Document, client: ClientFacts) -> DocumentFacts:
        searched.append(document.source.name)
        return read_facts(document, client)

    monkeypatch.setattr(facts_cache, "read_facts", noted)
    return searched


def fresh(documents: Sequence[Document], who: ClientFacts = WHO) -> tuple[DocumentFacts, ...]:
    return tuple(read_facts(d, who) for d in documents)


def bodies(matter: Matter) -> list[tuple[str, str]]:
    with closing(MatterDatabase(matter.database)) as database, database.reading() as run:
        return run("SELECT sha256, made_by FROM facts ORDER BY sha256").fetchall()


@pytest.mark.parametrize("paper", [*PAPERS, *made_liability.documents()], ids=lambda d: d.source.name)
def test_facts_come_back_from_json_as_they_were(paper: Document) -> None:
    facts = read_facts(paper, WHO)
    again = facts_from_json(facts_to_json(facts), paper.source.sha256)
    assert (again, repr(again)) == (facts, repr(facts))


@pytest.mark.parametrize("damage", [None, 7, "text", [], [[]], {}])
def test_what_is_no_form_of_facts_is_refused(damage: Any) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        facts_from_json(damage, "0" * 64)


def test_a_value_of_another_type_is_refused() -> None:
    written = facts_to_json(read_facts(PAPERS[0], WHO))
    written[0][0][0] = "1"  # the first page's number
    with pytest.raises(ValueError, match="int is expected"):
        facts_from_json(written, PAPERS[0].source.sha256)


def test_papers_are_searched_once(matter: Matter, searches: list[str]) -> None:
    kept = KeptFacts(matter)
    first, second = kept(PAPERS, WHO), kept(PAPERS, WHO)
    assert first == second == fresh(PAPERS)
    assert sorted(searches) == sorted(d.source.name for d in PAPERS)


def test_only_what_is_new_is_searched(matter: Matter, searches: list[str]) -> None:
    KeptFacts(matter)(PAPERS[:3], WHO)
    searches.clear()
    assert KeptFacts(matter)(PAPERS, WHO) == fresh(PAPERS)
    assert searches == ["bill.pdf", "fax.pdf"]


def test_a_matter_is_gathered_alike_from_kept_facts(matter: Matter) -> None:
    KeptFacts(matter)(PAPERS, WHO)
    gathered = gather(PAPERS, CLIENT, INCIDENT, KeptFacts(matter))
    assert gathered == gather(PAPERS, CLIENT, INCIDENT)


def test_another_name_of_the_same_bytes_changes_no_facts(matter: Matter, searches: list[str]) -> None:
    paper = PAPERS[0]
    KeptFacts(matter)([paper], WHO)
    renamed = replace(paper, source=replace(paper.source, names=("another name.pdf",)))
    assert KeptFacts(matter)([renamed], WHO) == fresh([paper])
    assert len(searches) == 1


def changed_page(**changes: Any) -> Document:
    page = PAPERS[0].pages[0]
    return replace(PAPERS[0], pages=(replace(page, **changes), *PAPERS[0].pages[1:]))


def with_word(**changes: Any) -> Document:
    words = PAPERS[0].pages[0].words
    return changed_page(words=(replace(words[0], **changes), *words[1:]))


@pytest.mark.parametrize(
    "other",
    [
        changed_page(text=PAPERS[0].pages[0].text + " x"),
        changed_page(height=700),
        changed_page(marks=("read at 90°",)),
        changed_page(confidence=0.5),
        with_word(box=Box(1.0, 2.0, 3.0, 4.0)),
        with_word(confidence=0.5),
        replace(PAPERS[0], pages=PAPERS[0].pages[:-1]),
    ],
)
def test_pages_read_otherwise_are_searched_anew(other: Document, matter: Matter, searches: list[str]) -> None:
    KeptFacts(matter)([PAPERS[0]], WHO)
    searches.clear()
    assert KeptFacts(matter)([other], WHO) == fresh([other])
    assert len(searches) == 1
    assert len(bodies(matter)) == 1, "what was kept of the earlier reading is replaced"


@pytest.mark.parametrize(
    "who",
    [
        replace(WHO, name="Rosalind Quimby-Vale"),
        replace(WHO, aliases=("Rosie Quimby",)),
        replace(WHO, born=None),
        replace(WHO, incident=date(2021, 3, 2)),
    ],
)
def test_for_another_client_or_incident_papers_are_searched_anew(
    who: ClientFacts, matter: Matter, searches: list[str]
) -> None:
    KeptFacts(matter)([PAPERS[0]], WHO)
    searches.clear()
    assert KeptFacts(matter)([PAPERS[0]], who) == fresh([PAPERS[0]], who)
    assert len(searches) == 1


def test_what_other_code_found_is_found_anew(
    matter: Matter, searches: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    KeptFacts(matter)([PAPERS[0]], WHO)
    searches.clear()
    monkeypatch.setattr(facts_cache, "_finder", lambda: "another lexicon")
    KeptFacts(matter)([PAPERS[0]], WHO)
    assert len(searches) == 1


def test_the_finder_is_its_code_its_lexicons_and_what_it_builds_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "extractors"
    (room / "lexicons").mkdir(parents=True)
    (room / "__init__.py").write_text('"""Room."""\n')
    lexicon = room / "lexicons" / "names.toml"
    lexicon.write_text("[names]\n")
    monkeypatch.setattr("pipelines.facts_cache.extractors.__file__", str(room / "__init__.py"))

    def finder() -> str:
        facts_cache._finder.cache_clear()
        return facts_cache._finder()

    try:
        before = finder()
        assert finder() == before
        lexicon.write_text("[name5]\n")
        after = finder()
        monkeypatch.setattr(facts_cache, "version", lambda name: "0.0.1")
        assert len({before, after, finder()}) == 3
    finally:
        facts_cache._finder.cache_clear()


@pytest.mark.parametrize("body", [b"", b"no zlib", zlib.compress(b"{}"), zlib.compress(b"[[[1]]]")])
def test_a_torn_entry_is_found_anew_and_replaced(body: bytes, matter: Matter, searches: list[str]) -> None:
    paper = PAPERS[1]
    KeptFacts(matter)([paper], WHO)
    with closing(MatterDatabase(matter.database)) as database, database.writing() as run:
        run("UPDATE facts SET body = ?", (body,))
    searches.clear()
    assert KeptFacts(matter)([paper], WHO) == fresh([paper])
    assert KeptFacts(matter)([paper], WHO) == fresh([paper])
    assert searches == [paper.source.name]


def test_facts_that_do_not_come_back_equal_are_not_kept(
    matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_another_source(document: Document, client: ClientFacts) -> DocumentFacts:
        return replace(read_facts(document, client), sha256="f" * 64)

    monkeypatch.setattr(facts_cache, "read_facts", of_another_source)
    (facts,) = KeptFacts(matter)([PAPERS[0]], WHO)
    assert facts.sha256 == "f" * 64
    assert bodies(matter) == []


def test_pages_in_any_state_have_a_digest() -> None:
    bare = Document(PAPERS[0].source, (Page(PAPERS[0].source.sha256, 1, 612, 792, ""),))
    assert len(made_by(bare, WHO)) == 64
    assert made_by(bare, WHO) != made_by(replace(bare, pages=()), WHO)


def test_a_database_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    with pytest.raises(PinciteError, match="cannot be used"):
        KeptFacts(replace(MATTER, folder=tmp_path / "nowhere"))([PAPERS[0]], WHO)
