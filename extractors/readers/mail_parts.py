"""The files a mail carries, as parts of their own: attachments, inline pictures, mails inside it.

Answers: every part that is not the mail's own text. Digital signatures are ignored by rule, and listed.
Refuses nothing but what the writer refuses: too many, too large.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractors.readers.mail_structure import content, open_mail
from extractors.unpacking import Part, Writer


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
        data, _ = content(attachment.part)
        yield writer.write(attachment.untrusted_name, [data])
