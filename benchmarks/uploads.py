"""A thousand small uploads in random bursts over several matters, one slow copy among them, under the watch.

    python benchmarks/uploads.py [UPLOADS [MATTERS [SEED]]]      # 1,000 over 4, seed 1
    python benchmarks/uploads.py --growth [PAGES]                # to 10,000

The first writes one-page papers into drop folders while `pincite watch` is at work on all of them, some
renamed into place, most written where they stay, and one large file in pieces, with pauses longer than the
settling time. At the end every file must have been taken once, whole, and nothing else; the watch's memory is
looked at all the while. The second lets pages come to one matter by the hundred, and prints processor
milliseconds a page for looking, taking and reading a hundred: the last must cost what the first did.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.growth import CLIENT, PLACES, note  # noqa: E402
from benchmarks.transmission import opened_office, side_by_side  # noqa: E402
from pipelines.discovery.batches import BATCH_SECONDS, read_all  # noqa: E402
from pipelines.discovery.looking import look  # noqa: E402
from pipelines.discovery.taking import take_settled  # noqa: E402
from pipelines.matter import Matter  # noqa: E402
from pipelines.matter_reading import readers  # noqa: E402
from pipelines.store import Store  # noqa: E402

UPLOADS, MATTERS, SEED = 1000, 4, 1
SETTLE_SECONDS = 1
BURST = (1, 60)
PAUSE = (0.0, 1.5)
SLOW_PIECES, SLOW_PIECE, SLOW_PAUSE = 40, 50_000, 1.6
RENAMED = 0.3
"""Share of the files that are written under another name first."""
LONGEST_SECONDS = 1800.0
FIRST_DAY = date(2020, 2, 3)
STEP = 100


def paper(rng: random.Random, number: int, client: str) -> bytes:
    """A page of text as no other."""
    day = FIRST_DAY + timedelta(days=number % 2000)
    lines = [*note(rng, PLACES[number % len(PLACES)], day), f"Form {number:06d}"]
    return "\n".join(lines).replace(CLIENT.name, client).encode("ascii")


class Uploads:
    """Files on their way into drop folders. ``expected`` are the digests by matter and path."""

    def __init__(self, matters: list[Matter], count: int, seed: int) -> None:
        self._matters, self._count, self._rng = matters, count, random.Random(seed)
        self.expected: dict[tuple[str, str], str] = {}
        self._slow_done = threading.Event()

    def go(self) -> None:
        """Write all of them, in bursts, beside the slow copy; returns when the last one is whole."""
        slow = threading.Thread(target=self._slow_copy)
        slow.start()
        number = 0
        while number < self._count:
            for _ in range(min(self._rng.randint(*BURST), self._count - number)):
                self._one(number)
                number += 1
            time.sleep(self._rng.uniform(*PAUSE))
        slow.join()

    def _one(self, number: int) -> None:
        matter = self._rng.choice(self._matters)
        name = f"VOL{number // 100:02d}/{number:05d}.txt"
        data = paper(self._rng, number, matter.client.name)
        target = matter.uploads / name
        target.parent.mkdir(exist_ok=True)
        if self._rng.random() < RENAMED:
            beside = target.with_suffix(".part")
            beside.write_bytes(data)
            beside.rename(target)
        else:
            half = len(data) // 2
            with target.open("wb", buffering=0) as file:
                file.write(data[:half])
                time.sleep(self._rng.uniform(0, 0.02))
                file.write(data[half:])
        self._expect(matter, name, data)

    def _slow_copy(self) -> None:
        """A text file that grows for a minute, opened anew for each piece: no writer holds it in between."""
        rng, matter, name = random.Random(0), self._matters[0], "slow copy.txt"
        whole = b""
        for piece in range(SLOW_PIECES):
            data = b"".join(paper(rng, n, matter.client.name) + b"\n" for n in range(20))[:SLOW_PIECE]
            whole += data
            with (matter.uploads / name).open("ab") as file:
                file.write(data)
                file.flush()
                if piece % 2:
                    time.sleep(SLOW_PAUSE)  # held open: the pause is longer than the settling time
        self._expect(matter, name, whole)

    def _expect(self, matter: Matter, name: str, data: bytes) -> None:
        self.expected[matter.slug, name] = hashlib.sha256(data).hexdigest()


def taken(matter: Matter) -> list[tuple[str, str, str]]:
    """(Path, digest, change) of every arrival."""
    with Store.open(matter) as store, store.database.reading() as run:
        return run("SELECT path, sha256, change FROM arrivals").fetchall()


def resident_mb(process: int) -> float:
    """Memory that a process holds now."""
    fields = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * resource.getpagesize() / 1e6


def burst(count: int, matters: int, seed: int) -> dict[str, Any]:
    """The uploads under the watch."""
    with tempfile.TemporaryDirectory(prefix="pincite-uploads-") as name:
        folder = Path(name)
        office, made = opened_office(folder / "office", matters, SETTLE_SECONDS)
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
        words = ("watch", "--office", office, "--preparer", "pat", "--every", "1s", "--at-once", "2")
        watch = subprocess.Popen(
            [sys.executable, "-m", "pipelines.cli", *map(str, words)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        uploads, began, held = Uploads(made, count, seed), time.monotonic(), [0.0]
        writing = threading.Thread(target=uploads.go)
        try:
            writing.start()
            arrived, last = 0, began
            while time.monotonic() < began + LONGEST_SECONDS:
                time.sleep(1)
                held.append(resident_mb(watch.pid))
                now = sum(len(taken(matter)) for matter in made)
                arrived, last = now, last if now == arrived else time.monotonic()
                if not writing.is_alive() and arrived >= len(uploads.expected):
                    break
        finally:
            os.killpg(watch.pid, signal.SIGINT)
            watch.wait()
        got = [(m.slug, *arrival) for m in made for arrival in taken(m)]
        aside = sum(len(Store.open(m).set_asides()) for m in made)
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    wanted = sorted((slug, path, digest) for (slug, path), digest in uploads.expected.items())
    return {
        "uploads": len(wanted),
        "matters": matters,
        "taken": len(got),
        "all_once_and_whole": sorted(entry[:3] for entry in got) == wanted,
        "changes": sorted({change for *_, change in got}),
        "set_aside": aside,
        "seconds": round(last - began, 1),
        "uploads_a_second": round(len(got) / (last - began), 1),
        "watch_mb": {"first": round(held[3]), "most": round(max(held)), "last": round(held[-1])},
        "largest_run_mb": round(children),
    }


def growth(pages: int) -> None:
    """Pages that come by the hundred to one matter."""
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="pincite-uploads-") as name:
        _, (matter,) = opened_office(Path(name) / "office", 1, 0)
        reading = partial(read_all, side_by_side=side_by_side, seconds=BATCH_SECONDS)
        by, spent = readers(), []
        with Store.open(matter) as store:
            for first in range(0, pages, STEP):
                for number in range(first, first + STEP):
                    (matter.uploads / f"{number:06d}.txt").write_bytes(paper(rng, number, CLIENT.name))
                began = processor_seconds()
                seen = look(matter, store, 0.0, datetime.now(UTC))
                looked = processor_seconds()
                take_settled(matter, store, seen, "pat", datetime.now(UTC))
                in_matter = processor_seconds()
                read = reading(matter, store, by, store.unread(by), lambda _files, _pages: None)
                assert read == STEP, f"{read} pages were read"
                done = processor_seconds()
                spent.append((looked - began, in_matter - looked, done - in_matter))
        for at in sorted({1, len(spent) // 10, len(spent) // 2, len(spent)} - {0}):
            look_s, take_s, read_s = (1000 * seconds / STEP for seconds in spent[at - 1])
            print(
                json.dumps(
                    {
                        "pages": at * STEP,
                        "look_ms_a_page": round(look_s, 2),
                        "take_ms_a_page": round(take_s, 2),
                        "read_ms_a_page": round(read_s, 2),
                    }
                )
            )


def processor_seconds() -> float:
    """Of this process and those it has ended: the reading processes end with each hundred."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in usage)


def main(arguments: list[str]) -> int:
    """Command line entry."""
    if arguments[:1] == ["--growth"]:
        growth(int(arguments[1]) if len(arguments) > 1 else 10_000)
        return 0
    count, matters, seed = [int(a) for a in arguments] + [UPLOADS, MATTERS, SEED][len(arguments) :]
    found = burst(count, matters, seed)
    print(json.dumps(found))
    return 0 if found["all_once_and_whole"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
