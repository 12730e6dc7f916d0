"""When a watch looks again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from extractors.errors import UsageError
from pipelines.discovery.schedule import Every, cron, every

NEW_YORK = "America/New_York"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"), [("1s", 1), ("90s", 90), ("15m", 900), ("2H", 7200), (" 1d ", 86400)]
)
def test_a_length_of_time(text: str, seconds: int) -> None:
    assert every(text) == Every(timedelta(seconds=seconds))
    assert every(text).after(at("2026-03-02T12:00")) == at("2026-03-02T12:00") + timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "15", "m", "0s", "-5m", "1.5h", "32d", "9999999s", "15 m", "١m"])
def test_no_length_of_time(text: str) -> None:
    with pytest.raises(UsageError):
        every(text)


@pytest.mark.parametrize(
    ("line", "moment", "following"),
    [
        # Two at night in New York is seven in the morning in UTC, in summer six.
        ("0 2 * * *", "2026-01-10T00:00", "2026-01-10T07:00"),
        ("0 2 * * *", "2026-01-10T07:00", "2026-01-11T07:00"),
        ("0 2 * * *", "2026-07-10T00:00", "2026-07-10T06:00"),
        ("*/20 9-17 * * mon-fri", "2026-01-09T21:50", "2026-01-09T22:00"),
        ("*/20 9-17 * * mon-fri", "2026-01-09T22:40", "2026-01-12T14:00"),
        ("30 8,20 1 jan,jul *", "2026-01-02T02:00", "2026-07-01T12:30"),
        ("0 12 29 2 *", "2026-01-01T00:00", "2028-02-29T17:00"),
        ("0 12 * * 7", "2026-01-05T00:00", "2026-01-11T17:00"),
        ("5/20 0 * * *", "2026-01-05T05:06", "2026-01-05T05:25"),
        # Where both day fields are narrowed, one is enough: the 13th, or any Friday.
        ("0 0 13 * fri", "2026-01-03T00:00", "2026-01-09T05:00"),
        ("0 0 13 * fri", "2026-01-09T05:00", "2026-01-13T05:00"),
        # Half past two does not exist on 8 March 2026, and exists twice at one on 1 November.
        ("30 2 * * *", "2026-03-08T00:00", "2026-03-08T07:30"),
        ("30 1 * * *", "2026-11-01T00:00", "2026-11-01T05:30"),
        ("30 1 * * *", "2026-11-01T05:30", "2026-11-02T06:30"),
    ],
)
def test_a_cron_line_in_the_offices_zone(line: str, moment: str, following: str) -> None:
    assert cron(line, NEW_YORK).after(at(moment)) == at(following)


@pytest.mark.parametrize(
    "line",
    ["", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
     "5-1 * * * *", "*/0 * * * *", "a * * * *", "1,,2 * * * *", "@daily", "* * * * mon-"],
)  # fmt: skip
def test_no_cron_line(line: str) -> None:
    with pytest.raises(UsageError):
        cron(line, NEW_YORK)


def test_a_date_that_never_comes() -> None:
    with pytest.raises(UsageError):
        cron("0 0 30 2 *", NEW_YORK).after(at("2026-01-01T00:00"))
