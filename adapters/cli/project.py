"""`project run|status|rebuild`: the views are kept up to date, asked how they are, built anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ...application.health import Health, health
from ...application.runner import Runner, Stopped
from ...projections.catalogue import VIEWS
from .answer import Answer
from .exits import WrongUseError
from .terminal import note
from .words import shown_span

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk
    from ...application.view_store import AnyView

Progress = Callable[[str, float], None]


def run(desk: Desk, progress: Progress, *, once: bool) -> Answer:
    """Fold whatever comes until somebody stops it; with `once` only what is on record."""
    place = desk.place
    runner = Runner(place.keeper, VIEWS, desk.new_id("runner"), place.now, place.backoff, _say)
    if not once:
        runner.run()
    while runner.fold_some():
        progress("folding", _share(desk))
    runner.end()
    return status(desk)


def status(desk: Desk) -> Answer:
    """How far each view is; wrong if one stopped before an event."""
    found = _health(desk)
    document = {"head": desk.store.head(), "views": [_document(each) for each in found]}
    return Answer(document, lambda: _draw(found), wrong=any(each.parked for each in found))


def rebuild(desk: Desk, progress: Progress, names: Sequence[str]) -> Answer:
    """Build these views anew, or all, beside the live ones.

    Raises:
        WrongUseError: there is no such view.
        StoreError: an event stops one; the live views stay.
    """
    desk.place.keeper.rebuild([_named(name) for name in names] or VIEWS, progress)
    return status(desk)


def _named(name: str) -> AnyView:
    for view in VIEWS:
        if view.name == name:
            return view
    known = ", ".join(view.name for view in VIEWS)
    raise WrongUseError(f"There is no view {name!r}: there are {known}.")


def _say(stopped: Stopped) -> None:
    if stopped.parked is None:
        note(f"{stopped.view} rests for a moment: {stopped.reason}.")
        return
    where = f"position {stopped.parked.position} ({stopped.parked.type})"
    note(f"{stopped.view} stopped before {where}: {stopped.reason}.")


def _health(desk: Desk) -> list[Health]:
    return health(desk.store, desk.place.views, VIEWS, desk.place.now())


def _share(desk: Desk) -> float:
    found = _health(desk)
    return sum(each.position for each in found) / max(len(found) * desk.store.head(), 1)


def _document(found: Health) -> dict[str, Any]:
    return {**asdict(found), "parked": asdict(found.parked) if found.parked else None}


def _draw(found: Sequence[Health]) -> Iterator[RenderableType]:
    from .tables import line, table  # noqa: PLC0415  # --json draws nothing

    drawn = table("View", "Position", "Behind", "Waiting", "State", numbers=("Position", "Behind"))
    for each in found:
        waiting = shown_span(each.waiting) if each.waiting is not None else ""
        numbers = (line(str(each.position)), line(str(each.behind)))
        drawn.add_row(line(each.view), *numbers, line(waiting), line(_state(each)))
    yield drawn


def _state(found: Health) -> str:
    if found.parked:
        at = f"position {found.parked.position} ({found.parked.type})"
        return f"stopped before {at}: {found.parked.reason}"
    if found.building is not None:
        return f"being built anew: at {found.building}"
    return "behind" if found.behind else "up to date"
