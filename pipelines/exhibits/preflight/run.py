"""Run every check over the finished files, in an order that never changes.

Answers: for each check, that it passed, or each file in which it failed or could not be made. Refuses to
take a check that could not be made for one that passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipelines.exhibits.court_profile import CourtProfile
from pipelines.exhibits.exhibit_set import Check, ExhibitRow, FilingCaption, Outcome
from pipelines.exhibits.preflight import (
    active,
    agreement,
    bad_redactions,
    content,
    fonts,
    identifiers,
    links,
    navigation,
    numbers,
    structure,
    zones,
)
from pipelines.exhibits.preflight.faults import Fault, FileRule, Looked, PageRule, Rule, SetRule, checks_of
from pipelines.exhibits.preflight.finished import FileKind, FinishedFile, Known
from pipelines.exhibits.preflight.opened import Opened, Whole

OPENS = FileRule(
    "opens",
    "Opens without a password",
    "Make the file again from its sources; if it fails again, hold the exhibit and send the source to its "
    "producer for a whole copy.",
    lambda _: (),
)
FILE_RULES: tuple[FileRule, ...] = (
    OPENS,
    *structure.FILE_RULES,
    *active.FILE_RULES,
    *fonts.FILE_RULES,
    *links.FILE_RULES,
    *navigation.FILE_RULES,
    *bad_redactions.FILE_RULES,
)
PAGE_RULES: tuple[PageRule, ...] = (
    *structure.PAGE_RULES,
    *content.PAGE_RULES,
    *numbers.PAGE_RULES,
    *zones.PAGE_RULES,
    *identifiers.PAGE_RULES,
    *bad_redactions.PAGE_RULES,
)
SET_RULES: tuple[SetRule, ...] = (
    *structure.SET_RULES,
    *numbers.SET_RULES,
    *identifiers.SET_RULES,
    *agreement.SET_RULES,
)
_ONCE = frozenset({"identifiers", "ocr_confidence", "text"})
"""About what a paper says: a volume holds the pages of an exhibit's own file again, and a person need not be
told twice of one fault."""
RULES: tuple[Rule[Any], ...] = (*FILE_RULES, *PAGE_RULES, *SET_RULES)
"""In the order of the report."""


def preflight(
    files: Sequence[FinishedFile],
    rows: Sequence[ExhibitRow],
    profile: CourtProfile,
    filing: FilingCaption,
    known: Known,
) -> tuple[Check, ...]:
    """Check the finished files against the rows they were made from and the court they are for.

    Args:
        files: every finished PDF of the deliverable, volumes, exhibits and index.
        rows: the lines of the index, in its order.
        profile: what the court asks.
        filing: what labels, sheets and index print of the filing.
        known: the matter, the confidences of reading, and who looked at what.

    Returns:
        Checks in a fixed order, by files in the order given. One that passed everywhere stands once, with
        no file.
    """
    whole = Whole(files, rows, {row.id: row for row in rows}, profile, filing, known)
    spared = {rule.id: rule.spared(whole) for rule in RULES}
    found: dict[str, list[Check]] = {id_: [] for id_ in spared}
    for file in files:
        for rule, faults in _look_at_file(file, whole, spared):
            found[rule.id].extend(checks_of(rule, file.name, faults))
    for set_rule in SET_RULES:
        if not spared[set_rule.id]:
            found[set_rule.id].extend(checks_of(set_rule, "", _guarded(set_rule.look, whole)))
    checks: list[Check] = []
    passed = f"{len(files)} files." if len(files) != 1 else "1 file."
    for any_rule in RULES:
        said = spared[any_rule.id] or passed
        told = _told_once(found[any_rule.id], files) if any_rule.id in _ONCE else found[any_rule.id]
        told = _of_the_set(told, files)
        checks.extend(told or [Check(any_rule.id, any_rule.title, _when_clean(files), said)])
    return tuple(checks)


def _told_once(checks: Sequence[Check], files: Sequence[FinishedFile]) -> list[Check]:
    """Without the lines about a volume that say of an exhibit what a line about its own file says."""
    volumes = {file.name for file in files if file.kind is FileKind.VOLUME}
    own = {(check.designation, check.outcome) for check in checks if check.file not in volumes}
    return [c for c in checks if c.file not in volumes or (c.designation, c.outcome) not in own]


def _of_the_set(checks: list[Check], files: Sequence[FinishedFile]) -> list[Check]:
    """One line about the set where every file stays unchecked for one reason, as for a limit nobody knows."""
    alike = {replace(check, file="") for check in checks if check.outcome is Outcome.NOT_CHECKED}
    said = {check.file for check in checks}
    if len(alike) != 1 or len(checks) < len(files) or said != {file.name for file in files}:
        return checks
    return list(alike)


def _when_clean(files: Sequence[FinishedFile]) -> Outcome:
    """With no file there is nothing that could have passed."""
    return Outcome.PASS if files else Outcome.NOT_CHECKED


_OfFile = FileRule | PageRule
_Found = tuple[_OfFile, list[Fault]]


def _look_at_file(file: FinishedFile, whole: Whole, spared: dict[str, str]) -> list[_Found]:
    rules: list[_OfFile] = [r for r in FILE_RULES if not spared[r.id]]
    rules.extend(r for r in PAGE_RULES if not spared[r.id])
    try:
        opened = Opened(file, whole)
    except Exception as error:  # whatever a library raises on a broken file
        closed = Fault(f"the file does not open ({type(error).__name__})", unchecked=True)
        return [(r, [Fault(closed.detail) if r is OPENS else closed]) for r in rules]
    faults: dict[str, list[Fault]] = {r.id: [] for r in rules}
    with opened:
        for file_rule in FILE_RULES:
            if not spared[file_rule.id]:
                faults[file_rule.id].extend(_guarded(file_rule.look, opened))
        _look_at_pages(opened, spared, faults)
    return [(r, faults[r.id]) for r in rules]


def _look_at_pages(opened: Opened, spared: dict[str, str], faults: dict[str, list[Fault]]) -> None:
    rules = [r for r in PAGE_RULES if not spared[r.id]]
    for number in range(1, len(opened.document) + 1):
        try:
            for seen in opened.page(number):
                for rule in rules:
                    faults[rule.id].extend(_guarded(rule.look, seen, number))
        except Exception as error:  # a page that the library does not load
            lost = Fault(f"the page does not load ({type(error).__name__})", number, unchecked=True)
            for rule in rules:
                faults[rule.id].append(lost)


def _guarded(look: Callable[[Looked], Iterable[Fault]], at: Looked, page: int = 0) -> list[Fault]:
    """What a rule finds. One that stumbles has not checked, and says over what kind of error."""
    found: list[Fault] = []
    try:
        found.extend(look(at))
    except Exception as error:  # untrusted pages: a stumble is neither a pass nor the end of the run
        found.append(Fault(f"could not be looked at ({type(error).__name__})", page, unchecked=True))
    return found
