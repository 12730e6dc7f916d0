"""What Prefect's server, its database, the workers and Dask get to know, and whom they speak to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cluster.backlog import start, uploads
from tests.cluster.conftest import NewMatter
from tests.cluster.postgres import Postgres
from tests.cluster.running import Server, dask_cluster, worker
from tests.conftest import ROOT
from tests.test_offline import LOOPBACK

pytestmark = pytest.mark.long

NAMES = ("Rosalind", "Quimby", "Larkspur", "Harbor Point", "Quayside", "1967-09-21", "09/21/1967")
"""Of the client and the facilities in the made-up papers."""

TORN = b"%PDF-1.7\nRosalind Quimby, and nothing that follows"


def test_no_word_of_a_record_leaves_the_matter_and_nobody_else_is_spoken_to(
    prefect: Server,
    database: Postgres,
    guarded: Mapping[str, str],
    noted: Path,
    new_matter: NewMatter,
    tmp_path: Path,
) -> None:
    files = {**uploads(40, scans=1), "Quimby Rosalind operative report.pdf": TORN}
    matter = new_matter("2024-040", files)
    with (
        dask_cluster(2, tmp_path, guarded, ROOT) as dask,
        worker(prefect, "told", ROOT, dask.env),
    ):
        # Two runs: one reads with Dask, the other with processes of its own.
        assert prefect.ended(start(prefect, matter, dask.address)) == ["AwaitingReview"]
        other = new_matter("2024-041", {**uploads(41, scans=0), "Quimby.pdf": TORN})
        assert prefect.ended(start(prefect, other)) == ["AwaitingReview"]
    told = database.everything() + "".join(
        log.read_text(errors="replace")
        for folder in (prefect.folder, tmp_path)
        for log in folder.glob("*.log")
    )
    assert "2024-040" in told  # it does hold what a run is about
    assert "read-batch" in told
    quotes = {
        finding["quote"]
        for made in (matter, other)
        for row in json.loads((made.drafts / "treatment/1/chronology.json").read_bytes())["rows"]
        for finding in row["findings"]
        if len(finding["quote"]) > 20
    }
    assert len(quotes) > 5
    names = {path.rpartition("/")[2] for path in files}
    assert not [secret for secret in (*NAMES, *quotes, *names) if secret in told]

    spoken = {line.rsplit(" ", 1)[1] for line in noted.read_text(encoding="utf-8").splitlines()}
    assert "127.0.0.1" in spoken
    assert spoken <= LOOPBACK
