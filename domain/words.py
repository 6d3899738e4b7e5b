"""Personal words as decisions see them: said or left blank, whatever they say."""

from __future__ import annotations

from .event import Erased, Personal


def stated(words: Personal[str] | None) -> bool:
    """Is anything said there? What was erased since had been said."""
    return words is not None and (isinstance(words.value, Erased) or bool(words.value.strip()))
