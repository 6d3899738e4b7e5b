"""XES (IEEE 1849) in a stream: a trace for each case, its events in the order of the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO
from xml.sax.saxutils import quoteattr

from ...projections.mining import Activity, written

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
    <string key="lifecycle:transition" value="complete"/>
    <string key="org:resource" value=""/>
    <string key="org:role" value=""/>
  </global>
  <classifier name="Activity" scope="event" keys="concept:name"/>
"""
"""In no namespace: the published schema has none, and a file in one does not validate."""


@dataclass(frozen=True, slots=True)
class Traces:
    """How many traces and events were written."""

    traces: int
    events: int


def write(traces: Iterable[tuple[str, Iterable[Activity]]], file: TextIO) -> Traces:
    """Write each trace under the id of its case; how many there are."""
    count = events = 0
    file.write(HEAD)
    for case, activities in traces:
        file.write(f"  <trace>\n    {attribute('string', 'concept:name', case)}\n")
        for activity in activities:
            file.writelines(f"{line}\n" for line in lines(activity))
            events += 1
        file.write("  </trace>\n")
        count += 1
    file.write("</log>\n")
    return Traces(count, events)


def lines(activity: Activity) -> Iterator[str]:
    """One event."""
    actor = next(t.id for t in activity.things if "actor" in t.qualifier.split("+"))
    said = dict(activity.codes)
    yield "    <event>"
    yield f"      {attribute('string', 'concept:name', activity.type)}"
    yield f"      {attribute('date', 'time:timestamp', written(activity.at))}"
    yield f"      {attribute('string', 'lifecycle:transition', 'complete')}"
    yield f"      {attribute('string', 'org:resource', actor)}"
    yield f"      {attribute('string', 'org:role', said.pop('role'))}"
    yield f"      {attribute('string', 'event', activity.id)}"
    for name, value in said.items():
        yield f"      {attribute(kind(name, value), name, value)}"
    yield "    </event>"


def kind(name: str, value: str) -> str:
    """The kind of an attribute, by its name and what it says."""
    if name == "position":
        return "int"
    if name == "recorded_at":
        return "date"
    return "boolean" if value in {"true", "false"} else "string"


def attribute(tag: str, key: str, value: str) -> str:
    """One attribute."""
    return f"<{tag} key={quoteattr(key)} value={quoteattr(value)}/>"
