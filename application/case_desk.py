"""One case at the desk, in the complaint's words. Every method is one command (model, words).

Personal text is given as plain words and marked as the complainant's. Times are aware; what is not
said happened now. All methods raise `RefusedError` when the domain says no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Unpack, cast

from ..domain.case.answering import IssueReply
from ..domain.case.closing import CloseCase, VoidCase
from ..domain.case.delivery import (
    ConfirmDelivery,
    DispatchReply,
    PostReply,
    ReportFailure,
    SpeakReply,
)
from ..domain.case.deposit import DepositReply
from ..domain.case.ending import Why
from ..domain.case.handing_over import HandOver, ReplaceAbsentOwner
from ..domain.case.intake import Aside, ReceiveMessage, SetMessageAside
from ..domain.case.issues import About, DecideIssue, Outcome, RaiseIssue
from ..domain.case.merging import MergeCase, UnmergeCase
from ..domain.case.ownership import NameOwner
from ..domain.case.people import ContactPointAdded, addressee
from ..domain.case.promise_changes import FulfilPromise, ReleasePromise
from ..domain.case.promises import PromiseKind
from ..domain.case.reopening import ReopenCase
from ..domain.case.replies import Apology, Ground, Kind
from ..domain.case.solution import SolutionsShared
from ..domain.case.terms import NewDateTerms, PromiseTerms, Terms
from ..domain.deadlines.wording import Said, resolve
from ..domain.event import Erased, Event, Personal
from .case_law import CaseUnderLaw
from .ledger.closing_line import with_line
from .says import PLAIN, TERMS, WORDS, Says


class CaseDesk(CaseUnderLaw):
    """A case by its id, with everything that can be done about it."""

    def record(self, fact: type[Event], **fields: object) -> None:
        """Put a fact of the case on record, such as `CauseFound`, dated as it happened."""
        self.desk.record(self.id, fact, **fields)

    def name_owner(self, name: str, owner: str | None = None) -> None:
        """Name who sees the case through: `name` is what the complainant is told."""
        person = owner or self.desk.actor.id
        told = Personal[str](subject=person, value=name)
        self.desk.execute(NameOwner(person, told, **self.about()))

    def add_contact(self, channel: str, address: str, person: str | None = None) -> str:
        """A way to reach somebody; the id of the contact point."""
        who, contact = person or self.complainant, self.desk.new_id("contact")
        to = Personal[str](subject=who, value=address)
        self.record(ContactPointAdded, contact=contact, person=who, channel=channel, address=to)
        return contact

    def hear(
        self,
        text: str,
        channel: str | None = None,
        external_id: str | None = None,
        sender: str | None = None,
    ) -> str:
        """Record an inbound message; its id. The same `external_id` again changes nothing."""
        message, by = self.desk.new_id("message"), channel or self.channel
        outside = self.words(external_id) if external_id else None
        who, said = sender or self.complainant, self.words(text)
        new = self.desk.execute(ReceiveMessage(message, who, by, outside, said, **self.about()))
        return message if new else self._known(by, outside)

    def _known(self, channel: str, outside: Personal[str] | None) -> str:
        """The message with this id of the channel."""
        found = {name: m.received for name, m in self.state.intake.messages.items()}
        return next(
            n for n, m in found.items() if m.channel == channel and m.external_id == outside
        )

    def set_aside(self, message: str, why: Aside = Aside.NO_NEW_MATTER) -> None:
        """Judge that a message needs no answer of its own."""
        self.desk.execute(SetMessageAside(message, why, **self.about()))

    def raise_issue(self, words: str, about: About = About.SERVICE) -> str:
        """Add a head of complaint; its id."""
        issue = self.desk.new_id("issue")
        self.desk.execute(RaiseIssue(issue, about, self.words(words), **self.about()))
        return issue

    def promise(
        self, what: str, by: Said, kind: PromiseKind = PromiseKind.OTHER, zone: str | None = None
    ) -> PromiseTerms:
        """Terms of a promise for a reply to tell: `by` is exact ("in 7 days", a date, an instant).

        It is our word only once a reply tells it: hand the terms to `reply` or `acknowledge`.
        """
        due = resolve(by, self.about()["occurred_at"], self.desk.policy, zone)
        new = self.desk.new_id("promise")
        return PromiseTerms(new, kind, self.words(what), due.at, due.date, due.zone, due.rule)

    def reply(self, kind: Kind, text: str, **says: Unpack[Says]) -> str:
        """Write a reply; its id. It has not left yet: send, speak, post or deposit it.

        Without `signed` it is automatic, and may only acknowledge. Where the log is sealed, the
        text of a closing reply ends with the line of the newest checkpoint, on record as sent.
        """
        line = self.desk.closing_line() if kind is Kind.CLOSING else None
        return self._write(kind, with_line(text, line), cast("Mapping[str, Any]", says))

    def letter(self, reply: str) -> str | Erased:
        """The text of a reply as it is on record: what is to be sent."""
        return self.state.replies[reply].issued.text.value

    def _write(
        self, kind: Kind, text: str, said: Mapping[str, Any], sent_by: str | None = None
    ) -> str:
        """Write a reply, and with `sent_by` send it in the same decision; its id."""
        name, state, about = self.desk.new_id("reply"), self.state, self.about()
        if strange := said.keys() - Says.__annotations__.keys():
            raise TypeError(f"a reply says nothing called {', '.join(sorted(strange))}")
        signed = said.get("signed")
        parts: dict[str, Any] = {part: said[part] for part in PLAIN if part in said}
        parts |= {part: self.words(said[part]) for part in WORDS if said.get(part)}
        command = IssueReply(
            name,
            kind,
            said.get("to") or addressee(state.people, self.complainant),
            said.get("channel") or self.channel,
            self.words(text),
            Personal[str](subject=about["actor"].id, value=signed) if signed else None,
            terms=Terms(*(said.get(each, ()) for each in TERMS)),
            sent_by=sent_by,
            **parts,
            **about,
        )
        self.desk.execute(command)
        return name

    @property
    def channel(self) -> str:
        """The channel on which the complaint came in."""
        received = self.state.intake.received
        return received.channel if received else "email"

    def acknowledge(
        self, text: str, signed: str, promise: Said | None = None, words: str = "a binding answer"
    ) -> str:
        """The first response (S1-9): sorry, understood, tell us again, and our word with a date.

        `words` are the promise as told, `promise` its time, by default the house's 7 calendar days.
        The reply is written and sent at once; its id.
        """
        by = promise or self.desk.policy.answer_promise
        answer = self.promise(words, by, PromiseKind.ANSWER)
        says = Says(
            signed=signed,
            apology=Apology.REGRET,
            understanding=True,
            invites_retell=True,
            promises=(answer,),
        )
        return self._write(Kind.ACKNOWLEDGEMENT, text, says, sent_by=self.channel)

    def send(self, reply: str, channel: str | None = None) -> None:
        """Hand a reply to a carrier, by the channel it was written for or another."""
        written = self.state.replies.get(reply)
        by = channel or (written.issued.channel if written else self.channel)
        self.desk.execute(DispatchReply(reply, by, **self.about()))

    def delivered(self, reply: str) -> None:
        """The carrier or the addressee says that it arrived."""
        self.desk.execute(ConfirmDelivery(reply, **self.about()))

    def spoken(self, reply: str, summary: str, reaction: str) -> None:
        """It was said in person or by phone, read back, and this is how they took it."""
        said = (self.words(summary), self.words(reaction))
        self.desk.execute(SpeakReply(reply, *said, **self.about()))

    def posted(self, reply: str, place: str) -> None:
        """It was posted where the criticism stands in public."""
        self.desk.execute(PostReply(reply, place, **self.about()))

    def deposit(self, reply: str, ground: Ground) -> None:
        """It is laid ready where it cannot be sent."""
        self.desk.execute(DepositReply(reply, ground, **self.about()))

    def failed(self, reply: str, failure: str) -> None:
        """It is known not to have arrived; a case that ended on it is open again at once (I1)."""
        self.desk.execute(ReportFailure(reply, failure, **self.about()))

    def keep(self, promise: str, evidence: str) -> None:
        """What was promised was done, by this evidence; late never counts as kept (I11)."""
        self.desk.execute(FulfilPromise(promise, self.words(evidence), **self.about()))

    def renegotiate(self, promise: str, by: Said, reason: str, text: str, signed: str) -> str:
        """Tell of a new date and why; it counts once it has reached them before the old one."""
        due = resolve(by, self.about()["occurred_at"], self.desk.policy)
        new = NewDateTerms(promise, due.at, self.words(reason))
        says = Says(signed=signed, tells=(promise,), new_dates=(new,))
        return self._write(Kind.HOLDING, text, says, sent_by=self.channel)

    def release(self, promise: str, message: str) -> None:
        """The complainant released us from a promise, in this message."""
        self.desk.execute(ReleasePromise(promise, message, **self.about()))

    def propose(self, options: Iterable[str], reaction: str) -> None:
        """Solutions were shared with the complainant, and how they took them (S4-3)."""
        offered = tuple(self.words(option) for option in options)
        self.record(SolutionsShared, options=offered, reaction=self.words(reaction))

    def decide(
        self, issue: str, outcome: Outcome, reasons: str, rests_on: str | None = None
    ) -> None:
        """Decide one issue, with reasons."""
        about = self.about()
        self.desk.execute(DecideIssue(issue, outcome, self.words(reasons), rests_on, **about))

    def hand_over(self, owner: str, name: str, *, absent: bool = False) -> None:
        """Change the owner, the complainant having been told; `absent`: at once, told after."""
        command = ReplaceAbsentOwner if absent else HandOver
        told = Personal[str](subject=owner, value=name)
        self.desk.execute(command(owner, told, **self.about()))

    def close(self, lesson: str | None = None, no_lesson: str | None = None) -> None:
        """End the case. Refused unless a closing reply left that says all it must (I1 … I9)."""
        learnt = self.words(lesson) if lesson else None
        nothing = self.words(no_lesson) if no_lesson else None
        self.desk.execute(CloseCase(learnt, nothing, **self.about()))

    def reopen(self, why: Why, message: str | None = None) -> None:
        """Open the case again, on a message or an outcome decided outside."""
        self.desk.execute(ReopenCase(why, message, **self.about()))

    def void(self) -> None:
        """Strike out a record that never had an outside party (I3)."""
        self.desk.execute(VoidCase(**self.about()))

    def merge_into(self, primary: str, notice: str) -> None:
        """Let this case go on in `primary`; `notice` is the reply that told the complainant."""
        self.desk.require_stream(primary)
        self.desk.execute(MergeCase(primary, notice, **self.about()))

    def unmerge(self, duplicate: str) -> None:
        """Give `duplicate` back what was its own."""
        self.desk.execute(UnmergeCase(duplicate, **self.about()))
