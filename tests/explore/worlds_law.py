"""Worlds in which a case comes under several packs of law at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from answerable.domain.case.issues import Outcome
from answerable.domain.case.promises import PromiseKind

from . import moves_law as law
from . import moves_talk as talk
from . import moves_work as work
from . import openings
from .policies import LAWFUL
from .state import World

PACKS = World(
    name="packs",
    policy=LAWFUL,
    opening=openings.taken_up(),
    moves=(
        law.applies("law.energy", "law.none"),
        law.acknowledges,
        law.answers,
        law.agrees,
        law.rebuts,
        law.pays,
        work.decides(Outcome.UPHELD, Outcome.NOT_UPHELD, Outcome.DEEMED_ACCEPTED),
        work.promises(PromiseKind.REMEDY, 5),
        talk.says("person-1"),
        talk.dispatches("email"),
        talk.fails,
        talk.speaks,
        work.reopens,
        work.closes,
        work.passes_time,
    ),
    promises=1,
    days=12,
)
AFTER_SILENCE = replace(PACKS, name="after silence", starts=timedelta(days=4))
