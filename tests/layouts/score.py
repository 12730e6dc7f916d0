"""Scores the layout challenge: made-up papers in layouts of real systems that no rule was written for.

    python -m tests.layouts.score open              every document with what was missed
    python -m tests.layouts.score held_out          totals only: a rule fitted to these proves nothing more
    python -m tests.layouts.score open work_slip    one document, with its rows

Each document is a matter of its own: drawn, read (native text only), gathered, drafted, compared.
Refuses to be lenient twice: what several readers may answer differently is written in the TOML, not here.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extractors.identity import Owner
from extractors.pages import Document, Source
from extractors.reading import ReadingOptions, read
from pipelines.approved import ApprovedTemplate, load_approved
from pipelines.deliverables.treatment import draft_chronology
from pipelines.gather import Facts, gather
from pipelines.matter import Client, Matter
from pipelines.rows import TreatmentChronology, TreatmentRow
from tests.layouts.expected import Expected, ExpectedEncounter, load_expected
from tests.layouts.sheet import Sheet

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[1] / "templates"
HALVES = ("open", "held_out")
MEASURES = (
    "documents",
    "rows",
    "recall",
    "precision",
    "span",
    "pages",
    "facility",
    "provider",
    "kind",
    "owner",
    "amounts",
)


@dataclass(frozen=True, slots=True)
class Score:
    """One document: (right, of) for each of `MEASURES`, and in words what was wrong."""

    name: str
    counts: dict[str, tuple[int, int]]
    faults: tuple[str, ...]


def names(half: str) -> tuple[str, ...]:
    """The documents of a half, sorted."""
    return tuple(sorted(p.stem for p in (HERE / half).glob("*.toml")))


def draw(half: str, name: str) -> bytes:
    """The document as PDF bytes, the same on every run."""
    sheet = Sheet()
    importlib.import_module(f"tests.layouts.{half}.{name}").draw(sheet)
    return sheet.pdf()


def read_document(half: str, name: str) -> Document:
    """The drawn document as the reader gives it."""
    data = draw(half, name)
    source = Source(hashlib.sha256(data).hexdigest(), (f"{name}.pdf",), "application/pdf", len(data))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.pdf"
        path.write_bytes(data)
        return read(path, source, ReadingOptions(ocr=False))


def chronology_of(
    expected: Expected, document: Document, template: ApprovedTemplate
) -> tuple[Facts, TreatmentChronology]:
    """Facts and draft of a matter that holds this one document."""
    client = Client(expected.client, expected.born)
    matter = Matter(Path(expected.name), expected.name, client, expected.incident)
    facts = gather((document,), client, expected.incident)
    return facts, draft_chronology(matter, facts, (), template, "layouts")


def score(half: str, name: str, template: ApprovedTemplate) -> Score:
    """Read, draft and compare one document."""
    expected = load_expected(HERE / half / f"{name}.toml")
    facts, chronology = chronology_of(expected, read_document(half, name), template)
    return compare(expected, facts, chronology)


def score_half(half: str) -> tuple[Score, ...]:
    """Every document of a half."""
    template = load_approved(TEMPLATES, "treatment")
    return tuple(score(half, name, template) for name in names(half))


def totals(scores: Sequence[Score]) -> dict[str, tuple[int, int]]:
    """Sums over documents, per measure."""
    return {m: (sum(s.counts[m][0] for s in scores), sum(s.counts[m][1] for s in scores)) for m in MEASURES}


def compare(expected: Expected, facts: Facts, chronology: TreatmentChronology) -> Score:
    """Match rows to expected encounters by date and page, then look at what each match says."""
    faults: list[str] = []
    pairs, missed, extra = match(expected.encounters, chronology.rows)
    wanted = [e for e in expected.encounters if not e.optional]
    found = [(e, r) for e, r in pairs if not e.optional]
    faults += [f"missed {e.start} on {_pages(e.pages)}" for e in missed if not e.optional]
    faults += [
        f"extra row {_row(r)}{' (a date that is no visit)' if _is_never(r, expected) else ''}" for r in extra
    ]
    counts = {
        "recall": (len(found), len(wanted)),
        "precision": (len(pairs), len(chronology.rows)),
        "span": _tally(
            faults,
            [
                (r.date_end in {d.isoformat() for d in e.ends}, f"{e.start}: ends {r.date_end}")
                for e, r in found
            ],
        ),
        "pages": _tally(
            faults,
            [
                (
                    _cited(r) - e.may_cite == e.pages,
                    f"{e.start}: pages {_pages(_cited(r))} for {_pages(e.pages)}",
                )
                for e, r in found
            ],
        ),
        "facility": _tally(
            faults, [(_facility_fits(e, r), f"{e.start}: facility {r.facility!r}") for e, r in found]
        ),
        "provider": _tally(
            faults, [(_provider_fits(e, r), f"{e.start}: provider {r.provider!r}") for e, r in found]
        ),
    }
    counts["kind"] = _tally(
        faults,
        [
            (p.kind.name in e.kinds, f"p. {p.page}: kind {p.kind.name} ({p.kind_rule})")
            for e, p in zip(expected.pages, facts.facts[0].pages, strict=True)
        ],
    )
    counts["owner"] = _tally(
        faults,
        [
            ((o != Owner.OTHER.value) == e.client, f"p. {i}: owner {o}")
            for i, (e, o) in enumerate(zip(expected.pages, facts.facts[0].owners, strict=True), 1)
        ],
    )
    billed = sum((c.amount for c in facts.facts[0].charges), Decimal("0.00"))
    counts["amounts"] = (
        (0, 0)
        if expected.charges is None
        else _tally(faults, [(billed == expected.charges, f"charges {billed} for {expected.charges}")])
    )
    counts["documents"] = (int(not faults), 1)
    counts["rows"] = (int(len(found) == len(wanted) and not extra), 1)
    return Score(expected.name, counts, tuple(faults))


def match(
    encounters: Sequence[ExpectedEncounter], rows: Sequence[TreatmentRow]
) -> tuple[list[tuple[ExpectedEncounter, TreatmentRow]], list[ExpectedEncounter], list[TreatmentRow]]:
    """Pairs of same start and a common page, the most alike first; what is left on either side."""
    candidates = [
        (not _provider_fits(e, r), not _facility_fits(e, r), len(_cited(r) ^ e.pages), e.optional, i, k)
        for i, e in enumerate(encounters)
        for k, r in enumerate(rows)
        if r.date_start == e.start.isoformat() and _cited(r) & e.pages
    ]
    taken: dict[int, int] = {}
    for *_, i, k in sorted(candidates):
        if i not in taken and k not in taken.values():
            taken[i] = k
    pairs = [(encounters[i], rows[k]) for i, k in sorted(taken.items())]
    missed = [e for i, e in enumerate(encounters) if i not in taken]
    return pairs, missed, [r for k, r in enumerate(rows) if k not in taken.values()]


def report(half: str, scores: Sequence[Score], details: bool) -> str:
    """The printed table: documents with their faults (if ``details``), then the totals."""
    lines: list[str] = []
    for s in scores if details else ():
        lines.append(f"{'FAIL' if s.faults else 'PASS'}  {s.name}")
        lines += [f"        {fault}" for fault in s.faults]
    lines.append(f"{half}: " + ", ".join(f"{m} {right}/{of}" for m, (right, of) in totals(scores).items()))
    return "\n".join(lines)


def _tally(faults: list[str], checks: Sequence[tuple[bool, str]]) -> tuple[int, int]:
    faults += [fault for right, fault in checks if not right]
    return sum(right for right, _ in checks), len(checks)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9&]+", " ", text.casefold()).split())


def _facility_fits(e: ExpectedEncounter, r: TreatmentRow) -> bool:
    return _plain(r.facility) in {_plain(f) for f in e.facilities}


def _provider_fits(e: ExpectedEncounter, r: TreatmentRow) -> bool:
    said = _plain(r.provider)
    return any(_plain(p) in said if p else not said for p in e.providers)


def _cited(row: TreatmentRow) -> frozenset[int]:
    return frozenset(c.citation.page for c in row.citations)


def _is_never(row: TreatmentRow, expected: Expected) -> bool:
    return row.date_start in {d.isoformat() for d in expected.never}


def _pages(pages: frozenset[int]) -> str:
    return "p. " + ",".join(str(p) for p in sorted(pages))


def _row(row: TreatmentRow) -> str:
    return f"{row.date_start} {row.type!r} on {_pages(_cited(row))}"


def main(arguments: Sequence[str]) -> int:
    """Print the scores; 2 on an unknown half, or when asked to look into the held-out one."""
    half = arguments[0] if arguments else "open"
    if half not in HALVES:
        print(f"Name one of: {', '.join(HALVES)}.")
        return 2
    if half == "held_out" and len(arguments) > 1:
        print("The held-out half is told in totals only.")
        return 2
    if len(arguments) < 2:
        print(report(half, score_half(half), details=half == "open"))
        return 0
    template = load_approved(TEMPLATES, "treatment")
    for name in arguments[1:]:
        expected = load_expected(HERE / half / f"{name}.toml")
        document = read_document(half, name)
        facts, chronology = chronology_of(expected, document, template)
        for page in document.pages:
            print(f"----- p. {page.number}\n{page.text}")
        for found in facts.facts[0].pages:
            letterhead = found.facility.value if found.facility else ""
            print(f"p. {found.page}: {found.kind.name} ({found.kind_rule}), facility {letterhead!r}")
            for d in found.dates:
                print(f"    {d.iso} {d.citation.quote!r}: {d.role.value} [{d.rule}]")
        for row in chronology.rows:
            says = (f"{row.date_start}..{row.date_end}", row.facility, row.provider, row.type)
            print(*says, _pages(_cited(row)), sep=" | ")
        print(report(half, (compare(expected, facts, chronology),), details=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
