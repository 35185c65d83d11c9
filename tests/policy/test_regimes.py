"""Regimes: files of them are told from policies, read strictly, and replace shipped ones."""

import pytest
from workplace import Workplace

from checker.errors import InputError
from checker.parse import document
from checker.policy.regimes import is_regimes, load

DEADLINE = (
    "id: x-1, source: X 1, from: client, to: authority, starts_with: aware_at, limit: 72 hours"
)


def said(text: str) -> list[str]:
    try:
        load([document.parse("x.yaml", text.encode())])
    except InputError as error:
        return [str(each) for each in error.problems]
    return []


def regime(deadline: str = DEADLINE, more: str = "") -> str:
    return f"regimes:\n  - id: x\n    name: X\n{more}    deadlines:\n      - {{{deadline}}}\n"


@pytest.mark.parametrize("path", ["policies/regimes/x.yaml", "x.regimes.yaml", "a/regimes.yml"])
def test_a_file_of_regimes_is_told_by_its_name_or_its_folder(path: str) -> None:
    assert is_regimes(path)


@pytest.mark.parametrize("path", ["policies/x.yaml", "regimes/a/x.yaml", "regimes-of-ours.yaml"])
def test_other_files_are_policies(path: str) -> None:
    assert not is_regimes(path)


def test_a_right_file_has_no_problem() -> None:
    assert said(regime()) == []


@pytest.mark.parametrize(
    "text,message",
    [
        (
            regime(DEADLINE.replace("72 hours", "3 fortnights")),
            (
                "x.yaml:5:91: not a limit: '3 fortnights' (expected one like '72 hours', "
                "'30 days', "
                "'1 month' or '4 business days')"
            ),
        ),
        (regime(DEADLINE.replace("72 hours", "0 hours")), "x.yaml:5:91: '0 hours' leaves no time"),
        (
            regime(DEADLINE.replace("aware_at", "awareat")),
            (
                "x.yaml:5:74: 'awareat' starts no clock (expected "
                "a moment of an incident, or a notice)"
                "\n  hint: did you mean 'aware_at'?"
            ),
        ),
        (
            regime(DEADLINE.replace("aware_at", "x-1")),
            "x.yaml:5:74: 'starts_with' is a cycle: x-1 -> x-1 (expected a moment at its end)",
        ),
        (
            regime(more="    effective_from: 2031-02-30\n"),
            "x.yaml:4:21: not a date: '2031-02-30' (the calendar has no such day)",
        ),
        (
            regime(more="    effective_from: 2031-02-03\n    effective_to: 2031-02-02\n"),
            "x.yaml:5:19: 'effective_to' comes before 'effective_from'",
        ),
        (
            "regimes: [{id: x, name: X}]",
            "x.yaml:1:11: a regime has 'deadlines' of its own, or 'extends' another (expected one)",
        ),
        (
            "regimes: [{id: x, name: X, extends: y}]",
            (
                "x.yaml:1:37: there is no regime 'y' to extend\n"
                "  hint: name a regime with deadlines of its own"
            ),
        ),
        (
            (
                f"regimes:\n  - {{id: x, name: X, deadlines: [{{{DEADLINE}}}]}}\n"
                f"  - {{id: x, name: X, deadlines: [{{{DEADLINE.replace('x-1', 'x-2', 1)}}}]}}\n"
            ),
            (
                "x.yaml:3:10: regime 'x' stands twice (first at x.yaml:2:10)\n"
                "  hint: give one of them another id"
            ),
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, message: str) -> None:
    assert said(text) == [message]


def test_two_notices_that_start_with_each_other_are_a_cycle() -> None:
    one, other = DEADLINE.replace("aware_at", "x-2"), DEADLINE.replace("x-1", "x-2")
    other = other.replace("aware_at", "x-1")
    text = f"regimes:\n  - id: x\n    name: X\n    deadlines: [{{{one}}}, {{{other}}}]\n"

    (message,) = said(text)
    assert "is a cycle: x-1 -> x-2 -> x-1" in message


HIDDEN = {
    "behind a deadline of the same notice": (
        (
            f"regimes:\n  - id: x\n    name: X\n    deadlines:\n"
            f"      - {{{DEADLINE.replace('aware_at', 'x-1')}}}\n"
            f"      - {{notice: x-1, {DEADLINE.replace('x-1', 'x-2', 1)}}}\n"
        ),
        "x.yaml:5:74: 'starts_with' is a cycle: x-1 -> x-1 (expected a moment at its end)",
    ),
    "in two regimes": (
        (
            "regimes:\n"
            f"  - {{id: x, name: X, deadlines: [{{{DEADLINE.replace('aware_at', 'y-1')}}}]}}\n"
            "  - {id: y, name: Y, deadlines: "
            f"[{{{DEADLINE.replace('x-1', 'y-1', 1).replace('aware_at', 'z-1')}}}]}}\n"
            "  - {id: z, name: Z, deadlines: "
            f"[{{{DEADLINE.replace('x-1', 'z-1', 1).replace('aware_at', 'x-1')}}}]}}\n"
        ),
        (
            "x.yaml:2:99: 'starts_with' is a cycle: x-1 -> y-1 -> z-1 -> x-1 "
            "(expected a moment at its end)"
        ),
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_cycle_of_notices_is_found_wherever_it_runs(name: str) -> None:
    text, message = HIDDEN[name]

    assert said(text) == [message]


@pytest.mark.parametrize(
    "limit", ["-1 days", "0 months", "", "72", "1.5 hours", "9" * 40 + " days"]
)
def test_what_is_no_length_of_time_is_no_limit(limit: str) -> None:
    (problem,) = said(regime(DEADLINE.replace("72 hours", f'"{limit}"')))

    assert problem.startswith("x.yaml:5:91: ")


OWN = """\
policies:
  - id: told
    title: Told in time
    severity: high
    for: obligation
    require: "!obligation.owed || obligation.sent_in_time || !overdue(obligation.due, now)"
    message: "{obligation.terms}"
"""
INVENTORY = """\
schema_version: "1"
inventory: {id: ours, owner: {name: Lab}, as_of: 2031-05-15, perspective: client}
organisations: [{id: a, name: A, reports_under: [gdpr, desk]}]
vendors:
  - id: acme
    legal_name: Acme
    kind: legal_person
    contracts:
      - {ref: c, breach_notification_hours: 72, breach_notification_trigger: vendor_detects}
    incidents:
      - id: i
        status: confirmed
        clients_affected: [a]
        times: {vendor_detected: 2031-03-01T08:00:00Z}
        client_times: [{client: a, aware_at: 2031-03-01T08:00:00Z}]
        notices: [{to: client, recipient: a, sent_at: 2031-03-01T09:00:00Z}]
"""


def test_ones_own_regime_is_one_file_and_the_others_stay(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", OWN)
    workplace.write("inventories/ours.yaml", INVENTORY)

    missing = workplace.run("check", "--as-of", "2031-05-15")
    workplace.write(
        "policies/regimes/desk.yaml",
        regime(DEADLINE.replace("x-1", "desk-1").replace("72", "1")).replace("id: x", "id: desk"),
    )
    done = workplace.run("check", "--as-of", "2031-05-15")

    assert missing.code == 2
    assert "there is no regime 'desk'" in missing.err
    assert done.code == 1
    assert "a: 1 hours from awareness (X 1)" in done.out
    assert "a: 72 hours from awareness (GDPR art. 33(1))" in done.out


def test_a_regime_with_the_id_of_a_shipped_one_replaces_it(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", OWN)
    workplace.write("inventories/ours.yaml", INVENTORY.replace(", desk", ""))
    own = regime(DEADLINE.replace("x-1", "gdpr-33-1").replace("72", "96"))
    workplace.write("policies/own.regimes.yaml", own.replace("id: x", "id: gdpr"))

    done = workplace.run("check", "--as-of", "2031-05-15")

    assert "a: 96 hours from awareness (X 1)" in done.out
    assert "72 hours from awareness" not in done.out


def test_a_test_of_a_regime_that_does_not_hold_fails_the_run(workplace: Workplace) -> None:
    tested = f"{OWN}    tests: [{{name: n, given: {{}}, expect: unknown}}]\n"
    workplace.write("policies/own.yaml", tested)
    test = (
        "    tests:\n"
        "      - name: an hour less\n"
        "        given:\n"
        "          inventory: {organisations: [{id: a, reports_under: [x]}]}\n"
        "          incident: {id: i, clients_affected: [a], "
        "client_times: [{client: a, aware_at: 2031-03-01T08:00:00Z}]}\n"
        '        expect: {x-1: {due: "2031-03-04T07:00:00Z"}, x-2: none}\n'
    )
    workplace.write("policies/regimes/x.yaml", regime() + test)

    done = workplace.run("test")

    assert done.code == 1
    assert (
        "policies/regimes/x.yaml:11:29: x: an hour less: 'due' of 'x-1' is 2031-03-04T08:00:00Z "
        "(expected 2031-03-04T07:00:00Z)\n1 of 1 tests of 1 regimes fail\n"
    ) in done.out
