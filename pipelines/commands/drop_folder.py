"""Commands for a drop folder: what lies there and what it asks of people; take a source out, or back in."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.errors import UsageError
from pipelines.commands.discovery import discovery, many, zone_of
from pipelines.commands.inputs import ActorOption, MatterArgument, OfficeOption, find_matter, naming, now
from pipelines.commands.words import command, say, say_next
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.store import Store

if TYPE_CHECKING:  # imported in the functions: most commands look into no drop folder
    from pipelines.discovery.received_log import ReceivedLine
    from pipelines.discovery.withdrawn import Withdrawn
    from pipelines.rows import SetAside

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="The file as drafts name it, or the beginning of its digest.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why. It is sealed in the matter.")]
_MOST_SHOWN = 10
_SHORTEST = 8
"""Digits that a digest's beginning must have."""


_OWNERS = {"attorney": "an attorney", "supervising_attorney": "the supervising attorney"}
"""Who answers where no one person must."""


def register() -> None:
    """Add the commands to those of discovery."""
    discovery.command("status")(discovery_status)
    discovery.command("withdraw")(discovery_withdraw)
    discovery.command("restore")(discovery_restore)


def discovery_status(named: MatterArgument, office: OfficeOption = None) -> None:
    """Show what lies in uploads/, what is missing, what is asked.

    What still moves and what was received; Bates numbers that are missing or stand on different papers; what
    is withdrawn; open questions.

    \b
    Example:
      pincite discovery status OFFICE/matters/2024-017
    """
    from pipelines.discovery import block_lists, received_bates, volumes
    from pipelines.discovery.received_log import received_log
    from pipelines.discovery.transmittals import transmittals
    from pipelines.discovery.withdrawn import withdrawn
    from pipelines.notices import backlog, unsent

    matter = find_matter(named, office)
    with Store.open(matter) as store:
        for line in _lying(matter, store):
            say(line)
        for fault in (t.fault for t in transmittals(matter) if t.fault):
            say(f"  {fault}")
        for line in _received(received_log(store), matter):
            say(line)
        series = received_bates.gaps_and_overlaps(store)
        for line in (*received_bates.lines(series), *volumes.lines(volumes.volumes(matter, store))):
            say(line)
        for line in (*block_lists.lines(matter, store), *_withdrawn(withdrawn(store))):
            say(line)
        for line in _set_aside(store.set_asides()):
            say(line)
        left = backlog(store)
        for sink, count in left:
            say(f"Notices: {count:,} not taken by {sink} yet; each run tries again.")
        if not left and unsent(store):
            say("Notices: of what happened last nobody was told yet; the next run does.")
    for line in _questions(matter):
        say(line)


def discovery_withdraw(
    named: MatterArgument,
    file: FileArgument,
    actor: ActorOption,
    reason: ReasonOption,
    office: OfficeOption = None,
) -> None:
    """Take a source out of all further drafts. It is kept.

    What was released stays as it is.

    \b
    Example:
      pincite discovery withdraw OFFICE/matters/2024-017 "VOL001/chart.pdf" --actor pat \\
          --reason "Replaced by VOL002, see the letter of 2 March"
    """
    from pipelines.discovery.withdrawn import withdraw

    matter = find_matter(named, office)
    with Store.open(matter) as store:
        standing = [(source.sha256, source.names) for source in store.sources()]
        sha256, name = _found(file, standing, "in use in this matter")
        withdraw(matter, store, sha256, actor, reason, now())
    say(f"Withdrawn: {name}. Drafts made from now on are made without it, and say so.")
    say_next(command("discovery", "restore", matter.folder, sha256[:12], "--actor", actor, "--reason", "…"))


def discovery_restore(
    named: MatterArgument,
    file: FileArgument,
    actor: ActorOption,
    reason: ReasonOption,
    office: OfficeOption = None,
) -> None:
    """Take a withdrawn source back in. No later list or replacement withdraws it again by itself.

    \b
    Example:
      pincite discovery restore OFFICE/matters/2024-017 3f9a1c20 --actor lee \\
          --reason "Not privileged: the letter of 9 March gives it back"
    """
    from pipelines.discovery.withdrawn import restore, withdrawn

    matter = find_matter(named, office)
    with Store.open(matter) as store:
        out = [(one.sha256, (one.name,)) for one in withdrawn(store) if not one.kept]
        sha256, name = _found(file, out, "withdrawn in this matter")
        restore(matter, store, sha256, actor, reason, now())
    say(f"Back: {name}. Drafts made from now on are made from it again.")


def _lying(matter: Matter, store: Store) -> Iterator[str]:
    from pipelines.discovery.looking import look
    from pipelines.discovery.one_run import AlreadyRunning, one_run

    try:
        with one_run(matter):
            seen = look(matter, store, office_of(matter).policy().settle_seconds, now())
    except AlreadyRunning as running:
        yield f"Drop folder: {running.problem}"
        return
    except UsageError as none:
        yield f"Drop folder: {none}"
        return
    yield (
        f"Drop folder: {many(seen.unchanged, 'file')} taken, {len(seen.settled)} ready,"
        f" {len(seen.moving)} still arriving, {len(seen.removed)} gone"
    )
    yield from _named("ready", seen.settled)
    yield from _named("still arriving", seen.moving)
    yield from _named("gone", seen.removed)


def _named(what: str, paths: Sequence[str]) -> Iterator[str]:
    yield from (f"  {what}: {path}" for path in paths[:_MOST_SHOWN])
    if len(paths) > _MOST_SHOWN:
        yield f"  {what}: {len(paths) - _MOST_SHOWN:,} more"


def _received(lines: Sequence[ReceivedLine], matter: Matter) -> Iterator[str]:
    from pipelines.discovery.received_log import ARRIVED
    from pipelines.discovery.received_log_files import local_time

    came = [line for line in lines if line.count(*ARRIVED)]
    if not came:
        yield "Received: nothing yet"
        return
    files = sum(line.count(*ARRIVED) for line in came)
    last = f"{came[-1].name}, {local_time(came[-1].received, zone_of(matter))}"
    yield f"Received: {many(files, 'file')} in {many(len(came), 'delivery', 'deliveries')}, the last {last}"
    bare = [line.number for line in came if not line.said("from")]
    if bare:
        shown = ", ".join(str(number) for number in bare[:_MOST_SHOWN])
        more = f" and {len(bare) - _MOST_SHOWN:,} more" if len(bare) > _MOST_SHOWN else ""
        yield f"  nobody said from whom: no. {shown}{more} (`pincite discovery describe`)"


def _set_aside(entries: Sequence[SetAside]) -> Iterator[str]:
    for entry in entries[:_MOST_SHOWN]:
        name = "" if entry.file in entry.detail else f"{entry.file}: "
        text = f"Set aside ({entry.reason}): {name}{entry.detail} {entry.remedy}"
        yield from textwrap.wrap(text, 88, subsequent_indent="  ", break_on_hyphens=False)
    if len(entries) > _MOST_SHOWN:
        yield f"Set aside: {len(entries) - _MOST_SHOWN:,} more; the draft lists them all."


def _withdrawn(out: Iterable[Withdrawn]) -> Iterator[str]:
    for one in out:
        stands = "Kept in use" if one.kept else "Withdrawn"
        yield f"{stands} ({one.kind}): {one.name} [{one.sha256[:12]}]"
        yield from textwrap.wrap(one.detail, 88, initial_indent="  ", subsequent_indent="  ")


def _questions(matter: Matter) -> Iterator[str]:
    from pipelines.deliverables.catalog import KINDS
    from pipelines.discovery.received_log_files import local_time
    from pipelines.ledger import Ledger
    from pipelines.review.escalations import escalations, words

    entries = Ledger(matter.ledger).entries()
    found = [(kind.name, e) for kind in KINDS for e in escalations(entries, kind.name) if e.open]
    for deliverable, asked in found:
        held = ", work is held" if asked.hold else ""
        owner, due = _OWNERS.get(asked.owner, asked.owner), local_time(asked.due, zone_of(matter))
        yield f"Question {asked.id} ({deliverable}): for {owner} to answer by {due}{held}"
        for line in words(matter, asked.question_sha256).splitlines():
            yield from textwrap.wrap(line, 88, initial_indent="  ", subsequent_indent="  ")
    if found:
        deliverable, asked = found[0]
        answer = ("--escalation", asked.id, "--actor", "ATTORNEY-ID", "--answer", "…")
        yield f"  {command('review', 'answer', matter.folder, *naming(deliverable), *answer)}"
    else:
        yield "Questions: none open"


def _found(named: str, among: Iterable[tuple[str, Sequence[str]]], what: str) -> tuple[str, str]:
    """The one source of that name, or whose digest begins so, with the name to call it by.

    Raises:
        UsageError: there is none, or there are several.
    """
    digits = len(named) >= _SHORTEST and set(named) <= set("0123456789abcdef")
    found = [(s, names) for s, names in among if named in names or (digits and s.startswith(named))]
    if len(found) != 1:
        problem = f"{len(found)} files" if found else "No file"
        raise UsageError(
            f"{problem} of the name {named!r} {'are' if found else 'is'} {what}.",
            f"Give the name as drafts print it, or at least {_SHORTEST} digits of the digest.",
        )
    sha256, names = found[0]
    return sha256, named if named in names else names[0]
