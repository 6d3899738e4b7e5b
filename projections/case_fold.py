"""What the kept views know of a stream, by the domain's own rules; folded once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import TypeAlias, cast, get_args

from ..domain.case import case as cases
from ..domain.case import (
    ending,
    inquiry,
    limits,
    merging,
    obligations,
    people,
    promises,
    replies,
    solution,
)
from ..domain.case.case import Case, CaseEvent
from ..domain.case.conduct import ContactRestricted, RestrictionReviewed
from ..domain.case.duties import Duty, duties
from ..domain.case.intake import CaseReceived, MessageReceived, MessageSetAside
from ..domain.case.issues import IssueRaised
from ..domain.case.ownership import OwnerChanged, OwnerNamed
from ..domain.case.promises import NewDate
from ..domain.case.register import ReplyAttested
from ..domain.case.verdicts import purpose
from ..domain.event import Event, RecordedEvent
from ..domain.replacing import replace
from ..domain.survey.feedback import Responses
from ..domain.survey.survey import ResponseEvent, evolve_responses
from . import case_critics
from .view import FOREVER, in_utc

Followed: TypeAlias = (
    CaseReceived
    | MessageReceived
    | MessageSetAside
    | IssueRaised
    | people.PeopleEvent
    | OwnerNamed
    | OwnerChanged
    | inquiry.InformationRequested
    | inquiry.InformationReceived
    | inquiry.RetellOffered
    | inquiry.RetellReceived
    | promises.PromiseEvent
    | obligations.ObligationEvent
    | replies.ReplyEvent
    | ContactRestricted
    | RestrictionReviewed
    | ReplyAttested
    | solution.AgreementReached
    | solution.RemedyAccepted
    | merging.MergingEvent
    | ending.EndingEvent
)
"""What duties, answers and the first response follow from."""
Dating: TypeAlias = NewDate | limits.Notice
"""What tells of another due time: it counts once the reply that tells of it has reached."""

FOLLOWED = frozenset(get_args(Followed))
RESPONSES = frozenset(get_args(ResponseEvent))
ATTESTING = frozenset({ReplyAttested, ending.CaseReopened})

JUST_AFTER = timedelta(microseconds=1)
"""The shortest time there is."""
MOMENTS = 32
"""Of so many moments a case holds what it then owes: views ask for the same ones in turn."""


@dataclass(frozen=True)
class Known:
    """What one stream holds: a case, or what was said in a survey.

    `attested` are the messages that a reply stated by a register answers.
    """

    case: Case = field(default_factory=Case)
    attested: frozenset[str] = frozenset()
    responses: Responses = field(default_factory=Responses)
    _owed: dict[datetime, tuple[Duty, ...]] = field(
        default_factory=dict[datetime, tuple[Duty, ...]], repr=False, compare=False
    )

    def owed(self, moment: datetime) -> tuple[Duty, ...]:
        """Everything the case owes at `moment`, found once for the views that ask."""
        found = self._owed.get(moment)
        if found is None:
            if len(self._owed) == MOMENTS:
                self._owed.clear()
            found = self._owed[moment] = duties(self.case, moment)
        return found


NOTHING_KNOWN = Known()


def evolve(known: Known, recorded: RecordedEvent) -> Known:
    """What is known after one more fact; the same object if it tells no view anything."""
    event = recorded.event
    if type(event) in RESPONSES:
        said = evolve_responses(known.responses, cast("ResponseEvent", event))
        return replace(known, responses=said)
    case = follow(known.case, event)
    if case is known.case:
        return known
    attested = known.attested
    if type(event) in ATTESTING:
        attested = case_critics.attested(attested, case, event)
    return replace(known, case=case, attested=attested, _owed={})


def follow(case: Case, event: Event) -> Case:
    """The case after one more fact; the same one if it tells nothing of duties and answers."""
    if type(event) in FOLLOWED:
        return cases.evolve(case, cast("CaseEvent", event))
    if isinstance(event, inquiry.RetellDeclined):
        # Told again or not wanted: either way the offer was taken up.
        taken = inquiry.RetellReceived(occurred_at=event.occurred_at, message=event.message)
        return cases.evolve(case, taken)
    return case


def changes(known: Known) -> Iterator[datetime]:
    """Every moment at which rows may change by time alone.

    Replies leave, and those that date something anew count once they reached; what was done,
    released or declined counts from when it occurred; a promise whose breach is to be repaired is
    broken just after it was due, and so is a limit of law.
    """
    case = known.case
    yield from _some(*(reply.left_at for reply in case.replies.values()))
    yield from _some(*(reply.reached_at for reply in dating(case)))
    repaired = {clock.started.about for clock in case.clocks.obligations.values() if repairs(clock)}
    for name, promise in case.promises.items():
        yield from _some(promise.fulfilled_at, promise.released_at)
        if name in repaired:
            yield from map(just_after, (promise.made.due, *(new.due for new in promise.new_dates)))
    for clock in case.clocks.obligations.values():
        yield from map(just_after, of_law(clock, case.replies))
    for said in known.responses.known.values():
        yield from chain((each.left_at for each in said.answers), _some(said.declined_at))


def dating(case: Case) -> Iterator[replies.Reply]:
    """The replies in which a new date, an extension or a pause was told."""
    for promise in case.promises.values():
        yield from _named(case, promise.new_dates)
    for clock in case.clocks.obligations.values():
        yield from _named(case, (*clock.extensions, *clock.pauses))


def repairs(clock: obligations.Obligation) -> bool:
    """Does it ask for the repair of a broken promise?"""
    return purpose(clock.started) == "repair"


def of_law(clock: obligations.Obligation, known: replies.Replies) -> Iterator[datetime]:
    """When a limit of law is over, which may end what it asks, and when lateness costs more."""
    if clock.started.row:
        yield clock.started.due
        yield limits.due_in_force(clock, known, FOREVER)
        yield from (step.beyond for step in clock.started.compensation)


def just_after(moment: datetime) -> datetime:
    """From when on `moment` is past (UTC)."""
    return min(in_utc(moment), FOREVER - JUST_AFTER) + JUST_AFTER


def _named(case: Case, notices: Iterable[Dating]) -> Iterator[replies.Reply]:
    """The replies on record that these notices name."""
    return (case.replies[each.told_in] for each in notices if each.told_in in case.replies)


def _some(*moments: datetime | None) -> Iterator[datetime]:
    return (moment for moment in moments if moment is not None)
