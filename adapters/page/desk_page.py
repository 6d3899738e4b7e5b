"""The page of the desk: every promise and every critic there ever was, at any moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ...domain.event import RecordedEvent
from ...projections.case_fold import just_after
from ...projections.ever import Stood, ever
from ...projections.open_promises import OPEN_PROMISES, OpenPromise
from ...projections.unanswered_critics import UNANSWERED_CRITICS, UnansweredCritic
from ...projections.view import in_utc
from .writing import DESK_SCRIPTS, page


def desk_page(events: Sequence[RecordedEvent], moment: datetime, lang: str) -> str:
    """The file."""
    return page(document(events, moment), "Answerable", lang, DESK_SCRIPTS)


def document(events: Sequence[RecordedEvent], moment: datetime) -> dict[str, Any]:
    """Each row with the stops between which it stood: moments at which anything turned."""
    promises = [promise(each) for each in ever(OPEN_PROMISES, events, moment)]
    critics = [critic(each) for each in ever(UNANSWERED_CRITICS, events, moment)]
    times = stops([*promises, *critics], moment)
    stop = {at: number for number, at in enumerate(times)}
    return {
        "page": "desk",
        "made_at": moment,
        "zone": "UTC",
        "stops": times,
        "promises": [placed(row, stop) for row in promises],
        "critics": [placed(row, stop) for row in critics],
    }


def stops(rows: Sequence[dict[str, Any]], moment: datetime) -> list[datetime]:
    """Every moment at which a row came, went or became late; the last one is `moment`."""
    turns = {row[name] for row in rows for name in ("from", "to", "late")} - {None}
    return sorted({*(turn for turn in turns if turn <= moment), in_utc(moment)})


def placed(row: dict[str, Any], stop: Mapping[datetime, int]) -> dict[str, Any]:
    """The row with the numbers of the stops; None where it has none yet."""
    return {**row, **{name: stop.get(row[name]) for name in ("from", "to", "late")}}


def stood(row: Stood[Any], due: datetime | None) -> dict[str, Any]:
    """From when to when it stood, and from when on it was late, if it came to that."""
    late = max(just_after(due), row.since) if due is not None else None
    over = late is not None and row.until is not None and late >= row.until
    return {"from": row.since, "to": row.until, "late": None if over else late, "due": due}


def promise(row: Stood[OpenPromise]) -> dict[str, Any]:
    """A promise while it was owed."""
    owed = row.row
    told = {"text": owed.text, "who": owed.owner, "begun_at": owed.made_at}
    return {"stream": row.stream, **told, **stood(row, owed.due_at)}


def critic(row: Stood[UnansweredCritic]) -> dict[str, Any]:
    """A critic while they waited."""
    waits = row.row
    told = {"text": waits.words, "who": waits.critic, "begun_at": waits.since}
    how = {"asked": waits.asked, "source": waits.source, "turn": waits.waiting.value}
    return {"stream": waits.case or row.stream, **told, **how, **stood(row, waits.target)}
