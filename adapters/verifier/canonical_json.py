"""JSON with one form only (RFC 8785): what is not written as it would be written is refused."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Iterable
from typing import Any, TypeAlias, cast

from .wrong import WrongError

Json: TypeAlias = dict[str, Any]
GREATEST_WHOLE = 2**53
LEAST_POINT = -6


def parsed(data: bytes, name: str) -> Any:  # noqa: ANN401  # any JSON value
    """The value that `data` writes, if it is strict JSON without a name twice.

    Raises:
        WrongError: it is not.
    """
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except (ValueError, RecursionError):
        pass  # raised outside, so that no error carries the text along
    raise WrongError("no-json", member=name)


def canonical(data: bytes, name: str) -> Any:  # noqa: ANN401  # any JSON value
    """The value that `data` writes, if these are the bytes it must be written in."""
    value = parsed(data, name)
    try:
        if json_text(value).encode("utf-8") == data:
            return value
    except (ValueError, RecursionError):
        pass
    raise WrongError("not-canonical", member=name)


def json_text(value: Any) -> str:  # noqa: ANN401  # any JSON value
    """The one text that writes `value`."""
    if isinstance(value, dict):
        pairs = cast("Json", value).items()
        members = sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be"))
        return "{" + ",".join(f"{_quoted(name)}:{json_text(v)}" for name, v in members) + "}"
    items = cast("list[Any]", value)
    if isinstance(value, list):
        return "[" + ",".join(map(json_text, items)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return _number(value)


def has_shape(value: Any, names: Iterable[str]) -> bool:  # noqa: ANN401  # any JSON value
    """Is it an object of exactly these members?"""
    return isinstance(value, dict) and set(cast("Json", value)) == set(names)


def from_base64(value: Any, where: str) -> bytes:  # noqa: ANN401  # any JSON value
    """The bytes behind a base64 text, which is written in the one way it can be."""
    try:
        data = base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        data = b""
    if not isinstance(value, str) or base64.b64encode(data).decode() != value:
        raise WrongError("no-base64", where=where)
    return data


def is_whole(value: Any, least: int = 0) -> bool:  # noqa: ANN401  # any JSON value
    """Is it a whole number, `least` or more, and no truth value?"""
    return type(value) is int and least <= value < GREATEST_WHOLE


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


_quoted = json.JSONEncoder(ensure_ascii=False).encode
"""A text in quotation marks, with the fewest escapes."""


def _number(value: float) -> str:
    """As ECMAScript writes it."""
    if not math.isfinite(value) or abs(value) > GREATEST_WHOLE:
        raise ValueError("a number too large")
    if value == int(value):
        return str(int(value))
    digits, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, rest = digits.partition(".")
    point = len(whole) + int(exponent or 0)
    all_digits = (whole + rest).strip("0")
    point -= len(whole + rest) - len((whole + rest).lstrip("0"))
    sign = "-" if value < 0 else ""
    return sign + _placed(all_digits, point)


def _placed(digits: str, point: int) -> str:
    """The digits of a number that is not whole, with their point where it belongs."""
    if point > 0:
        return f"{digits[:point]}.{digits[point:]}"
    if point > LEAST_POINT:
        return "0." + "0" * -point + digits
    return f"{digits[0]}{'.' * (len(digits) > 1)}{digits[1:]}e{point - 1}"
