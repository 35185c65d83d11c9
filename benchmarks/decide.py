"""How long a condition takes to decide: nanoseconds an evaluation, of ten that policies hold.

python benchmarks/decide.py
"""

from timeit import repeat
from typing import Any

from checker.cel.compile.compile import Compiler
from checker.cel.compile.frame import BUDGET, UNSET
from checker.cel.parse.parse import parse
from checker.values import Timestamp

CONDITIONS = (
    "data.classification in params.classes",
    'data.encryption.at_rest == "full"',
    'data.category in ["biometrics", "government_id"]',
    "data.retention_days <= params.most_days",
    'has(data.encryption) && data.encryption.at_rest != "none"',
    '!has(vendor.security) || vendor.security.mfa == "all"',
    'vendor.data.all(d, d.encryption.at_rest == "full")',
    'vendor.certifications.exists(c, c.standard == "soc2_type2" && c.auditor != "")',
    "variables.sensitive.size() > 0 && vendor.clients.size() <= params.most_clients",
    "timestamp(vendor.reviewed) > now - duration('8760h')",
)
DATA = {
    "category": "contractor_pii",
    "classification": "restricted",
    "retention_days": 90,
    "encryption": {"at_rest": "full", "in_transit": True},
}
VENDOR = {
    "id": "acme",
    "reviewed": "2030-06-01T00:00:00Z",
    "security": {"mfa": "all"},
    "data": [DATA] * 10,
    "clients": [{"client": "northwind"}] * 5,
    "certifications": [{"standard": "iso27001", "auditor": "a"}] * 4,
}
PARAMS = {
    "classes": ["confidential", "restricted", "secret"],
    "most_days": 365,
    "most_clients": 20,
}
NAMES = ("vendor", "data", "params", "now")
TIMES = 20_000


def nanoseconds(text: str) -> float:
    """The least of five measurements, each of many evaluations on a reused frame."""
    compiler = Compiler(NAMES)
    sensitive = 'vendor.data.filter(d, d.classification in ["restricted", "secret"])'
    compiler.variable("sensitive", parse(sensitive))
    evaluate = compiler.compile(parse(text))
    frame: list[Any] = compiler.frame()
    frame[1:5] = VENDOR, DATA, PARAMS, Timestamp(1_924_992_000 * 10**9)

    def once() -> None:
        frame[0] = BUDGET
        for slot in compiler.memo:
            frame[slot] = UNSET
        evaluate(frame)

    return min(repeat(once, number=TIMES, repeat=5)) / TIMES * 1e9


if __name__ == "__main__":
    for condition in CONDITIONS:
        print(f"{nanoseconds(condition):8.0f} ns  {condition}")
