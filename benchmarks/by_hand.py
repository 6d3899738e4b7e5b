"""Whole pieces of work by hand, on the raw statements and the raw codec."""

from __future__ import annotations

from datetime import datetime

from answerable.domain.case.promises import PromiseMade
from answerable.domain.case.replies import ReplyDispatched

from . import case, codec
from .raw import Raw

PAGE = 5_000


def command(raw: Raw, stream: str) -> None:
    """Load, decode, fold, decide, encode, append."""
    wish = case.note(stream)
    rows = raw.load(stream)
    (event,) = codec.decide(wish, codec.fold(rows))
    raw.append(stream, rows[-1][0], wish.id, [codec.encode(wish, event)])


def promises(raw: Raw, after: int = 0, page: int = PAGE) -> int:
    """Catch a table of promises up, a page of events a transaction; the position it is then at.

    Every event is decoded; those that say nothing of a promise change no row.
    """
    while rows := raw.log(after, page):
        found: dict[str, dict[str, tuple[object, ...]]] = {}
        for _, stream, _, topic, state in rows:
            event = codec.event_of(topic, state)
            if isinstance(event, PromiseMade):
                made, due = moment(raw, event.occurred_at), moment(raw, event.due)
                words = str(event.words.value)
                who = (event.to, event.owner)
                new = (stream, event.promise, words, *who, made, due, event.told_in, raw.no)
                found.setdefault(stream, {})[event.promise] = new
            elif isinstance(event, ReplyDispatched):
                own = found.get(stream, {})
                own.update({name: (*row[:-1], raw.yes) for name, row in own.items()})
        after = rows[-1][0]
        raw.put_promises([row for own in found.values() for row in own.values()], after)
    return after


def moment(raw: Raw, at: datetime) -> object:
    """As the columns take it."""
    return at if raw.keeps_moments else at.isoformat()
