"""The rules in force: found by name, and a window for every channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from answerable.domain.deadlines.policy import house

POLICY = house("Europe/Warsaw")
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_the_house_acknowledges_in_a_business_day_and_answers_in_seven_days() -> None:
    due = {rule.name: POLICY.due(MONDAY, rule.term.limit) for rule in POLICY.obligations}

    assert {name: f"{moment:%m-%d %H:%M}" for name, moment in due.items()} == {
        "acknowledge": "11-03 22:59",
        "final_answer": "11-09 22:59",
    }


def test_each_channel_has_its_bounce_window_and_others_have_one_as_well() -> None:
    windows = {
        channel: POLICY.bounce_window_end(MONDAY, channel) - MONDAY
        for channel in ("email", "sms", "post", "pigeon")
    }

    assert windows["email"] == windows["pigeon"] == timedelta(hours=72)
    assert windows["sms"] == timedelta(hours=24)
    assert timedelta(days=14) <= windows["post"] < timedelta(days=15)
