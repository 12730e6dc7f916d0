"""How much faster two workers finish a backlog than one: the same matters, the same server, the same bytes.

    python benchmarks/workers.py [--matters N] [--scans N] [--papers N] [--rounds N]

Starts PostgreSQL, Prefect's server on it and process workers as `docs/operations.md` tells to, on loopback.
Every matter has a made-up transmission and scanned pages in its drop folder. All runs are asked for at once;
the time is from then until the last one ended. Each worker reads in one process (PINCITE_READERS=1). Prints
one JSON line a backlog (workers, seconds, processor seconds of workers and runs, load of the machine before,
digest of all drafts), then the ratio of each round. The digests of all backlogs must be equal. A ratio means
something on a machine that does nothing else: see the load.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.matter import Matter  # noqa: E402
from tests.cluster.backlog import deploy, make_matter, start, uploads  # noqa: E402
from tests.cluster.postgres import postgres  # noqa: E402
from tests.cluster.running import Server, prefect_server, worker  # noqa: E402
from tests.what_stands import drafts, faults  # noqa: E402


def finish(server: Server, matters: list[Matter], workers: int) -> dict[str, object]:
    """Let this many workers finish the backlog; what it took."""
    load = os.getloadavg()[0]
    own = {"PINCITE_READERS": "1"}
    with ExitStack() as stack:
        for number in range(workers):
            stack.enter_context(worker(server, f"{workers}-{number}", ROOT, own))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        runs = [start(server, matter) for matter in matters]
        ended = server.ended(*runs, seconds=3600)
        seconds = time.monotonic() - began
    # The workers have ended, so what they and their runs used is known now.
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert set(ended) == {"AwaitingReview"}, ended
    assert not [fault for matter in matters for fault in faults(matter)]
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    made = json.dumps([drafts(matter) for matter in matters], sort_keys=True)
    return {
        "workers": workers,
        "matters": len(matters),
        "seconds": round(seconds, 1),
        "processor_seconds": round(used, 1),
        "load_before": round(load, 2),
        "drafts": hashlib.sha256(made.encode()).hexdigest()[:16],
    }


def main() -> None:
    """Every backlog is made anew: nothing of one round is known in the next."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--matters", type=int, default=12)
    parser.add_argument("--scans", type=int, default=8, help="scanned pages of each matter")
    parser.add_argument("--papers", type=int, default=24, help="printed papers of each matter")
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PINCITE_"))}
    env["PYTHONPATH"] = str(ROOT)
    files = [uploads(n, asked.scans, asked.papers) for n in range(asked.matters)]
    digests = set()
    with (
        tempfile.TemporaryDirectory(prefix="pincite-workers-") as folder,
        postgres() as database,
        prefect_server(database.url(), Path(folder) / "prefect", env) as server,
    ):
        deploy(server, ROOT)
        for number in range(asked.rounds):
            took = []
            for workers in (1, 2):
                office = Path(folder) / f"office-{number}-{workers}"
                matters = [make_matter(office, f"m{n:02}", held) for n, held in enumerate(files)]
                told = finish(server, matters, workers)
                print(json.dumps(told), flush=True)
                took.append(float(str(told["seconds"])))
                digests.add(told["drafts"])
            print(json.dumps({"round": number, "ratio": round(took[0] / took[1], 2)}), flush=True)
    assert len(digests) == 1, "the backlogs ended in different bytes"


if __name__ == "__main__":
    main()
