"""The message of a policy, compiled: what it says of a finding that holds nothing sensitive.

The compiler's evaluators work it out ten times as fast as those that remember what they read. Only
what may have to be redacted needs that memory (`checker.explaining.rendering`).
"""

from collections.abc import Mapping
from typing import Any

from checker.cel.compile.frame import UNSET, Evaluator
from checker.cel.footprint import Footprint, footprints
from checker.cel.limits import extent
from checker.evaluate.functions import message
from checker.explaining.records import of_its_own
from checker.explaining.redact import holds_sensitive
from checker.explaining.rendering import MOST_VALUES, NOT_EVALUATED, NOT_RECORDED, on_a_line, text
from checker.inventory import LISTS
from checker.model.view import in_document
from checker.parse.document import Path
from checker.policy.policy import Policy
from checker.schema.navigator import Navigator
from checker.validate.schema import at
from checker.values import BudgetSpent, CelError

_STEADY = frozenset({"inventory", "portfolio", "now", "params"})


class Message:
    """The message of one policy, over a frame that serves many findings."""

    def __init__(self, policy: Policy) -> None:
        writing = message(policy)
        self._names, self._frame, self._memo, each = writing.functions()
        functions = iter(each)
        self._parts: list[str | Evaluator] = [
            part if isinstance(part, str) else next(functions) for part in policy.message.parts
        ]
        self._open = _open(policy, footprints(writing.expressions, policy.variables))

    def text(self, values: Mapping[str, Any], budget: int) -> str | None:
        """The message; None if it may hold what must not be shown, or if it costs too much.

        Args:
            values: of the root variables.
            budget: units that it may cost.
        """
        if not self._open:
            return None
        frame = self._frame
        frame[0] = budget
        for slot, name in enumerate(self._names, start=1):
            frame[slot] = values[name]
        frame[self._memo.start : self._memo.stop] = [UNSET] * len(self._memo)
        told: list[str] = []
        for part in self._parts:
            piece = part if isinstance(part, str) else _told(part, frame)
            if piece is None:
                return None
            told.append(piece)
        return on_a_line(told)


def _told(evaluator: Evaluator, frame: list[Any]) -> str | None:
    try:
        value = evaluator(frame)
    except KeyError:
        return NOT_RECORDED
    except CelError:
        return NOT_EVALUATED
    except BudgetSpent:
        return None
    return None if extent(value) > MOST_VALUES else text(value)


def _open(policy: Policy, read: Mapping[str, Footprint]) -> bool:
    """Return whether nothing that is read can be, or hold, what must not be shown."""
    own = policy.subject_kind
    if not of_its_own(own, read):
        return False  # facts follow from records anywhere, sensitive ones among them
    places: dict[str, Path] = {
        "vendor": ("vendors", 0),
        own: ("vendors", 0, *((LISTS[own], 0) if own in LISTS else ())),
    }
    around = read.get("inventory", Footprint()).fields
    known = [(in_document((field,)), footprint) for field, footprint in around.items()]
    known += [(path, read[name]) for name, path in places.items() if name in read]
    return read.keys() <= {*places, *_STEADY} and not any(
        _secret(footprint, at("inventory", path, policy.fields)) for path, footprint in known
    )


def _secret(footprint: Footprint, schema: Navigator) -> bool:
    """Return whether something sensitive can be among what matters of a value."""
    if footprint.whole:
        return holds_sensitive(schema)
    each = footprint.elements
    if each is not None and schema.type != "array":
        return holds_sensitive(schema)
    return any(_secret(below, schema.below(name)) for name, below in footprint.fields.items()) or (
        each is not None and _secret(each, schema.below(0))
    )
