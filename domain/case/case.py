"""A case: its regions side by side, and how each fact is folded into the one it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar, get_args

from ..event import Event
from ..replacing import replace
from . import (
    conduct,
    ending,
    inquiry,
    intake,
    issues,
    merging,
    obligations,
    ownership,
    people,
    promises,
    register,
    replies,
    solution,
)
from .conduct import ConductRecord
from .ending import Ending, Stage
from .inquiry import Inquiry
from .intake import Intake, Message
from .issues import Issue, Issues
from .merging import CaseFile, Merging
from .obligations import Clocks
from .ownership import Ownership
from .people import People
from .promises import Promise, Promises
from .register import Register
from .replies import Replies, Reply
from .solution import Solution

T = TypeVar("T")

CaseEvent: TypeAlias = (
    intake.IntakeEvent
    | people.PeopleEvent
    | ownership.OwnershipEvent
    | issues.IssueEvent
    | inquiry.InquiryEvent
    | solution.SolutionEvent
    | promises.PromiseEvent
    | obligations.ObligationEvent
    | replies.ReplyEvent
    | conduct.ConductEvent
    | register.RegisterEvent
    | merging.MergingEvent
    | ending.EndingEvent
)

REGIONS: Mapping[type[Event], tuple[str, Callable[[Any, Any], Any]]] = MappingProxyType(
    {
        event: (region, fold)
        for events, region, fold in (
            (intake.IntakeEvent, "intake", intake.evolve),
            (people.PeopleEvent, "people", people.evolve),
            (ownership.OwnershipEvent, "ownership", ownership.evolve),
            (issues.IssueEvent, "issues", issues.evolve),
            (inquiry.InquiryEvent, "inquiry", inquiry.evolve),
            (solution.SolutionEvent, "solution", solution.evolve),
            (promises.PromiseEvent, "promises", promises.evolve),
            (obligations.ObligationEvent, "clocks", obligations.evolve),
            (replies.ReplyEvent, "replies", replies.evolve),
            (conduct.ConductEvent, "conduct", conduct.evolve),
            (register.RegisterEvent, "register", register.evolve),
            (ending.EndingEvent, "ending", ending.evolve),
        )
        for event in get_args(events)
    }
)
"""The region that each fact is folded into, and by what; merging touches several.

A fact is looked up here first: whether it is one of merging takes as long to ask as to fold it.
"""


@dataclass(frozen=True)
class Case:
    """Everything that decisions about one case need."""

    intake: Intake = Intake()
    people: People = People()
    ownership: Ownership = Ownership()
    issues: Issues = field(default_factory=dict[str, Issue])
    inquiry: Inquiry = Inquiry()
    solution: Solution = Solution()
    promises: Promises = field(default_factory=dict[str, Promise])
    clocks: Clocks = Clocks()
    replies: Replies = field(default_factory=dict[str, Reply])
    conduct: ConductRecord = ConductRecord()
    register: Register = Register()
    merging: Merging = Merging()
    ending: Ending = Ending()

    @property
    def messages(self) -> frozenset[str]:
        """The ids of every inbound message on record."""
        return frozenset(self.intake.messages)

    @property
    def stage(self) -> Stage:
        """Open, closed, merged or voided."""
        return self.ending.stage


def evolve(case: Case, event: CaseEvent) -> Case:
    """Fold one more fact in. Total: history is never refused."""
    if type(event) in REGIONS or not isinstance(event, merging.MergingEvent):
        region, fold = REGIONS[type(event)]
        return replace(case, **{region: fold(getattr(case, region), event)})
    moved = evolve_merging(case, event)
    return replace(moved, merging=merging.evolve(moved.merging, event))


def evolve_merging(case: Case, event: merging.MergingEvent) -> Case:
    """What moves between two cases moves in every region it touches."""
    match event:
        case merging.CaseTakenOver(case=other, file=file):
            return take_over(case, other, file)
        case merging.CaseSplitOff(case=other):
            return split_off(case, other)
        case merging.CaseRestored(primary=primary, file=file):
            return restore(case, primary, file)
        case merging.CaseMerged():
            return replace(case, ending=replace(case.ending, stage=Stage.MERGED))
        case merging.MergeRequested() | merging.MergeDeclined():
            return case


def take_over(case: Case, other: str, file: CaseFile) -> Case:
    """The primary inherits people, issues, promises, clocks and the talk so far (I2)."""
    before = merging.TakenOver(file, case.people, case.messages, frozenset(case.replies))
    clocks = {
        name: replace(clock, started=clock.started.model_copy(update=here))
        for clock in file.obligations.values()
        for name in (inherited(other, clock.started.obligation),)
        for here in ({"span": case.ending.span, "obligation": name},)
    }
    return replace(
        case,
        people=join(case.people, file.people),
        issues={**case.issues, **file.issues},
        promises={**case.promises, **file.promises},
        clocks=replace(case.clocks, obligations={**case.clocks.obligations, **clocks}),
        intake=with_messages(case.intake, file.messages, other),
        replies={**case.replies, **from_elsewhere(file.replies, other)},
        merging=replace(case.merging, taken_over={**case.merging.taken_over, other: before}),
    )


def split_off(case: Case, other: str) -> Case:
    """What came with `other` leaves again; what was said in between stays with both."""
    taken = case.merging.taken_over.get(other)
    if taken is None:
        return case
    file = taken.file
    messages = without(case.intake.messages, file.messages)
    theirs = {inherited(other, name): None for name in file.obligations}
    return replace(
        case,
        people=part(case.people, file.people, taken.people_before),
        issues=without(case.issues, file.issues),
        promises=without(case.promises, file.promises),
        clocks=replace(case.clocks, obligations=without(case.clocks.obligations, theirs)),
        intake=replace(case.intake, messages=messages),
        replies=without(case.replies, file.replies),
        merging=replace(case.merging, taken_over=without(case.merging.taken_over, {other: None})),
    )


def restore(case: Case, primary: str, file: CaseFile) -> Case:
    """The duplicate is open again, its own things as they now stand, the talk in between added."""
    before = case.merging.asked.file if case.merging.asked else file
    messages = without(file.messages, case.intake.messages)
    replies = {
        name: replace(there, origin=case.replies[name].origin)
        for name, there in file.replies.items()
        if name in case.replies and went_on(there, before.replies.get(name))
    }
    return replace(
        case,
        people=file.people,
        issues={**case.issues, **file.issues},
        promises={**case.promises, **file.promises},
        clocks=replace(case.clocks, obligations={**case.clocks.obligations, **file.obligations}),
        intake=with_messages(judged_there(case.intake, file.messages), messages, primary),
        replies={
            **from_elsewhere(without(file.replies, case.replies), primary),
            **case.replies,
            **replies,
        },
        ending=replace(case.ending, stage=Stage.OPEN),
    )


def inherited(other: str, obligation: str) -> str:
    """The name here of a clock that came with `other`: both cases have, say, a `final_answer.1`."""
    return f"{other}/{obligation}"


def went_on(there: Reply, before: Reply | None) -> bool:
    """Did something become known of this reply while its case went on elsewhere?"""
    return before is not None and replace(there, origin=None) != replace(before, origin=None)


def judged_there(region: Intake, messages: Mapping[str, Message]) -> Intake:
    """The region with its own messages set aside where they were while it went on elsewhere."""
    judged = {
        name: replace(message, aside=messages[name].aside)
        for name, message in region.messages.items()
        if name in messages and messages[name].aside
    }
    return replace(region, messages={**region.messages, **judged})


def without(mine: Mapping[str, T], theirs: Mapping[str, object]) -> dict[str, T]:
    """What is in `mine` under no name of `theirs`."""
    return {name: value for name, value in mine.items() if name not in theirs}


def from_elsewhere(talk: Mapping[str, Reply], other: str) -> dict[str, Reply]:
    """Replies brought from another case, marked with where they were issued."""
    return {name: replace(reply, origin=reply.origin or other) for name, reply in talk.items()}


def with_messages(region: Intake, messages: Mapping[str, Message], other: str) -> Intake:
    """The region with messages brought from another case, marked with where they came in."""
    brought = {
        name: replace(message, origin=message.origin or other) for name, message in messages.items()
    }
    return replace(region, messages={**brought, **region.messages})


def join(ours: People, theirs: People) -> People:
    """Everybody of both cases; each is owed the primary's closing reply."""
    return People(
        complainants=tuple(dict.fromkeys((*ours.complainants, *theirs.complainants))),
        contacts={**ours.contacts, **theirs.contacts},
        speaks_for={**ours.speaks_for, **theirs.speaks_for},
        deceased=ours.deceased | theirs.deceased,
        no_contact=ours.no_contact | theirs.no_contact,
    )


def part(ours: People, theirs: People, before: People) -> People:
    """The people without those who came only with the other case."""
    gone = {person for person in theirs.complainants if person not in before.complainants}
    contacts = without(theirs.contacts, before.contacts)
    return People(
        complainants=tuple(person for person in ours.complainants if person not in gone),
        contacts=without(ours.contacts, contacts),
        speaks_for={person: by for person, by in ours.speaks_for.items() if person not in gone},
        deceased=ours.deceased - gone,
        no_contact=ours.no_contact - gone,
    )
