"""Other people's words on a terminal: always text, never an instruction to it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_HOSTILE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and line end
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # what turns or breaks a line
    "\ud800-\udfff"  # halves of characters, which cannot be written
    "]"
)


OPENINGS = frozenset({"a", "an", "it", "no", "the", "there", "this"})
"""How a message that an error brings along may begin, if not with a name."""


def tame(text: str) -> str:
    """Spell out every character that would do something instead of being read."""
    clear = text.replace("\r\n", "\n")
    return _HOSTILE.sub(lambda odd: odd[0].encode("unicode_escape").decode("ascii"), clear)


def brief(text: str, longest: int = 240) -> str:
    """The words in one line; an ellipsis where they go on."""
    line = " ".join(tame(text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def sentence(text: str) -> str:
    """With a capital where it begins with a word of ours; a name it begins with stays as it is."""
    return text[:1].upper() + text[1:] if text.partition(" ")[0] in OPENINGS else text


def written_time(moment: datetime) -> str:
    """ISO 8601 in UTC, with `Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def shown_time(moment: datetime) -> str:
    """Day and minute in UTC, for a table whose head says so."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def whole_seconds(duration: timedelta) -> int:
    """Durations are written in whole seconds, cut off."""
    return int(duration.total_seconds())


def shown_span(duration: timedelta) -> str:
    """The duration in its largest unit: `3 days`, `1 hour`, `12 minutes`."""
    seconds = whole_seconds(duration)
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if number := seconds // size:
            return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    return "under a minute"
