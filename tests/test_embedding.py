"""A product with packages of its own called `domain` and `adapters` can embed the built wheel."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
OWN_PACKAGES = ("domain", "application", "projections", "adapters", "testing", "tests")

IMPORTS_BOTH = """\
import adapters, application, domain, projections
import answerable, answerable.adapters, answerable.application, answerable.projections
import answerable.domain.event
print(domain.WHOSE, adapters.WHOSE, answerable.domain.event.__name__, answerable.__file__)
"""

LEAVES_THE_HOST_ALONE = """\
import dataclasses, sys

@dataclasses.dataclass(order=True)
class Own:
    number: int
    names: list[str] = dataclasses.field(default_factory=list)

def behaviour():
    fresh = dataclasses.make_dataclass("Fresh", ["number"])
    return repr(Own(1)), Own(1) == Own(1), Own(1) < Own(2), repr(fresh(1)), dataclasses.dataclass

before = behaviour()
import answerable
from answerable import Kind, Outcome
with answerable.open("{url}") as desk:
    case = desk.receive("The parcel never came.")
    case.name_owner("Dorota Kania")
    case.acknowledge("I am sorry.", "Dorota Kania")
    case.propose(["send it again"], "gladly")
    case.decide(next(iter(case.state.issues)), Outcome.UPHELD, "it was lost")
    keeps = tuple(case.state.promises)
    says = dict(signed="Dorota Kania", keeps=keeps, done="sent again", recourse="write to us")
    reply = case.reply(Kind.CLOSING, "It is on its way.", **says)
    case.send(reply)
    case.close(no_lesson="none this time")
    print(str(case.state.stage), len(desk.promises()), len(desk.critics()))
print(behaviour() == before, *sorted({heavy} & set(sys.modules)))
"""
HEAVY = {"eventsourcing", "psycopg", "rich", "sqlite3", "typer"}


def pip(*words: str | Path) -> None:
    """Run pip without a network."""
    command = [sys.executable, "-m", "pip", "-q", *map(str, words), "--no-deps", "--no-index"]
    subprocess.run(command, check=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    return next(folder.glob("answerable-*.whl"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel."""
    folder = tmp_path_factory.mktemp("site")
    pip("install", "--target", folder, wheel)
    return folder


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """The folder of a product that has packages named like our folders."""
    for name in OWN_PACKAGES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text('WHOSE = "product"\n', "utf-8")
    return tmp_path


def run(product: Path, site: Path, program: str) -> list[str]:
    """The words that `program` prints, run as the product's own with the wheel installed."""
    (product / "program.py").write_text(program, "utf-8")
    out = subprocess.run(
        [sys.executable, "-W", "error", "program.py"],
        cwd=product,
        env={**os.environ, "PYTHONPATH": str(site)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return out.stdout.split()


def test_the_wheel_brings_one_import_name(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"answerable"}


def test_the_wheel_tells_checkers_that_it_is_typed(wheel: Path) -> None:
    assert "answerable/py.typed" in ZipFile(wheel).namelist()


def test_the_wheel_brings_the_packs_and_their_schema(wheel: Path) -> None:
    ours = {path.name for path in (ROOT / "adapters/packs").glob("*.[tj]*")}
    shipped = {Path(name).name for name in ZipFile(wheel).namelist() if "/packs/" in name}

    assert "pl.rf.toml" in ours
    assert ours <= shipped


def test_the_product_and_the_wheel_keep_their_own_packages(product: Path, site: Path) -> None:
    whose = run(product, site, IMPORTS_BOTH)

    assert whose == [
        "product",
        "product",
        "answerable.domain.event",
        str(site / "answerable/__init__.py"),
    ]


def test_a_whole_case_in_memory_loads_nothing_heavy_and_changes_no_dataclass_of_the_host(
    product: Path, site: Path
) -> None:
    program = LEAVES_THE_HOST_ALONE.format(heavy=HEAVY, url="memory:")

    assert run(product, site, program) == ["closed", "0", "0", "True"]


def test_a_whole_case_in_a_file_changes_no_dataclass_of_the_host(product: Path, site: Path) -> None:
    program = LEAVES_THE_HOST_ALONE.format(heavy=HEAVY, url="sqlite:///desk.db")

    closed = run(product, site, program)
    assert closed == ["closed", "0", "0", "True", "eventsourcing", "sqlite3"]


def test_the_command_line_without_its_extra_names_the_extra(site: Path) -> None:
    out = subprocess.run(
        [sys.executable, "-S", "-m", "answerable"],
        cwd=site,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )

    assert (out.returncode, "answerable[cli]" in out.stderr) == (2, True)
