"""Do caption, case number, parties and exhibit numbers say the same everywhere, and the same as the matter.

Answers: what is missing or differs between the filing's caption, the labels, the rows, the files and what
the papers filed with them cite. Compares words; refuses to judge which of two is right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractors.lexicon import normal_words
from pipelines.exhibits.exhibit_set import ExhibitRow, Placed
from pipelines.exhibits.file_names import name_problems
from pipelines.exhibits.plan import WITHOUT_PAGES, Layout
from pipelines.exhibits.preflight.faults import Fault, SetRule
from pipelines.exhibits.preflight.finished import FileKind
from pipelines.exhibits.preflight.opened import Whole

_VERSUS = re.compile(r"\s+(?:v|vs|versus|against)\.?\s+", re.IGNORECASE)
_WORDS = re.compile(r"^(?:exhibits?|exh?s?|tab)\.?\s*(?:no\.?\s*)?(?=[\dA-Z])", re.IGNORECASE)
_NOT_ALNUM = re.compile(r"[\W_]+")
_GENERAL = frozenset(
    normal_words(
        "a al an and as by co company corp corporation estate et ex for guardian in inc individually llc llp"
        " ltd matter minor next of on behalf others plaintiff defendant re rel the to v vs"
    )
)
_WITHOUT_PAGES = frozenset(s.value for s in WITHOUT_PAGES)
_NEEDED = (
    ("court", "court"),
    ("caption", "caption"),
    ("short_caption", "short caption"),
    ("case_number", "case number"),
)


def designation_key(text: str) -> str:
    """Equal for two ways of writing one designation: ``Ex. PX-007``, ``px 7``, ``PX7``."""
    plain = _WORDS.sub("", text.strip()).casefold()
    return "-".join(p.lstrip("0") or "0" if p.isdigit() else p for p in re.findall(r"\d+|[^\W\d_]+", plain))


def _has_pages(row: ExhibitRow) -> bool:
    return row.status not in _WITHOUT_PAGES


def _caption(whole: Whole) -> Iterator[Fault]:
    filing = whole.filing
    for key, told in _NEEDED:
        # A petition to an agency has no case number before it is filed.
        if not str(getattr(filing, key)).strip() and not (
            key == "case_number" and filing.layout == Layout.IMMIGRATION
        ):
            yield Fault(f"no {told}")
    if filing.caption and filing.short_caption:
        known = set(normal_words(filing.caption))
        for side in _VERSUS.split(filing.short_caption):
            if (names := _names(side)) and not names & known:
                yield Fault("the short caption names a party that the caption does not")


def _names(text: str) -> set[str]:
    return {w for w in normal_words(text) if w not in _GENERAL and len(w) > 1}


def _parties(whole: Whole) -> Iterator[Fault]:
    matter, filing = whole.known.matter, whole.filing
    said = set(normal_words(f"{filing.caption} {filing.short_caption}"))
    sides = [_names(side) for side in _VERSUS.split(matter.title)] if _VERSUS.search(matter.title) else []
    for side in sides:
        if side and not side & said:
            yield Fault("a party of the matter's title is not in the filing's caption")
    client = normal_words(matter.client)
    if not sides and client and not _named(client, said):
        yield Fault("the client is not in the filing's caption")


def _named(client: list[str], said: set[str]) -> bool:
    """By surname, or by initials, as minors are."""
    initials = "".join(w[0] for w in client)
    return bool(set(client[-2:]) & said) or initials in said or all(i in said for i in initials)


def _case_number(whole: Whole) -> Iterator[Fault]:
    number = _NOT_ALNUM.sub("", whole.filing.case_number).casefold()
    for row in whole.rows:
        if number and row.label is not Placed.NONE:
            label = _NOT_ALNUM.sub("", "".join(row.label_text)).casefold()
            if number not in label:
                yield Fault("the label bears another case number, or none", designation=row.designation)


def _label_designation(whole: Whole) -> Iterator[Fault]:
    for row in whole.rows:
        if row.label is not Placed.NONE and not any(
            designation_key(row.designation) == designation_key(part)
            for line in row.label_text
            for part in (line, *line.split())
        ):
            yield Fault("the label bears another exhibit number", designation=row.designation)


def _designations(whole: Whole) -> Iterator[Fault]:
    counted = Counter(designation_key(r.designation) for r in whole.rows)
    for row in whole.rows:
        if not row.designation.strip():
            yield Fault("a line of the index without an exhibit number")
        elif counted[designation_key(row.designation)] > 1:
            yield Fault("an exhibit number that stands twice", designation=row.designation)


def _bound(whole: Whole) -> Iterator[Fault]:
    for kind, told in ((FileKind.VOLUME, "bound set"), (FileKind.EXHIBIT, "its own file")):
        files = [f for f in whole.files if f.kind is kind]
        places: dict[str, list[int]] = {}
        numbers: dict[str, list[int]] = {}
        for file in files:
            for at, page in enumerate(file.pages):
                if page.row:
                    places.setdefault(page.row, []).append(page.place)
                    if file.first_printed:
                        numbers.setdefault(page.row, []).append(file.first_printed + at)
        for row in whole.rows if files else ():
            wanted = list(range(1, len(row.pages) + 1)) if _has_pages(row) else []
            if kind is FileKind.EXHIBIT and not row.file:
                wanted = []
            found = places.get(row.id, [])
            if found != wanted:
                yield Fault(
                    f"{len(found)} of {len(wanted)} pages stand in order in the {told}",
                    designation=row.designation,
                )
            elif kind is FileKind.VOLUME and row.id in numbers:
                run = numbers[row.id]
                if (row.first_page, row.last_page) != (run[0], run[-1]):
                    given = f"{row.first_page}-{row.last_page}"
                    yield Fault(
                        f"the index gives pages {given}, it stands on {run[0]}-{run[-1]}",
                        designation=row.designation,
                    )
        for stray in sorted(set(places) - {r.id for r in whole.rows}):
            yield Fault(f"pages of an exhibit that the index does not have ({len(places[stray])})")


def _cited(whole: Whole) -> Iterator[Fault]:
    known = {designation_key(r.designation): r for r in whole.rows}
    for cited in sorted(set(whole.known.cited or ())):
        row = known.get(designation_key(cited))
        if row is None:
            yield Fault(f"{cited} is cited and not among the exhibits")
        elif not _has_pages(row) or row.held:
            yield Fault(f"{cited} is cited and has no pages here", designation=row.designation)


def _uncited(whole: Whole) -> Iterator[Fault]:
    cited = {designation_key(c) for c in whole.known.cited or ()}
    for row in whole.rows:
        said = row.purpose.strip() or row.witness.strip() or row.criterion.strip()
        if _has_pages(row) and designation_key(row.designation) not in cited and not said:
            yield Fault(
                "nothing filed with it cites it, and the plan gives no purpose", designation=row.designation
            )


def _nothing_cites(whole: Whole) -> str:
    return "" if whole.known.cited is not None else "No text that cites exhibits is part of this set."


def _held(whole: Whole) -> Iterator[Fault]:
    for row in whole.rows:
        if row.held:
            yield Fault(row.held, designation=row.designation)


def _file_names(whole: Whole) -> Iterator[Fault]:
    counted = Counter(f.name.casefold() for f in whole.files)
    for file in whole.files:
        if file.kind is FileKind.INDEX:
            continue
        if counted[file.name.casefold()] > 1:
            yield Fault("two files have this name", file=file.name)
        for problem in name_problems(whole.profile, file.name.rpartition("/")[2]):
            yield Fault(problem, file=file.name)


_AGAIN = "Make the deliverable again; if it fails again, report it with this line."
_PLAN = "Correct the plan and make the deliverable again."
SET_RULES = (
    SetRule("caption", "Has its caption whole", "Fill in [filing] in the plan.", _caption),
    SetRule(
        "parties",
        "Names the parties of the matter",
        "Correct the caption in the plan, or the title in matter.toml: this may be another matter's filing.",
        _parties,
    ),
    SetRule("case_number", "Bears the filing's case number on every label", _AGAIN, _case_number),
    SetRule("label_designation", "Bears its own exhibit number on every label", _AGAIN, _label_designation),
    SetRule("designations", "Gives every exhibit number once", _PLAN, _designations),
    SetRule("bound", "Holds every page of every exhibit, in order, where the index says", _AGAIN, _bound),
    SetRule(
        "held",
        "Has no exhibit held back",
        "Do what the exhibit's slip sheet says, or withdraw the exhibit.",
        _held,
    ),
    SetRule(
        "cited",
        "Has every exhibit that its papers cite",
        "Add the exhibit to the plan, or correct the citation.",
        _cited,
        _nothing_cites,
    ),
    SetRule(
        "uncited",
        "Has no exhibit without a use",
        "Cite it, give its purpose or witness in the plan, or withdraw it.",
        _uncited,
        _nothing_cites,
    ),
    SetRule(
        "file_names",
        "Has file names that the court takes",
        "Shorten the description in the plan.",
        _file_names,
    ),
)
