"""A register row as the command that brings it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from ...domain.case.register import ImportComplaint
from ...domain.event import ERASED, Personal
from .cfpb_entry import REGISTER, personal, timely
from .cfpb_meaning import Claim, claim
from .cfpb_zone import ZONE
from .entrance import Entrance
from .recognition import Known, Staged, updated


def import_command(way: Entrance, row: Staged, known: Known, command_id: str) -> ImportComplaint:
    """What the register now says of the case `known.place`; when a stated reply left is unknown."""
    said, new_id = updated(row.content, known.content), way.new_id
    codes = {name: cell for name, cell in said.items() if not personal(name)}
    return ImportComplaint(
        register_name=REGISTER,
        key=row.key,
        codes=codes,
        words=_words(said, known),
        complainant=known.person,
        channel=REGISTER,
        message=new_id("message"),
        issue=new_id("issue"),
        about=Personal(subject=known.person, value=_about(codes)),
        reply=new_id("reply"),
        replied=claim(codes.get("response")) is Claim.RESPONSE,
        left_at=None,
        timely=timely(codes),
        stream=known.place,
        id=command_id,
        actor=way.actor,
        now=way.now(),
        occurred_at=_received(codes),
    )


def _received(codes: Mapping[str, str]) -> datetime:
    return datetime.combine(date.fromisoformat(codes["received"]), time(), ZONE)


def _words(said: Mapping[str, str], known: Known) -> dict[str, Personal[str]]:
    erased = [name for name, cell in known.content.items() if cell is None]
    told = {name: cell for name, cell in said.items() if personal(name)}
    return {
        **{name: Personal[str](subject=known.person, value=cell) for name, cell in told.items()},
        **{name: Personal[str](subject=known.person, value=ERASED) for name in erased},
    }


def _about(codes: Mapping[str, str]) -> str:
    """The register's heads for what is wrong; it has no other words for it."""
    heads = [codes[name] for name in ("product", "issue", "sub_issue") if name in codes]
    return ": ".join(heads) or "the register names no issue"
