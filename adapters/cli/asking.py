"""One command being answered: opens the log, gives the answer, sets the exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import typer

from .answer import Answer
from .exits import Exit
from .opening import OpenDesk, opened, reopened
from .terminal import Terminal

if TYPE_CHECKING:
    from ...application.desk import Desk
    from ..imports.entrance import Progress
    from .point import Point

SHOWN = 20
"""How many rows a person is shown unless they say."""

Listed: TypeAlias = "Callable[[Desk, Point, int | None], Answer]"
About: TypeAlias = "Callable[[Desk, Point], Answer]"
Page: TypeAlias = "Callable[[Desk, Point, Progress], Answer]"
Telling: TypeAlias = "Callable[[Desk, Callable[[str], None]], None]"
Bringing: TypeAlias = "Callable[[Desk, Progress], Answer]"


@dataclass(frozen=True, slots=True)
class Asking:
    """What every command is told."""

    context: typer.Context
    url: str
    as_json: bool
    no_color: bool

    @property
    def open_desk(self) -> OpenDesk:
        """What `main` was handed."""
        handed: OpenDesk = self.context.obj
        return handed

    @property
    def terminal(self) -> Terminal:
        """Where the answer goes."""
        return Terminal(self.as_json, self.no_color)

    def listed(self, question: Listed, as_of: str | None, limit: int | None) -> None:
        """Answer with the first rows of a view."""
        most = limit or (SHOWN if self.terminal.is_watched else None)
        self.about(lambda desk, at: question(desk, at, most), as_of)

    def about(self, question: About, as_of: str | None) -> None:
        """Answer from what is on record, as far as it can be read."""
        from .point import point  # noqa: PLC0415  # it loads the library, which --help needs not

        self.read(lambda desk, _: question(desk, point(desk, as_of)))

    def handed_on(self, page: Page, as_of: str | None) -> None:
        """Answer with a file that others read without us: where all can be read, or not at all."""
        from .point import point  # noqa: PLC0415  # the same

        self.searched(lambda desk, progress: page(desk, point(desk, as_of), progress))

    def read(self, work: Bringing) -> None:
        """Answer with what a log that is there was read for, as far as it can be read."""
        from .unread import with_what_is_unread  # noqa: PLC0415  # the same

        def as_far_as_readable(desk: Desk, progress: Progress) -> Answer:
            found = desk.as_far_as_readable(lambda readable: work(readable, progress))
            return with_what_is_unread(*found)

        self.searched(as_far_as_readable)

    def bringing(self, work: Bringing) -> None:
        """Answer with what was brought in; the log is made if it is missing."""
        with opened(self.open_desk, self.url) as desk, self.terminal.progress() as progress:
            answer = work(desk, progress)
        self._give(answer)

    def searched(self, work: Bringing) -> None:
        """Answer with what all of a log that is there was read for."""
        with reopened(self.open_desk, self.url) as desk, self.terminal.progress() as progress:
            answer = work(desk, progress)
        self._give(answer)

    def tried(self, work: Callable[[Progress], Answer]) -> None:
        """Answer with what was tried out, on no log of the caller's."""
        with self.terminal.progress() as progress:
            answer = work(progress)
        self._give(answer)

    def told(self, tell: Telling) -> None:
        """Answer line by line, on a desk that is made for it."""
        with opened(self.open_desk, self.url) as desk:
            tell(desk, self.terminal.say())

    def _give(self, answer: Answer) -> None:
        self.terminal.give(answer)
        if answer.wrong:
            raise typer.Exit(Exit.WRONG_ON_RECORD)
