"""Checks of every invariant on the stored events alone, written apart from `decide` and `evolve`.

They read event classes and nothing else of the domain; see docs of each module for its invariants.
"""

from .checking import CHECKS as CHECKS
from .checking import check as check
from .violation import Violation as Violation
