"""Canonical JSON (RFC 8785), for what we write ourselves: texts, whole numbers, truths, null.

Without fractions the rule is short: members in the order of their UTF-16, nothing between them,
and the fewest escapes. A fraction, or a number that others cannot read exactly, is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

LARGEST = 2**53 - 1


class NotCanonicalError(ValueError):
    """A value has no canonical form here."""


def canonical(value: object) -> bytes:
    """The one form of a value.

    Raises:
        NotCanonicalError: there is none.
    """
    try:
        return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise NotCanonicalError("a text has half a character in it") from None


def _ordered(value: object) -> object:
    """The same value, its members in order."""
    match value:
        case None | bool() | str():
            return value
        case int() if -LARGEST <= value <= LARGEST:
            return value
        case Mapping():
            members = cast("Mapping[Any, object]", value)
            return {key: _ordered(members[key]) for key in sorted(members, key=_units)}
        case Sequence():
            return [_ordered(each) for each in cast("Sequence[object]", value)]
        case _:
            raise NotCanonicalError(f"{type(value).__name__} has no canonical form here")


def _units(key: object) -> bytes:
    if not isinstance(key, str):
        raise NotCanonicalError("the name of a member is no text")
    return key.encode("utf-16-be")
