"""What the shown events of a case tell, as far as the rules need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from .canonical_json import Json
from .events import moment

LEFT = frozenset({"dispatched", "delivered", "spoken", "posted", "deposited"})


@dataclass
class Reply:
    """A reply: what was issued (None: not shown), and how far it got."""

    issued: Json | None = None
    way: str = "issued"
    left_at: datetime | None = None
    reached_at: datetime | None = None
    brought: bool = False

    def says(self, name: str, what: str) -> bool:
        """Does the list of that name, in the reply as it was issued, hold this?"""
        return self.issued is not None and what in self.issued[name]

    @property
    def to(self) -> str:
        """Whom it went to; nobody known where it is not shown."""
        return self.issued["to"] if self.issued else ""

    @property
    def span(self) -> int:
        """The open span of the case it was issued in."""
        return self.issued["span"] if self.issued else 0

    def issued_since(self, begin: datetime) -> bool:
        """Was it issued at that moment or later?"""
        return self.issued is not None and moment(self.issued["occurred_at"]) >= begin


@dataclass
class NewDate:
    """A later time for a promise, and the reply that told it."""

    due: datetime
    told_in: str
    refused: bool = False


@dataclass
class Promise:
    """A promise, and what was done about it when."""

    made: Json
    new_dates: list[NewDate] = field(default_factory=list[NewDate])
    fulfilled: list[datetime] = field(default_factory=list[datetime])
    released: list[datetime] = field(default_factory=list[datetime])
    voided: bool = False

    @property
    def due(self) -> datetime:
        """When it was due as it was made."""
        return moment(self.made["due"])


@dataclass
class Limit:
    """A limit that began to run, and what was told to move it."""

    started: Json
    span: int
    extensions: list[tuple[datetime, str]] = field(default_factory=list[tuple[datetime, str]])
    paused: bool = False
    waived: bool = False
    rebutted: datetime | None = None

    @property
    def due(self) -> datetime:
        """When it was due as it began."""
        return moment(self.started["due"])

    @property
    def since(self) -> datetime:
        """When it began."""
        return moment(self.started["occurred_at"])


@dataclass
class End:
    """An end of the case: its place, its basis, and whether it rests on what it must rest on."""

    version: int
    basis: str
    replies: list[str]
    holds: bool | None
    says: str


@dataclass
class Taken:
    """What came from another case, and who was here before."""

    file: Json
    people: set[str]
    replies: set[str]


@dataclass
class Story:
    """A case as far as it has been told; `hidden` are the types of events not shown, `joined_up`
    says that something of another case came in, or went out again."""

    stream: str
    state: str = "open"
    span: int = 1
    rests_on: list[str] = field(default_factory=list[str])
    ended: dict[int, list[str]] = field(default_factory=dict[int, list[str]])
    ends: list[End] = field(default_factory=list[End])
    imported: bool = False
    attested: dict[str, datetime | None] = field(default_factory=dict[str, "datetime | None"])
    people: set[str] = field(default_factory=set[str])
    speaks_for: dict[str, str] = field(default_factory=dict[str, str])
    replies: dict[str, Reply] = field(default_factory=dict[str, Reply])
    promises: dict[str, Promise] = field(default_factory=dict[str, Promise])
    limits: dict[str, Limit] = field(default_factory=dict[str, Limit])
    taken: dict[str, Taken] = field(default_factory=dict[str, Taken])
    asked: Json | None = None
    agreed: datetime | None = None
    hidden: set[str] = field(default_factory=set[str])
    failing: str | None = None
    joined_up: bool = False
    wrong: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])

    def addressees(self) -> set[str]:
        """To whom a reply to each complainant goes."""
        return {self.speaks_for.get(person, person) for person in self.people}

    def hides(self, *types: str) -> bool:
        """Is an event of one of these types not shown?"""
        return not self.hidden.isdisjoint(types)
