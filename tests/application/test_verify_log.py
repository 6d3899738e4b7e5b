"""Verifying a whole log finds what the views and the reactions owe it."""

from dataclasses import replace

from answerable.application.desk import Desk
from answerable.application.handle import handle
from answerable.application.verify_log import Finding, Verifier
from answerable.application.view_store import Advance
from answerable.bootstrap import open_desk
from answerable.domain.case.merging import MergeCase
from answerable.domain.case.replies import Kind
from answerable.domain.catalogue import decider_for
from answerable.projections.open_promises import OPEN_PROMISES


def quiet(_what: str, _share: float) -> None:
    """Tell nobody of the progress."""


def findings(desk: Desk) -> tuple[Finding, ...]:
    """What is wrong with the log of `desk`."""
    place = desk.place
    return Verifier(place.store, place.views, place.policy, quiet).verify().findings


def asked_to_merge(desk: Desk) -> tuple[str, str]:
    """Two cases of which the first asked to go on in the second, and nobody reacted yet."""
    primary = desk.receive("The first parcel never came.")
    primary.name_owner("Anna")
    twice = desk.receive("And the second neither.", complainant=primary.complainant)
    twice.name_owner("Anna")
    notice = twice.reply(Kind.STATUS, "It goes on there.", signed="Anna", tells=(primary.id,))
    twice.send(notice)
    command = MergeCase(primary.id, notice, **desk.about(twice.id))
    handle(desk.store, decider_for(twice.id), command, desk.policy, desk.place.backoff)
    return twice.id, primary.id


def test_a_log_without_events_has_nothing_wrong() -> None:
    with open_desk() as desk:
        assert findings(desk) == ()


def test_a_reaction_that_is_pending_is_found_and_gone_once_it_followed() -> None:
    with open_desk() as desk:
        twice, primary = asked_to_merge(desk)

        (pending,) = findings(desk)
        assert (pending.kind, pending.rule, pending.stream) == ("reaction", "pending", twice)
        assert pending.sentence == f"TakeOver to {primary} is pending"

        desk.catch_up()
        assert findings(desk) == ()


def test_a_view_that_runs_ahead_of_the_log_is_found() -> None:
    with open_desk() as desk:
        desk.receive("It broke.")
        desk.promises()
        head = desk.store.head()
        desk.place.views.advance([Advance(OPEN_PROMISES, head, head + 9, {})])

        (finding,) = findings(desk)
        assert (finding.kind, finding.rule) == ("view", "open_promises")


def test_a_view_that_says_something_else_is_found() -> None:
    with open_desk() as desk:
        case = desk.receive("It broke.")
        case.name_owner("Anna")
        case.acknowledge("We are sorry.", signed="Anna")
        desk.promises()
        head = desk.store.head()
        _, kept = desk.place.views.everything(OPEN_PROMISES)
        broken = {case.id: replace(kept[case.id], rows=())}
        desk.place.views.advance([Advance(OPEN_PROMISES, head, head, broken)])

        (finding,) = findings(desk)
        assert (finding.kind, finding.stream) == ("view", case.id)
