"""The ends of waivers: when a cell that is waived is a finding again."""

from collections.abc import Iterator

from checker.evaluate.run import Run
from checker.forecasting.outlook import Outlook, Turn
from checker.policy.policy import Policy
from checker.report.gate import FINDINGS
from checker.report.report import Report, fingerprint
from checker.time.text import DAY, parse_day
from checker.values import Timestamp
from checker.verdict import Verdict

_WAIVED = frozenset({Verdict.WAIVED})


def waived_turns(policy: Policy, run: Run, report: Report, number: int, end: int) -> Iterator[Turn]:
    """The findings of a policy that are back when their waivers end, up to a moment.

    Args:
        number: the index of the policy in the report.
        end: the last nanosecond that is looked at.
    """
    outlook = Outlook(policy, run, end)
    for cell in report.cells.select(number, _WAIVED):
        waiver = report.waivers.of(fingerprint(policy.id, cell.subject))
        last = None if waiver is None else parse_day(waiver.expires)
        if waiver is None or last is None or (last + 1) * DAY > end:
            continue
        moment = (last + 1) * DAY
        then = policy.at(Timestamp(moment))
        if not then.in_force:
            continue
        if then is not outlook.policy:
            outlook = Outlook(then, run, end)
        verdict = outlook.at(cell, moment)
        if verdict in FINDINGS:
            yield Turn(cell, moment, verdict, waiver=waiver.id)
