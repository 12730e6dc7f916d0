"""PostgreSQL for the length of a test: a cluster of its own in a private folder, on loopback only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.cluster.running import free_port, wait_until

USER = "prefect"
PASSWORD = "a made-up password"
DATABASE = "prefect"
NEEDED = ("initdb", "postgres", "pg_isready", "createdb", "pg_dump", "pg_restore")


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version's; ``None`` where they are not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    on_path = shutil.which("postgres")
    folders = [*reversed(debian), *([Path(on_path).resolve().parent] if on_path else [])]
    return next((f for f in folders if all((f / program).exists() for program in NEEDED)), None)


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    port: int
    programs: Path

    def url(self, database: str = DATABASE) -> str:
        """What Prefect's server connects to."""
        return f"postgresql+asyncpg://{USER}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"

    def run(self, program: str, *arguments: str | Path) -> str:
        """Run one of PostgreSQL's programs as the owner of the database; its output."""
        place = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": USER, "PGPASSWORD": PASSWORD}
        command = [str(self.programs / program), *map(str, arguments)]
        return subprocess.run(
            command, env={**os.environ, **place}, capture_output=True, text=True, check=True
        ).stdout

    def everything(self, database: str = DATABASE) -> str:
        """Every row of every table, as text."""
        return self.run("pg_dump", "--data-only", "--inserts", database)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A new cluster with one empty database. Root may not run it: then the user postgres or nobody does."""
    found = programs()
    assert found is not None
    # Not pytest's folder, into which no other user may look.
    folder = Path(mkdtemp(prefix="pincite-postgres-"))
    owner = _unprivileged() if os.geteuid() == 0 else None
    try:
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        if owner is not None:
            for path in (folder, secret):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        as_owner: dict[str, Any] = {}
        if owner is not None:
            as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        data, port = folder / "data", free_port()
        make: list[str | Path] = [found / "initdb", "-D", data, "-U", USER, "-A", "scram-sha-256"]
        make += ["--pwfile", secret, "-E", "UTF8", "--locale", "C", "--no-sync"]
        subprocess.run(make, cwd=folder, capture_output=True, check=True, **as_owner)
        serve: list[str | Path] = [found / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port)]
        serve += ["-k", folder, "-c", "fsync=off"]  # of a database that is thrown away
        nowhere = subprocess.DEVNULL
        process = subprocess.Popen(serve, cwd=folder, stdout=nowhere, stderr=nowhere, **as_owner)
        try:
            made = Postgres(port, found)
            ready: list[str | Path] = [found / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
            assert wait_until(lambda: subprocess.run(ready, check=False).returncode == 0)
            made.run("createdb", DATABASE)
            yield made
        finally:
            process.terminate()  # clients are waited for; there are none any more
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.send_signal(2)  # disconnects them
                process.wait(timeout=30)
    finally:
        shutil.rmtree(folder)


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise AssertionError("neither the user postgres nor nobody is known here")
