"""Commands about clauses: which types are looked for, whether a firm's own list does what it says, and the
fitting of a finder to marked contracts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import UsageError
from pipelines.commands.words import note, say

FEWEST_CONTRACTS = 20
"""With fewer, a fold holds next to nothing."""

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


@clauses.command("train")
def train(
    data: Annotated[
        Path,
        typer.Argument(metavar="DATA", exists=True, dir_okay=False, help="Contracts in CUAD's format."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="MODEL", help="The model file to write.")],
    card: Annotated[
        Path | None, typer.Option("--card", metavar="FILE", help="Also the model card, as Markdown.")
    ] = None,
    attribution: Annotated[
        str | None, typer.Option("--attribution", help="What the data's licence asks to be said.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes; any number, the same model.")] = 2,
) -> None:
    """Fit the finder to marked contracts and say what it is worth on contracts it has not seen.

    The same data give the same file, byte for byte, on the same machine and libraries. CUAD's 408 training
    contracts take about a quarter of an hour on two cores.

    \b
    Example:
      pincite clauses train CUADv1.json --out office/clauses.model
    """
    from extractors.contracts.model.model_file import Model, save_model
    from extractors.contracts.training.card_page import card_page
    from extractors.contracts.training.fitting import fit
    from extractors.contracts.training.marked_contracts import data_digest, load_marked
    from extractors.contracts.training.report import ATTRIBUTION, model_card
    from pipelines.durable import replace_file

    marked = load_marked(data)
    if len(marked) < FEWEST_CONTRACTS:
        raise UsageError(
            f"{data.name} holds {len(marked)} contracts; a fit needs {FEWEST_CONTRACTS}.",
            "Mark more contracts, or write rules: see docs/clause-lists.md.",
        )
    fitted = fit(marked, jobs, note)
    stated = model_card(data.name, data_digest(data), marked, fitted, attribution or ATTRIBUTION)
    replace_file(out, save_model(Model(fitted.banks, fitted.looks, fitted.scale, stated)))
    page = card_page(stated)
    if card is not None:
        replace_file(card, page.encode("utf-8"))
    say(page)
