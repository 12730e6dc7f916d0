"""The files a mail carries, as parts of their own: attachments, inline pictures, mails inside it.

Answers: every part that is not the mail's own text. Digital signatures are ignored by rule, and listed.
Refuses an attached mail that cannot be written out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractors.errors import Reason
from extractors.readers.mail_structure import content, open_mail
from extractors.unpacking import Part, Writer, refuse


def unpack_mail(path: Path, name: str, writer: Writer) -> Iterator[Part]:
    """Attachments of the mail at ``path``, in order.

    Raises:
        SetAsideError: the mail is nested beyond sense.
        SpentError: more or larger attachments than allowed; those before stand.
    """
    for attachment in open_mail(path, name).attachments:
        if attachment.is_signature:
            yield Part(attachment.untrusted_name, None, ignored=True)
            continue
        try:
            data, _ = content(attachment.part)
        except ValueError:
            yield refuse(
                attachment.untrusted_name,
                Reason.DAMAGED,
                "is an attached message that cannot be taken out",
                "Open the mail in a mail program, save the attachment, and add it.",
            )
            continue
        yield writer.write(attachment.untrusted_name, [data])
