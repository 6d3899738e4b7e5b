"""The log file: every entry of the list and the checkpoint over it, and no word of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ...application.ledger.ledger import Moment
from ...application.project import Progress, silent
from ..canonical_json import canonical
from .container import container

ENTRIES_A_PART = 1000


def write_log_file(file: BinaryIO, moment: Moment, progress: Progress = silent) -> int:
    """Write the log file of a moment into `file`; how many entries it holds."""
    with container(file) as made:
        made.add("checkpoint", [moment.note])
        made.add("entries.bin", _parts(moment, progress))
        files = {each.name: {"sha256": each.sha256, "size": each.size} for each in made.members}
        made.add("manifest.json", [canonical({"files": files, "log_file": 1})])
    return moment.size


def _parts(moment: Moment, progress: Progress) -> Iterator[bytes]:
    part: list[bytes] = []
    for number, entry in enumerate(moment.entries(), 1):
        part.append(len(entry).to_bytes(4) + entry)
        if len(part) == ENTRIES_A_PART:
            yield b"".join(part)
            part.clear()
            progress("writing", number / moment.size)
    yield b"".join(part)
    progress("writing", 1.0)
