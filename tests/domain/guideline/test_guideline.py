"""What was learnt, in versions, and no rule tightened over one case unwarned."""

from __future__ import annotations

import pytest
from tests.domain.survey.story import MONDAY, WAITER, Story, erased, said

from answerable.domain.guideline import guideline
from answerable.domain.guideline.guideline import (
    AdoptGuideline,
    CollectivePunishmentWarning,
    Guideline,
    GuidelineAdopted,
    GuidelineCommand,
    GuidelineEvent,
    ProposeGuideline,
    decider,
    text,
)

TIGHTER = {"tightens": True}
LOOSER = {"tightens": False}
ASK_FIRST = ("proposal-1", "Ask what they need before you explain.", ("case-1",))


def begun() -> Story[GuidelineCommand, Guideline, GuidelineEvent]:
    return Story(decider)


def adopted() -> Story[GuidelineCommand, Guideline, GuidelineEvent]:
    story = begun()
    story.put(ProposeGuideline, *ASK_FIRST, **LOOSER)
    story.put(AdoptGuideline, "proposal-1")
    story.put(ProposeGuideline, "proposal-2", "Ask, then listen.", ("case-2",), **LOOSER)
    story.put(AdoptGuideline, "proposal-2")
    return story


def test_each_adoption_is_the_next_version() -> None:
    versions = [e.version for e in adopted().events if isinstance(e, GuidelineAdopted)]

    assert versions == [1, 2]


def test_a_superseded_version_can_still_be_cited() -> None:
    state = adopted().state

    assert text(state, 1) == ASK_FIRST[1]
    assert text(state, 2) == "Ask, then listen."
    assert text(state, 0) is None
    assert text(state, 3) is None


def test_history_without_its_proposal_is_still_history() -> None:
    lost = GuidelineAdopted(occurred_at=MONDAY, proposal="proposal-9", version=1)

    assert text(decider.fold([lost]), 1) is None


def test_a_guideline_says_something() -> None:
    begun().refused(guideline.TEXT, ProposeGuideline, "proposal-1", " ", ("case-1",), **LOOSER)


def test_only_a_proposal_is_adopted() -> None:
    begun().refused(guideline.PROPOSED_FIRST, AdoptGuideline, "proposal-1")


@pytest.mark.parametrize("rests_on", [("case-1",), ("case-1", "case-1"), ()])
@pytest.mark.parametrize("reason", [None, said(" ")])
def test_a_rule_is_not_tightened_over_one_case(rests_on: tuple[str, ...], reason: object) -> None:
    wish = ("proposal-1", "No returns without a receipt.", rests_on)

    begun().refused(
        guideline.COLLECTIVE_PUNISHMENT, ProposeGuideline, *wish, **TIGHTER, acknowledged=reason
    )


def test_whoever_tightens_it_all_the_same_is_on_record_with_the_reason() -> None:
    story = begun()
    reason = said("the law asks for it", WAITER.id)

    events = story.put(ProposeGuideline, *ASK_FIRST, **TIGHTER, acknowledged=reason)

    warning = events[-1]
    assert isinstance(warning, CollectivePunishmentWarning)
    assert (warning.case, warning.by, warning.reason) == ("case-1", WAITER.id, reason)


@pytest.mark.parametrize("rests_on", [("case-1", "case-2"), ("problem-1",)])
def test_what_many_cases_show_may_tighten_a_rule(rests_on: tuple[str, ...]) -> None:
    names = begun().names(ProposeGuideline, "proposal-1", "Ask twice.", rests_on, **TIGHTER)

    assert names == ["GuidelineProposed"]


def test_a_guideline_without_its_personal_words_is_the_same() -> None:
    story = begun()
    story.put(ProposeGuideline, *ASK_FIRST, **TIGHTER, acknowledged=said("the law", WAITER.id))
    story.put(AdoptGuideline, "proposal-1")

    assert decider.fold([erased(event) for event in story.events]) == story.state
