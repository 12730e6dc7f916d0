"""What a redaction took away, and where: values that the proof is led with.

Answers: each marked region as it was found on the copy's pages. They hold the removed words themselves, so
they live in memory between redacting and proving, and are never written into a deliverable, log or error.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.errors import PinciteError
from extractors.pages import Box


class RedactionError(PinciteError):
    """A redaction could not be made, or what it was to take away can still be read: the file is not used."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Removed:
    """One marked region, found.

    Args:
        number: which of the regions given, from 1; messages name it.
        page: of the redacted file, from 1.
        boxes: what was painted black, in points from the top left of the page as displayed.
        values: what stood there, as far as words are known there. Kept out of what is printed of this value.
        reason: printed on the black.
        elsewhere: why the same words may stay at other places, "" where they may not.
    """

    number: int
    page: int
    boxes: tuple[Box, ...]
    values: tuple[str, ...] = field(repr=False)
    reason: str
    elsewhere: str = ""

    @property
    def called(self) -> str:
        """How messages name it: by number and page, never by what stood there."""
        return f"redaction {self.number} (page {self.page})"


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted file.

    Args:
        pages: pages that became images, from 1.
        removed: each region, in the order given.
        remarks: in the program's words, for the index and the log; they hold no record text.
    """

    pages: tuple[int, ...]
    removed: tuple[Removed, ...]
    remarks: tuple[str, ...]
