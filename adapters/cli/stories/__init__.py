"""The five stories the principles come from, told at one desk, and what is owed after them."""

from __future__ import annotations

from dataclasses import replace

from ....application.desk import Desk
from ....application.rules import Rules
from ....domain.deadlines.policy import house
from . import asking, defect, ending, irritation, murmur, parcel
from .sealing import Seal, unsealed
from .telling import ZONE, Say, StoryClock, Telling


def tell(desk: Desk, say: Say, seal: Seal = unsealed) -> None:
    """Tell them all, line by line, on a desk of their own: they bring their own time and zone.

    `seal` seals what is on record before a letter leaves that shows it.
    """
    clock = StoryClock()
    rules = Rules(house(ZONE), desk.place.rules.shelf)
    place = replace(desk.place, now=clock, rules=rules)
    telling = Telling(replace(desk, place=place), clock, say)
    survey = asking.tell(telling)
    case = irritation.tell(telling)
    defect.tell(telling)
    parcel.tell(telling)
    murmur.tell(telling)
    ending.tell(telling, survey, case, seal)
