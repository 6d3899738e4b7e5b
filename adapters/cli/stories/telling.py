"""How a story is told: what people say, what is recorded or refused, and what time it is."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from ....application.case_desk import CaseDesk
from ....application.desk import Desk
from ....domain.case.issues import Outcome
from ....domain.case.promises import PromiseKind
from ....domain.case.replies import Apology, Kind
from ....domain.command import RefusedError
from ....domain.deadlines.wording import Said
from ....domain.event import Actor

Say: TypeAlias = Callable[[str], None]
ZONE = "Europe/Warsaw"
WIDTH = 99
_IDS = re.compile(r"\b([a-z]+-[0-9a-f]{6})[0-9a-f]{26}\b")


def short(text: str) -> str:
    """The text with its ids cut to what tells them apart."""
    return _IDS.sub(r"\1", text)


def counted(types: Iterable[str]) -> str:
    """The names of events in their order, each once, with how often."""
    times = Counter(types).items()
    return ", ".join(f"{name} x{count}" if count > 1 else name for name, count in times)


def local(moment: datetime) -> str:
    """Day and minute in the zone of the stories."""
    return moment.astimezone(ZoneInfo(ZONE)).strftime("%d.%m. %H:%M")


@dataclass(slots=True)
class StoryClock:
    """The time of the stories: days of March 2026; it moves when a story says so."""

    moment: datetime = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo(ZONE))

    def __call__(self) -> datetime:
        """What time it is."""
        return self.moment

    def move(self, day: int, hour: int, minute: int = 0) -> None:
        """It is now this hour of that day of March."""
        self.moment = self.moment.replace(day=day, hour=hour, minute=minute)


@dataclass(slots=True)
class Telling:
    """A desk, its clock, and where the lines go; `told` is up to which version of each stream."""

    desk: Desk
    clock: StoryClock
    say: Say
    told: dict[str, int] = field(default_factory=dict[str, int])

    def title(self, words: str) -> None:
        """A new story."""
        self.say("")
        self.say(words)

    def tell(self, words: str) -> None:
        """What happens, in the language of the story."""
        for line in textwrap.wrap(words, WIDTH - 2):
            self.say(f"  {line}")

    def fact(self, words: str) -> None:
        """What the machine has to say."""
        for line in textwrap.wrap(
            short(words), WIDTH, initial_indent="    > ", subsequent_indent=" " * 8
        ):
            self.say(line)

    def skip(self, stream: str) -> None:
        """What is on record so far goes without saying."""
        self.told[stream] = len(self.desk.store.read(stream))

    def recorded(self, stream: str) -> None:
        """The events of a stream since they were last told."""
        history = self.desk.store.read(stream)
        new = [each.type for each in history[self.told.get(stream, 0) :]]
        self.told[stream] = len(history)
        self.fact(f"{stream}: {counted(new)}")

    def refused(self, attempt: Callable[[], object]) -> None:
        """What the domain says no to, by which rule, and what is missing."""
        try:
            attempt()
        except RefusedError as no:
            lacks = f" Missing: {', '.join(no.missing)}." if no.missing else ""
            self.fact(f"REFUSED {no.rule.id} ({no.rule.source}): {no.rule.sentence}{lacks}")

    def somebody(self) -> Desk:
        """The same desk for one more of our people."""
        return self.desk.acting(Actor(id=self.desk.new_id("staff"), role="agent"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a closing reply of a story says, and what came before it."""

    options: tuple[str, ...]
    reaction: str
    outcome: Outcome
    reasons: str
    text: str
    done: str
    recourse: str
    signed: str
    promises: tuple[tuple[str, Said, PromiseKind], ...] = ()
    tells: tuple[str, ...] = ()
    rests_on: str | None = None


def decide(case: CaseDesk, answer: Answer) -> None:
    """Solutions are shared first, then each issue is decided."""
    case.propose(answer.options, answer.reaction)
    for issue in case.state.issues:
        case.decide(issue, answer.outcome, answer.reasons, answer.rests_on)


def closing_reply(case: CaseDesk, answer: Answer) -> str:
    """The closing reply, which keeps every promise made so far; it has not left yet."""
    return case.reply(
        Kind.CLOSING,
        answer.text,
        signed=answer.signed,
        apology=Apology.REGRET,
        done=answer.done,
        recourse=answer.recourse,
        tells=answer.tells,
        keeps=tuple(case.state.promises),
        promises=tuple(case.promise(what, by, kind) for what, by, kind in answer.promises),
    )
