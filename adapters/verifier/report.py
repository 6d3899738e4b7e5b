"""What came of each check, and how checks are run: one that surprises has failed, none crashes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from .wrong import Value, WrongError

PASS, FAIL, NOT_CHECKED = "PASS", "FAIL", "NOT CHECKED"

F = TypeVar("F")


class Said(NamedTuple):
    """What a check that did not fail says; `checked` is false where it could not be asked."""

    says: str
    values: Mapping[str, Value] = {}
    checked: bool = True


class Check(NamedTuple, Generic[F]):
    """A question to a file, by a name that never changes, and the checks it rests on."""

    name: str
    ask: Callable[[F], Said]
    needs: tuple[str, ...] = ()


class Told(NamedTuple):
    """The answer to one check: its result, and the sentence that says why, by its name."""

    check: str
    result: str
    says: str
    values: Mapping[str, Value]


def asked(checks: Sequence[Check[F]], file: F) -> list[Told]:
    """The answers to all of these, in their order."""
    told: dict[str, Told] = {}
    for check in checks:
        missing = next((name for name in check.needs if _is_lost(told[name])), None)
        if missing:
            told[check.name] = Told(check.name, NOT_CHECKED, "rests-on", {"check": missing})
        else:
            told[check.name] = _answer(check, file)
    return list(told.values())


def _is_lost(told: Told) -> bool:
    return told.result == FAIL or told.says == "rests-on"


def _answer(check: Check[F], file: F) -> Told:
    try:
        said = check.ask(file)
    except WrongError as wrong:
        return Told(check.name, FAIL, wrong.says, wrong.values)
    except Exception as surprise:  # noqa: BLE001  # whatever it was, the file is not what it must be
        return Told(check.name, FAIL, "surprise", {"kind": type(surprise).__name__})
    return Told(check.name, PASS if said.checked else NOT_CHECKED, said.says, said.values)
