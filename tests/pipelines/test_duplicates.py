"""A copy is a copy in any dress; papers that only look alike are not, for a dropped page loses its facts."""

from __future__ import annotations

import random
import time

from extractors.facts import DocumentFacts, Identity, PageFacts, PageKind
from extractors.pages import Document
from pipelines.duplicates import DuplicatePair, find_duplicates
from tests.made_pages import claim, digest, document, ledger, noisy, scan, therapy, visit
from tests.pipelines.made_matter import facts_of

LONG = visit(
    "03/17/2021",
    complaint="Neck and low back pain since the crash, worse in the morning, better with heat\n"
    "and rest, no numbness or tingling in the arms or legs, sleeping four hours a night.",
)


def pairs(*documents: Document) -> list[tuple[str, str, str]]:
    names = {digest(d.source.name): d.source.name for d in documents}
    return [
        (f"{names[p.original.sha256]} {p.original.page}", f"{names[p.copy.sha256]} {p.copy.page}", p.tier)
        for p in found(*documents)
    ]


def found(*documents: Document) -> tuple[DuplicatePair, ...]:
    return facts_of(*documents).duplicates


def test_the_same_text_is_a_copy() -> None:
    assert pairs(document("a.pdf", LONG), document("b.pdf", LONG)) == [("a.pdf 1", "b.pdf 1", "same text")]


def test_a_reprint_differs_only_in_its_print_line() -> None:
    again = LONG + "\nPrinted by svc on 08/14/2021 10:11 AM"
    assert pairs(document("a.pdf", LONG), document("b.pdf", again)) == [("a.pdf 1", "b.pdf 1", "reprint")]


def test_a_noisy_scan_of_the_same_paper_is_a_copy_of_the_native_page() -> None:
    assert pairs(document("z.pdf", LONG), scan("a.pdf", noisy(LONG))) == [("z.pdf 1", "a.pdf 1", "scan")]


def test_a_copy_faxed_on_is_a_copy() -> None:
    faxed = "08/14/2021 10:14 FROM: 555-555-0134 TO: 555-555-0188 P. 3/40\n" + LONG
    assert pairs(document("a.pdf", LONG), scan("b.pdf", faxed)) == [("a.pdf 1", "b.pdf 1", "scan")]


def test_several_copies_all_point_to_the_first() -> None:
    other = visit("03/24/2021")
    got = pairs(document("b.pdf", LONG), document("a.pdf", LONG, other), scan("c.pdf", noisy(LONG)))
    assert sorted(p[:2] for p in got) == [("a.pdf 1", "b.pdf 1"), ("a.pdf 1", "c.pdf 1")]


def test_claim_forms_of_other_days_are_not_copies() -> None:
    assert pairs(document("c.pdf", claim("03 17 21"), claim("03 24 21"))) == []
    assert len(pairs(document("c.pdf", claim("03 17 21"), claim("03 17 21")))) == 1


def test_daily_notes_of_other_days_are_not_copies() -> None:
    assert pairs(document("p.pdf", therapy("04/06/2021", 2), therapy("04/08/2021", 3))) == []


def test_ledgers_with_other_amounts_are_not_copies() -> None:
    one, other = (
        ledger("03/17/2021 99203 Office visit 185.00"),
        ledger("03/17/2021 99203 Office visit 195.00"),
    )
    assert pairs(document("a.pdf", one), document("b.pdf", other)) == []


def test_an_amended_note_is_not_a_copy_of_the_note_before() -> None:
    amended = LONG + "\nThis note was amended on 03/17/2021 by Ada Roe, MD."
    assert pairs(document("a.pdf", LONG), document("b.pdf", amended)) == []


def test_blank_and_nearly_empty_pages_are_not_copies_of_each_other() -> None:
    assert pairs(document("a.pdf", None, "Page 2", None, "Page 2")) == []


def test_the_order_of_arrival_changes_nothing() -> None:
    documents = [
        document("a.pdf", LONG, therapy("04/06/2021")),
        scan("b.pdf", noisy(LONG)),
        document("c.pdf", therapy("04/06/2021"), LONG),
    ]
    once = found(*documents)
    assert once
    assert all(found(*random.Random(seed).sample(documents, 3)) == once for seed in range(4))


def test_the_cost_grows_with_the_pages_not_with_their_square() -> None:
    vocabulary = [
        "neck",
        "back",
        "pain",
        "tender",
        "motion",
        "strain",
        "muscle",
        "normal",
        "reflex",
        "knee",
        "plan",
        "session",
        "worse",
        "today",
    ]
    rng = random.Random(7)

    def seconds(count: int) -> float:
        name = f"{count}.pdf"
        texts = ["\n".join(" ".join(rng.choices(vocabulary, k=10)) for _ in range(20)) for _ in range(count)]
        made = document(name, *texts)
        pages = tuple(
            PageFacts(digest(name), p.number, PageKind.NOTE, "", (), Identity((), ()), None, None, None)
            for p in made.pages
        )
        facts = DocumentFacts(digest(name), pages, (), (), (), ("client",) * count, ())
        begin = time.process_time()
        assert find_duplicates((made,), (facts,)) == ()
        return time.process_time() - begin

    # Five times the pages: 25 times the time if it were quadratic. Generous, for machines that are not quiet.
    assert seconds(1000) < max(14 * seconds(200), 4.0)


DAYS = (("02", "Neck"), ("05", "Left knee"), ("09", "Right hand"), ("12", "Low back"), ("16", "Jaw"))
PAGES = [visit(f"03/{day}/2021", complaint=f"{what} hurts since the crash.") for day, what in DAYS]


def test_a_poor_scan_is_known_by_its_place_in_the_transmission() -> None:
    faint = [noisy(p) for p in PAGES]
    faint[2] = noisy(PAGES[2], every=12).replace("03/09/2021", "0?/0?/20??")
    got = pairs(document("a.pdf", *PAGES), scan("b.pdf", *faint))
    assert ("a.pdf 3", "b.pdf 3", "scan") in got
    assert len(got) == len(PAGES)
    alone = pairs(document("a.pdf", PAGES[2]), scan("b.pdf", faint[2]))
    assert alone == []


def test_a_page_of_another_day_inside_a_transmission_is_no_copy() -> None:
    faint = [noisy(p) for p in PAGES]
    faint[2] = noisy(visit("03/10/2021", complaint="Right hand hurts since the crash."))
    got = pairs(document("a.pdf", *PAGES), scan("b.pdf", *faint))
    assert "b.pdf 3" not in [copy for _, copy, _ in got]


LETTER = "\n".join(
    [
        "QUIMBY, ROSALIND (continued) Page 2",
        "I spent most of the visit on what the study shows and on what can be done without an operation.",
        "We went through injections, a brace and therapy, and how long each of them usually takes to help.",
        "I laid out the choices again: to go on with therapy, to try injections, or to think of surgery.",
        "The patient would rather avoid injections and is afraid of an operation, and wants to think.",
        "I described the operation on a model, and why I would advise it if the hand grows any weaker.",
        "All questions were answered, and the patient will call when a decision has been made at home.",
    ]
)


def test_a_letter_that_repeats_paragraphs_of_another_is_no_copy() -> None:
    shorter = "\n".join(line for i, line in enumerate(LETTER.split("\n")) if i not in (1, 2))
    assert len(pairs(document("a.pdf", LETTER), scan("b.pdf", noisy(LETTER, every=60)))) == 1
    assert pairs(document("a.pdf", LETTER), scan("b.pdf", noisy(shorter, every=60))) == []


def test_a_diagnosis_is_no_amount() -> None:
    page = LONG + "\nZ00.00 General examination"
    misread = noisy(LONG) + "\nZ0.00 General examination"
    assert len(pairs(document("a.pdf", page), scan("b.pdf", misread))) == 1
