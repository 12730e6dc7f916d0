"""What the named rules for clauses are worth, type by type, on a CUAD-format file.

    python benchmarks/clause_rules.py TRAIN.jsonl.gz [--half 0|1] [--figures OUT.toml] [--threshold 0.3]

A line of the file holds ``title``, ``text`` and ``spans`` {type: [[start, end], ...]}. A hit is right if its
words match those of a labelled span at Jaccard 0.5 or more, as in CUAD's metric. ``--half`` takes one half of
the contracts by title: the rules were written with half 0 in view, half 1 was not looked at. ``--figures``
writes the lexicon ``clause_rule_figures``: how often each rule, and rules together, were right there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractors.contracts.clause_types import ClauseType
from extractors.contracts.rule_finder import THRESHOLD, hits_by_rules
from extractors.contracts.sentences import sentences
from extractors.contracts.training.marked_contracts import MarkedContract, load_marked
from extractors.contracts.training.metric import LEAST_COMMON, common, words

_LEAST_TOGETHER = 10
HEAD = """# How often hits by the rules of clause_cues.toml were right, alone and together. Written by
#     python benchmarks/clause_rules.py TRAIN.jsonl.gz --half 1 --figures THIS_FILE
# on contracts of CUAD's train split (The Atticus Project, CC BY 4.0) unseen when rules were written.
"""


@dataclass
class Tally:
    """One type: hits shown and right, labelled spans and those found, contracts with one and found in."""

    hits: int = 0
    right: int = 0
    spans: int = 0
    found: int = 0
    contracts: int = 0
    found_in: int = 0

    def line(self, name: str) -> str:
        precision = self.right / max(self.hits, 1)
        recall = self.found / max(self.spans, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return (
            f"{name:36}{self.hits:7}{100 * precision:8.1f}{100 * recall:8.1f}{100 * f1:8.1f}"
            f"{self.spans:7}{self.found_in:7} of {self.contracts}"
        )


@dataclass
class Measured:
    """All types, the rules alone and together, and the processor time taken."""

    types: dict[str, Tally] = field(default_factory=lambda: {kind.value: Tally() for kind in ClauseType})
    fired: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)
    right: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)
    contracts: int = 0
    characters: int = 0
    seconds: float = 0.0


def half_of(title: str) -> int:
    return int(hashlib.md5(title.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def contracts_in(path: Path, half: int | None) -> Iterator[MarkedContract]:
    for contract in load_marked(path):
        if half is None or half_of(contract.title) == half:
            yield contract


def measure(contract: MarkedContract, threshold: float, into: Measured) -> None:
    """Count one contract's hits into the tallies."""
    text = contract.text
    parts = sentences(text)
    before = time.process_time()
    hits = hits_by_rules(text, parts)
    into.seconds += time.process_time() - before
    into.contracts += 1
    into.characters += len(text)
    for kind, tally in into.types.items():
        gold = [words(text[s:e]) for s, e in contract.spans[kind]]
        found = [False] * len(gold)
        for hit in (h for h in hits if h.type == kind):
            mine = words(text[hit.start : hit.end])
            same = [common(mine, other) >= LEAST_COMMON for other in gold]
            for rules in {(name,) for name in hit.because} | {tuple(sorted(hit.because))}:
                into.fired[kind, rules] += 1
                into.right[kind, rules] += any(same)
            if hit.confidence >= threshold:
                tally.hits += 1
                tally.right += any(same)
                found = [a or b for a, b in zip(found, same, strict=True)]
        tally.spans += len(gold)
        tally.found += sum(found)
        tally.contracts += bool(gold)
        tally.found_in += any(found)


def figures(measured: Measured) -> str:
    """The lexicon of figures: every rule alone, and rules together that were seen often enough."""
    order = {kind.value: place for place, kind in enumerate(ClauseType)}
    lines = [HEAD]
    for kind, rules in sorted(measured.fired, key=lambda k: (order[k[0]], len(k[1]), k[1])):
        hits, right = measured.fired[kind, rules], measured.right[kind, rules]
        if len(rules) == 1 or hits >= _LEAST_TOGETHER:
            lines.append(f'[[figure]]\ntype = "{kind}"\nrules = {json.dumps(list(rules))}')
            lines.append(f"hits = {hits}\nright = {right}\n")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    asked = parser.parse_args(arguments)
    measured = Measured()
    for contract in contracts_in(asked.data, asked.half):
        measure(contract, asked.threshold, measured)
    print(f"{'type':36}{'hits':>7}{'P %':>8}{'R %':>8}{'F1':>8}{'spans':>7}  found in contracts")
    for kind, tally in measured.types.items():
        print(tally.line(kind))
    every = list(measured.types.values())
    print(Tally(*(sum(getattr(t, f) for t in every) for f in Tally.__dataclass_fields__)).line("all"))
    each = 1000 * measured.seconds / max(measured.characters, 1) * 55_000
    print(f"{measured.contracts} contracts, {each:.0f} ms of processor time for 55,000 characters")
    if asked.figures:
        asked.figures.write_text(figures(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
