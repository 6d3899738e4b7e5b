"""The library answers of a spoilt log what the command line does, and names what it leaves out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.spoilt import SPOIL, Spoilt
from tests.adapters.cli.test_lists import promised
from tests.adapters.cli.test_verify_command import changed

from answerable.adapters.cli.unread import described
from answerable.application.audit import Audit
from answerable.application.desk import Desk
from answerable.application.ports import UnavailableError, UnreadableEventError
from answerable.application.readable import ALL_READ
from answerable.domain.case.time_passing import PassTime
from answerable.projections.next_due import NEXT_DUE

ASKS: dict[str, Callable[[Desk], object]] = {
    "promises": Desk.promises,
    "critics": Desk.critics,
    "next_due": Desk.next_due,
    "recheck": Desk.recheck,
    "page": lambda desk: desk.page(NEXT_DUE, 2),
    "count": lambda desk: desk.answers.count(NEXT_DUE),
    "then": lambda desk: desk.promises(20),
}


@pytest.mark.parametrize("question", ["promises", "owners", "delivery"])
def test_the_library_answers_an_audit_as_far_as_the_command_does(
    spoilt: Spoilt, question: str
) -> None:
    ran = spoilt("audit", question, "--as-of", "20", "--json")
    with spoilt.line.desk() as desk, spoilt.cut.desk() as cut:
        audit, whole = desk.audit(question, 20), cut.audit(question, 20)
        before = desk.audit(question, spoilt.position - 1)

    assert (audit.results, whole.unread) == (whole.results, ALL_READ)
    assert [described(each) for each in audit.unread.events] == ran.document["unreadable"]
    assert audit.unread.left_out == ran.document["left_out"] == 4
    assert before.unread == ALL_READ


@pytest.mark.parametrize("name", ASKS)
def test_the_library_is_asked_as_far_as_can_be_read_and_says_what_is_left_out(
    spoilt: Spoilt, name: str
) -> None:
    ask = ASKS[name]
    with spoilt.line.desk() as desk, spoilt.cut.desk() as cut:
        with pytest.raises(UnreadableEventError):
            ask(desk)
        found, unread = desk.as_far_as_readable(ask)
        whole, nothing = cut.as_far_as_readable(ask)

    assert (found, nothing) == (whole, ALL_READ)
    assert [(each.stream, each.position) for each in unread.events] == [
        (spoilt.case, spoilt.position)
    ]
    assert unread.left_out == 4
    assert unread.up_to(spoilt.position - 1) == ALL_READ


def test_an_audit_asked_that_way_says_by_itself_what_no_figure_rests_on(spoilt: Spoilt) -> None:
    with spoilt.line.desk() as desk:
        audit, unread = desk.as_far_as_readable(after_failing)

    assert audit.unread == unread
    assert unread.left_out == 4


def after_failing(desk: Desk) -> Audit:
    """An audit that is asked together with a list: the list decides which desk it is put to."""
    desk.promises()
    return desk.audit("promises")


def test_who_does_not_read_everything_decides_nothing(spoilt: Spoilt) -> None:
    def receive(desk: Desk) -> None:
        desk.promises()
        desk.receive("Me too.")

    def speak(desk: Desk) -> None:
        desk.promises()
        desk.execute_all([PassTime(**desk.about(spoilt.other))])

    with spoilt.line.desk() as desk:
        head = desk.store.head()
        for act in (receive, speak):
            with pytest.raises(UnavailableError, match="must have read everything"):
                desk.as_far_as_readable(act)
        assert desk.store.head() == head


def test_the_desk_goes_on_after_it_was_asked_as_far_as_can_be_read(spoilt: Spoilt) -> None:
    def listed_and_closed(desk: Desk) -> None:
        desk.case(spoilt.case).history()
        assert desk.fold(spoilt.case)
        desk.catch_up()
        desk.close()

    with spoilt.line.desk() as desk:
        desk.as_far_as_readable(listed_and_closed)
        with pytest.raises(UnreadableEventError):
            desk.case(spoilt.case).name_owner("Dorota Kania")
        assert desk.receive("Me too.").history()


def test_what_is_kept_in_memory_of_a_case_does_not_stand_for_what_cannot_be_read(
    line: Line,
) -> None:
    def known(desk: Desk) -> tuple[int, bool]:
        here = desk.case(case.id)
        return len(here.history()), here.state.ownership.owner is not None

    case = promised(line)
    with line.desk() as desk:
        whole = known(desk)
        changed(line.log, SPOIL.format(position=desk.store.read(case.id)[6].position))
        found, unread = desk.as_far_as_readable(known)

    assert whole == (10, True)
    assert (found, unread.left_out) == ((6, False), 4)
