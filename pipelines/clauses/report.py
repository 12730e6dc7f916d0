"""The row model of the clause deliverable: what was found in the contracts of a matter, before any file.

Answers: clauses by type and those not found, each contract's abstract, its obligations and the sentences left
out of them, procedural flags, dates for a calendar, and the account of every page. Facts are quotes with
their citations; labels, counts and normalised values are the program's own words beside them. Holds no view
on what any of it means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipelines.rows import MatterCaption, PageEntry, SetAside, SourceCitation, TemplateStamp

Cited = tuple[SourceCitation, ...]
"""A passage, page by page; empty for none."""


def words_of(cited: Cited) -> str:
    """The passage in one line: the quotes, joined by one blank where a page ends."""
    return " ".join(" ".join(c.citation.quote.split()) for c in cited)


def all_of(passages: Iterable[Cited]) -> Cited:
    """The citations of several passages, each once, in order."""
    return tuple(dict.fromkeys(one for cited in passages for one in cited))


class PaperKind(StrEnum):
    """What a paper calls itself."""

    AGREEMENT = "agreement"
    AMENDMENT = "amendment"
    UNREADABLE = "no readable text"


@dataclass(frozen=True, slots=True)
class ContractPaper:
    """One paper of the matter that was read as a contract.

    ``title`` is its name as printed ("" where none was found), with its ``citations``; ``date`` the ISO date
    of the agreement ("" where the abstract abstains). ``copy_of`` is the digest of the paper whose words it
    repeats, "" for one of its own.
    """

    sha256: str
    source: str
    kind: PaperKind
    title: str
    date: str
    pages: int
    sentences: int
    copy_of: str
    citations: Cited


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of ``type`` in the paper ``sha256``.

    ``own`` marks a type of the firm's own list: its rules find it, so it has no ``confidence``. That of
    CUAD's types (0-1) is calibrated; ``low`` if it lies under the template's threshold. ``section`` is number
    and heading under which it stands, as printed. ``because`` says which rules or features fired.
    """

    id: str
    sha256: str
    type: str
    own: bool
    section: str
    confidence: float | None
    low: bool
    because: tuple[str, ...]
    citations: Cited


@dataclass(frozen=True, slots=True)
class NotFoundRow:
    """A type of which the paper ``sha256`` shows no clause.

    ``best`` is the sentence that came nearest, with its ``confidence``; empty and 0 where none came near.
    ``missed`` is the measured share (0-1) of contracts with such a clause in which none is shown; ``None``
    where nobody measured it.
    """

    sha256: str
    type: str
    own: bool
    best: Cited
    confidence: float
    missed: float | None


@dataclass(frozen=True, slots=True)
class AbstractRow:
    """One field of the abstract of the paper ``sha256``.

    ``value`` is normalised; ``computed_from`` says how where it had to be worked out; ``abstained`` says why
    there is none. ``passages`` are those it rests on.
    """

    sha256: str
    field: str
    value: str
    computed_from: tuple[str, ...]
    abstained: str
    passages: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One duty or right, as printed: what is to be done is part of the sentence ``citations``; the others may
    stand in the words that lead in to it. Empty parts are in neither."""

    id: str
    sha256: str
    section: str
    modality: str
    obligor: Cited
    action: Cited
    trigger: Cited
    deadline: Cited
    deadline_value: str
    recurrence: Cited
    recurrence_value: str
    citations: Cited

    @property
    def passages(self) -> tuple[Cited, ...]:
        """The sentence, then who, what, if, by when and how often."""
        parts = (self.obligor, self.action, self.trigger, self.deadline, self.recurrence)
        return (self.citations, *(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A sentence that is in no register, and why."""

    sha256: str
    reason: str
    citations: Cited


@dataclass(frozen=True, slots=True)
class FlagRow:
    """Something of the paper's form for a person to look at: its kind, and words of fact only. ``sha256`` is
    "" for what concerns no single paper."""

    sha256: str
    kind: str
    message: str
    passages: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class DatedRow:
    """A date that a calendar could take. ``date`` (ISO) is what the papers give, ``how`` how it was worked
    out ("" where it is printed). It reaches the calendar as ``confirmed_date``, once an attorney on the
    roster stands beside it."""

    id: str
    sha256: str
    what: str
    date: str
    how: str
    confirmed_date: str
    confirmed_by: str
    confirmed_name: str
    confirmed_on: str
    passages: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class FinderStamp:
    """What found the clauses: its name, the digest of its model ("" for rules alone), the confidence from
    which a hit is shown.

    ``weak`` are the types that it finds badly, or that were too rare to measure; ``attribution`` says whose
    data it learnt from. ``own_list`` is the digest of the firm's own list ("" for none).
    """

    name: str
    sha256: str
    threshold: float
    weak: tuple[str, ...]
    attribution: str
    own_list: str


@dataclass(frozen=True, slots=True)
class ClauseReport:
    """The whole deliverable. Papers stand in order, agreements before what amends them; every other row in
    the order of its paper, and within it as printed."""

    matter: MatterCaption
    template: TemplateStamp
    program: str
    readers: str
    finder: FinderStamp
    papers: tuple[ContractPaper, ...]
    clauses: tuple[ClauseRow, ...]
    not_found: tuple[NotFoundRow, ...]
    abstract: tuple[AbstractRow, ...]
    obligations: tuple[ObligationRow, ...]
    left_out: tuple[LeftOutRow, ...]
    flags: tuple[FlagRow, ...]
    dates: tuple[DatedRow, ...]
    pages: tuple[PageEntry, ...]
    set_aside: tuple[SetAside, ...]

    def paper(self, sha256: str) -> ContractPaper:
        """The paper of that digest; ``KeyError`` for a stranger."""
        for paper in self.papers:
            if paper.sha256 == sha256:
                return paper
        raise KeyError(sha256)
