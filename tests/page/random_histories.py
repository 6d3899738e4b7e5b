"""Random case histories in which promises, limits and times meet; the same for the same number.

Every event has the shape of its type; what a desk would never record in that order is among them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from json import loads
from random import Random
from typing import Any

from tests.verifier.tiny_log import TinyLog, stored, zipped

Body = dict[str, Any]
Told = tuple[str, Body, dict[str, Any]]
"""An event: its type, what it says, and its envelope."""

BEGIN = datetime(2026, 3, 20, 8, tzinfo=UTC)
REPLIES, PROMISES = ("reply-0", "reply-1", "reply-2"), ("promise-0", "promise-1")
MOSTLY = ("reply-0", "reply-0", *REPLIES)
PEOPLE = ("person-0", "person-1", "person-2")
LIMITS = ("answer.1", "answer.1", "ack.1", "x:answer.1", "x:remedy.answer.1", "x:duty.1")
NAMES = ("final_answer", "acknowledge", "acknowledge_in_words", "send_again", "remedy", "repair")
OTHER_NAMES = ("announce_owner", "tell_of_fix")
ABOUTS = (None, *PROMISES, "answer.1", "owner-1")
ZONES = ("UTC", "Europe/Rome", "Europe/Warsaw", "America/New_York", "Asia/Kathmandu", "No/Such")
STATES = ("signpost", "reasons")
ONE, SAME = (
    {"promise": "promise-0", "obligation": "answer.1"},
    {"reply": "reply-0", "told_in": "reply-0"},
)
TOLD = ("ReplyIssued", "ReplyDispatched", "ReplyDelivered")
SCENES = (
    ("PromiseMade", *TOLD, "NewDateProposed", "NewDateRefused", "PromiseFulfilled"),
    ("PromiseMade", *TOLD, "NewDateProposed", "NewDateProposed", "PromiseReleased"),
    ("ClockStarted", *TOLD, "ExtensionTold", "ExtensionTold", "PauseTold", "ReplySpoken"),
    ("ClockStarted", *("ReplySpoken", "ExtensionTold") * 4),
    ("ClockStarted", "ReplyAttested", "SilenceRebutted", "AgreementReached"),
    ("CaseTakenOver", "ReplyIssued", "CaseSplitOff"),
    ("PromiseMade", *TOLD, "MergeRequested", "CaseMerged", "CaseRestored"),
)


class Drawn:
    """Chances, and the moments they draw on."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.now = BEGIN

    def one(self, *items: Any) -> Any:  # noqa: ANN401  # whatever the items are
        return self.draw.choice(items)

    def some(self, items: tuple[str, ...]) -> list[str]:
        return [each for each in items if self.draw.random() < 0.4]

    def is_so(self) -> bool:
        return self.draw.random() < 0.4

    def time(self, least: int = -30, most: int = 30) -> str:
        """A time within so many days of now, in some offset; often on a whole day."""
        around = timedelta(days=self.draw.randint(least, most), hours=self.one(0, 0, 1, 16))
        fine = timedelta(microseconds=self.one(0, 0, 0, 1, 999_999))
        hours = timezone(timedelta(hours=self.one(0, 0, 1, -5)))
        return (self.now + around + fine).astimezone(hours).isoformat()

    def maybe(self, least: int = -30, most: int = 30) -> str | None:
        return self.time(least, most) if self.draw.random() < 0.6 else None


def issued(of: Drawn) -> Body:
    lists = {name: of.some((*PROMISES, "answer.1", "owner-1")) for name in ("tells", "keeps")}
    plain: Body = {"kind": of.one("closing", "closing", "status"), "span": of.one(1, 1, 1, 2)}
    who: Body = {
        "reply": of.one(*MOSTLY),
        "to": of.one("person-0", "person-0", *PEOPLE),
        "author": "staff-1",
    }
    apology = of.one(None, {"key": "k", "subject": "person-0", "value": "Sorry."})
    return {**plain, **who, **lists, "states": of.some(STATES), "apology": apology}


def step(of: Drawn) -> Body:
    return {"reply": of.one(*MOSTLY), "window_end": of.time(0, of.one(0, 4))}


def made(of: Drawn) -> Body:
    kind = of.one("answer", "callback", "remedy")
    told = {
        "kind": kind,
        "due": of.time(*of.one((-3, 12), (20, 90))),
        "told_in": of.one(None, *REPLIES),
    }
    return {"promise": of.one("promise-0", *PROMISES), **told}


def about_promise(of: Drawn) -> Body:
    return {
        "promise": of.one("promise-0", *PROMISES),
        "due": of.time(-3, 20),
        "told_in": of.one(*MOSTLY),
    }


def about_limit(of: Drawn) -> Body:
    return {"obligation": of.one(*LIMITS), "due": of.time(-3, 20), "told_in": of.one(*MOSTLY)}


def row(of: Drawn) -> Body | None:
    later = of.one(None, {"notice_before": of.one("original_limit", "current_limit")})
    told = {"satisfied_by": of.one("dispatched", "delivered", "accepted"), "extension": later}
    words = {"must_tell": of.some(STATES[:1]), "form": of.one("any", "written")}
    return {**told, **words} if of.is_so() or of.is_so() else None


def started(of: Drawn) -> Body:
    what = {"obligation": of.one(*LIMITS), "name": of.one(*NAMES, *OTHER_NAMES), "row": row(of)}
    which = {"pack": of.one("house", "x"), "about": of.one(*ABOUTS), "span": of.one(1, 1, 2)}
    return {**what, **which, "due": of.time(*of.one((-5, 12), (20, 90))), "zone": of.one(*ZONES)}


def brought_reply(of: Drawn) -> Body:
    way = of.one("dispatched", "delivered", "spoken", "posted", "failed", "issued")
    times: Body = {"left_at": of.maybe(), "reached_at": of.maybe(), "failures": []}
    issue = {**issued(of), "occurred_at": of.time()}
    return {"issued": issue, "delivery": way, **times}


def brought_promise(of: Drawn) -> Body:
    date = {"due": of.time(-3, 20), "told_in": of.one(*MOSTLY), "refused": of.is_so()}
    ends = {"fulfilled_at": of.maybe(), "released_at": of.maybe(-3, 3)}
    dates = of.one([], [], [date])
    return {"made": made(of), "new_dates": dates, **ends, "voided": of.is_so()}


def file(of: Drawn) -> Body:
    """What moves with a case."""
    people = {"complainants": of.some(PEOPLE), "speaks_for": of.one({}, {"person-1": "person-0"})}
    return {
        "people": people,
        "replies": {name: brought_reply(of) for name in of.some(REPLIES)},
        "promises": {name: brought_promise(of) for name in of.some(PROMISES)},
    }


def moved(of: Drawn) -> Body:
    return {"case": of.one("case-8", "case-9"), "file": file(of)}


FACTS: dict[str, Callable[[Drawn], Body]] = {
    "ReplyIssued": issued,
    **dict.fromkeys(
        ("ReplyDispatched", "ReplyDelivered", "ReplySpoken", "ReplyPosted", "ReplyDeposited"), step
    ),
    "ReplyFailed": step,
    "ReplyAttested": lambda of: {"reply": of.one(*MOSTLY), "left_at": of.maybe()},
    "PromiseMade": made,
    **dict.fromkeys(("NewDateProposed", "NewDateRefused", "PromiseFulfilled"), about_promise),
    "PromiseReleased": about_promise,
    "ClockStarted": started,
    **dict.fromkeys(("ExtensionTold", "SilenceRebutted"), about_limit),
    "AgreementReached": lambda _: {},
    "RemedyAccepted": lambda _: {},
    "ComplainantJoined": lambda of: {"person": of.one(*PEOPLE)},
    "RepresentativeAuthorised": lambda of: {
        "person": of.one(*PEOPLE),
        "representative": of.one(*PEOPLE),
    },
    "MessageReceived": lambda _: {},
}
RARELY: dict[str, Callable[[Drawn], Body]] = {
    **dict.fromkeys(("PauseTold", "NoticeWaived"), about_limit),
    "PromiseVoided": about_promise,
    "SuccessorIdentified": lambda of: {"person": of.one(*PEOPLE), "successor": of.one(*PEOPLE)},
    "RegisterEntryRecorded": lambda _: {},
    "CaseTakenOver": moved,
    "CaseSplitOff": moved,
    "CaseRestored": moved,
    "MergeRequested": moved,
    "MergeDeclined": lambda _: {},
    "CaseMerged": lambda _: {},
    "CaseVoided": lambda _: {},
}


def ended(of: Drawn, span: int) -> list[tuple[str, Body]]:
    """A closing reply to each of whom it may be owed to, and the end that rests on them."""
    found: list[tuple[str, Body]] = []
    for name, person in zip(REPLIES, PEOPLE, strict=True):
        told = {**issued(of), "reply": name, "to": person, "kind": "closing", "span": span}
        way = of.one("ReplyDispatched", "ReplySpoken", "ReplyPosted")
        found += [("ReplyIssued", told), (way, {**step(of), "reply": name})]
    found.append(("CaseClosed", {"span": span, "basis": "replied", "replies": [*REPLIES]}))
    return found + [("CaseReopened", {"span": span + 1})] * (of.draw.random() < 0.5)


def history(draw: Random) -> list[Told]:
    """The events of one case, of few types at a time so that they meet."""
    of = Drawn(draw)
    few = draw.sample([*FACTS], draw.randrange(3, 9))
    facts = begun(of) + scene(of) + [fact(of, few) for _ in range(draw.randrange(of.one(3, 24)))]
    if draw.random() < 0.5:
        facts += ended(of, 1)
        kinds = [each for each in few if each != "ReplyFailed"] or ["MessageReceived"]
        facts += [(kind, FACTS[kind](of)) for kind in draw.choices(kinds, k=draw.randrange(6))]
    return [(kind, {**body, **occurred(of)}, envelope(of)) for kind, body in facts]


def begun(of: Drawn) -> list[tuple[str, Body]]:
    """Somebody complains; mostly something is said, promised and limited at once."""
    found: list[tuple[str, Body]] = [("ComplainantJoined", {"person": "person-0"})]
    kinds = ("ReplyIssued", "ReplyDispatched", "PromiseMade", "ClockStarted", "ClockStarted")
    return found + [(kind, FACTS[kind](of)) for kind in kinds if of.is_so() or of.is_so()]


def scene(of: Drawn) -> list[tuple[str, Body]]:
    """Some steps, in an order that makes sense, all about the same promise, limit and reply."""
    every = {**FACTS, **RARELY}
    told = [(kind, every[kind](of)) for kind in of.one(*SCENES) if of.is_so() or of.is_so()]
    one = ONE if of.is_so() else {**ONE, **SAME}
    return [(kind, {n: one.get(n, value) for n, value in body.items()}) for kind, body in told]


def fact(of: Drawn, few: list[str]) -> tuple[str, Body]:
    """One of these, or now and then one that comes rarely."""
    if of.draw.random() < of.one(0, 0, 0.1, 0.3):
        kind = of.one(*RARELY)
        return kind, RARELY[kind](of)
    kind = of.one(*few)
    return kind, FACTS[kind](of)


def occurred(of: Drawn) -> Body:
    """Time passes; most events are about as old as their record."""
    of.now += timedelta(hours=of.one(0, 1, 5, 24, 70))
    return {"occurred_at": of.time(*of.one((0, 0), (0, 0), (-3, 0), (-40, 2)))}


def envelope(of: Drawn) -> dict[str, Any]:
    """Who recorded it when, and who confirmed it."""
    actor = {"id": of.one("agent-1", "agent-2"), "role": of.one("agent", "agent", "import")}
    second = of.one(None, None, "agent-1", "agent-2")
    return {"actor": actor, "confirmed_by": second, "recorded_at": of.time(0, of.one(0, 0, 1))}


def file_of(told: list[Told], draw: Random, case: str = "case-1") -> bytes:
    """A sealed case file of these events, some of them shown by their header only."""
    log = TinyLog()
    places = [
        log.event(case, kind, stored(number, body, **more))
        for number, (kind, body, more) in enumerate(told)
    ]
    log.seal()
    part = draw.choice([0, 0, 0.1, 0.2])
    return zipped(log.case_file([case], [at for at in places if draw.random() < part]))


def read_back(data: bytes, kind: str) -> Told:
    """An event from its stored bytes."""
    told: dict[str, Any] = loads(data)
    kept = ("actor", "confirmed_by", "recorded_at", "command_id", "schema_version")
    return kind, told["event"], {name: told[name] for name in kept}


def edited(told: list[Told], draw: Random) -> list[Told]:
    """The same history with one thing otherwise: an event gone, twice, moved, or told otherwise."""
    found = [*told]
    at, other = draw.randrange(len(found)), draw.randrange(len(found))
    match draw.randrange(5):
        case 0 if len(found) > 1:
            del found[at]
        case 1:
            found.insert(other, found[at])
        case 2:
            found[at], found[other] = found[other], found[at]
        case _:
            found[at] = told_otherwise(found[at], found[other], draw)
    return found


def told_otherwise(one: Told, other: Told, draw: Random) -> Told:
    """A fact, or when it was recorded, as another event of the history says it."""
    kind, body, more = one
    if draw.random() < 0.3:
        return kind, body, {**more, "recorded_at": other[2]["recorded_at"]}
    shared = [name for name in {*body} & {*other[1]} if type(body[name]) is type(other[1][name])]
    name = draw.choice(sorted(shared)) if shared else "occurred_at"
    return kind, {**body, name: other[1][name]}, more


def random_history(number: int) -> bytes:
    """The case file of that number."""
    draw = Random(f"history {number}")  # noqa: S311  # a number that is told brings it back
    told = history(draw)
    for _ in range(draw.choice([0, 0, 1, 2])):
        told = edited(told, draw)
    return file_of(told, draw)
