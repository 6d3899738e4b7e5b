"""On which side of the talk an event is shown."""

from __future__ import annotations

LANES = {
    "in": ("MessageReceived", "CriticWrote", "ResponseReceived", "CriticismReceived"),
    "out": ("ReplyIssued", "CriticAnswered", "CollectiveAnswerPosted", "ReplyAttested"),
    "promise": ("PromiseMade",),
    "evidence": ("EvidenceAttached",),
    "turn": (
        *("CaseReceived", "CaseClosed", "CaseReopened", "CaseVoided", "CaseMerged"),
        *("CaseRestored", "SurveyOpened", "ProblemOpened", "ProblemEnded", "ProblemReopened"),
    ),
}
"""In from outside, out to them, our word, what proves something, and where a story turns."""

LANE_OF = {name: lane for lane, types in LANES.items() for name in types}


def lane_of(event_type: str) -> str:
    """The lane of that type; whatever happens among ourselves stands in between."""
    return LANE_OF.get(event_type, "inside")
