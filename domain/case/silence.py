"""What the law makes of silence: a remedy is owed, money, a right to go elsewhere.

A passed limit is permanent (I11). That it accepted the complaint is undone only by a rebuttal that
two people document; what it costs is owed until it is paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from ..command import Command, RefusedError, Rule, require
from ..deadlines.pack import Effect
from ..event import Personal
from ..words import stated
from .case import Case
from .limits import due_in_force
from .obligations import CompensationPaid, Obligation, SilenceRebutted
from .verdicts import effect, met_at, missed, undeterminable


@dataclass(frozen=True, slots=True)
class RebutSilence(Command):
    """Document why the silence under `obligation` accepted nothing; by two people."""

    obligation: str
    reason: Personal[str]
    evidence: str


@dataclass(frozen=True, slots=True)
class RecordCompensation(Command):
    """Put on record that so much was paid in all for lateness, in minor units of `currency`."""

    obligation: str
    amount: int
    currency: str
    evidence: str


SilenceCommand: TypeAlias = RebutSilence | RecordCompensation

REBUTTABLE = Rule(
    "silence-rebuttable",
    "hard-cases (15)",
    "Only silence that the law lets us rebut, once the limit was missed, is rebutted.",
    "Promise the remedy, with a date, in a reply.",
)
REBUTTED_BY_TWO = Rule(
    "silence-rebutted-by-two",
    "hard-cases (15)",
    "A rebuttal has a reason, evidence and a second person.",
    "Give the reason and the evidence, and have a second person confirm.",
)
COMPENSATION_OWED = Rule(
    "compensation-owed",
    "ADR-0021",
    "Compensation is paid under a limit that owes it, in its currency and by evidence.",
    "Name the obligation that owes it, the sum in its currency, and the evidence.",
)


@dataclass(frozen=True, slots=True)
class Money:
    """What is owed in all, in minor units of a currency (ISO 4217), and since when."""

    amount: int
    currency: str
    since: datetime


@dataclass(frozen=True, slots=True)
class WayOut:
    """Where else the complainant may go, under which obligation, from when on."""

    body: str
    obligation: str
    since: datetime


def decide(command: SilenceCommand, case: Case) -> list[SilenceRebutted | CompensationPaid]:
    """The events that answer `command`; none when what it asks is already so."""
    clock = case.clocks.obligations.get(command.obligation)
    if isinstance(command, RebutSilence):
        return rebut(command, clock, case)
    return pay(command, clock)


def rebut(
    command: RebutSilence, clock: Obligation | None, case: Case
) -> list[SilenceRebutted | CompensationPaid]:
    """Once, of a missed limit whose pack lets it be rebutted."""
    row = clock.started.row if clock else None
    if clock is None or row is None:
        raise RefusedError(REBUTTABLE)
    if clock.rebutted_at:
        return []
    deemed = row.silence.effect is Effect.DEEMED_ACCEPTED and row.silence.rebuttable
    require(deemed and missed(case, clock, command.occurred_at), REBUTTABLE)
    judges = (command.actor.id, command.confirmed_by or command.actor.id)
    said = stated(command.reason) and command.evidence
    require(said and judges[0] != judges[1], REBUTTED_BY_TWO)
    return [
        SilenceRebutted(
            occurred_at=command.occurred_at,
            obligation=command.obligation,
            reason=command.reason,
            evidence=command.evidence,
            judges=judges,
        )
    ]


def pay(
    command: RecordCompensation, clock: Obligation | None
) -> list[SilenceRebutted | CompensationPaid]:
    """What was paid so far, unless it is on record."""
    row = clock.started.row if clock else None
    if clock is None or row is None:
        raise RefusedError(COMPENSATION_OWED)
    if clock.paid == command.amount:
        return []
    known = clock.started.compensation and row.silence.currency == command.currency
    require(known and command.amount > clock.paid and command.evidence, COMPENSATION_OWED)
    return [
        CompensationPaid(
            occurred_at=command.occurred_at,
            obligation=command.obligation,
            amount=command.amount,
            currency=command.currency,
            evidence=command.evidence,
        )
    ]


def owed(case: Case, clock: Obligation, moment: datetime) -> Money | None:
    """What lateness costs by `moment`, or cost by the answer; None once it is paid."""
    row = clock.started.row
    steps = clock.started.compensation
    if row is None or not steps or undeterminable(case, clock):
        return None
    until = min(moment, met_at(case, clock) or moment)
    amount = max((step.amount for step in steps if step.beyond < until), default=0)
    if amount <= clock.paid:
        return None
    return Money(amount, row.silence.currency or "", steps[0].beyond)


def ways_out(case: Case, moment: datetime) -> Iterator[WayOut]:
    """Where the complainant may go by `moment`: a limit was missed, or the time to wait is over."""
    for name, clock in case.clocks.obligations.items():
        row, since = clock.started.row, open_since(case, clock, moment)
        if row and row.escalation and since:
            yield WayOut(row.escalation.body, name, since)


def open_since(case: Case, clock: Obligation, moment: datetime) -> datetime | None:
    """Since when the limit lets the complainant go elsewhere; None if it does not by `moment`."""
    opens = clock.started.opens_at
    if opens:
        until = min(moment, met_at(case, clock) or moment)
        return opens if opens < until and not undeterminable(case, clock) else None
    late = effect(clock) is not Effect.NONE and missed(case, clock, moment)
    return due_in_force(clock, case.replies, moment) if late else None
