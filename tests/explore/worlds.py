"""The worlds to explore: small enough to go far, together everything that decides over an end."""

from __future__ import annotations

from collections.abc import Callable

from answerable.domain.case.intake import Aside, Complainant, Signal
from answerable.domain.case.issues import About, Outcome
from answerable.domain.case.ownership import NameOwner
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.replies import Ground
from answerable.domain.case.solution import RecordSolution, SolutionsShared
from answerable.domain.command import Command
from answerable.domain.deadlines.counting import Calendar, Limit, Unit
from answerable.domain.deadlines.policy import Extension, ObligationRule, Silence

from . import moves_people as people
from . import moves_talk as talk
from . import moves_work as work
from .state import AGENT, FIRST, SECOND, START, Remembering, State, View, World

CALENDAR = Calendar(version="mon-fri/1", zone="Europe/Warsaw")
ACKNOWLEDGE = ObligationRule("acknowledge", Limit(1, Unit.BUSINESS_DAY))
HOUSE = Remembering(
    "house.default",
    "1",
    CALENDAR,
    (ACKNOWLEDGE, ObligationRule("final_answer", Limit(7, Unit.CALENDAR_DAY))),
)
STRICT = Remembering(
    "test.strict",
    "1",
    CALENDAR,
    (
        ACKNOWLEDGE,
        ObligationRule(
            "final_answer",
            Limit(3, Unit.CALENDAR_DAY),
            receipt_counts=True,
            extension=Extension(Limit(12, Unit.CALENDAR_DAY), ("cause",)),
            pause=Limit(5, Unit.CALENDAR_DAY),
            silence=Silence.DEEMED_ACCEPTED,
        ),
    ),
    durable_medium=True,
)


def received(
    *, channel: str = "email", person: str = "person-1", silent: bool = False, ready: bool = False
) -> Callable[[World], list[Command]]:
    """Every case of the world has come in; `ready`: it has an owner and solutions were shared."""

    def opening(world: World) -> list[Command]:
        return [
            command
            for number, stream in enumerate(world.streams)
            for command in one(world, stream, number)
        ]

    def one(world: World, stream: str, number: int) -> list[Command]:
        view = View(world, State(START, ()), stream)
        who = person if number == 0 else f"person-{number + 1}"
        message = None if silent else view.id("message", 1)
        words = None if silent else talk.SORRY
        issue = None if silent else view.id("issue", 1)
        case = ReceiveCase(
            who,
            Complainant.CUSTOMER,
            Signal.IRRITATION,
            channel,
            message,
            None,
            words,
            issue,
            **view.about(),
        )
        return [case, *(prepared(view) if ready else [])]

    return opening


def prepared(view: View) -> list[Command]:
    """The owner named and solutions shared."""
    shared = SolutionsShared(occurred_at=START, options=(talk.SORRY,), reaction=talk.SORRY)
    return [
        NameOwner("staff-1", talk.NAME, **view.about(AGENT)),
        RecordSolution(shared, **view.about()),
    ]


BASIC = (work.closes, work.passes_time)
SENT = (talk.dispatches("email"), talk.arrives, talk.fails)
WORLDS = (
    World(
        name="answer",
        policy=HOUSE,
        opening=received(),
        moves=(
            work.names_owner,
            work.shares,
            work.raises_issue(About.SERVICE, About.HANDLING),
            work.decides(Outcome.UPHELD, Outcome.NOT_UPHELD),
            talk.says("person-1"),
            talk.sets_aside(Aside.NO_NEW_MATTER),
            talk.acknowledges,
            talk.answers(stating=False),
            talk.answers(with_sorry=False, stating=False),
            *SENT,
            work.reopens,
            *BASIC,
        ),
        issues=2,
    ),
    World(
        name="promises",
        policy=HOUSE,
        opening=received(ready=True),
        moves=(
            work.decides(Outcome.UPHELD),
            talk.says("person-1"),
            work.promises(),
            work.keeps,
            work.renegotiates,
            work.repairs,
            talk.answers(),
            *SENT,
            talk.dispatched_earlier,
            *BASIC,
        ),
        replies=4,
    ),
    World(
        name="pair",
        policy=HOUSE,
        opening=received(ready=True),
        streams=(FIRST, SECOND),
        moves=(
            work.decides(Outcome.UPHELD),
            talk.says("person-1", "person-2"),
            work.promises(),
            people.merges,
            people.parts,
            talk.answers(stating=False),
            *SENT,
            *BASIC,
        ),
        promises=1,
        days=8,
    ),
    World(
        name="people",
        policy=HOUSE,
        opening=received(ready=True),
        moves=(
            work.decides(Outcome.UPHELD, Outcome.WITHDRAWN),
            talk.says("person-1", "person-agent"),
            people.dies,
            people.inherits,
            people.represented,
            people.wants_peace,
            people.joins("person-2"),
            people.reachable("person-2", "person-heir", "person-agent"),
            talk.answers(),
            talk.dispatches("email"),
            talk.fails,
            talk.deposits(Ground.NO_CONTACT_REQUESTED, Ground.ESTATE, Ground.NO_CONTACT),
            work.closes,
        ),
        promises=0,
        days=0,
        replies=2,
    ),
    World(
        name="owners",
        policy=HOUSE,
        opening=received(),
        moves=(
            work.names_owner,
            work.hands_over,
            work.shares,
            work.decides(Outcome.UPHELD),
            work.promises(),
            talk.acknowledges,
            talk.answers(),
            *SENT,
            talk.deposits(Ground.NO_CONTACT),
            people.misbehaves,
            people.restricts,
            *BASIC,
        ),
        promises=1,
    ),
    World(
        name="limits",
        policy=STRICT,
        opening=received(ready=True),
        moves=(
            work.decides(Outcome.UPHELD, Outcome.DEEMED_ACCEPTED),
            talk.says("person-1"),
            work.moves_limits,
            work.promises(PromiseKind.REMEDY, 5),
            talk.answers(),
            *SENT,
            talk.speaks,
            work.reopens,
            *BASIC,
        ),
        promises=1,
        days=16,
    ),
    World(
        name="outcomes",
        policy=HOUSE,
        opening=received(ready=True),
        moves=(
            work.links_problem,
            work.asks_information,
            work.raises_issue(About.PRODUCT),
            work.decides(
                Outcome.WORKAROUND_ONLY,
                Outcome.REFERRED_OUT,
                Outcome.LEFT_UNEXAMINED,
                Outcome.WITHDRAWN,
            ),
            talk.says("person-1"),
            work.promises(PromiseKind.FOLLOW_UP),
            work.owes_notice,
            work.judged_outside,
            work.reopens,
            talk.acknowledges,
            talk.answers(),
            *SENT,
            *BASIC,
        ),
        issues=2,
        promises=1,
    ),
    World(
        name="diligence",
        policy=HOUSE,
        opening=received(channel="review", ready=True),
        moves=(
            work.decides(Outcome.UPHELD),
            people.reachable("person-1"),
            people.reachable("person-1", channel="post"),
            people.gets_code,
            talk.answers(final=True),
            talk.dispatches("email", "post"),
            talk.fails,
            talk.posts,
            talk.speaks,
            talk.deposits(Ground.EXHAUSTED, Ground.REVIEW_DELETED, Ground.NO_CONTACT),
            talk.says("person-1"),
            work.reopens,
            *BASIC,
        ),
        promises=0,
    ),
    World(
        name="nobody",
        policy=HOUSE,
        opening=received(silent=True),
        moves=(
            work.voids,
            talk.says("person-1", "person-2", external=True),
            talk.sets_aside(Aside.SPAM, Aside.NEW_CASE),
            work.links_problem,
            work.raises_issue(About.SERVICE),
            work.names_owner,
            work.shares,
            work.decides(Outcome.UPHELD),
            talk.answers(),
            talk.dispatches("email"),
            *BASIC,
        ),
        promises=0,
    ),
    World(
        name="register",
        policy=HOUSE,
        opening=lambda _: [],
        moves=(
            people.imports,
            talk.says("person-1"),
            talk.sets_aside(Aside.NO_NEW_MATTER),
            work.names_owner,
            work.shares,
            work.decides(Outcome.UPHELD),
            work.voids,
            people.reachable("person-1"),
            talk.answers(),
            *SENT,
            work.reopens,
            *BASIC,
        ),
        promises=0,
        spans=3,
    ),
    World(
        name="pair under limits",
        policy=STRICT,
        opening=received(ready=True),
        streams=(FIRST, SECOND),
        moves=(
            work.decides(Outcome.UPHELD, Outcome.DEEMED_ACCEPTED),
            work.moves_limits,
            work.promises(PromiseKind.REMEDY, 5),
            people.merges,
            people.parts,
            people.dies,
            talk.answers(stating=False),
            *SENT,
            *BASIC,
        ),
        promises=1,
        days=14,
    ),
)
