"""What the verifier tells of cases that are put together here, event by event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.verifier.judging import failed, judged, unchecked
from tests.verifier.tiny_log import TinyLog, stored

from answerable.adapters.verifier.canonical_json import Json
from answerable.adapters.verifier.main import lines
from answerable.adapters.verifier.report import FAIL
from answerable.adapters.verifier.verifying import Report

CASE = "case-1"
Facts = tuple[str, Mapping[str, Any]]


def at(day: int, hour: int = 9) -> str:
    """An hour of a day in November 2026; the 2nd is a Monday."""
    return f"2026-11-{day:02}T{hour:02}:00:00Z"


def issued(reply: str, day: int, **says: object) -> Facts:
    plain: dict[str, object] = {
        "author": "agent-1",
        "to": "person-1",
        "answers": [],
        "tells": [],
        "keeps": [],
    }
    other: dict[str, object] = {
        "states": [],
        "apology": None,
        "occurred_at": at(day),
        "span": 1,
        "kind": "closing",
    }
    return "ReplyIssued", {"reply": reply, **plain, **other, **says}


def sent(reply: str, day: int) -> Facts:
    told = {"reply": reply, "occurred_at": at(day), "window_end": at(day + 2), "channel": "email"}
    return "ReplyDispatched", told


def closed(day: int, *replies: str, basis: str = "replied", span: int = 1) -> Facts:
    told = {"span": span, "basis": basis, "replies": list(replies), "occurred_at": at(day)}
    return "CaseClosed", told


def report_of(*facts: Facts, hidden: tuple[int, ...] = (), **envelope: object) -> Report:
    """The report on a case of these facts; `hidden` are versions shown by their header only."""
    log = TinyLog()
    begin: list[Facts] = [
        ("CaseReceived", {"occurred_at": at(2), "complainant": "person-1"}),
        ("ComplainantJoined", {"occurred_at": at(2), "person": "person-1"}),
    ]
    places = list[int]()
    for number, (kind, body) in enumerate([*begin, *facts]):
        own = {key[1:]: value for key, value in body.items() if key.startswith("_")}
        body = {key: value for key, value in body.items() if not key.startswith("_")}  # noqa: PLW2901
        when = {"recorded_at": body["occurred_at"], **envelope, **own}
        places.append(log.event(CASE, kind, stored(number, body, **when)))
    log.seal()
    return judged(log.case_file([CASE], [places[version - 1] for version in hidden]))


def case_of(*facts: Facts, **more: Any) -> Json:  # noqa: ANN401  # what `report_of` takes
    """What is told of a case that holds."""
    report = report_of(*facts, **more)
    assert failed(report) == []
    return report.cases[0]


def test_a_case_ends_on_a_closing_reply_that_left() -> None:
    told = case_of(issued("r", 3), sent("r", 3), closed(3, "r"))

    assert told["state"] == "closed"
    assert [end["says"] for end in told["ends"]] == ["end-replied"]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ([closed(3)], "end-no-reply"),
        ([closed(3, "r")], "end-not-left"),
        ([sent("r", 3), closed(3, "r")], "end-no-reply"),
        ([issued("r", 3), closed(3, "r")], "end-not-left"),
        ([issued("r", 3, kind="status"), sent("r", 3), closed(3, "r")], "end-no-closing-reply"),
        ([issued("r", 3, span=2), sent("r", 3), closed(3, "r")], "end-no-closing-reply"),
        ([issued("r", 3, to="other"), sent("r", 3), closed(3, "r")], "end-not-everybody"),
        ([issued("r", 3), sent("r", 3), closed(3, "r", span=2)], "end-not-open"),
        ([issued("r", 3), sent("r", 3), closed(3, "r"), closed(4, "r")], "end-not-open"),
        ([closed(3, "r", basis="attested")], "end-attested-wrongly"),
        ([("CaseReopened", {"occurred_at": at(3), "span": 2})], "reopened-wrongly"),
    ],
)
def test_an_end_that_rests_on_nothing_is_found(facts: list[Facts], says: str) -> None:
    (wrong,) = (told for told in report_of(*facts).checks if told.result == FAIL)

    assert (wrong.check, wrong.says) == ("ending", says)


def failing(command: str) -> list[Facts]:
    """A closed case whose reply turns out to have failed, by that command."""
    failure = {"reply": "r", "occurred_at": at(5), "_command_id": command}
    return [issued("r", 3), sent("r", 3), closed(3, "r"), ("ReplyFailed", failure)]


def test_a_failure_reopens_the_case_in_the_same_decision() -> None:
    again = {"span": 2, "occurred_at": at(5), "_command_id": "c"}

    assert case_of(*failing("c"), ("CaseReopened", again))["state"] == "open"


@pytest.mark.parametrize("later", [[], [("Noted", {"occurred_at": at(6)})]])
def test_a_case_left_closed_over_a_failure_is_found(later: list[Facts]) -> None:
    assert failed(report_of(*failing("c"), *later)) == ["ending"]


def test_an_attested_end_is_told_apart() -> None:
    entry = ("RegisterEntryRecorded", {"occurred_at": at(3)})
    reply = ("ReplyAttested", {"occurred_at": at(3), "reply": "r", "left_at": None})
    importer = {"id": "import-1", "role": "import"}

    told = case_of(entry, reply, closed(3, "r", basis="attested"), actor=importer)

    assert [end["says"] for end in told["ends"]] == ["end-attested"]


@pytest.mark.parametrize(
    ("hidden", "says"),
    [
        ((5,), "end-not-shown"),
        ((3,), "end-left-unseen"),
        ((4,), "end-unsure"),
        ((2,), "end-to-whom"),
    ],
)
def test_what_is_withheld_leaves_the_end_unjudged(hidden: tuple[int, ...], says: str) -> None:
    report = report_of(issued("r", 3), sent("r", 3), closed(3, "r"), hidden=hidden)

    assert failed(report) == []
    assert {"ending", "shown"} <= set(unchecked(report))
    assert [end["says"] for end in report.cases[0]["ends"]] == [says]
    assert report.cases[0]["state"] == "closed"


def promised(due: int) -> Facts:
    told = {"promise": "p", "kind": "answer", "told_in": "x", "occurred_at": at(2), "due": at(due)}
    return "PromiseMade", told


def about(kind: str, day: int, **says: object) -> Facts:
    return kind, {"promise": "p", "occurred_at": at(day), **says}


NOW = ("Noted", {"occurred_at": at(20)})


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ([], "broken"),
        ([about("PromiseFulfilled", 9)], "kept"),
        ([about("PromiseFulfilled", 11)], "broken"),
        ([about("PromiseReleased", 9)], "released"),
        ([about("PromiseReleased", 11)], "broken"),
        ([about("PromiseVoided", 9)], "voided"),
        ([issued("r", 9, keeps=["p"]), sent("r", 9)], "kept"),
        ([issued("r", 9, keeps=["p"])], "broken"),
        (
            [
                issued("n", 5, kind="status"),
                sent("n", 5),
                about("NewDateProposed", 5, due=at(15), told_in="n"),
                about("PromiseFulfilled", 14),
            ],
            "kept",
        ),
        (
            [
                issued("n", 9, kind="status"),
                sent("n", 9),
                about("NewDateProposed", 9, due=at(15), told_in="n"),
                about("PromiseFulfilled", 14),
            ],
            "broken",
        ),
        (
            [
                issued("n", 5, kind="status"),
                sent("n", 5),
                about("NewDateProposed", 5, due=at(15), told_in="n"),
                about("NewDateRefused", 6),
                about("PromiseFulfilled", 14),
            ],
            "broken",
        ),
    ],
)
def test_a_promise_is_judged_by_when_things_occurred(facts: list[Facts], standing: str) -> None:
    told = case_of(promised(10), *facts, NOW)

    assert [each["standing"] for each in told["promises"]] == [standing]


def test_a_promise_not_yet_due_is_open() -> None:
    assert case_of(promised(10))["promises"][0]["standing"] == "open"


@pytest.mark.parametrize(
    ("occurred", "recorded", "second", "whats"),
    [
        (at(6), at(9, 23), None, []),  # a Friday, recorded on Monday
        (at(6), at(10, 0), None, ["late"]),
        (at(9), at(8), None, ["ahead"]),
        ("2026-10-01T09:00:00Z", at(2), None, ["late", "backdated-alone"]),
        ("2026-10-01T09:00:00Z", at(2), "agent-2", ["late", "backdated"]),
        ("2026-10-01T09:00:00Z", at(2), "agent-1", ["late", "backdated-alone"]),
    ],
)
def test_what_was_recorded_late_or_ahead_is_told(
    occurred: str, recorded: str, second: str | None, whats: list[str]
) -> None:
    noted = {"occurred_at": occurred, "_recorded_at": recorded, "_confirmed_by": second}

    told = case_of(("Noted", noted))

    assert [each["what"] for each in told["times"]] == whats


def test_what_an_import_recorded_is_told_apart_and_not_as_late() -> None:
    began = {"occurred_at": "2026-10-01T09:00:00Z", "_recorded_at": at(2)}
    brought = {**began, "_actor": {"id": "import-1", "role": "import"}}

    report = report_of(("Noted", brought), ("Noted", began))

    whats = [(each["version"], each["what"]) for each in report.cases[0]["times"]]
    assert whats[-1] == (min(version for version, _ in whats), "imported")
    assert {what for _, what in whats[:-1]} == {"late", "backdated-alone"}
    for language, says in {
        "en": "Noted: recorded by import 2026-11-02",
        "pl": "Noted: zapisano przez import 2026-11-02",
        "it": "Noted: registrato da un'importazione 2026-11-02",
    }.items():
        assert says in [*lines(report, language)][-1]


def test_a_clock_that_went_back_is_told() -> None:
    earlier = {"occurred_at": at(1), "_recorded_at": at(1)}

    assert [each["what"] for each in case_of(("Noted", earlier))["times"]] == ["back"]


def test_an_event_without_what_its_type_must_say_fails_where_it_stands() -> None:
    report = report_of(("ReplyDispatched", {"occurred_at": at(3)}))

    (wrong,) = (told for told in report.checks if told.result == FAIL)
    assert (wrong.check, wrong.says) == ("ending", "event-field")


def test_a_limit_without_its_rule_leaves_the_case_untold() -> None:
    odd = {"occurred_at": at(3), "obligation": "o", "span": 1}

    report = report_of(("ClockStarted", odd))

    assert failed(report) == []
    assert report.cases == [{"case": CASE, "events": 3, "told": False}]
    assert any("cannot be said" in line for line in lines(report, "en"))


def test_hostile_names_are_spelt_out() -> None:
    log = TinyLog()
    log.event("case-\x1b[2J\u202e", "Noted", stored(1, {}))
    log.seal()

    told = "\n".join(lines(judged(log.case_file(list(log.ends))), "en"))

    assert "case-\\x1b[2J\\u202e" in told
