"""Every view that is kept, and by which name it is known."""

from __future__ import annotations

from typing import Any

from .next_due import NEXT_DUE
from .open_promises import OPEN_PROMISES
from .unanswered_critics import UNANSWERED_CRITICS
from .view import View

VIEWS: tuple[View[Any, Any], ...] = (OPEN_PROMISES, UNANSWERED_CRITICS, NEXT_DUE)
