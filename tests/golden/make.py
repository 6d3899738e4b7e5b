"""Write the golden examples that are missing. What lies here already is never written again.

An event whose form changes takes a new schema version and an upcaster, and keeps its old example.

    PYTHONPATH=. .venv/bin/python tests/golden/make.py
"""

from __future__ import annotations

import json

from tests.golden.examples import WORDS, example, path_of, words_of_events, written

from answerable.domain.catalogue import EVENT_TYPES


def write_missing() -> None:
    """The examples of new forms, and the words added to closed lists."""
    for event in EVENT_TYPES.values():
        path = path_of(event)
        if not path.exists():
            path.write_text(written(example(event)), "utf-8")
    known: dict[str, list[str]] = json.loads(WORDS.read_text("utf-8")) if WORDS.exists() else {}
    today = words_of_events()
    both = {name: sorted({*known.get(name, ()), *said}) for name, said in today.items()}
    WORDS.write_text(json.dumps(known | both, indent=2, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    write_missing()
