"""An answer: one document for programs, and how the same is drawn for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found. `draw` is called only where somebody reads; `wrong`: exit code 1.

    `lines`, where there are any, are written as they are instead of what is drawn.
    """

    document: Document
    draw: Callable[[], Iterable[RenderableType]]
    wrong: bool = False
    lines: Iterable[str] | None = None
