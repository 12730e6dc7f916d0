"""All facts of one document: pages first, each by itself, then the pages read together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.bates import bates_of
from extractors.charges import charges_of
from extractors.date_roles import dates_of
from extractors.date_values import MatterDates
from extractors.encounters import encounter_of
from extractors.events import liability_of
from extractors.facility_names import claim_facilities_of, facility_of
from extractors.facts import (
    BILLING,
    CHART,
    CLINICAL,
    Charge,
    DateMention,
    DateRole,
    DocumentFacts,
    Encounter,
    PageFacts,
    PageKind,
    Printed,
    Reference,
)
from extractors.identity import Owner, mentions, owner_of, read_identity
from extractors.ledger_lines import money_of_pages
from extractors.lexicon import normal
from extractors.lone_names import lone_name
from extractors.note_starts import ANCHORS, SIGNATURE
from extractors.notes import split_notes
from extractors.page_kinds import classify, page_of
from extractors.pages import Document, Page
from extractors.person_names import is_person
from extractors.references import references_of
from extractors.running_lines import body_spans


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """Who the client is, as the extractors need it."""

    name: str
    aliases: tuple[str, ...]
    born: date | None
    incident: date | None


def read_facts(document: Document, client: ClientFacts) -> DocumentFacts:
    """All facts of a document, each with its citation."""
    matter = MatterDates(client.born, client.incident)
    client_names = tuple(normal(n) for n in (client.name, *client.aliases) if normal(n))
    reversed_names = tuple(" ".join([n.split()[-1], *n.split()[:-1]]) for n in client_names)
    not_names = client_names + reversed_names
    facts: list[PageFacts] = []
    owners: list[Owner] = []
    for page in document.pages:
        fact = _page_facts(page, matter, not_names)
        owner = _owner(page, fact, client)
        if owner is Owner.UNSTATED and owners and fact.kind in _GUARDED:
            owner = _inherited(owners[-1], facts[-1], fact, page, client)
        facts.append(fact)
        owners.append(owner)
    carried = _carry_kinds(_carry_examiner(document.pages, facts, matter))
    facts = [replace(f, bates=b) for f, b in zip(carried, bates_of(document.pages), strict=True)]
    facts = _with_lone_names(document.pages, facts, not_names)
    notes, undated = split_notes(document.pages, facts, owners)
    facts = _adopt_kinds(facts, {s.index: n.kind for n in notes for s in n.spans})
    bodies = body_spans(document.pages)
    encounters: tuple[Encounter, ...] = tuple(
        encounter_of(document.pages, facts, owners, bodies, n, not_names) for n in notes
    )
    encounters = tuple(map(_by_hand, encounters))
    hands = {p: e.kind for e in encounters for p in e.pages}
    facts = _adopt_kinds(facts, {i: hands[f.page] for i, f in enumerate(facts) if f.page in hands})
    owned = tuple(o.value for o in owners)
    money = money_of_pages(document.pages, facts, owned)
    charges = [c for found, fact in zip(money, facts, strict=True) for c in charges_of(found, fact)]
    references: list[Reference] = []
    for page, fact, owner in zip(document.pages, facts, owners, strict=True):
        if owner is Owner.OTHER:
            continue
        if fact.kind in CLINICAL or fact.kind is PageKind.OTHER:
            references += references_of(page, fact)
    return DocumentFacts(
        document.source.sha256,
        tuple(facts),
        encounters,
        tuple(_with_facility(charges, facts, owners)),
        tuple(references),
        owned,
        tuple(document.pages[i].number for i in undated),
        liability_of(document.pages, facts, owners),
    )


def _page_facts(page: Page, matter: MatterDates, not_names: tuple[str, ...]) -> PageFacts:
    verdict = classify(page)
    dates = dates_of(page, verdict.kind, matter)
    return PageFacts(
        page.source,
        page.number,
        verdict.kind,
        verdict.rule,
        dates,
        read_identity(page, dates),
        _facility(page, verdict.kind, not_names),
        page_of(page.text),
        None,
    )


def _facility(page: Page, kind: PageKind, not_names: tuple[str, ...]) -> Printed | None:
    boxed = claim_facilities_of(page) if kind is PageKind.CMS1500 else ()
    return boxed[0] if boxed else facility_of(page, not_names)


_LONE = CLINICAL | {PageKind.OTHER, PageKind.PHARMACY, PageKind.WORK_STATUS, PageKind.PHONE}


def _with_lone_names(
    pages: Sequence[Page], facts: list[PageFacts], not_names: tuple[str, ...]
) -> list[PageFacts]:
    """Papers that begin on a page without a letterhead: the name left over at the page's edge, if any."""
    named: list[PageFacts] = []
    for page, fact in zip(pages, facts, strict=True):
        begins = fact.page_of is None or fact.page_of[0] == 1
        if fact.facility is None and fact.kind in _LONE and begins and fact.dates:
            patient = tuple(normal(n.value) for n in fact.identity.names)
            fact = replace(fact, facility=lone_name(page, not_names, patient))
        named.append(fact)
    return named


_GUARDED = (
    CLINICAL
    | BILLING
    | {
        PageKind.PHARMACY,
        PageKind.WORK_STATUS,
        PageKind.INTAKE,
        PageKind.APPOINTMENTS,
        PageKind.PHONE,
        PageKind.ORDERS,
        PageKind.MEDICATION_LIST,
        PageKind.FLOW_SHEET,
        PageKind.OTHER,
        PageKind.DIAGRAM,
        PageKind.CONSENT,
    }
)


def _owner(page: Page, fact: PageFacts, client: ClientFacts) -> Owner:
    # Crash reports, letters and transcripts name many people; only patients' papers are guarded.
    if fact.kind not in _GUARDED or not client.name:
        return Owner.UNSTATED
    return owner_of(
        page, fact.identity, client.name, client.aliases, client.born.isoformat() if client.born else None
    )


def _inherited(owner: Owner, before: PageFacts, here: PageFacts, page: Page, client: ClientFacts) -> Owner:
    """A page that names nobody behind one of someone else: not ours until a page says whose it is.

    It is theirs unless it begins a run of its own or mentions the client: a lost page is listed and can be
    put back, a stranger's page in the chronology cannot be taken back.
    """
    if owner not in (Owner.OTHER, Owner.CONFLICT) or here.kind in (PageKind.BLANK, PageKind.UNREADABLE):
        return Owner.UNSTATED
    if mentions(page, (client.name, *client.aliases)):
        return Owner.UNSTATED
    if here.page_of and before.page_of:
        goes_on = before.page_of[1] == here.page_of[1] and here.page_of[0] == before.page_of[0] + 1
        return owner if goes_on else Owner.UNSTATED
    return Owner.UNSTATED if here.page_of is not None and here.page_of[0] == 1 else owner


_MANY_PAGED = BILLING | {
    PageKind.DEPOSITION,
    PageKind.POLICE,
    PageKind.INCIDENT_REPORT,
    PageKind.STATEMENT,
    PageKind.CERTIFICATION,
    PageKind.INSURER_LETTER,
    PageKind.CONSENT,
    PageKind.INTAKE,
    PageKind.PHARMACY,
    PageKind.REQUEST,
    PageKind.APPOINTMENTS,
    PageKind.WAGE,
    PageKind.PHONE,
    *CHART,
}


def _carry_examiner(
    pages: Sequence[Page], facts: list[PageFacts], matter: MatterDates
) -> list[PageFacts]:
    """An examiner's report goes on until it is signed: what it says of other papers makes it none of them."""
    carried: list[PageFacts] = []
    for index, fact in enumerate(facts):
        before = carried[-1] if carried else None
        if before and before.kind is PageKind.EXAMINER and fact.kind in _TOLD_BY_EXAMINERS:
            signed = SIGNATURE.search(pages[index - 1].text)
            new_run = fact.page_of is not None and fact.page_of[0] == 1
            dated = any(d.role in ANCHORS and "label" in d.rule for d in fact.dates)
            if not (signed or new_run or dated or fact.facility):
                dates = tuple(map(_reviewed, dates_of(pages[index], PageKind.EXAMINER, matter)))
                fact = replace(fact, kind=before.kind, kind_rule="continues the page before", dates=dates)
        carried.append(fact)
    return carried


def _reviewed(date: DateMention) -> DateMention:
    """A date in an examiner's list of records is of the paper reviewed, not of a visit to the examiner."""
    if date.role not in ANCHORS:
        return date
    return replace(date, role=DateRole.REFERENCE, rule="told in an examiner's report")


_TOLD_BY_EXAMINERS = (CLINICAL - {PageKind.EXAMINER}) | {PageKind.DEPOSITION, PageKind.OTHER}


def _carry_kinds(facts: list[PageFacts]) -> list[PageFacts]:
    """Later pages of transcripts, ledgers and letters print no title: they are of the kind before them."""
    carried: list[PageFacts] = []
    for fact in facts:
        before = carried[-1] if carried else None
        if before and fact.kind is PageKind.OTHER and before.kind in _MANY_PAGED:
            new_run = fact.page_of is not None and fact.page_of[0] == 1
            if not new_run and not any(d.role in ANCHORS for d in fact.dates):
                fact = replace(fact, kind=before.kind, kind_rule="continues the page before")
        carried.append(fact)
    return carried


def _adopt_kinds(facts: list[PageFacts], by_note: dict[int, PageKind]) -> list[PageFacts]:
    """A continuation page that says nothing of its kind is of its note's kind."""
    return [
        replace(f, kind=by_note[i], kind_rule="continues the note before")
        if f.kind is PageKind.OTHER and i in by_note
        else f
        for i, f in enumerate(facts)
    ]


_THERAPY_LETTERS = re.compile(
    r"\b(?:PT|DPT|MPT|MSPT|PTA|OT|OTR(?:/L)?|OTD|MOT|COTA|DC|LMT|L\.?Ac|DACM|ATC|CHT)\b|\bD\.C\.|\bP\.T\."
)


def _by_hand(encounter: Encounter) -> Encounter:
    """A dated contact on a paper that says nothing of its kind is of the kind that its clinician writes."""
    if encounter.kind is not PageKind.OTHER or encounter.provider is None:
        return encounter
    name = encounter.provider.value
    if not is_person(name):
        return encounter
    return replace(encounter, kind=PageKind.THERAPY if _THERAPY_LETTERS.search(name) else PageKind.NOTE)


def _with_facility(charges: list[Charge], facts: list[PageFacts], owners: Sequence[Owner]) -> list[Charge]:
    """A ledger's later pages print no letterhead: their charges are of the nearest billing page before them,
    never of one that is somebody else's."""
    last: dict[int, PageFacts] = {}
    named: PageFacts | None = None
    for fact, owner in zip(facts, owners, strict=True):
        if fact.kind in BILLING and fact.facility and owner is not Owner.OTHER:
            named = fact
        if named:
            last[fact.page] = named
    return [
        replace(c, facility=last[c.citation.page].facility)
        if c.facility is None and c.citation.page in last
        else c
        for c in charges
    ]
