"""Where a matter's exhibit plan lies, and how a person's own file gets there.

Answers: the plan of a matter, ``exhibits.toml`` in its folder. Refuses to put another plan in the place of
one that a person may have edited there: that is theirs to move.
"""

from __future__ import annotations

from pathlib import Path

from extractors.errors import UsageError
from pipelines.durable import replace_file
from pipelines.exhibits.plan_reading import PLAN_FILE, read_plan
from pipelines.matter import Matter
from pipelines.toml_file import read_toml


def plan_path(matter: Matter) -> Path:
    """The matter's plan, whether it is there or not."""
    return matter.folder / PLAN_FILE


def bring_plan(matter: Matter, given: Path) -> None:
    """Copy a plan, and the lists that it names, into the matter's folder; the same bytes again change
    nothing.

    Raises:
        UsageError: the plan is malformed or a list is missing; another file lies in the place of one of them.
    """
    read_plan(given)
    for name in (given.name, *_companions(given)):
        target = plan_path(matter) if name == given.name else matter.folder / name
        data = _bytes(given.parent / name)
        if target.exists() and target.read_bytes() != data:
            raise UsageError(
                f"{target} is there already, with other words in it.",
                f"Edit that one, or move it away to take {given.parent / name} instead.",
            )
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(target, data)


def _companions(plan: Path) -> tuple[str, ...]:
    """The lists that a plan names, beside it."""
    values = read_toml(plan)
    listed = values.get("list")
    return (*((listed,) if listed else ()), *values.get("block_lists", ()))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).", "Put it beside the plan.") from None
