"""How a delta reads on a terminal: counts, then every change in a short line, and where all of it lies."""

from __future__ import annotations

from pathlib import Path

from pipelines.commands.words import near, say
from pipelines.delta.folder import DOCUMENT, PAGE
from pipelines.delta.lines import against, counts, groups
from pipelines.delta.values import Delta


def say_delta(delta: Delta, folder: Path) -> None:
    """The delta as it was written into ``folder``."""
    say(f"{delta.title} of {delta.matter}. {against(delta)}")
    told = [f"{label.lower()}: {count:,}" for column in counts(delta) for label, count in column if count]
    if delta.against:
        say(f"  {'; '.join(told)}")
    for group in groups(delta, short=True):
        say(f"  {group.title} ({len(group.lines):,})")
        for line in group.lines:
            say(f"    {line.what}" + (f"  [{line.cites}]" if line.cites else ""))
            for label, text in line.told:
                say(f"      {label}: {text}" if label else f"      {text}")
    say(f"To print: {near(folder / DOCUMENT)}. In full: {near(folder / PAGE)}.")
