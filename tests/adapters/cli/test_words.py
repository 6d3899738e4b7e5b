"""Words of others, times and durations on a terminal."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.cli.words import brief, shown_span, tame, whole_seconds, written_time


@given(st.text())
def test_tamed_text_moves_no_cursor_and_turns_no_line(text: str) -> None:
    tamed = tame(text)

    assert all(sign in "\n\t" or sign.isprintable() or sign >= "\xa0" for sign in tamed)
    assert not {"\x1b", "\x9b", "\r", "\u202e", "\u2066", "\u2028"} & set(tamed)
    tamed.encode("utf-8")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert tame(text) == text


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_brief_words_are_one_line_of_their_length(text: str, longest: int) -> None:
    assert len(brief(text, longest)) <= longest
    assert "\n" not in brief(text, longest)


def test_times_are_written_in_utc() -> None:
    warsaw = timezone(timedelta(hours=1))

    assert written_time(datetime(2026, 3, 1, 0, 30, tzinfo=warsaw)) == "2026-02-28T23:30:00Z"
    assert written_time(datetime(2026, 3, 1, 0, 0, 0, 5, tzinfo=UTC)).endswith(".000005Z")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.4, "under a minute"),
        (60, "1 minute"),
        (7_199, "1 hour"),
        (7_200, "2 hours"),
        (86_400, "1 day"),
        (300_000, "3 days"),
    ],
)
def test_a_duration_is_shown_in_its_largest_unit(seconds: float, shown: str) -> None:
    assert shown_span(timedelta(seconds=seconds)) == shown
    assert whole_seconds(timedelta(seconds=seconds)) == int(seconds)
