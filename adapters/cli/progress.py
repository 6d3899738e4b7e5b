"""A bar on standard error for work that takes a while."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn


@contextmanager
def bar(*, no_color: bool) -> Generator[Callable[[str, float], None]]:
    """A bar that is gone when the work is done; call it with what is done and the share of it."""
    console = Console(stderr=True, no_color=no_color or None, markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("", total=1.0)

        def show(what: str, share: float) -> None:
            progress.update(task, description=what, completed=share)

        yield show
