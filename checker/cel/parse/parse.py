"""Read the text of an expression into a syntax tree: the one door to celpy and lark."""

from checker.cel.parse.lower import lower
from checker.cel.parse.screen import screen
from checker.cel.syntax import CelSyntaxError, Expression


def parse(text: str) -> Expression:
    """The syntax tree of `text` (CEL specification, "Syntax").

    Raises:
        CelSyntaxError: it is not an expression, or not one that a policy may hold.
    """
    screened = screen(text)
    # A warm run loads its trees from the cache: it must not pay for celpy, lark and the grammar
    # (150-250 ms). celpy.Environment is avoided too: it changes the process's recursion limit.
    from celpy.celparser import CELParseError, CELParser  # noqa: PLC0415

    try:
        tree = CELParser().parse(screened.masked)
    except CELParseError as error:
        raise _explained(error.__context__, text) from None
    return Expression(text, lower(text, screened.literals, tree), whole=True)


def _explained(cause: BaseException | None, text: str) -> CelSyntaxError:
    """The problem that the screen let through: a mark between expressions, `?`, `:` or `,`."""
    unexpected = getattr(cause, "token", None)
    if unexpected is None or unexpected.type == "$END":
        return CelSyntaxError(
            "the expression ends too soon (expected ':')",
            len(text),
            "a choice is written: condition ? one : other",
        )
    if "COLON" in getattr(cause, "expected", ()):
        wanted = "expected ':'"
    elif unexpected == ":":
        wanted = "there is no '?' before it"
    else:
        wanted = "expected one value"
    return CelSyntaxError(f"unexpected {str(unexpected)!r} ({wanted})", unexpected.start_pos)
