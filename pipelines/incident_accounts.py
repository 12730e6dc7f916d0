"""What the client's own medical papers record of how it happened: accounts given to providers.

Answers: the sentences of a visit or intake form that tell of the incident, as a row dated by that visit. A
later visit of the same facility that says nothing else is no second row. Ambulance runs have their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.citations import Citation, cite
from extractors.event_times import A_DAY
from extractors.facts import CLINICAL, DateMention, DateRole, EventKind, PageKind, Precision, Printed
from extractors.mechanisms import claims_of, introduces, of_another_event, presents
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.mechanism_contradictions import in_history, notes_of_the_incident
from pipelines.merging import Group
from pipelines.rows import EventRow, VerbatimFinding
from pipelines.same_names import facility_key
from pipelines.told import Told, tell

ACCOUNT = "Account given"
TO_A_PROVIDER = "account given to a provider"
ON_A_FORM = "account given on an intake form"
_BOXES = ("[", "]", "☐", "☑", "☒", "□", "■", "___")
_MOST_SENTENCES = 3
_KIND = "kind of event"
"""That it was a collision or a fall is news once in a matter: every indication of a study says it again."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account: when and to whom, and its sentences; ``also`` are the places that say the same again."""

    date: DateMention
    people: tuple[Printed, ...]
    sentences: tuple[Citation, ...]
    also: tuple[Citation, ...]
    type: str
    claims: frozenset[tuple[str, str]]


def accounts_of(
    facts: Facts, groups: Sequence[Group], incident: date | None, citer: Citer
) -> tuple[Account, ...]:
    """Accounts in order of date; none without a date of incident.

    Args:
        facts: the matter's facts.
        groups: its encounters, as the treatment chronology joins them.
        incident: the matter's date of incident.
        citer: the matter's citer.
    """
    if incident is None:
        return ()
    runs = {
        (f.sha256, f.pages[i].page)
        for f in facts.facts
        for paper in f.liability.papers
        if paper.kind is EventKind.EMS
        for i in paper.indexes
    }
    dates = {key: page.dates for key, page in facts.page_facts().items()}
    about = notes_of_the_incident(groups, dates, incident)
    told: dict[tuple[int, str, int], list[Told]] = {}
    for sentence in tell(facts, groups, citer, CLINICAL | {PageKind.INTAKE}):
        if sentence.is_copy or sentence.place in runs or sentence.place in citer.unsettled:
            continue
        if sentence.group is not None and groups[sentence.group].start < incident:
            continue
        is_about = sentence.group in about
        if _tells(sentence, dates[sentence.place], incident, is_about=is_about):
            # A visit is one account whatever its pages; a form's page is one.
            key = (-1, *sentence.place) if sentence.group is None else (sentence.group, "", 0)
            told.setdefault(key, []).append(sentence)
    found = [a for own in told.values() if (a := _account(own, groups, dates[own[0].place]))]
    return tuple(_new(sorted(found, key=lambda a: (a.date.iso, *_place(a)))))


def _place(account: Account) -> tuple[str, int, int]:
    citation = account.date.citation
    return citation.sha256, citation.page, citation.start


def _tells(sentence: Told, dates: Sequence[DateMention], incident: date, *, is_about: bool) -> bool:
    """Whether a sentence tells how the incident happened: tied to its date, to what brought the patient, or
    in the history of a note about it."""
    joined = sentence.words.joined
    if not claims_of(joined) or of_another_event(joined):
        return False
    printed = [d for d in dates if sentence.sentence.start <= d.citation.start < sentence.sentence.end]
    if any(d.start == incident and d.precision in A_DAY for d in printed):
        return True
    if sentence.kind is PageKind.INTAKE:
        on_page = any(d.role is DateRole.INCIDENT and d.start == incident for d in dates)
        return on_page and not any(box in sentence.text for box in _BOXES)
    if printed or sentence.kind is PageKind.THERAPY:
        return False
    return (introduces(joined) and presents(joined)) or (is_about and in_history(sentence))


def _account(own: Sequence[Told], groups: Sequence[Group], dates: Sequence[DateMention]) -> Account | None:
    telling = [s for s in own if any(field != _KIND for field, _, _ in claims_of(s.words.joined))]
    own = telling or own[:1]
    first = own[0]
    claims = frozenset((field, value) for s in own for field, value, _ in claims_of(s.words.joined))
    by_words = {s.words.joined: s for s in reversed(own)}
    kept = [s for s in own if by_words[s.words.joined] is s]
    again = [s for s in own if by_words[s.words.joined] is not s]
    sentences = tuple(cite(s.page, s.sentence.start, s.sentence.end) for s in kept[:_MOST_SENTENCES])
    also = tuple(cite(s.page, s.sentence.start, s.sentence.end) for s in again)
    if first.group is not None:
        lead = groups[first.group].lead
        people = tuple(p for p in (lead.provider, lead.facility) if p)
        return Account(lead.date, people, sentences, also, TO_A_PROVIDER, claims)
    if first.kind is not PageKind.INTAKE:
        return None
    filled = [d for d in dates if d.role in (DateRole.FORM, DateRole.SIGNED) and d.precision is Precision.DAY]
    return Account(filled[0], (), sentences, also, ON_A_FORM, claims) if filled else None


def _new(accounts: Sequence[Account]) -> Iterator[Account]:
    """Accounts that say something which the same facility's earlier ones did not."""
    known: dict[str, set[tuple[str, str]]] = {}
    kinds: set[tuple[str, str]] = set()
    for account in accounts:
        key = facility_key(account.people[-1].value) if account.people else account.date.citation.sha256
        said = known.setdefault(key, set())
        kind = {claim for claim in account.claims if claim[0] == _KIND}
        if not account.claims - kind <= said or not kind <= kinds:
            yield account
        said |= account.claims
        kinds |= kind


def account_row(account: Account, citer: Citer) -> EventRow:
    """The row of an account, without its id."""
    findings = tuple(VerbatimFinding(ACCOUNT, citer.source(c), citer.doubtful(c)) for c in account.sentences)
    cited = [citer.source(account.date.citation), *(citer.source(p.citation) for p in account.people)]
    cited += [citer.source(c) for c in account.also]
    flags = ("low-confidence text",) if any(f.low_confidence for f in findings) else ()
    return EventRow(
        "",
        account.date.iso,
        account.date.end.isoformat(),
        account.date.precision.value,
        "",
        "",
        account.type,
        tuple(p.value for p in account.people),
        findings,
        (),
        tuple(cited),
        flags,
    )
