"""Comparing two reports, check by check; a fingerprint finds a check again."""

from collections.abc import Iterator, Mapping

from checker.report.gate import FINDINGS, QUIET
from checker.report.report import Report, fingerprint
from checker.report.since import Changed, Earlier, Since, standing
from checker.verdict import Verdict

_FAILING = frozenset({Verdict.FAIL, Verdict.ERROR})


def compare(earlier: Report, later: Report) -> Since:
    """The changes from one report to the other.

    What `--select` and `--vendor` left out of one of them is no change.
    """
    documents = {each.id: number for number, each in enumerate(later.inventories)}
    before, after = _checks(earlier), _checks(later)
    changes = []
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if (old is None and any(earlier.left_out)) or (new is None and any(later.left_out)):
            continue
        told = new or old
        if told is not None and (old is None or new is None or old.after is not new.after):
            document = documents.get(told.subject.inventory, -1)
            changes.append(
                told._replace(
                    subject=told.subject._replace(document=document),
                    before=None if old is None else old.after,
                    after=None if new is None else new.after,
                )
            )
    changes.sort(key=_order)
    return Since(
        earlier.as_of,
        tuple(c for c in changes if c.after in _FAILING and c.before not in _FAILING),
        tuple(c for c in changes if c.after is Verdict.UNKNOWN),
        tuple(c for c in changes if c.before in FINDINGS and c.after is Verdict.PASS),
        tuple(
            c for c in changes if c.before in FINDINGS and c.after not in {*FINDINGS, Verdict.PASS}
        ),
        {
            key: Earlier(old.after, _first_seen(key, old.after, earlier, later.as_of))
            for key, new in after.items()
            if new.after not in QUIET
            and (old := before.get(key)) is not None
            and old.after is not None
        },
    )


def _first_seen(key: str, verdict: Verdict, earlier: Report, now: str) -> str:
    """The first moment of a check that stands: one that passed before begins anew."""
    then, _ = standing(earlier.since, key, verdict, earlier.as_of)
    # Of moments without their `Z` the text is in order of time, with fractions of a second, too.
    return min(then or now, now, key=lambda moment: moment.removesuffix("Z"))


def _checks(report: Report) -> Mapping[str, Changed]:
    """Every check of a report by its fingerprint; its verdict is `after`."""
    return dict(_keyed(report))


def _keyed(report: Report) -> Iterator[tuple[str, Changed]]:
    for cell in report.cells:
        policy = report.policies[cell.policy]
        changed = Changed(policy.id, policy.severity, cell.subject, None, cell.verdict)
        yield fingerprint(policy.id, cell.subject), changed


def _order(change: Changed) -> tuple[int, str, str, str, str]:
    subject = change.subject
    return change.severity.rank, change.policy, subject.inventory, subject.vendor, str(subject)
