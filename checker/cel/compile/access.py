"""Source that reaches into data: `vendor.security.mfa`, `has(data.encryption)`, `x["k"]`.

Inventory data is plain dicts, so a path is plain subscripts: an absent key raises KeyError,
which is Missing, and what is not a map raises TypeError, which is then looked at closely.
"""

from collections.abc import Sequence

from checker.cel.compile.body import Body
from checker.cel.compile.source import Code, Write


def path(body: Body, base: Code, fields: Sequence[str]) -> Code:
    """`base.field.field`."""
    if not fields:
        return base
    value, found = body.named(base), body.source.name()
    with body.block("try:"):
        body.write(f"{found} = {value}{''.join(f'[{field!r}]' for field in fields)}")
    with body.block("except TypeError:"):
        body.write(f"{found} = walk({value}, {tuple(fields)!r})")
    return Code(found, settled=True)


def has(body: Body, operand: Code, field: str) -> Code:
    """`has(operand.field)`: the operand must be there and be a map."""
    value = body.settle(operand)
    body.write(f"if type({value}) is not dict: raise no_field({value}, {field!r})")
    return Code(f"({field!r} in {value})", boolean=True)


def element_of(body: Body, operand: Write, key: Write) -> Code:
    """`operand[key]`."""
    container, wanted = body.values((operand, key))
    return Code(f"index({container}, {wanted})")


def list_of(body: Body, elements: Sequence[Write]) -> Code:
    """`[a, b]`."""
    return Code(f"[{', '.join(body.values(elements))}]")


def map_of(body: Body, entries: Sequence[tuple[Write, Write]]) -> Code:
    """`{k: v}`; a key may be a bool, an int or a string, and must not repeat."""
    built, missing = body.local("{}"), body.local("None")
    for key, value in entries:
        name = body.local("NO_KEY")
        with body.block("try:"):
            body.write(f"{name} = enter({built}, {body.settle(key())})")
        _defer(body, missing)
        with body.block("try:"):
            body.write(f"{built}[{name}] = {value().text}")
        _defer(body, missing)
    body.write(f"if {missing}: raise {missing}.pop()")
    return Code(built, settled=True)


def _defer(body: Body, missing: str) -> None:
    with body.block("except KeyError as raised:"):
        body.write(f"{missing} = caught({missing}, raised)")
