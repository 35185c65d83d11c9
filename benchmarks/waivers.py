"""Writes a file of waivers about the first findings of an inventory, for the benchmark of them.

usage: python benchmarks/waivers.py INVENTORY COUNT MOMENT > waivers.yaml
"""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from checker import check  # noqa: E402


def waivers(path: str, count: int, moment: str) -> Iterator[str]:
    """The lines of the file: an entry in force for each finding about a vendor."""
    report = check(path, policies=str(REPOSITORY / "policies"), as_of=moment, waivers="").report
    found = (cell for cell in report.findings() if cell.subject.vendor)
    yield "waivers:\n"
    for number, cell in enumerate(islice(found, count)):
        subject = cell.subject
        yield f"  - id: w-{number}\n    policy: {report.policies[cell.policy].id}\n"
        yield f'    inventory: "{subject.inventory}"\n    vendor: "{subject.vendor}"\n'
        if subject.collection:
            yield f'    subject: "{subject.collection}/{subject.id}"\n'
        yield "    reason: The vendor works on it\n    owner: Vendor management\n"
        yield "    approved_by: Security\n    ticket: SEC-1\n"
        yield f"    created: {moment}\n    expires: {moment}\n"


if __name__ == "__main__":
    sys.stdout.writelines(waivers(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
