"""What every event is made of: a fact, when it occurred, and which of its words are personal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

T = TypeVar("T")


class Erased(BaseModel):
    """Stands where a personal value was, once its subject's words have been erased."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    erased: Literal[True] = True


ERASED = Erased()


class Personal(BaseModel, Generic[T]):
    """A value that tells something of a person, with whose it is.

    `subject` is a random person id. `key` names the key that seals the stored value; it is None
    where the value is stored in plain. Once erased, `value` is `ERASED` and everything still works.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    subject: str
    value: T | Erased
    key: str | None = None


class Event(BaseModel):
    """A fact. Its class name is its stored type name: renaming a class breaks every log.

    `occurred_at` is when it happened in the world (aware; any zone). When it was recorded stands in
    the envelope, `RecordedEvent`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    schema_version: ClassVar[int] = 1

    occurred_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a random id and a role (`agent`, `lead`, `clock`, `process`, `import`, …)."""

    id: str
    role: str


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event with its place in the log.

    `version` counts from 1 in its stream, `position` rises through the whole log (gaps allowed).
    `recorded_at` is when the log took it (aware, UTC). `causation` names the event that led to the
    command (`stream/version`), `correlation` the command that began the chain.
    """

    event: Event
    stream: str
    version: int
    position: int
    recorded_at: datetime
    actor: Actor
    command_id: str
    correlation: str
    causation: str | None = None
    confirmed_by: str | None = None

    @property
    def type(self) -> str:
        """The event's stable stored name."""
        return type(self.event).__name__

    @property
    def occurred_at(self) -> datetime:
        """When it happened in the world."""
        return self.event.occurred_at
