"""Source of `&&`, `||`, `!` and `?:`.

An operand without a value is absorbed by one that decides, whatever their order (specification,
"Logical operators"): `false && error` is false. What cannot be absorbed goes up, an error of the
policy before a gap in the evidence: who mends the policy will see the gap next.
"""

from collections.abc import Sequence
from contextlib import nullcontext

from checker.cel.compile.body import Body
from checker.cel.compile.source import Code, Write


def junction(body: Body, operands: Sequence[Write], *, decisive: bool) -> Code:
    """`&&` (decided by false) or `||` (decided by true)."""
    where = "an operand of ||" if decisive else "an operand of &&"
    holds, failures = body.local(f"{not decisive}"), body.local("None")
    undecided = f"not {holds}" if decisive else holds
    for number, operand in enumerate(operands):
        # The first is asked always; so there need be no line that says so.
        with body.block(f"if {undecided}:") if number else nullcontext():
            with body.block("try:"):
                value = operand()
                body.write(f"{holds} = {value.text}")
                if not value.boolean:
                    with body.block(f"if type({holds}) is not bool:"):
                        body.write(f"{failures} = caught({failures}, not_bool({holds}, {where!r}))")
                        body.write(f"{holds} = {not decisive}")
            with body.block("except FAILURE as raised:"):
                body.write(f"{failures} = caught({failures}, raised)")
    body.write(f"if {failures} and {undecided}: raise {failures}.pop()")
    return Code(holds, boolean=True, settled=True)


def negation(body: Body, operand: Code) -> Code:
    """`!operand`."""
    return Code(f"(not {_sure(body, operand, 'the operand of !')})", boolean=True)


def conditional(body: Body, condition: Code, then: Write, otherwise: Write) -> Code:
    """`condition ? then : otherwise`; only the chosen branch is evaluated."""
    chosen, boolean = body.source.name(), True
    with body.block(f"if {_sure(body, condition, 'the condition of ?:')}:"):
        value = then()
        boolean = value.boolean
        body.write(f"{chosen} = {value.text}")
    with body.block("else:"):
        value = otherwise()
        body.write(f"{chosen} = {value.text}")
    return Code(chosen, boolean and value.boolean, settled=True)


def _sure(body: Body, value: Code, where: str) -> str:
    """The value, if it is a bool."""
    if value.boolean:
        return value.text
    name = body.settle(value)
    body.write(f"if type({name}) is not bool: raise not_bool({name}, {where!r})")
    return name
