"""One refusal: by this rule, after this history, of this command."""

from __future__ import annotations

from typing import NamedTuple

from tests.domain.case.stories import HOUSE, History

from answerable.domain.case.deciding import CaseCommand
from answerable.domain.command import Rule
from answerable.domain.deadlines.policy import Policy


class Row(NamedTuple):
    """`when` says in words what the command would have done."""

    rule: Rule
    when: str
    history: History
    command: CaseCommand
    policy: Policy = HOUSE
