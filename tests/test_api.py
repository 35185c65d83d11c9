"""The Python API is the command in one call."""

import gc
import json
from typing import Any

import pytest
from workplace import MOMENT, Workplace

from checker import check
from checker.clock import as_of
from checker.errors import InputError, UsageError
from checker.formats import json as as_json
from checker.usecases import check as usecase
from checker.usecases.load import Request
from checker.verdict import Verdict


def test_one_call_is_the_command(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    workplace.inventory("at_rest: full", "at_rest: partial")
    told = json.loads(workplace.check("-o", "json").out)
    monkeypatch.chdir(workplace.folder)

    report = check(as_of=MOMENT)

    done = usecase.check(Request(as_of=as_of(MOMENT)))
    assert done.report == report
    assert json.loads(as_json.render(report, done.explainer())) == told
    assert [cell.verdict for cell in report.cells] == [Verdict.FAIL]


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
