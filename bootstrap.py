"""The composition root: the one place that chooses adapters, reads the clock and makes ids."""

from __future__ import annotations

import os
import random
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .adapters.stored_form import StoredForm
from .application.clerk import Workplace
from .application.desk import Desk
from .application.handle import Backoff
from .application.inbox import Inbox
from .application.react import Reactions
from .domain.catalogue import EVENT_TYPES, UPCASTERS
from .domain.deadlines.policy import Policy, house
from .domain.event import Actor

if TYPE_CHECKING:
    from .application.ports import EventStore, ViewStore

HERE = Actor(id="desk", role="agent")
"""Who acts where the product does not say: give an `Actor` of your own to be told apart."""


class UnknownUrlError(ValueError):
    """The url names no kind of log this installation can open."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url!r} is not a log that can be opened: use memory:, sqlite:///FILE or a path"
        )


class UnknownZoneError(ValueError):
    """There is no time zone of that name."""

    def __init__(self, zone: str) -> None:
        super().__init__(f"{zone!r} is no time zone: use an IANA name such as Europe/Warsaw")


def now() -> datetime:
    """The current time, aware, in UTC."""
    return datetime.now(UTC)


def require_zone(zone: str) -> None:
    """Refuse a name that is no time zone, before anything is recorded.

    Raises:
        UnknownZoneError: there is no such zone.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZoneError(zone) from error


def new_id(prefix: str) -> str:
    """A random id with a readable prefix; nothing about anybody is in it."""
    return f"{prefix}-{uuid.uuid4().hex}"


def stored_form() -> StoredForm:
    """How events are written and read."""
    return StoredForm(EVENT_TYPES, UPCASTERS, randomness=os.urandom)


def open_log(url: str) -> tuple[EventStore, ViewStore]:
    """The log and its views at `url`.

    Raises:
        UnknownUrlError: the url names no kind of log.
        UnavailableError: it cannot be opened.
    """
    scheme, colon, rest = url.partition(":")
    if scheme == "memory" and colon:
        from .adapters.memory.store import MemoryStore
        from .adapters.memory.views import MemoryViews

        return MemoryStore(stored_form()), MemoryViews()
    if ("://" in url and scheme != "sqlite") or url.endswith(":memory:"):
        raise UnknownUrlError(url)
    from .adapters.sqlite.store import SqliteStore
    from .adapters.sqlite.views import SqliteViews

    path = Path(rest.removeprefix("///")) if scheme == "sqlite" else Path(url)
    store = SqliteStore(path, stored_form())
    return store, SqliteViews(store)


def open_desk(
    url: str = "memory:",
    *,
    actor: Actor = HERE,
    policy: Policy | None = None,
    zone: str = "UTC",
    clock: Callable[[], datetime] = now,
) -> Desk:
    """A desk on the log at `url`, acting for `actor` under `policy` (the house pack in `zone`).

    Raises:
        UnknownZoneError: there is no such zone.
        UnknownUrlError: the url names no kind of log.
        UnavailableError: it cannot be opened.
    """
    require_zone(zone)
    desk = Desk(workplace(url, policy or house(zone), clock), actor)
    desk.catch_up()
    return desk


def workplace(url: str, policy: Policy, clock: Callable[[], datetime]) -> Workplace:
    """What a desk on the log at `url` stands on."""
    store, views = open_log(url)
    return Workplace(
        store=store,
        views=views,
        policy=policy,
        now=clock,
        new_id=new_id,
        backoff=Backoff(sleep=time.sleep, random=random.random),
        reactions=Reactions(store, views),
        inbox=Inbox(store),
    )
