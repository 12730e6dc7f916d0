"""The house rules, proved from the syntax trees: who may import whom, and how big a room may be."""

from __future__ import annotations

import ast
import functools
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ("extractors", "pipelines", "templates", "flows")
LONGEST_MODULE = 330
"""Lines. Modules hold one idea each and stay near or under 300."""

WRITES = {
    "chmod", "copy", "copy2", "copyfile", "copytree", "link", "mkdir", "makedirs", "move", "rename",
    "replace", "rmdir", "rmtree", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip
NETWORK = {"socket", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "urllib3", "aiohttp"}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
IMPORT_NAMES = {
    "argon2": "argon2-cffi",
    "sklearn": "scikit-learn",
    "cryptography": "cryptography",
    "cv2": "opencv-python-headless",
    "docx": "python-docx",
    "prefect_dask": "prefect-dask",
    "PIL": "pillow",
}
"""Import name to distribution name, where they differ. The others are equal but for case."""


def sources() -> tuple[Path, ...]:
    """Every module of the product itself, sorted."""
    found = [p for room in ("extractors", "pipelines", "templates") for p in (ROOT / room).rglob("*.py")]
    return tuple(sorted([*found, ROOT / "flows.py"]))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[str]:
    """Every name imported anywhere in the module, functions included, as dotted names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def outside(path: Path) -> set[str]:
    """Top-level names of third-party imports."""
    tops = {name.split(".")[0] for name in imports(path)}
    return tops - set(sys.stdlib_module_names) - set(HOUSE)


def breaking(rule: Callable[[Path], object]) -> list[str]:
    """The modules for which the rule gives something: what it found stands behind the name."""
    return [f"{module_name(p)}: {found}" for p in sources() if (found := rule(p))]


def test_extractors_never_import_what_is_done_with_facts() -> None:
    behind = {"pipelines", "flows", "templates"}
    inside = ROOT / "extractors"
    assert not breaking(
        lambda p: p.is_relative_to(inside) and behind & {name.split(".")[0] for name in imports(p)}
    )


def test_only_flows_imports_prefect() -> None:
    assert breaking(lambda p: "prefect" in outside(p)) == ["flows: True"]


def test_nothing_at_work_imports_tests_fixtures_or_benchmarks() -> None:
    besides = {"tests", "fixtures", "benchmarks", "docs"}
    assert not breaking(lambda p: besides & {name.split(".")[0] for name in imports(p)})


def test_nothing_of_ours_imports_a_network_client() -> None:
    """But for mail to a relay of this machine, which tests/pipelines/test_notices_smtp.py holds to that."""
    assert breaking(lambda p: NETWORK & set(imports(p))) == ["pipelines.notices_smtp: {'smtplib'}"]


def test_third_party_imports_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    requirements = [*project["dependencies"], *(r for extra in extras for r in extra)]
    declared = {re.split("[=<\\[]", r)[0].lower() for r in requirements}
    assert not breaking(lambda p: {IMPORT_NAMES.get(n, n).lower() for n in outside(p)} - declared)


def test_modules_are_short() -> None:
    assert not breaking(
        lambda p: (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE and n
    )


def test_modules_say_what_they_answer() -> None:
    assert not breaking(lambda p: not ast.get_docstring(tree(p)))


def test_package_files_are_a_docstring_only() -> None:
    assert not breaking(lambda p: p.name == "__init__.py" and len(tree(p).body) != 1)


def test_names_are_of_the_field() -> None:
    assert not breaking(lambda p: NO_NAMES & set(p.stem.split("_")))


def test_no_import_cycle() -> None:
    names = {module_name(p) for p in sources()}
    graph = {module_name(p): {n for n in imports(p) if n in names} - {module_name(p)} for p in sources()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_only_release_writes_released() -> None:
    """No function that names the released folder writes, outside ``pipelines/review/release.py``.

    tests/test_end_to_end.py proves the same at run time, by watching every write.
    """
    writer = ROOT / "pipelines" / "review" / "release.py"
    for path in sources():
        if path == writer:
            continue
        for function in (n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)):
            nodes = list(ast.walk(function))
            names_it = any(isinstance(n, ast.Attribute) and n.attr == "released" for n in nodes)
            calls = [n.func for n in nodes if isinstance(n, ast.Call)]
            called = {f.attr for f in calls if isinstance(f, ast.Attribute)}
            assert not (names_it and called & WRITES), f"{path.name}: {function.name} writes near released/"


def test_the_rules_can_fail(tmp_path: Path) -> None:
    """The reader of imports sees what hides in functions and in ``from`` forms."""
    sample = tmp_path / "sample.py"
    sample.write_text("def f():\n    from prefect import flow\n    import pipelines.cli\n", encoding="utf-8")
    assert set(imports(sample)) == {"prefect", "prefect.flow", "pipelines.cli"}
    assert outside(sample) == {"prefect"}
