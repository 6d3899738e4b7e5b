"""The composition root: the one place that chooses adapters, reads the clock and makes ids."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .adapters.packs.shelf import Shelf
from .adapters.stored_form import StoredForm
from .application.adopting import adopt, put_thresholds, remember
from .application.clerk import Workplace
from .application.desk import Desk
from .application.handle import Backoff
from .application.handle_shared import SharedRounds
from .application.inbox import Inbox
from .application.ports import SharingStore, UnavailableError
from .application.project import Keeper
from .application.react import Reactions
from .application.rules import NO_LAW, Law, Rules
from .application.states import States
from .domain.catalogue import EVENT_TYPES
from .domain.deadlines.policy import Policy, house
from .domain.event import Actor
from .domain.upcasting import UPCASTERS

if TYPE_CHECKING:
    from .adapters.postgres.datastore import Pool
    from .application.ports import EventStore
    from .application.view_store import ViewStore

HERE = Actor(id="desk", role="agent")
"""Who acts where the product does not say: give an `Actor` of your own to be told apart."""


ADAPTERS = "answerable.adapters"
"""The group of entry points under which a package brings a scheme of its own."""

OpenLog: TypeAlias = "Callable[[str, StoredForm], tuple[EventStore, ViewStore]]"
"""Opens the log at a url, and its views."""


SQLITES_MEMORY = ":memory:"
"""SQLite's word for a file that is lost with its connection."""

CACHED_STATES = 1000
"""Of how many streams a desk keeps the state in memory, unless told otherwise."""


class UnknownUrlError(ValueError):
    """The url names no kind of log this installation can open; what it may hold is not said."""

    def __init__(self, url: str, schemes: Sequence[str]) -> None:
        known = ", ".join(f"{scheme}:" for scheme in schemes)
        called = f"{url.partition(':')[0]}:" if "://" in url else repr(url)
        if url.endswith(SQLITES_MEMORY):
            called = SQLITES_MEMORY
        super().__init__(
            f"{called} is not a log that can be opened: use a path, or a url that begins with "
            f"one of {known}"
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
    return f"{prefix}-{os.urandom(16).hex()}"


def stored_form() -> StoredForm:
    """How events are written and read."""
    return StoredForm(EVENT_TYPES, UPCASTERS, randomness=os.urandom)


def open_log(url: str, pool: Pool | None = None) -> tuple[EventStore, ViewStore]:
    """The log and its views at `url`: a path, or a url of a scheme in `schemes()`.

    `pool` holds the connections to use, where they are not to be our own.

    Raises:
        UnknownUrlError: the url names no kind of log.
        UnavailableError: it cannot be opened.
    """
    scheme, colon, _ = url.partition(":")
    if url.endswith(SQLITES_MEMORY):
        raise UnknownUrlError(url, schemes())
    if pool is not None:
        if scheme != "postgresql":
            raise UnknownUrlError(url, ["postgresql"])
        return _open_postgres(url, stored_form(), pool)
    if colon and scheme in OURS:
        return OURS[scheme](url, stored_form())
    if colon and (brought := _brought(scheme)):
        return brought(url, stored_form())
    if "://" in url:
        raise UnknownUrlError(url, schemes())
    return _open_sqlite(url, stored_form())


def schemes() -> list[str]:
    """With what a url can begin here: our own schemes, and those that other packages bring."""
    from importlib.metadata import entry_points

    return sorted({*OURS, *entry_points(group=ADAPTERS).names})


def _brought(scheme: str) -> OpenLog | None:
    """What opens the logs of a scheme that another package brings."""
    from importlib.metadata import entry_points

    for found in entry_points(group=ADAPTERS, name=scheme):
        opener: OpenLog = found.load()
        return opener
    return None


def _open_memory(_: str, form: StoredForm) -> tuple[EventStore, ViewStore]:
    from .adapters.memory.store import MemoryStore
    from .adapters.memory.views import MemoryViews

    return MemoryStore(form), MemoryViews()


def _open_sqlite(url: str, form: StoredForm) -> tuple[EventStore, ViewStore]:
    from .adapters.sqlite.store import SqliteStore
    from .adapters.sqlite.views import SqliteViews

    if url.startswith("sqlite://") and not url.startswith("sqlite:///"):  # that names a host
        raise UnavailableError("sqlite", "write sqlite:///FILE, and sqlite:////FILE from the root")
    store = SqliteStore(Path(url.removeprefix("sqlite:").removeprefix("///")), form)
    return store, SqliteViews(store)


def _open_postgres(
    url: str, form: StoredForm, pool: Pool | None = None
) -> tuple[EventStore, ViewStore]:
    try:
        from .adapters.postgres.store import PostgresStore
        from .adapters.postgres.views import PostgresViews
    except ImportError as error:
        raise UnavailableError(
            "postgresql:", "psycopg is missing: pip install 'answerable[postgres]'"
        ) from error

    store = PostgresStore(url, form, pool)
    return store, PostgresViews(store)


OURS: Mapping[str, OpenLog] = {
    "memory": _open_memory,
    "postgresql": _open_postgres,
    "sqlite": _open_sqlite,
}
"""What opens the logs of our own schemes."""


def open_desk(
    url: str = "memory:",
    *,
    actor: Actor = HERE,
    policy: Policy | None = None,
    zone: str = "UTC",
    clock: Callable[[], datetime] = now,
    cache: int = CACHED_STATES,
    pool: Pool | None = None,
    law: Law = NO_LAW,
) -> Desk:
    """A desk on the log at `url`, acting for `actor` under `policy` (the house pack in `zone`).

    `cache` is how many streams' states it keeps in memory, with the words in them; 0 keeps none.
    `pool` is one of psycopg, of the host, for a log in PostgreSQL; it stays open. Every new case
    comes under the packs of `law`, which are put on record.

    Raises:
        RefusedError, PackFilesError, UnknownCalendarError, MissingExtraError: no pack, no calendar.
        UnknownZoneError, UnknownUrlError, UnavailableError: no such zone; no log to open.
    """
    require_zone(zone)
    chosen = sitting(policy or house(zone), law.seat)
    desk = Desk(workplace(url, chosen, clock, cache, pool, law.folder), actor)
    return settle_in(desk, law.packs, changed=policy is not None)


def sitting(policy: Policy, seat: str | None) -> Policy:
    """The policy of an organisation at that seat, if one is told."""
    return replace(policy, place=seat) if seat else policy


def settle_in(desk: Desk, packs: tuple[str, ...], *, changed: bool) -> Desk:
    """Put on record which rules are new, and by them finish what was left undone.

    On a log whose rules cannot be read neither is done: it is opened for questions alone.
    """
    remember(desk, packs)
    if desk.place.rules.unreadable:
        return desk
    adopt(desk, packs)
    if changed:
        put_thresholds(desk)
    desk.catch_up()
    return desk


def workplace(
    url: str,
    policy: Policy,
    clock: Callable[[], datetime],
    cache: int = CACHED_STATES,
    pool: Pool | None = None,
    folder: Path | None = None,
) -> Workplace:
    """What a desk on the log at `url` stands on."""
    store, views = open_log(url, pool)
    states = States(cache)
    return Workplace(
        store=store,
        keeper=Keeper(store, views),
        rules=Rules(policy, Shelf(folder)),
        now=clock,
        new_id=new_id,
        backoff=Backoff(sleep=time.sleep, random=random.random),
        reactions=Reactions(store, views, states),
        states=states,
        inbox=Inbox(store),
        shared=SharedRounds(store, states) if isinstance(store, SharingStore) else None,
    )
