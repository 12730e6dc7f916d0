"""Pages of correspondence and statements that may be privileged, each with why: for a person to check.

Answers: letters and messages to or from the client, messages within one office, and papers that speak of
privilege themselves. It decides nothing; what is marked as work product near its top is no paper at all (see
`extractors.event_papers`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.event_cues import speaks_of_privilege
from extractors.facts import Event, EventKind
from extractors.lexicon import normal
from pipelines.citing import Citer
from pipelines.gather import Facts

_CORRESPONDENCE = frozenset({EventKind.LETTER, EventKind.EMAIL})
_MAY_BE_MARKED = _CORRESPONDENCE | {EventKind.STATEMENT, EventKind.INCIDENT_REPORT, EventKind.PHOTOGRAPHS}
"""Discovery responses and transcripts object on privilege as a matter of course: they are not asked."""
_DOMAIN = re.compile(r"@([a-z0-9.-]+[a-z0-9])")
_SHORTEST_SURNAME = 3


def may_be_privileged(facts: Facts, citer: Citer) -> Mapping[tuple[str, int], str]:
    """(Digest, page) → why, for every page of an event of which something says so; what it tells included."""
    found: dict[tuple[str, int], str] = {}
    for document in facts.facts:
        for event in document.liability.events:
            reason = _reason(event, citer, facts.client.name)
            for page in event.pages if reason else ():
                found.setdefault((event.sha256, page), reason)
    return found


def _reason(event: Event, citer: Citer, client: str) -> str:
    if event.kind in _CORRESPONDENCE and _names(event, client):
        return f"{event.kind.value} to or from the client"
    if event.kind is EventKind.EMAIL and _within_one_office(event):
        return "e-mail within one office"
    if event.kind in _MAY_BE_MARKED and any(
        speaks_of_privilege(citer.pages[(event.sha256, page)]) for page in event.pages
    ):
        return "the paper speaks of privilege"
    return ""


def _within_one_office(event: Event) -> bool:
    """Whether all addresses of a message, two at least, are of one domain."""
    domains = _DOMAIN.findall(" ".join(p.value.lower() for p in event.parties))
    return len(domains) > 1 and len(set(domains)) == 1


def _names(event: Event, client: str) -> bool:
    surname = normal(client).split()[-1:]
    said = normal(" ".join(p.value for p in event.parties)).split()
    return bool(surname) and len(surname[0]) >= _SHORTEST_SURNAME and surname[0] in said
