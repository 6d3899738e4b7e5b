"""Scores: on which scale somebody judged us, and when that is critical (hard-cases, signals)."""

from __future__ import annotations

from enum import StrEnum


class Scale(StrEnum):
    """The scale of a score; it carries the direction. `label` and `none` have no number."""

    NPS = "nps"
    CSAT = "csat"
    CES_EASE = "ces_ease"
    CES_EFFORT = "ces_effort"
    STARS = "stars"
    THUMB = "thumb"
    LABEL = "label"
    NONE = "none"


BOUNDS: dict[Scale, tuple[int, int]] = {
    Scale.NPS: (0, 10),
    Scale.CSAT: (1, 5),
    Scale.CES_EASE: (1, 7),
    Scale.CES_EFFORT: (1, 5),
    Scale.STARS: (0, 5),
    Scale.THUMB: (0, 1),
}

_CRITICAL_UP_TO = {
    Scale.NPS: 6,
    Scale.CSAT: 2,
    Scale.CES_EASE: 3,
    Scale.STARS: 3,
    Scale.THUMB: 0,
}
_CRITICAL_FROM_EFFORT = 4
_MIDDLING = {
    Scale.NPS: (6, 8),
    Scale.CSAT: (2, 3),
}


def on_scale(scale: Scale, score: float | None) -> bool:
    """Is it a score of that scale? A label or mere words have none; not-a-number never is."""
    if scale not in BOUNDS:
        return score is None
    low, high = BOUNDS[scale]
    return score is not None and low <= score <= high


def critical(scale: Scale, score: float | None) -> bool:
    """Does the score alone make it a critical signal? Words can, too, as judged by a person."""
    if score is None:
        return False
    if scale == Scale.CES_EFFORT:
        return score >= _CRITICAL_FROM_EFFORT
    return scale in _CRITICAL_UP_TO and score <= _CRITICAL_UP_TO[scale]


def middling(scale: Scale, score: float | None) -> bool:
    """Neither good nor critical by its number: a passive NPS, a CSAT of 3."""
    if score is None or scale not in _MIDDLING:
        return False
    above, up_to = _MIDDLING[scale]
    return above < score <= up_to


def downgradable(scale: Scale, score: float | None) -> bool:
    """May a person, with a reason, judge this critical score not critical? Only three stars."""
    return scale == Scale.STARS and score == _CRITICAL_UP_TO[scale]
