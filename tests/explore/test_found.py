"""What exploring brought to light once, played step by step so that it stays mended."""

from datetime import timedelta

from answerable.domain.case.delivery import ReportFailure, SpeakReply
from answerable.domain.case.duties import duties
from answerable.domain.case.handing_over import ReplaceAbsentOwner
from answerable.domain.case.replies import Delivery, Kind
from answerable.domain.case.terms import ExtensionTerms, PauseTerms, Terms

from .moves_people import merges
from .moves_talk import NAME, SORRY
from .pairs import PAIR_MERGING
from .playing import Play
from .state import START
from .worlds import LIMITS, PEOPLE

DAY = timedelta(days=1)


def test_a_limit_extended_after_a_pause_is_the_date_that_was_told() -> None:
    play = Play(LIMITS)
    pause = Terms(clocks=(PauseTerms("final_answer.1", START + 3 * DAY),))
    later = Terms(clocks=(ExtensionTerms("final_answer.1", START + 9 * DAY, ("cause",)),))

    for kind, terms in ((Kind.CLARIFICATION, pause), (Kind.HOLDING, later)):
        notice = play.write(kind, terms=terms)
        play.put(SpeakReply(notice, SORRY, SORRY, **play.view().about()))
        play.wait(DAY)

    due = {duty.id: duty.due for duty in duties(play.case, play.now)}
    assert due["final_answer.1"] == START + 9 * DAY


def test_an_owner_who_comes_back_twice_in_absence_is_announced_twice() -> None:
    play = Play(PEOPLE)

    for owner in ("staff-2", "staff-1", "staff-2"):
        play.put(ReplaceAbsentOwner(owner, NAME, **play.view().about()))

    owed = [duty.id for duty in duties(play.case, play.now) if duty.name == "announce_owner"]
    assert len(owed) == 3


def test_a_notice_that_fails_while_a_merge_is_under_way_fails_in_the_primary_too() -> None:
    play = Play(PAIR_MERGING)
    notice = play.view().id("reply", 1)
    (merge,) = list(merges(play.view()))[-1:]

    play.put(merge, ReportFailure(notice, "bounce", **play.view().about()))
    play.mail()

    primary = play.view(PAIR_MERGING.streams[1]).case
    assert primary.replies[notice].delivery is Delivery.FAILED
