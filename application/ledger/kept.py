"""What is kept of the ledger, read one by one, and the word for it where it is not whole."""

from __future__ import annotations

from typing import TypeVar

from ..ports import StoreError
from .entry import Entry, HeadsEntry, KeyEntry, MalformedEntryError, parse
from .note import Checkpoint, MalformedNoteError
from .note import parse as parse_note
from .ports import LedgerReader, Sealed

E = TypeVar("E", HeadsEntry, KeyEntry)


class DamagedLedgerError(StoreError):
    """Something that was kept of the ledger is gone, or is not what belongs there."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"the ledger that is kept is not whole ({what} is missing or changed): "
            "check the log with `answerable ledger check`, against a checkpoint held elsewhere"
        )


def bytes_at(reader: LedgerReader, index: int) -> bytes:
    """The bytes of an entry that must be on the list.

    Raises:
        DamagedLedgerError: it is not.
    """
    found = reader.entries(index, 1)
    if not found:
        raise DamagedLedgerError(f"entry {index}")
    return found[0]


def entry_at(reader: LedgerReader, index: int) -> Entry:
    """An entry that must be on the list.

    Raises:
        DamagedLedgerError: it is not, or what stands there is none.
    """
    try:
        return parse(bytes_at(reader, index))
    except MalformedEntryError as error:
        raise DamagedLedgerError(f"entry {index}") from error


def entry_of(kind: type[E], reader: LedgerReader, index: int) -> E:
    """The entry of that kind that must be on the list.

    Raises:
        DamagedLedgerError: it is not, or what stands there is of another kind.
    """
    found = entry_at(reader, index)
    if not isinstance(found, kind):
        raise DamagedLedgerError(f"entry {index}")
    return found


def checkpoint_of(sealed: Sealed) -> Checkpoint:
    """What a checkpoint that is kept says.

    Raises:
        DamagedLedgerError: nothing that one could read.
    """
    try:
        return parse_note(sealed.note).checkpoint
    except MalformedNoteError as error:
        raise DamagedLedgerError(f"the note of the checkpoint of {sealed.size} entries") from error
