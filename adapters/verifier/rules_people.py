"""Who complains, who speaks for them, and what moves with a case that goes on in another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .canonical_json import Json
from .events import StoredEvent, moment
from .rules_replies import brought_reply
from .story import NewDate, Promise, Story, Taken


def joined(story: Story, event: StoredEvent) -> None:
    """One more person complains."""
    story.people.add(event.body["person"])


def speaks(story: Story, event: StoredEvent) -> None:
    """Somebody else speaks for a person from now on."""
    speaker = "successor" if event.type == "SuccessorIdentified" else "representative"
    story.speaks_for[event.body["person"]] = event.body[speaker]


def merge_requested(story: Story, event: StoredEvent) -> None:
    """The case asks to go on in another."""
    story.asked = event.body["file"]


def merge_declined(story: Story, event: StoredEvent) -> None:
    """The other case did not take it over."""
    del event
    story.asked = None


def merged(story: Story, event: StoredEvent) -> None:
    """The case goes on in another."""
    del event
    story.state = "merged"


def taken_over(story: Story, event: StoredEvent) -> None:
    """This case carries on for another: its people, promises and replies are here now."""
    case, file = event.body["case"], event.body["file"]
    story.joined_up = True
    story.taken[case] = Taken(file, set(story.people), set(story.replies))
    story.people |= set(file["people"]["complainants"])
    story.speaks_for.update(file["people"]["speaks_for"])
    story.promises.update(_promises(file))
    _talk(story, file)


def split_off(story: Story, event: StoredEvent) -> None:
    """The other case goes on by itself again, with what was its own."""
    taken = story.taken.pop(event.body["case"], None)
    if taken is None:
        return
    file = taken.file
    story.people -= set(file["people"]["complainants"]) - taken.people
    for name in file["promises"]:
        story.promises.pop(name, None)
    for name in set(file["replies"]) - taken.replies:
        story.replies.pop(name, None)


def restored(story: Story, event: StoredEvent) -> None:
    """The case is open again, with its own things as they now stand."""
    file = event.body["file"]
    story.joined_up = True
    before = (story.asked or file)["replies"]
    story.state, story.asked = "open", None
    story.speaks_for.update(file["people"]["speaks_for"])
    story.promises.update(_promises(file))
    for name, there in file["replies"].items():
        own = story.replies.get(name)
        if own and _steps(there) != _steps(before.get(name)):
            now = brought_reply(there)
            own.way, own.left_at, own.reached_at = now.way, now.left_at, now.reached_at
    _talk(story, file)


def _steps(reply: Json | None) -> tuple[Any, ...]:
    return (reply["delivery"], reply["left_at"], reply["failures"]) if reply else ()


def _talk(story: Story, file: Json) -> None:
    for name, reply in file["replies"].items():
        story.replies.setdefault(name, brought_reply(reply))


def _promises(file: Json) -> dict[str, Promise]:
    return {name: _promise(promise) for name, promise in file["promises"].items()}


def _promise(told: Json) -> Promise:
    dates = [NewDate(moment(d["due"]), d["told_in"], d["refused"]) for d in told["new_dates"]]
    done, let_go = told["fulfilled_at"], told["released_at"]
    return Promise(
        told["made"],
        dates,
        [moment(done)] if done else [],
        [moment(let_go)] if let_go else [],
        told["voided"],
    )


PEOPLE_RULES: dict[str, Callable[[Story, StoredEvent], None]] = {
    "ComplainantJoined": joined,
    "RepresentativeAuthorised": speaks,
    "SuccessorIdentified": speaks,
    "MergeRequested": merge_requested,
    "MergeDeclined": merge_declined,
    "CaseMerged": merged,
    "CaseTakenOver": taken_over,
    "CaseSplitOff": split_off,
    "CaseRestored": restored,
}
