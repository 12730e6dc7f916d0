"""From a plan and what the matter holds to numbered exhibits: which pages of which files each of them is.

Answers: each exhibit's designation, its parts (the paper itself, its translation, its certificate) with their
pages, and why one has to be held. Refuses a plan that asks for pages a file does not have or for a name that
two files bear, and one that names a paper on a privilege or clawback list: then nothing at all is made.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.bates import bates_of
from extractors.errors import UsageError
from extractors.pages import Document, Source
from extractors.sniffing import DOCX
from pipelines.exhibits.block_list import BlockList, blocked
from pipelines.exhibits.designations import assign, default_numbering, parse
from pipelines.exhibits.exhibit_set import ExhibitSet
from pipelines.exhibits.numbering_lock import numbers_given
from pipelines.exhibits.plan import WITHOUT_PAGES, Numbering, PageSpan, Party, Plan, PlanLine
from pipelines.rows import SetAside

_TOLD_APART = re.compile(r" \[[0-9a-f]{8,}\+*\](?=\.[^.]*$|$)")
"""What `pipelines.source_names.distinct_names` puts before the suffix."""
_DIGITS = re.compile(r"[0-9a-f]{8,64}")
_ROLES = ("", "translation", "certificate")
_NO_PAGES = (
    "{} is a Word file, whose pages begin where the program that prints it lets them begin; which pages are "
    "meant is uncertain. Print it to PDF, add that, and name its pages in the plan."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an exhibit. ``role`` is "" for the paper itself; ``pages`` of the file, from 1, in
    order."""

    role: str
    document: Document
    pages: tuple[int, ...]

    @property
    def source(self) -> Source:
        return self.document.source


@dataclass(frozen=True, slots=True)
class Planned:
    """One exhibit as numbered. ``held`` says why it has no pages and what to do, "" else."""

    id: str
    line: PlanLine
    party: Party
    designation: str
    parts: tuple[Part, ...]
    held: str = ""

    @property
    def with_pages(self) -> bool:
        return not self.held and self.line.status not in WITHOUT_PAGES


class Holdings:
    """The files of a matter as a plan may name them: by name, by stem, or by the first digits of the
    digest."""

    def __init__(self, documents: Sequence[Document], set_aside: Sequence[SetAside]) -> None:
        self._documents = tuple(documents)
        self._set_aside = tuple(set_aside)

    def find(self, named: str, place: str) -> Document | str:
        """The document, or why there is none and what to do.

        Raises:
            UsageError: several files are meant.
        """
        found = self._named(named)
        if len(found) > 1:
            digests = ", ".join(d.source.sha256[:12] for d in found)
            raise UsageError(
                f"{place}: {named!r} names {len(found)} files of this matter.",
                f"Write the first digits of the one meant instead: {digests}.",
            )
        if found:
            return found[0]
        for entry in self._set_aside:
            if _same_name(named, (entry.file,)) or _begins(entry.sha256 or "", named):
                return f"{entry.detail} {entry.remedy}".strip()
        return f"{named} is not among the matter's files. Add it with `pincite add`, or correct the plan."

    def _named(self, named: str) -> list[Document]:
        exact = [d for d in self._documents if named in d.source.names]
        if exact:
            return exact
        digest = [d for d in self._documents if _begins(d.source.sha256, named)]
        return digest or [d for d in self._documents if _same_name(named, d.source.names)]


def plan_designations(plan: Plan, released: ExhibitSet | None) -> tuple[str, ...]:
    """The designation of each line, from the plan alone.

    Raises:
        UsageError: there is no line; and see `pipelines.exhibits.designations.assign`.
    """
    if not plan.lines:
        raise UsageError("The plan has no exhibits.", "Add an [[exhibit]] for each paper, or name a list.")
    return assign(plan.lines, plan.numbering, numbers_given(released), plan.filing.party)


def plan_exhibits(
    plan: Plan,
    documents: Sequence[Document],
    set_aside: Sequence[SetAside],
    block_lists: Sequence[BlockList],
    released: ExhibitSet | None,
    bates: Mapping[tuple[str, int], Sequence[str]],
) -> tuple[Planned, ...]:
    """The exhibits in the order of the index: by party as the plan brings them in, then by designation.

    Args:
        released: what the designations are held against, ``None`` before the first release.
        bates: numbers that releases gave, by (SHA-256, page): a clawback names a paper by them.

    Raises:
        UsageError: see the module, and `plan_designations`.
    """
    filing_party, names = plan.filing.party, plan_designations(plan, released)
    holdings = Holdings(documents, set_aside)
    lists = _Listed(block_lists, bates)
    made = [
        _planned(line, line.party or filing_party, designation, holdings, lists)
        for line, designation in zip(plan.lines, names, strict=True)
    ]
    parties = list(dict.fromkeys(p.party for p in made))
    return tuple(sorted(made, key=lambda p: (parties.index(p.party), _order(p, plan.numbering))))


def unused_sources(documents: Sequence[Document], planned: Sequence[Planned]) -> tuple[tuple[str, str], ...]:
    """(name, SHA-256) of the files that no exhibit draws on, sorted."""
    used = {part.source.sha256 for p in planned for part in p.parts}
    left = (d.source for d in documents if d.source.sha256 not in used)
    return tuple(sorted((s.name, s.sha256) for s in left))


def exhibit_id(party: Party, designation: str) -> str:
    """The row's id: the same as long as party and designation are."""
    return hashlib.sha256(f"pincite exhibit 1\n{party.value}\n{designation}".encode()).hexdigest()[:16]


class _Listed:
    """The privilege and clawback lists, and what tells that a paper is on one of them."""

    def __init__(self, lists: Sequence[BlockList], bates: Mapping[tuple[str, int], Sequence[str]]) -> None:
        self._lists = tuple(lists)
        self._bates = bates

    def refuse_range(self, line: PlanLine, designation: str) -> None:
        """Stop at a listed range in the plan.

        Raises:
            UsageError: naming the line, never the paper's words.
        """
        if line.bates:
            self._refuse(line, designation, [line.bates], "")

    def refuse_part(self, line: PlanLine, designation: str, part: Part) -> None:
        """Stop at a listed paper: by its digest, or by numbers that its pages bear or were given; raises as
        `refuse_range`."""
        if not self._lists:
            return
        printed = bates_of(part.document.pages)
        numbers = [number for n in part.pages if (number := printed[n - 1])]
        for page in part.pages:
            numbers += self._bates.get((part.source.sha256, page), ())
        self._refuse(line, designation, numbers, part.source.sha256)

    def _refuse(self, line: PlanLine, designation: str, numbers: Sequence[str], sha256: str) -> None:
        for listed in self._lists:
            reason = blocked(listed, numbers, sha256)
            if reason:
                raise UsageError(
                    f"{line.place}: {designation} is on a privilege or clawback list ({reason}).",
                    "Nothing was made. Take the line out of the plan, or mark it as withdrawn where it was "
                    "released, and tell the supervising attorney now.",
                )


def _planned(line: PlanLine, party: Party, designation: str, holdings: Holdings, lists: _Listed) -> Planned:
    id = exhibit_id(party, designation)
    if line.status in WITHOUT_PAGES:
        return Planned(id, line, party, designation, ())
    lists.refuse_range(line, designation)
    parts: list[Part] = []
    for role, named in zip(_ROLES, (line.source, line.translation, line.certificate), strict=True):
        if not named:
            continue
        found = holdings.find(named, line.place)
        if isinstance(found, str):
            return Planned(id, line, party, designation, (), found)
        if line.pages and not role and found.source.media_type == DOCX:
            return Planned(id, line, party, designation, (), _NO_PAGES.format(named))
        parts.append(Part(role, found, _pages(line, found) if not role else _all(found)))
        lists.refuse_part(line, designation, parts[-1])
    if line.language and not (line.translation and line.certificate):
        held = (
            f"It is in {line.language} and lacks its {_lacking(line)}. Name them in the plan: a paper in "
            "another language goes out with both."
        )
        return Planned(id, line, party, designation, (), held)
    return Planned(id, line, party, designation, tuple(parts))


def _lacking(line: PlanLine) -> str:
    lacking = ["translation"] * (not line.translation) + ["translator's certificate"] * (not line.certificate)
    return " and its ".join(lacking)


def _pages(line: PlanLine, document: Document) -> tuple[int, ...]:
    """The pages asked for, in the order asked for; each once.

    Raises:
        UsageError: the file does not have one of them, or one is asked for twice.
    """
    wanted = tuple(n for span in line.pages for n in _span(span)) or _all(document)
    count = len(document.pages)
    beyond = [n for n in wanted if n > count]
    if beyond:
        raise UsageError(
            f"{line.place}: page {beyond[0]} is asked for, and {line.source} has {count}.",
            "Correct the pages of that line.",
        )
    if len(set(wanted)) != len(wanted):
        raise UsageError(f"{line.place}: a page of {line.source} is asked for twice.", "Name each page once.")
    return wanted


def _span(span: PageSpan) -> range:
    return range(span.first, span.last + 1)


def _all(document: Document) -> tuple[int, ...]:
    return tuple(range(1, len(document.pages) + 1))


def _order(
    planned: Planned, numbering: Mapping[Party, Numbering]
) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    """Where it stands among its party's exhibits."""
    how = numbering.get(planned.party) or default_numbering(planned.party)
    found = parse(planned.designation, how)
    return found.order if found else (0, ())


def _same_name(named: str, names: Sequence[str]) -> bool:
    """Whether a name is meant, with or without its folder and suffix, in any case."""
    return any(named.casefold() in _forms(name) for name in names)


def _forms(name: str) -> frozenset[str]:
    """A name with and without folder and suffix, and without the digits of its digest that tell it from
    another file of the same name."""
    file = name.replace("\\", "/").rpartition("/")[2].casefold()
    as_sent = _TOLD_APART.sub("", file)
    return frozenset(
        {name.casefold()} | {n.rpartition(".")[0] or n for n in (file, as_sent)} | {file, as_sent}
    )


def _begins(sha256: str, named: str) -> bool:
    return _DIGITS.fullmatch(named.lower()) is not None and sha256.startswith(named.lower())
