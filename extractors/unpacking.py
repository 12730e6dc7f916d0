"""Files inside files: the parts of an archive or a mail, each written out under a number, not its name.

Answers: each part with its name as data and the place of its bytes, or why it was left.
Refuses to write outside the folder it is given, and more than the allowance, counting bytes as they come out.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import Reason, SetAsideError
from extractors.sniffing import EMAIL, ZIP

MB = 1_000_000

UNPACKERS = {
    ZIP: "extractors.readers.archive:unpack_zip",
    EMAIL: "extractors.readers.mail_parts:unpack_mail",
}
"""Media type → ``module:function`` taking (path, name, `Writer`) and yielding `Part`."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may still come out of one added file.

    Args:
        parts: how many.
        part_bytes: of one part.
        total_bytes: of all together.
        ratio: bytes out for each byte in, after the first ``grace`` bytes.
        grace: bytes out that are never held against the ratio.
    """

    parts: int
    part_bytes: int
    total_bytes: int
    ratio: int
    grace: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part: ``file`` if its bytes were written out; else why not, or ``ignored`` by rule."""

    untrusted_name: str
    file: Path | None
    refusal: SetAsideError | None = None
    ignored: bool = False


class SpentError(Exception):
    """The allowance is used up; ``problem`` says which, in the program's words."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Writer:
    """Writes parts into one folder as ``1``, ``2``, … and keeps count against the allowance.

    Args:
        folder: an empty folder of the caller's.
        packed_bytes: size of the file being unpacked, which the ratio is held against.
        allowance: what may come out.
    """

    def __init__(self, folder: Path, packed_bytes: int, allowance: Allowance) -> None:
        self._folder = folder
        self._packed = packed_bytes
        self._allowance = allowance
        self._count = 0
        self._produced = 0
        self._kept = 0

    @property
    def most_parts(self) -> int:
        return self._allowance.parts

    def write(self, untrusted_name: str, chunks: Iterable[bytes], packed_bytes: int | None = None) -> Part:
        """Write one part.

        Args:
            untrusted_name: data only.
            chunks: its bytes.
            packed_bytes: what it takes inside the file, if known; its own ratio is held against that.

        Returns:
            The part, or the part refused for its own size or ratio.

        Raises:
            SpentError: parts, total bytes or the whole file's ratio are used up; nothing more may be written.
        """
        allowance = self._allowance
        if self._count >= allowance.parts:
            raise SpentError(f"it holds more than {allowance.parts:,} files")
        self._count += 1
        path = self._folder / str(self._count)
        size = 0
        refused: tuple[Reason, str] | None = None
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > allowance.part_bytes:
                    refused = Reason.OVERSIZED, f"is larger than {allowance.part_bytes // MB} MB unpacked"
                elif packed_bytes is not None and size > allowance.grace + allowance.ratio * packed_bytes:
                    refused = Reason.UNSAFE, f"unpacks to more than {allowance.ratio} times its size"
                if refused is not None:
                    break
                self._require_total(size)
                file.write(chunk)
        # What was thrown away has cost time too, and counts, but not against the file's own ratio.
        self._produced += size
        if refused is None:
            self._kept += size
            return Part(untrusted_name, path)
        path.unlink()
        return refuse(untrusted_name, refused[0], refused[1])

    def _require_total(self, more: int) -> None:
        allowance = self._allowance
        if self._produced + more > allowance.total_bytes:
            raise SpentError(f"it unpacks to more than {allowance.total_bytes // MB:,} MB")
        if self._kept + more > allowance.grace + allowance.ratio * self._packed:
            raise SpentError(f"it unpacks to more than {allowance.ratio} times its size")


def refuse(untrusted_name: str, reason: Reason, problem: str, remedy: str | None = None) -> Part:
    """A part that is left, with the sentence to print after its name."""
    usual = "Unpack it with a program you trust, look at it, and add it by itself."
    return Part(untrusted_name, None, SetAsideError(reason, problem, remedy or usual))


def unpack(media_type: str, path: Path, name: str, writer: Writer) -> Iterator[Part]:
    """The parts of an archive or a mail, in the order it lists them.

    Args:
        media_type: one of `UNPACKERS`.
        path: where its bytes lie.
        name: its display name, for messages.
        writer: where the parts go.

    Raises:
        SetAsideError: nothing (more) can be unpacked; parts yielded before stand.
    """
    module, _, function = UNPACKERS[media_type].partition(":")
    try:
        yield from getattr(importlib.import_module(module), function)(path, name, writer)
    except SpentError as error:
        raise SetAsideError(
            Reason.UNSAFE,
            f"{name} was not unpacked to its end: {error.problem}.",
            "Unpack it with a program you trust, look at the files, and add them.",
        ) from error
