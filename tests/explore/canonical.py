"""When two states are the same: ids renamed, times reduced to their order against the dues.

Texts, names, evidence and every fact no rule reads are dropped. What is left of a state is a tree
of plain values, the times in it (`moments`) and the due times they are compared with (`dues`).
"""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any, TypeAlias

from answerable.domain.case.case import Case
from answerable.domain.case.merging import ReturnFromMerge, TakeOver
from answerable.domain.command import Command

from . import shapes
from .shapes import SET, Shape, a_set
from .state import State

Tree: TypeAlias = Any


@dataclass(slots=True)
class Reduced:
    """A tree, its times in the tree's order, and the dues among them."""

    tree: list[Tree] = field(default_factory=list[Tree])
    moments: list[datetime | None] = field(default_factory=list[datetime | None])
    dues: list[datetime] = field(default_factory=list[datetime])

    def add(self, shape: Shape) -> None:
        """One more part."""
        self.tree.append(shape.tree)
        self.moments.extend(shape.moments)
        self.moments.extend(shape.dues)
        self.dues.extend(shape.dues)


def reduce_case(case: Case, names: dict[str, str], into: Reduced) -> None:
    """Everything of a case that a rule reads, its parts in the order of their new names."""
    kinds = (
        *in_any_order(case),
        {name: shapes.reply(each) for name, each in case.replies.items()},
        {name: shapes.clock(each) for name, each in case.clocks.obligations.items()},
    )
    for kind in kinds:
        for name in sorted(kind, key=lambda old: names.get(old, old)):
            into.tree.append(name)
            into.add(kind[name])
    into.add(shapes.rest(case))


def in_any_order(case: Case) -> tuple[dict[str, Shape], ...]:
    """The kinds of parts for which it does not matter which came first."""
    return (
        {name: shapes.issue(each) for name, each in case.issues.items()},
        {name: shapes.message(each) for name, each in case.intake.messages.items()},
        {name: shapes.promise(each) for name, each in case.promises.items()},
    )


def reduce_mail(command: Command, into: Reduced) -> None:
    """A command under way: what it is, to whom, and the case file it carries."""
    into.tree.append((type(command).__name__, command.stream))
    if isinstance(command, TakeOver | ReturnFromMerge):
        file = command.file
        into.add(Shape(tuple(sorted(file.issues)), (file.received_at,)))
        for name, reply in file.replies.items():
            into.tree.append(name)
            into.add(shapes.reply(reply))
        for name, promise in file.promises.items():
            into.tree.append(name)
            into.add(shapes.promise(promise))


def canonical(state: State) -> tuple[int, list[datetime]]:
    """A number for the state, the same for states that are the same; and its due times, sorted."""
    whole, names = Reduced(), renamed(state.cases)
    for case in state.cases:
        reduce_case(case, names, whole)
    for command in state.mail:
        reduce_mail(command, whole)
    dues = sorted(set(whole.dues))
    ranks = [rank(moment, dues) for moment in (state.now, *whole.moments)]
    tree = substitute(tuple(whole.tree), names) if names else tuple(whole.tree)
    return digest((tree, tuple(ranks))), dues


def rank(moment: datetime | None, dues: list[datetime]) -> int:
    """Before which due a moment lies, and whether it is that very due."""
    if moment is None:
        return -1
    place = bisect_left(dues, moment)
    return 2 * place + (place < len(dues) and dues[place] == moment)


def digest(value: Tree) -> int:
    """64 bits of a plain value; marshal's version 0 writes equal values as equal bytes."""
    return int.from_bytes(blake2b(marshal.dumps(value, 0), digest_size=8).digest(), "big")


def renamed(cases: Iterable[Case]) -> dict[str, str]:
    """New names where the order of coming does not matter: things of a kind, by what they are."""
    names: dict[str, str] = {}
    for case in cases:
        for kind in in_any_order(case):
            before = sorted(kind)
            after = sorted(before, key=lambda name: kind[name].sign)  # used at once
            names.update({old: new for old, new in zip(after, before, strict=True) if old != new})
    return names


def parts_of(tree: Tree) -> list[Tree]:
    """What a tuple holds."""
    return list(tree)


def substitute(tree: Tree, names: dict[str, str]) -> Tree:
    """The tree with new names for old."""
    if isinstance(tree, tuple):
        parts = [substitute(each, names) for each in parts_of(tree)]
        return a_set(parts[1:]) if parts[:1] == [SET] else tuple(parts)
    return names.get(tree, tree) if isinstance(tree, str) else tree
