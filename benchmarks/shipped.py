"""Compares a draft of the shipped matter with its gold answers: encounters by date, file and page.

    python benchmarks/shipped.py demo-output/draft/chronology.json [fixtures/demo/gold.json]

A row is right if it cites a page of an encounter of its first day; each encounter may be met by one row only.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent.parent / "fixtures" / "demo" / "gold.json"


def compare(rows: list[dict[str, Any]], encounters: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts of encounters found and rows right; ids of the encounters missed and of the wrong rows."""
    open_ones = list(encounters)
    wrong: list[str] = []
    for row in rows:
        # A file of an archive or an e-mail is cited with its container; gold names the file alone.
        cited = {(c["source"].rsplit("/", 1)[-1], c["page"]) for c in row["citations"]}
        met = next((e for e in open_ones if e["date"] == row["date_start"] and cited & _pages(e)), None)
        if met is None:
            wrong.append(row["id"])
        else:
            open_ones.remove(met)
    required = [e["id"] for e in encounters if e["required"]]
    missed = [e["id"] for e in open_ones if e["required"]]
    return {
        "encounters": len(required),
        "found": len(required) - len(missed),
        "rows": len(rows),
        "right": len(rows) - len(wrong),
        "missed": missed,
        "wrong": wrong,
    }


def _pages(encounter: dict[str, Any]) -> set[tuple[str, int]]:
    return {(s["file"], page) for s in encounter["sources"] for page in s["pages"]}


def main() -> None:
    """Print the comparison as JSON."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    drafted = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    gold = json.loads((Path(sys.argv[2]) if len(sys.argv) == 3 else GOLD).read_text("utf-8"))
    print(json.dumps(compare(drafted["rows"], gold["encounters"])))


if __name__ == "__main__":
    main()
