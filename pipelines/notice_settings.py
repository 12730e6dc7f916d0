"""Who is told what a run did: the table ``[notices]`` of the office's policy, as values.

Answers: which folder takes messages, which takes payloads, which relay takes mail, from whom and to whom.
Refuses: a relay on another machine or under a name that would have to be looked up, mail without sender or
recipient, addresses that are none. Whoever wants mail on another machine lets the relay here pass it on.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from extractors.errors import UsageError
from pipelines.toml_file import Table

_RELAY = re.compile(r"(?:\[([0-9A-Fa-f:]+)\]|([^\[\]:]+)):(\d{1,5})")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}")
_LOCALHOST = "127.0.0.1"
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Relay:
    """An SMTP relay of this machine: an address of the loopback device, and its port."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """Where notices go. ``folder`` and ``payloads`` are relative to the office's folder, or absolute, "" for
    none; without a ``relay`` there is no mail."""

    folder: str = ""
    payloads: str = ""
    relay: Relay | None = None
    sender: str = ""
    recipients: tuple[str, ...] = ()


def notice_settings(table: Table, file: str) -> NoticeSettings:
    """The settings of a ``[notices]`` table. The caller refuses keys that are left.

    Raises:
        UsageError: a value is none, or the relay is not of this machine.
    """
    settings = NoticeSettings(
        table.text("folder", ""),
        table.text("payloads", ""),
        _relay(table.text("relay", ""), file),
        table.text("from", ""),
        table.texts("to"),
    )
    for mailbox in (*((settings.sender,) if settings.sender else ()), *settings.recipients):
        if not _MAILBOX.fullmatch(mailbox):
            raise UsageError(f"{file}: {mailbox!r} is no mail address.", "Write it as name@firm.example.")
    if settings.relay is not None and not (settings.sender and settings.recipients):
        raise UsageError(f"{file}: notices by mail need from and to.", "Add both, or empty relay.")
    return settings


def _relay(text: str, file: str) -> Relay | None:
    if not text:
        return None
    match = _RELAY.fullmatch(text)
    host = (match[1] or match[2]) if match else ""
    port = int(match[3]) if match else 0
    try:  # the one name that needs no look-up
        address = ipaddress.ip_address(_LOCALHOST if host == "localhost" else host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback or not 1 <= port <= _LAST_PORT:
        raise UsageError(
            f"{file}: relay must be a port of this machine, such as 127.0.0.1:25.",
            "Let the mail relay of this machine pass messages on.",
        )
    return Relay(str(address), port)
