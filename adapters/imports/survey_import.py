"""Importing a survey or reviews that were asked elsewhere: each row a response, judged as stated.

All rows of one source are one attested survey; nobody here declared to be ready for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from ...application.ports import CommandReusedError
from ...domain.survey.feedback import CriticismReceived, Feedback, ResponseReceived
from ...domain.survey.imported import (
    AttestSurvey,
    ImportedRow,
    ImportResponses,
    ResponseRestated,
    SurveyAttested,
)
from ...domain.survey.scores import Scale
from .dates import Order
from .entrance import Entrance, Progress, Rejections, Tally
from .recognition import Known, Match, Staged, match, settle, updated
from .rows import Rejected, TableError
from .staging import Staging
from .survey_columns import ColumnMap, read_mapping
from .survey_feedback import Origin, feedback, key_of, on_record, row_key, staged
from .surveys import SurveyRow, date_order, read_answers
from .tables import open_table

_STEP = 100
_BATCH = 2_000
_ASKED = frozenset({Scale.NPS, Scale.CSAT, Scale.CES_EASE, Scale.CES_EFFORT})
_STANDING = ("to be judged by a person", "not critical", "critical")
"""By weight: what is critical weighs most."""


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A survey file and what its user tells of it; None is guessed, and the guess is noted.

    `pairs` map columns (`score=stars`), `order` is that of dates by number, `source` names the
    survey, the same for every export of it, `asked` says whether its critics were asked, `zone` is
    where a day or a time without a zone belongs.
    """

    path: Path
    zone: tzinfo
    pairs: Sequence[str] = ()
    order: Order | None = None
    source: str | None = None
    asked: bool | None = None


def import_surveys(entrance: Entrance, file: SurveyFile, kept: Path, progress: Progress) -> Tally:
    """Bring the answers of `file` in; rejected rows go to the file `kept`.

    Raises:
        TableError: no column tells a critic, dates have two readings, or another import is under
            way; says what to tell.
        StoreError: the log cannot be read or written. What was imported stays; run it again.
    """
    tally = Tally()
    with Staging() as staging, Rejections(file.path, kept, tally) as rejections:
        mapping = _mapping(file)
        work = _Import(entrance, staging, rejections, tally, progress)
        source = file.source or ", ".join(sorted(mapping.columns().values()))
        tally.notes += [f"mapping: {mapping}", f"survey: {source}"]
        work.stage(file, mapping, source)
        survey = work.recall(source)
        work.put_all(survey or work.attest(source))
    return tally


def _mapping(file: SurveyFile) -> ColumnMap:
    with open_table(file.path) as table:
        return read_mapping(file.pairs, table.columns)


@dataclass(frozen=True, slots=True)
class _Import:
    entrance: Entrance
    staging: Staging
    rejections: Rejections
    tally: Tally
    progress: Progress
    batch: list[ImportedRow] = field(default_factory=list[ImportedRow])

    def stage(self, file: SurveyFile, mapping: ColumnMap, source: str) -> None:
        """Read the file."""
        asked = mapping.scale in _ASKED if file.asked is None else file.asked
        origin = Origin(source, asked, f"column {mapping.label}", file.zone)
        with open_table(file.path) as table:
            order = date_order(table.rows, mapping, file.order)
        with open_table(file.path) as table:
            for found in read_answers(table.rows, mapping, order):
                self._take(found, origin)
                if self.tally.read % _STEP == 0:
                    self.progress("reading", table.source.share_read())
            self.tally.notes.extend(table.source.notes())

    def _take(self, found: tuple[int, SurveyRow] | Rejected, origin: Origin) -> None:
        self.tally.read += 1
        if isinstance(found, Rejected):
            self.rejections.add(found)
        else:
            self.staging.stage(staged(*found, origin))

    def recall(self, source: str) -> str | None:
        """Read from the log which rows of `source` are on record; its survey, if there is one."""
        survey = None
        for recorded in self.entrance.log():
            match recorded.event:
                case SurveyAttested(source=name) if name == source:
                    survey = recorded.stream
                case (ResponseReceived() | CriticismReceived() | ResponseRestated()) as event:
                    if recorded.stream == survey and event.feedback.row:
                        self._know(event.feedback, event.occurred_at)
                case _:
                    pass
        return survey

    def _know(self, said: Feedback, received: datetime) -> None:
        row = said.row or ""
        self.staging.know(key_of(row), Known(row, on_record(said, received), said.person))

    def attest(self, source: str) -> str:
        """Begin the survey; its command id is the source's, so that nobody else begins another."""
        survey = self.entrance.new_id("survey")
        digest = hashlib.sha256(f"survey {source}".encode()).hexdigest()
        now = self.entrance.now()
        try:
            self.entrance.put(
                AttestSurvey(
                    source,
                    stream=survey,
                    id=f"import-{digest}",
                    actor=self.entrance.actor,
                    now=now,
                    occurred_at=now,
                )
            )
        except CommandReusedError as twice:
            raise TableError("Another import of this survey runs; run this one again.") from twice
        return survey

    def put_all(self, survey: str) -> None:
        """Put every row to the desk, key by key, many at a time."""
        total, done = self.staging.count(), 0
        for rows, known in self.staging.groups():
            settled = settle(rows)
            self.rejections.add_overruled(settled)
            self.tally.repeated += len(settled.repeated)
            self._put_key(list(match(settled.rows, known)), len(known))
            done += len(rows)
            if len(self.batch) >= _BATCH:
                self._flush(survey)
                self.progress("recording", done / total)
        self._flush(survey)

    def _put_key(self, pairs: list[Match], places: int) -> None:
        for pair in pairs:
            if pair.known is None:
                places += 1
                fresh = Known(row_key(pair.row, places), {}, self.entrance.new_id("person"))
                self.tally.new += self._add(pair.row, fresh)
            elif pair.known.unchanged_by(pair.row):
                self.tally.unchanged += 1
                self.tally.standing[_STANDING[pair.row.weight]] += 1
            else:
                self.tally.changed += self._add(pair.row, pair.known)

    def _add(self, row: Staged, known: Known) -> bool:
        """Whether it may go on record: nothing is said in the future."""
        told, now = updated(row.content, known.content), self.entrance.now()
        received = datetime.fromisoformat(told["received"]) if "received" in told else now
        if received > now:
            self.rejections.add_staged(row, "is said to have been given in the future")
            return False
        said = feedback(told, known.content, known.person, known.place)
        self.batch.append(ImportedRow(self.entrance.new_id("response"), said, received))
        self.tally.standing[_STANDING[row.weight]] += 1
        return True

    def _flush(self, survey: str) -> None:
        if self.batch:
            now = self.entrance.now()
            self.entrance.put(
                ImportResponses(
                    tuple(self.batch),
                    stream=survey,
                    id=self.entrance.new_id("command"),
                    actor=self.entrance.actor,
                    now=now,
                    occurred_at=now,
                )
            )
            self.batch.clear()
