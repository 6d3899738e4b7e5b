"""How a criticism stands at some moment: answered, waiting, overdue. Never stored, only derived.

An answer counts from when it left; a failure known of it undoes that (model, invariants).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .feedback import Answer, Response, Responses, change


def answered_at(response: Response) -> datetime | None:
    """When the first answer that stands left for the critic; None while there is none."""
    times = [answer.left_at for answer in response.answers if not answer.failed]
    return min(times, default=None)


def answered(response: Response, moment: datetime) -> bool:
    """Had an answer left for the critic by `moment`, not known to have failed?"""
    at = answered_at(response)
    return at is not None and at <= moment


def waiting(response: Response, moment: datetime) -> bool:
    """Does the critic wait for us at `moment`? Not once answered, nor once they declined (I14)."""
    declined = response.declined_at is not None and response.declined_at <= moment
    return response.critical and not declined and not answered(response, moment)


def late(response: Response, moment: datetime) -> bool:
    """Does the critic wait at `moment`, past the due time?"""
    target = response.target
    return target is not None and target.due < moment and waiting(response, moment)


def silence_after_asking(response: Response, moment: datetime) -> bool:
    """Had we asked, and did the due time pass unanswered? No later answer mends it (S0-5, I11)."""
    target = response.target
    if target is None or not response.feedback.asked or target.due >= moment:
        return False
    return waiting(response, target.due)


def overdue(responses: Responses, moment: datetime) -> tuple[str, ...]:
    """Every critic who waits at `moment` past the due time."""
    return tuple(name for name, response in responses.known.items() if late(response, moment))


def left(responses: Responses, name: str, answer: Answer) -> Responses:
    """The responses once an answer left for one critic; sent again, it stands again."""

    def step(said: Response) -> Response:
        others = tuple(one for one in said.answers if one.answer != answer.answer)
        return replace(said, answers=(*others, answer))

    return change(responses, name, step)


def failed(responses: Responses, name: str, answer: str) -> Responses:
    """The responses once an answer to one critic is known to have failed."""

    def step(said: Response) -> Response:
        gone = (replace(one, failed=one.failed or one.answer == answer) for one in said.answers)
        return replace(said, answers=tuple(gone))

    return change(responses, name, step)


def sent(response: Response, answer: str) -> Answer | None:
    """That answer to this critic, if it ever left; it may have failed since."""
    return next((one for one in response.answers if one.answer == answer), None)
