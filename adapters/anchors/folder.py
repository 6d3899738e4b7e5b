"""An anchor that is a folder of somebody else's, such as a share that is mounted here."""

from __future__ import annotations

from pathlib import Path

from ...application.ledger.anchoring import NotAnchoredError
from ...application.ledger.note import MalformedNoteError, parse
from .once import called, write_once

KIND = ".folder"


class FolderAnchor:
    """An `Anchor`: one file a checkpoint, `ORIGIN.SIZE.note`; its proof is the name of the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.name = f"{folder.resolve().name}{KIND}"

    def knows(self, anchor: str) -> bool:
        """Is it the anchor of that name?"""
        return anchor == self.name

    def put(self, note: bytes) -> bytes:
        """Write the file, unless it is there; the name of it.

        Raises:
            NotAnchoredError: another checkpoint stands in it, or it cannot be written.
        """
        file = self._folder / file_of(note)
        try:
            there = write_once(file, note)
        except OSError as error:
            raise NotAnchoredError(f"{file}: {error.strerror}.") from error
        self._same(note, there, file)
        return file.name.encode()

    def shown(self, note: bytes, proof: bytes) -> str:
        """That the file is there, and holds the checkpoint.

        Raises:
            NotAnchoredError: it does not.
        """
        if proof.decode(errors="replace") != file_of(note):
            raise NotAnchoredError("The receipt is for another checkpoint.")
        file = self._folder / file_of(note)
        try:
            there = file.read_bytes()
        except OSError as error:
            raise NotAnchoredError(f"{file}: {error.strerror}.") from error
        self._same(note, there, file)
        return f"{file} holds it."

    def _same(self, note: bytes, there: bytes, file: Path) -> None:
        """Refuse what is no note of the same checkpoint; signatures may be fewer or more."""
        try:
            same = parse(there).checkpoint == parse(note).checkpoint
        except MalformedNoteError:
            same = False
        if not same:
            other = f"{file} says something else of the same size: somebody has to look into it."
            raise NotAnchoredError(other)


def file_of(note: bytes) -> str:
    """What the file of a note is called."""
    return f"{called(parse(note).checkpoint)}.note"
