"""The three plots: time to reply, promises kept, critics waiting; attested history apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from ...application.audit import Audit
from ...projections.audit.answered_critics import ANSWERED
from ...projections.audit.figure import Item
from ...projections.audit.kept import AGREED
from ...projections.audit.reply_times import CLOSING
from ...projections.audit.tally import Result, Row, Tally
from .panel import Panel, every_label
from .svg import Drawing

Side = tuple[str, Callable[[Row], Tally]]
SIDES: tuple[Side, ...] = (
    ("On record here", lambda row: row.ours),
    ("Stated by a register, counted apart", lambda row: row.attested),
)
DAY = timedelta(days=1)


def plot(audit: Audit) -> str | None:
    """The SVG file of a question that can be drawn; None of any other."""
    draw = PLOTS.get(audit.question.plot or "")
    return draw(audit).written() if draw else None


def figure(audit: Audit, name: str) -> Result:
    """The figure of that name."""
    return next(each for each in audit.results if each.figure.name == name)


def sides(result: Result) -> list[Side]:
    """Ours, and the attested side where there is anything attested."""
    return [*SIDES[: 1 + bool(result.attested.n)]]


def sentences(audit: Audit, result: Result, told: Iterable[str]) -> str:
    """All of the drawing in words."""
    begins = f"{result.figure.sentence} As of {audit.moment:%Y-%m-%d %H:%M} UTC."
    return " ".join([begins, *told])


def days(span: timedelta | None) -> float:
    """A time in days; nothing is no time."""
    return span / DAY if span else 0.0


def reply_times(audit: Audit) -> Drawing:
    """For each month of receipt the median and the p90 of the time to the closing reply."""
    result = figure(audit, CLOSING)
    chosen = sides(result)
    told = [
        f"{head}, {row.key}: median {days(of(row).median):.1f} days, p90 {days(of(row).p90):.1f} "
        f"days, {of(row).ended} answered, {of(row).running} not."
        for head, of in chosen
        for row in result.months
    ]
    drawing = Drawing("Time to the closing reply", sentences(audit, result, told), len(chosen))
    for number, (head, of) in enumerate(chosen):
        most = max((days(of(row).p90) for row in result.months), default=0.0)
        panel = Panel(drawing, number, max(most, 1.0))
        panel.axes(f"{head}: days; bar median, line 9 of 10 answered, by month of receipt")
        for share, width, row in columns(panel, result.months):
            high, far = panel.height(days(of(row).median)), panel.height(days(of(row).p90))
            x, y = panel.x(share) - width / 2, panel.bottom
            drawing.shape("rect", "good", x=x, y=y - high, width=width, height=high)
            drawing.shape("line", "far", x1=x, x2=x + width, y1=y - far, y2=y - far)
    return drawing


def promises(audit: Audit) -> Drawing:
    """For each month in which promises were made how many were kept, broken, or neither yet."""
    result = figure(audit, AGREED)
    chosen = sides(result)
    told = [
        f"{head}, {row.key}: {of(row).yes} kept, {of(row).no} broken, {of(row).undecided} open, "
        "released or struck out."
        for head, of in chosen
        for row in result.months
    ]
    drawing = Drawing("Promises kept", sentences(audit, result, told), len(chosen))
    for number, (head, of) in enumerate(chosen):
        panel = Panel(drawing, number, max((of(row).n for row in result.months), default=1) or 1)
        panel.axes(f"{head}: kept / broken / neither yet, from the bottom, by month")
        for share, width, row in columns(panel, result.months):
            stacked(panel, share, width, of(row))
    return drawing


def stacked(panel: Panel, share: float, width: float, tally: Tally) -> None:
    """One column of kept, broken and neither, each with its number where it fits."""
    y = panel.bottom
    for look, count in (("good", tally.yes), ("bad", tally.no), ("open", tally.undecided)):
        high, x = panel.height(count), panel.x(share) - width / 2
        y -= high
        if count:
            panel.drawing.shape("rect", look, x=x, y=y, width=width, height=high)
    panel.drawing.words(
        f"{tally.yes}/{tally.no}/{tally.undecided}", panel.x(share), y - 6, anchor="middle"
    )


def columns(panel: Panel, rows: Sequence[Row]) -> Iterable[tuple[float, float, Row]]:
    """Where each month stands and how wide it is; some are named below."""
    named = every_label(len(rows))
    for number, row in enumerate(rows):
        share = (number + 0.5) / len(rows)
        if number % named == 0:
            panel.label(share, row.key)
        yield share, min(60.0, panel.x(0.7 / len(rows)) - panel.x(0)), row


def waiting(audit: Audit) -> Drawing:
    """How many critics waited at each moment from the first signal on."""
    result = figure(audit, ANSWERED)
    apart = [[i for i in result.items if i.attested is which] for which in (False, True)]
    chosen = [(head, items) for (head, _), items in zip(sides(result), apart, strict=False)]
    lines = [(head, steps(items, audit.moment)) for head, items in chosen]
    told = [
        f"{head}: {most_and_now(line)} {left_out(items)}"
        for (head, line), (_, items) in zip(lines, chosen, strict=True)
    ]
    drawing = Drawing("Critics waiting", sentences(audit, result, told), len(lines))
    for number, (head, line) in enumerate(lines):
        panel = Panel(drawing, number, max((count for _, count in line), default=1) or 1)
        panel.axes(f"{head}: critics nobody had answered")
        stepped(panel, line, audit.moment)
    return drawing


def steps(items: Iterable[Item], moment: datetime) -> list[tuple[datetime, int]]:
    """How many wait from each moment on; left out are those of whom that is not on record."""
    changes: dict[datetime, int] = {}
    for item in items:
        if known(item):
            changes[item.at] = changes.get(item.at, 0) + 1
            if item.until and item.until <= moment:
                changes[item.until] = changes.get(item.until, 0) - 1
    line, now = list[tuple[datetime, int]](), 0
    for at in sorted(changes):
        now += changes[at]
        line.append((at, now))
    return line


def known(item: Item) -> bool:
    """Is it on record until when the critic waited, or that they wait?"""
    return item.counts is False or item.until is not None


def most_and_now(line: Sequence[tuple[datetime, int]]) -> str:
    """The line in words."""
    if not line:
        return "nobody waited, as far as is on record."
    at, most = max(line, key=lambda step: step[1])
    return f"at most {most} (from {at:%Y-%m-%d %H:%M}), {line[-1][1]} in the end."


def left_out(items: Iterable[Item]) -> str:
    """How many are not drawn, and why."""
    return (
        f"{sum(not known(item) for item in items)} left out, as no time of an answer is on record."
    )


def stepped(panel: Panel, line: Sequence[tuple[datetime, int]], moment: datetime) -> None:
    """The line as steps, from the first signal to the moment asked about."""
    if not line:
        return
    first = line[0][0]
    whole = max(moment - first, DAY)
    path, y = "", panel.bottom
    for at, count in line:
        x = panel.x((at - first) / whole)
        path += f"H{x:.2f}" if path else f"M{x:.2f},{y:.2f}"
        y = panel.bottom - panel.height(count)
        path += f"V{y:.2f}"
    panel.drawing.shape("path", "line", d=f"{path}H{panel.x(1):.2f}")
    panel.label(0, f"{first:%Y-%m-%d}", anchor="start")
    panel.label(1, f"{moment:%Y-%m-%d}", anchor="end")


PLOTS: Mapping[str, Callable[[Audit], Drawing]] = MappingProxyType(
    {"reply times": reply_times, "promises": promises, "critics waiting": waiting}
)
"""By the name a question gives its plot."""
