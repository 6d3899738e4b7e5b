"""What can be said and written: messages, replies of each kind, and how replies travel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from answerable.domain.case.answering import IssueReply
from answerable.domain.case.delivery import (
    ConfirmDelivery,
    DispatchReply,
    PostReply,
    ReportFailure,
    SpeakReply,
)
from answerable.domain.case.deposit import DepositReply
from answerable.domain.case.intake import Aside, ReceiveMessage, SetMessageAside
from answerable.domain.case.people import addressees
from answerable.domain.case.replies import Apology, Delivery, Ground, Kind, Reply
from answerable.domain.command import Command
from answerable.domain.event import Actor

from .state import AGENT, LEAD, Moves, View, words

SORRY = words("person-1", "we are sorry")
NAME = words("staff-1", "M.S.")


def says(*senders: str, external: bool = False) -> Moves:
    """Somebody outside writes."""

    def moves(view: View) -> Iterator[Command]:
        number = view.own("message", view.case.intake.messages) + 1
        if number > view.world.messages:
            return
        for sender in senders:
            outside = words(sender, "mail-1") if external else None
            yield ReceiveMessage(
                view.id("message", number), sender, "email", outside, SORRY, **view.about()
            )

    return moves


def sets_aside(*whys: Aside) -> Moves:
    """A message is judged: by a colleague alone, and by two."""

    def moves(view: View) -> Iterator[Command]:
        for name, message in view.case.intake.messages.items():
            if message.aside is None:
                for why in whys:
                    yield SetMessageAside(name, why, **view.about(LEAD))
                    yield SetMessageAside(name, why, **view.about(LEAD, second="staff-3"))

    return moves


def writes(view: View, kind: Kind, author: Actor = AGENT, **said: object) -> Iterator[IssueReply]:
    """The next reply of this case, if the world allows one more."""
    number = view.own("reply", view.case.replies) + 1
    if number <= view.world.replies:
        yield reply_to(view, view.id("reply", number), kind, author, **said)


def reply_to(view: View, name: str, kind: Kind, author: Actor, **said: object) -> IssueReply:
    """A reply of that name: signed, sorry and to the first complainant if not told else."""
    closing = {"done": SORRY, "recourse": SORRY} if kind is Kind.CLOSING else {}
    usual = {"to": view.world.people[0], "signed": NAME, "text": SORRY, "apology": Apology.REGRET}
    parts: dict[str, Any] = {**usual, **closing, **said}
    return IssueReply(
        reply=name,
        kind=kind,
        channel="email",
        **parts,
        **view.about(author),
    )


def acknowledges(view: View) -> Iterator[Command]:
    """A first reply, by nobody in person and by the owner."""
    yield from writes(view, Kind.ACKNOWLEDGEMENT, signed=None, apology=None)
    yield from writes(view, Kind.ACKNOWLEDGEMENT)


def answers(*, with_sorry: bool = True, final: bool = False, stating: bool = True) -> Moves:
    """A closing reply to each who is owed one: with or without an apology, promises told or not."""

    def moves(view: View) -> Iterator[Command]:
        owner = Actor(view.case.ownership.owner or "staff-1", "agent")
        open_ = tuple(view.case.promises)
        for to in addressees(view.case.people):
            for tells in {open_, ()} if stating else {open_}:
                yield from writes(
                    view,
                    Kind.CLOSING,
                    owner,
                    to=to,
                    apology=Apology.REGRET if with_sorry else None,
                    tells=tells,
                    final_position=final and view.case.ending.disputed,
                )

    return moves


def waiting(view: View) -> Iterator[tuple[str, Reply]]:
    """Replies of this case that lie here, or came back."""
    for name, reply in view.case.replies.items():
        if reply.delivery in {Delivery.ISSUED, Delivery.FAILED}:
            yield name, reply


def dispatches(*channels: str) -> Moves:
    """Replies are handed to a carrier."""

    def moves(view: View) -> Iterator[Command]:
        for name, _ in waiting(view):
            for channel in channels:
                yield DispatchReply(name, channel, **view.about())

    return moves


def dispatched_earlier(view: View) -> Iterator[Command]:
    """It becomes known later that a reply had left when it was written."""
    for name, reply in waiting(view):
        if reply.issued.occurred_at < view.state.now:
            yield DispatchReply(name, "email", **view.about(at=reply.issued.occurred_at))


def arrives(view: View) -> Iterator[Command]:
    """A carrier says that a reply arrived."""
    for name, reply in view.case.replies.items():
        if reply.delivery is Delivery.DISPATCHED:
            yield ConfirmDelivery(name, **view.about())


def fails(view: View) -> Iterator[Command]:
    """A reply that had left comes back."""
    for name, reply in view.case.replies.items():
        if reply.left:
            yield ReportFailure(name, "bounce", **view.about())


def speaks(view: View) -> Iterator[Command]:
    """A reply is said."""
    for name, _ in waiting(view):
        yield SpeakReply(name, SORRY, SORRY, **view.about())


def posts(view: View) -> Iterator[Command]:
    """A reply is posted in public."""
    for name, _ in waiting(view):
        yield PostReply(name, "the review", **view.about())


def deposits(*grounds: Ground, second: bool = True) -> Moves:
    """A reply is laid ready, by one person and by two."""

    def moves(view: View) -> Iterator[Command]:
        for name, _ in waiting(view):
            for ground in grounds:
                if second:
                    yield DepositReply(name, ground, **view.about(second="staff-2"))
                yield DepositReply(name, ground, **view.about())

    return moves
