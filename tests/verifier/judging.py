"""What the verifier says of members, by check."""

from __future__ import annotations

from tests.verifier.tiny_log import Members, zipped

from answerable.adapters.verifier.report import FAIL, NOT_CHECKED
from answerable.adapters.verifier.verifying import Report, verify_bytes


def judged(members: Members, held: bytes | None = None) -> Report:
    """The report on these members in a zip."""
    return verify_bytes(zipped(members), held)


def failed(report: Report) -> list[str]:
    """The checks that failed."""
    return [told.check for told in report.checks if told.result == FAIL]


def unchecked(report: Report) -> list[str]:
    """The checks that could not be asked."""
    return [told.check for told in report.checks if told.result == NOT_CHECKED]
