"""What makes something said to a critic an answer: a name, a proposal, a fit tone, the right time.

A thank-you, a coupon or a mass mail answers nobody (S0-7, model, critics).
"""

from __future__ import annotations

from ..case.tone import flags
from ..command import Command, Rule, require
from ..event import Erased, Personal
from ..words import stated
from .feedback import Response
from .judging import person

NAMED_HUMAN = Rule(
    "critic-answered-by-named-human",
    "model, critics",
    "A critic is answered by a person who gives their name; an automatic thank-you is no answer.",
    "Let a person answer and sign.",
)
PROPOSAL = Rule(
    "critic-answer-proposes",
    "S0-7",
    "An answer says something and proposes something; thanks alone leaves the critic unanswered.",
    "Say what you propose or what happens next.",
)
TONE = Rule(
    "critic-answer-tone",
    "S0-12",
    "An answer to a critic does not defend, attack, shame or take offence.",
    "Say it otherwise, or give the reason why it stands.",
)
LATER = Rule(
    "critic-answer-later",
    "model, critics",
    "What was sent before the criticism does not answer it.",
    "Answer it now.",
)
IN_ITS_CASE = Rule(
    "critic-answered-in-case",
    "model, critics",
    "This criticism became a case and is answered by a reply there.",
    "Reply in the case.",
)


def require_said(
    command: Command,
    by: str,
    signed: Personal[str],
    words: Personal[str],
    proposal: Personal[str],
) -> None:
    """From a person who signs, with something said and something proposed."""
    require(person(command) and by and stated(signed), NAMED_HUMAN)
    require(stated(words) and stated(proposal), PROPOSAL)


def require_tone(texts: tuple[Personal[str], ...], override: Personal[str] | None) -> None:
    """No flag of the tone check is raised, or somebody says why it stands (S0-12)."""
    found = [flags(text.value) for text in texts if not isinstance(text.value, Erased)]
    raised = tuple(dict.fromkeys(flag for each in found for flag in each))
    require(not raised or stated(override), TONE, *raised)


def require_open_to(command: Command, response: Response) -> None:
    """It comes after the criticism, and not beside the reply of a case."""
    require(response.case is None, IN_ITS_CASE)
    require(command.occurred_at >= response.received_at, LATER)
