"""Files put, overwritten, moved and deleted in any order, against the rule in a dozen lines.

a name stands while its bytes lie there, or lie nowhere at all; bytes without a name are withdrawn
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.source_names import distinct_names
from tests.pipelines.discovery.drop_folder import DropFolder
from tests.what_stands import faults, holdings

PATHS = ("a.txt", "records.txt", "VOL1/a.txt", "VOL1/records.txt")
PAPERS = ("note", "visit", "therapy")

paths, papers = st.sampled_from(PATHS), st.sampled_from(PAPERS)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), papers, paths),
        st.tuples(st.just("put"), papers, paths),
        st.tuples(st.just("move"), paths, paths),
        st.tuples(st.just("delete"), paths, paths),
        st.tuples(st.just("run"), paths, paths),
    ),
    min_size=3,
    max_size=14,
)


@dataclass
class Model:
    """What stands after each run: ``names`` are (path, digest) pairs."""

    names: set[tuple[str, str]] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def run(self, lying: dict[str, str]) -> None:
        self.taken |= set(lying.values())
        self.names = {(p, s) for p, s in self.names if lying.get(p) is None and s not in lying.values()}
        self.names |= set(lying.items())

    @property
    def withdrawn(self) -> set[str]:
        return self.taken - {digest for _, digest in self.names}


def do(folder: DropFolder, step: tuple[str, str, str]) -> None:
    match step:
        case ("put", paper, path):
            folder.put(path, paper)
        case ("move", path, to) if folder.at(path).exists() and path != to:
            folder.move(path, to)
        case ("delete", path, _):
            folder.at(path).unlink(missing_ok=True)
        case _:
            pass


def lying(folder: DropFolder) -> dict[str, str]:
    return {p: sha256(folder.at(p).read_bytes()).hexdigest() for p in PATHS if folder.at(p).exists()}


@pytest.mark.parametrize(
    "examples", [pytest.param(12, id="few"), pytest.param(300, id="many", marks=pytest.mark.long)]
)
def test_what_stands_follows_the_rule(examples: int) -> None:
    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(steps)
    def follows(story: list[tuple[str, str, str]]) -> None:
        with tempfile.TemporaryDirectory() as root:
            folder, model = DropFolder(Path(root)), Model()
            for step in [*story, ("run", "", "")]:
                do(folder, step)
                if step[0] == "run":
                    folder.run()
                    model.run(lying(folder))
            assert folder.run() == ()
            held = holdings(folder.matter)
            assert faults(folder.matter) == []
        shown = {digest: names for digest, names in held["names"].items() if digest not in model.withdrawn}
        assert shown == distinct_names((digest, path) for path, digest in model.names)
        assert {digest for digest, _, _ in held["withdrawn"]} == model.withdrawn
        assert set(held["copies"]) == model.taken

    follows()
