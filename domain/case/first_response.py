"""The first response: which of its five elements the complainant has had (S1-5 to S1-9)."""

from __future__ import annotations

from .case import Case
from .inquiry import RetellDeclined, RetellOffered, RetellReceived
from .replies import Reply

ELEMENTS = ("apology", "understanding", "named owner", "retell", "dated promise")


def missing(case: Case) -> tuple[str, ...]:
    """The elements that no reply that left has given yet, in the order they are owed."""
    left = [r for r in case.replies.values() if r.left and not r.automatic]
    given = {
        "apology": any(r.issued.apology for r in left),
        "understanding": any(r.issued.understanding for r in left),
        "named owner": any(r.issued.author == case.ownership.owner for r in left),
        "retell": retold(case, left),
        "dated promise": any(tells_promise(case, r) for r in left),
    }
    return tuple(element for element in ELEMENTS if not given[element])


def retold(case: Case, left: list[Reply]) -> bool:
    """Were they asked to tell it again in a reply that left, or did they, or not want to?"""
    offers = [fact.told_in for fact in case.inquiry.facts if isinstance(fact, RetellOffered)]
    asked = [r for r in left if r.issued.invites_retell or r.issued.reply in offers]
    return bool(asked) or case.inquiry.holds(RetellReceived, RetellDeclined)


def tells_promise(case: Case, reply: Reply) -> bool:
    """Did this reply make a dated promise?"""
    return any(promise.made.told_in == reply.issued.reply for promise in case.promises.values())
