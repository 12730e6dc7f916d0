"""The calendar holds the dates that attorneys confirmed, in the lines that RFC 5545 asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.clauses.calendar_file import calendar_bytes
from pipelines.clauses.report import ClauseReport
from pipelines.deliverables.kind import Mark
from tests.pipelines.clauses.made_report import BASE, made_report

MADE = made_report()


def unfolded(data: bytes) -> list[str]:
    """The lines of a calendar, as a reader joins them (RFC 5545, 3.1)."""
    assert data.endswith(b"\r\n")
    return re.sub(rb"\r\n[ \t]", b"", data).decode("utf-8").split("\r\n")[:-1]


def properties(report: ClauseReport, mark: Mark = Mark.CLEAN) -> dict[str, str]:
    """The properties of the only event."""
    data = calendar_bytes(report, mark)
    assert data is not None
    lines = unfolded(data)
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return dict(line.split(":", 1) for line in event)


def test_a_date_nobody_stands_for_is_in_no_calendar() -> None:
    assert calendar_bytes(made_report(confirmed=False), Mark.CLEAN) is None
    data = calendar_bytes(MADE, Mark.CLEAN)
    assert data is not None
    assert data.count(b"BEGIN:VEVENT") == 1  # of two dates


def test_an_event_is_the_day_that_was_confirmed_with_its_passages() -> None:
    event = properties(MADE)
    assert event["DTSTART;VALUE=DATE"] == "20170601"
    assert event["DTSTAMP"] == "20240531T000000Z"
    assert event["SUMMARY"] == "Expiration date: SUPPLY AGREEMENT"
    assert "begins on June 1\\, 2014" in event["DESCRIPTION"]
    assert "The papers give 05/31/2017" in event["DESCRIPTION"]
    assert "Confirmed by Lee Marchetti on 05/31/2024" in event["DESCRIPTION"]
    assert event["STATUS"] == "CONFIRMED"


def test_a_draft_says_so_in_each_event() -> None:
    event = properties(MADE, Mark.DRAFT)
    assert event["SUMMARY"].startswith("DRAFT\\, NOT REVIEWED: ")
    assert event["STATUS"] == "TENTATIVE"


def test_lines_are_short_and_no_character_is_cut() -> None:
    words = "Übergabe „" + "é" * 200 + "“; a,b\\c\nBEGIN:VEVENT"
    day = replace(MADE.dates[0], what=words)
    data = calendar_bytes(replace(MADE, dates=(day,)), Mark.CLEAN)
    assert data is not None
    assert max(len(line) for line in data.split(b"\r\n")) == 75
    event = properties(replace(MADE, dates=(day,)))
    told = event["SUMMARY"]
    assert told.startswith("Übergabe „" + "é" * 200 + "“\\; a\\,b\\\\c BEGIN:VEVENT: SUPPLY")
    assert data.count(b"\nBEGIN:VEVENT") == 1


def test_the_paper_s_file_stands_where_it_has_no_title() -> None:
    papers = (replace(MADE.papers[0], title=""), *MADE.papers[1:])
    assert properties(replace(MADE, papers=papers))["SUMMARY"] == f"Expiration date: {BASE.name}"


def test_the_calendar_is_framed() -> None:
    data = calendar_bytes(MADE, Mark.CLEAN)
    assert data is not None
    lines = unfolded(data)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[2].startswith("PRODID:")
    assert lines[-1] == "END:VCALENDAR"
