"""Points of form on real contracts: how many flags of each kind, and a sample of each to be read by hand.

    python benchmarks/contract_flags.py TRAIN.jsonl.gz [--half 0|1] [--sample N]
    python benchmarks/contract_flags.py FOLDER [--sample N]

TRAIN: a JSON line per contract with ``title``, ``text`` and ``spans`` by clause type; FOLDER: contracts as
files. Nobody has marked the flaws of these contracts, so this counts and shows: precision is what a reader of
the sample says. The gold clauses stand for the finder's, so that only the flags are judged; files have none.
``--half`` takes the contracts whose title hashes to it: rules are made on one half and read on the other.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.cuad_pdf import document_of  # noqa: E402
from extractors.contracts.clause_hits import Hit  # noqa: E402
from extractors.contracts.flow import flow_of, flow_of_text  # noqa: E402
from extractors.contracts.issue_flags import Flag, FlagKind, issue_flags  # noqa: E402
from extractors.contracts.sections import sections  # noqa: E402
from extractors.contracts.training.marked_contracts import load_marked  # noqa: E402

ROOM = 70
"""Characters of context on each side of a flag that is shown."""


def contracts(path: Path, half: int | None) -> Iterator[tuple[str, str, tuple[Hit, ...]]]:
    """Each contract's title, flow and gold clauses."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.suffix.lower() in {".pdf", ".docx", ".txt"}:
                yield file.name, flow_of(document_of(file)).text, ()
        return
    for contract in load_marked(path):
        if half is None or int(_digest(contract.title), 16) % 2 == half:
            flow = flow_of_text(contract.text).text
            yield contract.title, flow, tuple(gold_hits(flow, contract.text, contract.spans))


def gold_hits(flow: str, text: str, spans: Mapping[str, Sequence[Sequence[int]]]) -> Iterator[Hit]:
    """The gold clauses where their words stand in the flow."""
    for kind, places in spans.items():
        for start, end in places:
            at = flow.find(text[start:end])
            if at >= 0:
                yield Hit(kind, at, at + end - start, 1.0, ())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--sample", type=int, default=0, help="show so many flags of each kind")
    arguments = parser.parse_args()
    flags: Counter[FlagKind] = Counter()
    papers: Counter[FlagKind] = Counter()
    shown: dict[FlagKind, list[tuple[str, str]]] = defaultdict(list)
    count = 0
    for title, flow, hits in contracts(arguments.path, arguments.half):
        found = issue_flags(flow, sections(flow), hits)
        count += 1
        flags.update(flag.kind for flag in found)
        papers.update({flag.kind for flag in found})
        for flag in found:
            shown[flag.kind].append((_digest(title + flag.words), f"{title[:40]}: {_context(flow, flag)}"))
    print(f"{count} contracts")
    for kind in FlagKind:
        print(f"{kind.value:44}{flags[kind]:6} flags in {papers[kind]:4} contracts")
        for _, line in sorted(shown[kind])[: arguments.sample]:
            print(f"    {line}")


def _context(flow: str, flag: Flag) -> str:
    start, end = flag.spans[0]
    around = " ".join(flow[max(0, start - ROOM) : start].split()[1:])
    return f"{flag.words} … {around} ⟨{flow[start:end]}⟩ {' '.join(flow[end : end + ROOM].split()[:-1])} …"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    main()
