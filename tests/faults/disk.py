"""A disk that keeps only what was synced, and of the rest whatever a way of losing leaves of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from tests.faults.recording import Step

SECTOR, PAGE = 512, 4096


@dataclass(slots=True)
class Change:
    """A write or a truncation."""

    number: int
    step: Step
    settled: bool = False
    """A sync covered it."""
    doomed: bool = False
    """A sync failed on it: the system may have dropped it, and no later sync brings it back."""


@dataclass(slots=True)
class File:
    """What is on the disk for certain, and the changes since, of which some may be lost."""

    durable: bytearray = field(default_factory=bytearray)
    changes: list[Change] = field(default_factory=list[Change])

    def sync(self, begun: int, *, failed: bool) -> None:
        """Make durable what was written before the sync was called."""
        for change in self.changes:
            if change.number < begun:
                change.doomed |= failed
                change.settled |= not change.doomed
        while self.changes and self.changes[0].settled:
            put(self.durable, self.changes.pop(0).step)


@dataclass(slots=True)
class Disk:
    """One folder of files, as system calls leave it."""

    names: dict[str, File] = field(default_factory=dict[str, File])
    """As a running process sees it."""
    entries: dict[str, list[tuple[int, File | None]]] = field(
        default_factory=dict[str, list[tuple[int, File | None]]]
    )
    """What each name may stand for after a power loss; the first is durable."""
    count: int = 0

    def apply(self, step: Step) -> None:
        """One system call later."""
        getattr(self, f"_{step.kind}")(step)
        self.count += 1

    def losses(self) -> bool:
        """Is there anything that a power loss could take?"""
        return any(len(past) > 1 for past in self.entries.values()) or any(
            file.changes for file in self.names.values()
        )

    def image(self, way: Way, dice: Random) -> dict[str, bytes]:
        """The files after a power loss here and now."""
        found: dict[str, bytes] = {}
        for name, past in self.entries.items():
            file = past[way.entry(len(past), dice)][1]
            if file is not None:
                found[name] = way.content(file, dice)
        return found

    def _write(self, step: Step) -> None:
        self.names[step.name].changes.append(Change(self.count, step))

    _truncate = _write

    def _sync(self, step: Step) -> None:
        if step.name:
            self.names[step.name].sync(step.begun, failed=step.failed)
        elif not step.failed:
            for name, past in self.entries.items():
                old = [entry for entry in past if entry[0] < step.begun]
                self.entries[name] = old[-1:] + past[len(old) :]

    def _create(self, step: Step) -> None:
        if step.name not in self.names:
            self._enter(step.name, File())

    def _unlink(self, step: Step) -> None:
        self.names.pop(step.name)
        self._enter(step.name, None)

    def _rename(self, step: Step) -> None:
        self._enter(step.target, self.names.pop(step.name))
        self._enter(step.name, None)

    def _say(self, step: Step) -> None:
        """Nothing on the disk."""

    def _enter(self, name: str, file: File | None) -> None:
        if file is not None:
            self.names[name] = file
        self.entries.setdefault(name, [(-1, None)]).append((self.count, file))


@dataclass(frozen=True, slots=True)
class Way:
    """A way of losing: which of the directory entries remain, and which of the writes."""

    name: str
    entry: Callable[[int, Random], int]
    """Which of so many things a name stands for."""
    kept: Callable[[Step, float, Random], Iterable[Step]]
    """What is left of a change that no sync covered, where such a share of all is left."""

    def content(self, file: File, dice: Random) -> bytes:
        """What is left of a file."""
        left = bytearray(file.durable)
        share = dice.random()
        for change in file.changes:
            for step in (change.step,) if change.settled else self.kept(change.step, share, dice):
                put(left, step)
        return bytes(left)


def put(content: bytearray, step: Step) -> None:
    """Write or truncate."""
    if step.kind == "truncate":
        content[step.at :] = b""
        content.extend(bytes(step.at - len(content)))
        return
    content.extend(bytes(max(0, step.at - len(content))))
    content[step.at : step.at + len(step.data)] = step.data


def _none(_step: Step, _share: float, _dice: Random) -> Iterable[Step]:
    return ()


def _all(step: Step, _share: float, _dice: Random) -> Iterable[Step]:
    return (step,)


def _some(step: Step, share: float, dice: Random) -> Iterable[Step]:
    return (step,) if dice.random() < share else ()


def _torn(size: int, *, scrambled: bool = False) -> Callable[[Step, float, Random], Iterable[Step]]:
    """Sectors of that size remain or are lost, each for itself; or what was lost is noise."""

    def kept(step: Step, share: float, dice: Random) -> Iterator[Step]:
        for piece in _sectors(step, size):
            if dice.random() < share:
                yield piece
            elif scrambled and piece.kind == "write":
                yield Step("write", piece.name, piece.at, dice.randbytes(len(piece.data)))

    return kept


def _sectors(step: Step, size: int) -> Iterator[Step]:
    if step.kind != "write":
        yield step
        return
    at, end = step.at, step.at + len(step.data)
    while at < end:
        border = min(end, at - at % size + size)
        yield Step("write", step.name, at, step.data[at - step.at : border - step.at])
        at = border


def _first(_count: int, _dice: Random) -> int:
    return 0


def _last(count: int, _dice: Random) -> int:
    return count - 1


def _any(count: int, dice: Random) -> int:
    return dice.randrange(count)


WAYS = (
    Way("dropped", _first, _none),
    Way("kept", _last, _all),
    Way("some", _any, _some),
    Way("torn in sectors", _any, _torn(SECTOR)),
    Way("torn in pages", _any, _torn(PAGE)),
    Way("scrambled", _any, _torn(SECTOR, scrambled=True)),
)
