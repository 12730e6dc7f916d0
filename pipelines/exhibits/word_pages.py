"""Word files to PDF pages by LibreOffice, where it is installed; held with a way out where it is not.

Answers: the pages as LibreOffice lays them out, with a remark that they are not the pages Word would print.
Refuses files that draw on something outside themselves. Fields that print the day of printing keep what the
file says they printed last: an exhibit must not be dated by the program. Nothing of the user's own
LibreOffice is read or written: it works in a profile of its own, in the scratch folder of the process.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path

import pikepdf

from extractors.pages import Source
from extractors.readers.docx import read_docx
from extractors.reading import ReadingOptions
from pipelines.exhibits.copies import HeldError, HeldFor

SECONDS = 100.0
"""Wall time for one file."""

_PRINT_IN_WORD = "Open it in Word, print it to PDF, add that, and name it in the plan."
_PROGRAMS = ("soffice", "libreoffice")
_MOST_BYTES = 200_000_000
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*/?>")
_HARMLESS = (b"/hyperlink", b"/attachedTemplate", b"/mailMergeSource")
_CLOCK = re.compile(
    rb"(<w:instrText\b[^>]*>\s*|\bw:instr\s*=\s*[\"']\s*)(DATE|TIME|PRINTDATE|SAVEDATE|FILENAME|USERNAME)\b",
    re.I,
)
_FETCHING = re.compile(
    rb"(?:<w:instrText\b[^>]*>\s*|\bw:instr\s*=\s*[\"']\s*)(?:INCLUDE(?:PICTURE|TEXT)|DDE|DDEAUTO|LINK)\b",
    re.I,
)
_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b[^>]*\bw:author\b")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def word_pdf(path: Path, media_type: str, name: str) -> tuple[pikepdf.Pdf, tuple[str, ...]]:
    """The pages, and remarks.

    Raises:
        SetAsideError: the file cannot be read as Word.
        HeldError: no LibreOffice, or it cannot lay the file out.
    """
    program = next((found for p in _PROGRAMS if (found := shutil.which(p))), None)
    if program is None:
        raise HeldError(
            HeldFor.NO_CONVERTER,
            f"{name} is a Word file, and LibreOffice, which would lay out its pages, is not installed.",
            f"Install LibreOffice, or: {_PRINT_IN_WORD[0].lower()}{_PRINT_IN_WORD[1:]}",
        )
    # What the reader refuses (locked, torn, bombs) never reaches LibreOffice.
    read_docx(path, Source("", (name,), media_type, path.stat().st_size), ReadingOptions(ocr=False))
    scratch = Path(tempfile.mkdtemp(prefix="word-"))
    try:
        tracked = _settled(path, scratch / "exhibit.docx", name)
        pdf = _converted(program, scratch, name)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    remarks = ["pages as LibreOffice lays them out; Word may print them otherwise"]
    if tracked:
        remarks.append("the file holds tracked changes, which are printed as changes")
    return pdf, tuple(remarks)


def _settled(path: Path, out: Path, name: str) -> bool:
    """Write the file without what reaches outside it or asks the clock; whether changes are tracked in it."""
    tracked = False
    room = _MOST_BYTES
    with zipfile.ZipFile(path) as untrusted_file, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as settled:
        for member in untrusted_file.infolist():
            try:
                data = untrusted_file.read(member)
            except (
                zipfile.BadZipFile,
                zlib.error,
                NotImplementedError,
                RuntimeError,
                OSError,
                EOFError,
            ) as error:
                raise HeldError(
                    HeldFor.DAMAGED, f"{name} is a damaged Word file.", "Ask the sender to send it again."
                ) from error
            room -= len(data)
            if room < 0:
                raise HeldError(
                    HeldFor.UNSAFE, f"{name} unpacks to more than a Word file holds.", _PRINT_IN_WORD
                )
            if member.filename.endswith(".rels"):
                data = _without_links(data, name)
            elif member.filename.startswith("word/") and member.filename.endswith(".xml"):
                if _FETCHING.search(data):
                    raise _reaches_outside(name)
                data = _CLOCK.sub(rb"\1ADDIN", data)
                tracked |= bool(_TRACKED.search(data))
            settled.writestr(zipfile.ZipInfo(member.filename), data)
    return tracked


def _without_links(data: bytes, name: str) -> bytes:
    for relation in _EXTERNAL.findall(data):
        if not any(kind in relation for kind in _HARMLESS):
            raise _reaches_outside(name)
    return _EXTERNAL.sub(lambda m: m[0] if b"/hyperlink" in m[0] else b"", data)


def _converted(program: str, scratch: Path, name: str) -> pikepdf.Pdf:
    profile = scratch / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf:writer_pdf_Export",
        "--outdir", str(scratch), str(scratch / "exhibit.docx"),
    ]  # fmt: skip
    kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
    private = dict.fromkeys(("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(scratch))
    try:
        # Not in a session of its own: whoever ends this process ends its group, and LibreOffice with it.
        subprocess.run(
            command,
            cwd=scratch,
            env={**kept, **private, "LANG": "C.UTF-8", "TZ": "UTC", "SAL_USE_VCLPLUGIN": "svp"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        return pikepdf.open(io.BytesIO((scratch / "exhibit.pdf").read_bytes()))
    except subprocess.TimeoutExpired as error:
        raise HeldError(
            HeldFor.TIMED_OUT, f"{name} took LibreOffice longer than {SECONDS:.0f} seconds.", _PRINT_IN_WORD
        ) from error
    except (OSError, pikepdf.PdfError) as error:
        raise HeldError(HeldFor.UNSUPPORTED, f"LibreOffice cannot lay out {name}.", _PRINT_IN_WORD) from error


def _reaches_outside(name: str) -> HeldError:
    return HeldError(
        HeldFor.UNSAFE,
        f"{name} shows something that lies outside the file (a picture or text), which is not fetched.",
        _PRINT_IN_WORD,
    )
