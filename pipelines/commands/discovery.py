"""Commands for what arrives over months: the production log, what is still to come, what is withdrawn."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from pipelines.commands.inputs import ActorOption, MatterArgument, OfficeOption, find_matter, now
from pipelines.commands.words import say
from pipelines.commands.written_files import write_asked
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.store import Store

if TYPE_CHECKING:  # imported in the functions: most commands ask for no log
    from pipelines.discovery.received_log import ReceivedLine

_WIDTH, _IN = 88, "     "


def _said(words: str, *names: str) -> Any:
    """An option of `describe`: ``None`` where it is not given, since an empty text says something."""
    return typer.Option(*names, help=words, show_default=False)


discovery = typer.Typer(
    help="What arrived in a matter's drop folder: when, from whom, as what.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(discovery, name="discovery")


@discovery.command("log")
def discovery_log(
    named: MatterArgument,
    office: OfficeOption = None,
    csv: Annotated[Path | None, typer.Option(help="Write a spreadsheet's lines.", show_default=False)] = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Write a workbook, with a sheet of every file.", show_default=False)
    ] = None,
) -> None:
    """Show the production log: what came when, and from whom.

    With Bates numbers, counts and a digest of each delivery; times are those of the office's zone.

    \b
    Examples:
      pincite discovery log OFFICE/matters/2024-017
      pincite discovery log OFFICE/matters/2024-017 --csv received.csv --xlsx received.xlsx
    """
    from pipelines.discovery.received_log import received_log
    from pipelines.discovery.received_log_files import received_log_csv, received_log_xlsx

    matter = find_matter(named, office)
    zone = zone_of(matter)
    with Store.open(matter) as store:
        lines = received_log(store)
    for line in lines:
        for words in _line_words(line, zone):
            say(words)
    if not lines:
        say("Nothing has arrived yet.")
    write_asked(csv, lambda: received_log_csv(lines, zone))
    write_asked(xlsx, lambda: received_log_xlsx(lines, matter.slug, matter.client.name, zone))


@discovery.command("describe")
def discovery_describe(
    named: MatterArgument,
    number: Annotated[int, typer.Argument(metavar="NO", help="The delivery's number in the log.")],
    actor: ActorOption,
    office: OfficeOption = None,
    sent: Annotated[str | None, _said("Day on its transmittal, e.g. 2026-02-27.")] = None,
    sender: Annotated[str | None, _said("Who sent it.", "--from")] = None,
    contact: Annotated[str | None, _said("Whom to ask about it.")] = None,
    means: Annotated[str | None, _said("How it came, e.g. courier.")] = None,
    tracking: Annotated[str | None, _said("Its tracking number.")] = None,
    media: Annotated[str | None, _said("On what, e.g. DVD.")] = None,
    volume: Annotated[str | None, _said("Its volume, e.g. VOL002.")] = None,
    request: Annotated[str | None, _said("The request that it answers.")] = None,
    tier: Annotated[str | None, _said("Its tier under a protective order.")] = None,
    replaces: Annotated[str | None, _said("The volume that it replaces.")] = None,
    location: Annotated[str | None, _said("Where the medium is kept.")] = None,
    comments: Annotated[str | None, _said("Anything else.")] = None,
) -> None:
    """Say what is known of a delivery. What you leave out stays; an empty text takes a field back.

    The same can be said by a file transmittal.toml in the delivered folder; your word outranks it.

    \b
    Example:
      pincite discovery describe OFFICE/matters/2024-017 3 --actor pat \\
          --from "Stride Physical Therapy" --media DVD --request "RFP 3"
    """
    from pipelines.discovery.descriptions import describe
    from pipelines.discovery.received_log import received_log

    given = {
        "sent": sent, "from": sender, "contact": contact, "means": means, "tracking": tracking,
        "media": media, "volume": volume, "request": request, "tier": tier, "replaces": replaces,
        "location": location, "comments": comments,
    }  # fmt: skip
    matter = find_matter(named, office)
    with Store.open(matter) as store:
        describe(matter, store, number, {k: v for k, v in given.items() if v is not None}, actor, now())
        (line,) = (x for x in received_log(store) if x.number == number)
    for words in _line_words(line, zone_of(matter)):
        say(words)


def _line_words(line: ReceivedLine, zone: ZoneInfo) -> Iterator[str]:
    """A delivery as a few lines, as wide as a terminal."""
    from pipelines.discovery.arrivals import Change
    from pipelines.discovery.received_log import ARRIVED
    from pipelines.discovery.received_log_files import local_time

    sender = f", from {line.said('from')}" if line.said("from") else ""
    yield f"{line.number:>3}  {local_time(line.received, zone)}  {line.name}{sender}"
    files = line.count(*ARRIVED)
    parts = {
        "held already": line.count(Change.SAME),
        "in the place of others": line.count(Change.REPLACED),
        "moved": line.count(Change.MOVED),
        "gone from the drop folder": line.count(Change.REMOVED),
        "set aside": line.set_aside,
        "withdrawn since": line.withdrawn,
    }
    counts = [f"{count} {words}" for words, count in parts.items() if count]
    read = f"{many(line.documents, 'document')}, {many(line.pages, 'page')}"
    unread = bool(files) and not line.documents and not line.set_aside
    yield from _wrapped(", ".join([many(files, "file"), *counts, "nothing read yet" if unread else read]))
    if line.bates:
        yield from _wrapped(f"Bates {', '.join(r.text for r in line.bates)}")
    said = {
        "sent": "sent", "means": "by", "tracking": "tracking", "media": "on", "volume": "volume",
        "request": "answers", "tier": "tier", "replaces": "replaces", "contact": "contact",
        "location": "kept at",
    }  # fmt: skip
    words = [f"{word} {line.said(field)}" for field, word in said.items() if line.said(field)]
    if words:
        yield from _wrapped(", ".join(words))
    if line.said("comments"):
        yield from _wrapped(line.said("comments"))
    if line.sha256:
        yield f"{_IN}digest {line.sha256}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=_IN, subsequent_indent=_IN, break_on_hyphens=False)


def many(count: int, thing: str, things: str = "") -> str:
    """``1 file``, ``1,200 files``."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def zone_of(matter: Matter) -> ZoneInfo:
    """The zone in which the office counts its days."""
    return ZoneInfo(office_of(matter).policy().hours.zone)
