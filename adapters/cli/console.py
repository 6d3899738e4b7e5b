"""Standard output as a Rich console that leaves the end of a pipe to us."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console


class Output(Console):
    """A console whose reader may go away."""

    def on_broken_pipe(self) -> NoReturn:
        """Tell the command line, instead of ending with an exit code that means something else."""
        raise BrokenPipeError
