"""Crash images: what a power loss after each system call of a child may have left; is it whole?

A recording holds several children on one file: all but the last are killed before some sync.

    python -m tests.faults.images RESULTS --images 100000 [--seed 1] [--weak]

Each recording is a line of JSON in RESULTS, written when it is done; started again, the program
goes on after the last. Needs strace. Exit code 1 when an image was not whole, 2 without strace.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from time import monotonic

from tests.faults.disk import WAYS, Disk, Way
from tests.faults.knocks import Said, read_said
from tests.faults.recording import Step, has_strace, record
from tests.faults.whole import damage, wrong_in_file

LOG = "log.db"
ROUNDS = 20
KILLS = 2
SYNCS = 8
EXAMPLES = 5
MEMORY = Path("/dev/shm")  # noqa: S108  # images are many and short-lived


@dataclass(slots=True)
class Found:
    """What the images of one recording showed."""

    seed: int
    weak: bool
    calls: int = 0
    acknowledged: int = 0
    images: int = 0
    """Images that differ from each other, or were held against more acknowledgements."""
    ways: dict[str, int] = field(default_factory=dict[str, int])
    wrong: int = 0
    examples: list[str] = field(default_factory=list[str])
    seconds: float = 0


def place() -> str | None:
    """A folder in memory, where the system has one."""
    return str(MEMORY) if MEMORY.is_dir() else None


def recorded(
    folder: Path, seed: int, rounds: int, *options: str, inject: str = "", earlier: int = 0
) -> list[Step]:
    """The system calls of a child that works on the log in `folder`."""
    inside = folder / "log"
    inside.mkdir(exist_ok=True)
    child = [sys.executable, "-m", "tests.faults.work", str(inside / LOG), str(seed), str(rounds)]
    trace = folder / "trace"
    return record([*child, *options], inside, trace, inject=inject, earlier=earlier)


def lives(folder: Path, seed: int, *options: str) -> list[Step]:
    """The system calls of a child, and of those who go on where it was killed at a sync."""
    dice = Random(seed)
    steps = list[Step]()
    for life in range(KILLS):
        inject = f"fsync,fdatasync:signal=SIGKILL:when={dice.randint(8, 8 + SYNCS)}"
        own = int(f"{seed}0{life}")
        steps += recorded(folder, own, ROUNDS, *options, inject=inject, earlier=len(steps))
    return steps + recorded(folder, seed, ROUNDS, *options, earlier=len(steps))


def examine(seed: int, *, weak: bool = False, most: int | None = None) -> Found:
    """Record children and look at their images: all, or those after `most` calls at random."""
    began = monotonic()
    found = Found(seed, weak)
    with tempfile.TemporaryDirectory(dir=place()) as made:
        steps = lives(Path(made), seed, *(["--weak"] if weak else []))
        look_at_images(steps, found, Path(made), most or len(steps))
    found.seconds = round(monotonic() - began, 1)
    return found


def look_at_images(
    steps: Sequence[Step], found: Found, folder: Path, most: int, since: int = 0
) -> None:
    """Rebuild and check the images after `most` of the calls from `since` on, chosen at random."""
    dice = Random(found.seed)
    places = range(since, len(steps))
    chosen = set(dice.sample(places, min(most, len(places))))
    for image, way, said in _images(steps, chosen, dice):
        found.images += 1
        found.ways[way.name] = found.ways.get(way.name, 0) + 1
        _look(image, said, way, found, folder)
    found.calls = len(steps)
    found.acknowledged = sum(word.what == "done" for word in spoken(steps))


def spoken(steps: Sequence[Step]) -> list[Said]:
    """What the child said."""
    return read_said(b"".join(step.data for step in steps if step.kind == "say").decode())


def _images(
    steps: Sequence[Step], chosen: set[int], dice: Random
) -> Iterator[tuple[dict[str, bytes], Way, list[Said]]]:
    """Every image that differs from the earlier ones, or of which more is expected by then."""
    disk, said = Disk(), list[Said]()
    seen: set[tuple[int, bytes]] = set()
    for number, step in enumerate(steps):
        disk.apply(step)
        said += read_said(step.data.decode()) if step.kind == "say" else []
        for way in WAYS if number in chosen else ():
            image = {
                name: data for name, data in disk.image(way, dice).items() if "-shm" not in name
            }
            mark = (len(said), _digest(image))
            if mark not in seen:
                seen.add(mark)
                yield image, way, said


def _digest(image: dict[str, bytes]) -> bytes:
    digest = sha256()
    for name in sorted(image):
        digest.update(f"{name} {len(image[name])} ".encode())
        digest.update(image[name])
    return digest.digest()


def _look(image: dict[str, bytes], said: list[Said], way: Way, found: Found, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as made:
        for name, data in image.items():
            (Path(made) / name).write_bytes(data)
        path = Path(made) / LOG
        wrong = wrong_in_file(path, said) or damage(path)
    if wrong:
        found.wrong += 1
        found.examples += [f"{way.name}, after {len(said)} words: {wrong[0]}"]
        del found.examples[EXAMPLES:]


def so_far(results: Path) -> list[dict[str, object]]:
    """The lines that earlier runs have written."""
    return (
        [json.loads(line) for line in results.read_text().splitlines()] if results.exists() else []
    )


def run(results: Path, images: int, seed: int, *, weak: bool) -> int:
    """Examine recording after recording until there are so many images; how many were wrong."""
    lines = so_far(results)
    total = sum(int(str(line["images"])) for line in lines)
    wrong = sum(int(str(line["wrong"])) for line in lines)
    seed += len(lines)
    while total < images:
        found = examine(seed, weak=weak)
        with results.open("a") as out:
            out.write(json.dumps(asdict(found)) + "\n")
        total, wrong, seed = total + found.images, wrong + found.wrong, seed + 1
        print(f"seed {found.seed}: {total} images, {wrong} not whole", flush=True)
    return wrong


def main() -> int:
    """Examine; 1 when an image was not whole."""
    parser = argparse.ArgumentParser(description="Crash images of the SQLite store.")
    parser.add_argument("results", type=Path)
    parser.add_argument("--images", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weak", action="store_true")
    asked = parser.parse_args()
    if not has_strace():
        print("skipped: strace is missing or may not trace")
        return 2
    return 1 if run(asked.results, asked.images, asked.seed, weak=asked.weak) else 0


if __name__ == "__main__":
    sys.exit(main())
