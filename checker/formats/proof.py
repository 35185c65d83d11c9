"""A proof as text: each case that failed with its reasons, and how many there are."""

import json
from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.paint import Colour, Paint
from checker.formats.summary import number
from checker.proof.case import Case
from checker.proof.run import Got, Outcome, Proof
from checker.report.explanation import Evidence
from checker.verdict import Verdict


def render(proof: Proof, *, paint: Paint) -> str:
    """The failing cases, the policies without tests, and the sum; ends with a line break."""
    lines: list[str] = []
    for case, outcome in zip(proof.cases, proof.outcomes, strict=True):
        if not outcome.passed:
            lines += [*_failure(case, outcome, paint), ""]
    for id_ in proof.untested:
        lines.append(paint(Colour.YELLOW, f"policy '{plain(id_)}' has no tests"))
    if proof.untested:
        lines.append("")
    return "\n".join([*lines, _sum(proof, paint), ""])


def _sum(proof: Proof, paint: Paint) -> str:
    tests = number(len(proof.cases), "test")
    about = number(len(proof.policies) - len(proof.untested), "policy", "policies")
    failed = [
        case
        for case, outcome in zip(proof.cases, proof.outcomes, strict=True)
        if not outcome.passed
    ]
    untested = number(len(proof.untested), "policy has", "policies have")
    them = "it" if len(proof.untested) == 1 else "them"
    nothing = f"; {untested} no tests: nothing is proven of {them}" if proof.untested else ""
    if failed:
        some = f"{len(failed)} of {tests} {'fails' if len(failed) == 1 else 'fail'}"
        where = number(len({case.policy for case in failed}), "policy", "policies")
        return paint(Colour.ALARM, f"{some}, in {where}{nothing}")
    if not proof.cases:
        return paint(Colour.ALARM, f"no test was run{nothing}")
    passed = f"{tests} of {about} {'passes' if len(proof.cases) == 1 else 'pass'}"
    return paint(Colour.ALARM if nothing else Colour.GREEN, f"{passed}{nothing}")


def _failure(case: Case, outcome: Outcome, paint: Paint) -> Iterator[str]:
    yield paint(Colour.BOLD, plain(f"{case.place}: {case.policy}: {case.name}"))
    for got in outcome.got:
        if got.why is not None:
            several = len(outcome.got) > 1
            yield from _reasons(case, got, several=several, paint=paint)


def _reasons(case: Case, got: Got, *, several: bool, paint: Paint) -> Iterator[str]:
    why = got.why
    if why is None:
        return
    about = f"{got.subject}: " if several else ""
    if got.verdict is got.expected:
        yield plain(f"  {about}{got.verdict.value}, as expected, but not with this message")
        yield plain(f"  expected: {case.message}")
        yield plain(f"       got: {why.message}")
        return
    wanted = paint(Colour.GREEN, got.expected.value)
    verdict = paint(Colour.RED, got.verdict.value)
    yield f"  {plain(about)}expected {wanted}, got {verdict}"
    if why.message:
        yield plain(f"  message: {why.message}")
    yield plain(f"  {deciding(got.verdict, why.clause)} ({why.place})")
    for each in why.evidence:
        yield plain(f"    {spelt(each)} ({each.place})")


def deciding(verdict: Verdict, clause: str) -> str:
    """What of the policy decided, and which way."""
    if not clause:
        return "decided by what is not recorded"
    word = {
        Verdict.PASS: "this holds",
        Verdict.FAIL: "this does not hold",
        Verdict.SKIP: "it does not apply, for this does not hold",
        Verdict.UNKNOWN: "this cannot be told",
    }.get(verdict, "this decided")
    return f"{word}: {clause}"


def spelt(evidence: Evidence) -> str:
    """`data.encryption.at_rest = "partial"`."""
    if not evidence.recorded:
        return f"{evidence.path}: not recorded"
    return f"{evidence.path} = {json.dumps(evidence.value, ensure_ascii=False)}"
