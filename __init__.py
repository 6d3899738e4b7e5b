"""The public face of answerable.

Keep its own imports inside functions or under TYPE_CHECKING: whoever imports one part of the
package runs this file first, and pytest also runs it alone, with no package around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .adapters.postgres.datastore import Pool
    from .application.case_desk import CaseDesk
    from .application.clerk import UnknownStreamError
    from .application.desk import Desk
    from .application.ports import ConflictError, StoreError
    from .application.rules import Law
    from .application.survey_desk import SurveyDesk
    from .domain.case.ending import Why
    from .domain.case.intake import Aside, Complainant, Signal
    from .domain.case.issues import About, Outcome
    from .domain.case.promises import PromiseKind
    from .domain.case.replies import Apology, Ground, Kind
    from .domain.command import RefusedError, Rule
    from .domain.deadlines.policy import Policy, house
    from .domain.event import Actor, Personal
    from .domain.survey.answering import Way
    from .domain.survey.asking import Channel, Mode
    from .domain.survey.scores import Scale

__all__ = [
    "About",
    "Actor",
    "Apology",
    "Aside",
    "CaseDesk",
    "Channel",
    "Complainant",
    "ConflictError",
    "Desk",
    "Ground",
    "Kind",
    "Law",
    "Mode",
    "Outcome",
    "Personal",
    "Policy",
    "PromiseKind",
    "RefusedError",
    "Rule",
    "Scale",
    "Signal",
    "StoreError",
    "SurveyDesk",
    "UnknownStreamError",
    "Way",
    "Why",
    "house",
    "open",
]


def open(
    url: str = "memory:",
    *,
    actor: Actor | None = None,
    policy: Policy | None = None,
    zone: str = "UTC",
    pool: Pool | None = None,
    packs: Sequence[str] = (),
    law: Law | None = None,
    cache: int = 1000,
) -> Desk:
    """A desk on the log at `url`: `memory:`, `sqlite:///file`, `postgresql://…` or a bare path.

    It acts for `actor` under `policy`, by default the house pack in `zone` (IANA name). `pool` is
    the host's, of psycopg. Every new case comes under `packs` (such as `pl.rf`) too; `law` says
    more: a folder, the seat. `cache`: how many streams' states it keeps in memory.

    Raises:
        RefusedError, MissingExtraError, UnavailableError: no such pack; no calendars; no log.
    """
    from .application.rules import Law
    from .bootstrap import HERE, open_desk

    who, law = actor or HERE, law or Law(tuple(packs))
    return open_desk(url, actor=who, policy=policy, zone=zone, pool=pool, law=law, cache=cache)


if not TYPE_CHECKING:  # a checker would take this for leave to use any name
    _HOMES = {
        "About": ".domain.case.issues",
        "Actor": ".domain.event",
        "Apology": ".domain.case.replies",
        "Aside": ".domain.case.intake",
        "CaseDesk": ".application.case_desk",
        "Channel": ".domain.survey.asking",
        "Complainant": ".domain.case.intake",
        "ConflictError": ".application.ports",
        "Desk": ".application.desk",
        "Ground": ".domain.case.replies",
        "Kind": ".domain.case.replies",
        "Law": ".application.rules",
        "Mode": ".domain.survey.asking",
        "Outcome": ".domain.case.issues",
        "Personal": ".domain.event",
        "Policy": ".domain.deadlines.policy",
        "PromiseKind": ".domain.case.promises",
        "RefusedError": ".domain.command",
        "Rule": ".domain.command",
        "Scale": ".domain.survey.scores",
        "Signal": ".domain.case.intake",
        "StoreError": ".application.ports",
        "SurveyDesk": ".application.survey_desk",
        "UnknownStreamError": ".application.clerk",
        "Way": ".domain.survey.answering",
        "Why": ".domain.case.ending",
        "house": ".domain.deadlines.policy",
    }

    def __getattr__(name: str) -> object:
        """Load a name of another file when it is first asked for."""
        if name in _HOMES:
            return getattr(import_module(_HOMES[name], __name__), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
