"""Keeps parsing libraries from writing to the terminal: their warnings quote what they parse.

Answers: nothing; makes the loggers of a library silent. A warning about a broken object may hold record
text, and no record text may reach a log.
"""

from __future__ import annotations

import logging


def silence(*libraries: str) -> None:
    """Let nothing of these libraries' loggers through; safe to call again."""
    for name in libraries:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
