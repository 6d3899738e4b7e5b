"""Each case told again from the events shown, and the facts that follow from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .canonical_json import Json
from .casefile import CaseFile
from .entries import EventEntry
from .events import StoredEvent
from .report import Said
from .rules_endings import ENDING_RULES, STATES, end_not_shown, failure_left_closed
from .rules_limits import LIMIT_RULES, limit_due, limit_standing
from .rules_limits_met import limit_met
from .rules_people import PEOPLE_RULES
from .rules_promises import PROMISE_RULES, promise_done, promise_due, promise_standing
from .rules_replies import REPLY_RULES
from .rules_times import Timed, timed
from .story import End, Story
from .wrong import WrongError

Rule: TypeAlias = Callable[[Story, StoredEvent], None]


def register(story: Story, event: StoredEvent) -> None:
    """The case was brought in from a register."""
    del event
    story.imported = True


RULES: dict[str, Rule] = {
    "RegisterEntryRecorded": register,
    **PEOPLE_RULES,
    **REPLY_RULES,
    **PROMISE_RULES,
    **LIMIT_RULES,
    **ENDING_RULES,
}


def ending(file: CaseFile) -> Said:
    """Every case that was closed ended on a closing reply that left, or on an attested one."""
    unsure = 0
    ended = 0
    for case, events in file.cases.items():
        story = told(case, events, file.events)
        for end in story.ends:
            if end.holds is False:
                raise WrongError(end.says, case=case, version=end.version)
            unsure += end.holds is None
            ended += 1
        if story.wrong:
            raise WrongError(story.wrong[0][0], case=case, version=story.wrong[0][1])
    if unsure:
        return Said("ending-unsure", {"unsure": unsure, "ended": ended}, checked=False)
    return Said("ending-holds", {"ended": ended})


def told(case: str, entries: list[tuple[int, EventEntry]], events: dict[int, StoredEvent]) -> Story:
    """The story of a case, from its events in order; those not shown leave their type behind.

    Raises:
        WrongError: an event lacks what its type must have.
    """
    story = Story(case)
    for index, entry in entries:
        event = events.get(index)
        if event is None:
            story.hidden.add(entry.type)
            end_not_shown(story, entry.type, entry.version)
            continue
        failure_left_closed(story, event.command, event.version)
        try:
            RULES.get(event.type, _no_rule)(story, event)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise WrongError("event-field", entry=index, type=event.type) from None
    if story.failing is not None and entries[-1][0] in events:
        failure_left_closed(story, None, entries[-1][1].version)
    return story


def facts(file: CaseFile) -> list[Json]:
    """What the events of each case say: ends, promises, limits, times, what is hidden."""
    return [_facts_or_none(case, entries, file.events) for case, entries in file.cases.items()]


def _facts_or_none(
    case: str, entries: list[tuple[int, EventEntry]], events: dict[int, StoredEvent]
) -> Json:
    """The facts, or that they cannot be told as an event is not of the shape of its type."""
    try:
        return {**_facts(case, entries, events), "told": True}
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return {"case": case, "events": len(entries), "told": False}


def _facts(
    case: str, entries: list[tuple[int, EventEntry]], events: dict[int, StoredEvent]
) -> Json:
    story = told(case, entries, events)
    shown = [events[index] for index, _ in entries if index in events]
    at = max((event.recorded_at for event in shown), default=None)
    return {
        "case": case,
        "events": len(entries),
        "withheld": _withheld(entries, events),
        "as_of": at and at.isoformat(),
        "state": story.state,
        "ends": [_end_fact(end) for end in story.ends],
        "promises": [_promise_fact(story, name, at) for name in story.promises] if at else [],
        "limits": [_limit_fact(story, name, at) for name in story.limits] if at else [],
        "times": [_time_fact(found) for found in timed(story, shown)],
        "unknown": _unknown(story),
    }


def _withheld(entries: list[tuple[int, EventEntry]], events: dict[int, StoredEvent]) -> list[Json]:
    hidden = [(index, entry) for index, entry in entries if index not in events]
    return [{"entry": n, "type": entry.type, "version": entry.version} for n, entry in hidden]


def _end_fact(end: End) -> Json:
    names = {"version": end.version, "basis": end.basis, "says": end.says}
    return {**names, "replies": end.replies}


def _time_fact(found: Timed) -> Json:
    return {
        "version": found.version,
        "type": found.type,
        "what": found.what,
        "occurred_at": found.occurred_at.isoformat(),
        "recorded_at": found.recorded_at.isoformat(),
    }


def _promise_fact(story: Story, name: str, at: Any) -> Json:  # noqa: ANN401  # a moment
    done = promise_done(story, name)
    return {
        "promise": name,
        "kind": story.promises[name].made["kind"],
        "due": promise_due(story, story.promises[name], at).isoformat(),
        "done_at": done and done.isoformat(),
        "standing": promise_standing(story, name, at),
    }


def _limit_fact(story: Story, name: str, at: Any) -> Json:  # noqa: ANN401  # a moment
    limit = story.limits[name]
    met = limit_met(story, limit)
    standing = limit_standing(story, name, at)
    due = limit.due if standing == "unknown" else limit_due(story, limit, min(met or at, at))
    return {
        "limit": name,
        "name": limit.started["name"],
        "pack": limit.started["pack"],
        "due": due.isoformat(),
        "met_at": met and met.isoformat(),
        "standing": standing,
    }


def _unknown(story: Story) -> list[str]:
    """Which questions the events that are not shown leave open, by their names."""
    found = ["withheld-promises"] * story.hides("PromiseMade", "CaseTakenOver", "CaseRestored")
    found += ["withheld-limits"] * story.hides("ClockStarted", "CaseTakenOver", "CaseRestored")
    found += ["withheld-replies"] * story.hides("ReplyIssued", "ReplyAttested")
    found += ["withheld-ends"] * story.hides(*STATES)
    return found


def _no_rule(story: Story, event: StoredEvent) -> None:
    """An event that these rules do not judge by."""
