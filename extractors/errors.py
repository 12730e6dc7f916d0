"""Every error Pincite raises on purpose: one root, each leaf with an exit code and a way out.

An error's text is one line: what is wrong, then what to do about it. It never carries record text.
"""

from __future__ import annotations

from enum import StrEnum


class PinciteError(Exception):
    """Root of all deliberate errors.

    Args:
        problem: one sentence saying what is wrong, naming the file or object.
        remedy: one sentence in the imperative saying what to do next.
    """

    exit_code = 1

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}"


class UsageError(PinciteError):
    """The command, an argument or a configuration file is not usable as given."""

    exit_code = 2


class Reason(StrEnum):
    """Why a file or page was set aside; the closed list printed in deliverables."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    EMPTY = "empty"
    OVERSIZED = "oversized"
    UNSUPPORTED = "unsupported"
    UNSAFE = "unsafe"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"


class SetAsideError(PinciteError):
    """One file cannot be processed; the batch goes on without it (exit code 3 at the end)."""

    exit_code = 3

    def __init__(self, reason: Reason, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.args = (reason, problem, remedy)
        self.reason = reason


class CitationError(PinciteError):
    """A quote was not found again at its cited place: nothing may be rendered."""

    exit_code = 4


class AccountingError(PinciteError):
    """Pages or files found do not equal pages or files accounted for."""

    exit_code = 4


class TemplateError(PinciteError):
    """No approved template, more than one, or one whose bytes changed after approval."""

    exit_code = 5


class GateRefusal(PinciteError):
    """A review move the rules do not allow; always logged before it is raised.

    Args:
        rule: which rule, as the ledger records it; "" where there is no list of them.
    """

    exit_code = 6

    def __init__(self, problem: str, remedy: str, rule: str = "") -> None:
        super().__init__(problem, remedy)
        self.rule = rule


class LedgerError(PinciteError):
    """The audit ledger is broken or cannot be written: no entry, no transition."""

    exit_code = 7


class IntegrityError(PinciteError):
    """A stored file is missing, or its bytes are not those that were recorded."""

    exit_code = 8
