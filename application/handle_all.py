"""Many commands by few commits, each as if it were put alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..domain.command import Command, RefusedError
from ..domain.deadlines.policy import Policy
from ..domain.decider import Decider
from ..domain.event import RecordedEvent
from .collector import at_rest
from .handle import Backoff, handle
from .handle_round import Wish, put_round, rounds
from .ports import CommandReusedError, ConflictError, EventStore, UnstorableEventError
from .states import States

Answer: TypeAlias = (
    Sequence[RecordedEvent]
    | RefusedError
    | ConflictError
    | CommandReusedError
    | UnstorableEventError
)
"""What came of one command among many: what `handle` returns, or what it raises."""


@dataclass(frozen=True, slots=True)
class Together:
    """Puts commands in order, round by round: at most one of a stream shares a commit with others.

    What is refused or has nothing to do is put alone, once everything before it is recorded.
    """

    store: EventStore
    policy: Policy
    backoff: Backoff
    states: States

    def put_all(self, commands: Iterable[tuple[Decider[Any, Any, Any], Command]]) -> list[Answer]:
        """What came of each, in order.

        Raises:
            UnavailableError: which of them are recorded is unknown; they can all be put again.
        """
        wishes = (Wish(decider, command, self.policy) for decider, command in commands)
        return [answer for together in rounds(wishes) for answer in self._round(together)]

    def _round(self, wishes: Sequence[Wish]) -> list[Answer]:
        # What is new was asked for by nobody yet, and may be a million.
        found = at_rest(lambda: put_round(self.store, self.states, wishes, keep_new=False))
        return [each or self._alone(wish) for wish, each in zip(wishes, found, strict=True)]

    def _alone(self, wish: Wish) -> Answer:
        decider, command, policy = wish
        try:
            return handle(self.store, decider, command, policy, self.backoff, self.states)
        except (RefusedError, ConflictError, CommandReusedError, UnstorableEventError) as error:
            return error
