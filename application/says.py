"""What a reply says besides its text."""

from __future__ import annotations

from typing import TypedDict

from ..domain.case.replies import Apology
from ..domain.case.terms import ClockTerms, NewDateTerms, PromiseTerms

PLAIN = (
    "apology",
    "understanding",
    "invites_retell",
    "tells",
    "keeps",
    "states",
    "signposts",
    "final_position",
    "alias",
)
TERMS = ("promises", "new_dates", "clocks")
WORDS = ("proposal", "done", "recourse", "tone_override")


class Says(TypedDict, total=False):
    """What a reply says besides its text; `docs/model.md` tells what each is for."""

    signed: str | None
    channel: str
    to: str
    apology: Apology
    understanding: bool
    invites_retell: bool
    proposal: str
    tells: tuple[str, ...]
    keeps: tuple[str, ...]
    states: tuple[str, ...]
    signposts: tuple[str, ...]
    clocks: tuple[ClockTerms, ...]
    promises: tuple[PromiseTerms, ...]
    new_dates: tuple[NewDateTerms, ...]
    done: str
    recourse: str
    final_position: bool
    alias: bool
    tone_override: str
