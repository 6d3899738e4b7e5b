"""The demo tells the truth: what it prints is what the desk recorded, refused and derived."""

import re
from dataclasses import dataclass, field

import pytest

from answerable.adapters.cli.stories import tell
from answerable.adapters.cli.stories.sealing import seal
from answerable.application.desk import Desk
from answerable.application.ledger.note import parse_line
from answerable.bootstrap import open_desk
from answerable.domain.case.ending import Stage
from answerable.domain.problem.problem import Problem


@dataclass
class Told:
    """The desk after the stories, and every line of them."""

    desk: Desk
    lines: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.lines))

    def streams(self, kind: str) -> list[str]:
        found = {each.stream for each in self.desk.store.read_all(0, 10_000)}
        return sorted(stream for stream in found if stream.startswith(f"{kind}-"))


@pytest.fixture(scope="module")
def told() -> Told:
    told = Told(open_desk("memory:"))
    tell(told.desk, told.lines.append, seal)
    return told


def test_the_five_stories_are_told_in_their_own_languages(told: Told) -> None:
    titles = [line for line in told.lines if re.match(r"\d\. ", line)]

    assert titles == [
        "1. Pytanie kelnerki i ankiety z nazwiskiem",
        "2. Zirytowana klientka i odpowiedź w siedem dni",
        "3. Błąd logowania i wściekłe nagranie",
        "4. Paczka, która nie przyszła, i zły rozmiar",
        "5. Il mormorio e il ruggito",
        "6. What is still owed",
        "7. A case that cannot end without an answer",
        "8. The same case, replayed",
    ]


def test_the_stories_fit_on_a_few_screens(told: Told) -> None:
    assert len(told.lines) <= 125
    assert max(len(line) for line in told.lines) <= 100


@pytest.mark.parametrize(
    "rule",
    [
        "ready-to-ask",
        "wave-all-read",
        "reply-tone",
        "promise-exact-date",
        "problem-fixed",
        "problem-all-told",
        "information-gap-checked",
        "solutions-before-decision",
        "closing-reply-left",
        "nothing-unanswered",
    ],
)
def test_what_may_not_be_is_refused_before_our_eyes(told: Told, rule: str) -> None:
    assert f"REFUSED {rule} (" in told.text


def test_neither_cause_nor_loudness_changes_what_is_owed(told: Told) -> None:
    assert told.text.count("acknowledge, final_answer - the same") == 2
    assert "not the same" not in told.text


def test_every_case_ends_and_only_over_a_closing_reply(told: Told) -> None:
    cases = [told.desk.case(name).state for name in told.streams("case")]

    assert len(cases) == 8
    assert {case.stage for case in cases} == {Stage.CLOSED}
    assert all(case.replies[name].left for case in cases for name in case.ending.rests_on)


def test_the_problem_ends_once_all_three_complainants_were_told(told: Told) -> None:
    (name,) = told.streams("problem")
    problem: Problem = told.desk.fold(name)

    assert problem.ended
    assert len(problem.notices.linked) == 3


def test_the_promise_of_a_binding_answer_is_kept(told: Told) -> None:
    assert "closed: replied; the promise of Dorota Kania: kept" in told.text


def test_what_is_owed_after_the_stories_is_listed(told: Told) -> None:
    promises = told.text.partition("open promises:")[2].partition("unanswered critics")[0]
    critics = told.text.partition("unanswered critics")[2].partition("7. ")[0]

    assert promises.count("due ") == 2
    assert critics.index("asked, paper") < critics.index("unasked, email")


def test_a_letter_ends_with_the_line_of_the_ledger(told: Told) -> None:
    at = next(n for n, line in enumerate(told.lines) if "her letter ends with" in line)

    assert parse_line(told.lines[at + 1]).line == told.desk.closing_line()


def test_without_the_extra_the_stories_are_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(_: str) -> None:
        """It is not installed."""

    monkeypatch.setattr("answerable.adapters.cli.stories.sealing.find_spec", missing)
    bare = Told(open_desk("memory:"))
    tell(bare.desk, bare.lines.append, seal)

    assert "her letter ends with" not in bare.text
    assert "closed: replied" in bare.text


def test_no_decision_in_the_replay_leaves_the_open_case_idle(told: Told) -> None:
    replayed = told.lines[told.lines.index("8. The same case, replayed") + 1 :]
    idle = [line for line in replayed if "[due: nothing]" in line]

    assert len(idle) == 1
    assert idle == replayed[-1:]
    assert "CaseClosed" in idle[0]
