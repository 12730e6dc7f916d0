"""Commands about clauses: which types are looked for, and whether a firm's own list does what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import UsageError
from pipelines.cli_words import note, say

clauses = typer.Typer(help="Which clauses are looked for in contracts.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(clauses, name="clauses")


@clauses.command("types")
def types(
    rules: Annotated[
        bool, typer.Option("--rules", help="Also the rules of each type, with an example.")
    ] = False,
) -> None:
    """List the 41 types of clauses that are looked for in every contract.

    \b
    Example:
      pincite clauses types --rules | grep -i audit
    """
    from extractors.contracts.clause_types import ClauseType
    from extractors.lexicon import load

    for kind in ClauseType:
        say(kind.value)
        if rules:
            for entry in (e for e in load("clause_cues")["rule"] if e["type"] == kind.value):
                say(f"  {entry['name']}, as in: {entry['examples'][0]}")


@clauses.command("check")
def check(
    file: Annotated[
        Path,
        typer.Argument(metavar="LIST", exists=True, dir_okay=False, help="The list (clause-types.toml)."),
    ],
) -> None:
    """Try your own list of clause types on its own examples: each under "yes" must be found, none under
    "no".

    Exit code 2 means that the list is not usable as it is; the lines to mend are named.

    \b
    Example:
      pincite clauses check OFFICE/clause-types.toml
    """
    from extractors.contracts.own_types import failing, read_own_types

    own = read_own_types(file.read_bytes(), str(file))
    failed = failing(own)
    for name in own.names:
        mine = [e for e in own.examples if e.type == name]
        good = len(mine) - sum(e.type == name for e in failed)
        say(f"{name}: {good} of {len(mine)} examples do as they say")
    for example in failed:
        told = 'stands under "yes" and is not found' if example.wanted else 'stands under "no" and is found'
        note(f"{file}, line {example.line}: this {told}: {example.text}")
    if failed:
        raise UsageError(
            f"{len(failed)} of {len(own.examples)} examples in {file} do not do as they say.",
            "Correct cues, or examples.",
        )
