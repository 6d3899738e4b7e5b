"""The policy stream puts on record what is in force, each change once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.domain.survey.story import MONDAY, WAITER, Story

from answerable.domain.deadlines.calendar import KnownCalendar, Snapshot
from answerable.domain.policy import policy
from answerable.domain.policy.policy import (
    CalendarRecorded,
    InForce,
    PackAdopted,
    PackEdition,
    PolicyEvent,
    PutInForce,
    ThresholdsSet,
    calendars_in_force,
    decider,
)

PACK = PackEdition("pl.rf", "1", "d1", date(2015, 10, 11), date(2027, 12, 31))
EPIPHANY = (date(2026, 1, 6), "Trzech Króli")
EVE = (date(2026, 12, 24), "Wigilia")
BEFORE = Snapshot(
    name="PL",
    edition="PL-a",
    zone="Europe/Warsaw",
    weekend=(5, 6),
    first_year=2020,
    last_year=2030,
    holidays=(EPIPHANY,),
    source="by hand",
    known_from=datetime(2020, 1, 1, tzinfo=UTC),
)
SINCE = replace(
    BEFORE,
    edition="PL-b",
    holidays=(EPIPHANY, EVE),
    known_from=datetime(2024, 12, 31, tzinfo=UTC),
)
POLAND = KnownCalendar((BEFORE, SINCE))


def begun() -> Story[PutInForce, InForce, PolicyEvent]:
    return Story(decider)


def in_force(*editions: Snapshot) -> Story[PutInForce, InForce, PolicyEvent]:
    """A story in which these editions were put in force at once."""
    story = begun()
    story.put(PutInForce, calendars=(KnownCalendar(editions),))
    return story


def test_a_pack_is_adopted_once_with_its_digest_its_vetted_dates_and_by_whom() -> None:
    story = begun()

    assert story.put(PutInForce, packs=(PACK,)) == [
        PackAdopted(
            occurred_at=MONDAY,
            pack="pl.rf",
            version="1",
            digest="d1",
            vetted_from=date(2015, 10, 11),
            vetted_to=date(2027, 12, 31),
            by=WAITER.id,
        )
    ]


def test_another_version_of_a_pack_is_adopted_beside_the_first() -> None:
    story = begun()
    story.put(PutInForce, packs=(PACK,))
    story.put(PutInForce, packs=(PACK, replace(PACK, version="2", digest="d2")))

    assert sorted(story.state.packs) == [("pl.rf", "1"), ("pl.rf", "2")]


def test_a_version_of_a_pack_never_says_anything_else() -> None:
    story = begun()
    story.put(PutInForce, packs=(PACK,))

    changed = replace(PACK, digest="d2")

    story.refused(policy.PACK_VERSION_STANDS, PutInForce, packs=(changed,))


def test_every_edition_of_a_new_calendar_is_recorded_with_since_when_it_was_known() -> None:
    found = in_force(BEFORE, SINCE).events

    assert [(e.edition, e.known_from) for e in found if isinstance(e, CalendarRecorded)] == [
        ("PL-a", BEFORE.known_from),
        ("PL-b", SINCE.known_from),
    ]


def test_a_recorded_calendar_is_read_back_as_it_was_given() -> None:
    story = in_force(BEFORE, SINCE)

    assert story.state.calendars["PL"] == POLAND
    assert calendars_in_force(story.state)["PL"].holidays == dict((EPIPHANY, EVE))


def test_what_a_source_learns_later_is_known_only_from_when_it_was_recorded() -> None:
    story = in_force(BEFORE)
    (learnt,) = story.put(PutInForce, calendars=(POLAND,))

    assert isinstance(learnt, CalendarRecorded)
    assert (learnt.edition, learnt.known_from) == ("PL-b", MONDAY)
    assert story.state.calendars["PL"].as_known(SINCE.known_from).edition == "PL-a"


def test_an_older_source_puts_no_earlier_edition_in_force_again() -> None:
    story = in_force(BEFORE, SINCE)

    assert story.put(PutInForce, calendars=(KnownCalendar((BEFORE,)),)) == []


def test_an_edition_that_knows_fewer_years_is_not_put_in_force() -> None:
    story = in_force(SINCE)
    narrow = replace(SINCE, edition="PL-c", last_year=2027)

    assert story.put(PutInForce, calendars=(KnownCalendar((narrow,)),)) == []


def test_thresholds_are_recorded_when_they_change() -> None:
    story = begun()
    story.put(PutInForce, thresholds={"backdating": "30 calendar_day"})
    (changed,) = story.put(PutInForce, thresholds={"backdating": "10 calendar_day"})

    assert isinstance(changed, ThresholdsSet)
    assert story.state.thresholds == {"backdating": "10 calendar_day"}
