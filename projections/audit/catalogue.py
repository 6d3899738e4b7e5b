"""Every question that can be asked, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .answered_critics import CRITICS
from .causes import CAUSES
from .delivery import DELIVERY
from .figure import Question
from .kept import KEPT
from .learning import LEARNING
from .limits import LIMITS
from .loopholes import LOOPHOLES
from .outcomes import OUTCOMES
from .owners import OWNERS
from .recording import RECORDING
from .reply_times import REPLY_TIMES
from .restrictions import RESTRICTIONS
from .struck_out import STRUCK_OUT

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        question.name: question
        for question in (
            DELIVERY,
            RECORDING,
            KEPT,
            LIMITS,
            OWNERS,
            STRUCK_OUT,
            RESTRICTIONS,
            LOOPHOLES,
            REPLY_TIMES,
            OUTCOMES,
            CRITICS,
            CAUSES,
            LEARNING,
        )
    }
)
"""By name."""
