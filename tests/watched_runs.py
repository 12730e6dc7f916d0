"""A watched matter whose process group is killed at moments drawn from a seed, and started again.

    lay a transmission ─▶ watch ─▶ kill -9 ─▶ watch ─▶ … ─▶ one run to its end ─▶ compare with a calm twin

What is killed is the whole process group of `pincite watch`; reading processes have sessions of their own and
must end by themselves. Prefect's server, where there is a lasting one, is not of the group.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.commands.templates import SHIPPED_TEMPLATES
from pipelines.matter import Client, Matter
from pipelines.matter_opening import open_matter
from pipelines.office import Office
from pipelines.review.roster import Person, Role
from pipelines.template_set import make_office
from tests.made_pages import BORN, INCIDENT
from tests.made_transmissions import lay
from tests.pipelines.made_office import set_roster
from tests.what_stands import Holdings, drafts, faults, history, holdings

ROOT = Path(__file__).resolve().parents[1]
PAT = Person("pat", "Pat Quill", (Role.PREPARER, Role.QC))
LONGEST_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Watched:
    """A matter and the environment of the commands that work on it."""

    matter: Matter
    env: Mapping[str, str]

    @property
    def office(self) -> Path:
        return self.matter.folder.parents[1]

    def deliver(self, files: Mapping[str, bytes]) -> None:
        lay(self.matter.uploads, files)

    def once(self) -> float:
        """One run to its end; how many seconds it took.

        Raises:
            AssertionError: it failed.
        """
        begun = time.monotonic()
        run = self._start("--once", told=subprocess.PIPE)
        try:
            said, _ = run.communicate(timeout=LONGEST_SECONDS)
        finally:
            _kill(run)
        assert run.returncode in (0, 3), said
        return time.monotonic() - begun

    def killed_after(self, seconds: float) -> None:
        """Watch, and kill the whole group after so many seconds, whatever it is doing then."""
        run = self._start("--every", "1s", told=subprocess.DEVNULL)
        time.sleep(seconds)
        assert run.poll() is None, f"the watch ended by itself with {run.returncode}"
        _kill(run)

    def _start(self, *how: str, told: int) -> subprocess.Popen[str]:
        words = ("watch", self.matter.folder, "--office", self.office, "--preparer", "pat", *how)
        return subprocess.Popen(
            [sys.executable, "-m", "pipelines.cli", *map(str, words)],
            cwd=ROOT,
            env={**self.env, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT if told == subprocess.PIPE else told,
            text=True,
            start_new_session=True,
        )


def watched(folder: Path, env: Mapping[str, str]) -> Watched:
    """A new office in ``folder`` with one open matter, to whose drop folder files come."""
    now = datetime.now(UTC)  # as the commands have it
    office: Office = make_office(folder, SHIPPED_TEMPLATES, now)
    text = office.policy_file.read_text(encoding="utf-8")
    assert "settle_seconds = 10" in text
    # The files are laid whole; how long one waits for others is tested elsewhere.
    office.policy_file.write_text(text.replace("settle_seconds = 10", "settle_seconds = 0"), encoding="utf-8")
    set_roster(office, PAT)
    proposed = Matter(
        office.matters_folder / "2024-017", "2024-017", Client("Rosalind Quimby", BORN), INCIDENT
    )
    matter, _ = open_matter(office, proposed, ["pat"], "pat", now)
    return Watched(matter, env)


@dataclass(slots=True)
class Tally:
    """``kills`` in all; ``at_work`` of them left something undone, so they struck a run at its work."""

    kills: int = 0
    at_work: int = 0


def calm(
    folder: Path, env: Mapping[str, str], waves: Sequence[Mapping[str, bytes]]
) -> list[tuple[Holdings, float]]:
    """What stands after each wave of files where nothing is killed, and how many seconds its run took."""
    world = watched(folder, env)
    stands = []
    for files in waves:
        world.deliver(files)
        seconds = world.once()
        stands.append((standing(world.matter), seconds))
    return stands


def killed(
    folder: Path,
    env: Mapping[str, str],
    waves: Sequence[Mapping[str, bytes]],
    undisturbed: Sequence[tuple[Holdings, float]],
    kills: int,
    draw: random.Random,
    tally: Tally,
) -> None:
    """The same waves, each run killed ``kills`` times and then let through; it ends as the calm one did.

    Raises:
        AssertionError: it ends otherwise, or something was left that must not be.
    """
    world = watched(folder, env)
    for files, (expected, seconds) in zip(waves, undisturbed, strict=True):
        world.deliver(files)
        for _ in range(kills):
            world.killed_after(draw.uniform(0.0, 1.25 * seconds))
            tally.kills += 1
            tally.at_work += unfinished(world.matter, expected)
        world.once()
        assert faults(world.matter) == []
        found = standing(world.matter)
        assert found == expected, differing(found, expected)


def standing(matter: Matter) -> Holdings:
    return {**holdings(matter), **history(matter), "drafts": drafts(matter)}


def unfinished(matter: Matter, expected: Holdings) -> bool:
    """Whether the matter is not there yet; its files may be in any state, so nothing is opened but names."""
    made = {f"{p.parent.name}/{p.name}" for p in matter.drafts.glob("*/*") if p.name.isdigit()}
    return made != set(expected["revisions"])


def differing(found: Holdings, expected: Holdings) -> str:
    return "\n".join(f"{k}: {found[k]}\n  but {expected[k]}" for k in found if found[k] != expected[k])


def _kill(run: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    run.wait(timeout=20)
