"""The words of a span with single blanks between them, and the way back to where each stands in the flow.

Contracts are printed justified and indented, so that "Effective        Date" must read as "Effective Date".
What is cited is always the span as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.contracts.sentences import Sentence

_RUN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """``text`` with single blanks; ``offsets[i]`` is where its character ``i`` stands in the flow."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the flow that ``text[start:end]`` was printed as; ``end`` is greater than ``start``."""
        return self.offsets[start], self.offsets[end - 1] + 1


def clause_words(flow_text: str, start: int, end: int) -> ClauseWords:
    """The words of ``flow_text[start:end]``."""
    parts: list[str] = []
    offsets: list[int] = []
    at = start
    for run in _RUN.finditer(flow_text, start, end):
        parts += [flow_text[at : run.start()], " "]
        offsets += [*range(at, run.start()), run.start()]
        at = run.end()
    parts.append(flow_text[at:end])
    offsets += range(at, end)
    return ClauseWords("".join(parts), tuple(offsets))


def whole_sentences(sentences: Sequence[Sentence], start: int, end: int) -> tuple[int, int]:
    """A span widened to the sentences that it touches.

    Args:
        sentences: those of the flow, in order.
        start: where the span begins in the flow.
        end: where it ends.
    """
    touched = [s for s in sentences if s.start < end and start < s.end]
    if not touched:
        return start, end
    return min(start, touched[0].start), max(end, touched[-1].end)
