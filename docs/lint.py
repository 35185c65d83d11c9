"""Writes docs/lint.md from the rules and frameworks; tests/linting/test_page.py holds it to them.

usage: make docs, or python docs/lint.py
"""

import sys
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

from checker.controls.catalogue import NAMES, framework  # noqa: E402
from checker.linting.rules import RULES  # noqa: E402

PAGE = REPOSITORY / "docs/lint.md"

OPENING = """\
# What lint looks for

Generated from [checker/linting/rules.py](../checker/linting/rules.py) and
[checker/controls/](../checker/controls) by `make docs`: change those, not this page.

`vendorgate lint [POLICY…]` reads policies and no inventory, and says everything that is wrong with
them at once: `path:line:column`, inside the expression where there is one, with the line and a
caret. POLICY is a file or a folder, or `shipped`; without any it is what is your own
([configuration](configuration.md)), else the shipped pack.
Parameters count with the values that `vendorgate.yaml` (or `--config FILE`) gives them. `-o json`
writes the same for machines ([lint.schema.json](../checker/schemas/lint.schema.json)).

| exit code | meaning |
|---|---|
| 0 | no error; with `--strict`, no warning either |
| 1 | diagnostics that gate |
| 2 | could not decide: a file could not be read (the others were linted), or there is no policy |
| 3 | a bug in vendorgate |
| 129 | hung up: the terminal is gone |
| 130 | interrupted |
| 143 | terminated |

A policy file that is YAML and does not fit the schema is a diagnostic here, and exit code 1; one
that is not YAML cannot be read, and `vendorgate check` cannot decide with either: exit code 2.

## Rules

An error gates, a warning gates with `--strict`, an info never; `--verbose` shows infos.

| rule | level | it means | why it matters | what to do |
|---|---|---|---|---|
"""

FOLDING = """
Constant conditions are found by folding: literals, parameters, what the schema allows a field to
be, and parts that contradict each other (`x == "a" && x == "b"`, `n > 5 && n < 3`, `has(x) &&
!has(x)`, `require` against `when`). Lint never guesses: what it cannot show to be constant for
every valid inventory it leaves alone, so it can miss one.

## Controls

The ids that are known, and how they are written; each framework is a file of
[checker/controls/frameworks/](../checker/controls/frameworks). Texts are not there: those of
several frameworks are sold. SP 800-53 is made from NIST's catalogue in OSCAL by
[docs/oscal.py](oscal.py), with titles and with what became of withdrawn controls; its ids may be
zero-padded (`AC-06(01)`). Where parts are not listed, any part that is well written is taken:
`(1)`, `(a)`, `(iv)`, `(A)`.

| framework | of | an id is | like | listed | withdrawn | titles |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    return "".join((OPENING, *_rules(), FOLDING, *_frameworks()))


def _rules() -> Iterator[str]:
    for rule in RULES.values():
        cells = (f"`{rule.id}`", rule.level.value, rule.short, rule.why, rule.fix)
        yield f"| {' | '.join(cells)} |\n"


def _frameworks() -> Iterator[str]:
    for known in map(framework, NAMES):
        titles = sum(title is not None for title in known.controls.values())
        cells = (
            f"`{known.name}`",
            f"[{known.title}]({known.address})",
            known.form,
            f"`{known.example}`",
            str(len(known.controls)),
            str(len(known.withdrawn)),
            "with titles" if titles else "ids only",
        )
        yield f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
