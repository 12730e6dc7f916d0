"""Where the paths of a load file lead among the names that stand in the matter.

Answers: the file that a stated path names. Load files are made on somebody else's disk: paths begin with a
drive, a volume's folder or a dot, in any case, with either slash. A path is tried below the load file's own
folder and each one around it, first whole, then without its first folders. Refuses to choose: where two
different files bear the name, it says so. What was set aside at intake is told from what never came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_DRIVE = re.compile(r"^(?:[A-Za-z]:|//[^/]+/[^/]+)(?=/)")


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A source under one of its names."""

    name: str
    sha256: str
    media_type: str

    @property
    def folder(self) -> str:
        """ "" for the drop folder itself."""
        return self.name.rpartition("/")[0]

    @property
    def stem(self) -> str:
        return self.name.rpartition("/")[2].rpartition(".")[0].casefold()


class Standing:
    """The names that stand, by how load files write them."""

    def __init__(self, files: Iterable[File], aside: Iterable[str] = ()) -> None:
        """``aside`` are names of files that came and were not taken in."""
        self.files = tuple(sorted(files))
        self._by_path: dict[str, list[File]] = {}
        for file in self.files:
            self._by_path.setdefault(_folded(file.name), []).append(file)
        self._aside = frozenset(map(_folded, aside))

    def find(self, stated: str, load_file: str) -> tuple[File, ...]:
        """The files at the first place where there is one; more than one if they differ in their bytes."""
        for path in self._places(stated, load_file):
            if found := self._by_path.get(path):
                return tuple({file.sha256: file for file in found}.values())
        return ()

    def was_set_aside(self, stated: str, load_file: str) -> bool:
        """Whether the path leads to a file that came, but could not be taken in."""
        return any(path in self._aside for path in self._places(stated, load_file))

    def _places(self, stated: str, load_file: str) -> Iterator[str]:
        parts = [
            part for part in _DRIVE.sub("", stated.replace("\\", "/")).split("/") if part not in ("", ".")
        ]
        if not parts or ".." in parts:
            return
        around = _folded(load_file).split("/")[:-1]
        tail = [part.casefold() for part in parts]
        for left in range(len(tail)):
            for depth in range(len(around), -1, -1):
                yield "/".join((*around[:depth], *tail[left:]))


def _folded(name: str) -> str:
    return name.replace("\\", "/").casefold()


def common_folder(names: Iterable[str]) -> str:
    """The innermost folder that holds all of these names; "" for the drop folder."""
    folders = [name.split("/")[:-1] for name in names]
    if not folders:
        return ""
    shared = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "/".join(shared)


def below(name: str, folder: str) -> bool:
    """Whether the name lies in the folder, at any depth."""
    return not folder or name.startswith(f"{folder}/")
