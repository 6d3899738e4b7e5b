"""What holds for the log as such: I12 (whoever complains), I17 (order), I22 (asking again)."""

from __future__ import annotations

from ...domain.case.conduct import ConductFlagged
from ...domain.case.ending import CaseReopened
from ...domain.case.inquiry import Assessed, BadFaithFound, CauseFound, InformationGapChecked
from ...domain.case.issues import IssueDecided
from ...domain.case.obligations import (
    ClockStarted,
    DueTimePassed,
    ExtensionTold,
    NoticeWaived,
    PauseTold,
)
from ...domain.case.promises import NewDateProposed, PromiseMade
from .fact import Decision, Fact, Sentences

JUDGEMENTS = (ConductFlagged, CauseFound, BadFaithFound, Assessed, InformationGapChecked)
CHANGES = (
    CaseReopened,
    ClockStarted,
    DueTimePassed,
    ExtensionTold,
    IssueDecided,
    NewDateProposed,
    NoticeWaived,
    PauseTold,
    PromiseMade,
)


def judgement_changes_nothing(decision: Decision) -> Sentences:
    """I12: a judgement of abuse, cause or severity brings no change of any obligation."""
    if decision.events(*JUDGEMENTS) and decision.events(*CHANGES):
        yield "a judgement of somebody's conduct or cause changed an obligation"


def same_limit_for_all(fact: Fact) -> Sentences:
    """I12: one edition of a pack gives every case the same limit, whoever complains and how."""
    clock: ClockStarted = fact.event
    key = (clock.pack, clock.pack_version, clock.name)
    if fact.log.limits.setdefault(key, clock.rule) != clock.rule:
        yield "one pack gave two cases different limits"


def in_order(fact: Fact) -> Sentences:
    """I17: versions of a stream count up from 1, positions of the log rise."""
    stored = fact.stored
    if stored.version != fact.log.heads.get(stored.stream, 0) + 1:
        yield "the versions of a stream do not count up one by one"
    if stored.position <= fact.log.position:
        yield "the positions of the log do not rise"


def answered_once(fact: Fact) -> Sentences:
    """I22: a command is answered once, in one stream, in one piece."""
    stored = fact.stored
    last = fact.log.commands.get(stored.command_id)
    if last and last != (stored.stream, stored.version - 1):
        yield "a command was answered twice"


def message_once(fact: Fact) -> Sentences:
    """I22: a message with the same channel and id of that channel is kept once."""
    event, outside = fact.event, fact.event.external_id
    words = outside and outside.value
    if event.message in fact.case.messages or (event.channel, words) in fact.case.outside_ids:
        yield "a message was received twice"


def opened_once(fact: Fact) -> Sentences:
    """I22: a case is opened once."""
    if fact.case.received is not None:
        yield "a case was opened twice"


def reply_once(fact: Fact) -> Sentences:
    """I22: a reply is written once."""
    if fact.event.reply in fact.case.replies:
        yield "a reply was written twice"


def promise_once(fact: Fact) -> Sentences:
    """I22: a promise is made once."""
    if fact.event.promise in fact.case.promises:
        yield "a promise was made twice"


def clock_once(fact: Fact) -> Sentences:
    """I22: a clock is started once."""
    if fact.event.obligation in fact.case.clocks:
        yield "a clock was started twice"


def taken_once(fact: Fact) -> Sentences:
    """I22: a due time passes once."""
    if (fact.event.duty, fact.event.due) in fact.case.passed:
        yield "a due time passed twice"
