"""Where notices go: a folder of messages, a folder of payloads, a mail relay of this machine.

Answers: the sinks that the policy names. The same notice taken twice is there once: its file has its name.
Refuses to send a payload anywhere: it is written beside the line with which the firm's own people, or their
software, pass it on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.approved import READABLE
from pipelines.canonical_json import readable_bytes
from pipelines.durable import make_folder, replace_file
from pipelines.notice import Notice, notice_json
from pipelines.notice_settings import NoticeSettings

HOW_TO_SEND = "send.txt"
_SEND = """\
Each .json file here is one notice. Nothing sends them: let your own software pick them up, or, in this folder
and with WEBHOOK set to the address that takes them:

  mkdir -p sent; for f in *.json; do
    curl --fail --silent --show-error -H 'Content-Type: application/json' \\
      --data-binary @"$f" "$WEBHOOK" && mv "$f" sent/
  done

The same notice may come twice; its "id" is then the same.
"""


@dataclass(frozen=True, slots=True)
class Sink:
    """``name`` is its key in the policy. ``take`` gives what a person should know although the notice went
    out, "" as a rule; it raises ``OSError`` or `PinciteError` where the notice did not go out."""

    name: str
    take: Callable[[Notice], str]


def sinks(settings: NoticeSettings, office: Path) -> tuple[Sink, ...]:
    """What the policy names; ``office`` is the folder that relative ones lie in."""
    found = []
    if settings.folder:
        found.append(Sink("folder", lambda notice: _message(office / settings.folder, notice)))
    if settings.payloads:
        found.append(Sink("payloads", lambda notice: _payload(office / settings.payloads, notice)))
    if settings.relay is not None:
        found.append(Sink("relay", lambda notice: _mail(settings, notice)))
    return tuple(found)


def message_text(notice: Notice) -> str:
    """The notice for people: its line, and where to look."""
    return f"{notice.line}\n" + (f"\n{notice.review}\n" if notice.review else "")


def _message(folder: Path, notice: Notice) -> str:
    make_folder(folder)
    replace_file(folder / f"{notice.name}.txt", message_text(notice).encode("utf-8"), READABLE)
    return ""


def _payload(folder: Path, notice: Notice) -> str:
    make_folder(folder)
    if not (folder / HOW_TO_SEND).exists():
        replace_file(folder / HOW_TO_SEND, _SEND.encode("utf-8"), READABLE)
    replace_file(folder / f"{notice.name}.json", readable_bytes(notice_json(notice)), READABLE)
    return ""


def _mail(settings: NoticeSettings, notice: Notice) -> str:
    from pipelines.notices_smtp import send_mail  # only who wants mail needs the library

    assert settings.relay is not None
    refused = send_mail(settings.relay, settings.sender, settings.recipients, message_text(notice), notice)
    return f"refused {refused} of {len(settings.recipients)} recipients" if refused else ""
