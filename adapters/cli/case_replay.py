"""`case replay`: each event in order, what it changed, and which duties were open then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...domain.case.duties import Duty
from ...domain.case.register import RegisterEntryRecorded
from ...projections.case_timeline import CASE_TIMELINE, Step, Timeline
from ...projections.plain_words import what
from .answer import Answer
from .exits import WrongUseError
from .point import Point
from .words import shown_time

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk
    from ...domain.event import RecordedEvent


def answer(desk: Desk, stream: str, point: Point, at: int | None) -> Answer:
    """The history up to `point`, or up to version `at`.

    Raises:
        UnknownStreamError: nothing of it was on record then.
        WrongUseError: it never had that version.
    """
    history = point.history(desk, stream)
    if at is not None and at > len(history):
        raise WrongUseError(f"{stream} has no version {at}: it goes from 1 to {len(history)}.")
    history = history[:at]
    timeline = Timeline()
    for recorded in history:
        timeline = CASE_TIMELINE.evolve(timeline, recorded)
    steps = [*CASE_TIMELINE.rows(stream, timeline, point.moment).values()]
    told = _documents(history, steps)
    return Answer({"as_of": point.document, "case": stream, "steps": told}, lambda: _draw(told))


def _documents(history: Sequence[RecordedEvent], steps: Sequence[Step]) -> list[dict[str, Any]]:
    before: tuple[Duty, ...] = ()
    entry: RegisterEntryRecorded | None = None
    told: list[dict[str, Any]] = []
    for recorded, step in zip(history, steps, strict=True):
        told.append({**_step(recorded, step, before), "register": None})
        before = step.duties
        if isinstance(recorded.event, RegisterEntryRecorded):
            told[-1]["register"] = _entry(recorded.event, entry)
            entry = recorded.event
    return told


def _entry(entry: RegisterEntryRecorded, before: RegisterEntryRecorded | None) -> dict[str, Any]:
    was = before.codes if before else {}
    changed = [
        {"code": code, "before": was.get(code), "now": entry.codes.get(code)}
        for code in dict.fromkeys([*entry.codes, *was])
        if was.get(code) != entry.codes.get(code)
    ]
    return {"register": entry.register_name, "key": entry.key, "changed": changed}


def _step(recorded: RecordedEvent, step: Step, before: tuple[Duty, ...]) -> dict[str, Any]:
    # What a register's row says of a person is told where the complaint is, not again here.
    with_words = not isinstance(recorded.event, RegisterEntryRecorded)
    open_before = {(duty.id, duty.due) for duty in before}
    open_now = {(duty.id, duty.due) for duty in step.duties}
    return {
        "version": step.version,
        "position": step.position,
        "type": step.type,
        "what": what(recorded.event, words=with_words),
        "occurred_at": step.occurred_at,
        "recorded_at": step.recorded_at,
        "recorded_late": step.late,
        "imported": step.imported,
        "actor": step.actor,
        "role": step.role,
        "attested": step.attested,
        "duties": [_duty(duty, opened=_key(duty) not in open_before) for duty in step.duties],
        "duties_ended": sorted({name for name, _ in open_before - open_now}),
        "first_response_missing": list(step.missing),
    }


def _key(duty: Duty) -> tuple[str, Any]:
    return duty.id, duty.due


def _duty(duty: Duty, *, opened: bool) -> dict[str, Any]:
    return {
        "duty": duty.id,
        "kind": duty.kind,
        "name": duty.name,
        "due_at": duty.due,
        "owner": duty.owner,
        "opened": opened,
    }


def _draw(steps: list[dict[str, Any]]) -> Iterator[RenderableType]:
    from .tables import indented, line  # noqa: PLC0415  # --json draws nothing

    for step in steps:
        yield line(f"{step['version']:>3}  {_when(step)}", "bold")
        yield indented(step["what"], 5)
        yield from (indented(changed, 7) for changed in _changed(step["register"]))
        for ended in step["duties_ended"]:
            yield indented(f"- {ended} is no longer due", 7)
        for duty in step["duties"]:
            sign = "+" if duty["opened"] else " "
            due = shown_time(duty["due_at"])
            which = f"{duty['kind']} {duty['name']} ({duty['duty']})"
            yield indented(f"{sign} {which}, due {due}", 7, "dim")
    yield line("Times are in UTC. + was opened by the event, - ended.", "dim")


def _changed(entry: dict[str, Any] | None) -> Iterator[str]:
    for each in entry["changed"] if entry else ():
        now = each["now"] or "no longer stated"
        yield f"{each['code']}: " + (f"{each['before']} -> {now}" if each["before"] else now)


def _when(step: dict[str, Any]) -> str:
    stated = ", attested" if step["attested"] else ""
    when = shown_time(step["occurred_at"])
    return f"{when} by {step['actor']} ({step['role']}){_recorded(step)}{stated}"


def _recorded(step: dict[str, Any]) -> str:
    if step["imported"]:
        return f", recorded by import on {shown_time(step['recorded_at'])}"
    return f", recorded late ({shown_time(step['recorded_at'])})" if step["recorded_late"] else ""
