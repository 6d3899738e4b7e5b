"""G7: a register of complaints in JSON, read, checked, decided and stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.memory import resident_mib
from benchmarks.places import Place, desk
from benchmarks.raw import Raw
from benchmarks.rounds import Figure, Ways, faster, only, timed

from answerable.adapters.imports.cfpb_import import import_cfpb
from answerable.adapters.imports.entrance import Entrance
from answerable.bootstrap import open_log

WORK = "import of JSON through validation and `decide`"
SIZE, QUICK = 2_000, 40
"""Rows; each becomes a case of a few events."""
FIGURES = (
    Figure("of raw", faster("ours", "raw"), 0.2, 0.35),
    Figure("last tenth against first", only("ours", "last_tenth"), 0.75, 0.9),
    Figure(
        "memory at the end of that at a tenth",
        only("ours", "grown"),
        None,
        1.1,
        less_is_better=True,
    ),
)
ROW = {
    "date_received": "2019-04-02T12:00:00-05:00",
    "product": "Checking or savings account",
    "sub_product": "Checking account",
    "issue": "Managing an account",
    "sub_issue": "Deposits and withdrawals",
    "complaint_what_happened": "A deposit was held for nine days, and nobody would say why.",
    "company_public_response": "",
    "company": "EXAMPLE BANK",
    "state": "OH",
    "zip_code": "441XX",
    "tags": "",
    "consumer_consent_provided": "Consent provided",
    "submitted_via": "Web",
    "date_sent_to_company": "2019-04-03T12:00:00-05:00",
    "company_response": "Closed with explanation",
    "timely": "Yes",
    "consumer_disputed": "N/A",
}


@dataclass
class Course:
    """How fast the recording went, and how much memory was held, from tenth to tenth."""

    seen: dict[int, tuple[float, float]] = field(default_factory=dict)

    def __call__(self, what: str, share: float) -> None:
        """Told by the import."""
        if what == "recording":
            self.seen.setdefault(int(share * 10), (perf_counter(), resident_mib()))

    def figures(self) -> dict[str, float]:
        """What came of it; nothing where the file was too short to tell."""
        if not {0, 1, 9, 10} <= self.seen.keys():
            return {}
        first = self.seen[1][0] - self.seen[0][0]
        last = self.seen[10][0] - self.seen[9][0]
        return {"last_tenth": first / last, "grown": self.seen[10][1] / self.seen[1][1]}


def written(folder: Path, rows: int) -> Path:
    """A file of so many complaints."""
    path = folder / "complaints.json"
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            file.write(json.dumps({**ROW, "complaint_id": str(3_000_000 + number)}) + "\n")
    return path


def by_hand(source: Raw, target: Raw, ways: Ways, events: int) -> None:
    """The same events in the same form, ready, a thousand a commit."""
    after = 0
    pages: list[list[tuple[str, int, str, bytes]]] = []
    while page := source.log(after, 1_000):
        pages.append([(row[1], row[2], row[3], row[4]) for row in page])
        after = page[-1][0]
    with timed(ways, "raw", events):
        for ready in pages:
            firsts = [(f"{row[0]}-{row[1]}", row[0], 1, 1) for row in ready if row[1] == 1]
            target.bulk(ready, firsts)


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """A new log each round."""
    while True:
        ways: Ways = {}
        with TemporaryDirectory() as name:
            folder, url, empty = Path(name), place.url(), place.url()
            path, course, own = written(folder, size), Course(), desk(url, 1_000)
            with timed(ways, "ours", 1) as sample:
                tally = import_cfpb(Entrance.of(own), path, folder / "rejected", course)
            assert tally.new == size, tally
            open_log(empty)[0].close()
            events = own.store.head()
            sample.update(course.figures(), ops=events, cpu_us=sample["cpu_us"] / events)
            by_hand(place.raw(url), place.raw(empty), ways, events)
            own.close()
        yield ways
