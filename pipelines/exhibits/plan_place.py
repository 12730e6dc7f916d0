"""Where a matter's exhibit plan lies, and how a person's own file gets there.

Answers: the plan of a matter, ``exhibits.toml`` in its folder, or a list alone, ``exhibits.csv`` or
``exhibits.xlsx``. Refuses two plans beside each other, and to put another one in the place of what a person
may have edited there: that is theirs to move.
"""

from __future__ import annotations

from pathlib import Path

from extractors.errors import UsageError
from pipelines.durable import replace_file
from pipelines.exhibits.plan import Filing, Plan
from pipelines.exhibits.plan_files import require_plain
from pipelines.exhibits.plan_reading import PLAN_FILE, read_list, read_plan
from pipelines.matter import Matter
from pipelines.toml_file import read_toml

LISTS = ("exhibits.csv", "exhibits.xlsx")


def proposal_path(matter: Matter) -> Path:
    """Where a proposed plan is put."""
    return matter.folder / PLAN_FILE


def standing_plan(matter: Matter) -> Plan | None:
    """The matter's plan; ``None`` where there is none.

    Raises:
        UsageError: it is malformed, or there are two.
    """
    plan = proposal_path(matter)
    lists = [path for path in (matter.folder / name for name in LISTS) if path.is_file()]
    if plan.is_file():
        return read_plan(plan)  # it may name one of the lists
    if len(lists) > 1:
        raise UsageError(
            f"There are two exhibit lists in {matter.folder.name}: {' and '.join(LISTS)}.", "Move one away."
        )
    return read_list(lists[0], plain_filing(matter)) if lists else None


def plain_filing(matter: Matter) -> Filing:
    """What is known of a filing before a person has said anything of it."""
    return Filing(caption=matter.title, short_caption=matter.title)


def bring_plan(matter: Matter, given: Path) -> None:
    """Copy a plan, and the lists that it names, into the matter's folder; the same bytes again change
    nothing.

    Raises:
        UsageError: the plan is malformed or a list is missing; another file lies in the place of one of them.
    """
    suffix = given.suffix.lower()
    alone = f"exhibits{suffix}" in LISTS
    if alone:
        read_list(given, plain_filing(matter))
    else:
        read_plan(given)
    names = {given.name: f"exhibits{suffix}" if alone else PLAN_FILE}
    names |= {} if alone else {name: name for name in _companions(given)}
    if alone and proposal_path(matter).is_file():
        raise UsageError(
            f"{proposal_path(matter)} is there already and goes before a list.",
            f"Name the list in it (list = \"{names[given.name]}\"), or move it away.",
        )
    brought: dict[Path, bytes] = {}
    for name, its_name in names.items():
        target, data = matter.folder / its_name, _bytes(given.parent / name)
        if target.exists() and _bytes(target) != data:
            raise UsageError(
                f"{target} is there already, with other words in it.",
                f"Edit that one, or move it away to take {given.parent / name} instead.",
            )
        brought[target] = data
    for target, data in brought.items():  # only now: all of them or none
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(target, data)


def _companions(plan: Path) -> tuple[str, ...]:
    """The lists that a plan names, beside it."""
    values = read_toml(plan)
    listed = values.get("list")
    return (*((listed,) if listed else ()), *values.get("block_lists", ()))


def _bytes(path: Path) -> bytes:
    require_plain(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).", "Put it beside the plan.") from None
