"""Every command that can be put to a case, and where it is decided. The only way to change one."""

from __future__ import annotations

from dataclasses import fields
from functools import reduce
from typing import TypeAlias, get_args

from ..command import Command, Rule, require
from ..deadlines.policy import Policy
from ..decider import Decider
from ..facts import require_own_fact
from ..timing import require_timely
from . import (
    answering,
    applying,
    closing,
    conduct,
    delivery,
    handing_over,
    inquiry,
    intake,
    issues,
    merge_steps,
    merging,
    ownership,
    people,
    promise_changes,
    receiving,
    register,
    reopening,
    silence,
    solution,
    time_passing,
)
from .case import Case, CaseEvent, evolve
from .ending import Stage
from .grounds import grounds, said_by_them, said_of_promise, warned_before
from .inquiry import FactsExtracted
from .promises import PromiseTaken
from .replies import Kind
from .starting import start_clock
from .terms import Terms

SaidCommand: TypeAlias = intake.IntakeCommand | people.RecordPerson | conduct.ConductCommand
WorkCommand: TypeAlias = (
    ownership.OwnershipCommand
    | issues.RaiseIssue
    | issues.DecideIssue
    | inquiry.RecordInquiry
    | solution.RecordSolution
    | promise_changes.PromiseCommand
)
RegionCommand: TypeAlias = SaidCommand | WorkCommand
ReplyCommand: TypeAlias = answering.IssueReply | delivery.DeliveryCommand | handing_over.HandingOver
EndCommand: TypeAlias = (
    closing.CloseCase | closing.VoidCase | reopening.ReopenCase | reopening.RecordExternalOutcome
)
MergeCommand: TypeAlias = merging.MergingCommand
LawCommand: TypeAlias = applying.ApplyPack | silence.SilenceCommand
CaseCommand: TypeAlias = (
    receiving.ReceiveCase
    | register.ImportComplaint
    | RegionCommand
    | ReplyCommand
    | time_passing.ClockCommand
    | EndCommand
    | MergeCommand
    | LawCommand
)

CASE_KNOWN = Rule(
    "case-known", "model, words", "There is no such case.", "Receive the complaint first."
)
VOIDED = Rule(
    "not-voided", "I3", "This record was voided: nobody outside ever complained.", "Open a case."
)
NOT_MERGED = Rule(
    "goes-on-in-primary",
    "I2",
    "While a merge is under way, or after it, the case goes on in its primary.",
    "Put it to the primary, or undo the merge.",
)
CLOSED_STANDS = Rule(
    "closed-case-stands",
    "I4",
    "A closed case stands as its closing reply left it: same issues, outcomes and complainants.",
    "Reopen it on the complainant's message, or open a new case and link it.",
)
ALSO_MERGED = (
    intake.ReceiveMessage,
    *get_args(delivery.DeliveryCommand),
    conduct.ReviewRestriction,
    time_passing.PassTime,
    time_passing.OweNotice,
    time_passing.WaiveNotice,
    merging.MergeCase,
    merging.CompleteMerge,
    merging.DeclineMerge,
    merging.ReturnFromMerge,
    closing.CloseCase,
    closing.VoidCase,
    reopening.ReopenCase,
)


def decide(command: CaseCommand, case: Case, policy: Policy) -> list[CaseEvent]:
    """The events that answer `command`; none when what it asks is already so.

    Raises:
        RefusedError: the rule that says no, what is missing and what would make it possible.
    """
    require_own_fact(command)
    require_timely(command, policy)
    if isinstance(command, receiving.ReceiveCase):
        return receiving.receive(command, case, policy)
    if isinstance(command, register.ImportComplaint):
        return receiving.import_complaint(command, case, policy)
    require(case.intake.received or isinstance(command, merging.TakeOver), CASE_KNOWN)
    require(case.stage is not Stage.VOIDED or isinstance(command, closing.VoidCase), VOIDED)
    require(not case.merging.asked or goes_on_here(command), NOT_MERGED)
    require(case.stage is not Stage.CLOSED or not alters(command), CLOSED_STANDS)
    return across(command, case, policy)


def goes_on_here(command: CaseCommand) -> bool:
    """A case that goes on elsewhere still hears, delivers and gives notice; it promises nothing."""
    if isinstance(command, answering.IssueReply):
        commits = command.keeps or command.terms != Terms()
        return not commits and command.kind != Kind.CLOSING
    return isinstance(command, ALSO_MERGED)


def alters(command: CaseCommand) -> bool:
    """Would it change what a closing reply had to say, or to whom?"""
    if isinstance(command, people.RecordPerson):
        return isinstance(command.fact, people.ComplainantJoined)
    return isinstance(command, issues.RaiseIssue | issues.DecideIssue)


def across(
    command: RegionCommand
    | ReplyCommand
    | time_passing.ClockCommand
    | EndCommand
    | MergeCommand
    | LawCommand,
    case: Case,
    policy: Policy,
) -> list[CaseEvent]:
    """Commands that need several regions; the others go to the one they belong to."""
    if isinstance(command, ReplyCommand):
        return on_reply(command, case, policy)
    if isinstance(command, time_passing.ClockCommand):
        return time_passing.decide(command, case, policy)
    if isinstance(command, EndCommand):
        return on_end(command, case, policy)
    if isinstance(command, MergeCommand):
        return merge_steps.step(command, case)
    if isinstance(command, LawCommand):
        return on_law(command, case, policy)
    if isinstance(command, SaidCommand):
        return on_what_is_said(command, case, policy)
    return on_work(command, case, policy)


def on_reply(command: ReplyCommand, case: Case, policy: Policy) -> list[CaseEvent]:
    """Replies, their delivery, and the change of owner that a reply announces."""
    if isinstance(command, answering.IssueReply):
        return write(command, case, policy)
    if isinstance(command, handing_over.HandingOver):
        return handing_over.change_owner(command, case, policy)
    return delivery.deliver(command, case, policy)


def write(command: answering.IssueReply, case: Case, policy: Policy) -> list[CaseEvent]:
    """The reply, and in the same decision its dispatch where that is asked: both, or neither."""
    issued = answering.issue(command, case, policy)
    if not issued or command.sent_by is None:
        return issued
    about = {each.name: getattr(command, each.name) for each in fields(Command)}
    sending = delivery.DispatchReply(command.reply, command.sent_by, **about)
    return [*issued, *delivery.deliver(sending, reduce(evolve, issued, case), policy)]


def on_end(command: EndCommand, case: Case, policy: Policy) -> list[CaseEvent]:
    """The end of the case and what comes after."""
    match command:
        case closing.CloseCase():
            return closing.close(command, case, policy)
        case closing.VoidCase():
            return closing.void(command, case)
        case reopening.ReopenCase():
            return reopening.reopen(command, case, policy)
        case reopening.RecordExternalOutcome():
            return reopening.record_outcome(command, case)


def on_law(command: LawCommand, case: Case, policy: Policy) -> list[CaseEvent]:
    """Packs the case comes under, and what the law makes of silence."""
    if isinstance(command, applying.ApplyPack):
        return [*applying.apply(command, case, policy)]
    return [*silence.decide(command, case)]


def on_what_is_said(command: SaidCommand, case: Case, policy: Policy) -> list[CaseEvent]:
    """What the complainant says and does, and who they are."""
    match command:
        case intake.ReceiveMessage():
            return receive_message(command, case, policy)
        case intake.SetMessageAside() | intake.RecordFact():
            return [*intake.decide(command, case.intake, case.ownership.owner)]
        case people.RecordPerson():
            said = said_by_them(case, command.occurred_at)
            return [*people.decide(command, case.people, said)]
        case conduct.RecordConduct() | conduct.RestrictContact() | conduct.ReviewRestriction():
            return decide_conduct(command, case)


def on_work(command: WorkCommand, case: Case, policy: Policy) -> list[CaseEvent]:
    """What we do about it: owner, issues, inquiry, solution, promises."""
    said = said_by_them(case, command.occurred_at)
    match command:
        case ownership.NameOwner() | ownership.RecordOwnership():
            return [*ownership.decide(command, case.ownership), *taken_on(command, case)]
        case issues.RaiseIssue():
            return [*issues.raise_issue(command, case.issues)]
        case issues.DecideIssue():
            return [*issues.decide_issue(command, case.issues, grounds(command, case))]
        case inquiry.RecordInquiry():
            replies = frozenset(case.replies)
            return [*inquiry.decide(command, case.inquiry, said, replies)]
        case solution.RecordSolution():
            return [*solution.decide(command, case.solution, said, policy)]
        case _:
            theirs = said_of_promise(command, case)
            return [*promise_changes.decide(command, case.promises, case.replies, theirs)]


def taken_on(command: ownership.OwnershipCommand, case: Case) -> list[CaseEvent]:
    """What a template promised before anybody owned the case is now the owner's word (S1-10)."""
    if not isinstance(command, ownership.NameOwner) or case.ownership.owner:
        return []
    at = command.occurred_at
    return [
        PromiseTaken(occurred_at=at, promise=name, owner=command.owner)
        for name in answering.open_promises(case, at)
    ]


def receive_message(command: intake.ReceiveMessage, case: Case, policy: Policy) -> list[CaseEvent]:
    """A message to a closed case is read and judged within a business day (hard-cases: 18)."""
    received = intake.receive(command, case.intake)
    if not received or case.stage is not Stage.CLOSED:
        return [*received]
    span = case.ending.span
    clock = start_clock(
        "judge_message", policy.follow_up, command.occurred_at, span, policy, command.message
    )
    return [*received, clock]


def decide_conduct(command: conduct.ConductCommand, case: Case) -> list[CaseEvent]:
    """Facts come from the inquiry, warnings from replies that left and tell of the record."""
    warned = isinstance(command, conduct.RestrictContact) and warned_before(command, case)
    facts = case.inquiry.holds(FactsExtracted)
    owner = case.ownership.owner
    return [*conduct.decide(command, case.conduct, owner, case.messages, (facts, warned))]


decider: Decider[CaseCommand, Case, CaseEvent] = Decider(Case(), decide, evolve)
