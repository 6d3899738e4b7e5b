"""What the stored events of one case say, kept by our own reading of them.

Nothing here is shared with the state of the domain: a rule that both got wrong in the same way
would go unseen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Literal, Protocol, Self

from ...domain.case.conduct import ContactRestricted
from ...domain.case.ending import ExternalOutcomeRecorded
from ...domain.case.inquiry import InformationRequested
from ...domain.case.intake import Aside, CaseReceived
from ...domain.case.issues import About, IssueDecided
from ...domain.case.merging import CaseFile, CaseSplitOff, MergeRequested
from ...domain.case.obligations import ClockStarted, ExtensionTold
from ...domain.case.promises import PromiseMade
from ...domain.case.replies import Ground, ReplyIssued

Way = Literal["issued", "dispatched", "delivered", "spoken", "posted", "deposited", "failed"]
Stage = Literal["open", "closed", "merged", "voided"]


@dataclass(frozen=True, slots=True)
class ReplyOnRecord:
    """A reply, how far it got, and where it stands in the stream. `brought`: by a merge.

    `answers` holds the messages it answers of those it was addressed to when it was written.
    """

    issued: ReplyIssued
    version: int
    answers: frozenset[str] = frozenset()
    way: Way = "issued"
    left_at: datetime | None = None
    reached_at: datetime | None = None
    failed: tuple[datetime, ...] = ()
    ground: Ground | None = None
    brought: bool = False


@dataclass(frozen=True, slots=True)
class MessageOnRecord:
    """An inbound message, whether it was set aside, and where it stands in the stream."""

    sender: str
    version: int
    aside: Aside | None = None
    brought: bool = False


@dataclass(frozen=True, slots=True)
class IssueOnRecord:
    """A head of complaint and the latest decision on it."""

    about: About
    decided: IssueDecided | None = None


@dataclass(frozen=True, slots=True)
class NewDateOnRecord:
    """A new date for a promise, the reply that told it, and whether it was refused."""

    due: datetime
    told_in: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class PromiseOnRecord:
    """A promise and all that happened to it."""

    made: PromiseMade
    new_dates: tuple[NewDateOnRecord, ...] = ()
    fulfilled: tuple[datetime, ...] = ()
    released: tuple[datetime, ...] = ()
    voided: bool = False


class StoredDays(Protocol):
    """The days off as an event stores them, holidays with their names."""

    @property
    def weekend(self) -> tuple[int, ...]:
        """Weekdays off."""
        ...

    @property
    def holidays(self) -> tuple[tuple[date, str], ...]:
        """Holidays, each with its name."""
        ...


class StoredPause(Protocol):
    """A pause as an event stores it, when it was told or in the file of a case."""

    @property
    def until(self) -> datetime:
        """Until when at the longest."""
        ...

    @property
    def told_in(self) -> str:
        """The reply that told it."""
        ...

    @property
    def off(self) -> StoredDays:
        """The days off where its clock goes."""
        ...


@dataclass(frozen=True, slots=True)
class DaysOnRecord:
    """Which days are off where a clock goes: weekdays (Monday is 0), and holidays."""

    weekend: frozenset[int]
    holidays: frozenset[date]


@dataclass(frozen=True, slots=True)
class PauseOnRecord:
    """A pause of a clock, the reply that told it, the days off, and when it was cut short."""

    until: datetime
    told_in: str
    off: DaysOnRecord
    resumed_at: datetime | None = None

    @classmethod
    def told(cls, stored: StoredPause, resumed_at: datetime | None = None) -> Self:
        """As it was told, and when it was cut short."""
        holidays = frozenset(day for day, _ in stored.off.holidays)
        off = DaysOnRecord(frozenset(stored.off.weekend), holidays)
        return cls(stored.until, stored.told_in, off, resumed_at)


@dataclass(frozen=True, slots=True)
class ClockOnRecord:
    """A clock, what was told to move it, and in which open span of this case it asks."""

    started: ClockStarted
    span: int
    extensions: tuple[ExtensionTold, ...] = ()
    pauses: tuple[PauseOnRecord, ...] = ()
    waived: bool = False
    rebutted: datetime | None = None
    paid: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """What came with a case that was taken over, and what was on record before."""

    file: CaseFile
    clocks: frozenset[str]
    joined: frozenset[str]
    messages_before: frozenset[str]
    replies_before: frozenset[str]


@dataclass(slots=True)
class CaseRecord:
    """All that is on record of a case. Its mappings are replaced, never changed in place."""

    stream: str
    version: int = 0
    received: CaseReceived | None = None
    imported: bool = False
    stage: Stage = "open"
    span: int = 1
    rests_on: tuple[str, ...] = ()
    ended: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    joined: dict[str, datetime] = field(default_factory=dict[str, datetime])
    speaks_for: dict[str, str] = field(default_factory=dict[str, str])
    deceased: frozenset[str] = frozenset()
    no_contact: frozenset[str] = frozenset()
    owner: str | None = None
    owner_since: datetime | None = None
    ever_owned: frozenset[str] = frozenset()
    messages: dict[str, MessageOnRecord] = field(default_factory=dict[str, MessageOnRecord])
    outside_ids: frozenset[tuple[str, str]] = frozenset()
    issues: dict[str, IssueOnRecord] = field(default_factory=dict[str, IssueOnRecord])
    replies: dict[str, ReplyOnRecord] = field(default_factory=dict[str, ReplyOnRecord])
    attested: frozenset[str] = frozenset()
    stated_at: dict[str, datetime | None] = field(default_factory=dict[str, datetime | None])
    agreed: datetime | None = None
    promises: dict[str, PromiseOnRecord] = field(default_factory=dict[str, PromiseOnRecord])
    clocks: dict[str, ClockOnRecord] = field(default_factory=dict[str, ClockOnRecord])
    passed: frozenset[tuple[str, datetime]] = frozenset()
    flagged: frozenset[str] = frozenset()
    facts_extracted: bool = False
    restricted: dict[str, ContactRestricted] = field(default_factory=dict[str, ContactRestricted])
    review_on: dict[str, datetime] = field(default_factory=dict[str, datetime])
    requests: dict[str, InformationRequested] = field(
        default_factory=dict[str, InformationRequested]
    )
    came: frozenset[str] = frozenset()
    outcomes_outside: tuple[ExternalOutcomeRecorded, ...] = ()
    asked: MergeRequested | None = None
    primary: str | None = None
    taken: dict[str, Brought] = field(default_factory=dict[str, Brought])
    split: dict[str, CaseSplitOff] = field(default_factory=dict[str, CaseSplitOff])

    def branch(self) -> Self:
        """A record that can go on by itself from here."""
        other = object.__new__(type(self))
        for name in NAMES:
            setattr(other, name, getattr(self, name))
        return other


@dataclass(slots=True)
class ProblemRecord:
    """All that is on record of a problem: its cases, the fix in place, and who had word of it."""

    linked: frozenset[str] = frozenset()
    fix: str | None = None
    told: frozenset[tuple[str, str, str]] = frozenset()
    waived: frozenset[tuple[str, str]] = frozenset()
    ended: bool = False

    def branch(self) -> ProblemRecord:
        """A record that can go on by itself from here."""
        return replace(self)


NAMES = tuple(each.name for each in fields(CaseRecord))
