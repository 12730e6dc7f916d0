"""A delta in words, line by line, as Word file, page and terminal print it.

Answers: the counts, and the lines in groups, what a person must look at first. Short or in full: a short line
leaves a long passage to the page it stands on and says so, and never cuts one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.delta.row_changes import OWN_WORDS
from pipelines.delta.values import (
    ChangedRow,
    Delta,
    FieldChange,
    FileState,
    Gap,
    GapChange,
    GapState,
    MissingChange,
    MissingState,
)
from pipelines.render.printing import in_words, one_line, us_date
from pipelines.review_rows import ReviewRow
from pipelines.rows import ROW_KINDS, SetAside, SourceCitation

SHORT = 160
"""Characters that a short line quotes at most; where a row says more, its columns are named."""
LISTED = 240
"""Characters of a list in few words."""
SHORT_CITES = 2
"""Pages that a short line names."""

Words = tuple[tuple[str, str], ...]
"""(label, text) pairs; the label is "" for plain words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change: what it is about, what is told of it, the pages that it cites ("" for none). ``brief`` is
    all of it in a few words, for a list; "" for a row."""

    what: str
    told: Words
    cites: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind, in order. ``rows`` marks those whose lines are rows."""

    title: str
    lines: tuple[Line, ...]
    rows: bool = False


def counts(delta: Delta) -> tuple[tuple[tuple[str, int], ...], ...]:
    """Columns of (label, count). Gaps and missing papers are counted where the deliverable tells of them."""
    columns = [
        (
            ("Rows added", len(delta.added)),
            ("Rows changed", len(delta.changed)),
            ("Rows withdrawn", len(delta.withdrawn)),
            ("Rows unchanged", delta.same),
        ),
        (
            ("Files received", len(delta.of_files(FileState.RECEIVED))),
            ("Files withdrawn", len(delta.of_files(FileState.WITHDRAWN))),
            ("Files renamed", len(delta.of_files(FileState.RENAMED))),
            ("Files newly set aside", len(delta.unread)),
        ),
    ]
    if delta.deliverable in ROW_KINDS:
        columns.append(
            (
                ("Missing papers received", len(delta.of_missing(MissingState.RECEIVED))),
                ("Papers newly missing", len(delta.of_missing(MissingState.MISSING))),
                ("Gaps closed", len(delta.of_gaps(GapState.CLOSED))),
                ("Gaps opened", len(delta.of_gaps(GapState.OPENED))),
            )
        )
    return tuple(columns)


def against(delta: Delta) -> str:
    """What the delta compares, in a sentence."""
    if not delta.against:
        return f"Revision {delta.revision} is the first: there is nothing to compare it with."
    stood = f" ({delta.stood})" if delta.stood else ""
    told = f"Revision {delta.revision} against revision {delta.against}{stood}."
    return f"{told} Nothing changed." if delta.empty else told


def listed(group: Group) -> str:
    """The lines of a group in a few words each, as many as `LISTED` characters hold, then how many more."""
    said: list[str] = []
    for line in group.lines:
        if said and sum(map(len, said)) + len(line.brief) > LISTED:
            return f"{'; '.join(said)}; and {len(group.lines) - len(said):,} more"
        said.append(line.brief)
    return "; ".join(said)


def groups(delta: Delta, *, short: bool) -> tuple[Group, ...]:
    """Every change in groups that hold any: papers, what is missing, rows, then names."""
    found = (
        Group("Files withdrawn", tuple(_files(delta, FileState.WITHDRAWN))),
        Group("Files newly set aside", tuple(_set_aside(e) for e in delta.unread)),
        Group("Files received", tuple(_files(delta, FileState.RECEIVED))),
        Group("Set aside before, and no more", tuple(_no_more(delta))),
        *_missing_groups(delta.missing),
        Group("Gaps in treatment", tuple(_gap(change) for change in delta.gaps)),
        Group("Rows withdrawn", tuple(_withdrawn(delta, short=short)), rows=True),
        Group("Rows changed", tuple(_changed(c, short=short) for c in delta.changed), rows=True),
        Group("Rows added", tuple(_row(r, short=short) for r in delta.added), rows=True),
        Group("Files renamed", tuple(_files(delta, FileState.RENAMED))),
        Group("Findings, by kind", tuple(_findings(delta))),
    )
    return tuple(group for group in found if group.lines)


# --- papers -------------------------------------------------------------------------------------------------


def _files(delta: Delta, state: FileState) -> Iterator[Line]:
    for change in delta.of_files(state):
        told = in_words(change.why) if state is FileState.WITHDRAWN else ""
        if state is FileState.RENAMED:
            told = f"Until now: {one_line(change.before)}"
        pages = _number(change.pages, "page") if change.pages else ""
        cited = f"{pages}, {change.cited} cited" if pages else ""
        name = one_line(change.name)
        brief = told or pages
        yield Line(
            name,
            _plain(". ".join(filter(None, (told, cited)))),
            brief=f"{name} ({brief[:1].lower()}{brief[1:]})" if brief else name,
        )


def _set_aside(entry: SetAside) -> Line:
    told = (in_words(entry.reason), one_line(entry.detail), one_line(entry.remedy))
    file = one_line(entry.file)
    brief = f"{file} ({in_words(entry.reason).lower()})"
    return Line(file, _plain(" ".join(_ended(part) for part in told if part)), brief=brief)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _no_more(delta: Delta) -> Iterator[Line]:
    read = {change.sha256 for change in delta.files if change.state is FileState.RECEIVED}
    for entry in delta.read:
        told = "It is read now." if entry.sha256 in read else "It is no longer listed."
        file = one_line(entry.file)
        yield Line(file, _plain(f"{_ended(in_words(entry.reason))} {told}"), brief=file)


# --- what is missing ----------------------------------------------------------------------------------------


def _missing_groups(missing: Sequence[MissingChange]) -> Iterator[Group]:
    titles = {
        MissingState.RECEIVED: "Missing until now, and received",
        MissingState.MISSING: "Newly missing",
        MissingState.DROPPED: "No longer asked for",
    }
    for state, title in titles.items():
        yield Group(title, tuple(_missing(change) for change in missing if change.state is state))


def _missing(change: MissingChange) -> Line:
    told = {
        "Bill": "A visit is recorded that no bill in the file charges",
        "Record": "A bill charges a visit that no record in the file tells of",
        "Mentioned paper": "A paper names it",
    }[change.what]
    after = {
        MissingState.MISSING: told + ".",
        MissingState.RECEIVED: f"{told}: so it was, until this revision.",
        MissingState.DROPPED: "What asked for it is no longer in the file.",
    }[change.state]
    named = (change.what, us_date(change.day), one_line(change.place))
    what = " · ".join(part for part in named if part)
    return Line(what, _plain(after), brief=what)


def _gap(change: GapChange) -> Line:
    told = {
        GapState.OPENED: "Opened: no treatment is recorded in between.",
        GapState.CLOSED: "Closed: treatment is recorded in between.",
        GapState.MOVED: "Now " + " and ".join(_stretch(gap) for gap in change.now) + ".",
        GapState.ENDED: "A visit at its end is no longer in the file.",
    }[change.state]
    stretch = _stretch(change.before or change.now[0])
    return Line(stretch, _plain(told), brief=f"{stretch} {change.state}")


def _stretch(gap: Gap) -> str:
    return f"{us_date(gap.start)} – {us_date(gap.end)} ({_number(gap.days, 'day')})"


def _findings(delta: Delta) -> Iterator[Line]:
    for count in delta.findings:
        told = f"{count.now}, before {count.before}"
        yield Line(count.title, _plain(told), brief=f"{count.title}: {told}")


# --- rows ---------------------------------------------------------------------------------------------------


def _withdrawn(delta: Delta, *, short: bool) -> Iterator[Line]:
    for gone in delta.withdrawn:
        line = _row(gone.row, short=short)
        why = _plain(_ended(gone.why) if gone.why else "")
        yield Line(line.what, why if short else (*why, *line.told), line.cites)


def _row(row: ReviewRow, *, short: bool) -> Line:
    heading = one_line(row.heading)
    said = [(c, one_line(t)) for c, t in row.fields if t and one_line(t) not in heading]
    return Line(heading, _told(said, short=short), _cites(row.citations, short=short))


def _changed(change: ChangedRow, *, short: bool) -> Line:
    told = [(field.column, _reworded(field)) for field in change.fields]
    return Line(
        one_line(change.row.heading),
        _told(told, short=short),
        _cites(change.row.citations, short=short),
    )


def _told(said: Sequence[tuple[str, str]], *, short: bool) -> Words:
    if not short or sum(len(text) for _, text in said) <= SHORT:
        return tuple(said)
    whole: list[tuple[str, str]] = []
    left = []
    room = SHORT
    for column, text in said:
        if len(text) <= room:
            room -= len(text)
            whole.append((column, text))
        else:
            left.append(column)
    return (*whole, ("", f"Also: {', '.join(dict.fromkeys(left))}."))


def _reworded(change: FieldChange) -> str:
    own = change.column in OWN_WORDS
    gone, new = (
        "; ".join(one_line(t) if own else f"“{one_line(t)}”" for t in texts)
        for texts in (change.gone, change.new)
    )
    if gone and new:
        return f"{gone} is now {new}"
    return f"no longer {gone}" if gone else f"new: {new}"


def _cites(citations: Iterable[SourceCitation], *, short: bool) -> str:
    pages: dict[tuple[str, int], str] = {}
    for cited in citations:
        pages.setdefault((cited.citation.sha256, cited.citation.page), one_line(cited.label))
    labels = list(pages.values())
    if short and len(labels) > SHORT_CITES:
        more = _number(len(labels) - SHORT_CITES + 1, "more page")
        labels = [*labels[: SHORT_CITES - 1], more]
    return "; ".join(labels)


def _plain(text: str) -> Words:
    return (("", text),) if text else ()


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s' * (count != 1)}"
