"""A notice as mail, handed to a relay of this machine: the one module that speaks SMTP.

Answers: the message is with the relay. Refuses: every address but those of the loopback device, names that
would have to be looked up (also our own, which the library asks a name server for unless it is told one).
The relay passes the message on, with whatever encryption and sign-on the firm's mail needs.
"""

from __future__ import annotations

import ipaddress
import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from extractors.errors import UsageError
from pipelines.notice import Notice
from pipelines.notice_settings import Relay

PATIENCE = 10.0
"""Seconds to wait for each answer of the relay: a run has better things to do."""


def send_mail(relay: Relay, sender: str, recipients: tuple[str, ...], text: str, notice: Notice) -> int:
    """Hand the notice to the relay. The same notice has the same ``Message-ID`` each time.

    Returns:
        How many of the recipients the relay refused, while it took the others.

    Raises:
        OSError: the relay is not there, does not answer, or refuses all (`smtplib.SMTPException` is one).
        UsageError: the relay is not of this machine.
    """
    if not ipaddress.ip_address(relay.host).is_loopback:
        raise UsageError(f"{relay.host} is not this machine.", "Name a relay of this machine in policy.toml.")
    message = EmailMessage()
    message["From"], message["To"] = sender, ", ".join(recipients)
    message["Subject"] = notice.line
    message["Date"] = format_datetime(datetime.fromisoformat(notice.made))
    message["Message-ID"] = f"<{notice.id}@pincite.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    with smtplib.SMTP(relay.host, relay.port, local_hostname="localhost", timeout=PATIENCE) as connection:
        return len(connection.send_message(message))
