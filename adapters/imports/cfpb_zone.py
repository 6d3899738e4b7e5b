"""The zone of the CFPB register, in which its days begin."""

from __future__ import annotations

from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
