"""Variants of what lets one case end, or count, by what belongs to another or never arrived."""

from __future__ import annotations

from tests.zoo.variant import Variant

HOLES = (
    Variant(
        "a register's word ends what others are owed",
        "I1",
        "domain/case/receiving.py",
        "    return bool(opened_again or more or {*unanswered(case)} - {own})\n",
        "    return bool(opened_again or {*unanswered(case)} - {own})\n",
        ("tests/domain/case/test_register.py",),
    ),
    Variant(
        "anybody may say to be the process",
        "I2",
        "application/clerk.py",
        "        require_by_hand(command)\n        recorded",
        "        recorded",
        ("tests/application/test_desk.py",),
    ),
    Variant(
        "anybody may say to be the process, many at a time",
        "I2",
        "application/clerk.py",
        "        for command in commands:\n            require_by_hand(command)\n",
        "",
        ("tests/application/test_desk.py",),
    ),
    Variant(
        "the only apology may bounce",
        "I8",
        "domain/case/delivery.py",
        "    return reply in case.ending.rests_on or not all(",
        "    return reply in case.ending.rests_on or not any(",
        ("tests/domain/case/test_ends.py",),
    ),
    Variant(
        "an apology that bounced counts while it is looked for another",
        "I8",
        "domain/case/delivery.py",
        "if name != reply}\n",
        "if name != case}\n",
        ("tests/domain/case/test_ends.py",),
    ),
    Variant(
        "a duplicate's notice acknowledges to the primary's complainant",
        "I2",
        "domain/case/verdicts.py",
        "name in each.file.replies and name not in each.replies_before for each in taken",
        "name in each.replies_before for each in taken",
        ("tests/domain/case/test_merged_acknowledgements.py",),
    ),
    Variant(
        "the primary's first response meets the duplicate's clock",
        "I2",
        "domain/case/verdicts.py",
        "    return not here_before and reply.issued.to in",
        "    return here_before or reply.issued.to in",
        ("tests/domain/case/test_merged_acknowledgements.py",),
    ),
    Variant(
        "a reply is written whether it can be sent or not",
        "I6",
        "domain/case/deciding.py",
        "    if not issued or command.sent_by is None:\n",
        "    if not issued or command.sent_by != command.channel:\n",
        ("tests/domain/case/test_ends.py", "tests/application/test_desk.py"),
    ),
    Variant(
        "a link to a problem not yet opened is lost",
        "model, problems",
        "domain/problem/notices.py",
        "    require(opened or waits(command), PROBLEM_OPENED)\n",
        "    require(opened, PROBLEM_OPENED)\n",
        ("tests/application/test_following.py", "tests/domain/problem/test_problem.py"),
    ),
    Variant(
        "anybody takes the id of what follows by itself",
        "I22",
        "domain/processes/following.py",
        "    require(not follows, ID_OF_ITS_OWN)\n",
        "",
        ("tests/application/test_following.py",),
    ),
    Variant(
        "verify takes any answer for the consequence of a fact",
        "I22",
        "application/verify_log.py",
        "if answered[0].actor != command.actor or answered[0].causation != command.causation:",
        "if answered[0].stream != command.stream:",
        ("tests/application/test_following.py",),
    ),
    Variant(
        "what was left undone is finished before the rules are known",
        "I17",
        "bootstrap.py",
        "    remember(desk, packs)\n",
        "    desk.catch_up()\n    remember(desk, packs)\n",
        ("tests/application/test_opening.py",),
    ),
)
