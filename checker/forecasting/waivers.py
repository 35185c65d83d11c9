"""The ends of waivers: when a cell that is waived is a finding again."""

from collections.abc import Iterator

from checker.forecasting.outlook import Outlook, Turn
from checker.report.gate import FINDINGS
from checker.report.report import Report, fingerprint
from checker.time.text import DAY, parse_day
from checker.verdict import Verdict

_WAIVED = frozenset({Verdict.WAIVED})


def waived_turns(outlook: Outlook, report: Report, policy: int, end: int) -> Iterator[Turn]:
    """The findings of a policy that are back when their waivers end, up to a moment.

    Args:
        policy: its index in the report.
        end: the last nanosecond that is looked at.
    """
    for cell in report.cells.select(policy, _WAIVED):
        waiver = report.waivers.of(fingerprint(report.policies[policy].id, cell.subject))
        last = None if waiver is None else parse_day(waiver.expires)
        if waiver is None or last is None or (last + 1) * DAY > end:
            continue
        moment = (last + 1) * DAY
        verdict = outlook.at(cell, moment)
        if verdict in FINDINGS:
            yield Turn(cell, moment, verdict, waiver=waiver.id)
