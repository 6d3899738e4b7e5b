"""`timeline`: an event log of another system, case by case, as it stands in its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...application.project import Progress
from ..eventlogs.reading import EventLog, open_log
from ..eventlogs.steps import Step, Unread
from .answer import Answer
from .exits import WrongUseError
from .importing import require_text
from .words import brief, shown_time
from .zone import zone_of

if TYPE_CHECKING:
    from rich.console import RenderableType

EVERY = 1000
FIRST_UNREAD = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """Which file, which case of it or all, how its table is read, and how many rows to show."""

    file: Path
    case: str | None
    mapped: tuple[str, ...]
    zone: str
    most: int | None


@dataclass(slots=True)
class Case:
    """A case of the file in brief."""

    case: str
    steps: int = 0
    first: datetime | None = None
    last: datetime | None = None
    odd: int = 0

    def add(self, step: Step) -> None:
        """One more step of it."""
        self.steps += 1
        self.odd += bool(step.odd)
        self.first = self.first or step.at
        self.last = step.at or self.last


@dataclass(slots=True)
class Found:
    """Everything the file holds: its cases in the order they come, the steps of the one asked."""

    cases: dict[str, Case] = field(default_factory=dict[str, Case])
    steps: list[Step] = field(default_factory=list[Step])
    unread: list[Unread] = field(default_factory=list[Unread])
    odd: dict[str, int] = field(default_factory=dict[str, int])
    events: int = 0
    no_steps: int = 0

    def take(self, step: Step | Unread, asked: str | None) -> None:
        """One more line of the file."""
        if isinstance(step, Unread):
            self.no_steps += 1
            self.unread.extend([step] if self.no_steps <= FIRST_UNREAD else [])
            return
        self.events += 1
        for why in step.odd:
            self.odd[why] = self.odd.get(why, 0) + 1
        case = step.raw.case
        self.cases.setdefault(case, Case(case)).add(step)
        if case == asked:
            self.steps.append(step)


def answer(wish: Wish, progress: Progress) -> Answer:
    """The cases of the file, or one of them step by step.

    Raises:
        WrongUseError: there is no such case or zone, or the file is no text.
        TableError: it is no event log.
    """
    found = Found()
    require_text(wish.file)
    with open_log(wish.file, wish.mapped, zone_of(wish.zone)) as log:
        for number, step in enumerate(log.steps):
            found.take(step, wish.case)
            if number % EVERY == 0:
                progress("reading", log.source.share_read())
        document = described(wish, log, found)
    if wish.case is not None and not found.steps:
        raise WrongUseError(f"There is no case {brief(wish.case, 60)} in {wish.file}.")
    drawn: Callable[[], Iterable[RenderableType]] = lambda: draw(wish, found, document)  # noqa: E731  # its type is told
    return Answer(document, drawn)


def described(wish: Wish, log: EventLog, found: Found) -> dict[str, Any]:
    """All of it for programs."""
    document: dict[str, Any] = {
        "file": str(wish.file),
        "format": log.form,
        "columns": log.columns,
        "zone": wish.zone,
        "events": found.events,
        "cases": len(found.cases),
        "odd": found.odd,
        "no_steps": found.no_steps,
        "first_no_steps": [asdict(each) for each in found.unread],
        "notes": log.source.notes() if log.form == "csv" or log.source.cut else [],
    }
    if wish.case is None:
        return {**document, "in_brief": [asdict(each) for each in found.cases.values()]}
    return {**document, "case": wish.case, "steps": [told(each) for each in found.steps]}


def told(step: Step) -> dict[str, Any]:
    """One step."""
    raw = step.raw
    return {
        "line": raw.line,
        "at": step.at,
        "time": raw.time,
        "activity": raw.activity,
        "resource": raw.resource,
        "others": dict(raw.others),
        "odd": list(step.odd),
    }


def draw(wish: Wish, found: Found, document: dict[str, Any]) -> Iterator[RenderableType]:
    """All of it for people."""
    from .tables import line  # noqa: PLC0415  # --json draws nothing

    rows = found.steps if wish.case is not None else [*found.cases.values()]
    yield (
        steps_table(found.steps, wish.most)
        if wish.case is not None
        else cases_table([*found.cases.values()], wish.most)
    )
    for why, count in found.odd.items():
        yield line(f"{count} of {found.events} steps: {why}.")
    for each in found.unread:
        yield line(f"line {each.line} is no step: {each.reason}: {brief(each.raw, 80)}", "dim")
    for note in document["notes"]:
        yield line(note, "dim")
    yield line(f"{found.events} steps of {len(found.cases)} cases, in the order of the file.")
    if wish.most is not None and len(rows) > wish.most:
        yield line(f"The first {wish.most} are shown; --limit N shows more.")


def steps_table(steps: list[Step], most: int | None) -> RenderableType:
    """The steps of one case."""
    from .tables import line, table  # noqa: PLC0415  # the same

    drawn = table("Time (UTC)", "Step", "By")
    for step in steps[:most]:
        time = shown_time(step.at) if step.at else step.raw.time or "none"
        more = [f"{key}: {brief(value, 60)}" for key, value in step.raw.others.items()]
        what = "\n".join([brief(step.raw.activity) or "unnamed", *more])
        drawn.add_row(line(time), line(what), line(brief(step.raw.resource, 60)))
    return drawn


def cases_table(cases: list[Case], most: int | None) -> RenderableType:
    """Every case in brief."""
    from .tables import line, table  # noqa: PLC0415  # the same

    drawn = table("First (UTC)", "Last (UTC)", "Steps", "Case", numbers=("Steps",))
    for each in cases[:most]:
        times = [shown_time(at) if at else "none" for at in (each.first, each.last)]
        drawn.add_row(*map(line, times), str(each.steps), line(brief(each.case, 60)))
    return drawn
