"""The tone check: a list of phrases per language that no reply goes out with unexplained.

Shame, offence, indignation and counter-attack have no place in an answer (S0-12, S1-2, S3-3). A
person may override a flag and say why. It is a list, not a judge: what it misses, people catch.
"""

from __future__ import annotations

import re

PHRASES: dict[str, tuple[str, ...]] = {
    "defensive": (
        r"not our (problem|responsibility)",
        r"nothing (wrong )?on our (side|end)",
        r"to nie (nasz problem|nasza sprawa)",
        r"non è (un )?(nostro problema|colpa nostra)",
    ),
    "counter_attack": (
        r"you (are|were) (lying|rude|wrong)",
        r"to (pan|pani) (kłamie|się myli)",
        r"lei (mente|sbaglia)",
    ),
    "shaming": (
        r"you should have known",
        r"as any(one|body) (knows|can see)",
        r"powinien (pan|pani) wiedzieć|powinna pani wiedzieć",
        r"avrebbe dovuto saperlo",
    ),
    "offended": (
        r"we (are|feel) offended",
        r"(jesteśmy|czujemy się) (urażeni|obrażeni)",
        r"ci sentiamo offesi",
    ),
    "lists_customer_faults": (
        r"you (failed|forgot|neglected) to",
        r"(pan|pani) (zapomniał|zaniedbał)a?",
        r"lei (ha dimenticato|non ha letto)",
    ),
    "read_the_manual": (
        r"(could|should) have read the (manual|instructions|terms)",
        r"(wystarczyło|trzeba było) przeczytać (instrukcję|regulamin)",
        r"bastava leggere (il manuale|le istruzioni)",
    ),
}

_FLAGS = {flag: re.compile("|".join(phrases), re.IGNORECASE) for flag, phrases in PHRASES.items()}


def flags(text: str) -> tuple[str, ...]:
    """The flags that `text` raises, none when it is fit to leave."""
    return tuple(flag for flag, pattern in _FLAGS.items() if pattern.search(text))
