"""`&&`, `||`, `!`, `?:` and `cel.bind`, tracked: operands past the deciding one are read too."""

from checker.cel.syntax import And, Bind, Conditional, Operation, Or
from checker.cel.trace.calls import strict
from checker.cel.trace.reader import Pending, Reader, Scope
from checker.cel.trace.record import Record, absorbed, same


def junction(reader: Reader, node: And | Or, scope: Scope) -> Record:
    """`a && b && c`, or `a || b || c`."""
    deciding = isinstance(node, Or)
    where = "an operand of ||" if deciding else "an operand of &&"
    children: list[Record] = []
    decided = False
    for operand in node.operands:
        if decided:
            beyond = reader.aside(operand, scope)
            if beyond is None:
                break
            children.append(beyond)
        else:
            children.append(reader.condition(operand, scope, where))
            decided = children[-1].outcome is deciding
    outcome = absorbed(children, deciding=deciding)
    return Record(node, outcome, children=tuple(children))


def operation(reader: Reader, node: Operation, scope: Scope) -> Record:
    """`!operand`, or an operator that needs the values of all its operands."""
    return _negation(reader, node, scope) if node.operator == "!" else strict(reader, node, scope)


def _negation(reader: Reader, node: Operation, scope: Scope) -> Record:
    """`!operand`."""
    operand = reader.condition(node.operands[0], scope, "the operand of !")
    outcome = operand.outcome if operand.failed else not operand.outcome
    return Record(node, outcome, children=(operand,))


def conditional(reader: Reader, node: Conditional, scope: Scope) -> Record:
    """`condition ? then : otherwise`."""
    condition = reader.condition(node.condition, scope, "the condition of ?:")
    if condition.failed:
        return Record(node, condition.outcome, children=(condition,))
    chosen = reader.read(node.then if condition.outcome else node.otherwise, scope)
    return same(node, chosen, (condition,))


def bind(reader: Reader, node: Bind, scope: Scope) -> Record:
    """`cel.bind(name, value, body)`: the value is read where the body first reads the name."""
    return same(node, reader.read(node.body, {**scope, node.name: Pending(node.value, scope)}))
