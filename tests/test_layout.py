"""The checkout, the links in src/ and the wheel show the same package."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import answerable

ROOT = Path(__file__).parents[1]


def shipped() -> list[str]:
    """What the wheel takes, by pyproject.toml."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    names: list[str] = build["targets"]["wheel"]["only-include"]
    return names


@pytest.mark.skipif(os.name == "nt", reason="a checkout on Windows may lack symlinks")
def test_the_links_show_what_the_wheel_holds_and_nothing_else() -> None:
    found = (ROOT / "src/answerable").iterdir()
    links = {path.name: path.resolve() for path in found if path.name != "__pycache__"}

    assert links == {name: ROOT / name for name in shipped()}


@pytest.mark.skipif(os.name == "nt", reason="a checkout on Windows may lack symlinks")
def test_every_link_is_relative_so_that_a_clone_may_stand_anywhere() -> None:
    for name in shipped():
        assert (ROOT / "src/answerable" / name).readlink() == Path("../..") / name


def test_every_source_folder_is_shipped() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages <= set(shipped())


def test_the_face_loads_nothing_by_itself() -> None:
    code = "import sys, answerable; print([m for m in sys.modules if m.startswith('answerable.')])"

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("name", answerable.__all__)
def test_every_name_of_the_face_is_there(name: str) -> None:
    assert getattr(answerable, name).__module__.startswith("answerable")


def test_a_misspelt_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        getattr(answerable, "opne")  # noqa: B009 - a checker must not see the misspelling
