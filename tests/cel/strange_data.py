"""The values on which engines part, and vendors made of them.

The edges of 64 bits, NaN, null, absent keys, numbers of both types, unicode, what is empty, and
text that is nearly an instant, a length of time, a pattern or a zone.
"""

from random import Random
from typing import Any

STRINGS = ("", "a", "b", "secret", "full", "none", "é", "😀x", "A b", "10", "true", "a,b,c", "x.y")
INTS = (0, 1, -1, 2, 3, 7, 10, 100, 2**31, 2**53, -(2**53) - 1, 2**63 - 1, -(2**63))
# No whole double is beyond 2**53, where the oracle rounds ints before it compares them.
DOUBLES = (0.0, -0.0, 1.0, 1.5, -2.5, 3.0, 0.1, 1e-9, 100.0, 1e300, 1e-300)
INSTANTS = (
    "2024-02-29T23:59:59Z",
    "2030-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999999Z",
    "2026-03-29T01:30:00+02:00",
    "2100-06-15T12:00:00.5-07:00",
    "9999-12-31T23:59:59Z",
    "2024-01-01",
    "later",
)
# None is beyond 292 years, where the oracle's arithmetic saturates.
LENGTHS = ("0s", "1h", "-90m", "1.5s", "72h", "1h30m5s", "100ns", "2562047h", "1d", "")
PATTERNS = ("a", "^a$", "[a-c]+", "[0-9]+", "(?i)SECRET", "é|x", "", "(", "a{2,1}", "^.[.].$")
ZONES = ("UTC", "America/New_York", "+05:30", "-11:00", "Asia/Kathmandu", "Nowhere/None")

Values = dict[str, Any]


def vendor(rng: Random) -> Values:
    """A vendor of which anything may be absent, null, or of an unexpected type."""
    return worn(
        rng,
        {
            "id": rng.choice(STRINGS),
            "tier": rng.choice(("gold", "silver", "")),
            "score": rng.choice((*INTS, *DOUBLES)),
            "count": rng.choice(INTS),
            "ratio": rng.choice(DOUBLES),
            "active": rng.random() < 0.5,
            "since": rng.choice(INSTANTS),
            "ttl": rng.choice(LENGTHS),
            "tags": [rng.choice(STRINGS) for _ in range(rng.randrange(4))],
            "numbers": [rng.choice((*INTS, *DOUBLES)) for _ in range(rng.randrange(4))],
            "data": [_data(rng) for _ in range(rng.randrange(4))],
            "meta": {"a": rng.choice(INTS), "b": rng.choice(STRINGS), "c": {"d": True}},
        },
    )


def _data(rng: Random) -> Values:
    return worn(
        rng,
        {
            "id": rng.choice(STRINGS),
            "kind": rng.choice(("secret", "public")),
            "records": rng.choice(INTS),
            "ok": rng.random() < 0.5,
            "encryption": {"at_rest": rng.choice(("full", "none")), "days": rng.choice(INTS)},
        },
    )


def worn(rng: Random, full: Values) -> Values:
    """The same with some keys absent and some values strange."""
    strange = (None, True, 0, 1, 1.0, "a", [], ["a"], {}, {"a": 1})
    kept = {}
    for key, value in full.items():
        fate = rng.random()
        if fate >= 0.2:
            kept[key] = value
        elif fate >= 0.1:
            kept[key] = rng.choice(strange)
    return kept
