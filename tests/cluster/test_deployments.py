"""`prefect.yaml` as shipped, on a process worker: schedules fire, and a matter has one run at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cluster.backlog import start, uploads
from tests.cluster.conftest import NewMatter
from tests.cluster.documented import command
from tests.cluster.running import Server, wait_until, worker
from tests.conftest import ROOT

pytestmark = pytest.mark.long


def test_the_shipped_deployments_run_on_schedule(
    prefect: Server, new_matter: NewMatter, tmp_path: Path
) -> None:
    matter = new_matter("2024-017", uploads(50, scans=0))
    file = tmp_path / "prefect.yaml"
    text = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    assert "interval: 900" in text
    file.write_text(
        text.replace("/srv/office", str(tmp_path / "office")).replace("interval: 900", "interval: 5"),
        encoding="utf-8",
    )
    words = command("prefect --no-prompt deploy --all", {"/etc/pincite/prefect.yaml": str(file)})
    prefect.run(words, ROOT)
    try:
        with worker(prefect, "scheduled", ROOT):
            assert wait_until(lambda: (matter.drafts / "treatment" / "1" / "manifest.json").exists())
            known = prefect.ask("/deployments/name/process-uploads/2024-017")["id"]
            query = {"deployments": {"id": {"any_": [known]}}, "sort": "EXPECTED_START_TIME_ASC"}
            assert wait_until(
                lambda: (
                    "NothingNew" in [run["state_name"] for run in prefect.ask("/flow_runs/filter", query)]
                ),
                120,
            )
            runs = prefect.ask("/flow_runs/filter", query)
    finally:  # or the other tests' workers would take its runs
        prefect.run(["prefect", "--no-prompt", "deployment", "schedule", "pause", "--all"], tmp_path)
    assert runs[0]["state_name"] == "AwaitingReview"
    assert all(run["auto_scheduled"] for run in runs)
    assert not (matter.drafts / "treatment" / "2").exists()


def test_a_second_run_over_a_matter_leaves_and_says_so(prefect: Server, new_matter: NewMatter) -> None:
    matter = new_matter("twice", uploads(51, scans=3))
    with worker(prefect, "one", ROOT), worker(prefect, "other", ROOT):
        runs = [start(prefect, matter), start(prefect, matter)]
        assert sorted(prefect.ended(*runs)) == ["AlreadyRunning", "AwaitingReview"]
