"""How a case ends and lives again: closed on a basis, reopened, voided, judged outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from ..event import Event, Personal
from ..replacing import replace


class Basis(StrEnum):
    """On what a case ended (hard-cases); `attested` only for history that began elsewhere."""

    REPLIED = "replied"
    SPOKEN = "spoken"
    UNDELIVERABLE = "undeliverable"
    DEPOSITED = "deposited"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"
    SUCCESSOR = "replied_to_successor"
    REFERRED_OUT = "referred_out"
    LEFT_UNEXAMINED = "left_unexamined"
    WORKAROUND_ONLY = "workaround_only"
    DEEMED_ACCEPTED = "deemed_accepted"
    NO_CONTACT_REQUESTED = "no_contact_requested"
    ATTESTED = "attested"


class Why(StrEnum):
    """Why an ended case is open again."""

    DELIVERY_FAILED = "delivery_failed"
    SAME_ISSUE = "same_issue"
    DISPUTED = "disputed"
    EXTERNAL_OUTCOME = "external_outcome"
    REGISTER = "register"


class CaseClosed(Event):
    """The duty to reply is met by these replies, on this basis, in this open span."""

    span: int
    basis: Basis
    replies: tuple[str, ...]


class CaseReopened(Event):
    """A new open span begins. `message` is the inbound message it rests on, where there is one."""

    span: int
    why: Why
    message: str | None


class CaseVoided(Event):
    """The record never had a genuine outside party (I3)."""

    judges: tuple[str, ...]


class ExternalOutcomeRecorded(Event):
    """A court or ombudsman decided (hard-cases: 17)."""

    body: str
    overturned: bool
    summary: Personal[str]


EndingEvent: TypeAlias = CaseClosed | CaseReopened | CaseVoided | ExternalOutcomeRecorded


BY_COMPLAINANT = frozenset({Why.SAME_ISSUE, Why.DISPUTED})
"""Why a complainant, not satisfied, has it opened again."""


class Stage(StrEnum):
    """Where a case stands between receipt and its end."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"
    VOIDED = "voided"


@dataclass(frozen=True)
class Ending:
    """Whether the case is open, in which span since when and why, on which replies each ended.

    `on` is the message on which the complainant had it opened again.

    `disputed`: the complainant was once not satisfied and had it opened again.
    """

    stage: Stage = Stage.OPEN
    span: int = 1
    basis: Basis | None = None
    closed_at: datetime | None = None
    rests_on: tuple[str, ...] = ()
    since: datetime | None = None
    why: Why | None = None
    on: str | None = None
    disputed: bool = False
    ended: Mapping[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    external: tuple[ExternalOutcomeRecorded, ...] = ()


def evolve(ending: Ending, event: EndingEvent) -> Ending:
    """Fold one more fact in."""
    match event:
        case CaseClosed(span=span, basis=basis, replies=replies, occurred_at=at):
            ended = {**ending.ended, span: replies}
            closed = replace(ending, stage=Stage.CLOSED, basis=basis, closed_at=at, ended=ended)
            return replace(closed, rests_on=replies)
        case CaseReopened(span=span, occurred_at=at, why=why, message=message):
            on = message if why in BY_COMPLAINANT else None
            opened = replace(ending, stage=Stage.OPEN, span=span, since=at, why=why, on=on)
            disputed = ending.disputed or why in BY_COMPLAINANT
            return replace(opened, basis=None, rests_on=(), disputed=disputed)
        case CaseVoided():
            return replace(ending, stage=Stage.VOIDED)
        case ExternalOutcomeRecorded():
            return replace(ending, external=(*ending.external, event))
