"""The page of one case, or of another stream: its events, and how it stood after each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from pydantic import BaseModel

from ...domain.case.merging import CaseFile
from ...domain.case.ownership import OwnerChanged, OwnerNamed
from ...domain.case.register import RegisterEntryRecorded
from ...domain.catalogue import kind_of
from ...domain.event import Erased, Event, Personal, RecordedEvent
from ...projections.case_replay import turns
from ...projections.case_timeline import CASE_TIMELINE, Step, Timeline
from .lanes import lane_of
from .writing import CASE_SCRIPTS, page


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of one stream at `moment`; `withheld` are the versions not to be shown."""

    stream: str
    history: Sequence[RecordedEvent]
    moment: datetime
    withheld: frozenset[int] = frozenset()
    case_file: str | None = None


def case_page(shown: Shown, lang: str) -> str:
    """The file."""
    return page(document(shown), f"{shown.stream} · Answerable", lang, CASE_SCRIPTS)


def document(shown: Shown) -> dict[str, Any]:
    """Everything that the page shows; the script works nothing out of it by a rule."""
    timeline = Timeline()
    for recorded in shown.history:
        timeline = CASE_TIMELINE.evolve(timeline, recorded)
    steps = CASE_TIMELINE.rows(shown.stream, timeline, shown.moment).values()
    clocks = timeline.case.clocks.obligations.values()
    told = zip(shown.history, steps, strict=True)
    return {
        "page": "case",
        "stream": shown.stream,
        "kind": kind_of(shown.stream),
        "made_at": shown.moment,
        "zone": next((clock.started.zone for clock in clocks), "UTC"),
        "names": dict(names(shown)),
        "events": [entry(*each, withheld=each[0].version in shown.withheld) for each in told],
        "turns": turns(shown.history, shown.moment),
        "case_file": shown.case_file,
    }


def entry(recorded: RecordedEvent, step: Step, *, withheld: bool) -> dict[str, Any]:
    """One event: its place and times, and unless it is withheld what it says."""
    told: dict[str, Any] = {
        "version": step.version,
        "position": step.position,
        "type": step.type,
        "lane": lane_of(step.type),
        "occurred_at": step.occurred_at,
        "recorded_at": step.recorded_at,
        "late": step.late,
        "imported": step.imported,
        "actor": step.actor,
        "role": step.role,
        "attested": step.attested,
        "withheld": withheld,
    }
    if withheld:
        return told
    return {**told, "facts": facts(recorded.event), "words": [*words(recorded.event)]}


def facts(event: Event) -> dict[str, Any]:
    """The fields that a line about the event may tell; times as such."""
    return {name: fact for name, fact in _plain(event) if name != "occurred_at"}


def _plain(event: Event) -> Iterator[tuple[str, Any]]:
    for name in type(event).model_fields:
        value = getattr(event, name)
        if isinstance(value, datetime):
            yield name, {"at": value}
        elif isinstance(value, str | int):
            yield name, value
        elif isinstance(event, RegisterEntryRecorded) and name == "codes":
            yield name, dict(event.codes)


def words(value: object, of: str = "") -> Iterator[dict[str, Any]]:
    """What people said, each with the field it stands in; None where it was erased.

    What a register's row says of a person is told where the complaint is, not again here.
    """
    if isinstance(value, Personal):
        said: object = cast("Personal[object]", value).value
        yield {"of": of, "said": None if isinstance(said, Erased) else str(said)}
    elif isinstance(value, BaseModel) and not isinstance(value, RegisterEntryRecorded | CaseFile):
        for name in type(value).model_fields:
            yield from words(getattr(value, name), name)
    elif isinstance(value, Mapping):
        for name, each in cast("Mapping[str, object]", value).items():
            yield from words(each, name)
    elif isinstance(value, tuple):
        for each in cast("tuple[object, ...]", value):
            yield from words(each, of)


def names(shown: Shown) -> Iterator[tuple[str, str | None]]:
    """What each owner is called; None where the name was erased."""
    for recorded in shown.history:
        event = recorded.event
        if isinstance(event, OwnerNamed | OwnerChanged) and recorded.version not in shown.withheld:
            yield event.owner, None if isinstance(event.name.value, Erased) else event.name.value
