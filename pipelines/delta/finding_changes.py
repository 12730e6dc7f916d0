"""What was missing and came, and what is missing now: gaps in treatment, bills, records, mentioned papers.

Answers: each gap opened, closed or changed; each bill, record or paper newly missing, received, or asked for
by nothing any more; how often each kind of finding stood. A gap is closed only where both visits around it
still stand, a paper received only where the paper that asks for it is still read: else something was taken
back, and nothing came. Judges nothing of what a gap or an absence means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

from extractors.lexicon import normal
from pipelines.delta.values import Count, Gap, GapChange, GapState, MissingChange, MissingState
from pipelines.render.wording import FINDING_KINDS, finding_words
from pipelines.rows import MatterFinding, SourceCitation
from pipelines.same_names import facility_key

GAP = "treatment_gap"
MISSING = {
    "record_without_bill": "Bill",
    "bill_without_record": "Record",
    "referenced_absent": "Mentioned paper",
}
"""What is missing, by the kind of finding that says so."""

Findings = Sequence[MatterFinding]


def gap_changes(before: Findings, now: Findings, held: Collection[str]) -> tuple[GapChange, ...]:
    """Gaps that are not in both revisions, by date.

    Args:
        held: digests of the sources that the later revision draws on.
    """
    old, new = _gaps(before), _gaps(now)
    left = [gap for gap in new if gap not in old]
    found = []
    for gap, finding in old.items():
        if gap in new:
            continue
        rest = tuple(other for other in left if _overlap(gap, other))
        stands = all(_holds(held, cited) for cited in finding.citations)
        state = GapState.MOVED if rest else GapState.CLOSED if stands else GapState.ENDED
        found.append(GapChange(state, gap, rest))
    told = {gap for change in found for gap in change.now}
    found += [GapChange(GapState.OPENED, None, (gap,)) for gap in left if gap not in told]
    return tuple(sorted(found, key=lambda c: ((c.before or c.now[0]).start, c.state)))


def missing_changes(before: Findings, now: Findings, held: Collection[str]) -> tuple[MissingChange, ...]:
    """Bills, records and papers that are missing in one of the two revisions only: newly missing ones first.

    Args:
        held: digests of the sources that the later revision draws on.
    """
    gone, new = _unmatched(_missing(before), _missing(now))
    found = [_missing_change(MissingState.MISSING, finding) for finding in new]
    for finding in gone:
        asked = any(_holds(held, cited) for cited in finding.citations)
        state = MissingState.RECEIVED if asked else MissingState.DROPPED
        found.append(_missing_change(state, finding))
    states = list(MissingState)
    return tuple(sorted(found, key=lambda c: (states.index(c.state), c.what, c.day, c.place)))


def finding_counts(before: Findings, now: Findings) -> tuple[Count, ...]:
    """Kinds of finding that stand more or less often now, in the order in which they print."""
    old, new = Counter(f.kind for f in before), Counter(f.kind for f in now)
    kinds = [*FINDING_KINDS, *sorted({*old, *new} - set(FINDING_KINDS))]
    return tuple(
        Count(finding_words(kind).title, old[kind], new[kind]) for kind in kinds if old[kind] != new[kind]
    )


def _gaps(findings: Findings) -> dict[Gap, MatterFinding]:
    found = {}
    for finding in findings:
        if finding.kind == GAP:
            data = dict(finding.data)
            found[Gap(str(data["start"]), str(data["end"]), int(data["days"] or 0))] = finding
    return found


def _overlap(one: Gap, other: Gap) -> bool:
    return one.start < other.end and other.start < one.end


def _holds(held: Collection[str], cited: SourceCitation) -> bool:
    return cited.citation.sha256 in held


def _missing(findings: Findings) -> list[MatterFinding]:
    return [finding for finding in findings if finding.kind in MISSING]


def _unmatched(
    before: Iterable[MatterFinding], now: Iterable[MatterFinding]
) -> tuple[list[MatterFinding], list[MatterFinding]]:
    """Those of either side without a counterpart: one that names the same, else one that cites the same.

    The name of a place may be printed otherwise on a paper that came later; the day's citation stays.
    """
    gone, new = _without_pairs(list(before), list(now), lambda finding: (_key(finding),))
    return _without_pairs(gone, new, _cited)


def _without_pairs(
    before: list[MatterFinding],
    now: list[MatterFinding],
    marks: Callable[[MatterFinding], Iterable[Hashable]],
) -> tuple[list[MatterFinding], list[MatterFinding]]:
    """Both without the pairs that share a mark, each paired once."""
    free: defaultdict[Hashable, list[int]] = defaultdict(list)
    for i, finding in enumerate(now):
        for mark in marks(finding):
            free[mark].append(i)
    taken: set[int] = set()
    gone = []
    for finding in before:
        pair = next((i for mark in marks(finding) for i in free[mark] if i not in taken), None)
        if pair is None:
            gone.append(finding)
        else:
            taken.add(pair)
    return gone, [finding for i, finding in enumerate(now) if i not in taken]


def _cited(finding: MatterFinding) -> Iterable[Hashable]:
    day = _data(finding, "date")
    return [(finding.kind, day, cited.citation) for cited in finding.citations]


def _key(finding: MatterFinding) -> tuple[str, str, str]:
    facility, name = _data(finding, "facility"), _data(finding, "name")
    return finding.kind, _data(finding, "date"), facility_key(facility) if facility else normal(name)


def _data(finding: MatterFinding, key: str) -> str:
    return str(dict(finding.data).get(key) or "")


def _missing_change(state: MissingState, finding: MatterFinding) -> MissingChange:
    place = _data(finding, "facility") or _data(finding, "name")
    return MissingChange(state, MISSING[finding.kind], _data(finding, "date"), place)
