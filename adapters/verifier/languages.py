"""One sentence in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping

from .english import ENGLISH
from .italian import ITALIAN
from .polish import POLISH
from .wrong import Value

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "it": ITALIAN, "pl": POLISH}


def sentence(language: str, says: str, values: Mapping[str, Value]) -> str:
    """The sentence of that name, with these values in it; hostile ones are spelt out."""
    shown = {name: _harmless(value) for name, value in values.items()}
    return LANGUAGES[language][says].format(**shown)


def _harmless(value: Value) -> str:
    """A value as a terminal may show it: nothing in it moves a cursor or changes a colour."""
    text = str(value)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
