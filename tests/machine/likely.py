"""A world with every move, to draw commands from that could well be put."""

from __future__ import annotations

from tests.explore import moves_odd as odd
from tests.explore import moves_people as people
from tests.explore import moves_talk as talk
from tests.explore import moves_work as work
from tests.explore import openings
from tests.explore.policies import HOUSE
from tests.explore.state import FIRST, SECOND, World

from answerable.domain.case.intake import Aside
from answerable.domain.case.issues import About, Outcome
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.replies import Ground

EVERYTHING = World(
    name="everything",
    policy=HOUSE,
    opening=openings.received(),
    moves=(
        work.names_owner,
        work.hands_over,
        work.raises_issue(*About),
        work.shares,
        work.decides(*Outcome),
        work.links_problem,
        work.asks_information,
        work.promises(),
        work.promises(PromiseKind.FOLLOW_UP, 5),
        work.keeps,
        work.renegotiates,
        work.repairs,
        work.owes_notice,
        work.passes_time,
        work.closes,
        work.voids,
        work.reopens,
        work.judged_outside,
        talk.says("person-1", "person-2"),
        talk.sets_aside(*Aside),
        talk.acknowledges,
        talk.answers(),
        talk.dispatches("email", "post"),
        talk.arrives,
        talk.fails,
        talk.speaks,
        talk.posts,
        talk.deposits(*Ground),
        people.dies,
        people.inherits,
        people.represented,
        people.wants_peace,
        people.joins("person-3"),
        people.reachable("person-1", "person-2", "person-heir", "person-agent"),
        people.gets_code,
        people.misbehaves,
        people.restricts,
        people.endangers,
        people.merges,
        people.parts,
        odd.support,
    ),
    streams=(FIRST, SECOND),
    people=("person-1", "person-2"),
    issues=2,
    replies=6,
    messages=4,
    promises=2,
    spans=3,
)
