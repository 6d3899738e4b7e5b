"""Scores as surveys and reviews write them. The domain says which of them are critical.

`4,5/5`, `5,0 su 5 stelle`, `4.0 out of 5` and `4` are read. Words are never judged by a machine.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from ...domain.survey.scores import BOUNDS, Scale
from .rows import UnreadableError

SCALES = (Scale.NPS, Scale.CSAT, Scale.CES_EASE, Scale.CES_EFFORT, Scale.STARS)
"""The scales that a column of numbers can be on."""


class Judgement(StrEnum):
    """What somebody else judged the words to be."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


_LABELS = MappingProxyType(
    {
        word: judgement
        for judgement, words in (
            (Judgement.POSITIVE, "positive positiva positivo pozytywna pozytywny pos promoter"),
            (Judgement.NEUTRAL, "neutral neutrale neutra neutro neutralna neutralny neu passive"),
            (Judgement.NEGATIVE, "negative negativa negativo negatywna negatywny neg detractor"),
        )
        for word in words.split()
    }
)
_THUMBS = MappingProxyType(
    {
        word: up
        for up, words in (
            (True, "yes|true|1|tak|sì|si|polecam|lo consiglio|consigliato|recommended|up"),
            (False, "no|false|0|nie|nie polecam|non lo consiglio|not recommended|down"),
        )
        for word in words.split("|")
    }
)
_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_SCORE = re.compile(
    rf"{_NUMBER}(?:\s*(?:/|su|z|na|of|out of|von|sur|de)\s*{_NUMBER})?"
    r"\s*(?:stelle|stella|stars?|gwiazdk[iaę]|gwiazdek|★+|⭐+)?\.?",
    re.IGNORECASE,
)


def read_score(text: str, scale: Scale) -> Decimal:
    """The value on `scale`; stars out of another number are brought to five.

    Raises:
        UnreadableError: it is no number, or lies outside the scale.
    """
    found = _SCORE.fullmatch(text.strip())
    if found is None:
        raise UnreadableError("the score is not written as a number")
    value, (low, high) = _decimal(found[1]), BOUNDS[scale]
    most = _decimal(found[2]) if found[2] else Decimal(high)
    if most != high and (scale is not Scale.STARS or not most):
        raise UnreadableError(f"the score is out of another number than {high}")
    value = value * high / most
    if not low <= value <= high:
        raise UnreadableError(f"the score lies outside {low} to {high}")
    return value


def read_label(text: str) -> Judgement | None:
    """The judgement a label stands for; None for a word that is no known judgement."""
    return _LABELS.get(text.strip().casefold())


def read_thumb(text: str) -> bool | None:
    """Whether it is recommended; None for a word that says neither."""
    return _THUMBS.get(" ".join(text.casefold().split()))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
