"""The body-part index: which parts the quoted complaints, findings, studies and diagnoses name, and when.

Answers: in how many encounters a part is named, on which side, and in how many before the incident: counts,
no opinion. A visit that only denies the part or finds it normal ("denies neck pain", "neck supple") is
counted apart, in a column of its own; a part that no visit names otherwise has no line. Plans are not asked:
"hand therapy" names no injured hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.citations import Citation, cite
from extractors.denials import denied_or_normal
from extractors.facts import PageKind
from extractors.pages import Page
from extractors.regions import every_part_of
from extractors.sentences import Sentence, sentences_of, words_of
from pipelines.citing import Citer
from pipelines.indexes.visits import Visit, ids_of, span_of
from pipelines.rows import Index, IndexLine, VerbatimFinding

COLUMNS = ("part", "side", "visits", "first", "last", "before_incident", "denied_or_normal")
NOT_PRINTED = "not printed"
"""Stands for the side of a part that exists once or is named without one."""
HEADINGS = frozenset(
    {"Complaint", "History / mechanism", "Examination", "Imaging impression", "Diagnosis", "Procedure"}
)
"""The headings whose quotes are asked."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A part named by a visit; ``denied`` when it is only denied or found normal there."""

    part: str
    side: str
    visit: Visit
    denied: bool
    citation: Citation


def body_part_index(visits: Sequence[Visit], incident: date | None, citer: Citer) -> Index:
    """One line for each part and side, the one named most often first.

    Args:
        visits: the encounters, in the order of their groups.
        incident: the matter's date of incident; without one nothing is counted as before it.
        citer: the matter's citer.
    """
    mentions: dict[tuple[str, str], list[_Mention]] = defaultdict(list)
    for visit in visits:
        for mention in _of_visit(visit, citer):
            mentions[mention.part, mention.side].append(mention)
    lines = [line for key in sorted(mentions) if (line := _line(mentions[key], incident, citer))]
    lines.sort(key=lambda line: (-int(line.values[2]), line.values[0], line.values[1]))
    return Index("body_parts", COLUMNS, tuple(lines))


def _of_visit(visit: Visit, citer: Citer) -> Iterator[_Mention]:
    for finding in visit.row.findings:
        if finding.heading in HEADINGS:
            told = list(_sentences(finding, visit, citer))
            # What was done is named first; how the patient lay on the table names parts that nobody treated.
            for page, sentence in told[:1] if finding.heading == "Procedure" else told:
                yield from _of_sentence(page, sentence, visit)
    title = visit.group.lead.title
    if title:
        page = citer.pages[(title.citation.sha256, title.citation.page)]
        whole = Sentence(title.citation.start, title.citation.end, "", "")
        yield from _of_sentence(page, whole, visit)


def _sentences(finding: VerbatimFinding, visit: Visit, citer: Citer) -> Iterator[tuple[Page, Sentence]]:
    quoted = finding.source.citation
    page = citer.pages[(quoted.sha256, quoted.page)]
    kind: PageKind = visit.group.lead.kind
    for sentence in sentences_of(page, quoted.start, quoted.end, kind):
        yield page, sentence


def _of_sentence(page: Page, sentence: Sentence, visit: Visit) -> Iterator[_Mention]:
    text = page.text[sentence.start : sentence.end]
    words = words_of(text, sentence.start)
    for part in every_part_of(words.joined):
        start, end = words.place(part.start, part.end)
        quote = cite(page, sentence.start, sentence.end)
        denied = denied_or_normal(text, start - sentence.start, end - sentence.start)
        yield _Mention(part.name, part.side, visit, denied, quote)


def _line(mentions: Sequence[_Mention], incident: date | None, citer: Citer) -> IndexLine | None:
    asserted = [m for m in mentions if not m.denied]
    visits = list({m.visit.row.id: m.visit for m in asserted}.values())
    if not visits:
        return None
    refuted = {m.visit.row.id for m in mentions} - {v.row.id for v in visits}
    day = incident.isoformat() if incident else ""
    before = [v for v in visits if v.row.date_start < day]
    first, last = span_of(visits)
    ordered = sorted(
        asserted,
        key=lambda m: (m.visit.row.date_start, citer.names[m.citation.sha256], m.citation),
    )
    # The first, the last one before the incident, the last of all, and one that denies.
    proof = [ordered[0], *[m for m in ordered if m.visit.row.date_start < day][-1:]]
    proof += [max(ordered, key=lambda m: m.visit.row.date_end)]
    proof += [m for m in mentions if m.visit.row.id in refuted][:1]
    part = mentions[0]
    return IndexLine(
        (part.part, part.side or NOT_PRINTED, len(visits), first, last, len(before), len(refuted)),
        ids_of(visits),
        tuple(dict.fromkeys(citer.source(m.citation) for m in proof)),
    )
