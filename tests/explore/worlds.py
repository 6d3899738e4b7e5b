"""The worlds to explore: small enough to go far, together everything that decides over an end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from answerable.domain.case.intake import Aside
from answerable.domain.case.issues import About, Outcome
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.replies import Ground

from . import moves_odd as odd
from . import moves_people as people
from . import moves_talk as talk
from . import moves_work as work
from . import openings
from .pairs import (
    PAIR_CROSSING,
    PAIR_MERGED,
    PAIR_MERGING,
    PAIR_UNDER_LIMITS,
    PAIR_WITH_PROMISES,
)
from .policies import HOUSE, STRICT
from .state import World
from .worlds_law import AFTER_SILENCE, PACKS

DAY = timedelta(days=1)
BASIC = (work.closes, work.passes_time)
SENT = (talk.dispatches("email"), talk.arrives, talk.fails)
ANSWERED = (work.decides(Outcome.UPHELD), talk.answers(), *SENT, *BASIC)

ANSWER = World(
    name="answer",
    policy=HOUSE,
    opening=openings.received(),
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
)
PROMISES = World(
    name="promises",
    policy=HOUSE,
    opening=openings.promised,
    moves=(
        talk.says("person-1"),
        work.promises(),
        work.keeps,
        work.renegotiates,
        work.repairs,
        talk.dispatched_earlier,
        *ANSWERED,
    ),
    replies=4,
)
AFTER_CLOSING = World(
    name="after closing",
    policy=HOUSE,
    opening=openings.closed,
    moves=(
        talk.says("person-1", "person-2"),
        talk.sets_aside(Aside.NO_NEW_MATTER),
        work.raises_issue(About.HANDLING),
        work.reopens,
        work.judged_outside,
        work.keeps,
        work.repairs,
        *ANSWERED,
    ),
    issues=2,
    replies=4,
    promises=1,
    spans=3,
    days=100,
)
PEOPLE = World(
    name="people",
    policy=HOUSE,
    opening=openings.taken_up(),
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
)
OWNERS = World(
    name="owners",
    policy=HOUSE,
    opening=openings.received(),
    moves=(
        work.names_owner,
        work.hands_over,
        work.shares,
        work.promises(),
        talk.acknowledges,
        talk.deposits(Ground.NO_CONTACT),
        *ANSWERED,
    ),
    promises=1,
)
CONDUCT = World(
    name="conduct",
    policy=HOUSE,
    opening=openings.warned,
    moves=(
        people.misbehaves,
        people.restricts,
        people.reachable("person-1", channel="post"),
        people.endangers,
        talk.says("person-1"),
        talk.dispatches("post"),
        *ANSWERED,
    ),
    promises=0,
    replies=4,
)
LIMITS = World(
    name="limits",
    policy=STRICT,
    opening=openings.taken_up(),
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
)
OUTCOMES = World(
    name="outcomes",
    policy=HOUSE,
    opening=openings.taken_up(),
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
        talk.answers(),
        *SENT,
        *BASIC,
    ),
    issues=2,
    promises=1,
)
DILIGENCE = World(
    name="diligence",
    policy=HOUSE,
    opening=openings.taken_up("review"),
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
    replies=4,
)
LATE = replace(LIMITS, name="after the limit", starts=4 * DAY)
BOUNCED = replace(
    DILIGENCE, name="after bounces", opening=openings.bounced, starts=8 * DAY, messages=1
)
LAPSED = replace(
    OUTCOMES, name="after a request", opening=openings.asked, starts=5 * DAY, promises=0
)
NOBODY = World(
    name="nobody",
    policy=HOUSE,
    opening=openings.received(silent=True),
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
)
REGISTER = World(
    name="register",
    policy=HOUSE,
    opening=lambda _: [],
    moves=(
        people.imports,
        talk.says("person-1"),
        talk.sets_aside(Aside.NO_NEW_MATTER),
        work.names_owner,
        work.shares,
        work.voids,
        people.reachable("person-1"),
        work.reopens,
        *ANSWERED,
    ),
    promises=0,
    spans=3,
)
ODD = World(
    name="odd commands",
    policy=HOUSE,
    opening=openings.closed,
    moves=odd.MOVES,
    promises=2,
    spans=2,
    days=100,
)
WORLDS = (
    NOBODY,
    PEOPLE,
    ODD,
    ANSWER,
    PROMISES,
    AFTER_CLOSING,
    OWNERS,
    CONDUCT,
    LIMITS,
    LATE,
    OUTCOMES,
    LAPSED,
    DILIGENCE,
    BOUNCED,
    REGISTER,
    PACKS,
    AFTER_SILENCE,
    PAIR_MERGING,
    PAIR_CROSSING,
    PAIR_MERGED,
    PAIR_WITH_PROMISES,
    PAIR_UNDER_LIMITS,
)
