"""Any command to any stream, made from its own type: mostly nonsense, now and then allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import AwareDatetime

from ..domain.case.deciding import CaseCommand
from ..domain.case.merging import ReturnFromMerge, TakeOver
from ..domain.command import Command
from ..domain.event import Personal
from ..domain.guideline.guideline import GuidelineCommand
from ..domain.problem.problem import ProblemCommand
from ..domain.survey.survey import SurveyCommand

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
ENVELOPE = frozenset(each.name for each in fields(Command))
PEOPLE = ("person-1", "person-2", "person-3")
STAFF = ("staff-1", "staff-2", "staff-3")
POOLS: Mapping[str, tuple[str, ...]] = {
    "case": ("case-a", "case-b", "case-c"),
    "primary": ("case-a", "case-b"),
    "other": ("problem-1", "case-b"),
    "survey": ("survey-a",),
    "problem": ("problem-1",),
    "guideline": ("guideline-a",),
    "issue": ("issue-a1", "issue-b1", "issue-2"),
    "message": ("message-a1", "message-b1", "message-2", "message-3"),
    "reply": ("reply-a1", "reply-a2", "reply-b1", "reply-b2"),
    "promise": ("promise-a1", "promise-b1"),
    "criticism": ("criticism-1", "criticism-2"),
    "obligation": ("final_answer.1", "acknowledge.1", "final_answer.2"),
    "channel": ("email", "post", "review"),
    **dict.fromkeys(("notice", "told_in", "warned_in", "announced_in"), ("reply-a1", "reply-b1")),
    **dict.fromkeys(("complainant", "person", "sender", "to"), PEOPLE),
    **dict.fromkeys(("owner", "actor", "responder", "approved_by", "offered_by"), STAFF),
}
WITH_A_FILE = frozenset({TakeOver, ReturnFromMerge})
"""They carry a whole case file, which nobody types."""
WORDS = st.sampled_from(("", "it broke", "we are sorry", "you should have known"))
NEAR = st.sampled_from([START + timedelta(days=d) for d in (-40, -1, 0, 1, 3, 8, 30)])


KINDS: tuple[tuple[str, type[Command]], ...] = tuple(
    (stream, kind)
    for streams, union in (
        (("case-a", "case-b"), CaseCommand),
        (("survey-a",), SurveyCommand),
        (("problem-1",), ProblemCommand),
        (("guideline-a",), GuidelineCommand),
    )
    for stream in streams
    for kind in get_args(union)
    if kind not in WITH_A_FILE
)
"""What can be put to which stream."""


def value(hint: Any, name: str) -> SearchStrategy[Any]:  # noqa: ANN401  # any annotation
    """Some value of this type; a string by the name of its field."""
    of, inner = get_origin(hint), get_args(hint)
    if of in {Union, UnionType}:
        return st.one_of([value(each, name) for each in inner])
    if of is Literal:
        return st.sampled_from(inner)
    if of is Annotated:
        return value(inner[0], name)
    if of is tuple:
        return several(inner, name)
    if of is frozenset:
        return st.frozensets(value(inner[0], name.rstrip("s")), max_size=2)
    if of in {dict, Mapping}:
        return st.dictionaries(value(inner[0], name), value(inner[1], name), max_size=2)
    return plain(hint, name)


def several(inner: tuple[Any, ...], name: str) -> SearchStrategy[Any]:
    """A tuple: of so many values, or of any number of one type."""
    if inner[-1] is Ellipsis:
        return st.lists(value(inner[0], name.rstrip("s")), max_size=2).map(tuple)
    return st.tuples(*(value(each, name) for each in inner))


def plain(hint: Any, name: str) -> SearchStrategy[Any]:  # noqa: ANN401  # any annotation
    """A value that is not made of alternatives."""
    if hint is str:
        return st.sampled_from(POOLS.get(name, ("one", "two", "")))
    for kind, strategy in PLAIN.items():
        if hint is kind:
            return strategy
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if isinstance(hint, type) and issubclass(hint, Personal):
        return st.builds(Personal[str], subject=st.sampled_from(PEOPLE), value=WORDS)
    return whole(hint)


PLAIN: Mapping[Any, SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(-1, 11),
    float: st.floats(0, 1),
    datetime: NEAR,
    date: NEAR.map(datetime.date),
    AwareDatetime: NEAR,
    type(None): st.none(),
}


def whole(shape: Any) -> SearchStrategy[Any]:  # noqa: ANN401  # a class with fields
    """Something with fields, each made by its own type."""
    return parts(shape).map(lambda found: shape(**found))


def parts(shape: Any) -> SearchStrategy[dict[str, Any]]:  # noqa: ANN401  # a class with fields
    """The fields of something, but for the envelope of a command."""
    hints: dict[str, Any] = get_type_hints(shape)
    if is_dataclass(shape):
        names = [each.name for each in fields(shape) if each.name not in ENVELOPE]
    else:
        names = list(shape.model_fields)
    return st.fixed_dictionaries({name: value(hints[name], name) for name in names})
