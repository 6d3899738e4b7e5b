"""How worlds begin: what has happened before anybody chooses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from answerable.domain.case.case import Case
from answerable.domain.case.closing import CloseCase
from answerable.domain.case.conduct import Conduct, ConductFlagged, RecordConduct
from answerable.domain.case.delivery import DispatchReply, ReportFailure
from answerable.domain.case.inquiry import (
    FactsExtracted,
    InformationRequested,
    RecordInquiry,
)
from answerable.domain.case.intake import Complainant, Signal
from answerable.domain.case.issues import DecideIssue, Outcome
from answerable.domain.case.merging import MergeCase
from answerable.domain.case.ownership import NameOwner
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.replies import Kind
from answerable.domain.case.solution import RecordSolution, SolutionsShared
from answerable.domain.case.terms import Terms
from answerable.domain.command import Command

from .moves_people import reachable
from .moves_talk import NAME, SORRY, reply_to
from .moves_work import promise_terms
from .state import AGENT, LEAD, START, State, View, World

Opening: TypeAlias = Callable[[World], list[Command]]
DAY = timedelta(days=1)


def views(world: World) -> list[View]:
    """Each case of the world, before anything happened."""
    blank = State(START, tuple(Case() for _ in world.streams))
    return [View(world, blank, stream) for stream in world.streams]


def person(view: View) -> str:
    """Who complains in this case."""
    return view.world.people[view.world.streams.index(view.stream) % len(view.world.people)]


def receipt(view: View, channel: str, *, silent: bool = False) -> ReceiveCase:
    """The case comes in; `silent`: nobody outside has said anything."""
    return ReceiveCase(
        person(view),
        Complainant.CUSTOMER,
        Signal.IRRITATION,
        channel,
        None if silent else view.id("message", 1),
        None,
        None if silent else SORRY,
        None if silent else view.id("issue", 1),
        **view.about(),
    )


def received(channel: str = "email", *, silent: bool = False) -> Opening:
    """Every case has come in."""
    return lambda world: [receipt(view, channel, silent=silent) for view in views(world)]


def taken_up(channel: str = "email") -> Opening:
    """Every case has an owner, and solutions were shared."""

    def opening(world: World) -> list[Command]:
        return [each for view in views(world) for each in (receipt(view, channel), *taken(view))]

    return opening


def taken(view: View) -> list[Command]:
    """The owner named and solutions shared."""
    shared = SolutionsShared(occurred_at=START, options=(SORRY,), reaction=SORRY)
    return [
        NameOwner("staff-1", NAME, **view.about(AGENT)),
        RecordSolution(shared, **view.about()),
    ]


def sent(view: View, number: int, kind: Kind, **said: object) -> list[Command]:
    """A reply written and dispatched."""
    name = view.id("reply", number)
    return [
        reply_to(view, name, kind, AGENT, to=person(view), **said),
        DispatchReply(name, "email", **view.about()),
    ]


def decided(view: View) -> Command:
    """The first issue upheld."""
    return DecideIssue(view.id("issue", 1), Outcome.UPHELD, SORRY, **view.about(LEAD))


def noticed(world: World) -> list[Command]:
    """Each case is decided, and its complainant was told that it may go on in the other."""
    found = taken_up()(world)
    for view in views(world):
        to = next(stream for stream in world.streams if stream != view.stream)
        found += [decided(view), *sent(view, 1, Kind.HANDOVER, apology=None, tells=(to,))]
    return found


def merging(*numbers: int) -> Opening:
    """Noticed, and these cases of the pair ask to go on in the other."""

    def opening(world: World) -> list[Command]:
        first, second = views(world)
        asked = [
            MergeCase(second.stream, first.id("reply", 1), **first.about()),
            MergeCase(first.stream, second.id("reply", 1), **second.about()),
        ]
        return [*noticed(world), *(asked[number] for number in numbers)]

    return opening


def promised(world: World) -> list[Command]:
    """A promise was told in a reply that left."""
    (view,) = views(world)
    terms = Terms(promises=(promise_terms(view, 1, PromiseKind.OTHER, 2),))
    return [*taken_up()(world), *sent(view, 1, Kind.STATUS, apology=None, terms=terms)]


def closed(world: World) -> list[Command]:
    """The case was answered and closed; a promise lives on."""
    (view,) = views(world)
    told = (view.id("promise", 1),)
    return [
        *promised(world),
        decided(view),
        *sent(view, 2, Kind.CLOSING, tells=told),
        CloseCase(no_lesson=SORRY, **view.about()),
    ]


def bounced(world: World) -> list[Command]:
    """The closing reply came back three times, by two channels."""
    (view,) = views(world)
    name, channels = view.id("reply", 1), ("email", "post", "email")
    owner = reply_to(view, name, Kind.CLOSING, AGENT)
    tries = [
        each
        for channel in channels
        for each in (
            DispatchReply(name, channel, **view.about()),
            ReportFailure(name, "bounce", **view.about()),
        )
    ]
    contacts = [each for c in channels[:2] for each in reachable("person-1", channel=c)(view)]
    return [*taken_up("review")(world), *contacts, decided(view), owner, *tries]


def asked(world: World) -> list[Command]:
    """Something was asked for by a date, with a warning, in a reply that left."""
    (view,) = views(world)
    fact = InformationRequested(
        occurred_at=START,
        request="request-1",
        told_in=view.id("reply", 1),
        due=START + 4 * DAY,
        warned=True,
    )
    said = sent(view, 1, Kind.CLARIFICATION, apology=None)
    return [*taken_up()(world), *said, RecordInquiry(fact, **view.about())]


def warned(world: World) -> list[Command]:
    """A behaviour was flagged, the facts were taken out, a warning left."""
    (view,) = views(world)
    flag = ConductFlagged(
        occurred_at=START,
        record="conduct-1",
        conduct=Conduct.ABUSIVE,
        message=view.id("message", 1),
    )
    facts = FactsExtracted(occurred_at=START, facts=SORRY)
    return [
        *taken_up()(world),
        RecordConduct(flag, **view.about()),
        RecordInquiry(facts, **view.about()),
        *sent(view, 1, Kind.STATUS, apology=None, tells=("conduct-1",)),
    ]
