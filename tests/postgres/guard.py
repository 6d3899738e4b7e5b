"""A PostgreSQL that lives as long as whoever started this program: its stdin closed ends it.

Prints the folder of its socket as soon as it takes connections. Works for root too, which
PostgreSQL itself refuses: it then runs as `nobody`. Arguments: the folder of its programs, `disk`
or `memory` for where its data lie, and options of `postgres`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

INITDB = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
ROOT = {"user": "nobody", "extra_groups": ()} if os.geteuid() == 0 else {}
RAM = Path("/dev/shm")  # noqa: S108  # tests ask for real settings, not for real disks
ENOUGH = 4 << 30


def memory() -> Path | None:
    """A folder in memory with room for a cluster, where the system has one."""
    return RAM if RAM.is_dir() and shutil.disk_usage(RAM).free > ENOUGH else None


def run(*arguments: object, check: bool = True, cwd: Path | None = None) -> None:
    """Run one of the programs, as somebody PostgreSQL lets run it."""
    as_user: dict[str, Any] = {**QUIET, **ROOT}
    subprocess.run([str(each) for each in arguments], check=check, cwd=cwd, **as_user)


def reachable(programs: Path, folder: Path) -> Path:
    """The programs, where the user PostgreSQL runs as can start them: copied if need be."""
    try:
        run(programs / "postgres", "--version")
    except (OSError, subprocess.CalledProcessError):
        package = programs.parents[1]
        for part in package.parent.glob(f"{package.name}*[!o]"):
            shutil.copytree(part, folder / part.name, dirs_exist_ok=True)
        return folder / package.name / programs.relative_to(package)
    return programs


def start(programs: Path, folder: Path, options: list[str]) -> None:
    """Make a cluster in `folder`, and start it."""
    run(programs / "initdb", "-D", folder / "data", *INITDB, cwd=folder)
    place = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    files = ("-D", folder / "data", "-l", folder / "log")
    run(programs / "pg_ctl", "-w", *files, "-o", " ".join([place, *options]), "start", cwd=folder)


def main() -> None:
    """Start, say where, and end with whoever started it."""
    place = memory() if sys.argv[2] == "memory" else None
    with TemporaryDirectory(prefix="pg-", dir=place, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if ROOT:
            shutil.chown(folder, "nobody")
        programs = reachable(Path(sys.argv[1]), folder)
        start(programs, folder, sys.argv[3:])
        print(folder, flush=True)  # noqa: T201  # this is what it is asked for
        sys.stdin.read()
        stop = ("-D", folder / "data", "-m", "immediate", "stop")
        run(programs / "pg_ctl", *stop, check=False, cwd=folder)


if __name__ == "__main__":
    main()
