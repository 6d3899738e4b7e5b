"""A thread that is interrupted at one step of its work, as a signal would do it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from types import FrameType, ModuleType
from typing import TypeVar

from answerable.application.ports import UnavailableError

T = TypeVar("T")


class Alarm(BaseException):
    """What a signal handler of the host raises: as any call begins or ends, as signals do."""


def came_of(work: Callable[[], T]) -> T | BaseException:
    """What it gives, or how it ended without."""
    try:
        return work()
    except (Alarm, UnavailableError) as error:
        return error


def interrupted(
    step: int, modules: Sequence[ModuleType], work: Callable[[], T]
) -> Callable[[], T | BaseException]:
    """The work, to be interrupted at its nth step in these modules."""
    steps = count(1)
    files = {str(Path(str(each.__file__))) for each in modules}

    def tell(frame: FrameType, event: str, _: object) -> None:
        here = frame.f_code.co_filename in files and event in {"call", "c_return"}
        if here and next(steps) == step:
            raise Alarm

    def run() -> T | BaseException:
        before = sys.getprofile()
        sys.setprofile(tell)
        try:
            return came_of(work)
        finally:
            sys.setprofile(before)

    return run
