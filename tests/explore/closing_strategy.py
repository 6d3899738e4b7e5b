"""I20 for any state: the commands that answer and close whatever is open, through the real decide.

It does what a careful person would: finishes a merge under way, names an owner, decides what is not
decided, writes to everybody what they are owed, gets it to them, and closes.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.domain.case.closing import CloseCase
from answerable.domain.case.delivery import DispatchReply, SpeakReply
from answerable.domain.case.deposit import DepositReply
from answerable.domain.case.ending import Stage
from answerable.domain.case.issues import About, DecideIssue, Outcome, RaiseIssue
from answerable.domain.case.ownership import NameOwner
from answerable.domain.case.people import ContactPointAdded, RecordPerson, addressees
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.replies import Ground, Kind
from answerable.domain.case.signposts import to_signpost
from answerable.domain.case.solution import RecordSolution, SolutionsShared
from answerable.domain.case.starting import durable
from answerable.domain.case.terms import PromiseTerms, Terms
from answerable.domain.case.verdicts import accepted_by_silence
from answerable.domain.command import Command
from answerable.domain.event import Actor

from .moves_talk import NAME, SORRY, reply_to
from .moves_work import promise_terms
from .state import State, View, World
from .stepping import Result, attempt

OUTSIDER = Actor("staff-9", "lead")
"""Somebody who never owned a case of these worlds."""


class StuckError(Exception):
    """An open case that this strategy cannot close; says at which command and by which rule."""


def close_all(world: World, here: Result) -> Result:
    """Every case of the state brought to an end.

    Raises:
        StuckError: one cannot be.
    """
    here = deliver_mail(world, here)
    for stream in world.streams:
        if View(world, at(here), stream).open:
            here = close(world, here, stream)
    return here


def at(here: Result) -> State:
    """The state reached."""
    if here.state is None:
        raise StuckError("nothing came of it")
    return here.state


def deliver_mail(world: World, here: Result) -> Result:
    """Whatever processes sent arrives, and what follows from it."""
    for _ in range(20):
        if not at(here).mail:
            return here
        here = attempt(world, at(here), here.checker, at(here).mail[0])
    raise StuckError("the mail never ends")


def close(world: World, here: Result, stream: str) -> Result:
    """One open case, step by step; each step sees what the one before led to."""
    for step in (owned, raised, shared, decided, reachable, written, ended):
        for command in list(step(View(world, at(here), stream))):
            after = attempt(world, at(here), here.checker, command)
            if after.rule:
                raise StuckError(f"{type(command).__name__} refused by {after.rule.id}")
            broken = [f"{each.invariant} {each.sentence}" for each in after.wrong]
            if broken:
                raise StuckError(f"{type(command).__name__} breaks {broken[0]}")
            here = after if after.state else here
    if View(world, at(here), stream).case.stage is not Stage.CLOSED:
        raise StuckError("still open")
    return here


def owned(view: View) -> Iterator[Command]:
    """Somebody owns it."""
    if view.case.ownership.owner is None:
        yield NameOwner("staff-1", NAME, **view.about())


def raised(view: View) -> Iterator[Command]:
    """There is something to decide."""
    if not view.case.issues:
        yield RaiseIssue("issue-x", About.SERVICE, SORRY, **view.about())


def shared(view: View) -> Iterator[Command]:
    """Solutions were shared."""
    if not view.case.solution.shared:
        at = view.state.now
        fact = SolutionsShared(occurred_at=at, options=(SORRY,), reaction=SORRY)
        yield RecordSolution(fact, **view.about())


def decided(view: View) -> Iterator[Command]:
    """Each issue is decided: by silence where the law did, else by us."""
    silence = accepted_by_silence(view.case, view.state.now)
    for name, issue in view.case.issues.items():
        settled = issue.outcome in {Outcome.DEEMED_ACCEPTED, Outcome.WITHDRAWN}
        if issue.outcome is None or (silence and not settled):
            outcome = Outcome.DEEMED_ACCEPTED if silence else Outcome.NOT_UPHELD
            yield DecideIssue(name, outcome, SORRY, **view.about(OUTSIDER))


def channel(view: View) -> str:
    """The channel contact was narrowed to, or mail."""
    narrowed = [each.channel for each in view.case.conduct.restricted.values()]
    return narrowed[0] if narrowed else "email"


def reachable(view: View) -> Iterator[Command]:
    """Everybody owed a reply has a contact point."""
    for person in addressees(view.case.people):
        fact = ContactPointAdded(
            occurred_at=view.state.now,
            contact=f"contact-x-{person}-{channel(view)}",
            person=person,
            channel=channel(view),
            address=SORRY,
        )
        yield RecordPerson(fact, **view.about())


def written(view: View) -> Iterator[Command]:
    """A closing reply to everybody, that tells of every promise, made ones and those owed now."""
    owner = Actor(view.case.ownership.owner or "", "agent")
    told = tuple(view.case.promises)
    for number, person in enumerate(addressees(view.case.people)):
        terms = Terms(promises=owed_promises(view, number))
        mine = tuple(made.promise for made in terms.promises)
        name = f"reply-x{view.case.ending.span}-{number}"
        says = {"tells": (*told, *mine), "terms": terms, "signposts": signposts(view)}
        yield reply_to(view, name, Kind.CLOSING, owner, to=person, **says)
        told = (*told, *mine)
        yield from given(view, name, person)


def signposts(view: View) -> tuple[str, ...]:
    """The bodies that the packs of the case want named."""
    return tuple(to_signpost(view.case))


def owed_promises(view: View, number: int) -> tuple[PromiseTerms, ...]:
    """What silence accepted, and a workaround, promise; told once, in the first reply."""
    outcomes = {issue.outcome for issue in view.case.issues.values()}
    kinds = {
        Outcome.DEEMED_ACCEPTED: PromiseKind.REMEDY,
        Outcome.WORKAROUND_ONLY: PromiseKind.FOLLOW_UP,
    }
    wanted = [kind for outcome, kind in kinds.items() if outcome in outcomes]
    return tuple(promise_terms(view, 8 + n, kind, 5) for n, kind in enumerate(wanted) if not number)


def given(view: View, reply: str, person: str) -> Iterator[Command]:
    """The reply gets to them in the way that is open."""
    if person in view.case.people.deceased:
        yield DepositReply(reply, Ground.ESTATE, **view.about(second="staff-9"))
    elif person in view.case.people.no_contact:
        yield DepositReply(reply, Ground.NO_CONTACT_REQUESTED, **view.about(second="staff-9"))
    elif view.case.conduct.restricted or durable(view.case.clocks.obligations, view.world.policy):
        yield DispatchReply(reply, channel(view), **view.about())
    else:
        yield SpeakReply(reply, SORRY, SORRY, **view.about())


def ended(view: View) -> Iterator[Command]:
    """It is closed."""
    yield CloseCase(no_lesson=SORRY, **view.about())
