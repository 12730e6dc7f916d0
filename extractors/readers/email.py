"""A mail's own pages: its headers as a mail program prints them, then its text.

Answers: who wrote to whom, when, about what, the message, and the names of what was attached.
Refuses to fetch anything; names what it cannot read, such as encrypted text and broken attachments.
The attachments themselves become sources of their own at intake.
"""

from __future__ import annotations

from pathlib import Path

from extractors.pages import Document, Source, Unread
from extractors.printable import printable
from extractors.readers.html_text import html_to_text
from extractors.readers.mail_structure import Mail, content, header, open_mail, text_of
from extractors.readers.sheets import clean, lines_of, number, remark_on_pages, sheets
from extractors.reading_options import ReadingOptions

PRINTED_HEADERS = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject")


def read_email(path: Path, source: Source, options: ReadingOptions) -> Document:
    """Read a mail (RFC 5322), without its attachments.

    Raises:
        SetAsideError: its parts are nested beyond sense.
    """
    mail = open_mail(path, source.name)
    headings = [f"{name}: {value}" for name in PRINTED_HEADERS if (value := header(mail.headers, name))]
    carried = [printable(a.untrusted_name) for a in mail.attachments if not a.is_signature]
    headings += [f"Attachment: {name}" for name in carried]
    bodies, remarks = _bodies(mail)
    text, replaced = clean("\n\n".join(["\n".join(headings), *bodies]))
    if replaced:
        remarks.append(f"{replaced:,} control characters were replaced by U+FFFD.")
    pages = number(source, sheets(lines_of([text.replace("\f", "\n")])))
    options.tell(len(pages), len(pages))
    remarks.append(remark_on_pages(1, len(pages)))
    return Document(source, pages, _unread(mail), tuple(remarks))


def _bodies(mail: Mail) -> tuple[list[str], list[str]]:
    bodies: list[str] = []
    remarks: list[str] = []
    for part in mail.bodies:
        text, said = text_of(part)
        if part.get_content_type() == "text/html":
            text = html_to_text(text)
            said = (*said, "The message is HTML; its text was taken, nothing was fetched.")
        bodies.append(text.strip("\n"))
        remarks += [remark for remark in said if remark not in remarks]
    return bodies, remarks


def _unread(mail: Mail) -> tuple[Unread, ...]:
    unread: list[Unread] = []
    if mail.encrypted:
        unread.append(
            Unread(
                None, "The message is encrypted.", "Open it in a mail program, print it to PDF, and add that."
            )
        )
    for attachment in mail.attachments:
        _, sound = content(attachment.part)
        if not sound:
            name = printable(attachment.untrusted_name)
            unread.append(
                Unread(
                    None, f"The attachment {name} is broken; part of it may be missing.", "Ask for it again."
                )
            )
    return tuple(unread)
