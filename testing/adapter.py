"""What the kit has to know of an adapter: how its store is opened, and what it does not claim."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias, cast

from ..adapters.stored_form import StoredForm
from ..application.ports import EventStore
from ..application.view_store import ViewStore

OpenStore: TypeAlias = Callable[[Path, StoredForm], EventStore]
"""Opens the log that stands at a folder, or begins it there; the same folder is the same log.

A store behind a network names its schema or database after the folder, whose name is unique. The
function stands in a module by its own name, so that other processes can call it.
"""


NAMED_BY = "ANSWERABLE_ADAPTER"
"""The environment variable that names the adapter a report is on."""

OpenViews: TypeAlias = Callable[[Any], ViewStore]


class Claim(Enum):
    """What not every adapter sets out to do."""

    DURABLE = "what it acknowledged outlives its process"
    SHARED = "several processes may have it open at once"


class UnknownAdapterError(ValueError):
    """There is nothing of that name that opens a store."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name!r} names no adapter: {reason}; give MODULE:NAME")


@dataclass(frozen=True)
class Adapter:
    """An adapter under test.

    `lacks` gives for each claim it does not make the reason why; its guarantees are then skipped,
    and the report says so. `remove_newest` takes the newest event out of the log at a folder,
    behind the adapter's back: only with it can be seen whether its position is given again. `views`
    gives the views beside a store that `open` opened, where the adapter keeps any.
    """

    open: OpenStore
    lacks: Mapping[Claim, str] = field(default_factory=dict[Claim, str])
    remove_newest: Callable[[Path], None] | None = None
    views: OpenViews | None = None

    @property
    def name(self) -> str:
        """`module:name` of what opens the store."""
        return f"{self.open.__module__}:{self.open.__qualname__}"

    @property
    def path(self) -> list[str]:
        """Where another process looks for modules, to find the same ones."""
        module = sys.modules[self.open.__module__]
        file = Path(module.__file__ or "").absolute()
        return [str(file.parents[module.__name__.count(".")]), *sys.path]


def adapter_named(name: str) -> Adapter:
    """The adapter at `module:name`: an `Adapter`, or a function that opens a store and claims all.

    Raises:
        UnknownAdapterError: there is none.
    """
    module, colon, attribute = name.partition(":")
    try:
        found: object = import_module(module)
        for part in attribute.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError, ValueError) as error:
        raise UnknownAdapterError(name, str(error)) from error
    if isinstance(found, Adapter):
        return found
    if not (colon and callable(found)):
        raise UnknownAdapterError(name, "it cannot be called")
    return Adapter(cast("OpenStore", found))
