"""When a score alone is a critical signal."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.domain.survey.scores import BOUNDS, Scale, critical, middling, on_scale

CRITICAL = {
    Scale.NPS: range(7),
    Scale.CSAT: range(1, 3),
    Scale.CES_EASE: range(1, 4),
    Scale.CES_EFFORT: range(4, 6),
    Scale.STARS: range(4),
    Scale.THUMB: range(1),
}


@pytest.mark.parametrize("scale", CRITICAL)
def test_each_scale_has_its_own_threshold_and_direction(scale: Scale) -> None:
    low, high = BOUNDS[scale]

    found = [score for score in range(low, high + 1) if critical(scale, score)]

    assert found == list(CRITICAL[scale])


@pytest.mark.parametrize("scale", Scale)
def test_no_score_is_not_critical_by_itself(scale: Scale) -> None:
    assert not critical(scale, None)
    assert not middling(scale, None)


def test_three_and_a_half_stars_are_not_critical() -> None:
    assert not critical(Scale.STARS, 3.5)


def test_a_passive_and_a_three_are_neither_good_nor_critical() -> None:
    passive = [score for score in range(11) if middling(Scale.NPS, score)]

    assert passive == [7, 8]
    assert [score for score in range(1, 6) if middling(Scale.CSAT, score)] == [3]
    assert not middling(Scale.STARS, 4)


@pytest.mark.parametrize("scale", [Scale.LABEL, Scale.NONE])
def test_a_label_and_mere_words_have_no_number(scale: Scale) -> None:
    assert on_scale(scale, None)
    assert not on_scale(scale, 3)
    assert not critical(scale, 3)


@given(st.sampled_from(sorted(BOUNDS)), st.floats())
def test_only_what_lies_between_the_ends_is_on_the_scale(scale: Scale, score: float) -> None:
    low, high = BOUNDS[scale]

    assert on_scale(scale, score) == (not math.isnan(score) and low <= score <= high)
    assert not on_scale(scale, None)
