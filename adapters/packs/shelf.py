"""The shelf a desk takes its rules from: packs, calendars, and the words of a testimony.

The packages that fill calendars and know languages are loaded only when they are asked.
"""

# ruff: noqa: PLC0415  # see above

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from ...application.extras import MissingExtraError
from ...domain.deadlines.calendar import KnownCalendar
from ...domain.deadlines.pack import Pack
from ...domain.deadlines.testimony import Testimony
from .loading import shipped, with_own

FIRST_YEAR, LAST_YEAR = 2010, 2030
"""The years whose days off are recorded; fixed, so that every process records the same."""


class Shelf:
    """The packs that come with this package, and those of a product's own `folder`."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def packs(self) -> Mapping[str, Pack]:
        """Every pack there is, by id.

        Raises:
            PackFilesError: a file of the folder has an error; no pack is taken.
        """
        return with_own(self._folder) if self._folder else shipped()

    def calendars(
        self, names: Iterable[str], packs: Iterable[str] = ()
    ) -> tuple[KnownCalendar, ...]:
        """Every edition known of these calendars; `packs` are those that are counted by them.

        Raises:
            UnknownCalendarError: there is none of a name.
            MissingExtraError: the extra `calendars` is not installed.
        """
        names = [*names]
        if not find_spec("holidays"):
            for_packs = f" of {', '.join(packs)}" if packs else ""
            need = f"The calendars{for_packs} ({', '.join(names)}) need"
            raise MissingExtraError(need, "calendars")
        from ..calendars.package import PackageCalendars

        package = PackageCalendars(FIRST_YEAR, LAST_YEAR)
        return tuple(package.known(name) for name in names)

    def explain(self, testimony: Testimony, language: str) -> str:
        """The testimony in words: `pl`, `it` or `en`.

        Raises:
            ValueError: no such language.
            MissingExtraError: the extra `languages` is not installed.
        """
        if not find_spec("babel"):
            raise MissingExtraError("Telling a limit in words needs", "languages")
        from ..explaining.telling import Language, explain

        return explain(testimony, Language(language))
