"""A mail taken apart: its headers, the parts that are its text, and the parts that are files.

Answers: headers in plain text, body parts in order, attachments under names that are data only.
Refuses mail nested beyond sense; broken encodings are undone as far as that goes, and remarked.
"""

from __future__ import annotations

import email
import email.errors
import email.header
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import TypeAlias

from extractors.errors import Reason, SetAsideError
from extractors.readers.text import decode, decode_as

MailPart: TypeAlias = "Message[str, str]"

SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "message/rfc822": ".eml",
    "text/html": ".html",
    "text/plain": ".txt",
}
MOST_DEPTH = 50
MOST_PARTS = 10_000


class _Unfolded(Message):
    """A part as the parser builds it, except that a mail inside the mail stays the bytes it was.

    The parser would take it apart, and writing it out again does not give the same bytes under every Python;
    its digest would change with the machine.
    """

    def get_content_maintype(self) -> str:
        kind = super().get_content_maintype()
        return "application" if kind == "message" else kind

    def get_content_type(self) -> str:
        kind = super().get_content_type()
        return "text/plain" if kind == "message/delivery-status" else kind


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is a file. Its name is as the sender wrote it, or made up; without path separators."""

    untrusted_name: str
    part: MailPart

    @property
    def is_signature(self) -> bool:
        return self.part.get_content_type() in SIGNATURES


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. ``bodies`` are the text parts that a mail program would show, in order."""

    headers: MailPart
    bodies: tuple[MailPart, ...]
    attachments: tuple[Attachment, ...]
    encrypted: bool


def open_mail(path: Path, name: str) -> Mail:
    """Take a mail apart.

    Raises:
        SetAsideError: its parts are nested or multiplied beyond sense.
    """
    try:
        # From bytes, not from the file: that would turn line ends into "\n", in binary attachments too.
        message = email.message_from_bytes(path.read_bytes(), _class=_Unfolded)
        bodies: list[MailPart] = []
        files: list[MailPart] = []
        encrypted = False
        for part, shown in _leaves(message, 0):
            if len(bodies) + len(files) > MOST_PARTS:
                raise RecursionError
            encrypted |= part.get_content_type() in ENCRYPTED
            (bodies if shown else files).append(part)
    except RecursionError as error:
        raise SetAsideError(
            Reason.UNSAFE,
            f"{name} is a mail whose parts are nested too deeply.",
            "Open it in a mail program, print it to PDF, save its attachments, and add those.",
        ) from error
    attachments = tuple(Attachment(_file_name(part, i), part) for i, part in enumerate(files, start=1))
    encrypted |= message.get_content_type() in ENCRYPTED
    return Mail(message, tuple(bodies), attachments, encrypted)


def header(message: MailPart, name: str) -> str:
    """One header in plain text on one line; several of the same name joined with commas; "" if absent."""
    return ", ".join(filter(None, (_plain(value) for value in message.get_all(name, []))))


def text_of(part: MailPart) -> tuple[str, tuple[str, ...]]:
    """A text part's characters, and remarks on its encoding."""
    data, sound = content(part)
    text, remarks = decode_as(data, _charset(part))
    return text, remarks if sound else (*remarks, "The message's transfer encoding is broken.")


def content(part: MailPart) -> tuple[bytes, bool]:
    """A part's bytes with the transfer encoding undone, and whether that went without loss."""
    before = len(part.defects)
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b"", len(part.defects) == before


def _leaves(message: MailPart, depth: int) -> Iterator[tuple[MailPart, bool]]:
    """Parts without parts, in order, each with whether it is shown as the mail's text."""
    if depth > MOST_DEPTH:
        raise RecursionError
    payload = message.get_payload()
    if not isinstance(payload, list):
        # "multipart" without parts is how broken mail arrives: all of it is then text.
        yield message, _is_shown(message) or message.get_content_maintype() == "multipart"
        return
    parts = [part for part in payload if isinstance(part, Message)]
    inner = [leaf for part in parts for leaf in _leaves(part, depth + 1)]
    if message.get_content_type() == "multipart/alternative":
        inner = _without_doubles(inner)
    yield from inner


def _is_shown(part: MailPart) -> bool:
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
        and _stated_name(part) is None
    )


def _without_doubles(leaves: list[tuple[MailPart, bool]]) -> list[tuple[MailPart, bool]]:
    """Of the same text as plain and as HTML, keep one: plain, unless it only says "see the HTML part"."""
    shown = [part for part, is_shown in leaves if is_shown]
    plain = [part for part in shown if part.get_content_type() == "text/plain"]
    rich = [part for part in shown if part.get_content_type() == "text/html"]
    if not plain or not rich:
        return leaves
    words_plain = sum(len(text_of(part)[0].split()) for part in plain)
    words_rich = sum(len(text_of(part)[0].split()) for part in rich)
    # HTML counts its tags and styles too, so that only a far longer one says more.
    dropped = plain if words_plain * 10 < words_rich and words_plain < 40 else rich
    return [(part, is_shown) for part, is_shown in leaves if not any(part is d for d in dropped)]


def _file_name(part: MailPart, index: int) -> str:
    stated = _stated_name(part)
    if stated:
        return stated.replace("/", "_").replace("\\", "_")
    return f"part {index}{ENDINGS.get(part.get_content_type(), '')}"


def _stated_name(part: MailPart) -> str | None:
    try:
        stated = part.get_filename()
    except (ValueError, LookupError, TypeError):  # malformed RFC 2231 parameters
        return None
    return _plain(stated) or None if stated else None


def _charset(part: MailPart) -> str | None:
    try:
        stated = part.get_param("charset")
    except (ValueError, LookupError, TypeError):
        return None
    if isinstance(stated, tuple):
        stated = stated[2]
    return stated if isinstance(stated, str) and stated.isprintable() else None


def _plain(value: object) -> str:
    """A header's value with its encoded words decoded; what cannot be decoded stays as it is."""
    header = value if isinstance(value, email.header.Header) else str(value)
    try:
        pieces = email.header.decode_header(header)
    except (email.errors.HeaderParseError, ValueError, LookupError):
        return " ".join(str(value).split())
    text = "".join(piece if isinstance(piece, str) else _piece(piece, charset) for piece, charset in pieces)
    return " ".join(text.split())


def _piece(piece: bytes, charset: str | None) -> str:
    known = None if charset in (None, "unknown-8bit") else charset
    return decode_as(piece, known)[0] if known else decode(piece)[0]
