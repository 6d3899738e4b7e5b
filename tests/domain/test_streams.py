"""A stream takes the commands of its own kind and no others."""

import pytest

from answerable.bootstrap import open_desk
from answerable.domain.catalogue import STREAM_OF_KIND
from answerable.domain.command import RefusedError
from answerable.domain.problem.cause import OpenProblem


@pytest.mark.parametrize("stream", ["case-1", "survey-1", "nowhere", ""])
def test_a_command_to_a_stream_of_another_kind_is_refused_and_records_nothing(stream: str) -> None:
    with open_desk() as desk:
        with pytest.raises(RefusedError) as refusal:
            desk.execute(OpenProblem("Lids break", **desk.about(stream)))

        assert refusal.value.rule == STREAM_OF_KIND
        assert desk.store.head() == 0
