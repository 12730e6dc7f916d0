"""What a supervising attorney must see, is seen first; what does not hold, is named instead of counted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.metrics.gathering import gather_office, turnarounds
from pipelines.metrics.status import Press, Status, status_report
from pipelines.metrics.status_page import headline, status_lines, status_page
from pipelines.office import Office
from tests.pipelines.metrics.made_ledgers import MONDAY, Told
from tests.pipelines.metrics.made_office import CLIENT, asked, held, made_office, put

NOW = MONDAY + timedelta(days=14)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return made_office(tmp_path)


def needs(status: Status) -> list[tuple[str, str]]:
    return [(n.word, n.matter) for n in status.needs]


def report(office: Office) -> Status:
    return status_report(office, office.matters(), NOW)


def test_nothing_is_wrong_with_nothing(office: Office) -> None:
    status = report(office)
    assert (status.needs, status.waiting, status.ledgers) == ((), (), ())
    assert headline(status, NOW) == "There is no matter yet."
    assert b"Nothing is in hand" in status_page(status, NOW, {}, office.policy().hours)


def test_what_is_late_and_what_is_not(office: Office) -> None:
    put(office, "2026-001", Told(now=NOW - timedelta(days=7)).draft().submit())
    put(office, "2026-002", Told(now=NOW - timedelta(hours=2)).draft().submit())
    put(office, "2026-003", Told(now=NOW - timedelta(hours=2)).draft())
    status = report(office)
    assert needs(status) == [("Late", "2026-001")]
    assert status.needs[0].text == "Due 2026-03-12, late by 2 business days."
    assert [(w.matter.slug, w.due is None) for w in status.waiting] == [
        ("2026-001", False),
        ("2026-002", False),
        ("2026-003", True),
    ]
    assert headline(status, NOW).startswith("1 thing needs you now. 3 items wait for somebody, 1 late;")


def test_questions_and_escalations(office: Office) -> None:
    recent = NOW - timedelta(hours=3)
    put(office, "2026-001", asked(Told(now=recent).draft().submit()))
    put(office, "2026-002", asked(Told(now=recent).draft().submit(), due="2026-04-01T00:00:00Z"))
    put(office, "2026-003", held(Told(now=recent).draft().submit(), due="2026-04-01T00:00:00Z"))
    status = report(office)
    assert needs(status) == [("Escalated", "2026-003"), ("Unanswered", "2026-001")]
    assert "clock" not in status.needs[0].text
    assert "to Anna <Thorvald> is past its clock (2026-03-10)" in status.needs[1].text
    assert [(m, q.id) for m, q in status.questions] == [
        ("2026-001", "E1"),
        ("2026-002", "E1"),
        ("2026-003", "E1"),
    ]


def test_a_held_item_whose_clock_ran_out(office: Office) -> None:
    put(office, "2026-001", held(Told(now=NOW - timedelta(hours=3)).draft().submit()))
    (need,) = report(office).needs
    assert (need.word, "its clock has run out" in need.text) == ("Escalated", True)


def test_an_error_in_what_is_out(office: Office) -> None:
    told = Told(now=NOW - timedelta(days=2)).draft().submit().approve().release()
    told.of("error.reported", "paula", row="r1", code="wrong_date", critical=1)
    put(office, "2026-001", told)
    status = report(office)
    assert needs(status) == [("Error found", "2026-001")]
    assert "A critical error (wrong date)" in status.needs[0].text
    assert [(r.approver, r.item.revision) for r in status.released] == [("anna", 1)]


def test_an_error_in_what_was_revoked_is_dealt_with(office: Office) -> None:
    told = Told(now=NOW - timedelta(days=2)).draft().submit().approve().release()
    told.of("error.reported", "paula", row="r1", code="wrong_date", critical=1)
    put(office, "2026-001", told.of("review.revoked", "sven", code="wrong_date"))
    status = report(office)
    assert needs(status) == []
    assert [r.state.value for r in status.released] == ["revoked"]


def test_an_approval_that_nobody_released(office: Office) -> None:
    put(office, "2026-001", Told(now=NOW - timedelta(days=26)).draft().submit().approve())
    put(office, "2026-002", Told(now=NOW - timedelta(days=31)).draft().submit().approve())
    put(office, "2026-003", Told(now=NOW - timedelta(days=3)).draft().submit().approve())
    texts = {n.matter: n.text for n in report(office).needs if n.word == "Not released"}
    assert texts == {
        "2026-001": "Its approval lapses on 2026-03-20.",
        "2026-002": "Its approval has lapsed.",
    }


def test_a_ledger_that_does_not_hold_is_named_first_and_counted_nowhere(office: Office) -> None:
    sound = put(office, "2026-001", Told(now=NOW - timedelta(hours=3)).draft().submit().decide("r1"))
    broken = put(office, "2026-002", Told(now=NOW - timedelta(days=9)).draft().submit().decide("r1"))
    broken.ledger.write_bytes(broken.ledger.read_bytes().replace(b"quinn", b"quill"))
    unlawful = Told(now=NOW - timedelta(days=9)).draft().of("review.released", "rita")
    put(office, "2026-003", unlawful)
    status = report(office)
    assert needs(status)[:2] == [("Ledger broken", "2026-002"), ("Ledger broken", "2026-003")]
    assert [w.matter.slug for w in status.waiting] == [sound.slug]
    assert [x.denominator for x in status.figures if x.formula.key == "row_accuracy"] == [1]
    assert "2 ledgers do not verify" in headline(status, NOW)
    assert "altered at entry 3" in status_page(status, NOW, {}, office.policy().hours).decode()
    assert [slug for slug, _ in gather_office(office).unread] == ["2026-002"]


def test_heads_that_nobody_signed_for_long(office: Office) -> None:
    put(office, "2026-001", Told(now=NOW - timedelta(days=9)).draft())
    put(office, "2026-002", Told(now=NOW - timedelta(days=6)).draft())
    put(office, "2026-003", Told(now=NOW - timedelta(days=8)).draft())
    (need,) = report(office).needs
    assert (need.press, need.word) == (Press.SOON, "Sign the ledger")
    assert need.text.endswith("2026-001, 2026-003.")


def test_a_clock_that_was_set_back(office: Office) -> None:
    told = Told(now=NOW - timedelta(days=1)).draft()
    told.wait(days=-3).of("draft.repeated", "paula")
    put(office, "2026-001", told)
    (need,) = report(office).needs
    assert (need.press, need.word) == (Press.WATCH, "Clock set back")
    assert "before ledger entry 2:" in need.text


def test_the_page_escapes_and_says_nothing_of_the_records(office: Office) -> None:
    put(office, "2026-001", asked(Told(now=NOW - timedelta(days=7)).draft().submit()))
    status = report(office)
    names = {p.id: p.name for p in office.roster().people}
    html = status_page(status, NOW, names, office.policy().hours).decode()
    assert "Anna &lt;Thorvald&gt;" in html
    assert "<Thorvald>" not in html
    assert CLIENT not in html
    assert "Hale" not in html
    assert "style=" not in html
    assert "<script" not in html
    assert "2026-03-12, late" in html
    assert html == status_page(report(office), NOW, names, office.policy().hours).decode()


def test_the_lines_of_the_terminal(office: Office) -> None:
    put(office, "2026-001", asked(Told(now=NOW - timedelta(days=7)).draft().submit().decide("r1")))
    lines = list(status_lines(report(office), NOW, office.policy().hours))
    assert lines[0].startswith("Status on 2026-03-16 11:00. 2 things need you now.")
    assert "  2026-001  treatment revision 1  in review, due 2026-03-12 17:00, 1 open question" in lines
    assert any(line.startswith("  Row accuracy                  100.0 %  1 of 1") for line in lines)


def test_locked_matters_are_named(office: Office) -> None:
    status = status_report(office, (), NOW, ["2026-009"])
    assert "locked and not read: 2026-009" in next(status_lines(status, NOW, office.policy().hours))
    assert b"locked and not read: 2026-009" in status_page(status, NOW, {}, office.policy().hours)


def test_turnarounds_are_those_of_the_approved_templates(office: Office) -> None:
    assert turnarounds(office)["treatment"] == 3
    (office.templates / "damages" / "task.toml").write_text("altered")
    assert "damages" not in turnarounds(office)
