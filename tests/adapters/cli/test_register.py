"""What an auditor sees of the word of a register: in a case, in its replay, and by its key."""

import pytest
from tests.adapters.cli.ran import Line

from answerable.adapters.cli.exits import Exit

HEAD = (
    "Date received,Product,Issue,Company,Company response to consumer,Timely response?,"
    "Complaint ID,ZIP code,Consumer complaint narrative\n"
)
ROW = "2019-12-03,Mortgage,Late fee,{company},{response},Yes,2107020,90210,They took it twice.\n"


def imported(line: Line, *responses: str, company: str = "A Bank") -> None:
    """One complaint, imported once for each response that the register stated of it."""
    for response in responses:
        row = ROW.format(response=response, company=company)
        (line.log.parent / "register.csv").write_text(HEAD + row, "utf-8")
        assert line("import", "cfpb", "register.csv").code == 0


def found(line: Line, key: str = "cfpb:2107020") -> str:
    """The case of the complaint."""
    case: str = line("case", "find", key).out.strip()
    return case


@pytest.mark.parametrize("key", ["2107020", "cfpb:2107020"])
def test_a_case_is_found_by_the_key_of_its_register(line: Line, key: str) -> None:
    imported(line, "In progress", "Closed")
    (critic,) = line("critics", "--json").document["critics"]

    assert found(line, key) == critic["case"]
    assert line("case", "find", key, "--json").document == {"key": key, "cases": [critic["case"]]}


@pytest.mark.parametrize("key", ["210702", "other:2107020", ""])
def test_a_key_that_no_register_stated_is_unknown(line: Line, key: str) -> None:
    imported(line, "In progress")

    assert line("case", "find", key).code == Exit.WRONG_USE


def test_what_the_register_states_is_shown_as_its_word(line: Line) -> None:
    imported(line, "In progress", "Closed with explanation")
    case = found(line)

    shown = line("case", "show", case, "--json").document["case"]["register"]
    out = line("case", "show", case).out

    assert (shown["register"], shown["key"]) == ("cfpb", "2107020")
    assert shown["codes"]["response"] == "Closed with explanation"
    assert shown["codes"]["company"] == "A Bank"
    assert "90210" not in shown["codes"].values()
    assert "what the register cfpb states, in its own codes\n2107020\n" in out
    assert "response: Closed with explanation" in out
    assert "timely: yes" in out


def test_a_case_of_our_own_has_no_register(line: Line) -> None:
    with line.desk() as desk:
        case = desk.receive("It broke.")

    assert line("case", "show", case.id, "--json").document["case"]["register"] is None
    assert "register" not in line("case", "show", case.id).out


def test_a_replay_tells_a_limit_of_law_from_one_of_the_house(line: Line) -> None:
    head, row = HEAD.replace("Date received", "Date received,Date sent to company"), ROW[:11]
    sent = head + row + ROW.format(response="In progress", company="A Bank")
    (line.log.parent / "register.csv").write_text(sent, "utf-8")
    line("import", "cfpb", "register.csv")

    out = line("case", "replay", found(line)).out

    assert "obligation final_answer (final_answer.1), due" in out
    assert "obligation final_answer (us.cfpb:final_answer.1), due" in out
    assert "a limit of us.cfpb began: final_answer, until" in out


def test_a_replay_says_when_a_history_was_imported_and_calls_none_of_it_late(line: Line) -> None:
    imported(line, "Closed")
    case = found(line)

    steps = line("case", "replay", case, "--json").document["steps"]
    out = line("case", "replay", case).out

    assert {(step["imported"], step["recorded_late"]) for step in steps} == {(True, False)}
    assert out.count("recorded by import on ") == len(steps)
    assert "recorded late" not in out


def test_an_audit_lists_imports_apart_from_late_recordings(line: Line) -> None:
    imported(line, "Closed")

    audit = line("audit", "recording", "--json")
    late, alone = audit.document["questions"][0]["figures"]

    assert audit.code == 0
    assert (late["ours"]["n"], alone["ours"]["n"]) == (0, 0)
    assert [group["key"] for group in late["groups"]] == ["import"]
    assert late["attested"]["yes"] == alone["attested"]["no"] > 3


def test_a_replay_tells_which_codes_changed_and_nothing_personal_again(line: Line) -> None:
    imported(line, "In progress", "Closed with explanation")
    case = found(line)

    steps = line("case", "replay", case, "--json").document["steps"]
    out = line("case", "replay", case).out

    first, second = (step["register"] for step in steps if step["register"])
    assert {"code": "company", "before": None, "now": "A Bank"} in first["changed"]
    assert second["changed"] == [
        {"code": "response", "before": "In progress", "now": "Closed with explanation"}
    ]
    assert "this is what cfpb says of the case (2107020)" in out
    assert "response: In progress -> Closed with explanation" in out
    assert "90210" not in out
    assert out.count("They took it twice.") == 1
