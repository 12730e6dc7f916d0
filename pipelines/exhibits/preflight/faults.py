"""What a check says, before it becomes a line of the report.

Answers: a fault with its page; a rule that looks at a page, a file or the whole set. A fault may say that it
could not be looked at, which is never the same as none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pipelines.exhibits.court_profile import CourtProfile, Need
from pipelines.exhibits.exhibit_set import Check, Outcome
from pipelines.exhibits.preflight.opened import Opened, SeenPage, Whole

Looked = TypeVar("Looked")

_SHOWN = 12
"""Faults of one file told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding: what, on which page of the file (0: the file or the set), of which exhibit.

    ``unchecked`` says that it could not be looked at, ``file`` names the file where a rule of the whole set
    means one.
    """

    detail: str
    page: int = 0
    designation: str = ""
    unchecked: bool = False
    file: str = ""


def always(_: Whole) -> str:
    """For rules that hold in every court."""
    return ""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Looked]):
    """A check: its lasting ``id``, its title, what to do when it fails, and how it looks.

    ``spared`` gives the sentence that says why this court does not ask for it, "" where it does.
    """

    id: str
    title: str
    remedy: str
    look: Callable[[Looked], Iterable[Fault]]
    spared: Callable[[Whole], str] = always


class PageRule(Rule[SeenPage]):
    """A check of one page."""

    __slots__ = ()


class FileRule(Rule[Opened]):
    """A check of one file."""

    __slots__ = ()


class SetRule(Rule[Whole]):
    """A check of the whole set."""

    __slots__ = ()


def barred(need: Need, careful: bool = True) -> bool:
    """Whether a court bars a feature; ``careful`` decides where its rules say nothing."""
    return need is Need.REJECTED or (careful and need is Need.UNSTATED)


def spared_if(takes: Callable[[CourtProfile], bool], what: str) -> Callable[[Whole], str]:
    """A rule of the court's: spared, with a sentence, where ``takes`` says that the court takes it."""
    return lambda whole: f"{whole.profile.name} {what}." if takes(whole.profile) else ""


def checks_of(rule: Rule[Any], file: str, faults: Iterable[Fault]) -> tuple[Check, ...]:
    """The report's lines for the faults of one file: one for each exhibit and outcome, pages in order."""
    groups: dict[tuple[str, bool, str], dict[str, set[int]]] = {}
    for fault in faults:
        key = (fault.file or file, fault.unchecked, fault.designation)
        groups.setdefault(key, {}).setdefault(fault.detail, set()).add(fault.page)
    checks = []
    for (named, unchecked, designation), found in groups.items():
        told = sorted((sorted(pages), detail) for detail, pages in found.items())
        lines = [f"{_where(pages)}{detail}" for pages, detail in told[:_SHOWN]]
        if len(told) > _SHOWN:
            lines.append(f"{len(told) - _SHOWN} more")
        outcome = Outcome.NOT_CHECKED if unchecked else Outcome.FAIL
        first = min((page for pages, _ in told for page in pages if page), default=0)
        detail = "; ".join(lines)
        checks.append(Check(rule.id, rule.title, outcome, detail, rule.remedy, named, first, designation))
    return tuple(checks)


def _where(pages: list[int]) -> str:
    """The pages of a finding: ``page 3: ``, ``pages 3-7, 9: ``, "" for the file as a whole."""
    spans: list[list[int]] = []
    for page in (p for p in pages if p):
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    if not spans:
        return ""
    told = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)
    return f"page{'s' if len(spans) > 1 or spans[0][0] != spans[0][1] else ''} {told}: "
