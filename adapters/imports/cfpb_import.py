"""Importing a CFPB register: each row a case, as the register states it and no better.

The file is read once, and once more for its dates where one is written by number; the log once.
Then row after row is put to the desk in the order of their keys. Killed anywhere and run again, it
goes on where it stopped.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ...application.collector import at_rest
from ...application.handle_all import Answer
from ...application.ports import CommandReusedError
from ...domain.case.intake import CaseReceived
from ...domain.case.register import ImportComplaint, RegisterEntryRecorded
from ...domain.command import RefusedError
from ...domain.event import Erased
from .cfpb import Columns, RegisterEntry, date_order, read_columns, read_entries
from .cfpb_command import import_command
from .cfpb_entry import REGISTER, staged, stands
from .cfpb_limit import PACK, Limits, register_says
from .cfpb_meaning import known_word
from .dates import Order
from .entrance import Entrance, Progress, Rejections, Tally
from .recognition import Content, Known, Match, Staged, match, settle, updated
from .rows import Rejected, TableError
from .staging import Staging
from .tables import open_table

_ANOTHER = "Another import of this register runs; run this one again."
_STEP = 100
_BATCH = 200
"""So many rows share a commit."""


def import_cfpb(entrance: Entrance, path: Path, kept: Path, progress: Progress) -> Tally:
    """Bring the register in the file at `path` in; rejected rows go to the file `kept`.

    Raises:
        TableError: the file is no CFPB export, or another import of the register is under way.
        StoreError: the log cannot be read or written. What was imported stays; run it again.
    """
    tally = Tally()
    with Staging() as staging, Rejections(path, kept, tally) as rejections:
        limits = Limits(entrance.adopt((PACK,)), entrance.now())
        work = _Import(entrance, staging, rejections, tally, progress, limits)
        work.stage(path)
        work.recall()
        work.put_all()
    return tally


class _Waiting(NamedTuple):
    row: Staged
    command: ImportComplaint
    new: bool


@dataclass(frozen=True, slots=True)
class _Import:
    entrance: Entrance
    staging: Staging
    rejections: Rejections
    tally: Tally
    progress: Progress
    limits: Limits
    waiting: list[_Waiting] = field(default_factory=list[_Waiting])

    def stage(self, path: Path) -> None:
        """Read the file."""
        with open_table(path) as table:
            columns = read_columns(table.columns)
            order = cache(lambda: self._order(path, columns))
            for found in read_entries(table.rows, columns, order):
                self._take(found)
                if self.tally.read % _STEP == 0:
                    self.progress("reading", table.source.share_read())
            self.tally.notes.extend(table.source.notes())

    def _order(self, path: Path, columns: Columns) -> Order:
        with open_table(path) as table:
            order = date_order(table.rows, columns)
        if order is Order.DAY_FIRST:
            self.tally.notes.append("dates by number are read day first: some can be nothing else")
        return order

    def _take(self, found: tuple[int, RegisterEntry] | Rejected) -> None:
        self.tally.read += 1
        if isinstance(found, Rejected):
            self.rejections.add(found)
            return
        line, entry = found
        if not known_word(entry.response):
            self.tally.unknown[f"response {entry.response}"] += 1
        self.tally.unknown.update(f"column {name}" for name, _ in entry.extra)
        self.staging.stage(staged(line, entry))

    def recall(self) -> None:
        """Read from the log which rows are on record, and where."""
        received, person = "", ""
        for recorded in self.entrance.log():
            match recorded.event:
                case CaseReceived(complainant=complainant):
                    received, person = recorded.stream, complainant
                case RegisterEntryRecorded(register_name=name, key=key) as entry:
                    if name == REGISTER:
                        of = person if received == recorded.stream else ""
                        self.staging.know(key, Known(recorded.stream, _on_record(entry), of))
                case _:
                    pass

    def put_all(self) -> None:
        """Put every row to the desk, key by key."""
        total, done = self.staging.count(), 0
        for rows, known in self.staging.groups():
            settled = settle(rows)
            self.rejections.add_overruled(settled)
            self.tally.repeated += len(settled.repeated)
            self._put_key(settled.rows[0].key, list(match(settled.rows, known)), len(known))
            done += len(rows)
            if done // _STEP > (done - len(rows)) // _STEP:
                self.progress("recording", done / total)
        self._flush()

    def _put_key(self, key: str, pairs: list[Match], places: int) -> None:
        if len(pairs) == 1:
            self._put(pairs[0], f"{key} {places}")
            if len(self.waiting) >= _BATCH:
                self._flush()
            return
        self._flush()
        before = self.tally.new
        for pair in pairs:  # one by one: the place of a row is how many before it were accepted
            self._put(pair, f"{key} {places + self.tally.new - before}")
            self._flush()

    def _put(self, pair: Match, name: str) -> None:
        """Put a row with others. A new row's command has an id of its name: it is added once."""
        row, known, fresh = pair.row, pair.known, self.entrance.new_id
        if known is None:
            digest = hashlib.sha256(f"{REGISTER} {name}".encode()).hexdigest()
            case = Known(fresh("case"), {}, fresh("person"))
            command = self._command(row, case, f"import-{digest}")
        elif known.unchanged_by(row):
            self.tally.unchanged += 1
            self._count(updated(row.content, known.content))
            return
        else:
            command = self._command(row, known, fresh("cmd"))
        self.waiting.append(_Waiting(row, command, known is None))

    def _command(self, row: Staged, known: Known, command_id: str) -> ImportComplaint:
        return import_command(self.entrance, row, known, self.limits, command_id)

    def _flush(self) -> None:
        at_rest(self._record)  # what is recorded is let go of at its end

    def _record(self) -> None:
        answers = self.entrance.put_all([each.command for each in self.waiting])
        for waiting, answer in zip(self.waiting, answers, strict=True):
            self._take_in(waiting, answer)
        self.waiting.clear()

    def _take_in(self, waiting: _Waiting, answer: Answer) -> None:
        if isinstance(answer, RefusedError):
            reason = f"refused by the rule {answer.rule.id}: {answer.rule.sentence}"
            self.rejections.add_staged(waiting.row, reason)
            return
        if isinstance(answer, CommandReusedError):
            raise TableError(
                "Another import of this register runs; run this one again."
            ) from answer
        if isinstance(answer, Exception):
            raise answer
        self.tally.new += waiting.new
        self.tally.changed += not waiting.new
        self._count(waiting.command.codes)

    def _count(self, codes: Content) -> None:
        self.tally.standing[stands(codes)] += 1
        self.tally.limits[self.limits.verdict(codes), register_says(codes)] += 1


def _on_record(entry: RegisterEntryRecorded) -> dict[str, str | None]:
    words = {
        name: None if isinstance(said.value, Erased) else said.value
        for name, said in entry.words.items()
    }
    return {**entry.codes, **words}
