"""What a check finds wrong: a sentence by its name, with the values it speaks of."""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = str | int


class WrongError(Exception):
    """A check failed; `says` names the sentence, `values` are put into it."""

    def __init__(self, says: str, **values: Value) -> None:
        super().__init__(says)
        self.says = says
        self.values = values
