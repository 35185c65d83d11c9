import sys
from pathlib import Path

from pack import REPOSITORY

from checker import check
from checker.verdict import Verdict

sys.path.append(str(REPOSITORY / "benchmarks"))

import generate


def test_a_generated_inventory_without_flaws_complies(tmp_path: Path) -> None:
    inventory = tmp_path / "generated.yaml"
    inventory.write_text("".join(generate.inventory(60, flaws=0)))

    report = check(inventory, policies=[REPOSITORY / "policies"], as_of="2031-05-15")

    assert [finding.message for finding in report.findings()] == []
    assert report.report.summary.verdicts[Verdict.PASS] > 1_000
