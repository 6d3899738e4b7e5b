"""The desk as a product meets it: what is given twice, misspelt or from nowhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import answerable
from answerable import Actor, Desk, Kind
from answerable.bootstrap import UnknownUrlError, UnknownZoneError
from answerable.domain.case.merge_steps import case_file
from answerable.domain.case.merging import CompleteMerge, ReturnFromMerge, TakeOver
from answerable.domain.case.people import ComplainantDeceased
from answerable.domain.processes.following import BY_ITSELF


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    url = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'desk.db'}"
    with answerable.open(url) as opened:
        yield opened


def test_a_mail_received_twice_is_one_case(desk: Desk) -> None:
    first = desk.receive("It broke.", external_id="<1@shop>")
    again = desk.receive("It broke.", external_id="<1@shop>")

    assert (again.id, len(desk.critics())) == (first.id, 1)


def test_the_same_id_of_another_channel_is_another_mail(desk: Desk) -> None:
    mail = desk.receive("It broke.", external_id="1")
    note = desk.receive("It broke.", external_id="1", channel="sms")

    assert mail.id != note.id


def test_a_mail_received_by_many_threads_at_once_is_one_case(desk: Desk) -> None:
    def receive(_: int) -> str:
        return desk.receive("It broke.", external_id="<1@shop>").id

    with ThreadPoolExecutor(4) as pool:
        cases = set(pool.map(receive, range(8)))

    assert len(cases) == 1


def test_a_mail_is_known_again_when_the_log_is_opened_anew(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.db")
    with answerable.open(path) as before:
        first = before.receive("It broke.", external_id="<1@shop>")
    with answerable.open(path) as after:
        assert after.receive("It broke.", external_id="<1@shop>").id == first.id


def test_mail_is_received_and_known_again_where_some_of_the_log_cannot_be_read(
    tmp_path: Path,
) -> None:
    file = tmp_path / "desk.db"
    with answerable.open(str(file)) as before:
        mails = [before.receive("It broke.", external_id=f"<{n}@shop>") for n in range(3)]
    with closing(sqlite3.connect(file)) as log, log:
        log.execute(
            "UPDATE stored_events SET topic = 'Lost' WHERE originator_id = ?", [mails[1].id]
        )

    with answerable.open(str(file)) as after:
        new = after.receive("It broke.", external_id="<new@shop>")
        again = [after.receive("It broke.", external_id=f"<{n}@shop>") for n in (0, 2, "new")]

    assert [each.id for each in again] == [mails[0].id, mails[2].id, new.id]


def test_a_desk_is_closed_twice_and_where_it_cannot_say_how_far_it_came(tmp_path: Path) -> None:
    desk = answerable.open(str(tmp_path / "desk.db"))
    desk.receive("It broke.")
    desk.store.close()

    desk.close()
    desk.close()

    with answerable.open(str(tmp_path / "desk.db")) as after:
        assert len(after.critics()) == 1


def test_a_message_heard_twice_has_one_id(desk: Desk) -> None:
    case = desk.receive("It broke.")

    assert case.hear("Well?", external_id="<2@shop>") == case.hear("Well?", external_id="<2@shop>")


def test_a_misspelt_part_of_a_reply_is_not_swallowed(desk: Desk) -> None:
    case = desk.receive("It broke.")
    case.name_owner("Dorota Kania")
    misspelt: dict[str, Any] = {"promise": ()}

    with pytest.raises(TypeError, match="promise"):
        case.reply(Kind.STATUS, "Soon.", signed="Dorota Kania", **misspelt)


def test_a_kind_given_as_text_is_held_to_the_same_rules(desk: Desk) -> None:
    case = desk.receive("It broke.")
    case.name_owner("Dorota Kania")
    closing: Any = "closing"

    with pytest.raises(answerable.RefusedError) as refused:
        case.reply(closing, "There.", signed="Dorota Kania")
    assert refused.value.rule.id == "closing-outcomes"


def test_sending_a_reply_nobody_wrote_is_refused_by_name(desk: Desk) -> None:
    case = desk.receive("It broke.")

    with pytest.raises(answerable.RefusedError) as refused:
        case.send("reply-none")
    assert refused.value.rule.id == "reply-known"


def test_nobody_takes_a_step_that_only_follows_by_itself(desk: Desk) -> None:
    primary, other = desk.receive("It broke."), desk.receive("It broke as well.")
    for case in (primary, other):
        case.name_owner("Dorota Kania")
    notice = other.reply(Kind.STATUS, "It goes on there.", signed="D. K.", tells=(primary.id,))
    other.send(notice)
    other.merge_into(primary.id, notice)
    process = desk.acting(Actor("somebody", "process"))
    taken = case_file(primary.state, desk.place.now())
    steps = [
        TakeOver(primary.id, taken, **process.about(other.id)),
        CompleteMerge(primary.id, **process.about(other.id)),
        ReturnFromMerge(primary.id, taken, **process.about(other.id)),
    ]
    head = desk.store.head()

    for step in steps:
        with pytest.raises(answerable.RefusedError) as refused:
            process.execute(step)
        assert refused.value.rule is BY_ITSELF
        with pytest.raises(answerable.RefusedError) as refused:
            process.execute_all([step])
        assert refused.value.rule is BY_ITSELF
    assert desk.store.head() == head


def test_a_first_response_that_cannot_be_sent_is_not_written_either(desk: Desk) -> None:
    case = desk.receive("It broke.")
    case.name_owner("Dorota Kania")
    case.record(ComplainantDeceased, person=case.complainant)
    head = desk.store.head()

    with pytest.raises(answerable.RefusedError):
        case.acknowledge("I am sorry.", "Dorota Kania")
    assert desk.store.head() == head


@pytest.mark.parametrize("url", [":memory:", "sqlite:///:memory:", "postgres://x/y"])
def test_a_url_that_names_no_log_is_refused(url: str) -> None:
    with pytest.raises(UnknownUrlError):
        answerable.open(url)


def test_a_zone_that_does_not_exist_is_refused_before_anything_is_recorded() -> None:
    with pytest.raises(UnknownZoneError, match="Mars"):
        answerable.open("memory:", zone="Mars/X")
