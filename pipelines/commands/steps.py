"""What to type next with a draft, by the state that it is in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipelines.commands.inputs import naming
from pipelines.commands.words import command
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.review.history import History
from pipelines.review.states import State


def next_step(matter: Matter, history: History) -> str:
    """The command that takes the revision on, as it can be typed here; ids of people are left to fill in."""
    item = history.item
    of = naming(item.deliverable)
    again = command("draft", item.deliverable, matter.folder, "--preparer", "PREPARER-ID")
    if history.returned:
        return again
    if history.state is State.RELEASED:
        folder = matter.released / item.deliverable / str(item.revision)
        return command("verify", folder, "--roster", office_of(matter).roster_file)
    words: Mapping[State, tuple[str | Path, ...]] = {
        State.DRAFT: ("review", "submit", matter.folder, *of, "--actor", "PREPARER-ID"),
        State.QC: ("review", "pass", matter.folder, *of, "--actor", "QC-ID"),
        State.IN_REVIEW: ("review", "rows", matter.folder, *of),
        State.ESCALATED: ("review", "questions", matter.folder, *of),
        State.APPROVED: ("release", matter.folder, *of, "--actor", "RELEASER-ID"),
    }
    typed = words.get(history.state)
    return command(*typed) if typed else again
