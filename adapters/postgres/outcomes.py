"""From an append of the port to what is sent, and from what came back to its outcome."""

from __future__ import annotations

from ...application.ports import (
    Append,
    CommandReusedError,
    ConflictError,
    Outcome,
    UnstorableEventError,
)
from ..stored_form import StoredForm, recorded
from .arrays import takes
from .recorder import BEHIND, ELSEWHERE, NOTHING, Placed, Ready


def ready_to_write(form: StoredForm, append: Append) -> Ready | UnstorableEventError:
    """The append with its events written out, or why they cannot be."""
    command = append.command
    try:
        states = form.encode_all(command, append.events)
    except UnstorableEventError as refused:
        return refused
    written = [(type(e).__name__, state) for e, state in zip(append.events, states, strict=True)]
    if not (takes(command.stream) and takes(command.id)):
        return UnstorableEventError("command", "PostgreSQL takes no such character in an id")
    return Ready(command.stream, command.id, append.expected_version, written)


def outcome_of(append: Append, found: Placed) -> Outcome | None:
    """What became of an append; None where the log has to be asked what it led to before."""
    command, expected = append.command, append.expected_version
    if found.position > 0:
        return recorded(command, append.events, version=expected + 1, position=found.position)
    if found.position == BEHIND:
        return ConflictError(command.stream, expected, found.first)
    if found == ELSEWHERE:
        return CommandReusedError(command.id, command.stream)
    return [] if found == NOTHING else None
