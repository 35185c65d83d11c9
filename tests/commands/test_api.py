"""The Python API is the command in one call."""

import gc
import importlib
import inspect
import json
import pickle
import pkgutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from workplace import INVENTORY, MOMENT, Workplace

import checker
from checker import check
from checker.clock import as_of
from checker.errors import InputError, UsageError
from checker.formats import json as as_json
from checker.usecases import check as usecase
from checker.usecases.load import Request
from checker.verdict import Severity, Verdict


def test_one_call_is_the_command(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")
    told = json.loads(workplace.check("-o", "json").out)
    monkeypatch.chdir(workplace.folder)

    report = check(as_of=MOMENT).report

    done = usecase.check(Request(as_of=as_of(MOMENT)))
    assert done.report == report
    assert json.loads(as_json.render(done.dated, done.explainer())) == told
    assert [cell.verdict for cell in report.cells] == [Verdict.FAIL]


def test_every_command_is_one_call(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")
    workplace.policy()
    monkeypatch.chdir(workplace.folder)

    account = checker.explain("encrypted", "acme", as_of=date.fromisoformat(MOMENT))
    assert (account.verdict, account.message) == (
        Verdict.FAIL,
        "training_dataset is encrypted: partial",
    )
    assert [each.evidence.value for each in account.shown_evidence] == ["partial"]
    assert {each.rule.id for each in checker.lint(Path("policies")).diagnostics} >= {"no-tests"}
    assert checker.test("policies").untested == ("encrypted",)
    ahead = checker.forecast(as_of=MOMENT, within=timedelta(days=3), vendors="acme")
    assert (ahead.until, ahead.changes) == ("2031-05-18T23:59:59.999999999Z", ())
    workplace.write("old/ours.yaml", INVENTORY)
    compared = checker.diff("old", "inventories", as_of=MOMENT, fail_on_new=Severity.HIGH)
    assert compared.exit_code == 1
    assert [compared.explain(each).message for each in compared.diff.changes] == [
        "training_dataset is encrypted: partial"
    ]


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: checker.explain("encrypted", 3), "'subject' is 3 (expected str)"),
        (lambda: checker.exposure(3), "'what' is 3 (expected str)"),
        (lambda: checker.without(3), "'party' is 3 (expected str)"),
        (lambda: checker.worst(0), "'most' is 0 (expected a number of parties, 1 to 1000)"),
        (lambda: checker.draw(as_of=3), "'as_of' is 3 (expected str, date or datetime)"),
        (lambda: checker.lint(3), "'paths' is 3 (expected a path: str or os.PathLike)"),
        (lambda: checker.test(jobs=0), "'jobs' is 0 (expected a number of processes, at least 1)"),
        (
            lambda: checker.forecast(within=90),
            "'within' is 90 (expected a timedelta of whole hours)",
        ),
    ],
)
def test_a_bad_argument_is_said_by_its_name_whatever_the_call(call: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        call()

    assert str(caught.value).splitlines()[0] == message


def test_a_call_stays_a_call_whatever_module_is_imported() -> None:
    for module in pkgutil.walk_packages(checker.__path__, "checker."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

    calls = [name for name in checker.__all__ if name.islower()]
    assert calls == [
        *("check", "diff", "draw", "explain", "exposure", "forecast", "history", "lint", "test"),
        *("verify", "verify_statement", "without", "worst"),
    ]
    assert all(inspect.isfunction(getattr(checker, name)) for name in calls)
    assert set(checker.__all__) == set(checker.api.__all__)
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        checker.chekc  # noqa: B018


def test_what_is_wrong_is_raised_and_nothing_is_printed(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workplace.inventory("hq_country: US", "hq_country: XX")
    monkeypatch.chdir(workplace.folder)

    with pytest.raises(InputError) as caught:
        check(as_of=MOMENT)
    workplace.inventory()
    with pytest.raises(UsageError, match="no policy 'x'"):
        check(as_of=MOMENT, select=["x"])

    assert [(each.place.line, each.place.column) for each in caught.value.problems] == [(11, 17)]
    assert capsys.readouterr() == ("", "")


def test_what_was_read_is_not_walked_and_what_fails_is_collected_while_it_decides(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace.inventory()
    monkeypatch.chdir(workplace.folder)
    seen = []
    decide = usecase.decide

    def watched(*arguments: Any, **named: Any) -> Any:
        seen.append((gc.isenabled(), gc.get_freeze_count() > 0))
        return decide(*arguments, **named)

    monkeypatch.setattr(usecase, "decide", watched)

    check(as_of=MOMENT)

    assert seen == [(True, True)]
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        {"as_of": MOMENT},
        {"as_of": date.fromisoformat(MOMENT)},
        {"as_of": MOMENT, "select": "encrypted", "vendors": "acme"},
        {"as_of": MOMENT, "policies": Path("policies"), "fail_on": "low"},
        {"as_of": MOMENT, "policies": "policies", "fail_on": Severity.LOW},
    ],
    ids=str,
)
def test_a_path_is_a_path_one_text_is_one_id_and_a_date_is_a_date(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, arguments: dict[str, Any]
) -> None:
    monkeypatch.chdir(workplace.folder)

    found = check(Path("inventories"), **arguments)

    assert found.report == check("inventories", as_of=MOMENT).report


def test_an_aware_datetime_is_its_instant(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workplace.folder)
    zone = timezone(timedelta(hours=2))

    report = check(as_of=datetime(2031, 5, 15, 12, 0, 0, 5, tzinfo=zone))

    assert report.report.as_of == "2031-05-15T10:00:00.000005Z"


@pytest.mark.parametrize(
    "arguments, said",
    [
        ({"as_of": datetime(2031, 5, 15)}, "'as_of' is 2031-05-15T00:00:00, without a time zone"),  # noqa: DTZ001
        ({"as_of": 5}, "'as_of' is 5"),
        ({"as_of": datetime.max.replace(tzinfo=timezone(-timedelta(hours=5)))}, "'as_of' is 9999"),
        ({"as_of": "soon"}, "'soon' is not a moment"),
        ({"fail_on": "hihg"}, "'fail_on' is 'hihg'"),
        ({"policies": 3}, "'policies' is 3"),
        ({"policies": b"x"}, "'policies' is"),
        ({"config": 3}, "'config' is 3"),
        ({"select": [1]}, r"'select' is \[1\]"),
        ({"vendors": 7}, "'vendors' is 7"),
        ({"jobs": 0}, "'jobs' is 0"),
        ({"jobs": "2"}, "'jobs' is '2'"),
    ],
    ids=str,
)
def test_a_bad_argument_is_a_usage_error_that_names_it(
    arguments: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        check(**arguments)


def test_findings_have_what_the_command_prints(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")
    told = json.loads(workplace.check("-o", "json").out)["results"]
    monkeypatch.chdir(workplace.folder)

    found = check(as_of=MOMENT)

    assert [
        (each.message, each.place.line, [read.path for read in each.evidence])
        for each in found.findings()
    ] == [
        (each["message"], each["location"]["line"], [read["path"] for read in each["evidence"]])
        for each in told
    ]
    assert len(told) == 1
    assert list(found.results()) == list(found.findings())
    assert (found.exit_code, found.vendors) == (found.report.exit_code, found.report.vendors)
    assert pickle.loads(pickle.dumps(found.report)) == found.report
