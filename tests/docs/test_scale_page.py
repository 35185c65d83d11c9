"""The function that docs/scale.md gives to users of Spark counts what `check` counts."""

import re
from collections import Counter
from pathlib import Path

import pyarrow as pa
from workplace import REPOSITORY

from checker import check

PAGE = (REPOSITORY / "docs/scale.md").read_text()
SELECTED = ("mfa-required", "encryption-in-transit")


def test_the_function_for_spark_counts_what_a_check_counts(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(import pyarrow.*?)^files = ", PAGE, re.DOTALL | re.MULTILINE)
    broken = tmp_path / "broken.yaml"
    broken.write_text("x: [\n")
    paths = [str(path) for path in sorted((REPOSITORY / "inventories").glob("*.yaml"))]
    names = {"POLICIES": SELECTED}
    exec(code, names)

    batches = [pa.RecordBatch.from_pydict({"path": each}) for each in (paths, [str(broken)])]
    told, unread = (batch.to_pylist() for batch in names["checked"](batches))

    expected = check(*paths, policies="shipped", as_of="2031-05-15", select=SELECTED).report
    counted: Counter[str] = Counter()
    for row in told:
        counted[row["verdict"]] += row["checks"]
    assert counted == {each.value: n for each, n in expected.summary.verdicts.items()}
    assert {row["path"] for row in told} == {*paths}
    assert [(row["path"], row["policy"]) for row in unread] == [(str(broken), "")]
    assert unread[0]["verdict"].startswith(f"{broken}:2:1: ")
