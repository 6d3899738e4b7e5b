"""Each check sees what it is for: a sound log, one thing in it made false, and who notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from tests.explore.endings import WAYS, attested, deemed_accepted, merged, replied, voided
from tests.explore.moves_talk import NAME
from tests.explore.pairs import PAIR_MERGING
from tests.explore.playing import Play
from tests.explore.state import LEAD, World
from tests.explore.worlds import (
    AFTER_CLOSING,
    CONDUCT,
    LIMITS,
    NOBODY,
    PEOPLE,
    PROMISES,
    REGISTER,
)
from tests.invariants.spoiling import Log, again, numbered, saying, without

from answerable.application.verify import CHECKS, check
from answerable.domain.case.conduct import RestrictContact
from answerable.domain.case.ending import Basis
from answerable.domain.case.handing_over import ReplaceAbsentOwner
from answerable.domain.case.issues import Outcome
from answerable.domain.case.replies import Kind
from answerable.domain.case.time_passing import PassTime
from answerable.domain.event import RecordedEvent

DAY = timedelta(days=1)


def played(world: World, *ways: Callable[[Play], None]) -> Log:
    """What is on record after these ways."""
    play = Play(world)
    for way in ways:
        way(play)
    return play.log


def bounces(play: Play) -> None:
    """The reply it closed on comes back."""
    play.bounce(play.case.ending.rests_on[0])


def time_passes(play: Play) -> None:
    """Ten days later somebody runs the clock."""
    play.wait(10 * DAY)
    play.put(PassTime(**play.view().about()))


def owner_is_absent(play: Play) -> None:
    """Somebody takes over at once."""
    play.put(ReplaceAbsentOwner("staff-2", NAME, **play.view().about()))


def contact_is_narrowed(play: Play) -> None:
    """After a warning, and told of it."""
    play.wait(DAY)
    told = play.write(Kind.STATUS, tells=("conduct-1",))
    play.send(told)
    until = play.now + DAY
    narrowed = RestrictContact(
        "conduct-1", "post", "reply-a1", told, until, **play.view().about(LEAD)
    )
    play.put(narrowed)


def sorry_once(play: Play) -> None:
    """The only apology is in a reply before the closing one, and comes back after the end."""
    sorry = play.write(Kind.STATUS)
    play.send(sorry)
    play.decide(Outcome.UPHELD)
    play.send(play.write(apology=None))
    play.close()
    play.bounce(sorry)


def up_to_the_failure(log: Log) -> Log:
    """What the failure undid is not on record."""
    last = max(place for place, each in enumerate(log) if each.type == "ReplyFailed")
    return log[: last + 1]


def besides(log: Log) -> Log:
    """Somebody else had joined the complaint of the register."""
    place = next(place for place, each in enumerate(log) if each.type == "ComplainantJoined")
    joined = log[place].event.model_copy(update={"person": "person-9"})
    return [*log[: place + 1], replace(log[place], event=joined), *log[place + 1 :]]


def with_one_id(log: Log) -> Log:
    """The primary calls an issue of its own as the duplicate calls another."""
    primary = next(each for each in log if each.type == "CaseTakenOver")
    (name, *_) = primary.event.file.issues  # type: ignore[attr-defined]  # of that class

    def renamed(each: RecordedEvent) -> RecordedEvent:
        own = each.stream == primary.stream and each.type == "IssueRaised"
        return replace(each, event=each.event.model_copy(update={"issue": name})) if own else each

    return [renamed(each) for each in log]


@dataclass(frozen=True)
class Spoilt:
    """A sound log, what is made false in it, and every invariant that must notice."""

    log: Callable[[], Log]
    how: Callable[[Log], Iterable[RecordedEvent]]
    seen: str


def answered() -> Log:
    return played(PEOPLE, replied)


def closed() -> Log:
    return played(AFTER_CLOSING)


EARLIER = closed()[0].occurred_at - 60 * DAY
SPOILT = (
    Spoilt(answered, saying("CaseClosed", replies=()), "I1"),
    Spoilt(answered, saying("CaseClosed", span=2), "I1"),
    Spoilt(lambda: played(PEOPLE, replied, bounces), without("CaseReopened", "ClockStarted"), "I1"),
    Spoilt(lambda: played(PAIR_MERGING, merged), saying("CaseMerged", primary="case-z"), "I2"),
    Spoilt(lambda: played(PAIR_MERGING, merged), without("CaseTakenOver"), "I2"),
    Spoilt(lambda: played(PAIR_MERGING, merged), with_one_id, "I2"),
    Spoilt(lambda: played(NOBODY, voided), without("MessageSetAside"), "I3"),
    Spoilt(lambda: played(NOBODY, voided), saying("MessageSetAside", judges=("a", "a")), "I3"),
    Spoilt(answered, saying("ReplyIssued", outcomes=()), "I4"),
    Spoilt(answered, saying("ReplyIssued", recourse=None), "I4"),
    Spoilt(answered, saying("ReplyIssued", answers=()), "I5"),
    Spoilt(answered, without("ReplyDispatched"), "I6"),
    Spoilt(lambda: played(PEOPLE, owner_is_absent), without("ClockStarted", last=True), "I7"),
    Spoilt(lambda: played(PEOPLE, owner_is_absent), saying("OwnerChanged", before="x"), "I7"),
    Spoilt(answered, saying("ReplyIssued", apology=None), "I8"),
    Spoilt(closed, saying("ReplyIssued", tells=()), "I9"),
    Spoilt(answered, saying("ReplyDispatched", window_end=EARLIER), "I10"),
    Spoilt(lambda: played(PROMISES, time_passes), without("DueTimePassed", last=True), "I11"),
    Spoilt(lambda: played(PROMISES, time_passes), without("ClockStarted", last=True), "I11"),
    Spoilt(lambda: played(LIMITS, deemed_accepted), saying("ClockStarted", row=None), "I11"),
    Spoilt(lambda: played(PAIR_MERGING), saying("ClockStarted", rule="9 hour"), "I12"),
    Spoilt(lambda: played(PROMISES, time_passes), saying("DueTimePassed", due=EARLIER), "I11 I13"),
    Spoilt(lambda: played(*WAYS[Basis.WITHDRAWN]), saying("IssueDecided", rests_on=None), "I14"),
    Spoilt(
        lambda: played(CONDUCT, contact_is_narrowed),
        saying("ContactRestricted", decided_by="staff-1"),
        "I15",
    ),
    Spoilt(lambda: played(CONDUCT, contact_is_narrowed), without("FactsExtracted"), "I15"),
    Spoilt(answered, saying("IssueDecided", occurred_at=EARLIER + 99 * DAY), "I18"),
    Spoilt(answered, saying("IssueDecided", occurred_at=EARLIER), "I18"),
    Spoilt(closed, without("ComplainantJoined"), "I20"),
    Spoilt(lambda: played(PEOPLE), without("ClockStarted"), "I21"),
    Spoilt(lambda: played(PEOPLE), again("MessageReceived"), "I22"),
    Spoilt(lambda: played(REGISTER, attested), saying("CaseClosed", replies=("x",)), "I1"),
    Spoilt(lambda: played(REGISTER, attested), besides, "I1"),
    Spoilt(lambda: played(PEOPLE, sorry_once), up_to_the_failure, "I8"),
)


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda each: each.seen)
def test_a_check_sees_what_it_is_for(spoilt: Spoilt) -> None:
    sound = spoilt.log()
    log = numbered(spoilt.how(sound))

    assert list(check(sound)) == []
    assert {each.invariant for each in check(log)} >= set(spoilt.seen.split())
    for name in spoilt.seen.split():
        assert list(CHECKS[name](log)) != []


def test_every_invariant_has_a_check() -> None:
    assert CHECKS.keys() == {f"I{number}" for number in range(1, 23)}
