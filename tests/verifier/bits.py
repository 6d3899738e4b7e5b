"""Change bits and bytes of sound case files, one at a time; none may be accepted.

    PYTHONPATH=. python tests/verifier/bits.py [--files 100] [--step 1]
    PYTHONPATH=. python tests/verifier/bits.py --of CASE.zip --checkpoint HELD --results R.jsonl

Every bit of so many zips of at most 2 kB; every byte of a real one; and every byte of each of its
members, by an editor who counts the manifest and the container anew. `--step` takes every n-th.
With `--of` it is one bit in every byte of that file, and of its members; that run can be stopped
and taken up again.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from tests.verifier.sound_files import story_file, tiny_files
from tests.verifier.tiny_log import Members, with_manifest

from answerable.adapters.verifier.container import members_of, zipped
from answerable.adapters.verifier.verifying import Report, verify, verify_bytes

LARGEST, A_LINE = 2048, 1000


def with_bits(data: bytes, places: Iterable[int], masks: Iterable[int]) -> Iterator[bytes]:
    """The same bytes, each time with one of these places changed by one of these masks."""
    spoilt, all_masks = bytearray(data), tuple(masks)
    for place in places:
        for mask in all_masks:
            spoilt[place] ^= mask
            yield bytes(spoilt)
            spoilt[place] ^= mask


def with_members(members: Members, step: int) -> Iterator[Members]:
    """The members with one byte of one changed, and everything unsigned counted anew."""
    facts = json.loads(members["manifest.json"])
    del facts["files"]
    for name in sorted(members):
        places = range(0, len(members[name]), step)
        for place, spoilt in zip(places, with_bits(members[name], places, [1]), strict=True):
            changed = {**members, name: spoilt}
            manifest = name == "manifest.json"
            assert changed[name][place] != members[name][place]
            yield changed if manifest else with_manifest(changed, facts)


def outcome(ask: Callable[[], Report]) -> str:
    """`refused`, `accepted`, `surprise` or `crash`."""
    try:
        report = ask()
    except Exception as error:  # noqa: BLE001  # that is what is looked for
        return f"crash {type(error).__name__}"
    surprised = any(told.says == "surprise" for told in report.checks)
    return "surprise" if surprised else "accepted" if report.holds else "refused"


def bits_of_small(files: int, step: int) -> Counter[str]:
    """Every bit of each small file."""
    found: Counter[str] = Counter()
    for data in tiny_files(files):
        assert len(data) <= LARGEST
        assert verify_bytes(data, None).holds
        masks = [1 << bit for bit in range(8)]
        for spoilt in with_bits(data, range(0, len(data), step), masks):
            found[outcome(partial(verify_bytes, spoilt, None))] += 1
    return found


def bytes_of_real(step: int) -> Counter[str]:
    """Every byte of a real file."""
    members, held = story_file()
    data = zipped(members)
    spoilt = with_bits(data, range(0, len(data), step), [0x01, 0x80])
    return Counter(outcome(partial(verify_bytes, each, held)) for each in spoilt)


def bytes_of_members(step: int) -> Counter[str]:
    """Every byte of each member of a real file, everything unsigned counted anew."""
    members, held = story_file()
    edited = with_members(members, step)
    return Counter(outcome(partial(verify, each, held)) for each in edited)


def asks_of(data: bytes, held: bytes) -> dict[str, Iterator[Callable[[], Report]]]:
    """Each spoilt form of that file as a question to the verifier, by what is spoilt."""
    members = members_of(data)
    whole = (next(with_bits(data, [place], [1 << place % 8])) for place in range(len(data)))
    return {
        "bytes of the file": (partial(verify_bytes, each, held) for each in whole),
        "bytes of its members": (partial(verify, each, held) for each in with_members(members, 1)),
    }


def run_of(data: bytes, held: bytes, results: Path) -> Counter[str]:
    """Go on where the results on this file end, a line for so many bytes; the sum of all lines."""
    of = sha256(data).hexdigest()
    for part, asks in asks_of(data, held).items():
        done = sum(each["bytes"] for each in kept(results, of) if each["part"] == part)
        rest = islice(asks, done, None)
        while counts := Counter(map(outcome, islice(rest, A_LINE))):
            told = {"of": of, "part": part, "bytes": counts.total(), "counts": counts}
            with results.open("a", encoding="utf-8") as out:
                out.write(json.dumps(told) + "\n")
    total: Counter[str] = Counter()
    for each in kept(results, of):
        total.update({f"{each['part']}: {what}": n for what, n in each["counts"].items()})
    return total


def kept(results: Path, of: str) -> list[Any]:
    """The lines of results on that file."""
    lines = results.read_text("utf-8").splitlines() if results.exists() else []
    return [told for told in map(json.loads, lines) if told["of"] == of]


def main() -> int:
    """Count, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--of", type=Path, help="this file alone")
    parser.add_argument("--checkpoint", type=Path, help="the checkpoint held of its log")
    parser.add_argument("--results", type=Path, help="where what came of it is kept")
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--step", type=int, default=1)
    said = parser.parse_args()
    if said.of:
        found = run_of(said.of.read_bytes(), said.checkpoint.read_bytes(), said.results)
        print(dict(found))
        return int(any(not what.endswith(": refused") for what in found))
    parts: dict[str, Callable[[], Counter[str]]] = {
        "bits of small files": lambda: bits_of_small(said.files, said.step),
        "bytes of a real file": lambda: bytes_of_real(said.step),
        "bytes of its members": lambda: bytes_of_members(said.step),
    }
    sound = True
    for name, part in parts.items():
        counts = part()
        print(name, dict(counts), flush=True)
        sound = sound and set(counts) <= {"refused"}
    return int(not sound)


if __name__ == "__main__":
    sys.exit(main())
