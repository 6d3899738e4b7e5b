"""What the CFPB register claims of a company's response, and what that is worth here.

Source: the categories as the CFPB defines them for companies (Company Portal Manual, "Responding
to a complaint") and its annual reports; docs/import.md has the table with reasons.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Claim(StrEnum):
    """What a register's word for a response states."""

    RESPONSE = "a response to the consumer"
    CLOSED_ONLY = "closed, but neither relief nor explanation"
    NONE = "no response"


class Standing(StrEnum):
    """Where an imported complaint stands: each is in exactly one of these."""

    IN_TIME = "attested in time"
    LATE = "attested late"
    TIME_UNSTATED = "attested, timeliness not stated"
    CALLED_CLOSED = "called closed with no reply on record"
    OPEN = "still open"


CLAIMS = MappingProxyType(
    {
        "closed with explanation": Claim.RESPONSE,
        "closed with monetary relief": Claim.RESPONSE,
        "closed with non-monetary relief": Claim.RESPONSE,
        "closed with relief": Claim.RESPONSE,
        "closed without relief": Claim.RESPONSE,
        "closed": Claim.CLOSED_ONLY,
        "in progress": Claim.NONE,
        "untimely response": Claim.NONE,
        "": Claim.NONE,
    }
)


def claim(response: str | None) -> Claim:
    """What `response` states. A word the register has not used before states no response."""
    word = " ".join((response or "").casefold().split())
    fallback = Claim.CLOSED_ONLY if word.startswith("closed") else Claim.NONE
    return CLAIMS.get(word, fallback)


def known_word(response: str | None) -> bool:
    """Whether `response` is a word of the table."""
    return " ".join((response or "").casefold().split()) in CLAIMS


def standing(response: str | None, *, timely: bool | None) -> Standing:
    """Where a complaint stands, by the register's word alone."""
    match claim(response), timely:
        case Claim.RESPONSE, True:
            return Standing.IN_TIME
        case Claim.RESPONSE, False:
            return Standing.LATE
        case Claim.RESPONSE, _:
            return Standing.TIME_UNSTATED
        case Claim.CLOSED_ONLY, _:
            return Standing.CALLED_CLOSED
        case _:
            return Standing.OPEN
