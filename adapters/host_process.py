"""The process is the host's: what loading the eventsourcing package changes in it is put back."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Generator
from contextlib import contextmanager

SWAPPED = "_process_class"
QUIETENED = ("psycopg", "psycopg.pool")


@contextmanager
def left_as_it_was() -> Generator[None]:
    """Undo what the import of the engine changes in `dataclasses` and `logging` (ADR 5)."""
    before = vars(dataclasses)[SWAPPED]
    levels = {name: logging.getLogger(name).level for name in QUIETENED}
    try:
        yield
    finally:
        setattr(dataclasses, SWAPPED, before)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
