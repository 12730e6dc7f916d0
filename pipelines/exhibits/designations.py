"""Designations: how exhibits are called, in which order they run, and which one comes next.

Answers: what a typed designation means under a party's numbering (``PX-12``, ``1-A``, ``AA``, ``Ex. 3``,
``G-1``, ``12-a``); how number n is written in each scheme; a designation for every line of a plan.
Refuses to give a number twice, to fill a gap that a late addition would make look like an old exhibit, to
leave a party's block, and to read a form that the party's numbering does not have.

    Ex. PX-012-A          words, prefix and separator, body (its number is 12), parts
        └┬┘└┬┘└┬┘
     prefix body sub
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from extractors.errors import UsageError
from pipelines.exhibits.plan import WITHOUT_PAGES, Numbering, PageSpan, Party, PlanLine, Scheme
from pipelines.source_names import SHORT_DIGEST

LARGEST = 999_999
"""The highest number; more digits are a Bates or docket number in the wrong column."""

_WORDS = re.compile(r"(?:exhibit|exh?(?=[.\s])|tab(?=\s))\.?\s*(?:no\b\.?|#)?\s*(?=\S)", re.IGNORECASE)
_SUB = r"(?P<sub>(?:[-/.](?:\d{1,4}|[A-Za-z]{1,3})){0,2})"
_BODY = {
    Scheme.NUMBERS: rf"(?P<body>\d{{1,6}})(?P<stuck>[A-Za-z]{{0,2}}){_SUB}",
    Scheme.LETTERS: rf"(?P<body>[A-Za-z]{{1,4}})(?P<stuck>\d{{0,4}}){_SUB}",
    # Behind Z, this scheme writes one letter as often as it needs to.
    Scheme.DOUBLED: rf"(?P<body>(?P<one>[A-Za-z])(?i:(?P=one))*)(?P<stuck>\d{{0,4}}){_SUB}",
}
_EXAMPLES = {Scheme.NUMBERS: ("1", "2"), Scheme.LETTERS: ("A", "AB"), Scheme.DOUBLED: ("A", "BB")}


@dataclass(frozen=True, slots=True)
class Designation:
    """One designation, taken apart. ``body`` is as typed but for capitals (``012``, ``AA``), ``number`` its
    value from 1; ``sub`` is the part of a composite with its joint (``-A``, ``/1``), "" for none."""

    prefix: str
    separator: str
    body: str
    number: int
    sub: str

    @property
    def printed(self) -> str:
        """As labels, index and bookmarks print it."""
        return f"{self.prefix}{self.separator}{self.body}{self.sub}"

    @property
    def key(self) -> str:
        """Equal for two forms of one designation: ``PX-7`` and ``px 007``, ``1-A`` and ``1/a``."""
        lettered = "" if self.body.isdigit() else "letter "
        parts = "-".join(p.lstrip("0") or "0" if p.isdigit() else p for p in _parts(self.sub))
        return f"{self.prefix} {lettered}{self.number} {parts}".casefold()

    @property
    def order(self) -> tuple[int, tuple[tuple[int, int, str], ...]]:
        """Sorts the designations of one party: by number, the parts of a composite behind the whole."""
        parts = ((0, int(p), "") if p.isdigit() else (1, len(p), p.casefold()) for p in _parts(self.sub))
        return self.number, tuple(parts)


@dataclass(frozen=True, slots=True)
class GivenTo:
    """What bears a designation since it was released: ``pages`` as `spans_text` writes them."""

    party: Party
    names: tuple[str, ...]
    sha256: str
    pages: str


def letters(n: int, scheme: Scheme) -> str:
    """The ``n``-th designation of a scheme, without prefix: 27 is ``27``, ``AA`` or ``AA``, 28 is ``28``,
    ``AB`` or ``BB``.

    Raises:
        ValueError: ``n`` is less than 1.
    """
    if n < 1:
        raise ValueError("designations are counted from 1")
    if scheme is Scheme.NUMBERS:
        return str(n)
    if scheme is Scheme.DOUBLED:
        return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)
    text = ""
    while n:
        n, rest = divmod(n - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def parse(text: str, numbering: Numbering) -> Designation | None:
    """A typed designation under a party's numbering; ``None`` if it is none of that numbering's."""
    match = _pattern(numbering).fullmatch(without_words(text))
    if match is None:
        return None
    body = match["body"].upper()
    number = _value(body, numbering.scheme)
    if not 1 <= number <= LARGEST:
        return None
    prefix, separator = _prefix(numbering)
    return Designation(prefix, separator, body, number, match["stuck"] + match["sub"])


def without_words(text: str) -> str:
    """A typed designation without ``Exhibit No.`` and the like before it."""
    return _WORDS.sub("", " ".join(text.split()), count=1)


def default_numbering(party: Party) -> Numbering:
    """What is usual where nothing else is ordered: numbers for plaintiffs, letters for defendants."""
    if party in (Party.DEFENDANT, Party.RESPONDENT):
        return Numbering(Scheme.LETTERS)
    return Numbering(prefix="JX") if party is Party.JOINT else Numbering()


def spans_text(pages: Sequence[PageSpan]) -> str:
    """Pages as a plan writes them, in the order given: ``3-5, 7``; "" for all."""
    return ", ".join(str(s.first) if s.first == s.last else f"{s.first}-{s.last}" for s in pages)


def assign(
    lines: Sequence[PlanLine],
    numbering: Mapping[Party, Numbering],
    given: Mapping[str, GivenTo],
    filing_party: Party = Party.PLAINTIFF,
) -> tuple[str, ...]:
    """A designation for every line of a plan.

    A typed one is kept. A line without one gets back what its source and pages bore when last released, else
    the next number after all that its party ever typed or was given, withdrawn and omitted ones included.

    Args:
        lines: the plan's lines, in its order.
        numbering: of each party; `default_numbering` for those that are missing.
        given: the designations of the last released set, as printed, and what bears them.
        filing_party: whose the lines are that name no party.

    Returns:
        Designations as printed, parallel to ``lines``.

    Raises:
        UsageError: a designation is typed twice, does not fit its party's numbering, or lies outside its
            block; the block is full; a withdrawn or omitted exhibit has no number to keep; the numbering was
            changed after release.
    """
    parties = tuple(line.party or filing_party for line in lines)
    schemes = {p: numbering.get(p) or default_numbering(p) for p in Party}
    released = {text: _released(text, to, schemes[to.party]) for text, to in given.items()}
    taken: dict[str, str] = {}
    found: list[Designation | None] = []
    for line, party in zip(lines, parties, strict=True):
        typed = _typed(line, party, schemes[party]) if line.designation.strip() else None
        if typed is not None:
            _claim(taken, typed, line.place)
        found.append(typed)
    for index, line in enumerate(lines):
        if found[index] is None:
            back = _given_back(line, parties[index], given, released, taken)
            if back is not None:
                _claim(taken, back, line.place)
            elif line.status in WITHOUT_PAGES:
                raise UsageError(
                    f"{line.place}: an exhibit that is {line.status.value} has no designation.",
                    "Type the one it bore: it keeps its number.",
                )
            found[index] = back
    taken |= {d.key: "the released set" for d in released.values() if d.key not in taken}
    ever = [(p, d) for p, d in zip(parties, found, strict=True) if d is not None]
    ever += [(given[text].party, d) for text, d in released.items()]
    for index, line in enumerate(lines):
        if found[index] is None:
            party = parties[index]
            following = _next([d for p, d in ever if p is party], schemes[party], taken, party, line.place)
            _claim(taken, following, line.place)
            ever.append((party, following))
            found[index] = following
    return tuple(d.printed for d in found if d is not None)


def _typed(line: PlanLine, party: Party, numbering: Numbering) -> Designation:
    designation = parse(line.designation, numbering)
    if designation is None:
        raise _unfit(line, numbering, party)
    first, last = numbering.first, numbering.last or LARGEST
    if not first <= designation.number <= last:
        raise UsageError(
            f"{line.place}: {designation.printed} is outside the {party.value}'s block, {_block(numbering)}.",
            f"Renumber it, or change first and last under [numbering.{party.value}].",
        )
    return designation


def _released(text: str, to: GivenTo, numbering: Numbering) -> Designation:
    designation = parse(text, numbering)
    if designation is None or designation.printed != text:
        raise UsageError(
            f"{text} was released, but [numbering.{to.party.value}] has no such designation any more.",
            "Put the numbering back as it was: nothing is renumbered after release.",
        )
    return designation


def _given_back(
    line: PlanLine,
    party: Party,
    given: Mapping[str, GivenTo],
    released: Mapping[str, Designation],
    taken: Mapping[str, str],
) -> Designation | None:
    """What these pages bore when last released, unless another line has it."""
    for text, to in given.items():
        same = to.party is party and to.pages == spans_text(line.pages) and _is_source(line.source, to)
        if same and released[text].key not in taken:
            return released[text]
    return None


def _is_source(source: str, to: GivenTo) -> bool:
    """Whether a line means the file, by its digest or by its name, with or without its suffix."""
    named = source.casefold()
    if not named:
        return False
    files = [PurePosixPath(name.casefold()) for name in to.names]
    if any(named in (str(file), file.name, file.stem) for file in files):
        return True
    return len(named) >= SHORT_DIGEST and to.sha256.startswith(named)


def _claim(taken: dict[str, str], designation: Designation, place: str) -> None:
    if designation.key in taken:
        raise UsageError(
            f"{place}: {designation.printed} is given already, in {taken[designation.key]}.",
            "Change one of them; two parties with the same numbers need a prefix or a block each.",
        )
    taken[designation.key] = place


def _next(
    ever: Sequence[Designation],
    numbering: Numbering,
    taken: Mapping[str, str],
    party: Party,
    place: str,
) -> Designation:
    """The first number behind all that the party ever had, and that no other party has."""
    number = max((d.number for d in ever), default=numbering.first - 1)
    number = max(number, numbering.first - 1)
    # Numbers that were typed as 001 go on as 010, not as 10.
    width = max((len(d.body) for d in ever if d.body.startswith("0")), default=0)
    prefix, separator = _prefix(numbering)
    while True:
        number += 1
        if number > (numbering.last or LARGEST):
            raise UsageError(
                f"{place}: the {party.value}'s block {_block(numbering)} has no number left.",
                f"Raise last under [numbering.{party.value}], or take it out.",
            )
        body = letters(number, numbering.scheme).zfill(width)
        following = Designation(prefix, separator, body, number, "")
        if following.key not in taken:
            return following


def _unfit(line: PlanLine, numbering: Numbering, party: Party) -> UsageError:
    prefix, separator = _prefix(numbering)
    example = ", ".join(f"{prefix}{separator}{e}" for e in _EXAMPLES[numbering.scheme])
    return UsageError(
        f"{line.place}: {line.designation!r} is no designation of the {party.value}'s numbering, {example} …",
        f"Correct it, or set scheme and prefix under [numbering.{party.value}].",
    )


def _block(numbering: Numbering) -> str:
    prefix, separator = _prefix(numbering)
    first = letters(numbering.first, numbering.scheme)
    last = letters(numbering.last, numbering.scheme) if numbering.last else "…"
    return f"{prefix}{separator}{first} to {last}"


def _parts(sub: str) -> tuple[str, ...]:
    return tuple(p for p in re.split(r"[-/.]", sub) if p)


def _value(body: str, scheme: Scheme) -> int:
    if scheme is Scheme.NUMBERS:
        return int(body)
    if scheme is Scheme.DOUBLED:
        return (len(body) - 1) * 26 + ord(body[0]) - ord("A") + 1
    value = 0
    for letter in body:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def _prefix(numbering: Numbering) -> tuple[str, str]:
    """Prefix and separator; one typed behind the prefix (``PX-``) is the separator."""
    stem = numbering.prefix.rstrip("-. /")
    if not stem:
        return "", ""
    return stem, numbering.prefix[len(stem) :] or numbering.separator


@cache
def _pattern(numbering: Numbering) -> re.Pattern[str]:
    prefix, _ = _prefix(numbering)
    before = rf"(?i:{re.escape(prefix)})[-. /]{{0,2}}" if prefix else ""
    # A bare number is the prefix's; bare letters may be anything, a prefix too.
    optional = "?" if prefix and numbering.scheme is Scheme.NUMBERS else ""
    return re.compile(f"(?:{before}){optional}{_BODY[numbering.scheme]}", re.ASCII)
