"""The timeline says what the rows say: lanes by facility, spans by row, gaps and incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipelines.rows import (
    Chronology,
    Index,
    IndexLine,
    MatterCaption,
    MatterFinding,
    TemplateStamp,
    TreatmentChronology,
    TreatmentRow,
)
from pipelines.timeline import Gap, Lane, timeline


def row(id_: str, start: str, end: str) -> TreatmentRow:
    return TreatmentRow(id_, start, end, "day", "", "", "clinical note", (), (), (), None, ())


def chronology(*rows: TreatmentRow, incident: str = "2021-03-01") -> TreatmentChronology:
    values = ("Larkspur Family Medicine", "", "", len(rows), "", "", "", "received", "none")
    columns = (
        "facility",
        "providers",
        "also_printed",
        "visits",
        "first",
        "last",
        "pages",
        "records",
        "bills",
    )
    index = Index("providers", columns, (IndexLine(values, tuple(r.id for r in rows), ()),))
    gap = MatterFinding(
        "treatment_gap", "", (), (("days", 44), ("end", "2021-06-14"), ("start", "2021-05-01"))
    )
    caption = MatterCaption("quimby", "Rosalind Quimby", "", incident)
    return Chronology(caption, TemplateStamp("treatment", "1", ""), "p", rows, (gap,), (), (), (), (index,))


def test_lanes_gaps_and_incident_are_those_of_the_chronology() -> None:
    made = timeline(chronology(row("b", "2021-05-01", "2021-05-01"), row("a", "2021-03-02", "2021-03-05")))
    assert made is not None
    assert made.lanes == (
        Lane(
            "Larkspur Family Medicine",
            ((date(2021, 3, 2), date(2021, 3, 5)), (date(2021, 5, 1), date(2021, 5, 1))),
        ),
    )
    assert made.gaps == (Gap(date(2021, 5, 1), date(2021, 6, 14), 44),)
    assert (made.incident, made.first, made.last) == (date(2021, 3, 1), date(2021, 3, 1), date(2021, 5, 1))


def test_an_incident_decades_away_does_not_stretch_the_span() -> None:
    made = timeline(chronology(row("a", "2021-03-02", "2021-03-02"), incident="1985-03-01"))
    assert made is not None
    assert (made.incident, made.first) == (date(1985, 3, 1), date(2021, 3, 2))


def test_rows_without_a_full_date_are_not_drawn() -> None:
    assert timeline(chronology(row("a", "2021-03", "2021-03"))) is None
    assert timeline(replace(chronology(row("a", "2021-03-02", "2021-03-02")), indexes=())) is None


def test_without_a_date_of_incident_none_is_drawn() -> None:
    made = timeline(chronology(row("a", "2021-03-02", "2021-03-02"), incident=""))
    assert made is not None
    assert made.incident is None
