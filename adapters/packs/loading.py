"""Packs from TOML files: every file of a folder is read and right, or none is taken."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ...domain.deadlines.pack import Pack
from .checks import findings
from .lines import Location, line_of

SAYS = {
    "missing": "is missing",
    "missing_argument": "is missing",
    "unexpected_keyword_argument": "is no key of a pack",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where: `rule` is the obligation it belongs to, or the pack."""

    file: str
    line: int
    rule: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.rule}: {self.says}"


class PackFilesError(ValueError):
    """Pack files with errors; nothing of their folder was taken."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class PackFile(BaseModel):
    """The form of a file: the fields of the domain's own dataclasses, taken strictly."""

    model_config = ConfigDict(extra="forbid", strict=True)

    pack: Pack


@cache
def shipped() -> Mapping[str, Pack]:
    """The packs that come with this package, by id."""
    return load(files(__name__.rpartition(".")[0]))


def with_own(folder: Path) -> Mapping[str, Pack]:
    """The packs that come with this package and those of a product's own folder, by id.

    Raises:
        PackFilesError: there is none in the folder, one has an error, or one has an id of ours.
    """
    own = load(folder)
    ours = shipped()
    if not own:
        says = "holds no pack file (*.toml)" if folder.is_dir() else "is no folder"
        problem = Problem(str(folder), 1, "folder", says)
        raise PackFilesError((problem,))
    if taken := sorted(ours.keys() & own.keys()):
        says = "this id is that of a pack that comes with Answerable; give yours another"
        raise PackFilesError(tuple(Problem(f"{id_}.toml", 1, id_, says) for id_ in taken))
    return MappingProxyType({**ours, **own})


def load(folder: Path | Traversable) -> Mapping[str, Pack]:
    """The packs of a folder, by id; a file is named for its pack.

    Raises:
        PackFilesError: a file has an error: all of them are told, and no pack is taken.
    """
    found: dict[str, Pack] = {}
    problems: list[Problem] = []
    for name, file in pack_files(folder):
        try:
            found[name.removesuffix(".toml")] = parse(name, file.read_bytes())
        except PackFilesError as error:
            problems += error.problems
    if problems:
        raise PackFilesError(tuple(problems))
    return MappingProxyType(found)


def pack_files(folder: Path | Traversable) -> list[tuple[str, Path | Traversable]]:
    """The TOML files of a folder with their names, in order; none where there is no folder."""
    if not folder.is_dir():
        return []
    named = [(file.name, file) for file in folder.iterdir() if file.name.endswith(".toml")]
    return sorted(named, key=lambda pair: pair[0])


def parse(name: str, content: bytes) -> Pack:
    """The pack in the file `name`.

    Raises:
        PackFilesError: it has errors, each with its line and rule.
    """
    text, data = _toml(name, content)
    try:
        pack = PackFile.model_validate_json(json.dumps({"pack": data}, default=str)).pack
    except ValidationError as error:
        found = [(_place(each["loc"]), _says(each["type"], each["msg"])) for each in error.errors()]
    else:
        found = list(findings(pack))
        if pack.id != name.removesuffix(".toml"):
            found.append((("id",), f"the file is named {name}; a file is named for its pack"))
        if not found:
            return pack
    raise PackFilesError(tuple(_problems(name, text, data, found)))


def _toml(name: str, content: bytes) -> tuple[str, dict[str, Any]]:
    try:
        text = content.decode("utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line, says = content[: error.start].count(b"\n") + 1, "is not UTF-8"
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        end = content.count(b"\n") + 1
        line, says = int(at[1]) if at else end, f"is not TOML: {error}"
    raise PackFilesError((Problem(name, line, "file", says),)) from None


def _place(location: tuple[str | int, ...]) -> Location:
    """A place in the file, from one in the form around it."""
    return location[1:]


def _says(kind: str, message: str) -> str:
    return SAYS.get(kind, message[0].lower() + message[1:])


def _problems(
    name: str, text: str, data: dict[str, Any], found: list[tuple[Location, str]]
) -> Iterator[Problem]:
    for location, says in found:
        key = ".".join(str(part) for part in location if isinstance(part, str))
        yield Problem(name, line_of(text, location), _rule(data, location), f"{key} {says}")


def _rule(data: dict[str, Any], location: Location) -> str:
    """The name of the obligation in which `location` lies; outside of one, the id of the pack."""
    match location:
        case ("versions", int(version), "obligations", int(row), *_):
            name = data["versions"][version]["obligations"][row].get("name", f"rule {row + 1}")
            return str(name)
        case _:
            return str(data.get("id", "pack"))
