import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.verifier.sound_files import stories, story_cases, story_file
from tests.verifier.test_joined import alone
from tests.verifier.tiny_log import zipped

from answerable.adapters.casefile.case_file import ChangedEventError, Wish, case_file
from answerable.adapters.verifier.verifying import verify

__all__ = ["alone"]


def test_the_stories_of_the_demo_are_verified_by_the_one_file_alone(alone: Path) -> None:
    members, held = story_file(*story_cases())
    (alone.parent / "stories.zip").write_bytes(zipped(members))
    (alone.parent / "first").write_bytes(held)
    command = [sys.executable, "-I", "-S", alone.name, "stories.zip", "--checkpoint", "first"]

    ran = subprocess.run(
        [*command, "--json"], cwd=alone.parent, capture_output=True, text=True, check=True
    )

    told = json.loads(ran.stdout)
    results = {each["check"]: each["result"] for each in told["checks"]}
    assert {name for name, result in results.items() if result != "PASS"} == {"witnesses"}
    assert [case["case"] for case in told["cases"]] == list(story_cases())


@pytest.mark.parametrize("number", range(9))
def test_each_case_of_the_stories_is_told_as_it_went(number: int) -> None:
    case = story_cases()[number]
    members, held = story_file(case)

    report = verify(members, held)

    assert report.holds
    ends = [end["says"] for end in report.cases[0]["ends"]]
    assert set(ends) <= {"end-replied"}
    assert report.cases[0]["state"] == ("closed" if ends else "open")


def test_without_personal_words_the_ends_cannot_be_judged() -> None:
    members, held = story_file(story_cases()[0], without_personal=True)

    report = verify(members, held)

    assert report.holds
    assert report.cases[0]["withheld"]


def test_a_changed_event_gets_no_case_file(monkeypatch: pytest.MonkeyPatch) -> None:
    store, ledger, _ = stories()
    whole = store.stored_all

    def changed(after: int, limit: int) -> object:
        return [(*row[:4], row[4] + b" ") for row in whole(after, limit)]

    monkeypatch.setattr(store, "stored_all", changed)

    with ledger.now() as moment, pytest.raises(ChangedEventError):
        case_file(moment, store, Wish([story_cases()[0]]))
