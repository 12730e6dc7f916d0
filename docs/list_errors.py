"""Writes the lists of docs/errors.md from the source, so that no message is missing. Run by `make docs`.

Reads the syntax trees only: every place where an error of Pincite's is made, with its problem and its remedy.
What is filled in at run time stands in braces.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractors.reading import REMEDIES

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "errors.md"
BEGIN, END = "<!-- begin: written by make docs -->", "<!-- end -->"

SECTIONS = {
    "UsageError": "Wrong usage (exit code 2)",
    "KeyFileError": "Wrong usage (exit code 2)",
    "BasisChangedError": "Wrong usage (exit code 2)",
    "SetAsideError": "A file is set aside (exit code 3, and the batch goes on)",
    "CitationError": "Quotes or pages do not add up (exit code 4)",
    "AccountingError": "Quotes or pages do not add up (exit code 4)",
    "TemplateError": "A template is refused (exit code 5)",
    "GateRefusal": "The gate refuses (exit code 6)",
    "Refusal": "The gate refuses (exit code 6)",
    "LedgerError": "The ledger (exit code 7)",
    "IntegrityError": "A stored or released file was altered (exit code 8)",
    "SignInError": "The review page",
    "NoPageError": "The review page",
    "UnknownError": "The review page",
    "refusal": "The review page",
    "StoreError": "Anything else (exit code 1)",
    "PinciteError": "Anything else (exit code 1)",
}
"""Class → heading. `Refusal` is how the gate states what it then raises as `GateRefusal`."""


class Message(NamedTuple):
    heading: str
    problem: str
    remedy: str


def words(node: ast.expr, names: dict[str, ast.expr]) -> list[str]:
    """The texts an expression can give; what is filled in is in braces, and ``…`` stands for the unknown."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        parts = (v.value if isinstance(v, ast.Constant) else f"{{{_filled(v)}}}" for v in node.values)
        return ["".join(str(p) for p in parts)]
    if isinstance(node, ast.IfExp):
        return [*words(node.body, names), *words(node.orelse, names)]
    if isinstance(node, ast.BinOp):
        return [a + b for a in words(node.left, names) for b in words(node.right, names)]
    if isinstance(node, ast.Name) and node.id in names:
        return words(names[node.id], {})
    return ["…"]


def _filled(value: ast.expr) -> str:
    inner = value.value if isinstance(value, ast.FormattedValue) else value
    named = [n for n in ast.walk(inner) if isinstance(n, ast.Name | ast.Attribute)]
    found = [n.id if isinstance(n, ast.Name) else n.attr for n in named]
    return found[0].lower().strip("_").replace("_", " ") if found else "…"


def assigned(tree: ast.Module, *, constants: bool) -> dict[str, ast.expr]:
    """Names that stand for a text: the module's constants, or everything assigned anywhere in it."""
    return {
        t.id: n.value
        for n in (tree.body if constants else ast.walk(tree))
        if isinstance(n, ast.Assign)
        for t in n.targets
        if isinstance(t, ast.Name) and isinstance(n.value, ast.Constant | ast.JoinedStr | ast.IfExp)
    }


def messages(tree: ast.Module, constants: dict[str, ast.expr]) -> Iterator[Message]:
    """Every message that the module can give; ``constants`` are those of all modules."""
    names = {**constants, **assigned(tree, constants=False)}
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        kind = call.func.id if isinstance(call.func, ast.Name) else ""
        if kind not in SECTIONS or len(call.args) < 2 or any(isinstance(a, ast.Starred) for a in call.args):
            continue
        problem, remedy = call.args[-2:]
        for p in words(problem, names):
            for r in words(remedy, names):
                if (p, r) != ("…", "…") and p != "…":
                    yield Message(SECTIONS[kind], " ".join(p.split()), " ".join(r.split()))


def lists() -> str:
    """The generated part of the page."""
    files = sorted(p for room in ("extractors", "pipelines") for p in (ROOT / room).rglob("*.py"))
    trees = [ast.parse(p.read_text(encoding="utf-8")) for p in files]
    constants = {n: v for t in trees for n, v in assigned(t, constants=True).items() if n.isupper()}
    found = {m for t in trees for m in messages(t, constants)}
    lines: list[str] = []
    for heading in dict.fromkeys(SECTIONS.values()):
        lines += [f"## {heading}", "", "| What it says | What to do |", "| --- | --- |"]
        lines += [
            f"| {_cell(m.problem)} | {_cell(m.remedy)} |" for m in sorted(found) if m.heading == heading
        ]
        lines.append("")
    lines += ["## Kinds of files that are not read", "", "| The file is | What to do |", "| --- | --- |"]
    lines += [f"| {_cell(what)} | {_cell(remedy)} |" for what, remedy in sorted(set(REMEDIES.values()))]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return re.sub(r"([|<>])", r"\\\1", text)


def page() -> str:
    """The whole page, its hand-written part as it stands."""
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return f"{head}{BEGIN}\n\n{lists()}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    text = page()
    if "--check" in sys.argv:
        sys.exit(text != PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(text, encoding="utf-8")
