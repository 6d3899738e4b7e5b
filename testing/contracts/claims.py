"""Guarantees that follow only from a claim: skipped, with the reason, where it is not made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import pytest

from ..adapter import Claim

Test = TypeVar("Test", bound=Callable[..., None])

MARK = "follows_from"


def needs(*claims: Claim) -> Callable[[Test], Test]:
    """The guarantee follows from these claims."""

    def marked(test: Test) -> Test:
        setattr(test, MARK, claims)
        return test

    return marked


def skip_unless_claimed(test: Callable[..., None], lacks: Mapping[Claim, str]) -> None:
    """Skip a test whose claims the adapter does not make."""
    for claim in getattr(test, MARK, ()):
        if claim in lacks:
            pytest.skip(lacks[claim])
