"""Scores the treatment chronology of labelled matters through the real flow, and prints the scorer's table.

    python benchmarks/chronology.py DEV_DIR [MATTER ...] [--work FOLDER] [--errors N]

DEV_DIR holds ``score_chronology.py`` and ``matters/<name>/{files/, ground_truth.json, page_text.json.gz}``.
Each matter is run as a user would run it (``pincite run treatment``), then mapped to the scorer's JSON.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def to_scorer(chronology: dict[str, Any]) -> dict[str, Any]:
    """Map ``chronology.json`` to the scorer's JSON (see the scorer's own docstring)."""
    findings = chronology["findings"]

    def of(kind: str) -> list[dict[str, Any]]:
        return [f for f in findings if f["kind"] == kind]

    return {
        "entries": [_entry(row) for row in chronology["rows"]],
        "duplicates": [
            {
                "a": {"file": f["data"]["original_source"], "page": f["data"]["original_page"]},
                "b": {"file": f["data"]["copy_source"], "page": f["data"]["copy_page"]},
            }
            for f in of("duplicate")
            if "original_page" in f["data"]
        ],
        "misfiled": [{"file": f["data"]["source"], "page": f["data"]["page"]} for f in of("other_patient")],
        "undated_pages": [{"file": f["data"]["source"], "page": f["data"]["page"]} for f in of("undated")],
        "gaps": [{"start": f["data"]["start"], "end": f["data"]["end"]} for f in of("treatment_gap")],
        "missing": [
            {"facility": f["data"]["facility"], "date": f["data"]["date"] or None}
            for f in of("referenced_absent")
        ],
        "bills_without_records": [
            {"facility": f["data"]["facility"], "date": f["data"]["date"]} for f in of("bill_without_record")
        ],
        "amendments": [{"date": f["data"]["date"]} for f in of("amended")],
    }


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    by_file: dict[str, set[int]] = {}
    for citation in row["citations"]:
        by_file.setdefault(citation["source"], set()).add(citation["page"])
    quotes = [
        {"file": f["citation"]["source"], "page": f["citation"]["page"], "text": f["quote"]}
        for f in row["findings"]
    ]
    return {
        "date_start": row["date_start"],
        "date_end": row["date_end"],
        "facility": row["facility"],
        "provider": row["provider"],
        "sources": [{"file": name, "pages": sorted(pages)} for name, pages in sorted(by_file.items())],
        "text": " ".join(f["quote"] for f in row["findings"]),
        "quotes": quotes
        + [{"file": c["source"], "page": c["page"], "text": c["quote"]} for c in row["citations"]],
        "icd10": row["icd10"],
        "cpt": row["cpt"],
        "amount": row["billed"],
    }


def _scorer(dev: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_chronology", dev / "score_chronology.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{dev} holds no score_chronology.py.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_matter(folder: Path, work: Path) -> tuple[dict[str, Any], float]:
    """Run one matter through the command line; returns ``chronology.json`` and the wall seconds."""
    truth = json.loads((folder / "ground_truth.json").read_text("utf-8"))
    out = work / folder.name
    command = [
        *(sys.executable, "-m", "pipelines.cli", "run", "treatment", str(folder / "files")),
        *("--client", truth["patient"]["name"], "--dob", truth["patient"]["dob"]),
        *("--incident", truth["incident"]["date"], "--out", str(out)),
    ]
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{folder.name}: the run ended with exit code {done.returncode}.")
    seconds = time.monotonic() - began
    return json.loads((out / "draft" / "chronology.json").read_text("utf-8")), seconds


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dev", type=Path)
    parser.add_argument("matters", nargs="*")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    scorer = _scorer(arguments.dev)
    work = arguments.work or Path(tempfile.mkdtemp(prefix="pincite-benchmark-"))
    names = arguments.matters or sorted(p.name for p in (arguments.dev / "matters").iterdir())
    for name in names:
        folder = arguments.dev / "matters" / name
        chronology, seconds = run_matter(folder, work)
        truth = json.loads((folder / "ground_truth.json").read_text("utf-8"))
        with gzip.open(folder / "page_text.json.gz", "rt") as file:
            page_text = json.load(file)
        report = scorer.score(
            truth,
            to_scorer(chronology),
            scorer.Pages(str(folder / "files")),
            page_text,
            False,
            arguments.errors,
        )
        report["seconds"] = round(seconds, 1)
        report["pages"] = len(chronology["pages"])
        print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
