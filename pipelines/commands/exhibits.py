"""Commands about exhibits: draft them by a plan, and look up what a court asks.

A plan is a file of the firm's (``exhibits.toml``). Without one the program proposes a plan and says so in the
draft; it chooses nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.inputs import MatterArgument, OfficeOption, find_matter, login_name
from pipelines.commands.matters import (
    AliasOption,
    BirthOption,
    ClientOption,
    IncidentOption,
    NumberOption,
    TitleOption,
)
from pipelines.commands.words import note, say
from pipelines.commands.work import EXHIBITS, PreparerOption, draft, draft_matter, run, run_folder
from pipelines.deliverables.catalog import kind
from pipelines.matter import Client, Matter

exhibits = typer.Typer(help="What courts ask of exhibits.", no_args_is_help=True)

EVIDENCE = (
    "Evidence: A a rule of the court, A-old an old or undated one, B reported by others, C a vendor's page, "
    "D our own careful choice, X sources disagree."
)

PlanOption = Annotated[
    Path | None,
    typer.Option(
        "--plan", metavar="FILE", exists=True, dir_okay=False, show_default=False,
        help="The exhibit plan (exhibits.toml, or a list as .csv or .xlsx); copied into the matter.",
    ),
]  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    draft.command(EXHIBITS)(draft_exhibits)
    run.command(EXHIBITS)(run_exhibits)
    app.add_typer(exhibits, name="exhibits")


def draft_exhibits(
    named: MatterArgument,
    plan: PlanOption = None,
    office: OfficeOption = None,
    preparer: PreparerOption = None,
) -> None:
    """Index, label, number, bind and check the exhibits of a matter, by the plan in its folder.

    The plan is MATTER/exhibits.toml, or a list alone (exhibits.csv, exhibits.xlsx). Where there is none, one
    is proposed there for you to edit, and the draft is made from it. Nothing in the draft is "ready to file"
    before a person has confirmed the court's rules.

    \b
    Example:
      pincite draft exhibits OFFICE/matters/2024-017 --preparer pat
    """
    matter = find_matter(named, office)
    _bring(matter, plan)
    draft_matter(matter, kind(EXHIBITS), preparer or login_name())


def run_exhibits(
    files: Annotated[
        Path, typer.Argument(metavar="FILES_DIR", exists=True, help="The folder of papers (or one file).")
    ],
    client: ClientOption,
    out: Annotated[Path, typer.Option(help="Folder for office, matter and draft; made if missing.")],
    plan: PlanOption = None,
    dob: BirthOption = None,
    incident: IncidentOption = None,
    alias: AliasOption = None,
    mrn: NumberOption = None,
    title: TitleOption = "",
    preparer: PreparerOption = None,
) -> None:
    """Index, label, number, bind and check the exhibits of a folder of papers; the draft is
    OUT/draft-exhibits.

    Exit code 3 means that the draft is complete, but files were set aside; the draft lists them first.

    \b
    Example:
      pincite run exhibits papers --plan exhibits.toml --client "Dewey Moen" \\
          --dob 1977-07-16 --incident 2016-09-16 --out moen
    """
    people = Client(client, dob, tuple(alias or ()), tuple(mrn or ()))
    who = preparer or login_name()
    run_folder(kind(EXHIBITS), files, people, incident, title, out, who, lambda m: _bring(m, plan))


@exhibits.command("courts")
def courts() -> None:
    """List the courts whose rules are known, how good the evidence is, and when it was looked up.

    \b
    Example:
      pincite exhibits courts | grep Cal
    """
    from pipelines.exhibits.courts import load_profile, profiles

    for id in profiles():
        profile = load_profile(id)
        size = f"{profile.max_file_mb:g} MB" if profile.max_file_mb else "size not known"
        say(f"{id:<18} {profile.evidence.value:<6} {profile.checked.isoformat()}  {size:<15} {profile.name}")
    say(EVIDENCE)


@exhibits.command("court")
def court(
    id: Annotated[str, typer.Argument(metavar="COURT", help="A name from `pincite exhibits courts`.")],
) -> None:
    """Show what one court asks, each value with its source, evidence and day of looking it up; and what you
    have to confirm with the clerk before a filing can be ready.

    \b
    Example:
      pincite exhibits court us-cand
    """
    from pipelines.exhibits.court_values import NO_LIMIT, typed_value
    from pipelines.exhibits.courts import load_profile
    from pipelines.exhibits.readiness import ON_PAPER, to_confirm

    profile = load_profile(id)
    say(f"{profile.name} ({profile.id}), {profile.kind}")
    say(f"  Evidence {profile.evidence.value}, looked up {profile.checked.isoformat()} in stored copies.")
    for key in dict.fromkeys(origin.key for origin in profile.origins):
        value = getattr(profile, key)
        told = value if key == "notes" else "not known" if value is None else typed_value(profile, key)
        say(f"  {key}: {told}")
        for origin in (o for o in profile.origins if o.key == key):
            say(f"      {origin.evidence.value}, {origin.checked.isoformat()}, {origin.source}")
    for conflict in profile.conflicts:
        say(f"  Sources disagree: {conflict}")
    say(EVIDENCE)
    say("Read the court's present rules before you confirm them in exhibits.toml.")
    if waiting := to_confirm(profile):
        say("These rest on no present rule of the court. Ask the clerk, correct what differs, and write:")
        say("  [overrides]")
        for key, _ in waiting:
            say(f"  {key} = {typed_value(profile, key)}")
    if profile.max_file_mb is None and profile.kind != ON_PAPER:
        say(f'No size limit is known. Ask the clerk; give max_file_mb there, "{NO_LIMIT}" if there is none.')


def _bring(matter: Matter, plan: Path | None) -> None:
    """Copy the plan given into the matter, and say which file is the plan from now on."""
    from pipelines.exhibits.plan_place import LISTS, bring_plan, proposal_path

    if plan is not None:
        bring_plan(matter, plan)
    own = proposal_path(matter)
    standing = [path for path in (own, *(matter.folder / name for name in LISTS)) if path.is_file()]
    if standing:
        note(f"By the exhibit plan {standing[0]}; to change something, edit that file and draft again.")
    else:
        note(f"No exhibit plan yet: one is proposed in {own}. Edit that file and draft again.")
