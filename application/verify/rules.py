"""Which rule looks at which event, or at the whole of what a command led to, by invariant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from . import closing, idle, law, log, merging, people, problems, schema, time
from .fact import Decision, Fact, Sentences

FactRule: TypeAlias = Callable[[Fact], Sentences]
DecisionRule: TypeAlias = Callable[[Decision], Sentences]


@dataclass(frozen=True, slots=True)
class OfEvents:
    """A rule that is asked about each event of these names (none named: about every event)."""

    invariant: str
    rule: FactRule
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfDecisions:
    """A rule that is asked about all that one command led to in one case."""

    invariant: str
    rule: DecisionRule


EVERY_EVENT = (
    OfEvents("I16", schema.no_place_for_blame),
    OfEvents("I17", log.in_order),
    OfEvents("I18", time.not_ahead),
    OfEvents("I18", time.backdated_by_two),
    OfEvents("I22", log.answered_once),
)
ENDS = (
    OfEvents("I1", closing.rests_on_replies, ("CaseClosed",)),
    OfEvents("I1", closing.reopened_rightly, ("CaseReopened",)),
    OfEvents("I1", closing.written_in_open_span, ("ReplyIssued",)),
    OfEvents("I3", people.never_outside, ("CaseVoided",)),
    OfEvents("I3", people.judged_by_two, ("MessageSetAside",)),
    OfEvents("I4", closing.says_everything, ("CaseClosed",)),
    OfEvents("I4", law.signposted, ("CaseClosed",)),
    OfEvents("I5", closing.nothing_unanswered, ("CaseClosed",)),
    OfEvents("I6", closing.in_flight, ("CaseClosed",)),
    OfEvents("I6", closing.failed_replies_left, ("ReplyDelivered", "ReplyFailed")),
    OfEvents("I8", closing.apologises, ("CaseClosed",)),
    OfEvents("I9", closing.states_promises, ("CaseClosed",)),
)
ELSEWHERE = (
    OfEvents("I1", problems.ended_when_all_were_told, ("ProblemEnded",)),
    OfEvents("I1", problems.notice_did_leave, ("FixNoticeLeft",)),
    OfEvents("I1", problems.critic_was_answered, ("CriticAnsweredInCase",)),
)
MERGES = tuple(OfEvents("I2", rule, (name,)) for name, rule in merging.MOVED_BY.items())
PEOPLE = (
    OfEvents("I7", people.named_once, ("OwnerNamed",)),
    OfEvents("I7", people.announced, ("OwnerChanged",)),
    OfEvents("I7", people.owned_at_the_end, ("CaseClosed",)),
    OfEvents("I7", people.written_by_owner, ("ReplyIssued",)),
    OfEvents(
        "I14",
        people.said_by_them,
        (
            "PromiseReleased",
            "NewDateRefused",
            "NoContactRequested",
            "RetellDeclined",
            "RetellReceived",
            "RemedyAccepted",
            "InformationReceived",
        ),
    ),
    OfEvents("I14", people.withdrawn_by_them, ("IssueDecided",)),
    OfEvents("I14", people.reopened_by_them, ("CaseReopened",)),
    OfEvents("I15", people.restricted_rightly, ("ContactRestricted",)),
)
CLOCKS = (
    OfEvents("I10", time.window_ahead, ("ReplyDispatched",)),
    OfEvents("I11", people.silence_decides, ("IssueDecided",)),
    OfEvents("I11", time.duty_was_late, ("DueTimePassed",)),
    OfEvents("I12", log.same_limit_for_all, ("ClockStarted",)),
    OfEvents("I13", people.unexamined_after_lapse, ("IssueDecided",)),
    OfEvents("I13", time.due_as_told, ("DueTimePassed",)),
    OfEvents("I13", time.notice_moves_clock, ("ExtensionTold", "PauseTold")),
    OfEvents("I13", law.moved_as_allowed, ("ExtensionTold", "PauseTold")),
    OfEvents("I11", law.rebutted_by_two, ("SilenceRebutted",)),
    OfEvents("I13", time.promise_moved_in_time, ("NewDateProposed",)),
)
AGAIN = (
    OfEvents("I22", log.message_once, ("MessageReceived",)),
    OfEvents("I22", log.opened_once, ("CaseReceived",)),
    OfEvents("I22", log.reply_once, ("ReplyIssued",)),
    OfEvents("I22", log.promise_once, ("PromiseMade",)),
    OfEvents("I22", log.clock_once, ("ClockStarted",)),
    OfEvents("I22", log.taken_once, ("DueTimePassed",)),
)
OF_EVENTS = (*EVERY_EVENT, *ENDS, *ELSEWHERE, *MERGES, *PEOPLE, *CLOCKS, *AGAIN)
OF_DECISIONS = (
    OfDecisions("I1", closing.failure_reopens),
    OfDecisions("I2", merging.notice_stands),
    OfDecisions("I8", closing.apology_stands),
    OfDecisions("I7", people.absence_told_soon),
    OfDecisions("I11", time.all_late_recorded),
    OfDecisions("I11", time.broken_is_repaired),
    OfDecisions("I11", law.silence_is_answered_for),
    OfDecisions("I12", log.judgement_changes_nothing),
    OfDecisions("I20", idle.somebody_to_answer),
    OfDecisions("I21", idle.has_duty),
    OfDecisions("I21", idle.has_owner),
)


def by_name(invariants: frozenset[str]) -> Mapping[str, list[OfEvents]]:
    """The rules of these invariants by the name of the event; under "" those for every event."""
    found: dict[str, list[OfEvents]] = {}
    for each in OF_EVENTS:
        if each.invariant in invariants:
            for name in each.names or ("",):
                found.setdefault(name, []).append(each)
    return found
