"""One way to each end a case can have, played through the real domain (docs/hard-cases.md)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from answerable.domain.case.delivery import PostReply, SpeakReply
from answerable.domain.case.deposit import DepositReply
from answerable.domain.case.ending import Basis
from answerable.domain.case.inquiry import InformationRequested, RecordInquiry
from answerable.domain.case.intake import (
    Aside,
    CaseLinked,
    ClaimCodeIssued,
    ReceiveMessage,
    RecordFact,
    SetMessageAside,
)
from answerable.domain.case.issues import Outcome
from answerable.domain.case.people import (
    ComplainantDeceased,
    ContactPointAdded,
    NoContactRequested,
    RecordPerson,
    SuccessorIdentified,
)
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.replies import Ground, Kind
from answerable.domain.case.terms import Terms

from .moves_people import imports, merges
from .moves_talk import SORRY, says
from .moves_work import promise_terms, voids
from .pairs import PAIR_MERGING
from .playing import Play
from .state import World
from .worlds import DILIGENCE, LIMITS, NOBODY, OUTCOMES, PEOPLE, REGISTER

DAY = timedelta(days=1)
Way = Callable[[Play], None]


def replied(play: Play) -> None:
    """1: in writing."""
    play.decide(Outcome.UPHELD)
    play.send(play.write())
    play.close()


def spoken(play: Play) -> None:
    """2: on the phone."""
    play.decide(Outcome.UPHELD)
    play.put(SpeakReply(play.write(), SORRY, SORRY, **play.view().about()))
    play.close()


def undeliverable(play: Play) -> None:
    """3: three failures by two channels over five business days."""
    for channel in ("email", "post"):
        reached(play, "person-1", channel)
    play.decide(Outcome.UPHELD)
    reply = play.write()
    for channel in ("email", "post", "email"):
        play.send(reply, channel)
        play.wait(DAY)
        play.bounce(reply)
    play.wait(9 * DAY)
    play.put(DepositReply(reply, Ground.EXHAUSTED, **play.view().about()))
    play.close()


def deposited(play: Play) -> None:
    """4: nobody knows where to write, and a claim code was given."""
    code = ClaimCodeIssued(occurred_at=play.now, code=SORRY)
    play.put(RecordFact(code, **play.view().about()))
    play.decide(Outcome.UPHELD)
    play.put(DepositReply(play.write(), Ground.NO_CONTACT, **play.view().about()))
    play.close()


def posted(play: Play) -> None:
    """5: where the review stands."""
    play.decide(Outcome.UPHELD)
    play.put(PostReply(play.write(), "the review", **play.view().about()))
    play.close()


def withdrawn(play: Play) -> None:
    """6: in the complainant's own message."""
    play.put(*says("person-1")(play.view()))
    play.decide(Outcome.WITHDRAWN, rests_on="message-a2")
    play.send(play.write())
    play.close()


def merged(play: Play) -> None:
    """7: into another case of theirs."""
    view = play.view()
    play.put(*list(merges(view))[-1:])
    play.mail()


def to_successor(play: Play) -> None:
    """10: to the heir."""
    death = ComplainantDeceased(occurred_at=play.now, person="person-1")
    heir = SuccessorIdentified(
        occurred_at=play.now, person="person-1", successor="person-heir", evidence="deed"
    )
    play.put(*(RecordPerson(fact, **play.view().about()) for fact in (death, heir)))
    reached(play, "person-heir", "email")
    play.decide(Outcome.UPHELD)
    play.send(play.write(to="person-heir"))
    play.close()


def referred_out(play: Play) -> None:
    """12: somebody else is responsible."""
    play.decide(Outcome.REFERRED_OUT, rests_on="the carrier")
    play.send(play.write())
    play.close()


def left_unexamined(play: Play) -> None:
    """13: asked with a date and a warning, which reached and lapsed."""
    asked = play.write(Kind.CLARIFICATION)
    fact = InformationRequested(
        occurred_at=play.now,
        request="request-1",
        told_in=asked,
        due=play.now + 4 * DAY,
        warned=True,
    )
    play.put(RecordInquiry(fact, **play.view().about()))
    play.send(asked)
    play.wait(5 * DAY)
    play.decide(Outcome.LEFT_UNEXAMINED, rests_on="request-1")
    play.send(play.write())
    play.close()


def workaround_only(play: Play) -> None:
    """14: the problem stays open; a follow-up is promised."""
    link = CaseLinked(occurred_at=play.now, other="problem-1", why="same cause")
    play.put(RecordFact(link, **play.view().about()))
    play.decide(Outcome.WORKAROUND_ONLY, rests_on="problem-1")
    follow_up = promise_terms(play.view(), 1, PromiseKind.FOLLOW_UP, 5)
    play.send(play.write(terms=Terms(promises=(follow_up,))))
    play.close()


def deemed_accepted(play: Play) -> None:
    """15: the limit passed in silence; what was asked for is promised."""
    play.wait(4 * DAY)
    play.decide(Outcome.DEEMED_ACCEPTED)
    remedy = promise_terms(play.view(), 1, PromiseKind.REMEDY, 5)
    play.send(play.write(terms=Terms(promises=(remedy,))))
    play.close()


def no_contact_requested(play: Play) -> None:
    """16: laid ready for who does not want to hear of us."""
    wish = NoContactRequested(occurred_at=play.now, person="person-1", message="message-a1")
    play.put(RecordPerson(wish, **play.view().about()))
    play.decide(Outcome.UPHELD)
    play.put(DepositReply(play.write(), Ground.NO_CONTACT_REQUESTED, **play.view().about()))
    play.close()


def voided(play: Play) -> None:
    """20: nobody outside ever complained; what came was spam, judged so by two."""
    spam = ReceiveMessage("message-a1", "person-9", "email", None, SORRY, **play.view().about())
    judged = SetMessageAside("message-a1", Aside.SPAM, **play.view().about(second="staff-2"))
    play.put(spam, judged, *voids(play.view()))


def attested(play: Play) -> None:
    """A register states that a reply left."""
    play.put(list(imports(play.view()))[1])


def reached(play: Play, person: str, channel: str) -> None:
    """Where they can be reached becomes known."""
    fact = ContactPointAdded(
        occurred_at=play.now,
        contact=f"contact-{person}-{channel}",
        person=person,
        channel=channel,
        address=SORRY,
    )
    play.put(RecordPerson(fact, **play.view().about()))


WAYS: dict[Basis, tuple[World, Way]] = {
    Basis.REPLIED: (PEOPLE, replied),
    Basis.SPOKEN: (PEOPLE, spoken),
    Basis.UNDELIVERABLE: (DILIGENCE, undeliverable),
    Basis.DEPOSITED: (DILIGENCE, deposited),
    Basis.POSTED: (DILIGENCE, posted),
    Basis.WITHDRAWN: (PEOPLE, withdrawn),
    Basis.SUCCESSOR: (PEOPLE, to_successor),
    Basis.REFERRED_OUT: (OUTCOMES, referred_out),
    Basis.LEFT_UNEXAMINED: (OUTCOMES, left_unexamined),
    Basis.WORKAROUND_ONLY: (OUTCOMES, workaround_only),
    Basis.DEEMED_ACCEPTED: (LIMITS, deemed_accepted),
    Basis.NO_CONTACT_REQUESTED: (PEOPLE, no_contact_requested),
    Basis.ATTESTED: (REGISTER, attested),
}
MERGED, VOIDED = (PAIR_MERGING, merged), (NOBODY, voided)
"""The two ways on record that are no end: into another case, and out of the record."""
