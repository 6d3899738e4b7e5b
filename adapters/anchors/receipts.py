"""Receipts in a folder of the operator's: a folder for each checkpoint, to be handed on as it is.

It stands apart from the database: an older copy of that, put back, takes no receipt away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from ...application.ledger.anchoring import NotAnchoredError, Receipt
from ...application.ledger.note import Checkpoint, parse
from .once import DRAFT, called, write_once

NOTE = "note"


class ReceiptFolder:
    """`Receipts` in a folder: in `ORIGIN.SIZE/` the `note`, and what each anchor gave for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, checkpoint: Checkpoint) -> bytes | None:
        """The note that is kept of a list of that name and size."""
        return self._read(checkpoint, NOTE)

    def proof(self, checkpoint: Checkpoint, anchor: str) -> bytes | None:
        """What the anchor of that name gave for it."""
        return self._read(checkpoint, anchor)

    def keep(self, receipt: Receipt) -> None:
        """Keep a receipt, and first the note that it is for.

        Raises:
            NotAnchoredError: the disk does not take it, or another one is kept.
        """
        folder = self._folder / called(parse(receipt.note).checkpoint)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in ((NOTE, receipt.note), (receipt.anchor, receipt.proof)):
                if write_once(folder / name, content) != content:
                    other = f"Another one is kept in {folder / name}."
                    raise NotAnchoredError(other)
        except OSError as error:
            lost = f"It was put there, but its receipt cannot be kept: {error.strerror}."
            raise NotAnchoredError(lost) from error

    def kept(self, origin: str) -> Sequence[Receipt]:
        """Every receipt for the list of that name, smallest checkpoint first."""
        sizes = sorted(self._sizes(f"{quote(origin, safe='')}."))
        return [each for size in sizes for each in self._of(Checkpoint(origin, size, b""))]

    def _sizes(self, begins: str) -> Iterator[int]:
        for each in self._folder.glob("*/"):
            size = each.name.removeprefix(begins)
            if each.name.startswith(begins) and size.isascii() and size.isdigit():
                yield int(size)

    def _of(self, checkpoint: Checkpoint) -> Iterator[Receipt]:
        note = self.note(checkpoint) or b""
        for file in sorted((self._folder / called(checkpoint)).iterdir()):
            if file.name != NOTE and file.suffix != DRAFT:
                yield Receipt(checkpoint.size, note, file.name, file.read_bytes())

    def _read(self, checkpoint: Checkpoint, name: str) -> bytes | None:
        file = self._folder / called(checkpoint) / name
        return file.read_bytes() if file.exists() else None
