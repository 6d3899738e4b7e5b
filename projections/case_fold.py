"""A case as the views fold it: by the domain's own rules, without what no view asks about."""

from __future__ import annotations

from typing import TypeAlias

from ..domain.case import case as cases
from ..domain.case import ending, inquiry, merging, obligations, people, promises, replies
from ..domain.case.case import Case
from ..domain.case.conduct import ContactRestricted, RestrictionReviewed
from ..domain.case.intake import CaseReceived, MessageReceived, MessageSetAside
from ..domain.case.issues import IssueRaised
from ..domain.case.ownership import OwnerChanged, OwnerNamed
from ..domain.case.register import ReplyAttested
from ..domain.event import Event
from .without_words import without_words

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
    | merging.MergingEvent
    | ending.EndingEvent
)
"""What duties, answers and the first response follow from."""


def follow(case: Case, event: Event, kept: frozenset[str] = frozenset()) -> Case:
    """The case after one more fact; of personal words only the fields `kept` are held."""
    if isinstance(event, inquiry.RetellDeclined):
        # Told again or not wanted: either way the offer was taken up.
        event = inquiry.RetellReceived(occurred_at=event.occurred_at, message=event.message)
    if not isinstance(event, Followed):
        return case
    return cases.evolve(case, without_words(event, kept))
