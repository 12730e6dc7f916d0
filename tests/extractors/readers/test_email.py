"""Mail: headers and text as a mail program prints them, whatever the sender's program did to them."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from extractors.errors import SetAsideError
from extractors.pages import Document, Source
from extractors.readers.email import read_email
from extractors.readers.html_text import html_to_text
from extractors.reading_options import ReadingOptions

HEAD = b"From: a@example.org\nTo: b@example.org\nMessage-ID: <1@example.org>\nDate: 6 Mar 2017 09:00 -0500\n"


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "mail"
    path.write_bytes(data)
    return read_email(path, Source("0" * 64, ("mail.eml",), "message/rfc822", len(data)), ReadingOptions())


def text(tmp_path: Path, data: bytes) -> str:
    (page,) = read(tmp_path, data).pages
    return page.text


def test_headers_and_text(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "Jörg Müller <a@example.org>"
    message["To"] = "b@example.org"
    message["Cc"] = "c@example.org"
    message["Subject"] = "Patientin – Befund"
    message["Date"] = "Mon, 06 Mar 2017 09:00:00 -0500"
    message["X-Secret"] = "not printed"
    message.set_content("Seen today.\n\nRegards – J")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Befund 3/4.pdf")
    assert text(tmp_path, message.as_bytes()) == (
        "From: Jörg Müller <a@example.org>\nTo: b@example.org\nCc: c@example.org\n"
        "Date: Mon, 06 Mar 2017 09:00:00 -0500\nSubject: Patientin – Befund\n"
        "Attachment: Befund 3_4.pdf\n\nSeen today.\n\nRegards – J"
    )


def test_html_alone_is_read_without_fetching(tmp_path: Path) -> None:
    page = (
        b"Content-Type: text/html; charset=utf-8\n\n<html><head><style>p{}</style></head><body>"
        b"<img src='http://127.0.0.1:1/pixel.gif' alt='logo'><p>Seen <b>3/4/2017</b></p>"
        b"<table><tr><td>99213</td><td>$125.00</td></tr></table><script>x()</script></body></html>"
    )
    document = read(tmp_path, HEAD + page)
    assert document.pages[0].text.split("\n\n", 1)[1] == "[picture: logo]\nSeen 3/4/2017\n\n99213   $125.00"
    assert "The message is HTML; its text was taken, nothing was fetched." in document.remarks


@pytest.mark.parametrize(
    ("plain", "shown"),
    [("Seen today for neck pain.", "Seen today for neck pain."), ("View in browser.", "word " * 200)],
)
def test_of_two_versions_the_telling_one_is_printed_once(tmp_path: Path, plain: str, shown: str) -> None:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@example.org", "<1@example.org>"
    message.set_content(plain)
    message.add_alternative(f"<p>{shown}</p>", subtype="html")
    body = text(tmp_path, message.as_bytes()).split("\n\n", 1)[1]
    assert " ".join(body.split()) == " ".join(shown.split())


@pytest.mark.parametrize(
    ("part", "body"),
    [
        (b"Content-Type: text/plain; charset=x-unknown\n\ncaf\xe9", "café"),
        (b'Content-Type: text/plain; charset="utf-8\n\nopen quote', "open quote"),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nU2Vl@@biB0b2RheQ", "Seen today"),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n3/4=2017=", "3/4 17"),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: x-none\n\nas it is", "as it is"),
        (b"Content-Type: nonsense\n\nas it is", "as it is"),
    ],
)
def test_broken_encodings_go_as_far_as_they_go(tmp_path: Path, part: bytes, body: str) -> None:
    assert text(tmp_path, HEAD + part).split("\n\n", 1)[1] == body


@pytest.mark.parametrize(
    "subject",
    [b"=?x-unknown?Q?caf=E9?=", b"=?utf-8?B?Y2Fmw6k?=", b"=?utf-8?Q?caf=C3=A9?=", b"caf\xe9", b"caf\xc3\xa9"],
)
def test_headers_in_any_encoding(tmp_path: Path, subject: bytes) -> None:
    assert "Subject: café" in text(tmp_path, b"Subject: " + subject + b"\n" + HEAD + b"\nx")


def test_a_folded_header_is_one_line(tmp_path: Path) -> None:
    assert "Subject: one two" in text(tmp_path, b"Subject: one\n  two\n" + HEAD + b"\nx")


def test_no_headers_at_all(tmp_path: Path) -> None:
    assert text(tmp_path, b"\nOnly text.\n") == "Only text."


def test_encrypted_mail_and_broken_attachments_are_named(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        HEAD + b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
        b"Content-Transfer-Encoding: base64\n\nMIIB!x",
    )
    assert [u.reason for u in document.unread] == [
        "The message is encrypted.",
        "The attachment smime.p7m is broken; part of it may be missing.",
    ]


def test_an_attached_message_is_named_not_printed(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "x@example.org", "inner"
    inner.set_content("the inner text")
    outer = EmailMessage()
    outer["From"], outer["Message-ID"] = "a@example.org", "<1@example.org>"
    outer.set_content("see attached")
    outer.add_attachment(inner)
    assert text(tmp_path, outer.as_bytes()) == "From: a@example.org\nAttachment: part 1.eml\n\nsee attached"


def test_a_long_mail_has_pages(tmp_path: Path) -> None:
    assert len(read(tmp_path, HEAD + b"\n" + b"line\n" * 200).pages) == 4


def test_a_mail_nested_beyond_sense(tmp_path: Path) -> None:
    data = HEAD
    for n in range(400):
        data += b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n)
    with pytest.raises(SetAsideError, match=r"mail\.eml is a mail whose parts are nested too deeply\."):
        read(tmp_path, data)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
        ("<p>&lt;b&gt; &amp; caf&eacute;", "<b> & café"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<tr><td>a</td><td></td><td>b</td></tr>", "a   b"),
        ("un<b>closed <i>tags", "unclosed tags"),
        ("<script>a<b</script>c<!-- d -->e", "ce"),
        ("a\n   b\t\tc", "a b c"),
        ("<![CDATA[x]]>y", "y"),
    ],
)
def test_html_to_lines(html: str, lines: str) -> None:
    assert html_to_text(html) == lines
