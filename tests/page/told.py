"""Histories for pages: the five stories, long cases, and texts that want to be scripts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from tests.projections.town import Town

from answerable.adapters.cli.stories import tell
from answerable.adapters.page.case_page import Shown, case_page
from answerable.adapters.page.desk_page import desk_page
from answerable.bootstrap import open_desk
from answerable.domain.case.intake import EvidenceAttached
from answerable.domain.case.replies import Kind
from answerable.domain.event import Personal, RecordedEvent

HOSTILE = (
    "</script><script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 2'>",
    "<svg onload='window.hit = 3'></svg>",
    "<!--<script>window.hit = 4//-->",
    "<!-- <script> ",
    "]]><script>window.hit = 5</script>",
    "</title></style></textarea><script>window.hit = 6</script>",
    "javascript:window.hit=7",
    '"onfocus="window.hit=8" autofocus="',
    "'-window.hit=9-'",
    "${window.hit=10}{{constructor.constructor('window.hit=11')()}}",
    "\u2028window.hit=12\u2029",
    "<iframe srcdoc='<script>parent.hit = 13</script>'></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img src onerror=window.hit=14>",
    "<a href='javascript:window.hit=15'>x</a><base href='//example.org/'>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "<link rel=stylesheet href=//example.org/x.css><object data=//example.org>",
    "&lt;script&gt;window.hit=16&lt;/script&gt; \\u003cscript\\u003e",
    "\u202e turned \x00\x1b[2J",
    "__proto__ constructor {sender} {{DATA}} {{SCRIPT}}",
)


@cache
def stories() -> list[RecordedEvent]:
    """The log of the five stories."""
    desk = open_desk("memory:")
    tell(desk, lambda _: None)
    return [*desk.store.read_all(0, 10_000)]


def story(type_held: str) -> Shown:
    """The first stream of the stories that holds an event of that type."""
    stream = next(each.stream for each in stories() if each.type == type_held)
    own = [each for each in stories() if each.stream == stream]
    return Shown(stream, own, stories()[-1].recorded_at + timedelta(days=9))


def long_case(events: int) -> Shown:
    """A case in which much was said."""
    town = Town()
    case = town.owned("the soup was cold")
    case.acknowledge("We are sorry, and look into it.", "Marta")
    while len(log := town.log) < events:
        town.after(timedelta(hours=5))
        case.hear("It is still cold, and nobody has said anything about the spoon.")
        reply = case.reply(Kind.STATUS, "We are on it. The cook is back on Monday.", signed="Marta")
        case.send(reply)
    return Shown(case.id, log, town.now)


def hostile_case() -> Shown:
    """A case in which every text wants to be something else."""
    town = Town()
    case = town.desk.receive(HOSTILE[0])
    case.name_owner(HOSTILE[1])
    for text in HOSTILE:
        case.hear(text)
        case.reply(Kind.STATUS, text, signed=text)
        steps = Personal[str](subject=case.complainant, value=text)
        case.record(EvidenceAttached, evidence=text, kind=text, digest=text, steps=steps)
    return Shown(case.id, [*town.log], town.now)


def page_of(shown: Shown, folder: Path, lang: str = "en") -> Path:
    """The page on disk."""
    file = folder / "case.html"
    file.write_text(case_page(shown, lang), "utf-8")
    return file


def desk_of(folder: Path, lang: str = "en") -> Path:
    """The page of the desk on disk."""
    file = folder / "desk.html"
    moment = datetime(2026, 3, 20, 12, tzinfo=UTC)
    file.write_text(desk_page(stories(), moment, lang), "utf-8")
    return file
