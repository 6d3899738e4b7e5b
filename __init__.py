"""The public face of answerable.

Keep its own imports inside functions or under TYPE_CHECKING: whoever imports one part of the
package runs this file first, and pytest also runs it alone, with no package around it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .application.desk import Desk
    from .application.ports import ConflictError
    from .domain.command import RefusedError, Rule
    from .domain.event import Actor

__all__ = ["Actor", "ConflictError", "Desk", "RefusedError", "Rule", "open"]


def open(url: str = "memory:") -> Desk:
    """Open the desk whose log is at `url`: `memory:`, `sqlite:///file` or a bare path."""
    from .bootstrap import open_desk

    return open_desk(url)


if not TYPE_CHECKING:  # a checker would take this for leave to use any name
    _HOMES = {
        "Actor": ".domain.event",
        "ConflictError": ".application.ports",
        "Desk": ".application.desk",
        "RefusedError": ".domain.command",
        "Rule": ".domain.command",
    }

    def __getattr__(name: str) -> object:
        """Load a name of another file when it is first asked for."""
        if name in _HOMES:
            return getattr(import_module(_HOMES[name], __name__), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
