"""ZIP archives, member by member: the sound ones come out, the others are named with the reason.

Answers: the members of a ZIP as parts. Refuses members whose name leads outside the archive, links, devices,
what needs a password, what is damaged and what swells beyond measure; and never opens a member by its name.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from extractors.errors import Reason, SetAsideError
from extractors.unpacking import Part, SpentError, Writer, refuse
from extractors.zip_contents import Member, ZipDamage, members, read_member

EMPTY_STREAM = 14
"""Bytes: the longest form nothing takes (bzip2's). A "folder" that holds more is looked at as a file."""

DRIVE = re.compile(r"[A-Za-z]:")


def unpack_zip(path: Path, name: str, writer: Writer) -> Iterator[Part]:
    """Members of the archive at ``path``, in the order of its directory. Folders are no members.

    Raises:
        SetAsideError: the archive has no readable table of contents, or no members at all.
        SpentError: more members than allowed; those before stand.
    """
    with path.open("rb") as file:
        try:
            found, count = members(file, writer.most_parts)
        except ZipDamage as damage:
            raise SetAsideError(
                Reason.DAMAGED,
                f"{name} is a damaged ZIP archive: {damage.what}.",
                "Ask for it again, or repair and unpack it and add the files.",
            ) from damage
        empty = True
        for member in found:
            shown = member_name(member)
            if shown.endswith("/") and member.packed_size <= EMPTY_STREAM:
                continue
            empty = False
            refused = _refused(shown, member)
            if refused is not None:
                yield refused
                continue
            try:
                yield writer.write(shown, read_member(file, member), member.packed_size)
            except ZipDamage as damage:
                yield refuse(
                    shown, Reason.DAMAGED, f"is damaged: {damage.what}", "Ask for the archive again."
                )
        if count > len(found):
            raise SpentError(f"it lists {count:,} members and {len(found):,} are allowed")
        if empty:
            raise SetAsideError(Reason.EMPTY, f"{name} is a ZIP archive without files.", "Ask for it again.")


def member_name(member: Member) -> str:
    """A member's name as text: UTF-8 where it says so or is so, else the old PC character set.

    Backslashes are separators: some Windows programs write them, against the format.
    """
    raw = member.untrusted_name
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("utf-8", "surrogateescape") if member.utf8 else raw.decode("cp437")
    return name.replace("\\", "/")


def _refused(name: str, member: Member) -> Part | None:
    kind = stat.S_IFMT(member.unix_mode)
    if name.startswith("/") or DRIVE.match(name) or ".." in name.split("/"):
        return refuse(name, Reason.UNSAFE, "has a name that leads outside the archive")
    if kind == stat.S_IFLNK:
        return refuse(name, Reason.UNSAFE, "is a link, and links are not followed", "Add the file itself.")
    if kind not in (0, stat.S_IFREG):
        return refuse(name, Reason.UNSAFE, "is a device or pipe, not a file", "Leave it out.")
    if member.encrypted:
        return refuse(
            name,
            Reason.ENCRYPTED,
            "needs a password",
            "Unpack the archive with its password and add the files.",
        )
    if not member.readable:
        return refuse(
            name,
            Reason.UNSUPPORTED,
            "is packed by a method that is not unpacked here",
            "Unpack the archive and add the files.",
        )
    return None
