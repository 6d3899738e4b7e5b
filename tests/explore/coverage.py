"""Which commands and which rules there are, so that none goes unvisited."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import get_args

import answerable.domain.case as region
from answerable.domain import timing
from answerable.domain.case.deciding import CaseCommand
from answerable.domain.command import Rule


def modules() -> Iterator[ModuleType]:
    """Every module in which a rule of a case can stand."""
    yield timing
    for found in pkgutil.iter_modules(region.__path__):
        yield import_module(f"{region.__name__}.{found.name}")


def rules() -> frozenset[str]:
    """The ids of all rules by which a command to a case can be refused."""
    return frozenset(
        value.id for module in modules() for value in vars(module).values() if is_rule(value)
    )


def is_rule(value: object) -> bool:
    """Is it a rule?"""
    return isinstance(value, Rule)


def commands() -> frozenset[str]:
    """The names of all commands to a case."""
    return frozenset(found.__name__ for found in get_args(CaseCommand))
