"""Results as they are kept: one line of JSON for each round."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, TextIO


def lines(path: Path) -> list[dict[str, Any]]:
    """What stands in a file of results; a line that was cut off does not count."""
    found = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def mended(path: Path) -> Path:
    """The file, without a line that was cut off."""
    path.touch()
    whole, newline, _ = path.read_bytes().rpartition(b"\n")
    path.write_bytes(whole + newline)
    return path


def add(file: TextIO, line: dict[str, Any]) -> None:
    """One more, on the disk before the next round begins."""
    file.write(json.dumps(rounded(line)) + "\n")
    file.flush()
    os.fsync(file.fileno())


def rounded(value: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
    """The same with four digits that count."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    return value
