"""Worlds of two cases that ask to go on in each other, cross, merge and part."""

from __future__ import annotations

from dataclasses import replace

from answerable.domain.case.issues import Outcome
from answerable.domain.case.promises import PromiseKind

from . import moves_people as people
from . import moves_talk as talk
from . import moves_work as work
from . import openings
from .policies import HOUSE, STRICT
from .state import FIRST, SECOND, World

PAIR = (FIRST, SECOND)
TWO = ("person-1", "person-2")
BASIC = (work.closes, work.passes_time)
SENT = (talk.dispatches("email"), talk.arrives, talk.fails)
ANSWERED = (work.decides(Outcome.UPHELD), talk.answers(), *SENT, *BASIC)

PAIR_MERGING = World(
    name="pair, merging",
    policy=HOUSE,
    opening=openings.noticed,
    moves=(
        people.merges,
        people.parts,
        talk.says("person-1", "person-2"),
        talk.answers(),
        *SENT,
        *BASIC,
    ),
    promises=0,
    replies=2,
    days=8,
    streams=PAIR,
    people=TWO,
)
PAIR_CROSSING = replace(PAIR_MERGING, name="pair, crossing", opening=openings.merging(0, 1))
PAIR_MERGED = replace(
    PAIR_MERGING, name="pair, merged", opening=openings.merging(0), delivered=True
)
PAIR_WITH_PROMISES = World(
    name="pair, promises",
    policy=HOUSE,
    opening=openings.noticed,
    moves=(
        people.merges,
        people.parts,
        work.promises(),
        work.keeps,
        people.dies,
        talk.says("person-1", "person-2"),
        *ANSWERED,
    ),
    promises=1,
    issues=2,
    days=8,
    streams=PAIR,
    people=TWO,
)
PAIR_UNDER_LIMITS = World(
    name="pair, limits",
    policy=STRICT,
    opening=openings.noticed,
    moves=(
        people.merges,
        people.parts,
        work.moves_limits,
        work.decides(Outcome.DEEMED_ACCEPTED),
        work.promises(PromiseKind.REMEDY, 5),
        talk.answers(),
        *SENT,
        *BASIC,
    ),
    promises=1,
    days=14,
    streams=PAIR,
    people=TWO,
)
