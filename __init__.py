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
    from .domain.deadlines.policy import Policy
    from .domain.event import Actor

__all__ = ["Actor", "ConflictError", "Desk", "RefusedError", "Rule", "open"]


def open(
    url: str = "memory:",
    *,
    actor: Actor | None = None,
    policy: Policy | None = None,
    zone: str = "UTC",
) -> Desk:
    """A desk on the log at `url`: `memory:`, `sqlite:///file` or a bare path.

    It acts for `actor` under `policy`, by default the house pack in `zone` (IANA name).

    Raises:
        UnknownUrlError: the url names no kind of log.
        UnavailableError: the log cannot be opened.
    """
    from .bootstrap import HERE, open_desk

    return open_desk(url, actor=actor or HERE, policy=policy, zone=zone)


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
