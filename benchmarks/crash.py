"""Kill a watched run again and again, and compare what is left with what an undisturbed one leaves.

    python benchmarks/crash.py [KILLS] [SEED]      # 200 kills with seed 1; some ten minutes

Each matter gets four transmissions, one after the other. The run over each is killed five times (the whole
process group, SIGKILL, at a moment drawn from the seed) and then let through. Store, names, arrivals, every
revision's files and the ledger must be those of the calm twin. Ends with an error at the first difference.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipelines.prefect_server import temporary_server
from tests.made_transmissions import transmission
from tests.watched_runs import Tally, calm, killed

WAVES = 4
KILLS_A_WAVE = 5


def main(kills: int, seed: int) -> None:
    draw, tally, begun = random.Random(seed), Tally(), time.monotonic()
    arriving = [transmission(number) for number in range(WAVES)]
    with tempfile.TemporaryDirectory(prefix="pincite-crash-") as name:
        folder = Path(name)
        (folder / "cache").mkdir()
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PINCITE_"))}
        with temporary_server(folder / "cache") as server:
            # One server for all: it saves the seconds in which there is nothing to kill.
            env = {**kept, "XDG_CACHE_HOME": str(folder / "cache"), "PREFECT_API_URL": server.address()}
            undisturbed = calm(folder / "calm", env, arriving)
            print(
                "undisturbed runs:", ", ".join(f"{seconds:.1f} s" for _, seconds in undisturbed), flush=True
            )
            while tally.kills < kills:
                world = folder / f"killed-{tally.kills}"
                killed(world, env, arriving, undisturbed, KILLS_A_WAVE, draw, tally)
                print(f"{tally.kills} kills, {tally.at_work} at work: all as undisturbed", flush=True)
    seconds = time.monotonic() - begun
    print(f"{tally.kills} kills, seed {seed}, {seconds:.0f} s: store, drafts and ledgers as undisturbed")


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + ["200", "1"][len(sys.argv) - 1 :])))
