"""Inside the reading process: wait for a request, read, unpack or copy one untrusted file, answer in frames.

Answers: requests of `pipelines.worker`, one at a time, with the limits set before the first file is opened.
Refuses the network, core dumps, more memory or files than allowed, and to outlive its parent.
Nothing is printed: standard output and error go nowhere, because libraries print record text there.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from extractors.errors import Reason, SetAsideError
from extractors.pages import Document, Source, page_to_json
from extractors.reading_options import ReadingOptions
from extractors.unpacking import Allowance, Writer, unpack
from pipelines.frames import HEADER, Kind, pack, unpack_body, unpack_header

PARENT_CHECK_SECONDS = 2.0
NETWORK_EVENTS = frozenset(
    f"socket.{verb}" for verb in ("bind", "connect", "getaddrinfo", "gethostbyname", "sendmsg", "sendto")
)

Answer = Callable[[Kind, Any], None]


def main() -> None:
    """Serve until the parent closes the pipe. ``argv[1]``: settings as JSON (see `pipelines.worker`)."""
    settings = json.loads(sys.argv[1])
    requests, replies = _take_pipes()
    _set_limits(settings)
    sys.addaudithook(_refuse_network)
    scratch = settings["scratch"]
    threading.Thread(target=_die_with_parent, args=(os.getppid(), scratch), daemon=True).start()

    def answer(kind: Kind, payload: Any) -> None:
        replies.write(pack(kind, payload))
        replies.flush()

    try:
        answer(Kind.READY, None)
        while header := requests.read(HEADER.size):
            _, length = unpack_header(header, settings["page_bytes"])
            serve(unpack_body(requests.read(length)), answer, settings)
    finally:  # a killed parent does not clear up
        shutil.rmtree(scratch, ignore_errors=True)


def serve(request: Mapping[str, Any], answer: Answer, settings: Mapping[str, Any]) -> None:
    """Answer one request. Every way a reader can fail ends in one REFUSED frame."""
    name = str(request["name"])
    _allow_processor_seconds(settings["longest_seconds"])
    try:
        if request["task"] == "unpack":
            _unpack(request, answer)
        elif request["task"] == "copy":
            _copy(request, answer, settings["reader"])
        else:
            _read(request, answer, settings["reader"])
    except SetAsideError as refusal:
        answer(Kind.REFUSED, [refusal.reason.value, refusal.problem, refusal.remedy])
    except MemoryError:
        answer(
            Kind.REFUSED,
            [
                Reason.OUT_OF_MEMORY.value,
                f"{name} needs more memory than one file is allowed.",
                "Split it or print it to a new PDF, and add that.",
            ],
        )
        # What is left of the heap is not to be trusted with the next file.
        sys.exit(0)
    except Exception as error:
        # The isolation border: a reader's unforeseen error costs its file, nothing else. Its text may quote
        # the record, so only its class is passed on.
        answer(
            Kind.REFUSED,
            [
                Reason.CRASHED.value,
                f"Reading {name} failed ({type(error).__name__}).",
                "Print it to a new PDF and add that, or ask for the file again.",
            ],
        )


def _read(request: Mapping[str, Any], answer: Answer, reader: str) -> None:
    path = Path(request["path"])
    source = Source(request["sha256"], (request["name"],), request["media_type"], request["size"])
    _require_same_bytes(path, source)
    options = ReadingOptions(
        ocr=request["ocr"],
        tesseract=request["tesseract"],
        page_done=lambda done, total: answer(Kind.PROGRESS, [done, total]),
        skip=frozenset(request["skip"]),
    )
    module, _, function = reader.partition(":")
    document: Document = getattr(importlib.import_module(module), function)(path, source, options)
    unread = [[u.page, u.reason, u.remedy] for u in document.unread]
    answer(Kind.HEAD, {"pages": len(document.pages), "unread": unread, "remarks": list(document.remarks)})
    for page in document.pages:
        answer(Kind.ITEM, page_to_json(page))
    answer(Kind.END, None)


def _unpack(request: Mapping[str, Any], answer: Answer) -> None:
    path = Path(request["path"])
    allowance = Allowance(**request["allowance"])
    writer = Writer(Path(request["into"]), path.stat().st_size, allowance)
    for part in unpack(request["media_type"], path, request["name"], writer):
        refused = part.refusal
        answer(
            Kind.ITEM,
            {
                "name": part.untrusted_name,
                "file": part.file.name if part.file is not None else None,
                "refusal": [refused.reason.value, refused.problem, refused.remedy] if refused else None,
                "ignored": part.ignored,
            },
        )
    answer(Kind.END, None)


def _copy(request: Mapping[str, Any], answer: Answer, copier: str) -> None:
    """Make the working copy of an exhibit that an order file asks for (`pipelines.exhibits.preparing`)."""
    order = json.loads(Path(request["job"]).read_bytes())
    source = Source(order["sha256"], (order["name"],), order["media_type"], 0)
    _require_same_bytes(Path(order["source"]), source)
    module, _, function = copier.partition(":")
    make = getattr(importlib.import_module(module), function)
    answer(Kind.HEAD, make(order, lambda done, total: answer(Kind.PROGRESS, [done, total])))
    answer(Kind.END, None)


def _require_same_bytes(path: Path, source: Source) -> None:
    """The sealed copy is still what was taken in; otherwise no citation into it would mean anything."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SetAsideError(
            Reason.UNREADABLE,
            f"The sealed copy of {source.name} cannot be opened.",
            "Add the original again.",
        ) from error
    if digest != source.sha256:
        raise SetAsideError(
            Reason.DAMAGED,
            f"The sealed copy of {source.name} is not the file that was taken in.",
            "Add the original again; the damaged copy is replaced.",
        )


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes under private numbers and point 0, 1 and 2 at nothing."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    return requests, replies


def _set_limits(settings: Mapping[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us in order
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, settings["open_files"])
    _limit(resource.RLIMIT_AS, settings["memory_bytes"])


def _limit(which: int, value: int) -> None:
    # Some systems refuse some limits (macOS: address space). The wall clock still holds there.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (value, value))


def _allow_processor_seconds(seconds: float) -> None:
    """Move the soft processor limit ahead of what earlier files have used."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, hard))


def _refuse_network(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in NETWORK_EVENTS:
        raise PermissionError("reading processes have no network")


def _die_with_parent(parent: int, scratch: str) -> None:
    """A killed parent closes the pipe, but a hanging reader would not notice."""
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK_SECONDS)
    shutil.rmtree(scratch, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
