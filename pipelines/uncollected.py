"""Building many values that stay, without Python looking through all of them again and again for garbage.

Python searches its heap for cycles each time it has grown by a quarter. Pages, facts, rows and the files made
of them are values without cycles: looking through a thousand pages of words costs several times what it takes
to build them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles inside the block. Whoever finds it off already leaves it off."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
