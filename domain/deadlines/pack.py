"""A deadline pack as data: what is owed by when, since when, and how well that is known (ADR 19).

Nothing here is legal advice. A row says in full how one obligation counts; the code that counts
and the code that decides take it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .counting import Limit, MeasuredFrom, Term


class StartEvent(StrEnum):
    """What a limit runs from."""

    RECEIVED = "received"
    FILED = "filed"
    SENT_TO_COMPANY = "sent_to_company"
    SENDING_AGAIN_DEMANDED = "sending_again_demanded"
    OBJECTIONS_CLOSED = "objections_closed"


class SatisfiedBy(StrEnum):
    """What keeps a limit: that the reply left, that it reached the complainant, that it was said.

    ACCEPTED: the complainant said, in writing or not, that the matter is resolved.
    """

    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    SPOKEN = "spoken"
    ACCEPTED = "accepted"


class Form(StrEnum):
    """The form a reply must have."""

    ANY = "any"
    WRITTEN = "written"
    DURABLE_MEDIUM = "durable_medium"


class NoticeBefore(StrEnum):
    """By when the notice of an extension must have reached the complainant."""

    ORIGINAL_LIMIT = "original_limit"
    LIMIT_IN_FORCE = "limit_in_force"


class Then(StrEnum):
    """What follows when what was asked for does not come."""

    LEFT_UNEXAMINED = "left_unexamined"


class Completed(StrEnum):
    """What follows when it does come in time: the clock runs as if nothing had been missing."""

    COUNTS_FROM_ORIGINAL_START = "counts_from_original_start"


class Effect(StrEnum):
    """What the law makes of silence."""

    NONE = "none"
    MAY_ESCALATE = "may_escalate"
    DEEMED_ACCEPTED = "deemed_accepted"
    COMPENSATION = "compensation"


class Signpost(StrEnum):
    """Which replies must name where else the complainant can go."""

    NEVER = "never"
    WHEN_NOT_UPHELD = "when_not_upheld"
    ALWAYS = "always"


class Confidence(StrEnum):
    """How well a fact is known.

    PRIMARY: found in the law or with the regulator; SECONDARY: found in the press or on a firm's
    page; MEMORY: not checked; DECIDED: the house's own rule or reading.
    """

    PRIMARY = "F"
    SECONDARY = "F2"
    MEMORY = "M"
    DECIDED = "D"


class Part(StrEnum):
    """The parts of a row that have a source of their own."""

    LIMIT = "limit"
    ROLL = "roll"
    SATISFIED_BY = "satisfied_by"
    MUST_TELL = "must_tell"
    EXTENSION = "extension"
    PAUSE = "pause"
    MISSING_INFO = "missing_info"
    SILENCE = "silence"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class Extension:
    """A later end: not beyond `to`, or to the date that the notice names where `to` is None.

    The notice counts only if it tells all of `must_tell`; `grounds` are those the rule knows.
    """

    measured_from: MeasuredFrom
    notice_before: NoticeBefore
    must_tell: tuple[str, ...]
    to: Limit | None = None
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """Grounds on which the clock stands still, in all for `longest` (None: until they are gone)."""

    grounds: tuple[str, ...]
    longest: Limit | None = None


@dataclass(frozen=True, slots=True)
class MissingInfo:
    """A call to complete: how long the complainant has from receiving it, and what follows."""

    complete_within: Limit
    must_tell: tuple[str, ...]
    then: Then
    completed: Completed


@dataclass(frozen=True, slots=True)
class Step:
    """What is owed in all, in minor units, when the answer leaves later than `beyond`.

    `beyond` is counted from the start as the row's own limit is, roll-over included.
    """

    beyond: Limit
    amount: int


@dataclass(frozen=True, slots=True)
class Silence:
    """What a missed limit leads to; `steps` and `currency` (ISO 4217) only with compensation."""

    effect: Effect
    rebuttable: bool = False
    currency: str | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who else may be asked; `opens_after` of the start without an answer, if the rule says so."""

    body: str
    must_signpost: Signpost
    opens_after: Limit | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where parts of a row come from, how well that is known, and when it was last looked at."""

    of: tuple[Part, ...]
    source: str
    confidence: Confidence
    verified_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One row: what is owed, by when, and all that goes with it.

    `calendar` names the days off; `other_calendars` may stand for it, by where the organisation
    is. `only_when` names the kind of case that the row is for (None: every case), `instead_of` the
    row it then replaces, and `otherwise` the pack whose clock runs when this one is not kept.
    """

    name: str
    start: StartEvent
    term: Term
    calendar: str
    satisfied_by: SatisfiedBy
    provenance: tuple[Provenance, ...]
    other_calendars: tuple[str, ...] = ()
    form: Form = Form.ANY
    must_tell: tuple[str, ...] = ()
    only_when: str | None = None
    instead_of: str | None = None
    otherwise: str | None = None
    extension: Extension | None = None
    pause: Pause | None = None
    missing_info: MissingInfo | None = None
    silence: Silence = Silence(Effect.NONE)
    escalation: Escalation | None = None


@dataclass(frozen=True, slots=True)
class PackVersion:
    """The rows in force for start events on the days from `effective_from` to `effective_until`.

    Both days belong to it; None has no end yet. Only for start events from `vetted_from` to
    `vetted_until`, which lie within, has somebody looked whether that is so.
    """

    version: str
    effective_from: date
    vetted_from: date
    vetted_until: date
    obligations: tuple[Obligation, ...]
    effective_until: date | None = None

    def answers(self, day: date) -> bool:
        """Is this a version for a start event on `day`, and has somebody looked?"""
        last = min(self.vetted_until, self.effective_until or self.vetted_until)
        return max(self.effective_from, self.vetted_from) <= day <= last


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one law, code or house, in every version we know.

    `jurisdiction` is a country code (ISO 3166), `EU`, or `house`.
    """

    id: str
    title: str
    jurisdiction: str
    applies_to: str
    disclaimer: str
    sources: tuple[str, ...]
    versions: tuple[PackVersion, ...]

    @property
    def vetted(self) -> tuple[date, date]:
        """The first and the last vetted day."""
        first = min(version.vetted_from for version in self.versions)
        return first, max(version.vetted_until for version in self.versions)


def sourced(row: Obligation) -> Iterator[Part]:
    """The parts of a row that need a source: those every rule has, and those this one has."""
    yield from (Part.LIMIT, Part.ROLL, Part.SATISFIED_BY)
    has = {
        Part.MUST_TELL: row.must_tell,
        Part.EXTENSION: row.extension,
        Part.PAUSE: row.pause,
        Part.MISSING_INFO: row.missing_info,
        Part.SILENCE: row.silence.effect is not Effect.NONE,
        Part.ESCALATION: row.escalation,
    }
    yield from (part for part, there in has.items() if there)
