"""`witness add|serve`: the witness as a program, with its key, its memory and the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ...application.ledger.note import WITNESS, MalformedNoteError, require_name, vkey
from ...application.ledger.witnessing import Witness
from ..witness.memory import WitnessFile
from ..witness.over_http import WitnessServer
from .answer import Answer
from .exits import WrongUseError
from .ledger import lines, with_cryptography
from .terminal import note


def add(file: Path, key: str) -> Answer:
    """Witness the log of a key."""
    try:
        origin = WitnessFile(file).add(key)
    except MalformedNoteError as error:
        raise WrongUseError(f"{key!r} is no verifier key of a log: {error}.") from None
    return Answer({"origin": origin}, lambda: lines([f"{origin} is witnessed from now on."]))


def serve(witness: Witness, at: tuple[str, int]) -> Answer:
    """Answer until stopped."""
    with WitnessServer(witness, *at) as listening:
        told = vkey(witness.name, WITNESS, witness.public)
        note(f"{told} listens on {listening.server_address[1]}.")
        listening.serve_forever()
    return Answer({"vkey": told}, list)


def made(file: Path, keys: Path, name: str, now: Callable[[], datetime]) -> Witness:
    """The witness of that name, with a key of its own.

    Raises:
        WrongUseError: it cannot be called so.
    """
    try:
        require_name(name)
    except MalformedNoteError:
        raise WrongUseError(f"{name!r} is no name: no blank, no plus sign.") from None
    folder, memory = with_cryptography("KeyFolder")(keys), WitnessFile(file)
    public = memory.public(folder.make)

    def sign(message: bytes) -> bytes:
        signature: bytes = folder.sign(public, message)
        return signature

    is_signed = with_cryptography("is_signed")
    return Witness(name, public, sign, is_signed, memory, lambda: int(now().timestamp()))
