"""The log that a command works on, opened by whoever was handed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .exits import WrongUseError
from .terminal import note

if TYPE_CHECKING:
    from ...application.desk import Desk

OpenDesk: TypeAlias = "Callable[[str], Desk]"
"""How the composition root opens a desk on the log at a url; a url it cannot is a `ValueError`."""


def opened(open_desk: OpenDesk, url: str) -> Desk:
    """The desk on the log at `url`, which is made if it is missing.

    Raises:
        WrongUseError: the url names no kind of log.
        UnavailableError: it cannot be opened.
    """
    log_file(url)
    try:
        desk = open_desk(url)
    except ValueError as error:
        raise WrongUseError(f"{error}.") from error
    if unreadable := desk.place.rules.unreadable:
        note(
            f"The rules in force cannot be read: {unreadable}. Questions are answered; no command "
            "is taken, and nothing is finished that was left undone."
        )
    elif desk.parked:
        note(f"Consequences wait before {desk.parked}. Run `answerable verify`.")
    return desk


def reopened(open_desk: OpenDesk, url: str) -> Desk:
    """The desk on a log that is there already: to ask a question makes no new file.

    Raises:
        WrongUseError: there is none, or the url names no kind of log.
    """
    file = log_file(url)
    if file and not (file.exists() and file.stat().st_size):  # an engine would begin a log in it
        raise WrongUseError(
            f"There is no log at {file}: say where it is with --url or ANSWERABLE_URL, "
            "or begin one with `answerable import`."
        )
    return opened(open_desk, url)


def log_file(url: str) -> Path | None:
    """The file that `url` names, if it names one.

    Raises:
        WrongUseError: its slashes make a host of the file's name, or it is no path but the settings
            of a connection, which are not to be shown.
    """
    scheme, colon, rest = url.partition(":")
    if colon and scheme == "sqlite":
        if rest.startswith("//") and not rest.startswith("///"):
            raise WrongUseError(
                f"{url!r} has two slashes: write sqlite:///FILE with three, or with four for a "
                "path from the root."
            )
        return Path(rest.removeprefix("///"))
    if (colon and scheme in {"memory", "postgresql"}) or "://" in url:
        return None
    if "password" in url and "=" in url:
        raise WrongUseError("A database is named by a url: postgresql://USER:PASSWORD@HOST/NAME.")
    return Path(url)
