"""No case ends without a closing reply that left for everybody it is owed to."""

from __future__ import annotations

from collections.abc import Callable

from .events import StoredEvent
from .rules_replies import DELIVERY, has_left
from .story import End, Reply, Story

MOVES_PEOPLE = (
    "ComplainantJoined",
    "RepresentativeAuthorised",
    "SuccessorIdentified",
    "CaseTakenOver",
    "CaseSplitOff",
    "CaseRestored",
)
STATES = {
    "CaseClosed": "closed",
    "CaseReopened": "open",
    "CaseVoided": "voided",
    "CaseMerged": "merged",
    "CaseRestored": "open",
}
"""What an event makes of the case, which its type alone tells."""


def case_closed(story: Story, event: StoredEvent) -> None:
    """An end, judged by what was on record before it."""
    replies: list[str] = event.body["replies"]
    basis = event.body["basis"]
    judge = _attested if basis == "attested" else _replied
    holds, says = judge(story, event)
    if story.state != "open" or event.body["span"] != story.span:
        holds, says = False, "end-not-open"
    story.ends.append(End(event.version, basis, replies, holds, says))
    story.state, story.rests_on = "closed", replies
    story.ended[event.body["span"]] = replies


def case_reopened(story: Story, event: StoredEvent) -> None:
    """A new open span begins."""
    if story.state != "closed" or event.body["span"] != story.span + 1:
        story.wrong.append(("reopened-wrongly", event.version))
    story.state, story.span, story.rests_on, story.failing = "open", event.body["span"], [], None


def case_voided(story: Story, event: StoredEvent) -> None:
    """The record never had an outside party."""
    del event
    story.state = "voided"


def end_not_shown(story: Story, type_: str, version: int) -> None:
    """An event that changes where the case stands, of which only the header is shown."""
    if type_ == "CaseClosed":
        story.ends.append(End(version, "", [], None, "end-not-shown"))
    if type_ == "CaseReopened":
        story.span, story.failing = story.span + 1, None
    story.state = STATES.get(type_, story.state)


def failure_left_closed(story: Story, command: str | None, version: int) -> None:
    """When a failure becomes known after closing, the same decision reopens the case."""
    if story.failing is not None and story.failing != command and story.state == "closed":
        story.wrong.append(("failed-and-closed", version))
        story.failing = None


def _attested(story: Story, event: StoredEvent) -> tuple[bool | None, str]:
    stated = set(event.body["replies"]) <= set(story.attested) and event.body["replies"]
    if event.role == "import" and stated and story.imported:
        return True, "end-attested"
    if story.hides("ReplyAttested", "RegisterEntryRecorded"):
        return None, "end-unsure"
    return False, "end-attested-wrongly"


def _replied(story: Story, event: StoredEvent) -> tuple[bool | None, str]:
    names: list[str] = event.body["replies"]
    if not names:
        return False, "end-no-reply"
    replies = [story.replies.get(name, Reply()) for name in names]
    for reply in replies:
        if says := _lacking(story, reply, event.body["span"]):
            return says
    return _to_everybody(story, {reply.to for reply in replies})


def _lacking(story: Story, reply: Reply, span: int) -> tuple[bool | None, str] | None:
    """What a reply that a case ends on lacks, if it lacks anything."""
    if not has_left(reply):
        if reply.way != "failed" and story.hides(*DELIVERY, *MOVES_PEOPLE):
            return None, "end-unsure"
        return False, "end-not-left"
    if reply.issued is None:
        hidden = story.hides("ReplyIssued", *MOVES_PEOPLE)
        return (None, "end-left-unseen") if hidden else (False, "end-no-reply")
    if reply.issued["kind"] != "closing" or reply.span != span or reply.brought:
        return False, "end-no-closing-reply"
    return None


def _to_everybody(story: Story, given: set[str]) -> tuple[bool | None, str]:
    brought = {
        person
        for taken in story.taken.values()
        for person in taken.file["people"]["complainants"]
        if person not in taken.people
    }
    own = {story.speaks_for.get(person, person) for person in story.people - brought}
    if own <= given and not story.hides(*MOVES_PEOPLE):
        return True, "end-replied"
    if story.hides(*MOVES_PEOPLE):
        return None, "end-to-whom"
    return False, "end-not-everybody"


ENDING_RULES: dict[str, Callable[[Story, StoredEvent], None]] = {
    "CaseClosed": case_closed,
    "CaseReopened": case_reopened,
    "CaseVoided": case_voided,
}
