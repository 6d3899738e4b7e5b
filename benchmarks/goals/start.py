"""Loading the library, beside loading pydantic alone; and what one case in memory loads."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from benchmarks.places import Place
from benchmarks.rounds import Figure, Sample, Ways, alternated, only, times

WORK = "`import answerable` against `import pydantic`"
SIZE, QUICK = 6, 2
STORES = ("sqlite",)
"""It opens none: once is enough."""
FIGURES = (
    Figure("times", times("ours", "raw", "p50_ms"), 1.5, None, less_is_better=True),
    Figure("a desk opened, against a model of pydantic", times("desk", "model", "p50_ms")),
    Figure(
        "of Typer, Rich, psycopg, eventsourcing, sqlite3 loaded after a case in memory",
        only("case", "loaded"),
        0,
        None,
        less_is_better=True,
    ),
)
LOADED = """
import sys, answerable
case = answerable.open("memory:").receive("The parcel never came.")
case.name_owner("Dorota Kania")
case.acknowledge("I am sorry. You will hear from me within 7 days.", "Dorota Kania")
print(len({"typer", "rich", "psycopg", "eventsourcing", "sqlite3"} & sys.modules.keys()))
"""


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """Fresh interpreters in turn; what an empty one takes is part of both."""
    del place
    ways = {
        "raw": lambda: run("import pydantic"),
        "ours": lambda: run("import answerable"),
        "model": lambda: run("from pydantic import BaseModel\nclass Model(BaseModel): ..."),
        "desk": lambda: run("import answerable; answerable.open('memory:')"),
    }
    while True:
        loaded: Sample = {"ops": 1, "seconds": 1, "loaded": float(run(LOADED))}
        yield {**alternated(ways, size), "case": loaded}
