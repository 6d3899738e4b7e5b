"""docs/cli.md lists every command, option and field there is, and no other."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_case_commands import answered
from tests.adapters.cli.test_import_commands import REGISTER
from tests.adapters.cli.test_lists import promised
from typer.main import get_command

from answerable.adapters.cli.commands import app
from answerable.adapters.cli.exits import Exit
from answerable.application.verify_log import Finding

PAGE = (Path(__file__).parents[3] / "docs/cli.md").read_text("utf-8")
SECTIONS = dict(
    re.findall(r"^## `answerable ([a-z -]+)`\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
)


def commands(
    command: Any,  # noqa: ANN401  # Typer's class of commands is not public
    name: str = "",
) -> Iterator[tuple[str, Any]]:
    """Each command that does something, by its words."""
    inner = cast("dict[str, Any]", getattr(command, "commands", {}))
    if not inner:
        yield name.strip(), command
    for word, each in inner.items():
        yield from commands(each, f"{name} {word}")


COMMANDS = dict(commands(get_command(app)))


def options(command: Any) -> set[str]:  # noqa: ANN401  # see above
    """Everything a command can be told."""
    told: set[str] = set()
    for each in command.params:
        argument = each.param_type_name == "argument"
        told |= {each.metavar} if argument else {*each.opts, *each.secondary_opts}
    return told - {"-h", "--help"}


def table(section: str, head: str) -> dict[str, str]:
    """The rows of the table with this head: the names in the first cell, and the second."""
    found = re.search(rf"^\| {head} \| .*?\n\|[-|]+\n((?:\|.*\n)+)", section, re.MULTILINE)
    rows = re.findall(r"^\| (.*?) \| (.*) \|$", found[1], re.MULTILINE) if found else []
    return {name: said for cell, said in rows for name in re.findall(r"`([^`]+)`", cell)}


def inner_fields(said: str) -> list[str]:
    """The fields of a list inside a document: `each with …`."""
    return re.findall(r"`([a-z0-9_]+)`", re.split(r"each with|apart from ours:", said)[-1])


def test_every_command_has_its_section_and_no_other() -> None:
    assert SECTIONS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_no_other(name: str) -> None:
    assert set(table(SECTIONS[name], "Option")) == options(COMMANDS[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_lists_its_options(name: str, line: Line) -> None:
    out = line(*name.split(), "--help").out

    assert line(*name.split(), "-h").out == out
    assert "<bool>" not in out
    assert [option for option in options(COMMANDS[name]) if option not in out] == []


def test_every_exit_code_is_documented() -> None:
    codes = re.findall(
        r"^\| (\d+) \| ", PAGE.split("## Exit codes")[1].split("##")[0], re.MULTILINE
    )

    assert list(map(int, codes)) == list(Exit)


def test_the_fields_of_the_lists_are_those_documented(line: Line) -> None:
    promised(line)

    for name, rows in {"promises": "promises", "critics": "critics", "next": "duties"}.items():
        (row, *_) = line(name, "--json").document[rows]
        assert list(row) == list(table(SECTIONS[name], "Field"))


def test_the_fields_of_a_case_are_those_documented(line: Line) -> None:
    shown = line("case", "show", answered(line).id, "--json").document["case"]
    described = table(SECTIONS["case show"], "Field")

    assert list(shown) == list(described)
    for name, inner in shown.items():
        if inner and isinstance(inner, list) and isinstance(inner[0], dict):
            assert list(cast("dict[str, Any]", inner[0])) == inner_fields(described[name])


def test_the_fields_of_a_replay_are_those_documented(line: Line) -> None:
    step = line("case", "replay", answered(line).id, "--json").document["steps"][-3]
    described = table(SECTIONS["case replay"], "Field")

    assert list(step) == list(described)
    assert list(step["duties"][0]) == inner_fields(described["duties"])


def test_the_fields_of_an_import_are_those_documented(line: Line) -> None:
    (line.log.parent / "register.csv").write_text(REGISTER, "utf-8")

    told = line("import", "cfpb", "register.csv", "--json").document["import"]

    described = table(SECTIONS["import cfpb"], "Field")
    assert list(told) == list(described)
    assert list(told["first_rejected"][0]) == inner_fields(described["first_rejected"])


def test_the_fields_of_a_moment_are_those_documented(line: Line) -> None:
    promised(line)
    described = table(PAGE.split("## As of")[1].split("\n## ")[0], "Field")

    assert list(line("promises", "--json").document["as_of"]) == list(described)


def test_the_fields_of_a_finding_are_those_documented() -> None:
    described = table(SECTIONS["verify"], "Field")

    assert [field.name for field in fields(Finding)] == list(described)
