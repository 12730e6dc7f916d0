"""The commands about clauses: the types are listed, a firm's own list is tried on its examples."""

from __future__ import annotations

from pathlib import Path

from extractors.contracts.clause_types import ClauseType
from tests.conftest import Pincite

LIST = """[[type]]
name = "Most Unusual"
cues = ["unusual"]
yes = ["An unusual clause."]
no = ["A clause."]
"""


def test_the_types_are_listed_in_their_order(pincite: Pincite) -> None:
    assert pincite("clauses", "types").stdout.split("\n")[:-1] == [kind.value for kind in ClauseType]


def test_the_rules_of_a_type_come_with_an_example(pincite: Pincite) -> None:
    lines = pincite("clauses", "types", "--rules").stdout.split("\n")
    behind = lines[lines.index("Governing Law") + 1]
    assert behind.startswith("  governed by the law of a place, as in: This Agreement shall be governed by")


def test_a_good_list_is_said_to_be_good(pincite: Pincite, tmp_path: Path) -> None:
    (tmp_path / "list.toml").write_text(LIST)
    done = pincite("clauses", "check", tmp_path / "list.toml")
    assert (done.returncode, done.stdout) == (0, "Most Unusual: 2 of 2 examples do as they say\n")


def test_every_example_that_fails_is_named_with_its_line(pincite: Pincite, tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text(LIST.replace("An unusual", "A strange").replace("A clause", "\\u001bUnusual"))
    done = pincite("clauses", "check", path)
    assert done.returncode == 2
    assert done.stdout == "Most Unusual: 0 of 2 examples do as they say\n"
    assert done.stderr.split("\n")[:2] == [
        f'{path}, line 4: this stands under "yes" and is not found: A strange clause.',
        f'{path}, line 5: this stands under "no" and is found: \\x1bUnusual.',
    ]
    assert done.stderr.split("\n")[2].startswith(f"pincite: 2 of 2 examples in {path} do not")


def test_what_is_no_list_is_refused_in_one_line(pincite: Pincite, tmp_path: Path) -> None:
    (tmp_path / "list.toml").write_text("cues = 3\n")
    done = pincite("clauses", "check", tmp_path / "list.toml")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "line 1: 'cues' is not a setting" in done.stderr
