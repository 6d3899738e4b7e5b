"""How much memory this process holds."""

from __future__ import annotations

import os
import resource
from pathlib import Path

TOLD = Path("/proc/self/statm")


def resident_mib() -> float:
    """Resident now; the most there ever was, where the system does not tell."""
    if TOLD.exists():
        return int(TOLD.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
