"""Every stored event type by name, how old forms are brought up to date, and who decides what.

A closed list: nothing is imported because a stored row names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias, get_args

from .case import deciding
from .case.case import CaseEvent
from .command import Command, Rule, require
from .decider import Decider
from .event import Event
from .guideline import guideline
from .policy import policy
from .problem import problem
from .survey import survey

AnyDecider: TypeAlias = Decider[Any, Any, Any]


def event_types(*unions: object) -> Mapping[str, type[Event]]:
    """The classes of these unions by their stored name."""
    classes: list[type[Event]] = [cls for union in unions for cls in get_args(union)]
    return MappingProxyType({cls.__name__: cls for cls in classes})


EVENT_TYPES = event_types(
    CaseEvent,
    survey.SurveyEvent,
    problem.ProblemEvent,
    guideline.GuidelineEvent,
    policy.PolicyEvent,
)
"""Stored name to class."""

DECIDERS: Mapping[str, AnyDecider] = MappingProxyType(
    {
        "case": deciding.decider,
        "survey": survey.decider,
        "problem": problem.decider,
        "guideline": guideline.decider,
        "policy": policy.decider,
    }
)
"""Kind of stream, which is what stands before the first dash of its id, to its decider."""

COMMANDS: Mapping[str, tuple[type[Command], ...]] = MappingProxyType(
    {
        "case": get_args(deciding.CaseCommand),
        "survey": get_args(survey.SurveyCommand),
        "problem": get_args(problem.ProblemCommand),
        "guideline": get_args(guideline.GuidelineCommand),
        "policy": (policy.PutInForce,),
    }
)
"""Kind of stream to the commands that can be put to it."""

STREAM_OF_KIND = Rule(
    "stream-of-kind",
    "model, streams",
    "A command is put to a stream of the kind it is for.",
    "Name such a stream: its id begins with its kind (case, survey, problem, guideline, policy) "
    "and a dash.",
)


def kind_of(stream: str) -> str:
    """The kind of a stream: what stands before the first dash of its id."""
    return stream.partition("-")[0]


def decider_for(stream: str) -> AnyDecider:
    """The decider of a stream.

    Raises:
        KeyError: there are no streams of that kind.
    """
    return DECIDERS[kind_of(stream)]


def decider_of(command: Command) -> AnyDecider:
    """The decider of the stream that `command` is put to.

    Raises:
        RefusedError: by `STREAM_OF_KIND`, when the stream is of another kind or of none.
    """
    kind = kind_of(command.stream)
    require(isinstance(command, COMMANDS.get(kind, ())), STREAM_OF_KIND)
    return DECIDERS[kind]
