"""The account: one verdict, told in full: the policy, its clauses, and the lines that decided."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from checker.problems import Place
from checker.record import NamedTuple
from checker.report.explanation import Evidence, Excerpt, Remedy
from checker.report.report import Input, PolicyEntry
from checker.report.subject import Subject
from checker.verdict import Verdict

SCHEMA = "vendorgate/explanation/v1"


class State(Enum):
    """The outcome of a clause.

    Attributes:
        VALUE: a value.
        MISSING: nothing, because what it asks for is not recorded.
        ERROR: nothing, because it cannot be evaluated.
        UNREAD: nobody asked: the outcome was settled before.
    """

    VALUE = "value"
    MISSING = "missing"
    ERROR = "error"
    UNREAD = "unread"


class Clause(NamedTuple):
    """A part of an expression, and what it came to.

    Attributes:
        id: of its node, unique in the expression; a clause read for several elements repeats it.
        text: as the author wrote it: the code points `start` to `end` of the expression.
        element: which element of a list it was read for (`c = clients[2]`), else empty.
        state: whether it has a value.
        type: CEL's name for the type of the value, empty where there is none.
        value: JSON data, redacted and cut to size.
        sought: the path at which nothing is recorded, if that is why there is no value.
        note: why there is no value otherwise: the error, or evidence that is too coarse.
        decided: whether the verdict would be open without it.
        needed: whether the outcome was still open when it was read.
        omitted: how many clauses about further elements are left out after `children`.
    """

    id: int
    text: str
    start: int
    end: int
    element: str = ""
    state: State = State.UNREAD
    type: str = ""
    value: Any = None
    sought: str = ""
    note: str = ""
    decided: bool = False
    needed: bool = True
    children: "tuple[Clause, ...]" = ()
    omitted: int = 0


class Part(NamedTuple):
    """An expression of the policy: `when`, `require`, or `variables.<name>`."""

    name: str
    clause: Clause


class ShownEvidence(NamedTuple):
    """A piece of evidence and the lines that show it.

    Attributes:
        nearest: path of the longest part of what is not recorded that exists, else empty.
        anchor: where it is really written, if `excerpt` shows an alias.
    """

    evidence: Evidence
    nearest: str
    excerpt: Excerpt
    anchor: Excerpt | None


class Account(NamedTuple):
    """The account of a verdict of a policy on a subject.

    Attributes:
        params: the parameters in force.
        message: what the policy says about the subject.
        notes: what a reader must know besides: why nothing was evaluated, what was configured.
        parts: the condition, in the order in which it is read.
        shown_evidence: what decided the verdict, in the order of the documents.
        omitted: how many pieces of evidence there are besides.
        remedies: changes that together would make the policy pass, if any are known.
    """

    version: str
    as_of: str
    inputs: tuple[Input, ...]
    policy: PolicyEntry
    params: Mapping[str, Any]
    subject: Subject
    verdict: Verdict
    place: Place
    message: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    shown_evidence: tuple[ShownEvidence, ...]
    omitted: int
    remedies: tuple[Remedy, ...]
