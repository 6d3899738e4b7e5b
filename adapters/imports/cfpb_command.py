"""A register row as the command that brings it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from ...domain.case.register import ImportComplaint
from ...domain.event import ERASED, Personal
from .cfpb_entry import REGISTER, personal, timely
from .cfpb_limit import PACK, Limits
from .cfpb_meaning import Claim, claim
from .cfpb_zone import ZONE
from .entrance import Entrance
from .recognition import Known, Staged, updated

_Words = Personal[str]
"""Asked for once: to find the class takes as long as to make one of it."""


def import_command(
    way: Entrance, row: Staged, known: Known, limits: Limits, command_id: str
) -> ImportComplaint:
    """What the register now says of the case `known.place`; when a stated reply left is unknown."""
    codes, told = _apart(updated(row.content, known.content))
    new_id, sent_at = way.new_id, limits.sent_at(codes)
    return ImportComplaint(
        register_name=REGISTER,
        key=row.key,
        codes=codes,
        words=_words(told, known),
        complainant=known.person,
        channel=REGISTER,
        message=new_id("message"),
        issue=new_id("issue"),
        about=_Words(subject=known.person, value=_about(codes)),
        reply=new_id("reply"),
        replied=claim(codes.get("response")) is Claim.RESPONSE,
        left_at=None,
        timely=timely(codes),
        packs=(PACK,) if sent_at else (),
        started_at=sent_at,
        id=command_id,
        **_put(way, known.place, codes),
    )


def _apart(said: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The codes, and what may tell something of a person."""
    told = {name: cell for name, cell in said.items() if personal(name)}
    return {name: cell for name, cell in said.items() if name not in told}, told


def _put(way: Entrance, stream: str, codes: Mapping[str, str]) -> dict[str, Any]:
    received = datetime.combine(date.fromisoformat(codes["received"]), time(), ZONE)
    return {"stream": stream, "actor": way.actor, "now": way.now(), "occurred_at": received}


def _words(told: Mapping[str, str], known: Known) -> dict[str, Personal[str]]:
    erased = [name for name, cell in known.content.items() if cell is None]
    return {
        **{name: _Words(subject=known.person, value=cell) for name, cell in told.items()},
        **{name: _Words(subject=known.person, value=ERASED) for name in erased},
    }


def _about(codes: Mapping[str, str]) -> str:
    """The register's heads for what is wrong; it has no other words for it."""
    heads = [codes[name] for name in ("product", "issue", "sub_issue") if name in codes]
    return ": ".join(heads) or "the register names no issue"
