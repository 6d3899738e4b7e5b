"""The command line as a program: runs one command and ends with one of the exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TextIO

import typer
from typer.main import get_command

from . import (
    audit_commands,
    casefile_commands,
    law_commands,
    mining_commands,
    page_commands,
)
from .commands import app
from .exits import Exit
from .opening import OpenDesk
from .terminal import note, written

NAME = "answerable"
WITH_MORE = (law_commands, audit_commands, page_commands, mining_commands, casefile_commands)
"""Each puts its commands beside those of `commands`."""


def main(open_desk: OpenDesk, argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` names (without the program's name); the exit code."""
    said = list(sys.argv[1:] if argv is None else argv) or ["--help"]
    for stream in (sys.stdout, sys.stderr):
        spell_out(stream)
    try:
        code = run(open_desk, said)
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes once more at its end, and nobody is there to read it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.NOBODY_READS
    except (KeyboardInterrupt, typer.Abort):
        note("Stopped. What was recorded stays on record.")
        return Exit.STOPPED
    except Exception as error:  # noqa: BLE001  # the one place where every error has an end
        return ended_by(error, as_json="--json" in said)
    return code


def spell_out(stream: TextIO) -> None:
    """Let the stream write what its encoding has no character for as `\\u0142`."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def run(open_desk: OpenDesk, said: list[str]) -> int:
    """Run one command; its failures are raised."""
    command = get_command(app)
    try:
        with command.make_context(NAME, said, obj=open_desk) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code
    return Exit.FINE


def ended_by(error: Exception, *, as_json: bool) -> Exit:
    """Say what went wrong: in words on standard error and, with `--json`, on standard output."""
    from .failures import defect, failure  # noqa: PLC0415  # they load what may have gone wrong

    told = failure(error)
    if told is None:
        traceback.print_exception(error)
        told = defect(error)
    note(f"{NAME}: {told.message}")
    if as_json:
        sys.stdout.write(written(told.document) + "\n")
    return told.code
