"""What the pages say, in three languages."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from answerable.adapters.page.writing import ASSETS, CASE_SCRIPTS, DESK_SCRIPTS, asset, strings
from answerable.domain.catalogue import EVENT_TYPES

PARTS = ("ui", "codes", "fields", "events")
FILES = [*ASSETS.rglob("*"), *(ASSETS.parent / "verify").rglob("*.js")]


def holes(line: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", line))


@pytest.mark.parametrize("lang", ["pl", "it", "en"])
def test_every_event_has_a_line_that_fills_in_nothing_but_its_own_fields(lang: str) -> None:
    lines: dict[str, str] = strings()[lang]["events"]

    assert lines.keys() == EVENT_TYPES.keys()
    for name, line in lines.items():
        assert holes(line) <= set(EVENT_TYPES[name].model_fields), name


@pytest.mark.parametrize("part", PARTS)
def test_every_language_says_the_same_things(part: str) -> None:
    told: dict[str, Any] = strings()

    assert told["pl"][part].keys() == told["it"][part].keys() == told["en"][part].keys()


def test_sentences_fill_in_the_same_in_every_language() -> None:
    told = strings()

    for key, line in told["en"]["ui"].items():
        assert [holes(told[lang]["ui"][key]) for lang in ("pl", "it")] == [holes(line)] * 2, key


def reasons() -> set[str]:
    """Every sentence of the verifier, and every thing that one speaks of."""
    code = "".join(file.read_text("utf-8") for file in (ASSETS.parent / "verify").glob("*.js"))
    with_hole = re.findall(r"because`([^`$]*)\$\{[^}]*\}([^`$]*)`", code)
    bare = re.sub(r"/(?:[^/\\\n]|\\.)+/[a-z]*\.|`[^`]*`|/\*.*?\*/", "", code, flags=re.DOTALL)
    plain = [text for text in re.findall(r'"([^"\n]*)"', bare) if " " in text]
    return {f"{a}{{}}{b}" for a, b in with_hole} | {text for text in plain if text[0].islower()}


@pytest.mark.parametrize("lang", ["pl", "it"])
def test_every_reason_of_the_verifier_is_said_in_every_language(lang: str) -> None:
    known: dict[str, str] = strings()[lang]["reasons"]

    assert known.keys() == reasons()
    for reason, told in known.items():
        assert told.count("{}") == reason.count("{}") <= 1, reason


def test_every_reason_with_a_hole_is_tagged() -> None:
    for file in (ASSETS.parent / "verify").glob("*.js"):
        code = file.read_text("utf-8")
        given = re.findall(r"(?:demand\([^\n]*, |new Wrong\(|\|\| )(because)?`", code)
        assert set(given) <= {"because"}, file.name


def test_the_script_says_nothing_that_no_language_has_and_every_sentence_is_said() -> None:
    code = "".join(map(asset, dict.fromkeys([*CASE_SCRIPTS, *DESK_SCRIPTS])))
    keys: set[str] = set(strings()["en"]["ui"])
    quoted = set(re.findall(r'"([a-z_]+)"', code))
    begun = set(re.findall(r"say\(`([a-z_]+)\$", code))

    assert set(re.findall(r'say\("([a-z_]+)"', code)) <= keys
    assert [key for key in keys - quoted if not key.startswith(tuple(begun))] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_file_of_a_page_is_longer_than_its_limit(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 300


def test_strings_are_kept_in_one_form() -> None:
    for file in ASSETS.glob("*.json"):
        text = file.read_text("utf-8")
        assert json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n" == text
