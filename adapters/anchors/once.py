"""Files that are written once: whole or not at all, and never replaced."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp
from urllib.parse import quote

from ...application.ledger.note import Checkpoint

ALL_MAY_READ, DRAFT = 0o644, ".draft"


def called(checkpoint: Checkpoint) -> str:
    """What files of a checkpoint are called by: no name of a list leads out of a folder."""
    return f"{quote(checkpoint.origin, safe='')}.{checkpoint.size}"


def write_once(file: Path, content: bytes) -> bytes:
    """What stands in the file now: `content`, unless something stood there before.

    Raises:
        OSError: it cannot be written whole, as where the folder knows no hard links.
    """
    handle, draft = mkstemp(dir=file.parent, prefix=".", suffix=DRAFT)
    try:
        with open(handle, "wb") as opened:  # noqa: PTH123  # a handle has no path
            opened.write(content)
            opened.flush()
            os.fsync(handle)
        Path(draft).chmod(ALL_MAY_READ)
        file.hardlink_to(draft)
    except FileExistsError:
        return file.read_bytes()
    finally:
        Path(draft).unlink()
    return content
