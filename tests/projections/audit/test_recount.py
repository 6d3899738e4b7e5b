"""Every figure equals a recount, and rests on the events it names (I17, I19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.projections.audit.asked import items, items_of
from tests.projections.audit.recount import RECOUNTS, recounted
from tests.projections.histories import LIVES, Life, Move, interleaved, lived
from tests.projections.town import relogged

from answerable.application.answers import rows_of
from answerable.application.audit import Auditor
from answerable.domain.case.merging import CaseRestored, CaseTakenOver
from answerable.projections import case_critics
from answerable.projections.audit.catalogue import QUESTIONS
from answerable.projections.audit.tally import results, tally
from answerable.projections.case_fold import NOTHING_KNOWN, Known, evolve
from answerable.projections.unanswered_critics import UNANSWERED_CRITICS

LATER = st.integers(0, 900).map(lambda hours: timedelta(hours=hours))
MOVED = {CaseTakenOver.__name__, CaseRestored.__name__}
ALL = list(QUESTIONS.values())


@given(LIVES, LATER)
def test_a_figure_is_what_a_slow_recount_says(life: Life, later: timedelta) -> None:
    moment, log = life.now + later, list(life.log)

    for figure in RECOUNTS:
        found = [(item.subject, item.counts) for item in items(log, moment, figure)]
        assert (figure, sorted(found, key=str)) == (figure, recounted(log, moment, figure))


@given(LIVES, LATER)
def test_every_event_recorded_late_is_found_and_no_other(life: Life, later: timedelta) -> None:
    late = [
        replace(each, recorded_at=each.recorded_at + later * (n % 3))
        for n, each in enumerate(life.log)
    ]

    found = {item.subject for item in items(late, life.now + 3 * later, "recorded_late")}

    def due(n: int) -> bool:
        day = late[n].occurred_at.date() + timedelta(days=1)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return late[n].recorded_at.date() > day

    assert found == {f"{e.stream}/{e.version}" for n, e in enumerate(late) if due(n)}


@given(LIVES, LATER)
def test_critics_that_count_as_unanswered_are_those_the_view_shows(
    life: Life, later: timedelta
) -> None:
    moment = life.now + later
    shown = rows_of(UNANSWERED_CRITICS, life.log, moment)

    waiting = [item for item in items(life.log, moment, "critics_answered") if item.counts is False]

    known: dict[str, Known] = {}
    for each in life.log:
        known[each.stream] = evolve(known.get(each.stream, NOTHING_KNOWN), each)
    signals = [
        signal
        for each in known.values()
        for signal in case_critics.unanswered(each.case, each.attested, moment)
    ]
    assert len(waiting) == len(signals) + sum(row.case is None for row in shown)


@given(LIVES, LATER)
def test_each_item_names_events_of_the_log_that_hold_its_times(
    life: Life, later: timedelta
) -> None:
    places = {(e.stream, e.version): e for e in life.log}

    for item in items_of(life.log, life.now + later, ALL):
        told = [places[mark.stream, mark.version] for mark in item.events]
        assert told
        for mark, event in zip(item.events, told, strict=True):
            assert (mark.position, mark.type) == (event.position, event.type)
            assert (mark.occurred_at, mark.recorded_at) == (event.occurred_at, event.recorded_at)
        stated = [e.actor.role == "import" or "attested" in e.type.lower() for e in told]
        assert item.attested == any(stated)
        if not MOVED & {mark.type for mark in item.events}:
            times = {e.occurred_at for e in told} | {e.recorded_at for e in told}
            times |= {getattr(e.event, "window_end", e.occurred_at) for e in told}
            assert item.until is None or item.until in times
            if item.figure not in {"overdue", "broken_without_apology"}:
                assert item.at in times


def test_what_came_by_a_merge_rests_on_it_also_where_a_later_event_tells_of_it() -> None:
    at_once = timedelta()
    opened = [Move("receive", 0, 0, at_once)] * 2
    life = lived([*opened, Move("merge", 0, 1, at_once), Move("give more", 1, 0, at_once)])

    resting = [
        {mark.type for mark in item.events}
        for item in items(life.log, life.now, "critics_answered")
    ]
    assert any({"CaseTakenOver", "InformationReceived"} <= types for types in resting)


@settings(max_examples=30)
@given(LIVES, st.data())
def test_as_of_a_position_or_a_time_is_the_answer_of_the_log_cut_there(
    life: Life, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, life.desk.store.head()))
    known = [each for each in life.log if each.position <= cut]
    moment = max(each.recorded_at for each in known)
    by_then = [each for each in life.log if each.recorded_at <= moment]

    at_position = Auditor(life.desk.store, life.now, cut).ask(ALL)
    at_moment = Auditor(life.desk.store, life.now, moment).ask(ALL)

    for question, by_position, by_time in zip(ALL, at_position, at_moment, strict=True):
        assert by_position.moment == by_time.moment == moment
        assert by_position.results == results(question, items_of(known, moment, [question]))
        assert by_time.results == results(question, items_of(by_then, moment, [question]))


@settings(max_examples=30)
@given(LIVES, LATER, st.lists(st.integers(0, 9)))
def test_neither_words_nor_the_order_of_streams_change_a_figure(
    life: Life, later: timedelta, turns: list[int]
) -> None:
    moment = life.now + later
    erased = relogged(life.log).read_all(0, 100_000)
    mixed = interleaved(life.log, turns)

    for question in ALL:
        found = results(question, items_of(life.log, moment, [question]))
        assert results(question, items_of(mixed, moment, [question])) == found
        assert results(question, items_of(erased, moment, [question])) == found


@given(LIVES, LATER)
def test_what_registers_state_never_counts_among_ours(life: Life, later: timedelta) -> None:
    moment = life.now + later

    for question in ALL:
        for result in results(question, items_of(life.log, moment, [question])):
            ours = [item for item in result.items if not item.attested]
            stated = [item for item in result.items if item.attested]
            assert (result.ours, result.attested) == (tally(ours), tally(stated))
            for rows in (result.months, result.groups):
                assert not rows or sum(row.ours.n for row in rows) == len(ours)
                assert not rows or sum(row.attested.n for row in rows) == len(stated)
