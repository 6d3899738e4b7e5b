"""What two verifiers tell of the same cases, in one form, so that they can be held together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from answerable.adapters.verifier.canonical_json import Json

TIMES = frozenset({"as_of", "due", "done_at", "met_at", "occurred_at", "recorded_at"})
SETS = {"promises": "promise", "limits": "limit"}


def in_one_form(cases: Sequence[Json]) -> list[Json]:
    """The cases with every time as an instant, and things that have a name in its order."""
    return [{name: _of_case(name, value) for name, value in case.items()} for case in cases]


def _of_case(name: str, value: Any) -> Any:  # noqa: ANN401  # any JSON value
    if name not in {*SETS, "ends", "times", "withheld"}:
        return _plain(name, value)
    facts = [{n: _plain(n, v) for n, v in each.items()} for each in cast("list[Json]", value)]
    return sorted(facts, key=lambda fact: fact[SETS[name]]) if name in SETS else facts


def _plain(name: str, value: Any) -> Any:  # noqa: ANN401  # any JSON value
    return value and datetime.fromisoformat(value).timestamp() if name in TIMES else value


def differing(python: Sequence[Json], script: Sequence[Json]) -> list[Json]:
    """Each fact on which they differ: of which case, which, and what either says."""
    one, other = in_one_form(python), in_one_form(script)
    if [each["case"] for each in one] != [each["case"] for each in other]:
        return [{"cases": [len(one), len(other)]}]
    return [
        {"case": a["case"], "fact": name, "python": a.get(name), "script": b.get(name)}
        for a, b in zip(one, other, strict=True)
        for name in sorted({*a, *b})
        if a.get(name) != b.get(name)
    ]


def standings(cases: Sequence[Json]) -> Iterator[str]:
    """What the facts come to, to be counted: a comparison says little of what never stood there."""
    for case in cases:
        yield f"facts {'told' if case['told'] else 'not told'}"
        for kind in ("promises", "limits"):
            yield from (f"{kind} {each['standing']}" for each in case.get(kind, ()))
        yield from (f"ends {each['says']}" for each in case.get("ends", ()))
        yield from (f"times {each['what']}" for each in case.get("times", ()))
