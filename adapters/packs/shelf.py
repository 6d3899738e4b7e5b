"""The shelf a desk takes its rules from: packs, calendars, and the words of a testimony.

The packages that fill calendars and know languages are loaded only when they are asked.
"""

# ruff: noqa: PLC0415  # see above

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

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

    def calendars(self, names: Iterable[str]) -> tuple[KnownCalendar, ...]:
        """Every edition known of these calendars.

        Raises:
            UnknownCalendarError: there is none of a name.
            ImportError: the extra `calendars` is not installed.
        """
        from ..calendars.package import PackageCalendars

        package = PackageCalendars(FIRST_YEAR, LAST_YEAR)
        return tuple(package.known(name) for name in names)

    def explain(self, testimony: Testimony, language: str) -> str:
        """The testimony in words: `pl`, `it` or `en`.

        Raises:
            ValueError: no such language.
            ImportError: the extra `languages` is not installed.
        """
        from ..explaining.telling import Language, explain

        return explain(testimony, Language(language))
