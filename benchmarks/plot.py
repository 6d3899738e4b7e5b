"""A plot of every figure that has a goal, as plain SVG: how far it is from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import log10

from .summary import Result

ROW, LEFT, WIDTH, TOP = 18, 480, 400, 44
LEAST, MOST = 0.1, 10.0
COLOURS = {"goal": "#2a7d4f", "floor": "#b58900", "missed": "#c0392b"}
TEXT = 'font-family="sans-serif" font-size="11"'


def drawn(results: Sequence[Result]) -> str:
    """One row a figure: the spread as a line, the median as a dot, the floor as a stroke."""
    shown = [each for each in results if each.figure.goal or each.figure.floor]
    height = TOP + ROW * len(shown) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 70}" height="{height}">',
        '<rect width="100%" height="100%" fill="white"/>',
        *axis(height),
        *(part for n, each in enumerate(shown) for part in row(each, TOP + ROW * n + ROW // 2)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def axis(height: int) -> Iterator[str]:
    """Vertical lines at a tenth of the goal, the goal, and ten times it."""
    for value in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0):
        at, strong = x(value), value == 1
        yield (
            f'<line x1="{at}" x2="{at}" y1="{TOP - 6}" y2="{height - 14}" '
            f'stroke="{"#333" if strong else "#ddd"}"/>'
        )
        yield f'<text x="{at}" y="{TOP - 12}" text-anchor="middle" {TEXT}>{value:g}</text>'
    told = "1 = the goal, or the floor where there is no goal; further right is better"
    yield f'<text x="4" y="14" {TEXT}>{told}</text>'


def row(result: Result, y: int) -> Iterator[str]:
    """One figure."""
    share = [of_goal(result, value) for value in result.values]
    name = f"{result.goal} {result.on}: {result.figure.name}"
    colour = COLOURS[result.verdict]
    yield f'<text x="4" y="{y + 4}" {TEXT}>{escape(name[:76])}</text>'
    yield (
        f'<line x1="{x(min(share))}" x2="{x(max(share))}" y1="{y}" y2="{y}" '
        f'stroke="{colour}" stroke-width="3"/>'
    )
    if result.figure.floor:
        at = x(of_goal(result, result.figure.floor))
        yield f'<line x1="{at}" x2="{at}" y1="{y - 6}" y2="{y + 6}" stroke="#b58900"/>'
    middle = of_goal(result, result.median)
    yield f'<circle cx="{x(middle)}" cy="{y}" r="4" fill="{colour}"/>'
    yield f'<text x="{LEFT + WIDTH + 8}" y="{y + 4}" {TEXT}>{result.median:.3g}</text>'


def of_goal(result: Result, value: float) -> float:
    """How far it is: 1 is the goal, more is better."""
    goal = result.figure.goal if result.figure.goal is not None else result.figure.floor
    if not goal:
        return MOST if not value else LEAST
    return goal / value if result.figure.less_is_better else value / goal


def x(share: float) -> int:
    """Where it stands on a logarithmic axis; what lies beyond stands at the edge."""
    inside = min(max(share, LEAST), MOST)
    return round(LEFT + WIDTH * log10(inside / LEAST) / log10(MOST / LEAST))
