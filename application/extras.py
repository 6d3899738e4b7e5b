"""How the library says that something it was asked needs a part that is not installed."""

from __future__ import annotations


class MissingExtraError(ImportError):
    """What was asked needs an extra of this package, which is not installed."""

    def __init__(self, need: str, extra: str) -> None:
        self.extra = extra
        super().__init__(
            f'{need} the extra "{extra}", which is not installed: '
            f"pip install 'answerable[{extra}]'"
        )
