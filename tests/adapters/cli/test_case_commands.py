"""`case show` and `case replay`."""

import re

import pytest
from tests.adapters.cli.ran import HOSTILE, Line

from answerable.adapters.cli.exits import Exit
from answerable.application.case_desk import CaseDesk
from answerable.domain.case.issues import Outcome
from answerable.domain.case.replies import Apology, Kind

SHOWN = {
    *("case", "received_at", "channel", "signal", "asked", "criticism", "stage", "basis"),
    *("closed_at", "settled", "span", "merged_into", "owner", "complainants"),
    *("first_response_missing", "issues", "messages", "replies", "register", "attested_replies"),
    *("promises", "duties", "limits", "may_go_to"),
}
STEP = {
    *("version", "position", "type", "what", "occurred_at", "recorded_at", "recorded_late"),
    "imported",
    *("actor", "role", "attested", "duties", "duties_ended", "first_response_missing"),
    "register",
}


def answered(line: Line, words: str = "The parcel never came.") -> CaseDesk:
    """A case from receipt to its end."""
    with line.desk() as desk:
        case = desk.receive(words)
        case.name_owner("Anna")
        case.acknowledge("We are sorry.", signed="Anna")
        case.propose(["send it again"], "fine")
        for issue in case.state.issues:
            case.decide(issue, Outcome.UPHELD, "We sent it to an old address.")
        reply = case.reply(
            Kind.CLOSING,
            "It is on its way.",
            signed="Anna",
            apology=Apology.REGRET,
            done="Sent again.",
            recourse="Write to the lead.",
            keeps=tuple(case.state.promises),
        )
        case.send(reply)
        case.close(no_lesson="A single slip.")
    return case


def test_a_case_is_shown_whole_with_its_words(line: Line) -> None:
    case = answered(line)

    shown = line("case", "show", case.id, "--json").document["case"]

    assert shown.keys() == SHOWN
    assert (shown["case"], shown["stage"], shown["basis"]) == (case.id, "closed", "replied")
    assert [reply["kind"] for reply in shown["replies"]] == ["acknowledgement", "closing"]
    assert shown["promises"][0]["standing"] == "kept"
    assert shown["messages"][0]["text"] == "The parcel never came."


def test_a_case_is_shown_as_it_stood(line: Line) -> None:
    case = answered(line)
    history = line("case", "replay", case.id, "--json").document["steps"]
    named = next(step for step in history if step["type"] == "OwnerNamed")

    before = line("case", "show", case.id, "--json", "--as-of", str(named["position"] - 1))

    assert before.document["case"]["owner"] is None
    assert before.document["case"]["stage"] == "open"
    assert before.document["case"]["duties"] != []


def test_what_was_not_yet_on_record_is_told_apart_from_what_never_was(line: Line) -> None:
    first, second = answered(line), answered(line)

    ran = line("case", "show", second.id, "--as-of", "1")

    assert ran.code == Exit.WRONG_USE
    assert re.search(rf"{second.id} was not yet on record: .*; it is since .*:\d\d:\d\d\.", ran.err)
    assert line("case", "show", first.id, "--as-of", "1").code == 0


def test_people_read_the_words_and_the_ids(line: Line) -> None:
    case = answered(line)

    out = line("case", "show", case.id).out

    assert "The parcel never came." in out
    assert "We sent it to an old address." in out
    assert case.id in out
    assert "kept" in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_survey_is_no_case(line: Line) -> None:
    with line.desk() as desk:
        survey = desk.survey()
        survey.declare_ready("a mark", "Anna", 5)

    ran = line("case", "show", survey.id)

    assert ran.code == Exit.WRONG_USE
    assert "answerable case replay" in ran.err
    assert line("case", "replay", survey.id).code == 0


def test_a_replay_tells_every_event_and_the_duties_open_then(line: Line) -> None:
    case = answered(line)

    steps = line("case", "replay", case.id, "--json").document["steps"]

    assert all(step.keys() == STEP for step in steps)
    assert [step["version"] for step in steps] == list(range(1, len(steps) + 1))
    acknowledged = next(step for step in steps if "acknowledge.1" in step["duties_ended"])
    assert acknowledged["type"] == "ReplyDispatched"
    assert steps[-1]["duties"] == []


@pytest.mark.parametrize("version", [1, 4])
def test_a_replay_stops_at_a_version(line: Line, version: int) -> None:
    case = answered(line)

    ran = line("case", "replay", case.id, "--json", "--at", str(version))

    assert len(ran.document["steps"]) == version


def test_a_version_that_never_was_is_refused_with_what_there_is(line: Line) -> None:
    case = answered(line)

    ran = line("case", "replay", case.id, "--at", "999")

    assert ran.code == Exit.WRONG_USE
    assert "it goes from 1 to" in ran.err


def test_a_replay_marks_what_opens_and_what_ends(line: Line) -> None:
    case = answered(line)

    out = line("case", "replay", case.id).out

    assert "+ obligation acknowledge (acknowledge.1), due" in out
    assert "- acknowledge.1 is no longer due" in out
    assert '"The parcel never came."' in out


@pytest.mark.parametrize("command", ["show", "replay"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_hostile_words_act_on_no_terminal(line: Line, command: str, form: list[str]) -> None:
    case = answered(line, HOSTILE)

    out = line("case", command, case.id, *form).out

    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r"} & set(out)
    assert "[bold red]not markup[/bold red]" in out
