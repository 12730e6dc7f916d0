"""The findings section: what a person must know about the file before trusting the rows.

Each line is procedural: it counts, pairs or lists, cites both ends, and draws no conclusion.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from extractors.facts import CLINICAL, PageKind
from extractors.identity import Owner
from extractors.pages import CONFIDENCE_FLOOR, Layer
from pipelines.billing import Reconciliation
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.merging import Group
from pipelines.page_ranges import page_ranges
from pipelines.postings import Postings
from pipelines.rows import MatterFinding, SetAside, SourceCitation
from pipelines.same_names import facility_key, same_facility

_TREATING_APART = frozenset({PageKind.WORK_STATUS, PageKind.EXAMINER})


def set_aside_findings(set_aside: Sequence[SetAside]) -> tuple[MatterFinding, ...]:
    """Files that were not processed, first in the draft."""
    return tuple(
        MatterFinding(
            "set_aside",
            f"{s.file}: {s.reason}. {s.remedy}",
            (),
            (("file", s.file), ("reason", s.reason), ("sha256", s.sha256)),
        )
        for s in set_aside
    )


def identity_findings(facts: Facts, citer: Citer) -> tuple[MatterFinding, ...]:
    """Pages of other people, and pages whose identity disagrees with itself: stop and escalate."""
    found: list[MatterFinding] = []
    for document in facts.facts:
        for page, owner in zip(document.pages, document.owners, strict=True):
            name = citer.names[page.sha256]
            data = (("page", page.page), ("source", name))
            if owner == Owner.OTHER.value:
                # Neither name nor quote: this page is somebody else's and must not travel in the deliverable.
                found.append(
                    MatterFinding(
                        "other_patient",
                        f"{name}, p. {page.page} carries another person's identity. Stop and escalate.",
                        (),
                        data,
                    )
                )
            elif owner == Owner.CONFLICT.value:
                cited = citer.of_page(page.sha256, page.page)
                message = (
                    f"{name}, p. {page.page}: name and birth date do not agree on whose page it is. "
                    f"Check before use."
                )
                found.append(MatterFinding("identity_conflict", message, (cited,) if cited else (), data))
    return tuple(found)


def unnamed_findings(
    facts: Facts, citer: Citer, used: frozenset[tuple[str, int]]
) -> tuple[MatterFinding, ...]:
    """By file, the cited pages that print neither name nor birth date: only the file says whose they are."""
    found: list[MatterFinding] = []
    for document in facts.facts:
        silent = [
            page
            for page, owner in zip(document.pages, document.owners, strict=True)
            if owner == Owner.UNSTATED.value and page.kind in CLINICAL and (page.sha256, page.page) in used
        ]
        if not silent:
            continue
        name = citer.names[document.sha256]
        pages = page_ranges(p.page for p in silent)
        one = len(silent) == 1
        message = (
            f"{name}, {'p.' if one else 'pp.'} {pages} {'prints' if one else 'print'} neither name nor birth "
            f"date: only the file says whose {'it is' if one else 'they are'}."
        )
        cited = tuple(c for p in silent if (c := citer.of_page(p.sha256, p.page)))
        data = (("count", len(silent)), ("pages", pages), ("source", name))
        found.append(MatterFinding("identity_not_printed", message, cited, data))
    return tuple(found)


def undated_findings(
    facts: Facts, citer: Citer, used: frozenset[tuple[str, int]]
) -> tuple[MatterFinding, ...]:
    """Pages that print no date, and clinical pages whose dates are not of service: where each was placed."""
    found: list[MatterFinding] = []
    copies = {(p.copy.sha256, p.copy.page) for p in facts.duplicates}
    for document in facts.facts:
        for page, owner in zip(document.pages, document.owners, strict=True):
            key = (page.sha256, page.page)
            silent = not page.dates and page.kind not in (PageKind.BLANK, PageKind.UNREADABLE)
            stray = page.page in document.undated and key not in used
            if owner == Owner.OTHER.value or not (silent or stray) or (key in copies and not silent):
                continue
            cited = citer.of_page(*key)
            name = citer.names[page.sha256]
            if silent and key in used:
                placed, message = (
                    "continues",
                    f"{name}, p. {page.page} prints no date; it was read as going on from the page before.",
                )
            elif silent:
                placed, message = "", f"{name}, p. {page.page} prints no date ({page.kind.value})."
            else:
                placed, message = (
                    "",
                    f"{name}, p. {page.page} has no date of service and continues no dated note.",
                )
            data = (("page", page.page), ("placed", placed), ("source", name))
            found.append(MatterFinding("undated", message, (cited,) if cited else (), data))
    return tuple(found)


def low_confidence_findings(facts: Facts, citer: Citer) -> tuple[MatterFinding, ...]:
    """Pages read from an image below the confidence floor."""
    found: list[MatterFinding] = []
    for document in facts.documents:
        for page in document.pages:
            if page.layer is Layer.OCR and page.confidence is not None and page.confidence < CONFIDENCE_FLOOR:
                name = citer.names[page.source]
                cited = citer.of_page(page.source, page.number)
                message = (
                    f"{name}, p. {page.number} was read with confidence {page.confidence:.2f}, below "
                    f"{CONFIDENCE_FLOOR:.2f}: check it against the image."
                )
                found.append(
                    MatterFinding(
                        "low_confidence",
                        message,
                        (cited,) if cited else (),
                        (("page", page.number), ("source", name)),
                    )
                )
            elif page.layer is Layer.NONE and "blank" not in page.marks:
                name = citer.names[page.source]
                found.append(
                    MatterFinding(
                        "unreadable",
                        f"{name}, p. {page.number} could not be read.",
                        (),
                        (("page", page.number), ("source", name)),
                    )
                )
    return tuple(found)


def gap_findings(
    groups: Sequence[Group], incident: date | None, threshold_days: int, citer: Citer
) -> tuple[MatterFinding, ...]:
    """Spans of more than ``threshold_days`` without treatment, after the incident, both ends cited."""
    treating = sorted(
        (g for g in groups if g.lead.kind not in _TREATING_APART), key=lambda g: (g.start, g.end)
    )
    found: list[MatterFinding] = []
    latest: Group | None = None
    for group in treating:
        if incident and group.start < incident:
            continue
        if latest is not None and group.start - latest.end > timedelta(days=threshold_days):
            days = (group.start - latest.end).days
            message = (
                f"No treatment recorded for {days} days: {latest.end.isoformat()} to "
                f"{group.start.isoformat()}."
            )
            cites = (citer.source(latest.lead.date.citation), citer.source(group.lead.date.citation))
            data = (("days", days), ("end", group.start.isoformat()), ("start", latest.end.isoformat()))
            found.append(MatterFinding("treatment_gap", message, cites, data))
        if latest is None or group.end > latest.end:
            latest = group
    return tuple(found)


def amended_findings(groups: Sequence[Group], citer: Citer) -> tuple[MatterFinding, ...]:
    """Amended notes: the amendment's words, and the version before where the file holds it."""
    found: list[MatterFinding] = []
    for group in groups:
        amended = [e for e in group.members if e.amended]
        if not amended:
            continue
        cites = [citer.source(e.amended.citation) for e in amended if e.amended]
        before = [e for e in group.members if not e.amended and e.kind is not PageKind.WORK_STATUS]
        cites += [citer.source(e.date.citation) for e in before]
        state = "both versions are in the file" if before else "the version before is not in the file"
        day = group.start.isoformat()
        on = min(e.amended.iso for e in amended if e.amended)
        found.append(
            MatterFinding(
                "amended",
                f"The note of {day} was amended on {on}; {state}.",
                tuple(cites),
                (("amended_on", on), ("date", day)),
            )
        )
    return tuple(found)


def billing_findings(
    groups: Sequence[Group], bills: Reconciliation, postings: Postings, citer: Citer
) -> tuple[MatterFinding, ...]:
    """Bills without a record, and records without a bill."""
    found: list[MatterFinding] = []
    for bill in bills.without_record:
        amount = postings.charged(bill.papers)
        if amount is None:
            continue
        message = (
            f"Billed without a record in the file: {bill.day.isoformat()}, "
            f"{bill.facility or 'facility not printed'}, ${amount:,.2f}."
        )
        data = (
            ("amount", f"{amount:.2f}"),
            ("codes", " ".join(bill.codes)),
            ("date", bill.day.isoformat()),
            ("facility", bill.facility),
        )
        found.append(
            MatterFinding(
                "bill_without_record", message, tuple(citer.source(c.citation) for c in bill.papers), data
            )
        )
    for index, group in enumerate(groups):
        if index in bills.billed or group.lead.kind is PageKind.WORK_STATUS:
            continue
        facility = group.lead.facility.value if group.lead.facility else ""
        message = f"No bill in the file for {group.start.isoformat()}, {facility or 'facility not printed'}."
        found.append(
            MatterFinding(
                "record_without_bill",
                message,
                (citer.source(group.lead.date.citation),),
                (("date", group.start.isoformat()), ("facility", facility)),
            )
        )
    return tuple(found)


def absent_findings(groups: Sequence[Group], facts: Facts, citer: Citer) -> tuple[MatterFinding, ...]:
    """Records that notes mention and the file does not hold: the request list."""
    held = [(e.facility.value, g.start, g.end) for g in groups for e in g.members if e.facility]
    known_keys = {facility_key(name) for name, _, _ in held}
    seen: dict[tuple[str, str], list[SourceCitation]] = {}
    for document in facts.facts:
        for reference in document.references:
            day = reference.date.start if reference.date else None
            name = reference.facility.value
            same_place = [(s, e) for n, s, e in held if same_facility(n, name) or _part_of(n, name)]
            if day and any(s - timedelta(days=1) <= day <= e + timedelta(days=1) for s, e in same_place):
                continue
            key = next(
                (k for k in seen if same_facility(k[0], name) and k[1] == (day.isoformat() if day else "")),
                (name, day.isoformat() if day else ""),
            )
            seen.setdefault(key, []).append(citer.source(reference.sentence))
    found: list[MatterFinding] = []
    for (name, day_iso), cites in sorted(seen.items(), key=lambda item: (item[0][1], item[0][0])):
        where = (
            "records of this facility are in the file, this date is not"
            if facility_key(name) in known_keys
            else "no records of this facility are in the file"
        )
        message = (
            f"Mentioned but not in the file: {name}{', ' + day_iso if day_iso else ''} ({where}). "
            f"Consider requesting."
        )
        found.append(
            MatterFinding("referenced_absent", message, tuple(cites), (("date", day_iso), ("facility", name)))
        )
    return tuple(found)


def _part_of(held: str, mentioned: str) -> bool:
    return facility_key(mentioned) in facility_key(held) and len(facility_key(mentioned)) > 8
