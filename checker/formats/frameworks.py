"""Controls: what policies in force say that they support, by framework, with their checks."""

from collections.abc import Iterator, Mapping, Sequence

from checker.controls import catalogue
from checker.formats.marks import MARKS
from checker.record import NamedTuple
from checker.report.gate import FINDINGS
from checker.report.report import PolicyEntry, Report


class Control(NamedTuple):
    """A control, the policies that support it, and their checks by verdict (order of `MARKS`).

    Attributes:
        title: empty where it is not known, or may not be shown.
    """

    id: str
    title: str
    policies: tuple[PolicyEntry, ...]
    counts: tuple[int, ...]


class Supported(NamedTuple):
    """A framework, as far as policies support it.

    Attributes:
        title: empty if it is not one whose controls are known.
        open: how many of its controls have findings.
    """

    name: str
    title: str
    controls: tuple[Control, ...]
    open: int


def frameworks(report: Report) -> tuple[Supported, ...]:
    """The frameworks that policies cite, by name."""
    cited: dict[str, dict[str, list[int]]] = {}
    for number, policy in enumerate(report.policies):
        if policy.reach.counts:
            for framework, ids in policy.controls.items():
                for each in ids:
                    cited.setdefault(framework, {}).setdefault(each, []).append(number)
    return tuple(_supported(report, name, cited[name]) for name in sorted(cited))


def _supported(report: Report, name: str, cited: Mapping[str, Sequence[int]]) -> Supported:
    known = catalogue.framework(name) if name in catalogue.NAMES else None
    titles = {} if known is None else known.controls
    controls = tuple(
        Control(
            each,
            titles.get(each) or "",
            tuple(report.policies[number] for number in cited[each]),
            tuple(sum(report.cells.count(n, verdict) for n in cited[each]) for verdict in MARKS),
        )
        for each in sorted(cited)
    )
    found = sum(any(_found(control)) for control in controls)
    return Supported(name, "" if known is None else known.title, controls, found)


def _found(control: Control) -> Iterator[int]:
    counts = zip(MARKS, control.counts, strict=True)
    return (count for verdict, count in counts if verdict in FINDINGS)
