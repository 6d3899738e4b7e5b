"""What exploring brought to light once, played step by step so that it stays mended."""

from datetime import timedelta

from answerable.application.verify.checking import Checker
from answerable.domain.case.case import Case
from answerable.domain.case.delivery import SpeakReply
from answerable.domain.case.duties import duties
from answerable.domain.case.handing_over import ReplaceAbsentOwner
from answerable.domain.case.replies import Kind
from answerable.domain.case.terms import ExtensionTerms, PauseTerms, Terms
from answerable.domain.command import Command

from .moves_talk import NAME, SORRY, writes
from .state import FIRST, START, State, View, World
from .stepping import attempt, opened
from .worlds import WORLDS

DAY = timedelta(days=1)


class Play:
    """A world played by hand: each command must be accepted and break nothing."""

    def __init__(self, world: str) -> None:
        self.world: World = next(each for each in WORLDS if each.name == world)
        first = opened(self.world)
        assert first.state
        self.state: State = first.state
        self.checker: Checker = first.checker

    @property
    def view(self) -> View:
        """The first case, now."""
        return View(self.world, self.state, FIRST)

    @property
    def case(self) -> Case:
        """The first case's state."""
        return self.state.cases[0]

    def put(self, command: Command) -> None:
        """Accepted, and no invariant broken."""
        outcome = attempt(self.world, self.state, self.checker, command)
        assert outcome.rule is None
        assert list(outcome.wrong) == []
        assert outcome.state
        self.state, self.checker = outcome.state, outcome.checker

    def wait(self, time: timedelta) -> None:
        """Time goes on."""
        self.state = State(self.state.now + time, self.state.cases, self.state.mail)

    def due(self, duty: str) -> timedelta:
        """When that is due, from the start."""
        found = {each.id: each.due for each in duties(self.case, self.state.now)}
        return found[duty] - START


def test_a_limit_extended_after_a_pause_is_the_date_that_was_told() -> None:
    play = Play("limits")
    pause = Terms(clocks=(PauseTerms("final_answer.1", START + 3 * DAY),))
    later = Terms(clocks=(ExtensionTerms("final_answer.1", START + 9 * DAY, ("cause",)),))

    for kind, terms in ((Kind.CLARIFICATION, pause), (Kind.HOLDING, later)):
        (notice,) = writes(play.view, kind, terms=terms)
        play.put(notice)
        play.put(SpeakReply(notice.reply, SORRY, SORRY, **play.view.about()))
        play.wait(DAY)

    assert play.due("final_answer.1") == 9 * DAY


def test_an_owner_who_comes_back_twice_in_absence_is_announced_twice() -> None:
    play = Play("promises")

    for owner in ("staff-2", "staff-1", "staff-2"):
        play.put(ReplaceAbsentOwner(owner, NAME, **play.view.about()))

    owed = [duty.id for duty in duties(play.case, play.state.now) if duty.name == "announce_owner"]
    assert len(owed) == 3
