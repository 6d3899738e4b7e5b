"""History that began elsewhere: what a register states, kept as its word and not as ours.

A register may state that a reply left without carrying its words: an attested reply. It is never
made to look like one we wrote (model, history that began elsewhere).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from pydantic import AwareDatetime

from ..command import Command, Rule
from ..event import Event, Personal
from ..replacing import replace


class RegisterEntryRecorded(Event):
    """What the register says of this case now; the latest entry counts.

    `key` is by which the register's row is found again: its own number, or its intake codes; never
    made from personal text. `codes` are the register's codes and dates, `words` its personal text.
    """

    register_name: str
    key: str
    codes: dict[str, str]
    words: dict[str, Personal[str]]


class ReplyAttested(Event):
    """The register states that a reply left. Its text is not on record; its time may be unknown.

    `timely` is the register's own judgement, where it gives one.
    """

    reply: str
    span: int
    kind: str
    stated_by: str
    left_at: AwareDatetime | None
    timely: bool | None


RegisterEvent: TypeAlias = RegisterEntryRecorded | ReplyAttested


@dataclass(frozen=True, slots=True)
class ImportComplaint(Command):
    """Bring one register row in, as it stands now. `occurred_at` is the receipt it states.

    The ids are used only where something new is recorded. `replied`: the register states that a
    reply left (at `left_at`, where it says when). `packs` are the laws the register is under, whose
    clocks began at `started_at` (None: at the receipt).
    """

    register_name: str
    key: str
    codes: Mapping[str, str]
    words: Mapping[str, Personal[str]]
    complainant: str
    channel: str
    message: str
    issue: str
    about: Personal[str]
    reply: str
    replied: bool
    left_at: datetime | None
    timely: bool | None
    packs: tuple[str, ...] = ()
    started_at: datetime | None = None


ONLY_IMPORT = Rule(
    "register-only-import",
    "model, history that began elsewhere",
    "Only an import states what a register says.",
    "Let the import bring it in.",
)
ONLY_IMPORTED = Rule(
    "register-only-imported-case",
    "model, history that began elsewhere",
    "This case did not come from that register row.",
    "Name the case that did.",
)


@dataclass(frozen=True, slots=True)
class Attested:
    """A reply that a register states."""

    span: int
    kind: str
    left_at: datetime | None
    timely: bool | None


@dataclass(frozen=True)
class Register:
    """The latest entry, and the replies that entries attested."""

    entry: RegisterEntryRecorded | None = None
    attested: Mapping[str, Attested] = field(default_factory=dict[str, Attested])


def same_entry(command: ImportComplaint, entry: RegisterEntryRecorded) -> bool:
    """Does the row say what is on record already? Erased words are not compared."""
    erased = {name for name, words in entry.words.items() if not isinstance(words.value, str)}
    said = {name: words.value for name, words in command.words.items() if name not in erased}
    known = {name: words.value for name, words in entry.words.items() if name not in erased}
    return dict(command.codes) == entry.codes and said == known


def evolve(register: Register, event: RegisterEvent) -> Register:
    """Fold one more fact in."""
    match event:
        case RegisterEntryRecorded():
            return replace(register, entry=event)
        case ReplyAttested(reply=name, span=span, kind=kind, left_at=at, timely=timely):
            stated = {**register.attested, name: Attested(span, kind, at, timely)}
            return replace(register, attested=stated)
