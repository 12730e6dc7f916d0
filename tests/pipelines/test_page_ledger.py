"""Every page has exactly one disposition, whatever the file holds and in whatever order it arrives."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import AccountingError
from extractors.pages import Document, Layer, Page
from pipelines.citing import citer
from pipelines.page_ledger import page_ledger
from pipelines.rows_json import canonical_bytes, chronology_to_json
from tests.made_pages import (
    STAY,
    STAY_CHART,
    STAY_DAY,
    STRANGER,
    claim,
    digest,
    document,
    ledger,
    noisy,
    scan,
    therapy,
    visit,
)
from tests.pipelines.made_matter import dispositions, draft, facts_of

TEXTS: tuple[str | None, ...] = (
    visit("03/17/2021"),
    visit("03/24/2021", provider="Tobin Marsh, DC", facility="Coastal Chiropractic Center"),
    therapy("04/06/2021", 2),
    therapy("04/08/2021", 3),
    STAY,
    STAY_DAY,
    STAY_CHART,
    STRANGER,
    ledger("03/17/2021 99203 Office visit 185.00", "05/20/2021 99213 Office visit 125.00"),
    claim("03 17 21"),
    "FAX\nTO: Roe Law FROM: Bay Clinic\nPAGES: 40 incl. cover\nconfidential",
    "PHYSICAL EXAMINATION: Tender over the neck.\nASSESSMENT: Cervical strain.\nPLAN: Therapy for six weeks.",
    "The weather on the coast was fair and the road to the harbour was dry that morning.",
    None,
)

PAGES = st.lists(st.sampled_from(TEXTS), max_size=6)
"""Any selection: pages dropped, repeated, shuffled, blanks between."""
BUNDLES = st.lists(st.tuples(PAGES, st.booleans()), min_size=1, max_size=3)


def bundle(made: list[tuple[list[str | None], bool]]) -> list[Document]:
    return [
        scan(f"{i}.pdf", *(t if t is None else noisy(t) for t in texts))
        if scanned
        else document(f"{i}.pdf", *texts)
        for i, (texts, scanned) in enumerate(made)
    ]


@given(BUNDLES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_entries_equal_pages_and_no_order_of_arrival_changes_a_byte(
    made: list[tuple[list[str | None], bool]], rng: random.Random
) -> None:
    documents = bundle(made)
    chronology = draft(*documents)
    expected = sorted((d.source.name, p.number) for d in documents for p in d.pages)
    assert sorted((e.source, e.page) for e in chronology.pages) == expected
    assert set(Counter((e.sha256, e.page) for e in chronology.pages).values()) <= {1}
    assert all(e.disposition for e in chronology.pages)
    shuffled = list(documents)
    rng.shuffle(shuffled)
    assert canonical_bytes(chronology_to_json(draft(*shuffled))) == canonical_bytes(
        chronology_to_json(chronology)
    )


@given(PAGES)
@settings(max_examples=25, deadline=None)
def test_the_counts_of_the_statistics_are_those_of_the_ledger(texts: list[str | None]) -> None:
    chronology = draft(document("a.pdf", *texts))
    stats = dict(chronology.stats)
    counted = sum(
        int(n) for key, n in stats.items() if key.startswith("pages_") and not key.startswith("pages_layer_")
    )
    assert stats["pages"] == counted == len(texts) == len(chronology.pages)
    assert stats["rows"] == len(chronology.rows)


def test_each_sort_of_page_goes_where_it_belongs() -> None:
    unread = Page(digest("u.pdf"), 1, 612, 792, "", (), Layer.NONE, None, ("could not be read",))
    broken = Document(document("u.pdf", "x").source, (unread,))
    chronology = draft(
        document("a.pdf", TEXTS[0], None, STRANGER, TEXTS[8], TEXTS[10], TEXTS[11], TEXTS[12]),
        document("b.pdf", TEXTS[0]),
        broken,
    )
    assert dispositions(chronology) == [
        ("a.pdf", 1, "cited"),
        ("a.pdf", 2, "blank"),
        ("a.pdf", 3, "excluded"),
        ("a.pdf", 4, "cited"),
        ("a.pdf", 5, "excluded"),
        ("a.pdf", 6, "needs review"),
        ("a.pdf", 7, "needs review"),
        ("b.pdf", 1, "duplicate of"),
        ("u.pdf", 1, "no readable text"),
    ]
    assert chronology.pages[7].reason == "a.pdf, p. 1"
    assert all(e.reason for e in chronology.pages if e.disposition in ("excluded", "needs review"))


def test_a_ledger_that_does_not_sum_is_refused() -> None:
    one = document("a.pdf", visit("03/17/2021"))
    facts = facts_of(one, Document(one.source, one.pages))
    with pytest.raises(AccountingError):
        page_ledger(facts, set(), citer(facts))


def test_a_matter_without_pages_is_an_empty_chronology() -> None:
    chronology = draft()
    assert (chronology.rows, chronology.pages, chronology.findings) == ((), (), ())
