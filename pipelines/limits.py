"""Every limit of the house in one table: what a file, an archive and a reading process may cost.

Answers: where a hostile or broken file is stopped. The manual prints these figures; change them here only.
Refuses to know what is limited: each station enforces its own row, counting output, never trusting headers.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000
GB = 1_000 * MB


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds of one processor (`patience` times as many on the wall clock).

    Args:
        file_bytes: the largest file that is taken in.
        folder_depth: folders inside folders below the added one.
        pages: the most pages of one document.
        page_bytes: the largest single message of a reading process (one page as JSON).
        archive_members: the most members unpacked from one added file, nested archives included.
        nesting: archives and mails inside one another.
        expansion_ratio: bytes out for each byte in, after the first ``expansion_grace`` bytes.
        unpacked_bytes: the most bytes unpacked from one added file, nested archives included.
        memory_bytes: address space of one reading process. OCR was seen to take 1.3 GB (0.6 GB of memory).
        open_files: descriptors of one reading process.
        opening_seconds: until the first page is done, and the base of the whole file's allowance.
        page_seconds: added to the file's allowance for each page it says it has.
        stall_seconds: without a page being finished, once the first is done.
        longest_seconds: for any file, however many pages.
        patience: how many times a time allowed may pass on the wall while a busy machine does other things.
        bad_pages: pages of one file that may end its process and be left out, before the file is set aside.
        served: files after which a reading process is replaced, so that leaks stay small.
    """

    file_bytes: int = 500 * MB
    folder_depth: int = 64
    pages: int = 10_000
    page_bytes: int = 64 * MB
    archive_members: int = 10_000
    nesting: int = 10
    expansion_ratio: int = 100
    expansion_grace: int = 1 * MB
    unpacked_bytes: int = 5 * GB
    memory_bytes: int = 3 * GB
    open_files: int = 256
    opening_seconds: float = 120.0
    page_seconds: float = 20.0
    stall_seconds: float = 60.0
    longest_seconds: float = 12 * 3600.0
    patience: float = 4.0
    bad_pages: int = 5
    served: int = 100


LIMITS = Limits()
"""The limits as shipped."""
