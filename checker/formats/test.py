"""The report of tests as text: each case that failed with its reasons, and their number."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.evidence import spelt
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.testing.case import Case
from checker.testing.run import Got, Outcome, SuiteReport
from checker.verdict import Verdict


def render(suite_report: SuiteReport, *, style: Style) -> str:
    """The failing cases, the policies without tests, and the sum; ends with a line break."""
    lines: list[str] = []
    for case, outcome in zip(suite_report.cases, suite_report.outcomes, strict=True):
        if not outcome.passed:
            lines += [*_failure(case, outcome, style), ""]
    for id_ in suite_report.untested:
        lines.append(style(Colour.YELLOW, f"policy '{plain(id_)}' has no tests"))
    if suite_report.untested:
        lines.append("")
    return "\n".join([*lines, _sum(suite_report, style), ""])


def _sum(suite_report: SuiteReport, style: Style) -> str:
    tests = number(len(suite_report.cases), "test")
    about = number(len(suite_report.policies) - len(suite_report.untested), "policy", "policies")
    failed = [
        case
        for case, outcome in zip(suite_report.cases, suite_report.outcomes, strict=True)
        if not outcome.passed
    ]
    untested = number(len(suite_report.untested), "policy has", "policies have")
    them = "it" if len(suite_report.untested) == 1 else "them"
    nothing = f"; {untested} no tests: nothing is proven of {them}" if suite_report.untested else ""
    if failed:
        some = f"{len(failed)} of {tests} {'fails' if len(failed) == 1 else 'fail'}"
        where = number(len({case.policy for case in failed}), "policy", "policies")
        return style(Colour.ALARM, f"{some}, in {where}{nothing}")
    if not suite_report.cases:
        return style(Colour.ALARM, f"no test was run{nothing}")
    passed = f"{tests} of {about} {'passes' if len(suite_report.cases) == 1 else 'pass'}"
    return style(Colour.ALARM if nothing else Colour.GREEN, f"{passed}{nothing}")


def _failure(case: Case, outcome: Outcome, style: Style) -> Iterator[str]:
    yield style(Colour.BOLD, plain(f"{case.place}: {case.policy}: {case.name}"))
    for got in outcome.got:
        if got.why is not None:
            several = len(outcome.got) > 1
            yield from _reasons(case, got, several=several, style=style)


def _reasons(case: Case, got: Got, *, several: bool, style: Style) -> Iterator[str]:
    why = got.why
    if why is None:
        return
    about = f"{got.subject}: " if several else ""
    if got.verdict is got.expected:
        yield plain(f"  {about}{got.verdict.value}, as expected, but not with this message")
        yield plain(f"  expected: {case.message}")
        yield plain(f"       got: {why.message}")
        return
    wanted = style(Colour.GREEN, got.expected.value)
    verdict = style(Colour.RED, got.verdict.value)
    yield f"  {plain(about)}expected {wanted}, got {verdict}"
    if why.message:
        yield plain(f"  message: {why.message}")
    yield plain(f"  {deciding(got.verdict, why.clause)} ({why.place})")
    for evidence in why.evidence:
        yield plain(f"    {spelt(evidence)} ({evidence.place})")


def deciding(verdict: Verdict, clause: str) -> str:
    """The clause of the policy that decided, and its outcome."""
    if not clause:
        return "decided by what is not recorded"
    word = {
        Verdict.PASS: "this holds",
        Verdict.FAIL: "this does not hold",
        Verdict.SKIP: "it does not apply, for this does not hold",
        Verdict.UNKNOWN: "this cannot be told",
    }.get(verdict, "this decided")
    return f"{word}: {clause}"
