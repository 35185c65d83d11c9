"""The roll-up by control: what evidences each control that policies cite, and how that stands.

A policy evidences a control, it does not satisfy it: no state here says that a control is
satisfied, and a control without a policy is not assessed, which is not the same as failed.
"""

import re
from collections.abc import Iterator, Sequence

from checker.controls import catalogue
from checker.errors import UsageError
from checker.formats.brief import brief
from checker.formats.escape import plain
from checker.formats.frameworks import Control, Supported, frameworks
from checker.formats.markdown import code
from checker.formats.marks import MARKS
from checker.formats.moment import moment
from checker.formats.summary import number
from checker.formats.width import hanging
from checker.report.report import Report
from checker.suggest import did_you_mean
from checker.verdict import Verdict

CAVEAT = (
    "A policy evidences a control, it does not satisfy it: what policies do not look at is not "
    "assessed."
)
_NAMES = 6
_END = re.compile(r"\(|\Z")


def selected(report: Report, name: str | None) -> Sequence[Supported]:
    """The frameworks that policies in force cite, or one of them.

    Raises:
        UsageError: no policy in force cites a framework of that name.
    """
    cited = frameworks(report)
    if name is None:
        return cited
    found = [each for each in cited if each.name == name]
    if not found:
        names = [each.name for each in cited]
        known = "no policy in force cites it" if name in catalogue.NAMES else "it is not known"
        expected = f" (expected {', '.join(names)})" if names else ""
        raise UsageError(f"framework '{name}': {known}{expected}", did_you_mean(name, names))
    return found


def of_framework(report: Report, name: str | None) -> Report:
    """The report as if policies cited that framework alone; as it is if none is named."""
    if name is None:
        return report
    policies = (
        policy._replace(controls={name: policy.controls[name]} if name in policy.controls else {})
        for policy in report.policies
    )
    return report._replace(policies=tuple(policies))


def render(report: Report, cited: Sequence[Supported], *, width: int, one: bool) -> str:
    """The roll-up as text.

    Args:
        report: of the run.
        cited: the frameworks to tell.
        width: columns that a line may take.
        one: whether a framework was asked for: its controls without a policy are listed, too.
    """
    return "".join(f"{line.rstrip()}\n" for line in _lines(report, cited, width, one=one))


def _lines(report: Report, cited: Sequence[Supported], width: int, *, one: bool) -> Iterator[str]:
    yield from hanging("", f"as of {moment(plain(report.as_of))}. {CAVEAT}", width)
    for reason in report.undecided:
        yield from hanging("could not decide: ", plain(reason), width)
    for framework in cited:
        yield ""
        yield from hanging("", f"{plain(framework.name)}: {_headline(framework)}", width)
        for control in framework.controls:
            title = f" {control.title}" if control.title else ""
            yield from hanging("  ", f"{plain(control.id)}{title}: {state(control)}", width)
            yield from hanging("      ", f"{_counted(control)} by {_policies(control)}", width)
        if one:
            yield from hanging("  no policy: ", ", ".join(bare(framework)) or "none", width)


def render_markdown(report: Report, cited: Sequence[Supported]) -> str:
    """The roll-up as Markdown, with every control that has no policy."""
    lines = [f"# Controls as of {code(moment(report.as_of))}", "", CAVEAT, ""]
    lines += [f"- could not decide: {code(reason)}" for reason in report.undecided]
    for framework in cited:
        lines += [f"## {code(framework.name)}", "", f"{_headline(framework)}.", ""]
        lines += ["| control | state | checks | policies |", "|---|---|---|---|"]
        for each in framework.controls:
            name = f"{code(each.id)}{f' {code(each.title)}' if each.title else ''}"
            ids = ", ".join(code(policy.id) for policy in each.policies)
            lines.append(f"| {name} | {state(each)} | {_counted(each)} | {ids} |")
        without = ", ".join(map(code, bare(framework)))
        lines += ["", f"No policy in force is about: {without or 'none'}.", ""]
    return "".join(f"{line}\n" for line in lines)


def state(control: Control) -> str:
    """The state of what evidences a control, the worst first; never that it is satisfied."""
    counts = dict(zip(MARKS, control.counts, strict=True))
    for verdict, words in (
        (Verdict.ERROR, "a policy cannot be evaluated"),
        (Verdict.FAIL, "evidence against it"),
        (Verdict.UNKNOWN, "evidence is missing"),
        (Verdict.WAIVED, "findings are waived"),
        (Verdict.PASS, "all evidence holds"),
    ):
        if counts[verdict]:
            return words
    return "nothing was checked"


def bare(framework: Supported) -> Sequence[str]:
    """The controls that no policy in force is about, a whole before its parts and instead of them.

    Of a framework that is not known there are none.
    """
    if framework.name not in catalogue.NAMES:
        return []
    cited = {control.id for control in framework.controls}
    wholes = {whole for control in cited for whole in _wholes(control)}
    found: dict[str, None] = {}
    for each in catalogue.framework(framework.name).controls:
        own = _wholes(each)
        if each not in wholes and cited.isdisjoint(own) and found.keys().isdisjoint(own):
            found[each] = None
    return [*found]


def _wholes(control: str) -> Sequence[str]:
    """A control and all that it is a part of: `AC-2(1)` is one of `AC-2`."""
    return [control[: match.start()] for match in _END.finditer(control)]


def _headline(framework: Supported) -> str:
    count = len(framework.controls)
    text = f"policies are about {number(count, 'control')}, {framework.open} with findings"
    if framework.name in catalogue.NAMES:
        text += f"; {len(bare(framework))} have no policy"
    return text


def _counted(control: Control) -> str:
    pairs = zip(MARKS, control.counts, strict=True)
    return ", ".join(f"{count} {verdict.value}" for verdict, count in pairs if count) or "no check"


def _policies(control: Control) -> str:
    names = [brief(policy.id, 80) for policy in control.policies]
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return f"{', '.join(names[:_NAMES])}{more}"
