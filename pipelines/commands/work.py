"""Commands that do the work: draft a deliverable, and `run`, the whole way from a folder to a draft.

`run` is also the contract by which releases are measured. It leaves ``OUT/draft/`` with the draft's files and
manifest, complete also when files were set aside, and ends with exit code 0, or 3 when there were any.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import IntegrityError, UsageError
from pipelines.commands.inputs import MatterArgument, OfficeOption, find_matter, login_name, naming, now
from pipelines.commands.matters import (
    AliasOption,
    BirthOption,
    ClientOption,
    IncidentOption,
    NumberOption,
    TitleOption,
)
from pipelines.commands.templates import SHIPPED_TEMPLATES
from pipelines.commands.words import command, note, say, say_next, say_set_aside
from pipelines.deliverables.catalog import KINDS, kind
from pipelines.deliverables.kind import DeliverableKind
from pipelines.drafts import MANIFEST, Draft, load_draft
from pipelines.durable import file_digest, read_regular
from pipelines.matter import Client, Matter
from pipelines.matter_file import MATTER_FILE, load_matter
from pipelines.office import Office, open_office
from pipelines.rows import SetAside
from pipelines.source_links import FOLDER, check_beside, lay_out_sources
from pipelines.template_set import make_office

draft = typer.Typer(help="Draft a deliverable of a matter.", no_args_is_help=True)
run = typer.Typer(help="From a folder of records to a draft, in one command.", no_args_is_help=True)

RUN_SLUG = "matter"
EXHIBITS = "exhibits"
"""It has options of its own: see `pipelines.commands.exhibits`."""

PreparerOption = Annotated[
    str | None,
    typer.Option("--preparer", metavar="ID", help="Your id on the roster.", show_default="your login name"),
]

DRAFT_HELP = """Draft the {title} from everything the matter holds, its uploads folder included.

\b
Example:
  pincite draft {name} OFFICE/matters/2024-017 --preparer pat
"""
RUN_HELP = """Draft the {title} of a folder of {papers}.

Makes an office and a matter under OUT if there is none, takes the {papers} in, drafts, and leaves the
draft in OUT/{folder}. Run it again when {papers} arrive, or for another deliverable: only what is new
is read. Exit code 3 means that the draft is complete, but files were set aside; the draft lists them first.

\b
Example:
  pincite run {name} {papers} {example}
"""
RECORDS = {
    "papers": "records",
    "example": '--client "Dewey Moen" --dob 1977-07-16 \\\n      --incident 2016-09-16 --out moen',
}
CONTRACTS = {"papers": "contracts", "example": '--client "Quillfeather Mills, Inc." --out quillfeather'}
"""What the help of a deliverable calls the papers it reads, and an example with their client."""


def register(app: typer.Typer) -> None:
    """Add the commands to the command line: one of each kind for each deliverable."""
    for made in (k for k in KINDS if k.name != EXHIBITS):
        words = {"title": made.title.lower(), "name": made.name, "folder": _folder(made)}
        words |= CONTRACTS if made.name == "clauses" else RECORDS
        draft.command(made.name, help=DRAFT_HELP.format(**words))(_draft)
        run.command(made.name, help=RUN_HELP.format(**words))(_run)
    app.add_typer(draft, name="draft")
    app.add_typer(run, name="run")


def _folder(made: DeliverableKind) -> str:
    """Where `run` leaves the draft; the treatment chronology's place is a contract (decision 0007)."""
    return "draft" if made.name == "treatment" else f"draft-{made.name}"


def _named(context: typer.Context) -> DeliverableKind:
    """The deliverable whose command was called."""
    return kind(context.info_name or "")


def _draft(
    context: typer.Context,
    named: MatterArgument,
    office: OfficeOption = None,
    preparer: PreparerOption = None,
) -> None:
    draft_matter(find_matter(named, office), _named(context), preparer or login_name())


def draft_matter(matter: Matter, wanted: DeliverableKind, preparer: str) -> None:
    """Draft a deliverable of a matter and say what it holds; exit code 3 when files were set aside."""
    made = _drafted(matter, wanted, preparer)
    set_aside = _say_draft(made, made.folder)
    say_next(
        command("review", "submit", matter.folder, *naming(made.deliverable), "--actor", "PREPARER-ID"),
        command("review", "show", matter.folder, *naming(made.deliverable)),
    )
    if set_aside:
        raise typer.Exit(3)


def _run(
    context: typer.Context,
    files: Annotated[
        Path, typer.Argument(metavar="FILES_DIR", exists=True, help="The folder of records (or one file).")
    ],
    client: ClientOption,
    out: Annotated[Path, typer.Option(help="Folder for office, matter and draft; made if missing.")],
    dob: BirthOption = None,
    incident: IncidentOption = None,
    alias: AliasOption = None,
    mrn: NumberOption = None,
    title: TitleOption = "",
    preparer: PreparerOption = None,
) -> None:
    people = Client(client, dob, tuple(alias or ()), tuple(mrn or ()))
    run_folder(_named(context), files, people, incident, title, out, preparer or login_name())


def run_folder(
    wanted: DeliverableKind,
    files: Path,
    client: Client,
    incident: date | None,
    title: str,
    out: Path,
    preparer: str,
    bring: Callable[[Matter], None] = lambda _: None,
) -> None:
    """From a folder of records to a draft under ``out``; ``bring`` puts what else it needs into the
    matter."""
    from pipelines.discovery.one_run import A_MOMENT, one_run
    from pipelines.intake import take_in
    from pipelines.store import Store

    check_beside(out)
    if files.resolve().is_relative_to((out / FOLDER).resolve()):
        raise UsageError(
            f"{files} is the folder of copies that drafts link to.", "Name the records' own folder."
        )
    _refuse_foreign(out / _folder(wanted))
    office = _office_in(out / "office")
    matter = _matter_in(office, client, incident, title, preparer)
    bring(matter)
    note(f"Taking in {files}")
    with one_run(matter, A_MOMENT), Store.open(matter) as store:
        report = take_in(matter, store, [files])
    note(f"{report.found} files found, {len(report.added)} new, {len(report.set_aside)} set aside")
    made = _drafted(matter, wanted, preparer)
    shown = _show(made, out / _folder(wanted))
    read = {sha256 for _, sha256 in made.inputs}
    with Store.open(matter) as store:
        lay_out_sources(matter, [s for s in store.sources() if s.sha256 in read], out)
    set_aside = _say_draft(made, shown)
    person = ("--name", "YOUR NAME", "--role", "preparer", "--actor", preparer)
    say_next(
        command("roster", "add", preparer, *person, "--office", office.folder),
        command("matter", "grant", matter.folder, "ATTORNEY-ID", "--actor", preparer),
        command("review", "submit", matter.folder, *naming(made.deliverable), "--actor", preparer),
        command("status", matter.folder),
    )
    if set_aside:
        raise typer.Exit(3)


def _office_in(folder: Path) -> Office:
    made = (folder / "policy.toml").is_file()
    return open_office(folder) if made else make_office(folder, SHIPPED_TEMPLATES, now())


def _matter_in(office: Office, client: Client, incident: date | None, title: str, preparer: str) -> Matter:
    """The one matter of a `run` folder; whoever makes it may work in it.

    Raises:
        UsageError: the folder holds the matter of another client or incident.
    """
    from pipelines.confidentiality.access import grant
    from pipelines.matter_opening import open_matter

    folder = office.matters_folder / RUN_SLUG
    if not (folder / MATTER_FILE).is_file():
        proposed = Matter(folder, RUN_SLUG, client, incident, title)
        return open_matter(office, proposed, [preparer], preparer, now())[0]
    matter = load_matter(folder)
    if (matter.client, matter.date_of_incident, matter.title) != (client, incident, title):
        raise UsageError(
            "--out holds a matter with another client, date or title than was given now.",
            f"Name another --out, or correct {folder / MATTER_FILE}.",
        )
    if not matter.access.exists():  # a crash came between the matter and its first person
        grant(matter, [preparer], preparer, now())
    return matter


def _drafted(matter: Matter, wanted: DeliverableKind, preparer: str) -> Draft:
    """Run the draft flow, showing how far it is."""
    from pipelines.commands.progress import shown_progress
    from pipelines.orchestrate import run_flow
    from pipelines.progress import told_to

    try:
        with shown_progress() as display, told_to(display):
            display.stage("Starting Prefect")
            ids = run_flow(
                "draft",
                matter_folder=str(matter.folder),
                deliverable=wanted.name,
                preparer=preparer,
            )
    except KeyboardInterrupt:
        note("Interrupted. Run the same command again: what was read stays read.")
        raise
    return load_draft(matter, wanted.name, ids["revision"])


def _refuse_foreign(folder: Path) -> None:
    """Refuse to put a draft in the place of anything but an earlier draft as it was written.

    Raises:
        UsageError: the folder holds something else, or a file that a person has changed.
    """
    if not os.path.lexists(folder):
        return
    try:
        files = json.loads(read_regular(folder / MANIFEST))["files"]
        found = (p for p in folder.rglob("*") if p.is_symlink() or not p.is_dir())
        names = {p.relative_to(folder).as_posix() for p in found if not p.name.startswith((".", "~$"))}
        ours = names <= {*files, MANIFEST} and all(
            file_digest(folder / name) == files[name]["sha256"] for name in names - {MANIFEST}
        )
    except (OSError, ValueError, KeyError, TypeError, IntegrityError):
        ours = False
    if not ours:
        raise UsageError(
            f"{folder} holds something other than the draft that was put there; it would be lost.",
            "Move it elsewhere, or name another --out.",
        )


def _show(made: Draft, folder: Path) -> Path:
    """Put a copy of the draft where the person asked for it: all of it or nothing."""
    _refuse_foreign(folder)  # again: reading takes long, and the folder may have been used meanwhile
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(made.folder, beside)
    if folder.exists():
        old = folder.with_name(f".{folder.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        os.rename(folder, old)
        os.rename(beside, folder)
        shutil.rmtree(old)
    else:
        os.rename(beside, folder)
    return folder


def _counted(name: str) -> list[tuple[str, int]]:
    """Sorts names as people count: 2 before 11."""
    return [(words, int(digits or 0)) for words, digits in re.findall(r"([^0-9]*)([0-9]*)", name)]


def _say_draft(made: Draft, folder: Path) -> bool:
    """Tell what the draft holds and where it lies; returns whether files were set aside."""
    drafted = kind(made.deliverable)
    published = json.loads((folder / f"{drafted.stem}.json").read_bytes())
    set_aside = [SetAside(**entry) for entry in published["set_aside"]]
    say(f"{made.item}: {drafted.told(published)}")
    say_set_aside(set_aside)
    for name in (*sorted((file.name for file in made.files), key=_counted), MANIFEST):
        say(f"  {folder / name}")
    say("State: awaiting attorney review. Every page says DRAFT until it is released.")
    return bool(set_aside)
