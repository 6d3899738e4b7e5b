"""The JSON Schema of a pack file, from the same types that read it.

`python -m answerable.adapters.packs.schema > adapters/packs/pack.schema.json` writes it anew.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from .loading import PackFile


def schema() -> dict[str, Any]:
    """The schema; dates are TOML dates, which JSON has as strings."""
    made = PackFile.model_json_schema()
    types = made["$defs"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **types.pop("Pack"),
        "title": "Answerable deadline pack",
        "$defs": types,
    }


def as_text() -> str:
    """The schema as the published file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_text())
