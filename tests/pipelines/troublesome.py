"""A reader that does what its file says: crash, hang, eat memory, lie. For the tests of isolation only."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from extractors.errors import Reason, SetAsideError
from extractors.pages import Document, Page, Source, Unread
from extractors.reading_options import ReadingOptions

_SERVED = [0]


def _by_page(command: str, argument: str, source: Source, options: ReadingOptions) -> Document:
    """``CRASHING 2,4/6``: six pages, of which 2 and 4 crash. DEAF does too, and does not honour ``skip``."""
    listed, _, total = argument.partition("/")
    bad = {int(n) for n in listed.split(",")}
    pages: list[Page] = []
    for number in range(1, int(total) + 1):
        skipped = number in options.skip
        if number in bad and (command == "DEAF" or not skipped):
            if command == "STALLING":
                time.sleep(600)
            ctypes.string_at(0)
        pages.append(Page(source.sha256, number, 0, 0, "" if skipped else f"page {number}"))
        options.tell(number, int(total))
    return Document(source, tuple(pages))


def read(path: Path, source: Source, options: ReadingOptions) -> Document:
    """Obey the first word of the file; anything else is read as one page of its text."""
    _SERVED[0] += 1
    text = path.read_text()
    command, _, argument = text.partition(" ")
    match command:
        case "SEGFAULT":
            ctypes.string_at(0)
        case "ABORT":
            os.abort()
        case "EXIT":
            os._exit(0)
        case "RAISE":
            raise ZeroDivisionError("the patient's name is in here")
        case "REFUSE":
            raise SetAsideError(Reason.ENCRYPTED, f"{source.name} needs a password.", "Remove it.")
        case "HANG":
            while True:
                pass
        case "CHILD":
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", argument])
            time.sleep(600)
        case "MEMORY":
            hoard = []
            while True:
                hoard.append(bytearray(50_000_000))
        case "STALL":
            options.tell(1, 1000)
            options.tell(2, 1000)
            time.sleep(600)
        case "REPEAT":
            while True:
                options.tell(1, 10)
                time.sleep(0.05)
        case "STEADY":
            for done in range(1, 31):
                time.sleep(0.1)
                options.tell(done, 30)
        case "PRINT":
            print("record text that must not get out")
            os.write(1, b"more of it")
            os.write(2, b"and on the other channel")
        case "CONNECT":
            socket.create_connection(("127.0.0.1", int(argument)))
        case "FILES":
            kept = [path.open("rb") for _ in range(2000)]
            assert kept
        case "LATER" if _SERVED[0] > 1:
            ctypes.string_at(0)
        case "CRASHING" | "STALLING" | "DEAF":
            return _by_page(command, argument, source, options)
        case "PAGES":
            pages = tuple(Page(source.sha256, n, 0, 0, "") for n in range(1, int(argument) + 1))
            return Document(source, pages)
        case "SURROGATE":
            text = "\ud800"
        case "ENVIRONMENT":
            text = " ".join(sorted(os.environ)) + f"|{os.environ['OMP_NUM_THREADS']}|{os.getcwd()}"
        case "NUMBER":
            return Document(source, (Page(source.sha256, 7, 0, 0, "x"),))
    page = Page(source.sha256, 1, 0.0, 0.0, text)
    return Document(source, (page,), (Unread(1, "a form", "Print it."),), ("a remark",))
