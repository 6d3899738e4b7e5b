"""A case by its id, and the law it is under: packs, later limits, pauses, what silence cost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..domain.case.applying import ApplyPack
from ..domain.case.case import Case
from ..domain.case.obligations import ClockStarted
from ..domain.case.silence import RebutSilence, RecordCompensation
from ..domain.case.terms import ExtensionTerms, PauseTerms
from ..domain.case.testifying import as_moved, testimony
from ..domain.case.time_passing import ResumeClock
from ..domain.deadlines.pack import StartEvent
from ..domain.deadlines.testimony import Testimony
from ..domain.deadlines.wording import Said, resolve
from ..domain.event import Personal, RecordedEvent
from .adopting import adopt
from .clerk import Clerk


class CaseUnderLaw:
    """What a case is, and what can be done about its limits."""

    def __init__(self, desk: Clerk, case: str) -> None:
        self.desk = desk
        self.id = case

    @property
    def state(self) -> Case:
        """The case as it now stands, folded from its history."""
        state: Case = self.desk.fold(self.id)
        return state

    def history(self) -> tuple[RecordedEvent, ...]:
        """Every event of the case, in order."""
        return tuple(self.desk.store.read(self.id))

    def about(self) -> dict[str, Any]:
        """What every command to it brings along."""
        return self.desk.about(self.id)

    def words(self, text: str) -> Personal[str]:
        """Words marked as the complainant's."""
        return Personal[str](subject=self.complainant, value=text)

    @property
    def complainant(self) -> str:
        """The person who first complained."""
        return self.state.people.complainants[0]

    def apply_pack(
        self, pack: str, kinds: Iterable[str] = (), event: StartEvent | None = None
    ) -> None:
        """Let the case come under `pack` too, from its own start or, with `event`, from that.

        Raises:
            RefusedError: there is no such pack, or it does not answer for that day.
        """
        adopt(self.desk, (pack,))
        self.desk.execute(ApplyPack(pack, tuple(kinds), event, **self.about()))

    def extension(
        self, obligation: str, by: Said, told: Iterable[str] = (), ground: str | None = None
    ) -> ExtensionTerms:
        """Terms of a later limit for a reply to tell; `told` is what the notice says, as the pack
        calls it. It counts only once the reply has reached them, before the limit (I13).
        """
        due = resolve(by, self.about()["occurred_at"], self.desk.policy)
        return ExtensionTerms(obligation, due.at, tuple(told), ground)

    def pause(self, obligation: str, until: Said, ground: str | None = None) -> PauseTerms:
        """Terms of a pause for a reply to tell; it too counts from when it has reached them."""
        end = resolve(until, self.about()["occurred_at"], self.desk.policy)
        return PauseTerms(obligation, end.at, ground)

    def resume(self, obligation: str) -> None:
        """What the clock waited for came."""
        self.desk.execute(ResumeClock(obligation, **self.about()))

    def rebut_silence(self, obligation: str, reason: str, evidence: str) -> None:
        """Document why silence accepted nothing; takes a second person."""
        self.desk.execute(RebutSilence(obligation, self.words(reason), evidence, **self.about()))

    def pay_compensation(self, obligation: str, amount: int, currency: str, evidence: str) -> None:
        """Record what was paid in all for lateness, in minor units of `currency`."""
        self.desk.execute(
            RecordCompensation(obligation, amount, currency, evidence, **self.about())
        )

    def testimonies(self) -> dict[str, Testimony]:
        """Where each limit comes from, day by day: by the rule and the days recorded with it.

        Counted again around the pauses, and with the later limit, whose notices reached in time.
        """
        events = (recorded.event for recorded in self.history())
        clocks = [event for event in events if isinstance(event, ClockStarted)]
        state, now = self.state, self.desk.place.now()
        told = {clock.obligation: testimony(clock) for clock in clocks}
        return {name: as_moved(each, name, state, now) for name, each in told.items()}

    def explain(self, language: str = "en") -> str:
        """The same in words: `pl`, `it` or `en`.

        Raises:
            ValueError: no such language.
            MissingExtraError: the extra `languages` is not installed.
        """
        shelf = self.desk.place.rules.shelf
        told = [shelf.explain(each, language) for each in self.testimonies().values()]
        return "\n".join(told)
