"""A folder for the Jury Evidence Recording System of the federal trial courts: names and ``Exhibits.txt``.

Answers: how each exhibit's file is named there (``12-a_description.pdf``) and the list that goes with them,
``number|description|file name`` in each line. Leaves out what is no exhibit there: withdrawn and omitted
rows, and held ones, because slip sheets are refused. Refuses two exhibits of one number, since nothing may
stand before the number to tell the parties apart, and a description that the list cannot hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.errors import UsageError
from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.exhibit_set import ExhibitRow
from pipelines.exhibits.file_names import file_name, jers_number

LIST_NAME = "Exhibits.txt"
_PIPE = "|"


def jers_folder(rows: Sequence[ExhibitRow], profile: CourtProfile) -> tuple[bytes, dict[str, str]]:
    """``Exhibits.txt`` (UTF-8, CRLF) and the file's name of each exhibit by its row's id, in the rows' order.

    Raises:
        UsageError: two exhibits of one number, or a pipe in a description.
    """
    named = replace(profile, file_name="jers")
    numbers: dict[str, str] = {}
    names: dict[str, str] = {}
    lines: list[str] = []
    for row in rows:
        if row.held or not row.pages:
            continue
        number = jers_number(row.designation)
        if other := numbers.get(number):
            raise UsageError(
                f"{other} and {row.designation} both are number {number} in JERS, which takes no prefix.",
                "Give the parties blocks of numbers, or make a set of each party's exhibits.",
            )
        numbers[number] = row.designation
        description = " ".join(row.description.split())
        if _PIPE in description:
            raise UsageError(
                f"The description of {row.designation} holds a pipe, which parts the fields of {LIST_NAME}.",
                "Write it without one.",
            )
        names[row.id] = file_name(named, row.designation, description, row.party, taken=set(names.values()))
        lines.append(_PIPE.join((number, description, names[row.id])) + "\r\n")
    return "".join(lines).encode("utf-8"), names
