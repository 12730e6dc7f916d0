"""A drawer that dies of page 2, hangs at page 3, leaves a script for page 4, and draws the others."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def draw(order: dict[str, Any], tell: Callable[[int, int], None]) -> dict[str, Any]:
    """As `pipelines.web.page_drawing.draw`."""
    pages = order["pages"]
    for done, (number, *_) in enumerate(pages, start=1):
        if number == 2:
            os.kill(os.getpid(), 9)
        if number == 3:
            time.sleep(60)
        data = b"\xff\xd8\xff picture" if number != 4 else b"<script>alert(1)</script>"
        for end in ("", ".small"):
            Path(order["folder"], f"{number}{end}.jpg").write_bytes(data)
        tell(done, len(pages))
    return {"drawn": []}
