"""Archives and mails at intake: sound parts come out, hostile ones stay, nothing leaves the matter."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipelines.containers import Unpacker, _entries, _Found
from pipelines.intake import IntakeReport, take_in
from pipelines.isolation import ReadingPool
from pipelines.limits import LIMITS, MB, Limits
from pipelines.matter import Client, Matter
from pipelines.store import Store

PDF = b"%PDF-1.4\n"
TRUST = "Unpack it with a program you trust, look at it, and add it by itself."
TRUST_ALL = "Unpack it with a program you trust, look at the files, and add them."

Taken = Callable[..., IntakeReport]


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    folder = tmp_path / "matter"
    folder.mkdir()
    return Matter(folder, "roe", Client("Jane Roe", None), None)


@pytest.fixture
def taken(matter: Matter, tmp_path: Path) -> Iterator[Taken]:
    """Takes in files given as name and bytes."""
    folder = tmp_path / "files"
    folder.mkdir()
    with Store.open(matter) as store:

        def take(limits: Limits = LIMITS, **files: bytes) -> IntakeReport:
            for name, data in files.items():
                (folder / name.replace("_", ".")).write_bytes(data)
            return take_in(matter, store, [folder], limits)

        yield take


def lines(report: IntakeReport) -> list[str]:
    return [f"{e.reason}: {e.detail} {e.remedy}" for e in report.set_aside]


def names(report: IntakeReport) -> list[str]:
    return sorted(s.name for s in report.added)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def special(name: str, mode: int) -> bytes:
    """An archive with one Unix special member, between two sound ones."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("1.pdf", PDF + b"1")
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = (mode | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("2.pdf", PDF + b"2")
    return buffer.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_members_become_sources_of_their_own(taken: Taken, matter: Matter, method: int) -> None:
    large = PDF + b"".join(struct.pack(">I", n * 2654435761 % 2**32) for n in range(400_000))
    report = taken(o_zip=zipped({"a.pdf": PDF, "sub/b.pdf": large, "sub/": b""}, method))
    assert names(report) == ["o.zip/a.pdf", "o.zip/sub/b.pdf"]
    assert report.opened == ("o.zip",)
    assert report.found == 2
    source = next(s for s in report.added if s.name.endswith("b.pdf"))
    assert (matter.sources / source.sha256).read_bytes() == large


def test_a_member_that_is_also_beside_the_archive_is_one_source(taken: Taken) -> None:
    report = taken(a_pdf=PDF, o_zip=zipped({"b.pdf": PDF}))
    assert (len(report.added), len(report.known)) == (1, 1)
    assert report.added[0].names == ("a.pdf", "o.zip/b.pdf")


def test_archives_in_archives(taken: Taken) -> None:
    inner = zipped({"in.pdf": PDF, "Thumbs.db": b"x", "e.pdf": b""})
    report = taken(o_zip=zipped({"x/inner.zip": inner, "a.pdf": PDF + b"a"}))
    assert names(report) == ["o.zip/a.pdf", "o.zip/x/inner.zip/in.pdf"]
    assert report.ignored == ("o.zip/x/inner.zip/Thumbs.db",)
    assert lines(report) == ["empty: o.zip/x/inner.zip/e.pdf is empty (0 bytes). Ask for the file again."]
    assert report.opened == ("o.zip/x/inner.zip", "o.zip")


def test_no_name_leads_out_of_the_matter(taken: Taken, tmp_path: Path) -> None:
    hostile = [
        "../../escape.pdf",
        "/tmp/escape.pdf",
        "C:\\escape.pdf",
        "a/../../escape.pdf",
        "..\\escape.pdf",
    ]
    report = taken(o_zip=zipped({**dict.fromkeys(hostile, PDF), "sound.pdf": PDF + b"1"}))
    shown = ["../../escape.pdf", "/tmp/escape.pdf", "C:/escape.pdf", "a/../../escape.pdf", "../escape.pdf"]
    assert lines(report) == [
        f"unsafe: o.zip/{name} has a name that leads outside the archive. {TRUST}" for name in shown
    ]
    assert names(report) == ["o.zip/sound.pdf"]
    assert not list(tmp_path.rglob("*escape*"))
    assert not Path("/tmp/escape.pdf").exists()


@pytest.mark.parametrize(
    ("mode", "line"),
    [
        (stat.S_IFLNK, "unsafe: o.zip/odd is a link, and links are not followed. Add the file itself."),
        (stat.S_IFCHR, "unsafe: o.zip/odd is a device or pipe, not a file. Leave it out."),
        (stat.S_IFIFO, "unsafe: o.zip/odd is a device or pipe, not a file. Leave it out."),
    ],
)
def test_links_and_devices_stay_inside(taken: Taken, mode: int, line: str) -> None:
    report = taken(o_zip=special("odd", mode))
    assert lines(report) == [line]
    assert names(report) == ["o.zip/1.pdf", "o.zip/2.pdf"]


def test_locked_members_beside_sound_ones(taken: Taken) -> None:
    data = bytearray(zipped({"1.pdf": PDF, "locked.pdf": PDF + b"2", "3.pdf": PDF + b"3"}))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[at + 8] |= 1
    report = taken(o_zip=bytes(data))
    assert lines(report) == [
        "encrypted: o.zip/locked.pdf needs a password. "
        "Unpack the archive with its password and add the files."
    ]
    assert names(report) == ["o.zip/1.pdf", "o.zip/3.pdf"]


def test_damaged_members_beside_sound_ones(taken: Taken) -> None:
    data = bytearray(
        zipped({"1.pdf": PDF, "bad.pdf": PDF + b"2" * 50, "3.pdf": PDF + b"3"}, zipfile.ZIP_STORED)
    )
    data[data.index(b"2222") + 2] = 0
    report = taken(o_zip=bytes(data))
    assert lines(report) == [
        "damaged: o.zip/bad.pdf is damaged: its checksum does not fit its data. Ask for the archive again."
    ]
    assert names(report) == ["o.zip/1.pdf", "o.zip/3.pdf"]


def test_members_packed_in_an_unknown_way(taken: Taken) -> None:
    report = taken(o_zip=zipped({"a.pdf": PDF}, zipfile.ZIP_LZMA))
    assert lines(report) == [
        "unsupported: o.zip/a.pdf is packed by a method that is not unpacked here. "
        "Unpack the archive and add the files."
    ]


def test_an_archive_cut_short(taken: Taken) -> None:
    whole = zipped({f"{n}.pdf": PDF + bytes([n]) * 500 for n in range(9)}, zipfile.ZIP_STORED)
    report = taken(a_pdf=PDF, o_zip=whole[: len(whole) // 2])
    assert lines(report) == [
        "damaged: o.zip is a damaged ZIP archive: it has no table of contents. "
        "Ask for it again, or repair and unpack it and add the files."
    ]
    assert len(report.added) == 1


def test_a_badly_encoded_name_costs_nothing(taken: Taken) -> None:
    """The standard library refuses the whole archive for it."""
    data = zipped({"Ä.pdf": PDF, "b.pdf": PDF + b"b"}).replace("Ä".encode(), b"\xff\xfe")
    assert names(taken(o_zip=data)) == ["o.zip/\\xff\\xfe.pdf", "o.zip/b.pdf"]


def test_clashing_names_are_both_kept(taken: Taken) -> None:
    data = zipped({"a.pdf": PDF + b"1", "b.pdf": PDF + b"2"}).replace(b"b.pdf", b"a.pdf")
    report = taken(o_zip=data)
    assert len(report.added) == 2
    assert all(name.startswith("o.zip/a [") for name in names(report))


def test_a_swelling_member_is_stopped_by_its_output(taken: Taken) -> None:
    report = taken(o_zip=zipped({"bomb.txt": bytes(50 * MB), "sound.pdf": PDF}))
    assert lines(report) == [f"unsafe: o.zip/bomb.txt unpacks to more than 100 times its size. {TRUST}"]
    assert names(report) == ["o.zip/sound.pdf"]


def test_lying_sizes_are_not_believed(taken: Taken) -> None:
    data = bytearray(zipped({"bomb.txt": bytes(50 * MB)}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(mark) + offset
        data[at : at + 4] = struct.pack("<I", 5)
    assert "unpacks to more than 100 times its size" in lines(taken(o_zip=bytes(data)))[0]


def test_members_that_share_their_data_are_stopped_together(taken: Taken) -> None:
    """Many directory entries pointing at one swelling member, each within its own ratio."""
    unit = zipped({"a.txt": bytes(900_000)})
    at = unit.index(b"PK\x01\x02")
    end = unit.index(b"PK\x05\x06")
    local, entry = unit[:at], unit[at:end]
    entries = b"".join(entry.replace(b"a.txt", f"{n:05d}".encode()) for n in range(2000))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2000, 2000, len(entries), len(local), 0)
    report = taken(o_zip=local + entries + tail)
    assert lines(report)[-1] == (
        "unsafe: o.zip was not unpacked to its end: it unpacks to more than 100 times its size. " + TRUST_ALL
    )
    assert len(report.added) + len(report.known) + len(report.set_aside) < 100


def test_a_large_member_is_set_aside(taken: Taken) -> None:
    noise = b"".join(b"%08x" % (n * 2654435761 % 2**32) for n in range(300_000))
    report = taken(replace(LIMITS, file_bytes=2 * MB), o_zip=zipped({"big.pdf": noise, "a.pdf": PDF}))
    assert lines(report) == [f"oversized: o.zip/big.pdf is larger than 2 MB unpacked. {TRUST}"]
    assert names(report) == ["o.zip/a.pdf"]


def test_too_many_members(taken: Taken) -> None:
    report = taken(
        replace(LIMITS, archive_members=5), o_zip=zipped({f"{n}.pdf": PDF + bytes([n]) for n in range(9)})
    )
    assert len(report.added) == 5
    assert lines(report) == [
        "unsafe: o.zip was not unpacked to its end: it lists 9 members and 5 are allowed. " + TRUST_ALL
    ]
    assert report.opened == ()


def test_the_limits_hold_over_all_nested_archives(taken: Taken) -> None:
    inner = [zipped({f"{k}{n}.pdf": PDF + bytes([k, n]) for n in range(4)}) for k in range(3)]
    report = taken(
        replace(LIMITS, archive_members=8), o_zip=zipped({f"{k}.zip": data for k, data in enumerate(inner)})
    )
    assert len(report.added) == 5
    assert [line.partition(":")[0] for line in lines(report)] == ["unsafe", "unsafe"]


def test_archives_nested_without_end(taken: Taken) -> None:
    data = zipped({"a.pdf": PDF})
    for _ in range(11):
        data = zipped({"n.zip": data})
    report = taken(o_zip=data)
    name = "o.zip" + "/n.zip" * 10
    assert lines(report) == [
        f"unsafe: {name} lies in more than 10 archives or mails, one inside the other. {TRUST_ALL}"
    ]


def mail(**attachments: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = (
        "a@example.org",
        "b@example.org",
        "<1@example.org>",
    )
    message.set_content("Records attached.")
    for name, data in attachments.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return message


def test_attachments_become_sources_and_so_does_the_mail(taken: Taken) -> None:
    report = taken(m_eml=mail(a_pdf=PDF, empty_pdf=b"").as_bytes())
    assert names(report) == ["m.eml", "m.eml/a.pdf"]
    assert lines(report) == ["empty: m.eml/empty.pdf is empty (0 bytes). Ask for the file again."]
    assert report.found == 3


def test_mails_and_archives_in_one_another(taken: Taken) -> None:
    inner = mail(o_zip=zipped({"deep.pdf": PDF}))
    outer = mail(b_pdf=PDF + b"b")
    outer.add_attachment(inner)
    report = taken(o_zip=zipped({"m.eml": outer.as_bytes()}))
    assert names(report) == [
        "o.zip/m.eml",
        "o.zip/m.eml/b.pdf",
        "o.zip/m.eml/part 2.eml",
        "o.zip/m.eml/part 2.eml/o.zip/deep.pdf",
    ]


def test_an_attached_mail_keeps_its_bytes(taken: Taken, matter: Matter) -> None:
    inner = (
        b"From: x@example.org\r\nSubject: =?utf-8?q?odd?=\r\n   folding\r\nMessage-ID: <2>\r\n\r\ncaf\xe9\r\n"
    )
    outer = (
        b"From: a@example.org\r\nMessage-ID: <1>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n"
        b"--b\r\nContent-Type: application/pdf; name=x.pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        b"%PDF-1.4\r\x00\n\r\n\r\n--b--\r\n"
    )
    report = taken(m_eml=outer)
    kept = {s.name: (matter.sources / s.sha256).read_bytes() for s in report.added}
    assert kept["m.eml/part 1.eml"] == inner
    assert kept["m.eml/x.pdf"] == b"%PDF-1.4\r\x00\n\r\n"


def test_attachment_names_are_only_data(taken: Taken, tmp_path: Path) -> None:
    message = mail()
    for n, name in enumerate(
        ["../../escape.pdf", "..\\escape.pdf", "/tmp/escape.pdf", "NUL", "a\x1b[31m.pdf"]
    ):
        message.add_attachment(PDF + bytes([n]), maintype="application", subtype="pdf", filename=name)
    found = names(taken(m_eml=message.as_bytes()))
    assert len(found) == 6
    assert all(name.isprintable() and name.count("/") <= 1 for name in found)
    assert not list(tmp_path.rglob("*escape*"))


def test_a_signature_is_ignored_by_rule(taken: Taken) -> None:
    message = mail(a_pdf=PDF)
    message.add_attachment(b"sig", maintype="application", subtype="pgp-signature", filename="s.asc")
    assert taken(m_eml=message.as_bytes()).ignored == ("m.eml/s.asc",)


def test_a_mail_nested_beyond_sense(taken: Taken) -> None:
    head = b"From: a@example.org\r\nMessage-ID: <1>\r\n"
    for n in range(200):
        head += b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
    report = taken(m_eml=head + b"\r\nend", a_pdf=PDF)
    assert lines(report) == [
        "unsafe: m.eml is a mail whose parts are nested too deeply. "
        "Open it in a mail program, print it to PDF, save its attachments, and add those."
    ]
    assert names(report) == ["a.pdf", "m.eml"]
    assert report.found == 3


def test_nothing_is_left_lying_about(taken: Taken, matter: Matter) -> None:
    taken(o_zip=zipped({"a.pdf": PDF, "../b.pdf": PDF}), m_eml=mail(c_pdf=PDF).as_bytes())
    assert not list(matter.folder.glob(".unpacking-*"))
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o444 for p in matter.sources.iterdir())


def test_a_process_that_dies_while_unpacking_costs_that_archive(
    taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Unpacker.parts

    def starved(self: Unpacker, path: Path, name: str, *rest: object) -> object:
        if name == "b.zip" and self._worker is not None:
            self._worker._process.kill()
            self._worker._process.wait()
            monkeypatch.setattr(type(self._worker), "alive", True)
        try:
            return real(self, path, name, *rest)  # type: ignore[arg-type]
        finally:
            monkeypatch.undo()
            monkeypatch.setattr(Unpacker, "parts", starved)

    monkeypatch.setattr(Unpacker, "parts", starved)
    report = taken(
        a_zip=zipped({"a.pdf": PDF}), b_zip=zipped({"b.pdf": PDF + b"b"}), c_zip=zipped({"c.pdf": PDF + b"c"})
    )
    assert lines(report) == [
        "crashed: b.zip was not unpacked to its end: it crashed the process that unpacks. " + TRUST_ALL
    ]
    assert names(report) == ["a.zip/a.pdf", "c.zip/c.pdf"]


def test_a_name_of_a_page_is_shortened(taken: Taken, matter: Matter) -> None:
    report = taken(a_zip=zipped({"n" * 60_000 + ".txt": b"Seen 1/2/2017"}))
    (name,) = names(report)
    assert len(name) < 1_001
    assert name.endswith("n.txt")
    (added,) = report.added
    with ReadingPool(workers=1) as pool:
        assert pool.read(matter.sources / added.sha256, added).pages[0].text


def test_a_part_that_is_not_where_the_process_says_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "2").symlink_to("/etc/passwd")
    for file in ("1", "2"):
        (entry,) = _entries(_Found("a.txt", file, None, False), "a.zip", tmp_path)
        assert entry.refusal is not None
        assert entry.file is None
