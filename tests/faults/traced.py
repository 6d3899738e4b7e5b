"""Skips, visibly, what a system cannot show."""

import pytest
from tests.faults.recording import has_strace

needs_strace = pytest.mark.skipif(
    not has_strace(), reason="strace is missing or may not trace (Debian: apt-get install strace)"
)
