"""The certificate says in print what was signed: the same words on the page and in the PDF, every time."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from pipelines.drafts import FileRecord
from pipelines.durable import sha256_of
from pipelines.ledger import Head
from pipelines.matter import Client, Matter
from pipelines.review.approval import MEANING, PURPOSES, REVIEWED, SOLO, Approval, Reviewer, ReviewRecord
from pipelines.review.certificate import certificates
from pipelines.review.history import Item
from pipelines.review.roster import Engagement, Person, Role, Roster
from pipelines.task import Tier

MATTER = Matter(
    Path("nowhere"), "2024-017", Client("Dara Moss", None), date(2024, 1, 5), "Moss v. Hale & Co."
)
ROSTER = Roster(
    (
        Person("paula", "Paula Lindqvist", (Role.PREPARER,), engagement=Engagement.OUTSOURCED),
        Person("quinn", "Quinn Abara", (Role.QC,)),
        Person("anna", "Anna Thorvald", (Role.ATTORNEY,), "204417", "GA", public_key="A" * 43 + "="),
    )
)
FILES = (FileRecord("chronology.docx", sha256_of(b"1"), 184_223), FileRecord("b.pdf", sha256_of(b"2"), 9))
REVIEW = ReviewRecord(
    *("quinn", Tier.MEDIUM, "serve", sha256_of(b"d"), sha256_of(b"p"), sha256_of(b"f")),
    *(312, 120, 121, 59, 4, 1, 101),
)


def approval(**changes: object) -> Approval:
    made = Approval(
        subjects=tuple((f.name, f.sha256) for f in FILES),
        matter="2024-017",
        item=Item("treatment", 2),
        submission_sha256=sha256_of(b"s"),
        rows_sha256=sha256_of(b"r"),
        template_version="1.2.0",
        template_sha256=sha256_of(b"t"),
        program="pincite 9",
        inputs=(sha256_of(b"i"), sha256_of(b"j")),
        policy_sha256=sha256_of(b"policy"),
        preparers=("gone", "paula"),
        submitter="paula",
        review=REVIEW,
        reviewer=Reviewer("anna", "Anna Thorvald", "204417", "GA", sha256_of(b"e")),
        solo=False,
        meaning=f"{MEANING} {REVIEWED[Tier.MEDIUM]} {PURPOSES['serve']}",
        time="2026-03-02T09:12:00Z",
        head=Head(57, sha256_of(b"head")),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def printed(data: bytes) -> str:
    """All text of a PDF, white space folded."""
    pdf = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())


def page(data: bytes) -> str:
    """All text of the page for the browser, white space folded."""
    body = re.sub(r"(?s)<style>.*?</style>|<[^>]+>", " ", data.decode())
    return " ".join(unescape(body).split())


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return dict(certificates(approval(), FILES, ROSTER, MATTER))


SAID = (
    "Moss v. Hale & Co. (matter 2024-017)",
    "Treatment chronology, revision 2",
    "Approved by Anna Thorvald, attorney licensed in GA (no. 204417), on March 2, 2026, at 09:12:00 UTC.",
    MEANING,
    "Prepared by gone, Paula Lindqvist (paula, vendor)",
    "Quality control by Quinn Abara (quinn)",
    "For service on another party.",
    "Medium. Every critical and every flagged row was decided",
    "Rows 312",
    "120, 59 of them drawn at random before the review",
    "Decided by the attorney 121",
    "101 of 121",
    "4 corrected, 1 withdrawn",
    "Source files 2",
    "chronology.docx 184,223",
    *(f.sha256 for f in FILES),
    *(REVIEW.decisions_sha256, REVIEW.plan_sha256, REVIEW.preflight_sha256, sha256_of(b"head")),
)


def test_both_forms_say_the_same(made: dict[str, bytes]) -> None:
    assert set(made) == {"certificate.html", "certificate.pdf"}
    for text in (page(made["certificate.html"]), printed(made["certificate.pdf"])):
        assert [words for words in SAID if words not in text] == []
        assert SOLO not in text


def test_the_same_words_give_the_same_bytes(made: dict[str, bytes]) -> None:
    assert dict(certificates(approval(), FILES, ROSTER, MATTER)) == made
    assert dict(certificates(approval(time="2026-03-02T09:12:01Z"), FILES, ROSTER, MATTER)) != made
    assert b"/CreationDate (D:20000101" in made["certificate.pdf"]


def test_a_solo_attorney_is_said_apart() -> None:
    for data in certificates(approval(solo=True, preparers=("anna",)), FILES, ROSTER, MATTER).values():
        assert SOLO in (printed(data) if data.startswith(b"%PDF") else page(data))


def test_nothing_was_changed_or_drawn() -> None:
    review = dataclasses.replace(REVIEW, corrected=0, rejected=0, sampled=0, tier=Tier.HIGH)
    data = certificates(approval(review=review), FILES, ROSTER, MATTER)["certificate.html"]
    assert "Rows changed on review None" in page(data)
    assert "Required to be decided 120 Decided" in page(data)


def test_two_hundred_files_go_on_over_pages_and_none_is_lost() -> None:
    files = tuple(
        FileRecord(f"exhibits/PX-{n} report of a long name that goes on.pdf", sha256_of(b"%d" % n), n)
        for n in range(200)
    )
    data = certificates(approval(), files, ROSTER, MATTER)["certificate.pdf"]
    pages = len(pypdfium2.PdfDocument(data))
    text = printed(data)
    assert [f.name for f in files if f.sha256 not in text] == []
    assert f"page {pages} of {pages}" in text
    assert 5 < pages < 15


def test_a_caption_of_any_length_and_script_stays_on_the_page() -> None:
    odd = dataclasses.replace(MATTER, title="שרה v. <script>alert(1)</script> " + "X" * 300)
    made = certificates(approval(), FILES, ROSTER, odd)
    assert "<script" not in made["certificate.html"].decode()
    assert "שרה" in page(made["certificate.html"])
    pdf = pypdfium2.PdfDocument(made["certificate.pdf"])
    for one in pdf:
        text = one.get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        assert max(right for _, _, right, _ in boxes) <= 612 - 60
    assert "alert(1)" in printed(made["certificate.pdf"])


def test_the_page_loads_nothing(made: dict[str, bytes]) -> None:
    text = made["certificate.html"].decode()
    assert not re.search(r"https?:|src=|href=|url\(|@import|<script|<link|on\w+=", text)
