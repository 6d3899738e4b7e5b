"""Anchors: checkpoints are put where the operator cannot change them, and receipts are kept.

What one anchor cannot do keeps no other from its work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from .checking import Outcome
from .note import Checkpoint, MalformedNoteError, parse

RootAt: TypeAlias = Callable[[int], bytes | None]
"""The root of so many entries of the list, as it is kept; None where it was never so long."""


class NotAnchoredError(Exception):
    """A checkpoint was not put where it should be, or a receipt does not show that it was."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Judge(Protocol):
    """Says what a receipt shows."""

    def knows(self, anchor: str) -> bool:
        """Can it judge the receipts of an anchor of that name?"""
        ...

    def shown(self, note: bytes, proof: bytes) -> str:
        """What the proof shows of that note, in a sentence.

        Raises:
            NotAnchoredError: nothing.
        """
        ...


class Anchor(Judge, Protocol):
    """Somewhere out of the operator's reach."""

    @property
    def name(self) -> str:
        """What its receipts are called by; its end tells what kind of anchor it is."""
        ...

    def put(self, note: bytes) -> bytes:
        """Put the signed note of a checkpoint there; the proof of it. Again is no harm.

        Raises:
            NotAnchoredError: it is not there, or somebody put another one of that size there.
        """
        ...


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the anchor of that name gave for the note of a checkpoint over so many entries."""

    size: int
    note: bytes
    anchor: str
    proof: bytes


class Receipts(Protocol):
    """Keeps receipts, each with the note that it is for."""

    def note(self, checkpoint: Checkpoint) -> bytes | None:
        """The note that is kept of a list of that name and size, whatever root it tells."""
        ...

    def proof(self, checkpoint: Checkpoint, anchor: str) -> bytes | None:
        """What the anchor of that name gave for it."""
        ...

    def keep(self, receipt: Receipt) -> None:
        """Keep a receipt; nothing that is kept is ever replaced.

        Raises:
            NotAnchoredError: it cannot be kept.
        """
        ...

    def kept(self, origin: str) -> Sequence[Receipt]:
        """Every receipt for the list of that name, smallest checkpoint first."""
        ...


@dataclass(frozen=True, slots=True)
class Anchored:
    """How it went with one anchor and a checkpoint over so many entries, in a sentence."""

    anchor: str
    size: int
    outcome: Outcome
    sentence: str


def anchor(note: bytes, anchors: Sequence[Anchor], receipts: Receipts) -> Sequence[Anchored]:
    """Put the note of a checkpoint by each of the anchors, and keep what they give back.

    Where a receipt of it is kept already, that is judged instead.
    """
    checkpoint = parse(note).checkpoint
    before = receipts.note(checkpoint)
    if before is not None and _read(before) != checkpoint:
        other = f"Another list of {checkpoint.size} entries was anchored before; nothing was done."
        return [Anchored(each.name, checkpoint.size, Outcome.FAIL, other) for each in anchors]
    # Witnesses may have signed since: the note that was put first stays the one that is shown.
    return [_anchored(before or note, checkpoint, each, receipts) for each in anchors]


def recheck(
    origin: str, receipts: Receipts, judges: Sequence[Judge], root_at: RootAt
) -> Sequence[Anchored]:
    """What the receipts that are kept still show, and whether the list is still the anchored one.

    A receipt that no judge knows is not checked.
    """
    return list(_rechecked(origin, receipts.kept(origin), judges, root_at))


def _anchored(note: bytes, checkpoint: Checkpoint, by: Anchor, receipts: Receipts) -> Anchored:
    kept = receipts.proof(checkpoint, by.name)
    try:
        proof = kept if kept is not None else by.put(note)
        sentence = by.shown(note, proof)
        if kept is None:
            receipts.keep(Receipt(checkpoint.size, note, by.name, proof))
    except NotAnchoredError as error:
        return Anchored(by.name, checkpoint.size, Outcome.FAIL, error.reason)
    return Anchored(by.name, checkpoint.size, Outcome.PASS, sentence)


def _rechecked(
    origin: str, kept: Sequence[Receipt], judges: Sequence[Judge], root_at: RootAt
) -> Iterator[Anchored]:
    for each in kept:
        said = _read(each.note)
        if said is None or (said.origin, said.size) != (origin, each.size):
            lost = "The note that it is for is missing, or is that of another checkpoint."
            yield Anchored(each.anchor, each.size, Outcome.FAIL, lost)
            continue
        if root_at(said.size) != said.root:
            other = f"The list that is kept does not begin with the {said.size} entries anchored."
            yield Anchored(each.anchor, said.size, Outcome.FAIL, other)
        yield _judged(each, judges)


def _judged(receipt: Receipt, judges: Sequence[Judge]) -> Anchored:
    judge = next((each for each in judges if each.knows(receipt.anchor)), None)
    if judge is None:
        nobody = "Nothing was told to check it by."
        return Anchored(receipt.anchor, receipt.size, Outcome.NOT_CHECKED, nobody)
    try:
        sentence = judge.shown(receipt.note, receipt.proof)
    except NotAnchoredError as error:
        return Anchored(receipt.anchor, receipt.size, Outcome.FAIL, error.reason)
    return Anchored(receipt.anchor, receipt.size, Outcome.PASS, sentence)


def _read(note: bytes) -> Checkpoint | None:
    try:
        return parse(note).checkpoint
    except MalformedNoteError:
        return None
