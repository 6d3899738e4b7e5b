"""I16: the schema has no field for blame."""

from dataclasses import dataclass

import pytest

from answerable.application.verify.schema import blaming
from answerable.domain.catalogue import EVENT_TYPES
from answerable.domain.event import Event


@pytest.mark.parametrize("name", sorted(EVENT_TYPES))
def test_no_event_has_a_field_for_blame(name: str) -> None:
    assert blaming(EVENT_TYPES[name]) == ()


@dataclass
class Inner:
    at_fault: str


class CulpritFound(Event):
    found: tuple[Inner, ...]
    whom_to_blame: str


def test_a_field_for_blame_is_found_however_deep_it_lies() -> None:
    assert blaming(CulpritFound) == ("at_fault", "whom_to_blame")
