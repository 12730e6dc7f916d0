"""The manifests of `docs/kubernetes`, as far as they can be proven without a cluster: by kubectl's types."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cluster.documented import command
from tests.cluster.running import Server
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "kubernetes"
TEMPLATE = FOLDER / "base-job-template.json"


def filled(template: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The job of a run: each ``{{ variable }}`` by its value, left out where it has none."""
    known = template["variables"]["properties"]
    values = {name: spec["default"] for name, spec in known.items() if "default" in spec} | given

    def fill(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: made for key, inner in value.items() if (made := fill(inner)) is not None}
        if isinstance(value, list):
            return [fill(inner) for inner in value]
        if isinstance(value, str) and (whole := re.fullmatch(r"\{\{ (\w+) \}\}", value)):
            assert whole[1] in known, whole[1]
            return values.get(whole[1])
        if isinstance(value, str):
            return re.sub(r"\{\{ (\w+) \}\}", lambda named: values[named[1]], value)
        return value

    made: dict[str, Any] = fill(template["job_configuration"]["job_manifest"])
    return made


def run_of_a_matter() -> dict[str, Any]:
    """The job of one run, as Prefect's worker would ask Kubernetes for it."""
    template = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    job = filled(template, {"name": "uploads-2024-017", "labels": {"app": "pincite"}, "command": ["prefect"]})
    (container,) = job["spec"]["template"]["spec"]["containers"]
    container["env"] = [{"name": name, "value": value} for name, value in container["env"].items()]
    return job


def documents(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n---\n")


def lost(text: str, tmp_path: Path) -> set[str]:
    """The keys that Kubernetes' types do not know: what reads a manifest into them drops those."""
    given = tmp_path / "given.yaml"
    given.write_text(text, encoding="utf-8")
    # `set env --local` speaks to no cluster, and writes what it understood of the whole.
    asked = ["kubectl", "set", "env", "--local", "-f", str(given), "ADDED=1", "-o", "json"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    key = re.compile(r"""([\w-]+)"?:(?: |\n)""")
    return set(key.findall(text)) - set(key.findall(done.stdout))


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
def test_kubernetes_knows_every_field_of_a_run_and_of_the_manifests(tmp_path: Path) -> None:
    assert lost(json.dumps(run_of_a_matter(), indent=1), tmp_path) == set()
    pods = [text for text in documents(FOLDER / "dask.yaml") if "kind: Deployment" in text]
    assert len(pods) == 2
    for text in pods:
        assert lost(text, tmp_path) == set()
    assert lost(pods[0].replace("replicas", "replikas"), tmp_path) == {"replikas"}  # it can fail


def test_a_run_may_do_little_and_shares_its_office_with_one_node() -> None:
    job = run_of_a_matter()
    assert job["spec"]["backoffLimit"] == 0  # who starts again is Prefect's schedule
    pod = job["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    (container,) = pod["containers"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert {mount["name"] for mount in container["volumeMounts"]} == {v["name"] for v in pod["volumes"]}
    claim = documents(FOLDER / "office.yaml")[0]
    (office,) = [v for v in pod["volumes"] if v["name"] == "office"]
    assert f"name: {office['persistentVolumeClaim']['claimName']}\n" in claim
    assert "accessModes: [ReadWriteOnce]" in claim


@pytest.mark.long
def test_prefects_server_takes_the_job_template(prefect: Server) -> None:
    prefect.run(command("prefect work-pool create pincite-pods", {}), ROOT)
    made = prefect.ask("/work_pools/pincite-pods")
    assert made["type"] == "kubernetes"
    assert made["base_job_template"] == json.loads(TEMPLATE.read_text(encoding="utf-8"))
