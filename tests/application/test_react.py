"""Reactions follow the fact as it was, whenever they are made, and no fact can stop them."""

from collections.abc import Sequence

from tests.application.test_verify_log import findings

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.application.desk import Desk
from answerable.application.react import Reactions, begun_in, commands_after
from answerable.application.states import States
from answerable.bootstrap import open_desk, stored_form
from answerable.domain.case.ending import Stage
from answerable.domain.case.inquiry import Cause
from answerable.domain.case.intake import CaseLinked, Complainant, Signal
from answerable.domain.case.merging import MergeCase
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.replies import Kind
from answerable.domain.catalogue import STREAM_OF_KIND
from answerable.domain.event import Personal, RecordedEvent
from answerable.domain.problem.cause import OpenProblem, RecordFinding, RootCauseIdentified
from answerable.domain.problem.notices import DeliverFix, UnlinkCase

PROBLEM = "problem-1"


def case(desk: Desk, words: str) -> str:
    """A case that Maria owns."""
    received = desk.receive(words)
    received.name_owner("Maria")
    return received.id


def merged(desk: Desk, duplicate: str, primary: str) -> str:
    """The notice by which `duplicate` goes on in `primary`."""
    here = desk.case(duplicate)
    notice = here.reply(Kind.STATUS, "It goes on there.", signed="Maria", tells=(primary,))
    here.send(notice)
    here.merge_into(primary, notice)
    return notice


def react_to_all_again(desk: Desk) -> int:
    """What a desk does that opens the log after the position of its reactions was lost."""
    before = desk.store.head()
    anew = Reactions(desk.store, MemoryViews(), States(0))
    anew.catch_up(desk._put)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return desk.store.head() - before


def test_reacting_again_adds_nothing_after_a_case_went_on_elsewhere() -> None:
    with open_desk() as desk:
        twice, first, second = (case(desk, words) for words in ("Kettle", "Kettle", "Lid"))
        merged(desk, twice, first)
        desk.case(twice).hear("Well?")
        desk.case(first).unmerge(twice)
        merged(desk, twice, second)

        assert react_to_all_again(desk) == 0
        assert findings(desk) == ()


def test_reacting_again_adds_nothing_after_a_case_was_unlinked_from_a_fix() -> None:
    with open_desk() as desk:
        cases = [case(desk, words) for words in ("Kettle", "Kettle")]
        desk.execute(OpenProblem("Lids break", **desk.about(PROBLEM)))
        for each in cases:
            desk.case(each).record(CaseLinked, other=PROBLEM, why="the lid")
        about = desk.about(PROBLEM)
        cause = RootCauseIdentified(
            occurred_at=about["occurred_at"],
            cause=Cause.PRODUCT,
            stage="design",
            why="thin",
            led_to="breaks",
        )
        desk.execute(RecordFinding(cause, **about))
        desk.execute(DeliverFix("fix-1", "A thicker lid", **desk.about(PROBLEM)))
        why = Personal[str](subject="staff-maria", value="Another kettle")
        desk.execute(UnlinkCase(cases[0], why, **desk.about(PROBLEM)))

        assert react_to_all_again(desk) == 0
        assert findings(desk) == ()


def test_a_merge_into_what_is_no_case_is_declined_and_stops_nobody() -> None:
    with open_desk() as desk:
        survey = desk.survey()
        survey.hear("Cold soup", "email", asked=False)
        for primary in (survey.id, "nowhere", ""):
            duplicate = case(desk, "Kettle")
            notice = desk.case(duplicate).reply(
                Kind.STATUS, "There.", signed="Maria", tells=(primary,)
            )
            desk.case(duplicate).send(notice)
            desk.execute(MergeCase(primary, notice, **desk.about(duplicate)))

            assert desk.case(duplicate).state.merging.asked is None
            assert desk.case(duplicate).state.stage is Stage.OPEN
        assert findings(desk) == ()
        assert desk.receive("Another kettle").history()


def test_a_case_that_names_no_survey_as_its_source_stops_nobody() -> None:
    with open_desk() as desk:
        about = desk.about("case-1")
        words = Personal[str](subject="person-1", value="Cold soup")
        who = ("person-1", Complainant.CUSTOMER, Signal.FORMAL, "email", "message-1", None)
        desk.execute(ReceiveCase(*who, words, "issue-1", criticism="nowhere/x", **about))
        here = desk.case("case-1")
        here.name_owner("Maria")
        here.send(here.reply(Kind.PROPOSAL, "A new soup.", signed="Maria", proposal="A new soup"))

        assert [each.rule for each in findings(desk)] == [STREAM_OF_KIND.id]
        assert desk.receive("Another soup").history()


class Unread(MemoryStore):
    """A log that nobody need read."""

    def read(self, stream: str, after: int = 0) -> Sequence[RecordedEvent]:
        raise AssertionError(f"{stream} was read after {after}")


def test_what_begins_among_what_was_just_recorded_is_not_read_again() -> None:
    with open_desk() as desk:
        twice, first = case(desk, "Kettle"), case(desk, "Kettle")
        merged(desk, twice, first)
        log = desk.store.read_all(0, 1_000)

        asked = [commands_after(fact, desk.store) for fact in log]

        unread = Unread(stored_form())
        assert [commands_after(fact, unread, begun=begun_in(log)) for fact in log] == asked
        assert any(asked)


def test_what_was_recorded_after_a_gap_is_read_whole() -> None:
    with open_desk() as desk:
        one, two, three = desk.store.read(case(desk, "Kettle"))[:3]

        assert begun_in([one, three]) == {one.stream: [one]}
        assert begun_in([two, three]) == {one.stream: []}
