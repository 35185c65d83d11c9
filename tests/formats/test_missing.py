"""What is not recorded and stands behind several findings is told once, the widest gap first."""

from runs import checked, ours, policy

from checker.formats.missing import missing
from checker.formats.table import render

POLICIES = [
    *(policy(f"owner-{n}", require="vendor.owner != ''") for n in range(3)),
    *(
        policy(f"data-{n}", require="vendor.data.all(d, d.encryption.at_rest == 'full')")
        for n in "ab"
    ),
    policy("kind", require="vendor.kind == 'internal'"),
]
VENDORS = [
    {"id": "acme", "kind": "individual", "data": [{}, {}]},
    {"id": "zeta", "kind": "internal", "data": [{}]},
]


def test_gaps_are_counted_by_finding_whatever_the_vendor_and_the_element() -> None:
    done = checked(POLICIES, ours(*VENDORS))
    explainer = done.explainer()
    results = [done.report.result(cell, explainer) for cell in done.report.findings()]

    assert list(missing(results)) == [
        "  vendors[].owner              6 findings, first at ours.yaml:6:3",
        "  vendors[].data[].encryption  4 findings, first at ours.yaml:9:5",
    ]


def test_what_stands_behind_few_findings_is_no_cause_to_begin_with() -> None:
    done = checked(POLICIES[:2], ours(VENDORS[0]))

    assert "Not recorded" not in render(done.report, done.explainer(), width=80, colour=False)


def test_the_table_tells_the_gaps_after_the_findings() -> None:
    done = checked(POLICIES, ours(*VENDORS))

    text = render(done.report, done.explainer(), width=80, colour=False)

    order = ["Findings, worst first", "Not recorded, behind several of these findings", "Verdicts"]
    assert [line for line in text.splitlines() if line in order] == order
