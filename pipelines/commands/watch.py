"""The command that keeps matters up to date with what arrives: once, at intervals, or served by Prefect.

A watch starts each run as a process of this same command, with ``--once``: so a run may take what memory it
needs, and die, without the watch. Only that process loads Prefect.
"""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import PinciteError, UsageError
from pipelines.commands.discovery import many
from pipelines.commands.inputs import OfficeOption, find_matter, login_name, naming, needed_office, now
from pipelines.commands.words import command, note, say, say_error, say_next
from pipelines.commands.work import PreparerOption
from pipelines.confidentiality.access import may_prepare
from pipelines.confidentiality.retention import keeping_of
from pipelines.deliverables.catalog import kind
from pipelines.discovery.one_run import A_MOMENT, AlreadyRunning
from pipelines.discovery.schedule import Schedule, cron, every
from pipelines.discovery.watching import DONE, Glance, Watching
from pipelines.ledger_chain import Entry
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.office import Office, office_of, open_office
from pipelines.orchestrate import SharedServer, run_flow, serve_uploads

USUAL = "15m"
WATCHED = "PINCITE_WATCHED_BY"
"""In the environment of a run: the process that watches it, and without which it ends."""

ROOT = Path(__file__).resolve().parents[2]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("watch")(watch)


def watch(
    matters: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MATTER",
            help="The matters to watch; without one, all of the office in which the preparer may prepare.",
        ),
    ] = None,
    office: OfficeOption = None,
    preparer: PreparerOption = None,
    often: Annotated[
        str | None, typer.Option("--every", metavar="TIME", help="Look so often: 90s, 15m, 2h, 1d.")
    ] = None,
    times: Annotated[
        str | None, typer.Option("--cron", metavar="LINE", help="Look at these times, in the office's zone.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Look once, do what there is to do, and end.")] = False,
    deliverable: Annotated[
        list[str] | None,
        typer.Option(
            "--deliverable",
            metavar="NAME",
            help="Keep this deliverable up to date; may be given again. Without it, those that were drafted.",
        ),
    ] = None,
    at_once: Annotated[int, typer.Option(min=1, max=64, help="How many matters to work on at once.")] = 1,
    served: Annotated[
        bool, typer.Option("--serve", help="Serve the runs as deployments of the server at PREFECT_API_URL.")
    ] = False,
) -> None:
    """Take in what arrives in the drop folders, and draft again what it changes.

    Looks every 15 minutes if nothing else is said. A matter with nothing new costs a look at its drop folder.
    Ctrl-C ends it; whatever was cut short is done by the next run.

    \b
    Example:
      pincite watch --office OFFICE --preparer pat --every 15m
      pincite watch OFFICE/matters/2024-017 --preparer pat --once
    """
    if sum((often is not None, times is not None, once)) > 1:
        raise UsageError("--every, --cron and --once exclude each other.", "Give one of them.")
    person, wanted = preparer or login_name(), tuple(kind(name).name for name in deliverable or ())
    if once and not served and matters is not None and len(matters) == 1:
        raise typer.Exit(_one(find_matter(matters[0], office), person, wanted))
    chosen = _Chosen(matters or (), office, person)
    chosen.tell_left_out()
    if served:
        _serve(chosen, wanted, often, None if once else times, scheduled=not once)
        return
    schedule = cron(times, chosen.zone) if times else every(often or USUAL)
    with SharedServer() as server:
        idle: set[str] = set()
        watching = _watching(chosen, wanted, schedule, at_once, server, idle, once=once)
        with _ended_by_signal(watching.stop):
            if once:
                code = watching.once()
                if idle:
                    say(f"{many(len(idle), 'matter')}: nothing new.")
                raise typer.Exit(code)
            note(f"Watching {many(len(chosen.folders()), 'matter')} until Ctrl-C.")
            watching.keep()


class _Chosen:
    """The matters that a person chose to watch, in the name of a preparer."""

    def __init__(self, named: Sequence[str], office: Path | None, preparer: str) -> None:
        self.preparer = preparer
        self._named = tuple(find_matter(name, office).folder for name in named)
        offices = {office_of(load_matter(folder)).folder for folder in self._named}
        if len(offices) > 1:
            raise UsageError("The matters lie in several offices.", "Watch each office by itself.")
        self._office: Office = open_office(offices.pop() if offices else needed_office(office))

    @property
    def zone(self) -> str:
        """The zone of the office's clock."""
        return self._office.policy().hours.zone

    def folders(self) -> tuple[str, ...]:
        """Their folders as they now stand: without what is closed, locked, or not this preparer's."""
        entries = self._office.ledger.entries()
        named = self._named or tuple(matter.folder for matter in self._office.matters())
        return tuple(str(folder) for folder in named if self._open(folder, entries))

    def tell_left_out(self) -> None:
        """Say which matters are left out of those named.

        Raises:
            UsageError: all are, of those named or of the office.
        """
        every = self._named or tuple(matter.folder for matter in self._office.matters())
        kept = self.folders()
        if every and not kept:
            raise UsageError(
                f"There is no open matter here in which {self.preparer!r} may prepare.",
                "Name the preparer with --preparer; `pincite roster list` and `pincite matter access` say who"
                " may.",
            )
        for folder in self._named:
            if str(folder) not in kept:
                note(f"{folder.name} is left out: closed, locked, or not {self.preparer}'s to prepare in.")

    def _open(self, folder: Path, entries: Sequence[Entry]) -> bool:
        try:
            matter = load_matter(folder)
            return keeping_of(entries, matter.slug).closed is None and may_prepare(
                matter, self.preparer, now()
            )
        except PinciteError:
            return False  # locked, or gone: perhaps for now


class _Processes:
    """Runs as processes of this command."""

    def __init__(self, preparer: str, deliverables: Sequence[str], server: SharedServer) -> None:
        self._preparer, self._deliverables, self._server = preparer, deliverables, server

    def start(self, folder: str) -> subprocess.Popen[bytes] | None:
        named = [word for name in self._deliverables for word in ("--deliverable", name)]
        words = ["watch", folder, "--preparer", self._preparer, "--once", *named]
        try:
            env = {**os.environ, **self._server.environment(), **_importing(), WATCHED: str(os.getpid())}
            # -P: nothing in the working folder may shadow a module.
            command = [sys.executable, "-P", "-m", "pipelines.cli", *words]
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, env=env)
        except PinciteError as error:
            say_error(error)
        except OSError as error:
            note(f"pincite: no process can be started ({error.strerror}).")
        return None

    def idle(self) -> None:
        self._server.rest()


def _watching(
    chosen: _Chosen,
    deliverables: Sequence[str],
    schedule: Schedule,
    at_once: int,
    server: SharedServer,
    idle: set[str],
    *,
    once: bool,
) -> Watching:
    """``idle`` gets the matters that had nothing to do when last looked at."""
    from pipelines.discovery.run import glance

    said: dict[str, str] = {}

    def look(folder: str) -> Glance:
        try:
            found = glance(load_matter(Path(folder)), deliverables, _readers(int(time.time()) // 60), now())
        except AlreadyRunning as error:
            if once:
                say_error(error)
            return Glance(False)
        except PinciteError as error:
            if once:
                return Glance(True)  # its run will say so
            if said.get(folder) != str(error):
                say_error(error)
            said[folder] = str(error)
            return Glance(False)
        said.pop(folder, None)
        (idle.add if found == Glance(False) else idle.discard)(folder)
        return found

    runs = _Processes(chosen.preparer, deliverables, server)
    return Watching(chosen.folders, look, runs, schedule, at_once, now)


@functools.lru_cache(maxsize=1)
def _readers(_minute: int) -> str:
    """Who reads here: asked again every minute, for it starts a program."""
    from pipelines.matter_reading import readers

    return readers()


def _one(matter: Matter, preparer: str, deliverables: Sequence[str]) -> int:
    """One run over one matter, in this process; returns the exit code."""
    from pipelines.commands.progress import shown_progress
    from pipelines.discovery.run import glance
    from pipelines.matter_reading import readers
    from pipelines.progress import Silent, told_to

    watched = os.environ.get(WATCHED, "")
    if watched:
        threading.Thread(target=_end_without, args=(int(watched),), daemon=True).start()
    elif glance(matter, deliverables, readers(), now(), A_MOMENT) == Glance(False):
        say(f"{matter.slug}: nothing new.")
        return DONE[0]
    with nullcontext(Silent()) if watched else shown_progress() as display, told_to(display):
        display.stage("Starting Prefect")
        ended = run_flow(
            "take_uploads",
            matter_folder=str(matter.folder),
            preparer=preparer,
            deliverables=list(deliverables) or None,
        )
    say(f"{matter.slug}: {ended['said']}")
    for sink, why in ended["untold"]:
        note(f"{matter.slug}: notices: {sink} took none ({why}); tried again next time")
    if not watched:
        deltas = [command("review", "delta", matter.folder, *naming(made)) for made in ended["drafted"]]
        say_next(*deltas, command("discovery", "status", matter.folder))
    return DONE[1] if ended["set_aside"] else DONE[0]


def _serve(
    chosen: _Chosen, deliverables: Sequence[str], often: str | None, times: str | None, *, scheduled: bool
) -> None:
    matters = [load_matter(Path(folder)) for folder in chosen.folders()]
    if not matters:
        raise UsageError("There is no matter in this office yet.", "Make one with `pincite matter new`.")
    interval = every(often or USUAL).length if scheduled and times is None else None
    if times is not None:
        cron(times, chosen.zone)  # refused here, in words, rather than by the server
    if os.environ.get("PREFECT_API_URL"):
        note(f"Serving {many(len(matters), 'matter')} until Ctrl-C.")
    serve_uploads(
        matters={matter.slug: str(matter.folder) for matter in matters},
        preparer=chosen.preparer,
        deliverables=deliverables,
        every=interval,
        cron=times,
        zone=chosen.zone,
    )


def _importing() -> Mapping[str, str]:
    """The environment in which a child finds this program, installed or not."""
    before = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join([str(ROOT), *([before] if before else [])])}


def _end_without(parent: int) -> None:
    """End this run in order once the watch that started it is gone."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _ended_by_signal(stop: threading.Event) -> Iterator[None]:
    """Inside the block Ctrl-C and SIGTERM set the event, and nothing else."""

    def end(_number: int, _frame: object) -> None:
        stop.set()

    before: dict[int, Callable[..., object] | int | None] = {
        number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
