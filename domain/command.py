"""What every command brings along, and how the domain says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .event import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A wish, put to one stream by somebody at some time.

    `id` makes it idempotent (I22): the same id twice gives no second event. `now` is when it is
    recorded, `occurred_at` when the fact happened in the world; both aware. `confirmed_by` is the
    second person where a rule asks for one (I3, I15, I18).
    """

    stream: str
    id: str
    actor: Actor
    now: datetime
    occurred_at: datetime
    confirmed_by: str | None = None
    causation: str | None = None
    correlation: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule the domain can refuse by.

    `id` is unique and stable, `source` the invariant, principle or ADR it comes from, `sentence`
    the rule in plain words, `remedy` what would make the refused command possible.
    """

    id: str
    source: str
    sentence: str
    remedy: str


class RefusedError(Exception):
    """The domain says no: by which rule, what is missing, and what would make it possible.

    `missing` never holds personal text.
    """

    def __init__(self, rule: Rule, *missing: str) -> None:
        self.rule = rule
        self.missing = missing
        lacks = f" Missing: {'; '.join(missing)}." if missing else ""
        super().__init__(f"{rule.sentence} ({rule.source}, {rule.id}).{lacks} {rule.remedy}")


def require(condition: object, rule: Rule, *missing: str) -> None:
    """Refuse by `rule` unless `condition` holds.

    Raises:
        RefusedError: `condition` is false.
    """
    if not condition:
        raise RefusedError(rule, *missing)
