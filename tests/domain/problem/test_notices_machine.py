"""Whatever happens to a problem: it ends exactly when word of the fix left for all, or was waived.

And it stays ended only as long as that is so.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.domain.problem.login import known
from tests.domain.survey.story import PROCESS, said

from answerable.domain.command import RefusedError
from answerable.domain.problem.notices import (
    CaseLinkedToProblem,
    CaseUnlinkedFromProblem,
    DeliverFix,
    FixDelivered,
    FixNoticeFailed,
    FixNoticeLeft,
    FixNoticeWaived,
    LinkCase,
    RecordFixNotice,
    RecordFixNoticeFailure,
    RecurrenceSeen,
    SeeRecurrence,
    UnlinkCase,
    WaiveFixNotice,
)
from answerable.domain.problem.problem import (
    EndProblem,
    ProblemCommand,
    ProblemEnded,
    ProblemEvent,
    ProblemReopened,
    owed,
)

CASES = st.sampled_from(["case-1", "case-2"])
FIXES = st.sampled_from(["fix-1", "fix-2"])
REPLIES = st.sampled_from(["reply-1", "reply-2"])


class Notices(RuleBasedStateMachine):
    """Two cases, two fixes. What is owed is counted here from events alone."""

    def __init__(self) -> None:
        super().__init__()
        self.story = known("case-1")

    def wish(
        self, make: Callable[..., ProblemCommand], *args: object, **more: object
    ) -> list[ProblemEvent] | None:
        """Put a command; None where it was refused."""
        try:
            return self.story.put(make, *args, **more)
        except RefusedError:
            return None

    @rule(case=CASES)
    def link(self, case: str) -> None:
        self.wish(LinkCase, case)

    @rule(case=CASES)
    def unlink(self, case: str) -> None:
        self.wish(UnlinkCase, case, said("another defect"))

    @rule(fix=FIXES)
    def fix(self, fix: str) -> None:
        self.wish(DeliverFix, fix, "put right")

    @rule(evidence=st.sampled_from(["evidence-1", "evidence-2"]))
    def recur(self, evidence: str) -> None:
        self.wish(SeeRecurrence, evidence)

    @rule(case=CASES, fix=FIXES, reply=REPLIES)
    def tell(self, case: str, fix: str, reply: str) -> None:
        self.wish(RecordFixNotice, case, fix, reply, actor=PROCESS)

    @rule(case=CASES, fix=FIXES, reply=REPLIES)
    def bounce(self, case: str, fix: str, reply: str) -> None:
        self.wish(RecordFixNoticeFailure, case, fix, reply, actor=PROCESS)

    @rule(case=CASES, fix=FIXES)
    def waive(self, case: str, fix: str) -> None:
        self.wish(WaiveFixNotice, case, fix, said("left the country"))

    @rule()
    def end(self) -> None:
        ended = self.wish(EndProblem) is not None
        assert ended == (self.fix_in_place() is not None and not self.untold())

    def fix_in_place(self) -> str | None:
        fixes = [e for e in self.story.events if isinstance(e, FixDelivered | RecurrenceSeen)]
        last = fixes[-1] if fixes else None
        return last.fix if isinstance(last, FixDelivered) else None

    def untold(self) -> set[str]:
        """The linked cases of whom no notice of the fix in place stands, none waived."""
        linked, standing = set[str](), set[tuple[str, str]]()
        for event in self.story.events:
            match event:
                case CaseLinkedToProblem(case=case):
                    linked.add(case)
                case CaseUnlinkedFromProblem(case=case):
                    linked.discard(case)
                case FixNoticeLeft(case=case, fix=fix, reply=reply) if fix == self.fix_in_place():
                    standing.add((case, reply))
                case FixNoticeFailed(case=case, fix=fix, reply=reply):
                    if fix == self.fix_in_place():
                        standing.discard((case, reply))
                case FixNoticeWaived(case=case, fix=fix) if fix == self.fix_in_place():
                    standing.add((case, "waived"))
                case _:
                    pass
        return linked - {case for case, _ in standing}

    @invariant()
    def ended_only_while_all_are_told(self) -> None:
        ends = [e for e in self.story.events if isinstance(e, ProblemEnded | ProblemReopened)]
        ended = bool(ends) and isinstance(ends[-1], ProblemEnded)
        assert not ended or (self.fix_in_place() and not self.untold())

    @invariant()
    def what_is_owed_is_derived_from_the_events(self) -> None:
        expected = self.untold() if self.fix_in_place() else set[str]()
        assert set(owed(self.story.state)) == expected


TestNotices = Notices.TestCase
