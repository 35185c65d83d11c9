"""Laws of waivers, whatever the inventory, the policies and the waivers are."""

from typing import Any

from hypothesis import given as forall
from hypothesis import strategies as st

from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.report.gate import FINDINGS
from checker.report.report import Report, fingerprint
from checker.verdict import Verdict
from checker.waivers.waiver import NO_FILE
from tests.runs import given, ours, policy
from tests.waivers.written import entry, file

VENDORS = ("acme", "bolt", "cove")
CONDITIONS = (
    "true",
    "false",
    "vendor.owner == 'x'",
    "1 / 0 == 1",
    "vendor.id != 'acme'",
    "vendor.id != 'acme' || 1 / 0 == 1",
)
OF_DATA = (
    "data.category == 'a'",
    "data.classification == 'public'",
    "data.category == 'a' || 1 / 0 == 1",
)
KINDS = st.sampled_from([None, [], ["a"], ["b"], ["a", "b", "c"]])


@st.composite
def runs(draw: st.DrawFn) -> Run:
    policies = [
        policy("p", require=draw(st.sampled_from(CONDITIONS))),
        policy("q", subject_kind="data", require=draw(st.sampled_from(OF_DATA))),
        policy(
            "r",
            subject_kind="portfolio",
            require=draw(st.sampled_from(["true", "false", "1 / 0 == 1"])),
        ),
    ]
    vendors: list[dict[str, Any]] = []
    for name in VENDORS:
        data = draw(KINDS)
        listed = {} if data is None else {"data": [{"category": each} for each in data]}
        vendors.append({"id": name, **listed})
    return given(policies, ours(*vendors))


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    subject = draw(st.sampled_from([None, None, "*", "data/a", "data/b", "data/z"]))
    vendor = draw(st.sampled_from([*VENDORS, "nobody", None]))
    changes = {
        "policy": draw(st.sampled_from(["p", "q", "r", "s"])),
        "vendor": vendor,
        "subject": None if vendor is None else subject,
        "covers": draw(st.integers(1, 3)) if subject == "*" and vendor is not None else None,
        "approved_by": draw(st.sampled_from(["Bob", "Bob", "Ann", None])),
        "expires": draw(st.sampled_from(["2031-05-14", "2031-05-20", "2031-06-15", "2032-05-15"])),
    }
    return entry(**changes)


WAIVERS = st.lists(entries(), max_size=6, unique_by=lambda e: (e["policy"], e.get("vendor")))


def reported(run: Run, waivers: list[dict[str, Any]]) -> Report:
    named = [{**each, "id": f"w{number}"} for number, each in enumerate(waivers)]
    about = run._replace(waivers=file(run.policies, *named))
    return settle(about, decide(about))


@forall(runs(), WAIVERS)
def test_a_waiver_changes_only_findings_that_one_in_force_is_about(
    run: Run, waivers: list[dict[str, Any]]
) -> None:
    plain, report = settle(run, decide(run)), reported(run, waivers)

    for before, after in zip(plain.cells, report.cells, strict=True):
        assert (before.policy, before.subject) == (after.policy, after.subject)
        if before.verdict is not after.verdict:
            id_ = report.policies[after.policy].id
            waiver = report.waivers.of(fingerprint(id_, after.subject))
            assert after.verdict is Verdict.WAIVED
            assert before.verdict in FINDINGS - {Verdict.ERROR}
            assert waiver is not None
            assert waiver.covers
            assert waiver.policy == id_
            assert waiver.vendor == after.subject.vendor
    covered = sum(each.covers for each in report.waivers.entries)
    assert report.summary.verdicts[Verdict.WAIVED] == covered


@forall(runs(), WAIVERS)
def test_an_error_is_never_covered(run: Run, waivers: list[dict[str, Any]]) -> None:
    errors = settle(run, decide(run)).summary.verdicts[Verdict.ERROR]

    assert reported(run, waivers).summary.verdicts[Verdict.ERROR] == errors


@forall(runs(), WAIVERS)
def test_without_its_waivers_a_report_is_what_it_was(
    run: Run, waivers: list[dict[str, Any]]
) -> None:
    about = run._replace(
        waivers=file(run.policies, *({**e, "id": f"w{n}"} for n, e in enumerate(waivers)))
    )

    assert settle(about._replace(waivers=NO_FILE), decide(about)) == settle(run, decide(run))
