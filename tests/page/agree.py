"""Do the verifiers in Python and in JavaScript agree? A run that can be taken up again.

python -m tests.page.agree FILE --logs 10000 adds to FILE a line for every 100 logs; with
`--made histories` they are case histories, whose facts are compared more than their seals.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.page.facts import differing, standings
from tests.page.node import Node, node
from tests.page.random_histories import random_history
from tests.page.random_logs import random_file

from answerable.adapters.verifier.report import FAIL
from answerable.adapters.verifier.verifying import verify_bytes

BATCH = 100
MADE: dict[str, Callable[[int], tuple[bytes, bytes | None]]] = {
    "files": random_file,
    "histories": lambda number: (random_history(number), None),
}


def disagreement(
    verifier: Node, number: int, seen: Counter[str], made: str = "files"
) -> dict[str, Any] | None:
    """Where the two differ on the file of that number; None where they agree."""
    data, held = MADE[made](number)
    report = verify_bytes(data, held)
    python = {told.check: told.result for told in report.checks}
    answer = verifier.ask(data, held)
    script = {told["check"]: told["result"] for told in answer["checks"]}
    seen.update(f"{check} {result}" for check, result in python.items())
    seen.update(standings(report.cases))
    facts = differing(report.cases, answer["cases"])
    if python == script and answer["kind"] == report.kind and not facts:
        return None
    differ = {
        check: [python.get(check), script.get(check)]
        for check in {*python, *script}
        if python.get(check) != script.get(check)
    }
    says = [[told.check, told.says] for told in report.checks if told.result == FAIL]
    why = [[told["check"], told["why"]] for told in answer["checks"] if told["result"] == FAIL]
    return {"log": number, "differ": differ, "python": says, "script": why, "facts": facts}


def batch(verifier: Node, first: int, made: str) -> dict[str, Any]:
    """What came of these logs."""
    seen = Counter[str]()
    found = (disagreement(verifier, n, seen, made) for n in range(first, first + BATCH))
    differ = [each for each in found if each]
    return {"first": first, "logs": BATCH, "made": made, "differ": differ, "seen": dict(seen)}


def main() -> int:
    """Run what is missing; 1 if any two differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="where the results are kept")
    parser.add_argument("--logs", type=int, default=10_000)
    parser.add_argument("--made", choices=[*MADE], default="files")
    said = parser.parse_args()
    path: Path = said.file
    kept = path.read_text("utf-8").splitlines() if path.exists() else []
    every = [json.loads(line) for line in kept]
    done = [each for each in every if each.get("made", "files") == said.made]
    known = {each["first"] for each in done}
    with node() as verifier, path.open("a", encoding="utf-8") as file:
        for first in range(0, said.logs, BATCH):
            if first in known:
                continue
            done.append(batch(verifier, first, said.made))
            file.write(json.dumps(done[-1]) + "\n")
            file.flush()
    return tell(done)


def tell(done: list[dict[str, Any]]) -> int:
    """Sum up."""
    seen = Counter[str]()
    for each in done:
        seen.update(each["seen"])
    differ = [found for each in done for found in each["differ"]]
    for check, count in sorted(seen.items()):
        print(f"{check:<40} {count:>7}")
    print(f"{sum(each['logs'] for each in done)} logs, {len(differ)} on which they differ")
    for each in differ[:20]:
        print(json.dumps(each))
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
