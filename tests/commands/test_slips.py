"""What editors and merges leave behind is told as what it is in every kind of file."""

import pytest
from workplace import INVENTORY, POLICY, Workplace

CONFIG = "policies:\n  encrypted: {severity: low}\npacks: [policies]\n"

SUITE = """\
policies: [encrypted]
tests:
  - {name: n, given: {data: {category: logs}}, expect: unknown}
"""

FILES = {
    "inventories/ours.yaml": INVENTORY,
    "policies/pack.yaml": POLICY,
    "vendorgate.yaml": CONFIG,
    "policies/encrypted.test.yaml": SUITE,
}

SLIPS = {
    "merge": (
        "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> branch\n",
        (
            "{begin}:1: an unresolved merge: '<<<<<<< HEAD' (expected one of the two versions)\n"
            "  hint: keep one of them; it ends on line {end}: '>>>>>>> branch'\n"
        ),
    ),
    "space": (
        "a:\u00a0b\nc: 1\n",
        (
            "{begin}:3: a no-break space (U+00A0) where a space is meant\n"
            "  hint: type a plain space in its place\n"
        ),
    ),
    "quote": (
        'a: "b\nc: 1\n',
        "{begin}:4: a quote opens here and is not closed\n  hint: close it where its text ends\n",
    ),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_at_its_line(workplace: Workplace, name: str, slip: str) -> None:
    text, told = SLIPS[slip]
    for file, content in FILES.items():
        workplace.write(file, content)
    workplace.write(name, FILES[name] + text)
    begin = FILES[name].count("\n") + 1

    done = workplace.run("test" if name.endswith(".test.yaml") else "check")

    assert (done.code, done.out) == (2, "")
    assert f"{name}:{told.format(begin=begin, end=begin + 4)}" in done.err
