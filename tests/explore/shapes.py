"""What a rule can tell apart in each part of a case: its shape, with its times set apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeAlias, TypeVar

from answerable.domain.case.case import Case
from answerable.domain.case.inquiry import FactsExtracted, InformationGapChecked, requests
from answerable.domain.case.intake import Message
from answerable.domain.case.issues import Issue
from answerable.domain.case.obligations import Obligation
from answerable.domain.case.promises import Promise
from answerable.domain.case.replies import Delivery, Reply

Tree: TypeAlias = Any
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape:
    """`tree` holds what is compared as it is; `moments` and `dues` only by their order.

    `sign` tells parts of a kind apart without their names.
    """

    tree: Tree
    moments: tuple[datetime | None, ...] = ()
    dues: tuple[datetime, ...] = ()
    sign: tuple[Any, ...] = ()


SET = "*"
"""Stands first in a tuple whose order means nothing."""


def a_set(parts: Iterable[Any]) -> Tree:
    """Parts in an order of their own, marked as a set."""
    return (SET, *sorted(parts))


def remembered(shape: Callable[[T], Shape]) -> Callable[[T], Shape]:
    """Parts are shared between states: each is looked at once while it lives in the memory."""
    known: dict[int, tuple[T, Shape]] = {}

    @wraps(shape)
    def once(part: T) -> Shape:
        found = known.get(id(part))
        if found is None:
            if len(known) > 200_000:
                known.clear()
            found = known[id(part)] = (part, shape(part))
        return found[1]

    return once


@remembered
def issue(part: Issue) -> Shape:
    """What it concerns and how it was decided."""
    tree = (str(part.raised.about), str(part.outcome))
    return Shape(tree, sign=tree)


@remembered
def message(part: Message) -> Shape:
    """From whom, by which channel, set aside or brought from elsewhere."""
    received = part.received
    tree = (received.sender, received.channel, str(part.aside), part.origin or "")
    return Shape(tree, (received.occurred_at,), sign=tree)


@remembered
def promise(part: Promise) -> Shape:
    """Its kind, its dates and all that happened to it."""
    made = part.made
    tree = (
        str(made.kind),
        part.owner,
        made.to,
        made.told_in,
        tuple((new.told_in, new.refused) for new in part.new_dates),
        part.voided,
    )
    return Shape(
        tree,
        (part.fulfilled_at, part.released_at),
        (made.due, *(new.due for new in part.new_dates)),
        sign=(str(made.kind), len(part.new_dates), part.voided, made.due.isoformat()),
    )


@remembered
def reply(part: Reply) -> Shape:
    """What it says and keeps, to whom, and how far it got."""
    said = part.issued
    tree = (
        said.span,
        str(said.kind),
        said.author or "",
        said.to,
        bool(said.apology),
        *map(a_set, (said.answers, said.tells, said.keeps, said.states, said.signposts)),
        a_set((o.issue, o.outcome) for o in said.outcomes),
        said.final_position,
        str(part.delivery),
        part.channel,
        str(part.ground),
        tuple(channel for channel, _ in part.failures),
        part.origin or "",
    )
    on_its_way = part.delivery is Delivery.DISPATCHED
    window = (part.reached_at,) if on_its_way and part.reached_at else ()
    reached = () if on_its_way else (part.reached_at,)
    times = (said.occurred_at, part.left_at, *reached, *(at for _, at in part.failures))
    return Shape(tree, times, window)


@remembered
def clock(part: Obligation) -> Shape:
    """What it asks, in which span, and how it was moved."""
    started = part.started
    tree = (
        started.name,
        started.span,
        started.about or "",
        started.pack,
        part.rebutted_at is not None,
        part.paid,
        tuple(extension.told_in for extension in part.extensions),
        tuple(pause.told_in for pause in part.pauses),
        part.waived,
    )
    dues = (
        started.due,
        *(extension.due for extension in part.extensions),
        *(step.beyond for step in started.compensation),
        *(pause.until for pause in part.pauses),
    )
    return Shape(tree, tuple(pause.resumed_at for pause in part.pauses), dues)


def rest(case: Case) -> Shape:
    """People, owner, conduct, inquiry, end and merge of the case."""
    passed = sorted(case.clocks.passed)
    tree = (people(case), progress(case), whereabouts(case), tuple(name for name, _ in passed))
    wanted = requests(case.inquiry)
    ending = (case.ending.closed_at, *(due for _, due in passed))
    reviews = tuple(each.review_on for _, each in sorted(case.conduct.restricted.items()))
    return Shape(tree, ending, (*reviews, *(request.due for request in wanted)))


def people(case: Case) -> Tree:
    """Who complains, who speaks for them, where they are reached."""
    everybody = case.people
    return (
        everybody.complainants,
        tuple(sorted((c.person, c.channel) for c in everybody.contacts.values())),
        tuple(sorted(everybody.speaks_for.items())),
        tuple(sorted(everybody.deceased)),
        tuple(sorted(everybody.no_contact)),
    )


def progress(case: Case) -> Tree:
    """What was found and done, as far as a rule asks."""
    received = case.intake.received
    return (
        received.channel if received else "",
        bool(received and received.criticism),
        case.intake.claim_code,
        tuple(sorted(case.intake.linked)),
        case.ownership.owner or "",
        tuple(sorted(case.ownership.ever)),
        case.solution.shared,
        case.solution.accepted_at is not None,
        case.inquiry.holds(FactsExtracted),
        case.inquiry.holds(InformationGapChecked),
        tuple(request.told_in for request in requests(case.inquiry)),
        tuple(sorted(case.conduct.flagged)),
        tuple((name, each.channel) for name, each in sorted(case.conduct.restricted.items())),
        case.conduct.danger,
    )


def whereabouts(case: Case) -> Tree:
    """Open or not, on what it ended, where it goes on, what a register states."""
    merging, entry = case.merging, case.register.entry
    asked = (merging.asked.primary, merging.asked.notice) if merging.asked else ()
    return (
        str(case.stage),
        case.ending.span,
        case.ending.rests_on,
        case.ending.disputed,
        str(case.ending.why),
        any(outcome.overturned for outcome in case.ending.external),
        asked,
        merging.primary or "",
        tuple(sorted(merging.taken_over)),
        tuple(sorted(entry.codes.items())) if entry else (),
        tuple(sorted(case.register.attested)),
    )
