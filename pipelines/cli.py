"""The command line: which commands there are, and how their errors reach a person.

Answers: exit code 0 (done), 1-8 (the error's class: one line on standard error, never a traceback), 3 also
when the work was done but files were set aside. Nothing heavy is imported here: `--help`, `status` and
`verify` answer in a fraction of a second, and each command imports what it needs when it runs.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from extractors.errors import PinciteError
from pipelines.commands import (
    clauses,
    confidentiality,
    decide,
    discovery,
    drop_folder,
    exhibits,
    ledger,
    matters,
    metrics,
    office,
    outcomes,
    release,
    retention,
    review,
    templates,
    watch,
    web,
    work,
    work_log,
)
from pipelines.commands.words import say_error
from pipelines.version import PROGRAM

HELP = """Medical chronologies for personal-injury matters: every line a quote with
its page, none released before an attorney signed for it.

\b
The quick way, from a folder of records to a draft:
  pincite run treatment FILES --client "Dewey Moen" --dob 1977-07-16 \\
      --incident 2016-09-16 --out OUT

\b
The lasting way, in an office folder that keeps roster, templates and matters:
  pincite init OFFICE
  pincite matter new 2024-017 --office OFFICE --client "Dewey Moen" \\
      --dob 1977-07-16 --incident 2016-09-16 --access pat --access lee
  pincite add OFFICE/matters/2024-017 RECORDS...
  pincite draft treatment OFFICE/matters/2024-017 --preparer pat

\b
From draft to release (an attorney decides the rows and signs for the files):
  pincite review submit MATTER --actor pat
  pincite review pass MATTER --actor quinn
  pincite review serve --office OFFICE
  pincite approve MATTER --actor lee --key lee.key
  pincite release MATTER --actor rory
  pincite verify MATTER/released/treatment/1 --roster OFFICE/roster.toml

\b
As more arrives in the matters' folders uploads/, for months:
  pincite watch --office OFFICE --preparer pat --every 15m
  pincite discovery status MATTER

\b
Exit codes: 0 done; 2 wrong usage; 3 done, but files were set aside;
4 quotes or pages do not add up; 5 template refused; 6 refused by the review
gate; 7 the audit ledger is broken; 8 a stored or released file was altered;
1 anything else.
"""

app = typer.Typer(
    name="pincite",
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
office.register(app)
templates.register(app)
matters.register(app)
confidentiality.register()
retention.register()
work.register(app)
discovery.register(app)
watch.register(app)
drop_folder.register()
exhibits.register(app)
clauses.register(app)
review.register(app)
decide.register()
outcomes.register()
release.register(app)
ledger.register(app)
metrics.register(app)
work_log.register(app)
web.register()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(PROGRAM)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options that stand before the command."""


_root.__doc__ = HELP


def main() -> None:
    """The entry point ``pincite``."""
    try:
        app(prog_name="pincite")
    except PinciteError as error:
        say_error(error)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
