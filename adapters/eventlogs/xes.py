"""XES read in a stream. A document type or entities of its own are refused before they are read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from ..imports.rows import TableError
from ..imports.source import Source
from .steps import AS_TEXT, Raw

ATTRIBUTES = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})
DEEPEST = 32
NAME, TIME, RESOURCE = "concept:name", "time:timestamp", "org:resource"


@dataclass(slots=True)
class Element:
    """What is being read: a trace or an event, with its attributes as they came."""

    line: int
    said: dict[str, str] = field(default_factory=dict[str, str])
    kinds: dict[str, str] = field(default_factory=dict[str, str])


class Reading:
    """Follows the elements of one file; `found` holds the steps that are whole."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.found: deque[Raw] = deque()
        self.path: list[str] = []
        self.keys: list[str] = []
        self.trace: Element | None = None
        self.event: Element | None = None
        self.waiting: list[Element] = []
        self.traces = 0
        self.told: set[str] = set()

    def refuse(self, *_: object) -> None:
        """Nothing in an event log needs a document type.

        Raises:
            TableError: always.
        """
        raise TableError("The file declares a document type or entities: it is not read.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins.

        Raises:
            TableError: it is no event log, or nested without end.
        """
        name = tag.rpartition(":")[2]
        self.path.append(name)
        if self.path[0] != "log" or len(self.path) > DEEPEST:
            raise TableError(
                "The file is no XES: it begins with something else than a log, or is too deep."
            )
        line = self.parser.CurrentLineNumber
        if name == "trace":
            self.traces += 1
            self.trace, self.waiting, self.told = Element(line), [], set()
        elif name == "event":
            self.event = Element(line)
        elif name in ATTRIBUTES:
            self.attribute(name, attributes)

    def attribute(self, kind: str, attributes: dict[str, str]) -> None:
        """An attribute of the trace or event; one inside another is named by both keys."""
        self.keys.append(attributes.get("key", ""))
        inside = "global" not in self.path
        holder = (self.event or self.trace) if inside else None
        if holder is not None:
            key = "/".join(self.keys)
            while key in holder.said:
                key = f"{key} (again)"
            holder.said[key] = attributes.get("value", "")
            holder.kinds[key] = kind

    def end(self, _: str) -> None:
        """An element ends."""
        name = self.path.pop()
        if name in ATTRIBUTES:
            self.keys.pop()
        elif name == "event" and self.event is not None:
            self.waiting.append(self.event)
            self.event = None
            if self.trace is None or NAME in self.trace.said:
                self.hand_on()
        elif name == "trace":
            self.hand_on()
            self.trace = None

    def hand_on(self) -> None:
        """The events that waited for the name of their trace, as steps."""
        case, of_trace = "no trace", dict[str, str]()
        if self.trace is not None:
            case = self.trace.said.get(NAME, f"trace {self.traces}")
            of_trace = {k: v for k, v in self.trace.said.items() if k != NAME}
        for each in self.waiting:
            told = {f"case:{key}": of_trace[key] for key in of_trace if key not in self.told}
            self.told |= of_trace.keys()
            self.found.append(step(case, each, told))
        self.waiting = []


def step(case: str, event: Element, of_trace: Mapping[str, str]) -> Raw:
    """One event as a step; what is said of its trace stands with the first of them."""
    named = {NAME, TIME, RESOURCE}
    others = {key: value for key, value in event.said.items() if key not in named}
    as_text = TIME in event.said and event.kinds[TIME] != "date"
    return Raw(
        case,
        event.said.get(NAME, ""),
        event.said.get(TIME, ""),
        event.said.get(RESOURCE, ""),
        {**others, **of_trace},
        event.line,
        (AS_TEXT,) if as_text else (),
    )


def steps(lines: Iterable[str], source: Source) -> Iterator[Raw]:
    """Every event, in the order of the file.

    Raises:
        TableError: it is no XML, no XES, or declares entities.
    """
    reading = Reading()
    try:
        for line in lines:
            reading.parser.Parse(line)
            while reading.found:
                yield reading.found.popleft()
        reading.parser.Parse("", True)  # noqa: FBT003  # expat names no argument
    except expat.ExpatError as error:
        if not source.cut:
            raise TableError(f"The file is no whole XML: line {error.lineno}.") from error
    reading.hand_on()
    yield from reading.found
