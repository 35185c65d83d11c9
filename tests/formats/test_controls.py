"""The roll-up by control counts what evidences it, and never says that a control is satisfied."""

import re

import pytest

from checker.controls import catalogue
from checker.errors import UsageError
from checker.formats import controls
from checker.report.matrix import Cell
from checker.report.reach import Reach
from checker.report.report import Report
from checker.verdict import Verdict
from tests.formats.hostile import HOSTILE, attacked
from tests.formats.readers import rendered
from tests.formats.reports import policy, report, subject
from tests.formats.scenes import SCENES
from tests.formats.test_every_format import assert_harmless


def made(*verdicts: Verdict, control: str = "28(3)") -> Report:
    """A report in which each policy is about the control, and has one check."""
    policies = tuple(
        policy(f"p{n}", controls={"dora": (control,)}) for n in range(len(verdicts) or 1)
    )
    cells = [Cell(n, subject("acme"), verdict) for n, verdict in enumerate(verdicts)]
    return report(policies, cells).report


@pytest.mark.parametrize(
    "verdicts, state",
    [
        ((Verdict.PASS, Verdict.SKIP), "all evidence holds"),
        ((Verdict.PASS, Verdict.WAIVED), "findings are waived"),
        ((Verdict.WAIVED, Verdict.UNKNOWN), "evidence is missing"),
        ((Verdict.UNKNOWN, Verdict.FAIL), "evidence against it"),
        ((Verdict.FAIL, Verdict.ERROR), "a policy cannot be evaluated"),
        ((Verdict.SKIP,), "nothing was checked"),
        ((), "nothing was checked"),
    ],
)
def test_the_state_is_that_of_the_worst_check(verdicts: tuple[Verdict, ...], state: str) -> None:
    (dora,) = controls.selected(made(*verdicts), None)

    assert [controls.state(control) for control in dora.controls] == [state]


@pytest.mark.parametrize("scene", SCENES)
def test_no_control_is_called_satisfied_and_the_caveat_is_there(scene: str) -> None:
    told = SCENES[scene]().report
    cited = controls.selected(told, None)

    for text in (
        controls.render(told, cited, width=100, one=True),
        controls.render_markdown(told, cited),
    ):
        flat = " ".join(text.split())
        assert controls.CAVEAT in flat
        assert "satisf" not in flat.replace(controls.CAVEAT, "")


def test_a_policy_that_is_disabled_evidences_nothing() -> None:
    off = policy("off", controls={"dora": ("28(3)",)}, reach=Reach.DISABLED)

    assert list(controls.selected(report((off,), []).report, None)) == []


def test_a_control_without_a_policy_is_told_as_a_whole_or_by_its_parts() -> None:
    (dora,) = controls.selected(made(Verdict.PASS, control="28(4)(d)"), "dora")

    bare = controls.bare(dora)

    whole = set(catalogue.framework("dora").controls)
    assert set(bare) < whole
    assert {"28", "28(4)", "28(4)(d)"}.isdisjoint(bare)
    assert {"28(4)(a)", "28(3)", "30"} <= set(bare)
    assert not any(each.startswith("30(") for each in bare)
    # Every control is cited, holds one that is, or is (within) one of those that are told.
    for each in whole - {"28", "28(4)", "28(4)(d)"}:
        assert any(each == told or each.startswith(f"{told}(") for told in bare), each


def test_one_framework_lists_the_controls_without_a_policy_and_all_of_them_count() -> None:
    told = made(Verdict.PASS)
    cited = controls.selected(told, "dora")
    count = len(controls.bare(cited[0]))

    one, all_ = (controls.render(told, cited, width=100, one=each) for each in (True, False))

    assert f"{count} have no policy" in one
    assert f"{count} have no policy" in all_
    assert len(re.split(r",\s+", one.split("no policy: ")[1])) == count
    assert "no policy: " not in all_


@pytest.mark.parametrize(
    "name, message, hint",
    [
        ("doar", "framework 'doar': it is not known (expected dora)", "did you mean 'dora'?"),
        ("gdpr", "framework 'gdpr': no policy in force cites it (expected dora)", None),
    ],
)
def test_a_framework_that_nobody_cites_is_no_empty_list(
    name: str, message: str, hint: str | None
) -> None:
    with pytest.raises(UsageError) as caught:
        controls.selected(made(Verdict.PASS), name)

    assert (str(caught.value), caught.value.hint) == (message, hint)


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_is_text(kind: str) -> None:
    told = attacked(HOSTILE[kind]).report
    cited = controls.selected(told, None)

    assert_harmless("table", controls.render(told, cited, width=100, one=True))
    text = controls.render_markdown(told, cited)
    assert_harmless("markdown", text)
    assert re.search(r"<(script|img|a) ", rendered(text)) is None
