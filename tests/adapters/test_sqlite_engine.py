"""The engine is taken in without leaving a trace in the host's dataclasses."""

from __future__ import annotations

import subprocess
import sys

import pytest

HOST = """
import dataclasses
before = dict(vars(dataclasses))

class Meta(type):
    def __bool__(cls):
        raise RuntimeError("asked whether a class is true")

{host}
assert dict(vars(dataclasses)) == before, "dataclasses was changed"

@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Order(metaclass=Meta):
    number: int
    lines: list = dataclasses.field(default_factory=list, compare=False)

assert dataclasses.replace(Order(1), number=2) > Order(1)
assert [f.name for f in dataclasses.fields(Order)] == ["number", "lines"]
"""

STORE = "import answerable.adapters.sqlite.store"
ALONE = "import eventsourcing.sqlite"

ENGINE_AFTERWARDS = """
import dataclasses
{first}
{second}
from eventsourcing.domain import Aggregate

class Parcel(Aggregate):
    @dataclasses.dataclass(frozen=True)
    class Lost(Aggregate.Created):
        where: str

lost = Parcel._create(Parcel.Lost, where="Turin")
assert lost.collect_events()[0].where == "Turin"
"""


def run(program: str) -> str:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False
    ).stderr


def test_a_host_keeps_its_dataclasses_when_the_store_is_loaded() -> None:
    assert run(HOST.format(host=STORE)) == ""


def test_the_engine_alone_would_change_them() -> None:
    assert "dataclasses was changed" in run(HOST.format(host=ALONE))


@pytest.mark.parametrize(
    "second",
    [STORE, f"{STORE}\nimport eventsourcing.domain as d; d.patch_dataclasses_process_class()"],
)
def test_a_host_that_declares_events_of_the_engine_loads_it_first(second: str) -> None:
    first = "import eventsourcing.domain" if second == STORE else ""

    assert run(ENGINE_AFTERWARDS.format(first=first, second=second)) == ""
