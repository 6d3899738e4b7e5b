"""A case as people read it: a head, then what was said, promised and is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from .point import Point
from .tables import line, table
from .words import shown_span, shown_time

if TYPE_CHECKING:
    from rich.console import RenderableType

ERASED = "no words on record, or erased"


def draw(case: dict[str, Any], point: Point) -> Iterator[RenderableType]:
    """The whole case. Times are in UTC."""
    yield line(case["case"], "bold")
    yield _head(case)
    for said in _said(case):
        yield from said
    yield from _register(case["register"])
    yield from _promises(case)
    yield from _duties(case)
    yield line(f"Times are in UTC. As of {point}.", "dim")


def _head(case: dict[str, Any]) -> RenderableType:
    facts = {
        "stage": _stage(case),
        "received": f"{shown_time(case['received_at'])} by {case['channel']}, {case['signal']}"
        if case["received_at"]
        else None,
        "complainant": ", ".join(case["complainants"]),
        "owner": case["owner"] or "nobody yet",
        "goes on in": case["merged_into"],
        "grew from": case["criticism"],
        "first response lacks": ", ".join(case["first_response_missing"]),
    }
    told = Text("\n").join(line(f"{name}: {fact}") for name, fact in facts.items() if fact)
    return Padding(told, (0, 0, 1, 0), expand=False)


def _stage(case: dict[str, Any]) -> str:
    ended = f" on {shown_time(case['closed_at'])}" if case["closed_at"] else ""
    basis = f", basis {case['basis']}" if case["basis"] else ""
    settled = ", settled" if case["settled"] else ""
    span = f", span {case['span']}" if case["span"] > 1 else ""
    return f"{case['stage']}{ended}{basis}{settled}{span}"


def _said(case: dict[str, Any]) -> Iterator[Iterator[RenderableType]]:
    for issue in case["issues"]:
        outcome = issue["outcome"] or "not decided"
        yield _block(f"issue ({issue['about']}), {outcome}", issue["issue"], issue["words"])
        if issue["reasons"]:
            yield _block("because", "", issue["reasons"])
    for said in sorted([*case["messages"], *case["replies"]], key=_time):
        yield _message(said) if "message" in said else _reply(said)
    for stated in case["attested_replies"]:
        judged = {True: "in time", False: "late", None: "time not stated"}[stated["timely"]]
        yield _block(f"a reply the register states, {judged}", stated["reply"], None)


def _register(entry: dict[str, Any] | None) -> Iterator[RenderableType]:
    if entry:
        yield line(f"what the register {entry['register']} states, in its own codes", "bold")
        yield line(entry["key"], "dim")
        told = "\n".join(f"{code}: {said}" for code, said in entry["codes"].items())
        yield Padding(line(told), (0, 0, 1, 2), expand=False)


def _time(said: dict[str, Any]) -> Any:  # noqa: ANN401  # documents hold values of any kind
    return said.get("at") or said["issued_at"]


def _message(said: dict[str, Any]) -> Iterator[RenderableType]:
    aside = f", set aside: {said['set_aside']}" if said["set_aside"] else ""
    head = f"{shown_time(said['at'])} they wrote by {said['channel']}{aside}"
    return _block(head, said["message"], said["text"])


def _reply(said: dict[str, Any]) -> Iterator[RenderableType]:
    head = f"{shown_time(said['issued_at'])} we replied: {said['kind']}, {said['delivery']}"
    return _block(head, said["reply"], said["text"])


def _block(head: str, name: str, words: str | None) -> Iterator[RenderableType]:
    yield line(head, "bold")
    if name:
        yield line(name, "dim")
    told = line(words) if words else line(ERASED, "dim")
    yield Padding(told, (0, 0, 1, 2), expand=False)


def _promises(case: dict[str, Any]) -> Iterator[RenderableType]:
    if case["promises"]:
        drawn = table("Standing", "Due", "Promise")
        for each in case["promises"]:
            told = line(each["text"] or ERASED)
            told.append_text(line(f"\n{each['promise']}", "dim"))
            drawn.add_row(line(each["standing"]), line(shown_time(each["due_at"])), told)
        yield drawn


def _duties(case: dict[str, Any]) -> Iterator[RenderableType]:
    if case["duties"]:
        drawn = table("Late by", "Due", "Duty")
        for each in case["duties"]:
            late = shown_span(each["late_by"]) if each["late_by"] else ""
            told = line(f"{each['kind']}: {each['name']}")
            told.append_text(line(f"\n{each['duty']}", "dim"))
            drawn.add_row(line(late, "bold red"), line(shown_time(each["due_at"])), told)
        yield drawn
    for way in case["may_go_to"]:
        yield line(f"may go to {way['body']} since {shown_time(way['since'])} ({way['limit']})")
