"""A survey row as the feedback that is put on record, and back: for recognising it, and as command.

Recorded is what the columns say that were mapped. A label is the judgement of whoever gave it, and
not being recommended that of the critic; nothing is judged here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

from ...domain.event import ERASED, Erased, Personal
from ...domain.survey.feedback import Feedback, Verdict
from ...domain.survey.scores import Scale
from .recognition import Content, Staged
from .scores import Judgement, read_label
from .surveys import SurveyRow

_CRITIC = "the critic"
_CODES = ("received", "place")
"""What does not change later: when it was said, and of what."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What holds for every row of a file.

    `channel` is where it was said, `asked` whether somebody had asked, `label_by` who gave the
    labels; `zone` is where a day or a time without a zone belongs.
    """

    channel: str
    asked: bool
    label_by: str
    zone: tzinfo


def staged(line: int, row: SurveyRow, origin: Origin) -> Staged:
    """The row, ready to be recognised: by its id or else by when and of what it was said."""
    said = content(row, origin)
    weight = (None, False, True).index(row.critical)
    if row.ref is not None:
        return Staged(f"id:{row.ref}", sole=True, weight=weight, line=line, content=said)
    codes = json.dumps([said[name] for name in _CODES], ensure_ascii=False)
    return Staged(f"codes:{codes}", sole=False, weight=weight, line=line, content=said)


def row_key(row: Staged, number: int) -> str:
    """What the `number`th row of one key is known by: an id is of one row, codes may be of more."""
    return row.key if row.sole else f"{row.key} #{number}"


def key_of(row_key: str) -> str:
    """The key that a row known by `row_key` stands under."""
    return row_key if row_key.startswith("id:") else row_key.rpartition(" #")[0]


def content(row: SurveyRow, origin: Origin) -> dict[str, str | None]:
    """What goes on record of a row; a day it does not state is no part of it."""
    scale, score = _scaled(row)
    judged = _judged(row, origin)
    return {
        "received": _received(row, origin),
        "channel": origin.channel,
        "asked": "yes" if origin.asked else "",
        "scale": scale,
        "score": "" if score is None else str(score),
        "label": row.label or "",
        "judged_by": judged.by if judged else "",
        "judged_critical": "yes" if judged and judged.critical else "",
        "words": "\n".join(text for text in (row.title, row.words) if text),
        "place": row.about or "",
    }


def on_record(said: Feedback, received: datetime) -> dict[str, str | None]:
    """The same, of what is on record; erased words are None."""
    judged, words = said.judged, said.words
    told = {
        "received": received.astimezone(UTC).isoformat(),
        "channel": said.channel,
        "asked": "yes" if said.asked else "",
        "scale": said.scale,
        "score": "" if said.score is None else str(said.score),
        "label": said.label or "",
        "judged_by": judged.by if judged else "",
        "judged_critical": "yes" if judged and judged.critical else "",
        "place": said.place or "",
    }
    text = words.value if words else ""
    return {**_stated(told), "words": None if isinstance(text, Erased) else text}


def feedback(told: Mapping[str, str], before: Content, person: str, key: str) -> Feedback:
    """The feedback of a row whose content is `told`; words erased `before` stay erased."""
    words = ERASED if before.get("words", "") is None else told.get("words")
    judged = told.get("judged_by")
    return Feedback(
        person=person,
        channel=told["channel"],
        asked="asked" in told,
        contactable=False,
        scale=Scale(told["scale"]),
        score=float(told["score"]) if "score" in told else None,
        label=told.get("label"),
        words=Personal[str](subject=person, value=words) if words else None,
        judged=Verdict(by=judged, critical="judged_critical" in told) if judged else None,
        place=told.get("place"),
        row=key,
    )


def _stated(told: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in told.items() if text}


def _scaled(row: SurveyRow) -> tuple[Scale, float | None]:
    if row.score is not None and row.scale is not None:
        return row.scale, float(row.score)
    if row.label is not None:
        return Scale.LABEL, None
    if row.recommends is not None:
        return Scale.THUMB, float(row.recommends)
    return Scale.NONE, None


def _judged(row: SurveyRow, origin: Origin) -> Verdict | None:
    judgement = read_label(row.label or "")
    if row.recommends is False and judgement is not Judgement.NEGATIVE:
        return Verdict(by=_CRITIC, critical=True)
    if judgement is None:
        return None
    return Verdict(by=origin.label_by, critical=judgement is Judgement.NEGATIVE)


def _received(row: SurveyRow, origin: Origin) -> str | None:
    if row.given is None:
        return None
    clock = row.given.clock or time()
    at = datetime.combine(row.given.day, clock)
    return (at if at.tzinfo else at.replace(tzinfo=origin.zone)).astimezone(UTC).isoformat()
