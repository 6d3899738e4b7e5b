"""Do the verifiers in Python and in JavaScript agree? A run that can be taken up again.

python -m tests.page.agree FILE --logs 10000 adds to FILE a line for every 100 logs.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from tests.page.node import Node, node
from tests.page.random_logs import random_file

from answerable.adapters.verifier.report import FAIL
from answerable.adapters.verifier.verifying import verify_bytes

BATCH = 100


def disagreement(verifier: Node, number: int, seen: Counter[str]) -> dict[str, Any] | None:
    """Where the two differ on the file of that number; None where they agree."""
    data, held = random_file(number)
    report = verify_bytes(data, held)
    python = {told.check: told.result for told in report.checks}
    answer = verifier.ask(data, held)
    script = {told["check"]: told["result"] for told in answer["checks"]}
    seen.update(f"{check} {result}" for check, result in python.items())
    if python == script and answer["kind"] == report.kind:
        return None
    differ = {
        check: [python.get(check), script.get(check)]
        for check in {*python, *script}
        if python.get(check) != script.get(check)
    }
    says = [[told.check, told.says] for told in report.checks if told.result == FAIL]
    why = [[told["check"], told["why"]] for told in answer["checks"] if told["result"] == FAIL]
    return {"log": number, "differ": differ, "python": says, "script": why}


def batch(verifier: Node, first: int, count: int) -> dict[str, Any]:
    """What came of these logs."""
    seen = Counter[str]()
    found = (disagreement(verifier, number, seen) for number in range(first, first + count))
    differ = [each for each in found if each]
    return {"first": first, "logs": count, "differ": differ, "seen": dict(seen)}


def main() -> int:
    """Run what is missing; 1 if any two differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="where the results are kept")
    parser.add_argument("--logs", type=int, default=10_000)
    said = parser.parse_args()
    path: Path = said.file
    kept = path.read_text("utf-8").splitlines() if path.exists() else []
    done = [json.loads(line) for line in kept]
    known = {each["first"] for each in done}
    with node() as verifier, path.open("a", encoding="utf-8") as file:
        for first in range(0, said.logs, BATCH):
            if first in known:
                continue
            done.append(batch(verifier, first, BATCH))
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
        print(f"{check:<26} {count:>7}")
    print(f"{sum(each['logs'] for each in done)} logs, {len(differ)} on which they differ")
    for each in differ[:20]:
        print(json.dumps(each))
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
